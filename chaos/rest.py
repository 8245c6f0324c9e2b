"""Waiting until nothing is left to do: every update taken, every due message gone."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from storage.postgres.server import connected

if TYPE_CHECKING:
    from chaos.stage import Stage

STEPS: Final = (timedelta(), timedelta(minutes=3), timedelta(minutes=17), timedelta(minutes=17))
"""Leases lapse, what waits for company has waited, and so has what was added meanwhile."""
REST_WITHIN_SECONDS = 60.0
QUIET_LOOKS = 3
LOOK_SECONDS = 0.4

STILL_DUE = """
    SELECT count(*) FROM ledger
     WHERE (status = 'due' AND not_before <= $1) OR (status = 'held' AND held_until <= $1)
"""


async def come_to_rest(stage: "Stage") -> None:
    """The clock is led on until what is due now has been told; at most a minute for each step.

    What does not come to rest by then, the reader finds in the ledger and in the queue.
    """
    for step in STEPS:
        stage.clock.jump(step)
        await _wait_for_quiet(stage)


async def _wait_for_quiet(stage: "Stage") -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + REST_WITHIN_SECONDS
    quiet = 0
    world = stage.playground.world
    seq = world.journal.seq
    async with connected(stage.database.address) as connection:
        while quiet < QUIET_LOOKS and loop.time() < until:
            await asyncio.sleep(LOOK_SECONDS)
            due = await connection.fetchval(STILL_DUE, stage.clock())
            is_quiet = not due and not len(world.updates) and world.journal.seq == seq
            quiet = quiet + 1 if is_quiet else 0
            seq = world.journal.seq
