"""A line for each tick of a job: which sweep, what it did, and how long it took."""

from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Final

import structlog

SLOW_SECONDS: Final = 1.0

logger = structlog.get_logger(__name__)


def with_lines(sweep: str, run: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[object]]:
    """``run``, with its name on every line that is logged meanwhile and a line of its own after it.

    A tick that found nothing to do is told at DEBUG: most of them do, many times a minute.
    """

    async def tick() -> object:
        with structlog.contextvars.bound_contextvars(sweep=sweep):
            started = perf_counter()
            done = await run()
            seconds = perf_counter() - started
            tell = logger.info if done or seconds > SLOW_SECONDS else logger.debug
            tell("sweep", did=_number(done), seconds=round(seconds, 4))
            return done

    return tick


def _number(done: object) -> int | None:
    """What a job says of what it did, where that is a number."""
    return int(done) if isinstance(done, int) else None
