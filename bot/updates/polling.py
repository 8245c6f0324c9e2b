import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any, TypeVar

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from aiogram.types import Update
from pydantic import ValidationError

from bot.updates.intake import Intake, NotNow
from bot.updates.pauses import Pauses

logger = structlog.get_logger(__name__)
T = TypeVar("T")

LONG_POLL_SECONDS = 30
PATIENCE_SECONDS = 0.5
"""How long new updates of other chats wait for a slow one before they are fetched beside it."""
GRACE_SECONDS = 20.0
REQUEST_MARGIN_SECONDS = 10
BATCH = 100
READY_WITHIN_SECONDS = LONG_POLL_SECONDS + 2 * REQUEST_MARGIN_SECONDS


def allowed_updates(dispatcher: Dispatcher) -> list[str]:
    """What Telegram is asked to send: what handlers take, and news of being blocked."""
    return sorted({*dispatcher.resolve_used_update_types(), "my_chat_member"})


class Poller:
    """Fetches updates and acknowledges them once they are handled, never before.

    Telegram forgets what lies below the offset asked for, so the offset never passes an update
    that is still being handled. See docs/adr/0003-updates-exactly-once.md.
    """

    def __init__(
        self,
        intake: Intake,
        allowed: Sequence[str],
        *,
        long_poll_seconds: int = LONG_POLL_SECONDS,
        patience_seconds: float = PATIENCE_SECONDS,
        grace_seconds: float = GRACE_SECONDS,
        pauses: Pauses | None = None,
    ) -> None:
        self._intake = intake
        self._bot: Bot = intake.bot
        self._allowed = list(allowed)
        self._long_poll_seconds = long_poll_seconds
        self._patience_seconds = patience_seconds
        self._grace_seconds = grace_seconds
        self._pauses = pauses or Pauses()
        self._stop = asyncio.Event()
        self._working: dict[int, asyncio.Task[None]] = {}
        self._handled_ahead: set[int] = set()
        self._next_id: int | None = None
        self._is_webhook_removed = False
        self._answered_at: float | None = None

    @property
    def is_ready(self) -> bool:
        """Whether Telegram answered lately."""
        if self._answered_at is None:
            return False
        return asyncio.get_running_loop().time() - self._answered_at < READY_WITHIN_SECONDS

    def stop(self) -> None:
        """Ask ``run`` to finish what it has, acknowledge it, and return."""
        self._stop.set()

    async def run(self) -> None:
        """Poll until stopped.

        Raises:
            TelegramUnauthorizedError, TelegramNotFound: the token is wrong or was revoked.
        """
        try:
            await self._poll()
            await self._finish()
        finally:
            for task in self._working.values():
                task.cancel()
            await asyncio.gather(*self._working.values(), return_exceptions=True)

    async def _poll(self) -> None:
        pauses = iter(self._pauses)
        was_away = False
        while not self._stop.is_set():
            try:
                updates = await self._or_stop(self._fetch())
            except (TelegramUnauthorizedError, TelegramNotFound):
                raise
            except TelegramRetryAfter as error:
                was_away = True
                await self._rest(error.retry_after)
            except (TelegramAPIError, ClientDecodeError) as error:
                was_away = True
                if isinstance(error, TelegramConflictError):
                    logger.warning("another program polls with this token")
                else:
                    logger.warning("updates not fetched", error=type(error).__name__)
                await self._rest(next(pauses))
            else:
                if was_away:
                    self._intake.was_away()
                pauses, was_away = iter(self._pauses), False
                for update in updates or ():
                    self._start(update)
                if working := list(self._working.values()):  # a copy: the waiting begins later
                    await self._or_stop(asyncio.wait(working, timeout=self._patience_seconds))

    async def _fetch(self) -> list[Update]:
        if not self._is_webhook_removed:
            await self._bot.delete_webhook(drop_pending_updates=False)
            self._is_webhook_removed = True
        offset = self._offset()
        wait_seconds = 0 if self._working else self._long_poll_seconds
        request = GetUpdates(
            offset=offset, limit=BATCH, timeout=wait_seconds, allowed_updates=self._allowed
        )
        try:
            updates = await self._bot(
                request, request_timeout=wait_seconds + REQUEST_MARGIN_SECONDS
            )
        except ClientDecodeError as error:
            updates = self._readable(error)
        self._answered_at = asyncio.get_running_loop().time()
        if offset is not None:
            self._handled_ahead = {done for done in self._handled_ahead if done >= offset}
        if updates:
            self._next_id = max(self._next_id or 0, updates[-1].update_id + 1)
        elif offset == self._next_id:
            # All is acknowledged. After a quiet week Telegram numbers anew, perhaps lower, and an
            # old offset would hide that.
            self._next_id = None
        return updates

    def _offset(self) -> int | None:
        return min(self._working, default=self._next_id)

    def _readable(self, error: ClientDecodeError) -> list[Update]:
        """The updates of a batch in which one has a shape that aiogram does not know."""
        answer: Any = error.data
        if not isinstance(answer, dict) or not isinstance(answer.get("result"), list):
            raise error
        updates: list[Update] = []
        for item in answer["result"]:
            try:
                updates.append(Update.model_validate(item, context={"bot": self._bot}))
            except ValidationError:
                update_id = int(item["update_id"])
                logger.error("update of an unknown shape skipped", update_id=update_id)  # noqa: TRY400 - a traceback would quote it
                updates.append(Update(update_id=update_id))
        return updates

    def _start(self, update: Update) -> None:
        number = update.update_id
        if number in self._working or number in self._handled_ahead:
            return
        task = asyncio.create_task(self._work(update), name=f"update-{number}")
        self._working[number] = task

    async def _work(self, update: Update) -> None:
        try:
            if not await self._intake.is_too_fast(update) and not await self._is_handled(update):
                return  # it stays in ``_working``, unacknowledged
        except Exception:
            # The intake itself is broken; trying again would hold up everybody for ever.
            logger.exception("update given up", update_id=update.update_id)
        self._handled_ahead.add(update.update_id)
        del self._working[update.update_id]

    async def _is_handled(self, update: Update) -> bool:
        """Once it is; False where the stop comes first."""
        async with self._intake.lane(update):
            for pause in self._pauses:
                try:
                    await self._intake.handle(update)
                    break
                except NotNow:
                    await self._rest(pause)
                    if self._stop.is_set():
                        return False
        return True

    async def _finish(self) -> None:
        if self._working:
            await asyncio.wait(self._working.values(), timeout=self._grace_seconds)
        offset = self._offset()
        if offset is None:
            return
        try:
            await self._bot(
                GetUpdates(offset=offset, limit=1, timeout=0, allowed_updates=self._allowed),
                request_timeout=REQUEST_MARGIN_SECONDS,
            )
        except (TelegramAPIError, ClientDecodeError) as error:
            logger.warning("last updates not acknowledged", error=type(error).__name__)

    async def _rest(self, seconds: float) -> None:
        await self._or_stop(asyncio.sleep(seconds))

    async def _or_stop(self, work: Awaitable[T]) -> T | None:
        """What ``work`` gives, or None if the stop comes first; ``work`` is cancelled then."""
        working = asyncio.ensure_future(work)
        stopping = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return working.result() if working.done() else None
        finally:
            working.cancel()
            stopping.cancel()
            await asyncio.gather(working, stopping, return_exceptions=True)
