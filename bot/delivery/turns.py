"""Whose turn it is to write into a message: a tap's, or the ledger's."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any
from weakref import WeakValueDictionary

from aiogram.dispatcher.middlewares.base import BaseMiddleware
from aiogram.types import CallbackQuery, TelegramObject

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class MessageTurns:
    """In one process, one at a time writes into a message. A turn lives as long as it is held."""

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    def of(self, chat_id: int, message_id: int) -> AbstractAsyncContextManager[None]:
        """The message is the holder's alone, to be looked at and written over."""
        return self._turns.setdefault((chat_id, message_id), asyncio.Lock())


class TakeTurn(BaseMiddleware):
    """A tap has its message to itself until it is handled.

    Without this the ledger could write what was true before the tap over what the tap has shown.
    """

    def __init__(self, turns: MessageTurns) -> None:
        self._turns = turns

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not isinstance(event, CallbackQuery) or event.message is None:
            return await handler(event, data)
        async with self._turns.of(event.message.chat.id, event.message.message_id):
            return await handler(event, data)
