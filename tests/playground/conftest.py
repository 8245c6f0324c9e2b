from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.playground.clock import MovableClock
from bot.playground.personas import Persona
from bot.playground.server import Playground
from tests.person import Person

TOKEN = "4200:playground"
BOT_USERNAME = "naparnik_bot"
REP_ID = 1001
LEAD_ID = 1002
DIRECTOR_ID = 1003
PERSONAS = (
    Persona("rep", REP_ID, "Анна", "rep", last_name="Серова"),
    Persona("lead", LEAD_ID, "Борис", "lead", language="en"),
    Persona("director", DIRECTOR_ID, "Вера", "director"),
)


class BotApi:
    """Calls the Bot API by hand, as any bot's library does under its hood."""

    def __init__(self, origin: str, token: str = TOKEN) -> None:
        self.origin = origin
        self.token = token
        self._session = aiohttp.ClientSession()

    async def close(self) -> None:
        await self._session.close()

    async def answer(self, method: str, **params: Any) -> tuple[int, dict[str, Any]]:
        """Status and body."""
        address = f"{self.origin}/bot{self.token}/{method}"
        async with self._session.post(address, json=params) as response:
            return response.status, await response.json()

    async def __call__(self, method: str, **params: Any) -> Any:
        """The result; the call must succeed."""
        status, body = await self.answer(method, **params)
        assert body["ok"], body
        assert status == 200
        return body["result"]

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        """Status and description; the call must be refused in Telegram's shape."""
        status, body = await self.answer(method, **params)
        assert body["ok"] is False, body
        assert body["error_code"] == status
        return status, body["description"]

    async def form(self, method: str, form: aiohttp.FormData) -> tuple[int, dict[str, Any]]:
        """Status and body of a call with files."""
        address = f"{self.origin}/bot{self.token}/{method}"
        async with self._session.post(address, data=form) as response:
            return response.status, await response.json()


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    place = Playground(
        token=TOKEN, bot_username=BOT_USERNAME, personas=PERSONAS, clock=MovableClock()
    )
    await place.start()
    yield place
    await place.stop()


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[BotApi]:
    api = BotApi(playground.origin)
    yield api
    await api.close()


@pytest.fixture
async def rep(playground: Playground) -> AsyncIterator[Person]:
    async with Person(playground.origin, "rep", patience_seconds=5) as person:
        yield person


@pytest.fixture
async def lead(playground: Playground) -> AsyncIterator[Person]:
    async with Person(playground.origin, "lead", patience_seconds=5) as person:
        yield person
