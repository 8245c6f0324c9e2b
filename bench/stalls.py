"""How long the event loop stands still: whoever is on it may not keep the others waiting."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bench.findings import Finding, within

LIMIT_SECONDS = 0.020
BEAT_SECONDS = 0.001


@dataclass(slots=True)
class Longest:
    """The longest stall; of processor time, for a busy machine stops everybody."""

    seconds: float = 0.0


@asynccontextmanager
async def standing_still() -> AsyncIterator[Longest]:
    """Watches while it is open: what the thread was busy with between two beats, and no waiting."""
    longest = Longest()

    async def beat() -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(BEAT_SECONDS)
            longest.seconds = max(longest.seconds, time.thread_time() - before)

    watch = asyncio.create_task(beat())
    await asyncio.sleep(0)
    try:
        yield longest
    finally:
        watch.cancel()


def stall(bench: str, what: str, stalls: Sequence[float]) -> Finding:
    """The longest of each round, against the limit."""
    return within(bench, f"longest stall of the loop {what}", stalls, LIMIT_SECONDS)
