"""How a replica goes: whoever sends deliveries to it is told first, and it takes them meanwhile."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

DRAIN_SECONDS: Final = 3.0
"""How long deliveries are taken after readiness has turned red: a balancer looks more often."""
WATCHED_SECONDS: Final = 10.0
"""Where nobody has looked for so long there is no balancer to wait for."""


class Draining:
    """``stays`` is a readiness check; ``told`` returns when deliveries may end."""

    def __init__(
        self,
        stopping: asyncio.Event,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._stopping = stopping
        self._monotonic = monotonic
        self._sleep = sleep
        self._looked_at = float("-inf")

    async def stays(self) -> bool:
        """Whether this process goes on: a check that is asked is somebody's look."""
        self._looked_at = self._monotonic()
        return not self._stopping.is_set()

    async def told(self) -> None:
        """Until the stop is asked for, and whoever looks at readiness has seen it."""
        await self._stopping.wait()
        if self._monotonic() - self._looked_at < WATCHED_SECONDS:
            await self._sleep(DRAIN_SECONDS)
