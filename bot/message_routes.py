"""Whose a message can be: known by whether it is a command, and by the form that stands open.

The library would ask router after router, each with a copy of all that handlers may take. There are
three dozen before what is written down as a task: forms of which at most one is open, and commands.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command
from aiogram.fsm.state import StatesGroup
from aiogram.types import Message, TelegramObject
from aiogram_dialog import Dialog
from aiogram_dialog.api.entities import Context
from aiogram_dialog.api.internal import CONTEXT_KEY
from aiogram_dialog.context.intent_filter import IntentFilter
from magic_filter import MagicFilter

MESSAGE = "message"
COMMAND = "/"


class Taker(NamedTuple):
    """A router that takes messages: of its ``form`` alone, if it is one.

    ``comparisons`` are made by each of its handlers that takes what is no command.
    """

    router: Router
    form: type[StatesGroup] | None
    comparisons: tuple[tuple[MagicFilter, ...], ...]

    def may_take(self, message: Message) -> bool:
        """Whether one of them may, by its comparisons alone; ``message`` is no command."""
        return any(all(one.resolve(message) for one in asked) for asked in self.comparisons)


class MessageRoutes:
    """The routers among ``routers``, and below, that take messages, in the library's order.

    Raises: ValueError: one of them looks at messages before its handlers do; it would be passed by.
    """

    def __init__(self, routers: Iterable[Router]) -> None:
        self._takers = [taker for router in routers for taker in _takers(router)]

    async def hand_on(self, message: Message, known: dict[str, Any]) -> Any:
        """As the library would, but past forms that are not open, and what is no command past
        those that could not take it.
        """
        context: Context | None = known.get(CONTEXT_KEY)
        is_open = None if context is None else context.state.group
        may_be_command = is_command(message)
        for taker in self._takers:
            is_closed = taker.form is not None and taker.form is not is_open
            if is_closed or not (may_be_command or taker.may_take(message)):
                continue
            known["event_router"] = taker.router
            response = await taker.router.message.trigger(message, **known)
            if response is not UNHANDLED:
                return response
        return UNHANDLED


class FormsRouter(Router):
    """Gives a message to the form that stands open, and after it to those that are no forms."""

    def __init__(self, *routers: Router, name: str) -> None:
        super().__init__(name=name)
        self.include_routers(*routers)

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        if update_type != MESSAGE:
            return await super().propagate_event(update_type, event, **kwargs)
        kwargs["event_router"] = self
        return await self.message.wrap_outer_middleware(self._hand_on, event, kwargs)

    async def _hand_on(self, message: Message, **known: Any) -> Any:
        return await self._messages.hand_on(message, known)

    @cached_property
    def _messages(self) -> MessageRoutes:
        return MessageRoutes(self.sub_routers)  # of which the library adds one


def is_command(message: Message) -> bool:
    """Whether it may be one, of words or of a picture's."""
    return (message.text or message.caption or "").startswith(COMMAND)


def command_in(message: Message) -> str | None:
    """What is called by words that begin as a command does: «day» of «/day@naparnik_bot завтра»."""
    text = message.text or ""
    if not text.startswith(COMMAND):
        return None
    return text.split(maxsplit=1)[0].removeprefix(COMMAND).partition("@")[0]


def known_commands(*routers: Router) -> frozenset[str]:
    """All that their handlers answer to."""
    handlers = (
        handler
        for router in routers
        for below in router.chain_tail
        for handler in below.message.handlers
    )
    filters = (one.callback for handler in handlers for one in handler.filters or ())
    named = (name for found in filters if isinstance(found, Command) for name in found.commands)
    return frozenset(name for name in named if isinstance(name, str))


def _takers(router: Router) -> Iterator[Taker]:
    for below in router.chain_tail:
        observer = below.message
        form = below.states_group() if isinstance(below, Dialog) else None
        asked = [found.callback for found in observer._handler.filters or ()]
        is_of_form = form is not None and all(isinstance(one, IntentFilter) for one in asked)
        if (asked and not is_of_form) or len(observer.outer_middleware):
            raise ValueError(f"{below.name} looks at messages before its handlers do")
        if observer.handlers:
            of_words = [one for one in observer.handlers if not _is_of_command(one)]
            yield Taker(below, form, tuple(map(_comparisons, of_words)))


def _comparisons(handler: HandlerObject) -> tuple[MagicFilter, ...]:
    found = (one.magic for one in handler.filters or ())
    return tuple(magic for magic in found if magic is not None)  # it compares to None as well


def _is_of_command(handler: HandlerObject) -> bool:
    return any(isinstance(found.callback, Command) for found in handler.filters or ())
