"""Whether the event loop turns, and how late it comes to what is due."""

import asyncio
from collections.abc import Callable
from typing import Final

BEAT_SECONDS: Final = 0.25
STUCK_SECONDS: Final = 10.0
"""A loop that comes this late to a beat does not do its work, whatever it answers now."""


class Heartbeat:
    """Beats while ``run`` runs; ``on_lag`` is told by how many seconds each beat came late."""

    def __init__(
        self,
        on_lag: Callable[[float], None] = lambda _seconds: None,
        *,
        beat_seconds: float = BEAT_SECONDS,
        stuck_seconds: float = STUCK_SECONDS,
    ) -> None:
        self._on_lag = on_lag
        self._beat_seconds = beat_seconds
        self._stuck_seconds = stuck_seconds
        self._due_at: float | None = None

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while True:
                self._due_at = loop.time() + self._beat_seconds
                await asyncio.sleep(self._beat_seconds)
                self._on_lag(max(0.0, loop.time() - self._due_at))
        finally:
            self._due_at = None

    def is_stuck(self) -> bool:
        """Whether a beat is overdue at this moment; False where it does not run."""
        if self._due_at is None:
            return False
        return asyncio.get_running_loop().time() - self._due_at > self._stuck_seconds
