"""``/healthz``: the process lives and its loop turns, or there would be no answer. ``/readyz``: it
can do its work now. ``/metrics``: what Prometheus reads."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiohttp import web

from bot.metrics import CONTENT_TYPE, Metrics

logger = structlog.get_logger(__name__)

Check = Callable[[], Awaitable[bool]]
CHECK_SECONDS = 3.0


class Health:
    """Serves the three addresses; ``checks`` are what readiness means, by name."""

    def __init__(
        self, checks: Mapping[str, Check], metrics: Metrics, *, check_seconds: float = CHECK_SECONDS
    ) -> None:
        self._checks = dict(checks)
        self._metrics = metrics
        self._check_seconds = check_seconds

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/healthz", self.alive)
        app.router.add_get("/readyz", self.ready)
        app.router.add_get("/metrics", self.metrics)

    async def alive(self, _request: web.Request) -> web.Response:
        return web.json_response({"alive": True})

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


async def serve(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Serve ``app`` until ``cleanup`` of what is returned.

    Raises:
        OSError: the address is taken or not this machine's.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner
