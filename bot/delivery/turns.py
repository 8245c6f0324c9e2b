"""Whose turn it is to write into a message: a tap's, or the ledger's.

A tap has its message to itself until it is handled, refusals included; the ledger looks again, in a
turn of its own, whether the card is still there that it is about to write over. So neither writes
what was true before the other over what the person sees. Between processes the looking again alone
is left, and a window as long as one request.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from weakref import WeakValueDictionary

from aiogram.types import Update

from domain.delivery.ports import Cards


class MessageTurns:
    """One at a time writes into a message. A turn is remembered while somebody has or awaits it."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards
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
        finally:
            _standing.reset(token)


_standing: ContextVar[Cards | None] = ContextVar("standing cards", default=None)


async def card_steps_aside(chat_id: int, message_id: int) -> None:
    """Something else is about to be shown in this message: the ledger must not write over it."""
    cards = _standing.get()
    if cards is not None:
        await cards.step_aside(chat_id, message_id)
