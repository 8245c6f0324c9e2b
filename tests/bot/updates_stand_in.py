"""A stand-in for the part of Telegram that brings updates, and a bot on it that counts effects."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message, Update, User
from aiohttp import web
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.apologies import ask_to_slow_down, ask_to_try_again
from bot.logs import tell_exception
from bot.updates.callback_answers import NoteCallbackAnswers
from bot.updates.intake import Intake, NotNow
from bot.updates.middleware import ActorMiddleware, install
from bot.updates.pace import Pace
from bot.updates.progress import Outcome
from domain.language import Language
from domain.org.model import Actor, BranchId, PersonId, Role
from domain.org.visibility import NOTHING
from domain.origin import current_origin
from domain.unit_of_work import UpdateAlreadyHandled
from storage.outages import Outages
from storage.processed_updates import SqlProcessedUpdates

TOKEN = "42:AAH-a-token-for-tests-that-is-long-enough"
PLAIN = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    tell_exception,
    structlog.processors.KeyValueRenderer(),
]
NOW = datetime(2025, 3, 31, 9, 0, tzinfo=UTC)


class Telegram:
    """Keeps updates until they are acknowledged by an offset, as Telegram does."""

    def __init__(self) -> None:
        self.unacknowledged: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals: dict[str, list[tuple[int, str]]] = {}
        """By method: the answers to give before the good ones."""
        self.origin = ""
        self._news = asyncio.Event()
        self._numbers = iter(range(1000, 10**6))

    def called(self, method: str) -> list[dict[str, Any]]:
        return [fields for name, fields in self.calls if name == method]

    def said(self) -> list[str]:
        return [fields["text"] for fields in self.called("sendMessage")]

    def bring(self, update: dict[str, Any]) -> dict[str, Any]:
        self.unacknowledged.append(update)
        self._news.set()
        return update

    def message(self, words: str, *, user: int = 7, chat: int | None = None) -> dict[str, Any]:
        return {
            "update_id": next(self._numbers),
            "message": _message(words, user, chat if chat is not None else user),
        }

    def tap(self, data: str, *, user: int = 7) -> dict[str, Any]:
        number = next(self._numbers)
        return {
            "update_id": number,
            "callback_query": {
                "id": f"tap-{number}",
                "from": _user(user),
                "chat_instance": "1",
                "message": _message("card", user, user),
                "data": data,
            },
        }

    async def serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        fields = await given_with(request)
        self.calls.append((method, fields))
        if self.refusals.get(method):
            status, description = self.refusals[method].pop(0)
            return web.json_response(
                {"ok": False, "error_code": status, "description": description}, status=status
            )
        if method == "getUpdates":
            return web.json_response({"ok": True, "result": await self._updates(fields)})
        if method == "sendMessage":
            return web.json_response({"ok": True, "result": _message("", 7, 7)})
        return web.json_response({"ok": True, "result": True})

    async def _updates(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        offset = int(fields.get("offset", 0))
        self.unacknowledged = [one for one in self.unacknowledged if one["update_id"] >= offset]
        if not self.unacknowledged:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), float(fields.get("timeout", 0)))
            except TimeoutError:
                return []
        return self.unacknowledged[: int(fields.get("limit", 100))]


async def given_with(request: web.Request) -> dict[str, Any]:
    """A call's parameters, in either of the ways in which the Bot API takes them."""
    if request.content_type == "application/json":
        given: dict[str, Any] = await request.json()
        return given
    return dict(await request.post())


@asynccontextmanager
async def telegram():
    stand_in = Telegram()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", stand_in.serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stand_in.origin = "http://{}:{}".format(*runner.addresses[0])
    yield stand_in
    await runner.cleanup()


