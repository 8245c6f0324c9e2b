"""A deal's stage changed by a tap, all the way, against what it costs by hand.

The program's way: the dispatcher finds the actor and checks the right, one transaction moves the
deal with its history, audit, a ledger row for the lead who has the card too, and the update's mark;
then the card is edited, remembered, and the tap answered. See ``bench/stage_tap_by_hand.py`` for
the others.
"""

import time
from unittest.mock import patch

import aiohttp
import asyncpg

from bench.findings import Finding, Rest, Result, Timed, compare, in_turns
from bench.processes import stand_in
from bench.profiles import profiled
from bench.sent import statements_sent
from bench.stage_tap_by_hand import AiogramByHand, Floor, Sent, StatementsByHand
from bench.taps import (
    NO_THROTTLE,
    POOL_SIZE,
    Deal,
    Handle,
    Numbers,
    choose_deals,
    program_on,
    strict,
    taps,
)
from bot.composition.program import Program
from bot.runtime import tune_garbage_collection
from storage.postgres.address import dsn

BENCH = "Stage tap"
LIMIT = 0.5
FLOOR_LIMITS = {1: 0.25, 8: 0.15}
"""Share of the floor's throughput, by how many are in flight."""
CROWD, CROWD_AGAINST, CROWD_LIMIT = 32, 8, 0.95
CROWD_TAPS = 8
"""Times as many as at one in flight: filling up and running dry must not be what is measured."""


async def heard_of_one_tap(program: Program, deal: Deal, update_id: int) -> list[Sent]:
    """All that the program sends for a tap that moves the deal to the second stage."""
    async with statements_sent(program.engine, with_brackets=True) as sent:
        await strict(program)(deal.next_tap(update_id))
    return sent


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
            findings += await _crowd(handle, ours, numbers, count * CROWD_TAPS, rounds)
            rest = await profiled(f"{count} stage taps", taps(handle, ours, numbers, count, 1))
            await by_hand.bot.session.close()
    return Result(tuple(findings), (rest, _told(heard)))


async def _crowd(
    handle: Handle, deals: list[Deal], numbers: Numbers, count: int, rounds: int
) -> list[Finding]:
    """Many in flight against fewer: by the clock, and by this process's own processor time, which
    nobody else on the machine has a part in.
    """
    crowd = _Weighed(taps(handle, deals, numbers, count, CROWD))
    fewer = _Weighed(taps(handle, deals, numbers, count, CROWD_AGAINST))
    seconds = await in_turns(crowd, fewer, rounds)
    itself = f"itself, {CROWD_AGAINST} in flight"
    processor = (crowd.processor_seconds[1:], fewer.processor_seconds[1:])
    what = f"taps by the program's processor time, {CROWD} in flight"
    each = ([one / count for one in processor[0]], [one / count for one in processor[1]])
    return [
        _finding(CROWD, itself, seconds, count, CROWD_LIMIT),
        compare(BENCH, what, itself, each, limit=None, as_throughput=True),
    ]


class _Weighed:
    """What is timed, with the processor time of each go beside it."""

    def __init__(self, timed: Timed) -> None:
        self._timed = timed
        self.processor_seconds: list[float] = []

    async def __call__(self) -> float:
        began = time.process_time()
        seconds = await self._timed()
        self.processor_seconds.append(time.process_time() - began)
        return seconds


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


def _told(heard: list[Sent]) -> Rest:
    lines = [" ".join(sql.split())[:110] for sql, _ in heard]
    return Rest("What a stage tap asks of the database", tuple(lines))
