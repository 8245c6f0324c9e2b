"""What tests do on the page, in a person's words."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page

from tests.playground_page.scripted_bot import ScriptedBot

TOKEN = "999:test"
REP_ID = 101
LEAD_ID = 102


@dataclass(frozen=True, slots=True)
class Stage:
    """The page of the rep, who has started the bot."""

    page: Page
    bot: ScriptedBot

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("combobox", name="Сообщение")

    @property
    def last(self) -> Locator:
        """The newest message, with its buttons."""
        return self.page.locator(".row").last

    @property
    def toast(self) -> Locator:
        return self.page.locator(".toast").last

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    async def write(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    async def press(self, name: str) -> None:
        await self.page.get_by_role("button", name=name, exact=True).last.click()

    async def choose(self, name: str) -> None:
        """Take an item of the open menu."""
        await self.page.get_by_role("menuitem", name=name).click()
