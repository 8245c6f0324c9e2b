"""Updates as Telegram delivers them: one POST each, answered 200 once it is handled.

Not aiogram's request handler: after 55 seconds that one answers 200 with the work undone, and it
hands the answer to a secret that is not ASCII to the error page.
"""

import asyncio
import hmac
import json
from collections.abc import Sequence

import structlog
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from bot.updates.intake import HANDLING_SECONDS, Intake, NotNow

logger = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LARGEST_BODY_BYTES = 1024 * 1024
BODY_SECONDS = 10.0
ANSWER_SECONDS = HANDLING_SECONDS + 5
"""Telegram stops waiting after 60 seconds."""
DELIVERIES_AT_ONCE = 100
"""The most that Telegram has under way at a time. Of one person ``UPDATES_AT_ONCE`` may wait for
their turn, and what is more is answered at once, unread: nobody alone keeps others' updates out.
"""
MOST_WAITING = 200
"""Requests kept at once; beyond that Telegram is asked to come again."""
RETRY_AFTER_SECONDS = "5"


class Webhook:
    """Handles deliveries: ``add_to`` an application, serve that, then ``announce`` it.

    Answers 403 to a wrong secret, 400 to what is no JSON, 408 to a body that does not come, 413 to
    one that is too large, 503 where the update must come again.
    """

    def __init__(
        self,
        intake: Intake,
        secret: str,
        *,
        body_seconds: float = BODY_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        if not secret:
            raise ValueError("a webhook without a secret is open to everybody")
        self._intake = intake
        self._secret = secret.encode()
        self._body_seconds = body_seconds
        self._answer_seconds = answer_seconds
        self._most_waiting = most_waiting
        self._waiting = 0
        self._is_stopping = False
        self._is_announced = False

    @property
    def is_ready(self) -> bool:
        """Whether a delivery would be taken now."""
        return not self._is_stopping and self._waiting < self._most_waiting

    @property
    def is_announced(self) -> bool:
        """Whether Telegram was told where to deliver, by this process."""
        return self._is_announced

    def stop(self) -> None:
        """Take no new deliveries; those in hand are finished."""
        self._is_stopping = True

    def add_to(self, app: web.Application, path: str) -> None:
        """Serve ``path`` of ``app``, which answers 405 to anything but POST there."""
        app.router.add_post(path, self.receive)

    async def announce(self, url: str, allowed: Sequence[str]) -> None:
        """Have Telegram deliver to ``url`` from now on, what waits there included.

        Raises:
            TelegramAPIError: it did not take the address, or cannot be reached.
        """
        await self._intake.bot.set_webhook(
            url,
            secret_token=self._secret.decode(),
            allowed_updates=list(allowed),
            max_connections=DELIVERIES_AT_ONCE,
            drop_pending_updates=False,
        )
        self._is_announced = True

    async def receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        if not self.is_ready:
            return _come_again()
        if (request.content_length or 0) > LARGEST_BODY_BYTES:
            return web.Response(status=413)
        self._waiting += 1
        try:
            async with asyncio.timeout(self._answer_seconds):
                return await self._receive(request)
        except TimeoutError:
            return _come_again()
        finally:
            self._waiting -= 1

    async def _receive(self, request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(self._body_seconds):
                raw = json.loads(await _body(request))
        except TimeoutError:
            return web.Response(status=408)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        try:
            update = Update.model_validate(raw, context={"bot": self._intake.bot})
        except ValidationError:
            # The secret was right, so this is Telegram with something newer than aiogram knows:
            # asking for it again would only bring it again.
            logger.error("update of an unknown shape skipped")  # noqa: TRY400 - a traceback would quote it
            return web.Response()
        if await self._intake.is_too_fast(update):
            return web.Response()
        try:
            async with self._intake.lane(update):
                await self._intake.handle(update)
        except (NotNow, asyncio.CancelledError) as error:
            self._intake.comes_again(update)
            if isinstance(error, NotNow):
                return _come_again()
            raise
        return web.Response()


async def _body(request: web.Request) -> bytes:
    """The whole body. A length that was not announced is counted as it comes."""
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > LARGEST_BODY_BYTES:
            raise web.HTTPRequestEntityTooLarge(LARGEST_BODY_BYTES, len(body))
    return bytes(body)


def _come_again() -> web.Response:
    return web.Response(status=503, headers={"Retry-After": RETRY_AFTER_SECONDS})
