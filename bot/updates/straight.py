"""A tap on a button goes straight to the button's handler (``bot/button_routes.py`` knows whose).

The library would ask router after router, each with a copy of all that handlers may take. What is
anything but a plain button in a private chat takes the library's way.
"""

from typing import Any, Final

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.middlewares.base import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, TelegramObject, Update

from bot.button_routes import ButtonRouter
from bot.forged import is_impossible
from bot.updates.middleware import Handler, name_handler

CALLBACK_DATA: Final = "callback_data"


class StraightToButton(BaseMiddleware):
    """Goes last on updates: what other middlewares put into the data is there for the handler.

    Routers of ``buttons`` have no middlewares or filters of their own, and whatever comes before
    them takes nothing from private chats but what is forged.
    """

    def __init__(self, buttons: ButtonRouter) -> None:
        self._buttons = buttons

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        query = event.callback_query if isinstance(event, Update) else None
        tapped = None if query is None else await self.find(query)
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

    async def find(self, query: CallbackQuery) -> tuple[CallbackData, HandlerObject] | None:
        """What is pressed, and its handler; None where the library has to find out."""
        if query.data is None or query.message is None:
            return None
        if query.message.chat.type != ChatType.PRIVATE:
            return None
        route = self._buttons.only(query.data)
        if route is None or not route.handler.awaitable or await is_impossible(query):
            return None
        try:
            return route.button.unpack(query.data), route.handler
        except (TypeError, ValueError):
            return None
