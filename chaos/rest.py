"""Waiting until nothing is left to do: every update taken, every due message gone."""

import asyncio
from datetime import timedelta
from typing import Final

from bot.playground.world import World
from chaos.clock import SharedClock
from storage.postgres.server import connected

STEPS: Final = (timedelta(), timedelta(minutes=3), timedelta(minutes=17), timedelta(minutes=17))
"""Leases lapse, what waits for company has waited, and so has what was added meanwhile."""
REST_WITHIN_SECONDS = 60.0
QUIET_LOOKS = 3
LOOK_SECONDS = 0.4

STILL_DUE = """
    SELECT count(*) FROM ledger
     WHERE (status = 'due' AND not_before <= $1)
        OR (status = 'held' AND held_until <= $1
            AND NOT EXISTS (SELECT FROM ledger AS summary
                             WHERE summary.recipient_id = ledger.recipient_id
                               AND summary.kind = 'summary' AND summary.status = 'due'
                               AND summary.not_before > $1))
"""


async def come_to_rest(clock: SharedClock, world: World, database_url: str) -> None:
    """The clock is led on until what is due now has been told; at most a minute for each step.

    What does not come to rest by then, the reader finds in the ledger and in the queue.
    """
    for step in STEPS:
        clock.jump(step)
        await _wait_for_quiet(clock, world, database_url)


async def _wait_for_quiet(clock: SharedClock, world: World, database_url: str) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + REST_WITHIN_SECONDS
    quiet = 0
    seq = world.journal.seq
    async with connected(database_url) as connection:
        while quiet < QUIET_LOOKS and loop.time() < until:
            await asyncio.sleep(LOOK_SECONDS)
            due = await connection.fetchval(STILL_DUE, clock())
            is_quiet = not due and not len(world.updates) and world.journal.seq == seq
            quiet = quiet + 1 if is_quiet else 0
            seq = world.journal.seq
