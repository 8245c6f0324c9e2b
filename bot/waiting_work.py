"""Work that waits in the database, done beside the handling of updates."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

import structlog

logger = structlog.get_logger(__name__)

LOOK_SECONDS: Final = 30.0
"""How often to look for what another process left behind; a tap in this one wakes at once."""


async def do_what_waits(
    do_next: Callable[[], Awaitable[bool]], woken: asyncio.Event, *, called: str
) -> None:
    """One after the other, until cancelled. ``do_next`` does one, and tells False where none waits;
    ``called`` names them in the log.
    """
    while True:
        woken.clear()
        try:
            while await do_next():
                pass
        except Exception:  # the database is away: look again by and by
            logger.exception("what waits was not looked for", called=called)
        with suppress(TimeoutError):
            await asyncio.wait_for(woken.wait(), LOOK_SECONDS)
