"""Much work on the event loop in parts of a few milliseconds: others have their turn between."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

AT_A_STRETCH: Final = 500
"""Rows of which each takes some microseconds."""


async def stretches(rows: Sequence[T], of: int = AT_A_STRETCH) -> AsyncIterator[Sequence[T]]:
    """All of ``rows`` in order, at most ``of`` at once."""
    for start in range(0, len(rows), of):
        yield rows[start : start + of]
        await asyncio.sleep(0)
