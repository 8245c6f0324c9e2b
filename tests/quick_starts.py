"""What is the same at every start of the program is found out once a run.

A stage is the whole program, and several hundred tests start one. Most of a start is spent on
asking some thousand handlers and filters for their signatures, compiling the container's factories
and reading the certificates of a TLS that no test speaks.
"""

import functools
import gc
import inspect
import ssl
from types import FunctionType, MethodType
from typing import Any

from aiogram.dispatcher.event.handler import CallableObject
from aiogram.filters import Filter
from dishka.code_tools import code_builder

_ask = CallableObject.__post_init__
_known: dict[Any, tuple[bool, set[str], bool]] = {}


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


def pytest_configure() -> None:
    CallableObject.__post_init__ = _signature_once  # type: ignore[method-assign]
    code_builder.compile = functools.cache(compile)  # type: ignore[attr-defined]
    ssl.create_default_context = functools.cache(ssl.create_default_context)  # type: ignore[assignment]


def pytest_collection_finish() -> None:
    """What is imported stays: the collector need not look at it after each few tests."""
    gc.collect()
    gc.freeze()