class CountedEffects:
    """A table of effects, and the commit that records its update along with the effect."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    async def create(self) -> None:
        async with self.engine.begin() as connection:
            await connection.execute(text("CREATE TABLE effects (what text)"))

    async def commit(self, what: str) -> None:
        origin = current_origin()
        async with self.engine.begin() as connection:
            fresh = await connection.execute(
                text("INSERT INTO processed_updates VALUES (:id, :at) ON CONFLICT DO NOTHING"),
                {"id": origin.update_id, "at": NOW},
            )
            if not fresh.rowcount:
                raise UpdateAlreadyHandled
            await connection.execute(text("INSERT INTO effects VALUES (:what)"), {"what": what})
        origin.is_recorded = True

    async def all(self) -> list[str]:
        async with self.engine.begin() as connection:
            return list(await connection.scalars(text("SELECT what FROM effects ORDER BY what")))


class OneActor:
    """Everybody but ``STRANGER`` is Anna; whether an update was handled is asked of the table."""

    STRANGER = 666

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def find(
        self,
        telegram_id: int,
        *,
        update_id: int | None,
        now: datetime,  # noqa: ARG002 - the port's
    ) -> tuple[Actor | None, bool]:
        async with self._engine.begin() as connection:
            found = await connection.scalar(
                text("SELECT 1 FROM processed_updates WHERE update_id = :id"), {"id": update_id}
            )
        return (None if telegram_id == self.STRANGER else an_actor(telegram_id)), bool(found)

    async def get(self, person_id: PersonId, *, now: datetime) -> Actor:  # noqa: ARG002 - the port's
        return an_actor(person_id)


def an_actor(telegram_id: int) -> Actor:
    return Actor(
        id=PersonId(1),
        name="Anna",
        role=Role.REP,
        branch_id=BranchId(1),
        branch_name="North",
        country="RU",
        zone=ZoneInfo("UTC"),
        language=Language.ENGLISH,
        scope=NOTHING,
        telegram_id=telegram_id,
        rulebook_version=1,
    )


class BotUnderTest:
    """The dispatcher with this package's parts around handlers that a test gives."""

    def __init__(
        self, stand_in: Telegram, engine: AsyncEngine, *, pace: Pace | None = None
    ) -> None:
        structlog.configure(processors=PLAIN)
        self.telegram = stand_in
        self.effects = CountedEffects(engine)
        self.outcomes: list[Outcome] = []
        self.profiles: list[str | None] = []
        session = AiohttpSession(api=TelegramAPIServer.from_base(stand_in.origin))
        session.middleware(NoteCallbackAnswers())
        self.bot = Bot(TOKEN, session=session)
        self.dispatcher = Dispatcher()
        self._processed_updates = SqlProcessedUpdates(engine)
        install(
            self.dispatcher,
            ActorMiddleware(
                actors=OneActor(engine),
                processed_updates=self._processed_updates,
                clock=lambda: NOW,
                texts_for=lambda language: language,
                stranger=self._turn_away,
                profile_seen=self._note_profile,
            ),
        )
        self.intake = Intake(
            self.bot,
            self.dispatcher,
            passes_by_itself=Outages(engine).passes_by_itself,
            apologise=self._apologise,
            forgo=self._forgo,
            ask_to_try_again=ask_to_try_again,
            time_limit=self._time_limit,
            pace=pace,
            ask_to_slow_down=ask_to_slow_down,
            observe=lambda outcome, _seconds: self.outcomes.append(outcome),
        )

    def on_message(self, handler: Callable[[Message], Awaitable[Any]]) -> None:
        self.dispatcher.message.register(handler)

    def on_tap(self, handler: Callable[[CallbackQuery], Awaitable[Any]]) -> None:
        self.dispatcher.callback_query.register(handler)

    async def takes(self, raw: dict[str, Any]) -> Outcome:
        update = Update.model_validate(raw, context={"bot": self.bot})
        if await self.intake.is_too_fast(update):
            return Outcome.TOO_FAST
        try:
            return await self.intake.handle(update)
        except NotNow:
            self.intake.comes_again(update)
            raise

    async def _note_profile(self, _actor: Actor, user: User) -> None:
        self.profiles.append(user.language_code)

    async def _turn_away(self, _update: Update, data: dict[str, Any]) -> None:
        user = data["event_from_user"]
        await self.bot.send_message(user.id, f"This bot serves its company. ({data['texts']})")

    def its_time_is_over(self) -> None:
        """That of the update which came last."""
        self._limit.reschedule(asyncio.get_running_loop().time())

    def _time_limit(self) -> asyncio.Timeout:
        self._limit = asyncio.timeout(None)
        return self._limit

    async def _forgo(self, update_id: int) -> bool:
        return await self._processed_updates.record(update_id, NOW)

    async def _apologise(self, _update: Update) -> None:
        await self.bot.send_message(7, "Something broke on our side.")


async def until(claim: Callable[[], bool]) -> None:
    """Let the loop run until ``claim`` holds; a test that waits for ever is a failed one."""
    async with asyncio.timeout(20):
        while not claim():  # noqa: ASYNC110 - the claims are of many kinds
            await asyncio.sleep(0.005)


def _user(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "A", "language_code": "en"}


def _message(words: str, user: int, chat: int) -> dict[str, Any]:
    kind = {"type": "group", "title": "G"} if chat < 0 else {"type": "private", "first_name": "A"}
    return {
        "message_id": 1,
        "date": 1743411600,
        "chat": {"id": chat, **kind},
        "from": _user(user),
        "text": words,
    }
