"""Taps that change a deal's stage, one after another or many at once, and the program they go to.

Every update is handed over as Telegram delivers it, in JSON.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg
from aiogram.types import Update

from bench.company import NOW, TELEGRAM
from bench.findings import Timed
from bot.composition.program import Program
from bot.deals.callback_data import MoveDealTo
from bot.updates.pace import Pace
from bot.updates.progress import Outcome
from domain.clock import utc_now
from storage.engine import make_engine
from storage.postgres.address import dsn

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
