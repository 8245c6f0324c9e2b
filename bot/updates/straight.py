"""A tap on a button goes straight to the button's handler.

The library would ask router after router, each with a copy of all that handlers may take. Buttons
are known by their prefixes, so one look tells whose a tap is. What is anything but a plain button
in a private chat takes the library's way.
"""

from collections.abc import Iterable
from typing import Any, Final

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.middlewares.base import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.types import CallbackQuery, TelegramObject, Update

from bot.forged import is_impossible
from bot.updates.middleware import Handler, name_handler

CALLBACK_DATA: Final = "callback_data"


class StraightToButton(BaseMiddleware):
    """Goes last on updates: what other middlewares put into the data is there for the handler.

    ``routers`` have no middlewares or filters of their own.
    """

    def __init__(self, routers: Iterable[Router]) -> None:
        self._handlers: dict[str, tuple[type[CallbackData], HandlerObject]] = {}
        shared: set[str] = set()
        for button, handler in _handlers_of_buttons(routers):
            prefix = button.__prefix__
            if prefix in self._handlers:
                shared.add(prefix)  # which of them is meant, their filters tell
            self._handlers[prefix] = button, handler
        for prefix in shared:
            del self._handlers[prefix]

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        query = event.callback_query if isinstance(event, Update) else None
        tapped = None if query is None else await self._find(query)
        if query is None or tapped is None:
            return await handler(event, data)
        callback_data, pressed = tapped
        name_handler(pressed)
        given = {name: data[name] for name in pressed.params if name in data}
        if CALLBACK_DATA in pressed.params:
            given[CALLBACK_DATA] = callback_data
        try:
            return await pressed.callback(query, **given)
        except SkipHandler:
            return await handler(event, data)

    async def _find(self, query: CallbackQuery) -> tuple[CallbackData, HandlerObject] | None:
        if query.data is None or query.message is None:
            return None
        if query.message.chat.type != ChatType.PRIVATE:
            return None
        known = self._handlers.get(query.data.partition(":")[0])
        if known is None or await is_impossible(query):
            return None
        button, handler = known
        try:
            return button.unpack(query.data), handler
        except (TypeError, ValueError):
            return None


def _handlers_of_buttons(
    routers: Iterable[Router],
) -> Iterable[tuple[type[CallbackData], HandlerObject]]:
    """Every handler that asks for nothing but its button."""
    for router in routers:
        for below in router.chain_tail:
            for handler in below.callback_query.handlers:
                asked = [found.callback for found in handler.filters or ()]
                if len(asked) != 1 or not isinstance(asked[0], CallbackQueryFilter):
                    continue
                if asked[0].rule is None and handler.awaitable:
                    yield asked[0].callback_data, handler
