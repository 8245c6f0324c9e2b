"""A command means something new: a form that stands open is dropped, question and all.

Else the next thing said would be taken for its answer, long after it was forgotten.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Bot
from aiogram.dispatcher.middlewares.base import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage
from aiogram.types import Message, TelegramObject
from aiogram_dialog.context.storage import StorageProxy

from bot.screens import remove

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class DropFormOnCommand(BaseMiddleware):
    """Goes on messages, before any router. Costs other messages nothing."""

    def __init__(self, storage: BaseStorage, isolation: BaseEventIsolation) -> None:
        self._storage = storage
        self._isolation = isolation

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if isinstance(event, Message) and _is_command(event):
            await self._drop_form(event, data["bot"])
        return await handler(event, data)

    async def _drop_form(self, message: Message, bot: Bot) -> None:
        forms = StorageProxy(
            storage=self._storage,
            events_isolation=self._isolation,
            user_id=message.chat.id,
            chat_id=message.chat.id,
            thread_id=None,
            business_connection_id=message.business_connection_id,
            bot=bot,
            state_groups={},
        )
        try:
            stack = await forms.load_stack()
            if stack.empty():
                return
            question, stack.last_message_id = stack.last_message_id, None
            while not stack.empty():
                await forms.remove_context(stack.pop())
            await forms.save_stack(stack)
        finally:
            await forms.unlock()
        if question is not None:
            await remove(bot, message.chat.id, question)


def _is_command(message: Message) -> bool:
    return message.chat.type == ChatType.PRIVATE and (message.text or "").startswith("/")
