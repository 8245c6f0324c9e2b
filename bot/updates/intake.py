import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiogram.types import Update

from bot.updates.lanes import Lanes
from bot.updates.pace import Pace, account_of, written_at
from bot.updates.progress import Outcome, Progress, following
from bot.updates.typed import Typed
from domain.rate_limits import TooMany

logger = structlog.get_logger(__name__)

HANDLING_SECONDS = 50.0
"""Telegram gives a webhook 60 seconds; whoever needs longer works outside the handler."""

CONCURRENT_UPDATES = 32

TELEGRAM_AWAY = (
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)


def let_go_of(query_id: str) -> AnswerCallbackQuery:
    """An answer that says nothing; every field has its own value, so none is looked up."""
    return AnswerCallbackQuery.model_construct(
        callback_query_id=query_id, text=None, show_alert=None, url=None, cache_time=None
    )


class NotNow(Exception):
    """The update was not handled and must come again: what it needs is away."""


class Intake:
    """The way of every update into the dispatcher, whether it was fetched or delivered.

    One chat's updates go in order, chats side by side, at most ``concurrent_updates`` at once.

    Args:
        passes_by_itself: whether the same update may succeed later, with nothing changed.
        apologise: tells the person that something broke on our side.
        forgo: sees to it that an update which was cut off has no effect any more; False where it
            has had it.
        ask_to_try_again: tells the person that it took too long, and changed nothing.
        pace: how fast one account may be; without one, as fast as it likes.
        ask_to_slow_down: tells somebody who floods, and for how many seconds they are not read.
        take_turn: what is had to oneself while the update is handled.
        observe: called once per attempt with its outcome and seconds.
    """

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        *,
        passes_by_itself: Callable[[BaseException], Awaitable[bool]],
        apologise: Callable[[Update], Awaitable[None]],
        forgo: Callable[[int], Awaitable[bool]],
        ask_to_try_again: Callable[[Update], Awaitable[None]],
        pace: Pace | None = None,
        ask_to_slow_down: Callable[[Update, float], Awaitable[None]] | None = None,
        take_turn: Callable[[Update], AbstractAsyncContextManager[None]] = lambda _: nullcontext(),
        observe: Callable[[Outcome, float], None] = lambda _outcome, _seconds: None,
        time_limit: Callable[[], asyncio.Timeout] = lambda: asyncio.timeout(HANDLING_SECONDS),
        concurrent_updates: int = CONCURRENT_UPDATES,
    ) -> None:
        self.bot = bot
        self.dispatcher = dispatcher
        self._passes_by_itself = passes_by_itself
        self._apologise = apologise
        self._forgo = forgo
        self._ask_to_try_again = ask_to_try_again
        self._pace = pace
        self._ask_to_slow_down = ask_to_slow_down
        self._take_turn = take_turn
        self._observe = observe
        self._time_limit = time_limit
        self._lanes = Lanes()
        self._typed = Typed()
        self._slots = asyncio.Semaphore(concurrent_updates)

    @asynccontextmanager
    async def lane(self, update: Update) -> AsyncIterator[None]:
        """The turn of ``update`` in its chat; keep it until the update is done with."""
        context = UserContextMiddleware.resolve_event_context(update)
        with self._typed.in_hand(update):
            async with self._lanes.enter(context.chat_id or context.user_id):
                yield

    async def is_too_fast(self, update: Update) -> bool:
        """Whether it is one of a flood: then it is done with, unread.

        Ask before its turn in the chat comes: what is left unread waits for nothing.
        """
        account = account_of(update)
        if self._pace is None or account is None:
            return False
        too_many = self._pace.take(account, written_at(update), while_typing=_is_typed(update))
        if too_many is None:
            return False
        await self._leave_unread(update, too_many)
        return True

    def comes_again(self, update: Update) -> None:
        """It was not handled, and will be delivered anew."""
        account = account_of(update)
        if self._pace is not None and account is not None:
            self._pace.give_back(account, written_at(update), while_typing=_is_typed(update))

    def was_away(self) -> None:
        """What has waited for the bot comes now: nobody was hasty."""
        if self._pace is not None:
            self._pace.was_away()

    async def handle(self, update: Update) -> Outcome:
        """Handle ``update`` to the end. A bug in it is logged, apologised for, and done with.

        Raises:
            NotNow: nothing was done, and the update must not be acknowledged.
        """
        if self._typed.is_overtaken(update):
            self._observe(Outcome.OVERTAKEN, 0.0)
            return Outcome.OVERTAKEN
        async with self._slots:
            with (
                following() as progress,
                structlog.contextvars.bound_contextvars(update_id=update.update_id, person_id=None),
            ):
                started = time.perf_counter()
                try:
                    await self._feed(update, progress)
                finally:
                    seconds = time.perf_counter() - started
                    self._observe(progress.outcome, seconds)
                    logger.info(
                        "update",
                        outcome=progress.outcome.value,
                        person_id=progress.person_id,
                        handler=progress.handler,
                        use_case=progress.use_cases,
                        seconds=round(seconds, 4),
                    )
                return progress.outcome

    async def _feed(self, update: Update, progress: Progress) -> None:
        limit = self._time_limit()
        try:
            async with limit, self._take_turn(update):
                result = await self.dispatcher.feed_update(self.bot, update)
                if isinstance(result, TelegramMethod):
                    await self.bot(result)
                elif result is UNHANDLED and progress.outcome is Outcome.HANDLED:
                    progress.outcome = Outcome.IGNORED
        except asyncio.CancelledError:
            progress.outcome = Outcome.POSTPONED
            raise
        except TELEGRAM_AWAY as error:
            progress.outcome = Outcome.UNANSWERED
            logger.warning("answer not taken", error=type(error).__name__)
        except Exception as error:
            if await self._passes_by_itself(error):
                progress.outcome = Outcome.POSTPONED
                logger.warning("update postponed", error=type(error).__name__)
                self.was_away()
                raise NotNow from error
            if limit.expired() and isinstance(error, TimeoutError):
                await self._give_up(update, progress)
            else:
                progress.outcome = Outcome.BROKEN
                logger.exception("update broken", handler=progress.handler)
                await self._tell(self._apologise, update)
        await self._stop_spinner(update, progress)

    async def _give_up(self, update: Update, progress: Progress) -> None:
        """Its time is over: it waited for somebody, or a handler hangs. Delivered again it might
        hang again, and hold up the whole chat; so the person decides.
        """
        try:
            is_forgone = await self._forgo(update.update_id)
        except Exception as error:  # nobody knows what became of it: what comes again will tell
            progress.outcome = Outcome.POSTPONED
            raise NotNow from error
        progress.outcome = Outcome.GIVEN_UP if is_forgone else Outcome.UNANSWERED
        logger.error("update took too long", handler=progress.handler, is_forgone=is_forgone)
        if is_forgone:
            await self._tell(self._ask_to_try_again, update)

    async def _leave_unread(self, update: Update, too_many: TooMany) -> None:
        """Only the first of a flood is answered: answers would be a flood of their own."""
        self._observe(Outcome.TOO_FAST, 0.0)
        if not too_many.is_first or self._ask_to_slow_down is None:
            return
        logger.warning("account too fast", update_id=update.update_id)
        try:
            await self._ask_to_slow_down(update, too_many.seconds)
        except (TelegramAPIError, ClientDecodeError) as error:
            logger.warning("request to slow down not taken", error=type(error).__name__)

    async def _tell(self, tell: Callable[[Update], Awaitable[None]], update: Update) -> None:
        try:
            await tell(update)
        except (TelegramAPIError, ClientDecodeError) as error:
            logger.warning("apology not taken", error=type(error).__name__)

    async def _stop_spinner(self, update: Update, progress: Progress) -> None:
        """Telegram shows a spinner on a pressed button until its callback is answered."""
        query = update.callback_query
        if query is None or query.id in progress.answered_callbacks:
            return
        try:
            await self.bot(let_go_of(query.id))
        except (TelegramAPIError, ClientDecodeError) as error:
            logger.info("callback not answered", error=type(error).__name__)


def _is_typed(update: Update) -> bool:
    return update.inline_query is not None
