"""The ledger's sender with a real database and the playground's Bot API, for tests of delivery."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Literal

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, Chat, InaccessibleMessage, Update, User
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.delivery.courier import Courier
from bot.delivery.makers import Makers, PersonUnreachable
from bot.delivery.sender import Sender
from bot.delivery.throttle import RequestBudget, RequestThrottle
from bot.delivery.turns import MessageTurns
from bot.playground.clock import MovableClock
from bot.playground.personas import Persona
from bot.playground.server import Playground
from bot.screens import Button, Screen
from bot.updates.pauses import Pauses
from domain.delivery.model import Matter, Notice
from domain.delivery.ports import Leadership
from domain.delivery.use_cases import NotePersonBlocked, NotePersonReachable
from domain.digests.making import TellsNextDigest
from domain.digests.model import DigestWishes
from domain.org.model import Actor, PersonId
from domain.rulebook.ports import VersionedRulebook
from storage.delivery.cards import SqlCards
from storage.org.actors import SqlActors
from storage.outages import Outages
from storage.rulebook.rulebooks import RulebookCache
from storage.rulebook_file import read_default_rulebook
from storage.unit_of_work import SqlUnitOfWork
from tests.ledger_world import LedgerWorld
from tests.person import Person

TOKEN = "4200:playground"
FIRST_CHAT = 1001
RULES = VersionedRulebook(1, read_default_rulebook(), None)


class MovedTime:
    """Monotonic seconds that pass only while somebody sleeps."""

    def __init__(self, flight: "Flight | None" = None) -> None:
        self.now = 0.0
        self._flight = flight

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        while self._flight and not self._flight.landed.is_set():
            await self._flight.landed.wait()
        self.now = max(self.now, self.now + seconds)
        await asyncio.sleep(0)


class Flight(BaseRequestMiddleware):
    """Requests on their way, and messages about to leave: no time passes before they have come,
    however busy the machine is.
    """

    def __init__(self) -> None:
        self.landed = asyncio.Event()
        self.landed.set()
        self._count = 0

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        with self.under_way():
            return await make_request(bot, method)

    @contextmanager
    def under_way(self) -> Iterator[None]:
        self._count += 1
        self.landed.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self.landed.set()


class Leader:
    """Always leads; ``Leadership`` itself is tested against Postgres."""

    async def is_held(self) -> bool:
        return True

    def is_certain(self) -> bool:
        return True

    async def call(self) -> None: ...

    async def resign(self) -> None: ...


class Offers:
    """The makers' state: what each offer is called, and None for one that is settled."""

    def __init__(self) -> None:
        self.titles: dict[int, str | None] = {}
        self.photos: dict[int, bytes] = {}
        self.broken: set[int] = set()
        self.was_asked = asyncio.Event()
        self.meanwhile: Callable[[], Awaitable[object]] | None = None
        """What people do when a card has been made and is not sent yet; once."""

    async def card(self, _actor: Actor, notice: Notice) -> Screen | None:
        self.was_asked.set()
        made = self._made(notice)
        if self.meanwhile:
            meanwhile, self.meanwhile = self.meanwhile, None
            await meanwhile()
        return made

    def _made(self, notice: Notice) -> Screen | None:
        if notice.matter_id in self.broken:
            raise RuntimeError("a mistake of ours")
        title = self.titles.get(notice.matter_id, f"КП {notice.matter_id}")
        if title is None:
            return None
        return Screen(
            f"<b>{title}</b>\nждёт ответа",
            ((Button("Принято", f"yes:{notice.matter_id}"),),),
            photo=self.photos.get(notice.matter_id),
        )


