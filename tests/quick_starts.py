"""What is the same at every start of the program is found out once a run.

A stage is the whole program, and several hundred tests start one. Most of a start is spent on
asking some thousand handlers and filters for their signatures, finding out how the container makes
what it makes, and reading the certificates of a TLS that no test speaks. And every engine would put
each statement into words anew.

Tests run on the event loop of production, with the collector tuned as it is there.
"""

import asyncio
import functools
import inspect
import ssl
import sys
from collections.abc import Callable
from threading import Lock
from types import FunctionType, MethodType
from typing import Any
from weakref import WeakKeyDictionary

from aiogram.dispatcher.event import telegram
from aiogram.dispatcher.event.handler import CallableObject, HandlerObject
from aiogram.filters import Filter
from dishka import Container, Provider, make_container
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.util import LRUCache

from bot.composition import wiring
from bot.runtime import tune_garbage_collection

MOST_STATEMENTS = 3_000
_ask = CallableObject.__post_init__
_known: dict[Any, tuple[bool, set[str], bool]] = {}
_graphs: dict[Provider, Container] = {}
_asked_first = HandlerObject(callback=lambda: True, filters=[])


def _signature_once(self: CallableObject) -> None:
    """Functions made by one piece of code have one signature, and so have filters of one class."""
    callback = inspect.unwrap(self.callback)
    if isinstance(callback, FunctionType | MethodType):
        key: Any = (type(callback), callback.__code__)
    elif isinstance(callback, Filter):
        key = type(callback)
    else:
        _ask(self)
        return
    if key not in _known:
        _ask(self)
        _known[key] = (self.awaitable, self.params, self.varkw)
    self.awaitable, self.params, self.varkw = _known[key]


def _container_of(provider: Provider, *, context: dict[Any, Any]) -> Container:
    """What ``make_container`` returns; the graph is built, and its factories compiled, once."""
    if provider not in _graphs:
        _graphs[provider] = make_container(provider, context=context)
    registries = []
    known: Container | None = _graphs[provider]
    while known is not None:
        registries.append(known.registry)
        known = known.parent_container
    made: Container | None = None
    for registry in reversed(registries):
        made = Container(
            registry,
            parent_container=made,
            context=context,
            lock_factory=Lock,
            parent_closer=made.__exit__ if made else None,
            parent_getter=made._get if made else None,
        )
    assert made is not None
    return made


def _handler_of(
    callback: Callable[..., Any], filters: list[Any], flags: dict[str, Any] | None = None
) -> HandlerObject:
    """Without flags it is what a router asks first: each of its thirty kinds of events has one."""
    if flags is not None:
        return HandlerObject(callback=callback, filters=filters, flags=flags)
    made = object.__new__(HandlerObject)
    made.__dict__.update(_asked_first.__dict__, filters=filters, flags={})
    return made


def _share_compiled_statements() -> None:
    """Engines of a run speak to one server: what one has compiled all may use."""
    begin = Engine.__init__
    compiled: LRUCache[Any, Any] = LRUCache(MOST_STATEMENTS)
    memos: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()

    def begin_with_what_is_known(self: Engine, *given: Any, **named: Any) -> None:
        begin(self, *given, **named)
        self._compiled_cache = compiled
        self.dialect.__dict__["_type_memos"] = memos

    Engine.__init__ = begin_with_what_is_known
    PGDialect_asyncpg.__eq__ = lambda self, other: type(self) is type(other)
    PGDialect_asyncpg.__hash__ = lambda self: hash(type(self))


def pytest_configure() -> None:
    _share_compiled_statements()
    CallableObject.__post_init__ = _signature_once
    telegram.HandlerObject = _handler_of
    wiring.make_container = _container_of
    ssl.create_default_context = functools.cache(ssl.create_default_context)


def pytest_collection_finish() -> None:
    """What is imported stays: the collector need not look at it after each few tests."""
    tune_garbage_collection()


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    if sys.platform == "win32":
        return {"asyncio": asyncio.new_event_loop}
    import uvloop

    return {"uvloop": uvloop.new_event_loop}
