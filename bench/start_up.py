"""From the command to the first message of the ledger, and to the first answer to an update.

On a database that is there already, against importing the libraries alone. By the clock and by the
processor's time: the latter says the same on a machine that does other things too.
"""

import asyncio
import os
import sys
import time
from datetime import UTC, datetime

import asyncpg

from bench.findings import Finding, Result, compare
from bench.processes import stand_in
from bench.stand_in import STRANGER
from bench.started_bot import Spent, started_bot
from storage.postgres.address import dsn

BENCH = "Start"
LIMIT = 1.6
SENDER_LIMIT = LIMIT / 2
LIBRARIES = "import aiogram, aiogram_dialog, sqlalchemy"
AGAINST = "importing aiogram, aiogram_dialog, sqlalchemy"
CHAT = 77
NOON = 12

# Somebody for whom it is noon, lest the message be kept for the morning.
SOMEBODY = f"""
WITH branch AS (
    INSERT INTO branches (name, country, zone) VALUES ('Bench', 'RU', $1) RETURNING id)
INSERT INTO people (name, role, branch_id, telegram_id, joined_at)
SELECT 'Anna', 'administrator', id, {CHAT}, now() FROM branch
"""
# About somebody else each time: what stands in the chat already, word for word, does not ring anew.
WAITING = f"""
WITH other AS (
    INSERT INTO people (name, role, branch_id)
    SELECT 'Boris', 'rep', branch_id FROM people WHERE telegram_id = {CHAT} RETURNING id)
INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                    dedupe_key)
SELECT people.id, 'person_unreachable', 'person', other.id, 'now', now(), now(),
       'start-' || other.id
  FROM people, other WHERE telegram_id = {CHAT}
"""


async def run(start_url: str, rounds: int) -> Result:
    sends: list[Spent] = []
    answers: list[Spent] = []
    libraries: list[Spent] = []
    await _execute(start_url, SOMEBODY, zone_of_noon(datetime.now(UTC)))
    for _ in range(rounds):
        libraries.append(await _spent_on(LIBRARIES))
        await _execute(start_url, WAITING)
        async with (
            stand_in(has_stranger=True) as origin,
            started_bot(start_url, origin) as bot,
        ):
            sends.append(await bot.spent_until(lambda seen: str(CHAT) in seen["written"]))
            answers.append(await bot.spent_until(lambda seen: str(STRANGER) in seen["written"]))
    return Result(
        (
            _by_clock("to the first answered update", answers, libraries, LIMIT),
            _by_processor("to the first answered update", answers, libraries, LIMIT),
            _by_clock("to the ledger's first message", sends, libraries, SENDER_LIMIT),
            _by_processor("to the ledger's first message", sends, libraries, SENDER_LIMIT),
        )
    )


def _by_clock(what: str, ours: list[Spent], theirs: list[Spent], limit: float) -> Finding:
    seconds = [spent.clock for spent in ours], [spent.clock for spent in theirs]
    return compare(BENCH, what, AGAINST, seconds, limit=limit)


def _by_processor(what: str, ours: list[Spent], theirs: list[Spent], limit: float) -> Finding:
    seconds = [spent.processor for spent in ours], [spent.processor for spent in theirs]
    return compare(BENCH, f"{what}, processor time", AGAINST, seconds, limit=limit)


async def _spent_on(code: str) -> Spent:
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    used_before = os.times()
    if await process.wait() != 0:
        raise RuntimeError(f"failed: {code}")
    used = os.times()
    processor = (
        used.children_user
        + used.children_system
        - used_before.children_user
        - used_before.children_system
    )
    return Spent(time.monotonic() - began, processor)


async def _execute(database_url: str, statement: str, *arguments: object) -> None:
    connection = await asyncpg.connect(dsn(database_url))
    try:
        await connection.execute(statement, *arguments)
    finally:
        await connection.close()


def zone_of_noon(now: datetime) -> str:
    """A zone in which it is some time after noon; west is positive in these names."""
    hours = now.hour - NOON
    return f"Etc/GMT{hours:+d}" if hours else "Etc/GMT"
