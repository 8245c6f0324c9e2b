"""A deal's stage changed by a tap, all the way, against what it costs by hand.

The program's way: the dispatcher finds the actor and checks the right, one transaction moves the
deal with its history, audit, a ledger row for the lead who has the card too, and the update's mark;
then the card is edited, remembered, and the tap answered. Three ways by hand:

- the statements that the program itself sends for a tap, as they were heard on its engine, on
  asyncpg alone: no Telegram, no aiogram, no decisions;
- aiogram with a handler that does no more than UPDATE, INSERT, COMMIT, edits the message and
  answers the tap: what a bot without rights, limits, history of cards and ledger would cost;
- the floor of the machine: the update's JSON parsed, one statement, one request by aiohttp alone.

Every way is handed the update as Telegram delivers it, in JSON.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import aiohttp
import asyncpg
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message, Update
from sqlalchemy import event

from bench.company import NOW, TELEGRAM
from bench.findings import Finding, Rest, Result, Timed, compare, in_turns
from bench.processes import stand_in
from bench.profiles import profiled
from bot.composition.program import Program
from bot.deals.callback_data import MoveDealTo
from bot.runtime import tune_garbage_collection
from bot.updates.pace import Pace
from bot.updates.progress import Outcome
from domain.clock import utc_now
from storage.engine import make_engine
from storage.postgres.address import dsn

BENCH = "Stage tap"
LIMIT = 0.5
FLOOR_LIMITS = {1: 0.25, 8: 0.15}
"""Share of the floor's throughput, by how many are in flight."""
CROWD, CROWD_AGAINST, CROWD_LIMIT = 32, 8, 0.95
TOKEN = "7000000001:bench-token-of-nobody-and-nothing-000"
PEOPLE = 64
STAGES = ("prospecting", "engaging")
CARD_TEXT = "Сделка"
POOL_SIZE = 10
NO_THROTTLE: dict[str, Any] = dict.fromkeys(("OVERALL_PER_SECOND", "CHAT_PER_SECOND"), 1_000_000)
"""Telegram's pace would be all that is measured; what keeping to it costs still is."""

PREPARE = f"""
UPDATE deals
   SET stage = '{STAGES[0]}', version = 1,
       ticks = '{{"{STAGES[0]}": ["decision_maker", "first_talk"]}}'
 WHERE id = ANY($1)
"""
LEADS_CARDS = f"""
INSERT INTO cards (chat_id, matter, matter_id, message_id, sent_at)
SELECT {TELEGRAM} + people.boss_id, 'deal', deals.id, deals.id, $2
  FROM deals JOIN people ON people.id = deals.owner_id
 WHERE deals.id = ANY($1)
ON CONFLICT DO NOTHING
"""


@dataclass
class Deal:
    """A deal that is tapped to and fro, and the chat of its owner."""

    id: int
    chat_id: int
    version: int = 1
    place: int = 0

    def next_tap(self, update_id: int) -> str:
        """Moves the deal on in this picture of it too: the button always is the newest one."""
        self.place = 1 - self.place
        data = MoveDealTo(deal_id=self.id, version=self.version, stage=STAGES[self.place]).pack()
        self.version += 1
        person = {"id": self.chat_id, "is_bot": False, "first_name": "И", "language_code": "ru"}
        message = {
            "message_id": self.id,
            "date": 1_700_000_000,
            "chat": {"id": self.chat_id, "type": "private"},
            "from": {"id": 7000000001, "is_bot": True, "first_name": "Bench"},
            "text": CARD_TEXT,
        }
        query = {
            "id": str(update_id),
            "from": person,
            "chat_instance": "1",
            "message": message,
            "data": data,
        }
        return json.dumps({"update_id": update_id, "callback_query": query})


class Numbers:
    """Update ids: none is used twice, be it in another run."""

    def __init__(self) -> None:
        self.last = time.time_ns() // 1000

    def next(self) -> int:
        self.last += 1
        return self.last


async def choose_deals(database_url: str, *, skip: int) -> list[Deal]:
    """One open deal each of as many reps, with its card in the chat of the rep's lead."""
    connection = await asyncpg.connect(dsn(database_url))
    try:
        rows = await connection.fetch(
            "SELECT id, owner_id FROM (SELECT id, owner_id, row_number() OVER (PARTITION BY "
            "owner_id ORDER BY id) AS place FROM deals WHERE status = 'open' AND owner_id IN "
            "(SELECT id FROM people WHERE role = 'rep' ORDER BY id LIMIT $1)) AS open_deals "
            "WHERE place = $2 ORDER BY owner_id",
            PEOPLE,
            1 + skip,
        )
        ids = [row["id"] for row in rows]
        await connection.execute(PREPARE, ids)
        await connection.execute(LEADS_CARDS, ids, NOW)
        return [Deal(row["id"], TELEGRAM + row["owner_id"]) for row in rows]
    finally:
        await connection.close()


