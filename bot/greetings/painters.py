"""The card of a congratulation and the list of them, for taps and the ledger alike."""

from dataclasses import dataclass

from bot.greetings.cards import greeting_card, greeting_list
from bot.pages import PAGE_SIZE
from bot.screens import Screen
from bot.texts import texts_for
from domain.clock import Clock
from domain.delivery.model import Notice
from domain.greetings.congratulating import ListGreetings, ViewGreeting
from domain.greetings.model import GreetingId, GreetingStatus
from domain.org.model import Actor


@dataclass(frozen=True, slots=True)
class PaintGreeting:
    view_greeting: ViewGreeting
    clock: Clock

    async def __call__(self, actor: Actor, greeting_id: int) -> Screen:
        page = await self.view_greeting(actor, GreetingId(greeting_id))
        return greeting_card(page, texts_for(actor.language), actor=actor, now=self.clock())

    async def due(self, actor: Actor, notice: Notice) -> Screen | None:
        """The card that rings; None where it is done, or somebody else's by now."""
        page = await self.view_greeting(actor, GreetingId(notice.matter_id))
        if page.view.greeting.status is not GreetingStatus.DUE or not page.is_theirs:
            return None
        return greeting_card(page, texts_for(actor.language), actor=actor, now=self.clock())


@dataclass(frozen=True, slots=True)
class PaintGreetingList:
    list_greetings: ListGreetings

    async def __call__(self, actor: Actor, _notice: Notice) -> Screen | None:
        """What the recipient is to do by now; None where nothing is left."""
        listed = await self.list_greetings(actor, offset=0, size=PAGE_SIZE)
        if not listed.lines:
            return None
        return greeting_list(listed, texts_for(actor.language), reader=actor.id)
