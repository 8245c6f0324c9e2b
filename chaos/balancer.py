"""The smallest balancer: a delivery goes to one of several programs, to another where one is away.

A program that does not answer in time is given up, though it may go on with what it was given: so
one update may be in two programs at once, as behind any balancer that tries again.
"""

from collections.abc import Mapping

import aiohttp
from aiohttp import web

HOST = "127.0.0.1"
ANSWER_SECONDS = 5.0
PASSED_ON = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")


class Balancer:
    """``start`` it, then name the programs' ports in ``ports``, by name, as they come and go."""

    def __init__(self) -> None:
        self.ports: dict[str, int] = {}
        self.tried_again = 0
        self._turn = 0
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> str:
        """Its origin."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS))
        app = web.Application()
        app.router.add_post("/{path:.*}", self._pass_on)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        return f"http://{HOST}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._session is not None:
            await self._session.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        self._turn += 1
        ports = list(self.ports.values())
        for number in range(len(ports)):
            port = ports[(self._turn + number) % len(ports)]
            status = await self._try(port, request.path, body, headers)
            if status == web.HTTPOk.status_code:
                return web.Response()
            self.tried_again += 1
        return web.Response(status=503)

    async def _try(self, port: int, path: str, body: bytes, headers: Mapping[str, str]) -> int:
        assert self._session is not None
        address = f"http://{HOST}:{port}{path}"
        try:
            async with self._session.post(address, data=body, headers=headers) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return web.HTTPServiceUnavailable.status_code
