"""A command means something new: a form that stands open is dropped, question and all.

Else the next thing said would be taken for its answer, long after it was forgotten. What was typed
into it is not lost in silence: one line says that it was not kept, or which draft was. A slip of
the key drops nothing: ``bot/unknown_commands.py`` answers it.
"""

from collections.abc import Awaitable, Callable, Container, Sequence
from contextlib import suppress
from typing import Any, Final

from aiogram import Bot
from aiogram.dispatcher.middlewares.base import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage
from aiogram.types import Message, TelegramObject
from aiogram_dialog.api.entities import Context
from aiogram_dialog.api.exceptions import UnknownIntent
from aiogram_dialog.context.storage import StorageProxy

from bot.callback_data import OpenTask
from bot.message_routes import command_in
from bot.screens import Button, Screen, remove, show
from bot.texts import Texts
from domain.errors import NotFound
from domain.tasks.model import TaskId
from domain.tasks.queries import ViewTask

DRAFT: Final = "draft_"
"""How questions about a draft are named."""

PLACES: Final = frozenset({"page", "at"})
"""What a form keeps of where in it somebody is."""

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class _Forms(StorageProxy):
    """What forms hold, whatever dialog they belong to: here their windows are not drawn."""

    def _state(self, state: str) -> State:
        return State(state)


class DropFormOnCommand(BaseMiddleware):
    """Goes on messages, before any router; ``commands`` are all that there are. Costs other
    messages nothing.
    """

    def __init__(
        self, storage: BaseStorage, isolation: BaseEventIsolation, commands: Container[str]
    ) -> None:
        self._storage = storage
        self._isolation = isolation
        self._commands = commands

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if isinstance(event, Message) and self._is_command(event):
            dropped = await self._drop_form(event, data["bot"])
            await _tell(event, dropped, data)
        return await handler(event, data)

    def _is_command(self, message: Message) -> bool:
        return message.chat.type == ChatType.PRIVATE and command_in(message) in self._commands

    async def _drop_form(self, message: Message, bot: Bot) -> Sequence[Context]:
        """What stood in it, the innermost first."""
        forms: StorageProxy = _Forms(
            storage=self._storage,
            events_isolation=self._isolation,
            user_id=message.chat.id,
            chat_id=message.chat.id,
            thread_id=None,
            business_connection_id=message.business_connection_id,
            bot=bot,
            state_groups={},
        )
        dropped: list[Context] = []
        try:
            stack = await forms.load_stack()
            if stack.empty():
                return dropped
            question, stack.last_message_id = stack.last_message_id, None
            while not stack.empty():
                intent = stack.pop()
                with suppress(UnknownIntent):
                    dropped.append(await forms.load_context(intent))
                await forms.remove_context(intent)
            await forms.save_stack(stack)
        finally:
            await forms.unlock()
        if question is not None:
            await remove(bot, message.chat.id, question)
        return dropped


async def _tell(message: Message, dropped: Sequence[Context], data: dict[str, Any]) -> None:
    texts: Texts = data["texts"]
    for context in dropped:
        draft_id = _draft_asked_about(context)
        if draft_id is not None:
            await _tell_of_draft(message, draft_id, data)
            return
    if any(_has_input(context) for context in dropped):
        await show(message, Screen(texts("form-dropped")))


async def _tell_of_draft(message: Message, draft_id: TaskId, data: dict[str, Any]) -> None:
    """A draft keeps all that was said of it before the question."""
    texts: Texts = data["texts"]
    view_task: ViewTask = data["view_task"]
    try:
        view = await view_task(data["actor"], draft_id)
    except NotFound:
        return
    button = Button(texts.plain("form-draft-button"), OpenTask(task_id=draft_id))
    await show(message, Screen(texts("form-draft-kept", title=view.task.title), ((button,),)))


def _draft_asked_about(context: Context) -> TaskId | None:
    started = context.start_data
    if not isinstance(started, dict) or not str(started.get("name", "")).startswith(DRAFT):
        return None
    ids = started.get("ids")
    task_id = ids.get("task_id") if isinstance(ids, dict) else None
    return TaskId(task_id) if isinstance(task_id, int) else None


def _has_input(context: Context) -> bool:
    """Whether anything was said in it; what it began with was not, nor was the page turned to."""
    began = context.start_data if isinstance(context.start_data, dict) else {}
    return any(
        value and key not in PLACES and value != began.get(key)
        for key, value in context.dialog_data.items()
    )
