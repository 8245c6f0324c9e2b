"""The chat page in a real browser, against the real playground and a scripted bot."""

import shutil
import struct
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from bot.playground.clock import MovableClock
from bot.playground.personas import Persona
from bot.playground.server import Playground
from tests.playground_page.scripted_bot import ScriptedBot
from tests.playground_page.stage import REP_ID, TOKEN, Stage

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET_BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PERSONAS = (
    Persona("rep", REP_ID, "Анна", "rep", "Смирнова"),
    Persona("lead", 102, "Борис", "lead", "Ким"),
    Persona("manager", 103, "Вера", "manager", "Орлова"),
    Persona("director", 104, "Глеб", "director", "Нестеров"),
    Persona("client", 105, "Дина", "client", "Ахметова"),
)


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium, chromium-browser or google-chrome on PATH")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET_BROWSER)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="package")
async def playground(tmp_path: Path) -> AsyncIterator[Playground]:
    playground = Playground(
        token=TOKEN,
        bot_username="naparnik_bot",
        personas=PERSONAS,
        clock=MovableClock(),
        folder=tmp_path,
    )
    await playground.start()
    yield playground
    await playground.stop()


@pytest_asyncio.fixture(loop_scope="package")
async def bot(playground: Playground) -> AsyncIterator[ScriptedBot]:
    async with ScriptedBot(playground.origin, TOKEN) as bot:
        await bot.call(
            "setMyCommands",
            commands=[
                {"command": "day", "description": "Мой день"},
                {"command": "board", "description": "Доска сделок"},
            ],
        )
        bot.replies["/start"] = {"text": "Здравствуйте!"}
        yield bot


@pytest_asyncio.fixture(loop_scope="package")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(locale="ru-RU", viewport={"width": 1280, "height": 800})
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="package")
async def page(context: BrowserContext, playground: Playground) -> AsyncIterator[Page]:
    """The page, open as the rep. It must ask nothing of other origins, and raise no error."""
    page = await context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(f"{playground.origin}/#rep")
    await expect(page.get_by_role("heading", name="Напарник")).to_be_visible()
    yield page
    assert [url for url in asked if not url.startswith((playground.origin, "data:"))] == []
    assert errors == []


@pytest_asyncio.fixture(loop_scope="package")
async def stage(page: Page, bot: ScriptedBot) -> Stage:
    """The rep has started the bot, and it has greeted them."""
    await page.get_by_role("button", name="Начать").click()
    await expect(page.locator(".bubble").last).to_contain_text("Здравствуйте!")
    return Stage(page, bot)


@pytest.fixture
def png() -> bytes:
    """A small picture, 320 by 200, green."""
    rows = b"".join(b"\0" + b"\x20\x90\x60" * 320 for _ in range(200))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 320, 200, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
