"""A tap goes straight to the router that knows its button.

The library asks every handler before the right one whether the tap is its own; with some four
hundred of them that takes longer than what the tap is for.
"""

from collections.abc import Collection, Iterator

from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery

SEPARATOR = ":"


def pass_by_other_buttons(routers: Collection[Router]) -> None:
    """Each of ``routers`` whose handlers are all of buttons is asked for those only.

    Call it once all handlers are registered.
    """
    for router in routers:
        prefixes = _prefixes_of(router)
        if prefixes:
            router.callback_query.filter(_OneOf(prefixes))


def _prefixes_of(router: Router) -> frozenset[str]:
    """Of the buttons that ``router`` and those below it handle; empty where it handles others."""
    handlers = list(_handlers_below(router))
    prefixes = [_prefix_of(handler) for handler in handlers]
    return frozenset(known for known in prefixes if known) if all(prefixes) else frozenset()


def _handlers_below(router: Router) -> Iterator[HandlerObject]:
    for below in router.chain_tail:
        yield from below.callback_query.handlers


def _prefix_of(handler: HandlerObject) -> str | None:
    for found in handler.filters or ():
        if isinstance(found.callback, CallbackQueryFilter):
            return found.callback.callback_data.__prefix__
    return None


class _OneOf(Filter):
    """Whether a tap is on a button of one of these prefixes."""

    def __init__(self, prefixes: frozenset[str]) -> None:
        self._prefixes = prefixes

    async def __call__(self, query: CallbackQuery) -> bool:
        prefix, _, _ = (query.data or "").partition(SEPARATOR)
        return prefix in self._prefixes