Handle = Callable[[str], Awaitable[object]]
"""Handles an update, given as JSON, to the end."""


def taps(handle: Handle, deals: list[Deal], numbers: Numbers, count: int, at_once: int) -> Timed:
    """``count`` taps, ``at_once`` in flight, each of another chat; the seconds of all of them."""

    async def timed() -> float:
        updates = [deals[n % len(deals)].next_tap(numbers.next()) for n in range(count)]
        waiting = iter(updates)

        async def hand() -> None:
            for update in waiting:
                await handle(update)

        began = time.perf_counter()
        await asyncio.gather(*(hand() for _ in range(at_once)))
        return time.perf_counter() - began

    return timed


@asynccontextmanager
async def program_on(
    database_url: str, origin: str, *, pace: Pace | None = None
) -> AsyncIterator[Program]:
    """The whole program, wired as in production; its sender and its clock stand still."""
    program = Program(
        token=TOKEN,
        bot_api_url=origin,
        engine=make_engine(database_url, pool_size=POOL_SIZE),
        clock=utc_now,
        pace=pace,
    )
    try:
        yield program
    finally:
        await program.bot.session.close()
        await program.engine.dispose()


def strict(program: Program) -> Handle:
    """The program's intake; a tap that was not handled to the end is no tap."""

    async def handle(delivered: str) -> None:
        update = Update.model_validate(json.loads(delivered), context={"bot": program.bot})
        outcome = await program.intake.handle(update)
        if outcome is not Outcome.HANDLED:
            raise RuntimeError(f"the tap was {outcome}")

    return handle


class AiogramByHand:
    """A bot that changes the stage in two statements, and edits and answers like any other."""

    def __init__(self, pool: asyncpg.Pool, origin: str) -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(origin))
        self.bot = Bot(TOKEN, session=session)
        self._dispatcher = Dispatcher()
        self._dispatcher.callback_query.register(self._stage_pressed, MoveDealTo.filter())
        self._pool = pool

    async def handle(self, delivered: str) -> None:
        update = Update.model_validate(json.loads(delivered), context={"bot": self.bot})
        await self._dispatcher.feed_update(self.bot, update)

    async def _stage_pressed(self, query: CallbackQuery, callback_data: MoveDealTo) -> None:
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(
                "UPDATE deals SET stage = $2, stage_since = now(), version = version + 1, "
                "changed_at = now(), changed_via = 'telegram' WHERE id = $1 AND version = $3",
                callback_data.deal_id,
                callback_data.stage,
                callback_data.version,
            )
            await connection.execute(
                "INSERT INTO timeline (at, kind, deal_id, channel, to_stage) "
                "VALUES (now(), 'stage', $1, 'telegram', $2)",
                callback_data.deal_id,
                callback_data.stage,
            )
        assert isinstance(query.message, Message)
        await query.message.edit_text(f"{CARD_TEXT} {callback_data.stage}")
        await query.answer()


class Floor:
    """What no bot can do without: JSON parsed, one statement, one request."""

    def __init__(self, pool: asyncpg.Pool, client: aiohttp.ClientSession, origin: str) -> None:
        self._pool = pool
        self._client = client
        self._address = f"{origin}/bot{TOKEN}/editMessageText"

    async def handle(self, delivered: str) -> None:
        query = json.loads(delivered)["callback_query"]
        _, deal_id, version, stage = query["data"].split(":")
        async with self._pool.acquire() as connection:
            await connection.execute(
                "UPDATE deals SET stage = $2, stage_since = now(), version = version + 1, "
                "changed_at = now(), changed_via = 'telegram' WHERE id = $1 AND version = $3",
                int(deal_id),
                stage,
                int(version),
            )
        fields = {
            "chat_id": query["message"]["chat"]["id"],
            "message_id": query["message"]["message_id"],
            "text": f"{CARD_TEXT} {stage}",
        }
        async with self._client.post(self._address, data=fields) as answer:
            json.loads(await answer.read())


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement as the program's driver sent it."""

    sql: str
    values: tuple[Any, ...]


class Listener:
    """Hears what an engine's connections send, in order."""

    def __init__(self, program: Program) -> None:
        self._pool = program.engine.sync_engine.pool
        self._connections: set[Any] = set()
        self.heard: list[Heard] = []

    def __enter__(self) -> "Listener":
        event.listen(self._pool, "checkout", self._checked_out)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self._pool, "checkout", self._checked_out)
        for connection in self._connections:
            connection.remove_query_logger(self._sent)

    def _checked_out(self, adapted: Any, _record: object, _proxy: object) -> None:
        if adapted.driver_connection not in self._connections:
            self._connections.add(adapted.driver_connection)
            adapted.driver_connection.add_query_logger(self._sent)

    def _sent(self, query: Any) -> None:
        self.heard.append(Heard(query.query, tuple(query.args or ())))