class SendingWorld(LedgerWorld):
    def __init__(
        self, engine: AsyncEngine, playground: Playground, time: MovedTime, flight: Flight
    ) -> None:
        super().__init__(engine)
        self._flight = flight
        self._begin_to_leave, self.outbox.begin = self.outbox.begin, self._begins  # type: ignore[method-assign]  # on its way
        self.playground = playground
        self.time = time
        self.offers = Offers()
        self.digest: Screen | None = None
        self.next_digest_at: datetime | None = None
        self.next_digest: TellsNextDigest = lambda *_: self.next_digest_at
        self.actors = SqlActors(engine)
        self.bots: list[Bot] = []
        self.budget = RequestBudget(self.time, self.time.sleep)
        self.turns = MessageTurns(SqlCards(engine), self.clock, Outages(engine).passes_by_itself)
        self.sender = self.another_sender()

    async def _begins(self, notice: Notice, now: datetime) -> bool:
        with self._flight.under_way():
            return await self._begin_to_leave(notice, now)

    def begin(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self.engine, self.clock, RulebookCache())

    def a_bot(self) -> Bot:
        session = AiohttpSession(api=TelegramAPIServer.from_base(self.playground.origin))
        session.middleware(RequestThrottle(self.budget))
        session.middleware(self._flight)
        self.bots.append(Bot(TOKEN, session=session))
        return self.bots[-1]

    def another_sender(self, leadership: Leadership | None = None) -> Sender:
        courier = Courier(
            bot=self.a_bot(),
            outbox=self.outbox,
            actors=self.actors,
            makers=Makers(
                by_matter={Matter.OFFER: self.offers.card},
                by_kind={
                    "digest": self._digest,
                    "person_unreachable": PersonUnreachable(self.actors, self.clock),
                },
            ),
            read_rules=self._rules,
            next_digest=self._tell_next_digest,
            note_blocked=NotePersonBlocked(self.begin, self.clock),
            passes_by_itself=Outages(self.engine).passes_by_itself,
            budget=self.budget,
            turns=self.turns,
            clock=self.clock,
        )
        return Sender(
            outbox=self.outbox,
            courier=courier,
            leadership=leadership or Leader(),
            budget=self.budget,
            clock=self.clock,
            pauses=Pauses(),
            monotonic=self.time,
        )

    @asynccontextmanager
    async def tapped(self, message_id: int) -> AsyncIterator[CallbackQuery]:
        """A tap in the first person's chat, in hand until the block ends."""
        user = User(id=FIRST_CHAT, is_bot=False, first_name="Имя1")
        place = InaccessibleMessage(chat=Chat(id=FIRST_CHAT, type="private"), message_id=message_id)
        query = CallbackQuery(id="1", from_user=user, chat_instance="1", message=place)
        async with self.turns.taken_by(Update(update_id=1, callback_query=query)):
            yield query.as_(self.bots[0])

    async def note_reachable(self, person_id: PersonId) -> None:
        await NotePersonReachable(self.begin)(person_id)

    def skip(self, **how_far: float) -> None:
        """Both clocks move."""
        before = self.clock.now
        self.clock.skip(**how_far)
        self.time.now += (self.clock.now - before).total_seconds()

    async def chat(self, person: Person) -> list[str]:
        """What the bot's messages say that are now in the person's chat."""
        return [
            message.get("text") or message.get("caption") or ""
            for message in await person.messages()
            if message["from"]["is_bot"]
        ]

    async def outcomes(self) -> list[str | None]:
        return [row.outcome for row in await self.rows()]

    async def close(self) -> None:
        for bot in self.bots:
            await bot.session.close()

    async def _digest(self, _actor: Actor, _notice: Notice) -> Screen | None:
        return self.digest

    def _tell_next_digest(
        self, actor: Actor, rules: VersionedRulebook, wishes: DigestWishes, now: datetime
    ) -> datetime | None:
        return self.next_digest(actor, rules, wishes, now)

    async def _rules(self) -> VersionedRulebook:
        return RULES


@asynccontextmanager
async def sending_world(
    engine: AsyncEngine, *, people: int = 3, limits: Literal["telegram", "off"] = "off"
) -> AsyncIterator[tuple[SendingWorld, Mapping[str, Person]]]:
    """A world and its personas ``p1``, ``p2`` ... who have pressed Start; the n-th person given
    has the n-th persona's chat.
    """
    flight = Flight()
    time = MovedTime(flight)
    clock = MovableClock()
    playground = Playground(
        token=TOKEN,
        bot_username="naparnik_bot",
        personas=[
            Persona(f"p{number}", FIRST_CHAT + number - 1, f"Имя{number}", "rep")
            for number in range(1, people + 1)
        ],
        clock=clock,
        limits=limits,
        monotonic=time,
    )
    await playground.start()
    for number in range(people):
        playground.world.mark_started(FIRST_CHAT + number)
    persons = {f"p{n}": Person(playground.origin, f"p{n}") for n in range(1, people + 1)}
    world = SendingWorld(engine, playground, time, flight)
    try:
        yield world, persons
    finally:
        for person in persons.values():
            await person.leaves()
        await world.close()
        await playground.stop()


@pytest.fixture
async def chats(
    engine: AsyncEngine,
) -> AsyncIterator[tuple[SendingWorld, Mapping[str, Person]]]:
    async with sending_world(engine) as made:
        yield made


@pytest.fixture
def world(chats: tuple[SendingWorld, Mapping[str, Person]]) -> SendingWorld:
    return chats[0]


@pytest.fixture
def anna(chats: tuple[SendingWorld, Mapping[str, Person]]) -> Person:
    return chats[1]["p1"]


@pytest.fixture
def boris(chats: tuple[SendingWorld, Mapping[str, Person]]) -> Person:
    return chats[1]["p2"]
