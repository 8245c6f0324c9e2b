"""Whose turn it is to write into a message: a tap's, or the ledger's.

A tap has its message to itself until it is handled, refusals included; the ledger looks again, in a
turn of its own, whether the card is still there that it is about to write over. So neither writes
what was true before the other over what the person sees. Between processes the looking again alone
is left, and a window as long as one request.

What an update changed and did not draw, because the person looks at something else, Telegram did
not answer, or the process was killed in between, the ledger draws.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from typing import Final
from weakref import WeakValueDictionary

import structlog
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update

from bot.updates.progress import Outcome, current_progress
from domain.clock import Clock
from domain.delivery.model import Card
from domain.delivery.ports import Cards
from domain.origin import current_origin

logger = structlog.get_logger(__name__)

ANSWER_SECONDS: Final = 3.0
"""For so long the database is waited for once the update's own time is over."""


class MessageTurns:
    """One at a time writes into a message. A turn is remembered while somebody has or awaits it."""

    def __init__(
        self, cards: Cards, clock: Clock, comes_again: Callable[[BaseException], Awaitable[bool]]
    ) -> None:
        """``comes_again``: whether the update that failed of this is delivered anew."""
        self._cards = cards
        self._clock = clock
        self._comes_again = comes_again
        self._turns: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    def of(self, chat_id: int, message_id: int) -> AbstractAsyncContextManager[None]:
        return self._turns.setdefault((chat_id, message_id), asyncio.Lock())

    @asynccontextmanager
    async def taken_by(self, update: Update) -> AsyncIterator[None]:
        """While the update is handled: what it shows makes cards step aside, and the message that
        was tapped is its own.
        """
        token = _standing.set(self._cards)
        tapped = update.callback_query.message if update.callback_query else None
        try:
            if tapped is None:
                yield
            else:
                async with self.of(tapped.chat.id, tapped.message_id):
                    yield
        except asyncio.CancelledError:  # it took too long, or the program is stopped
            await self._look_again_within(ANSWER_SECONDS, update)
            raise
        except TelegramAPIError:  # its effect may be there, and nobody will deliver it again
            await self._look_again_within(None, update)
            raise
        except Exception as error:
            if not await self._comes_again(error):
                await self._look_again_within(None, update)
            raise
        finally:
            _standing.reset(token)
        progress = current_progress()
        if progress.outcome is Outcome.REPEATED or progress.is_undrawn:
            await self._look_again(update)

    async def _look_again_within(self, seconds: float | None, update: Update) -> None:
        """The same where the update has failed: what it failed of says more than a database that
        does not answer besides, be it waited for. Where the update failed of that, it comes again,
        and then this too.
        """
        try:
            async with asyncio.timeout(seconds):
                await self._look_again(update)
        except Exception as error:
            logger.warning("cards not looked at again", error=type(error).__name__)

    async def _look_again(self, update: Update) -> None:
        """Its effect may be there, and cards that are not drawn."""
        chat_id = _chat_of(update)
        if chat_id is not None:
            await self._cards.look_again(chat_id, update.update_id, self._clock())


def _chat_of(update: Update) -> int | None:
    if update.callback_query is not None:
        return update.callback_query.from_user.id
    message = update.message or update.edited_message
    return message.chat.id if message else None


_standing: ContextVar[Cards | None] = ContextVar("standing cards", default=None)


@asynccontextmanager
async def card_steps_aside(chat_id: int, message_id: int) -> AsyncIterator[None]:
    """Something else is shown in this message within: the ledger must not write over it."""
    cards = _standing.get()
    if cards is None:
        yield
    else:
        async with making_room(cards, cards.step_aside, chat_id, message_id):
            yield


@asynccontextmanager
async def making_room(
    cards: Cards,
    leave: Callable[[int, int], Awaitable[Card | None]],
    chat_id: int,
    message_id: int,
) -> AsyncIterator[None]:
    """The card leaves first; where Telegram did not take what was to come, it is still there."""
    left = await leave(chat_id, message_id)
    if left is not None:
        current_origin().to_draw.pop((str(left.matter), left.matter_id), None)
    try:
        yield
    except TelegramAPIError:
        if left is not None:
            await cards.step_back(left)
        raise