class StatementsByHand:
    """The program's own statements for one tap, on asyncpg alone."""

    def __init__(self, pool: asyncpg.Pool, heard: list[Heard], of: Deal, heard_update: int) -> None:
        self._pool = pool
        self._heard = heard
        self._of = of
        self._heard_update = heard_update

    async def handle(self, delivered: str) -> None:
        update = json.loads(delivered)
        tap = MoveDealTo.unpack(update["callback_query"]["data"])
        chat_id = update["callback_query"]["from"]["id"]
        async with self._pool.acquire() as connection:
            for heard in self._heard:
                await self._send(connection, heard, update["update_id"], tap, chat_id)

    async def _send(
        self,
        connection: asyncpg.Connection,
        heard: Heard,
        update_id: int,
        tap: MoveDealTo,
        chat_id: int,
    ) -> None:
        instead: dict[Any, Any] = {
            self._heard_update: update_id,
            self._of.id: tap.deal_id,
            self._of.chat_id: chat_id,
            self._of.chat_id - TELEGRAM: chat_id - TELEGRAM,
            STAGES[1]: tap.stage,
            STAGES[0]: STAGES[1 - STAGES.index(tap.stage)],
        }
        values = [
            instead.get(value, value) if isinstance(value, int | str) else value
            for value in heard.values
        ]
        if values:
            await connection.fetch(heard.sql, *values)
        else:
            await connection.execute(heard.sql)


async def heard_of_one_tap(program: Program, deal: Deal, update_id: int) -> list[Heard]:
    """All that the program sends for a tap that moves the deal to the second stage."""
    with Listener(program) as listener:
        await strict(program)(deal.next_tap(update_id))
        await asyncio.sleep(0)  # the driver tells of the last one by and by
    return listener.heard


async def run(database_url: str, rounds: int, count: int) -> Result:
    """``count`` taps a round at one in flight, and twice as many at more."""
    numbers = Numbers()
    findings: list[Finding] = []
    with patch.multiple("bot.delivery.throttle", **NO_THROTTLE):
        async with (
            stand_in() as origin,
            program_on(database_url, origin) as program,
            asyncpg.create_pool(dsn(database_url), min_size=2, max_size=POOL_SIZE) as pool,
            aiohttp.ClientSession() as client,
        ):
            by_hand = AiogramByHand(pool, origin)
            ours, theirs, bare_ones = [await choose_deals(database_url, skip=n) for n in range(3)]
            extra = ours.pop()
            handle = strict(program)
            await handle(extra.next_tap(numbers.next()))  # fills the caches of the program
            await handle(extra.next_tap(numbers.next()))
            heard_update = numbers.next()
            heard = await heard_of_one_tap(program, extra, heard_update)
            statements = StatementsByHand(pool, heard, extra, heard_update)
            floor = Floor(pool, client, origin)
            tune_garbage_collection()

            async def against(
                what: str, other: Handle, deals: list[Deal], at_once: int, limit: float | None
            ) -> None:
                many = count * (2 if at_once > 1 else 1)
                mine = taps(handle, ours, numbers, many, at_once)
                others = taps(other, deals, numbers, many, at_once)
                seconds = await in_turns(mine, others, rounds)
                findings.append(_finding(at_once, what, seconds, many, limit))

            for at_once in (1, 16):
                aiogram_alone = "aiogram with UPDATE + INSERT by hand, edit and answer"
                await against(aiogram_alone, by_hand.handle, theirs, at_once, LIMIT)
                as_heard = f"its {len(heard)} statements on asyncpg, no Telegram"
                await against(as_heard, statements.handle, theirs, at_once, None)
            for at_once, limit in FLOOR_LIMITS.items():
                alone = "the floor: JSON, one statement, one request by aiohttp"
                await against(alone, floor.handle, bare_ones, at_once, limit)
            crowd = taps(handle, ours, numbers, count * 4, CROWD)
            fewer = taps(handle, ours, numbers, count * 4, CROWD_AGAINST)
            seconds = await in_turns(crowd, fewer, rounds)
            itself = f"itself, {CROWD_AGAINST} in flight"
            findings.append(_finding(CROWD, itself, seconds, count * 4, CROWD_LIMIT))
            rest = await profiled("a stage tap", taps(handle, ours, numbers, count, 1), count)
            await by_hand.bot.session.close()
    return Result(tuple(findings), (rest, _told(heard)))


def _finding(
    at_once: int,
    against: str,
    seconds: tuple[list[float], list[float]],
    count: int,
    limit: float | None,
) -> Finding:
    each = ([one / count for one in seconds[0]], [one / count for one in seconds[1]])
    what = f"throughput, {at_once} in flight"
    return compare(BENCH, what, against, each, limit=limit, as_throughput=True)


def _told(heard: list[Heard]) -> Rest:
    lines = [" ".join(one.sql.split())[:110] for one in heard]
    return Rest("What a stage tap asks of the database", tuple(lines))
