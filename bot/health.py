"""``/healthz``: the process is worth keeping: its loop turns, and every part runs that should.
``/readyz``: it can do its work now. ``/metrics``: what Prometheus reads.

Who supervises it restarts what is not alive, and sends nobody to what is not ready: an outage of
the database or of Telegram is no reason for a restart.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog
from aiohttp import web

from bot.metrics import CONTENT_TYPE, Metrics

logger = structlog.get_logger(__name__)

Check = Callable[[], Awaitable[bool]]
CHECK_SECONDS = 3.0
REMEMBERED_SECONDS = 1.0
IDLE_SECONDS = 150.0
"""How long a connection may be without a whole request. A reverse proxy keeps one that rests for up
to two minutes, and must not find it closed as it sends.
"""


class Remembered:
    """A check whose answer is good for ``seconds``: however many look at readiness, and however
    often, the database is asked once. An error is no answer.
    """

    def __init__(
        self,
        check: Check,
        *,
        seconds: float = REMEMBERED_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._check = check
        self._seconds = seconds
        self._monotonic = monotonic
        self._asking = asyncio.Lock()
        self._good_until = float("-inf")
        self._holds = False

    async def __call__(self) -> bool:
        async with self._asking:
            if self._monotonic() >= self._good_until:
                self._holds = await self._check()
                self._good_until = self._monotonic() + self._seconds
            return self._holds


class Health:
    """Serves the three addresses.

    Args:
        checks: what readiness means, by name.
        ended_parts: names what should run and has ended; ``is_stuck``: whether the loop is late.
    """

    def __init__(
        self,
        checks: Mapping[str, Check],
        metrics: Metrics,
        *,
        ended_parts: Callable[[], Sequence[str]] = lambda: (),
        is_stuck: Callable[[], bool] = lambda: False,
        check_seconds: float = CHECK_SECONDS,
    ) -> None:
        self._checks = dict(checks)
        self._metrics = metrics
        self._ended_parts = ended_parts
        self._is_stuck = is_stuck
        self._check_seconds = check_seconds

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/healthz", self.alive)
        app.router.add_get("/readyz", self.ready)
        app.router.add_get("/metrics", self.metrics)

    async def alive(self, _request: web.Request) -> web.Response:
        """200, or 503 where only a new start helps; the body says why."""
        ended, is_stuck = list(self._ended_parts()), self._is_stuck()
        is_alive = not ended and not is_stuck
        found = {"alive": is_alive, "ended": ended, "stuck": is_stuck}
        return web.json_response(found, status=200 if is_alive else 503)

    async def ready(self, _request: web.Request) -> web.Response:
        """200 where every check holds, else 503; the body says which do."""
        results = await asyncio.gather(
            *(self._passes(name, check) for name, check in self._checks.items())
        )
        found = dict(zip(self._checks, results, strict=True))
        return web.json_response(found, status=200 if all(results) else 503)

    async def metrics(self, _request: web.Request) -> web.Response:
        body = await self._metrics.exposition()
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})

    async def _passes(self, name: str, check: Check) -> bool:
        try:
            async with asyncio.timeout(self._check_seconds):
                return await check()
        except Exception as error:  # whatever it is, the answer is: not ready
            logger.warning("readiness check failed", check=name, error=type(error).__name__)
            return False


async def serve(
    app: web.Application, host: str, port: int, *, idle_seconds: float = IDLE_SECONDS
) -> web.AppRunner:
    """Serve ``app`` until ``cleanup`` of what is returned.

    A connection is closed that begins a request and does not end its head within ``idle_seconds``.

    Raises:
        OSError: the address is taken or not this machine's.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5, keepalive_timeout=idle_seconds)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner
