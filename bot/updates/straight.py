"""A tap on a button goes straight to the button's handler (``bot/button_routes.py`` knows whose).

The library would ask router after router, each with a copy of all that handlers may take. What is
anything but a plain button in a private chat takes the library's way. A message of a private chat
that is no command goes past what is there for groups.
"""

from typing import Any, Final

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.middlewares.base import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

from bot.button_routes import ButtonRouter
from bot.forged import is_impossible
from bot.message_routes import MESSAGE, is_command
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


class StraightWithWords(BaseMiddleware):
    """Goes last on updates too. ``routers`` are all that may take what is no command in a private
    chat, in their order; nothing else of the dispatcher looks at such.
    """

    def __init__(self, *routers: Router) -> None:
        self._routers = routers

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        message = event.message if isinstance(event, Update) else None
        if message is None or not is_words(message):
            return await handler(event, data)
        data["event_update"] = event
        for router in self._routers:
            response = await router.propagate_event(MESSAGE, message, **data)
            if response is not UNHANDLED:
                return response
        return UNHANDLED


def is_words(message: Message) -> bool:
    """Whether somebody says or sends it to the bot alone, and no command; what they put there by
    way of the bot itself is for whoever notes that.
    """
    is_private = message.chat.type == ChatType.PRIVATE
    return is_private and message.via_bot is None and not is_command(message)
