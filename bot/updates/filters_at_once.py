"""Filters that only compare fields, asked where they stand.

The library takes a plain function to a thread, for it might take long. A message goes past a dozen
of comparisons before its handler; on a busy machine each such trip takes longer than what the
message is for.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.handler import FilterObject


def ask_at_once(router: Router) -> None:
    """Every comparison of ``router`` and those below it."""
    for found in _filters(router):
        if found.magic is not None and not found.awaitable:
            found.callback = _awaited(found.callback)
            found.awaitable = True


def _filters(router: Router) -> Iterator[FilterObject]:
    for below in router.chain_tail:
        for observer in below.observers.values():
            of_handlers: Iterable[FilterObject] = chain.from_iterable(
                handler.filters or () for handler in observer.handlers
            )
            yield from chain(observer._handler.filters or (), of_handlers)


def _awaited(ask: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def asked(*values: Any, **known: Any) -> Any:
        return ask(*values, **known)

    return asked
