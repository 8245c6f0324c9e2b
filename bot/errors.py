"""Refusals to words, in one place.

A class is worded by the message ``error-<class-name-in-kebab-case>``, its facts being the
arguments; a class without one by that of the nearest class above it.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from bot.texts import Texts, Value
from domain.errors import DomainError
from domain.money import Money

UTC: Final = ZoneInfo("UTC")

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def key_of(kind: type[DomainError]) -> str:
    """The Fluent key that words a class of refusals."""
    return "error-" + _WORD_START.sub("-", kind.__name__).lower()


def words_of(error: DomainError, texts: Texts, zone: ZoneInfo = UTC) -> str:
    """What the person reads, as bare text: what is wrong, and what to do next.

    Moments are told in ``zone``.
    """
    for kind in type(error).__mro__:
        if isinstance(kind, type) and issubclass(kind, DomainError):
            key = key_of(kind)
            if texts.has(key):
                return texts.plain(key, **_arguments(error, zone))
    raise LookupError(f"no words for {type(error).__name__}")


def _arguments(error: DomainError, zone: ZoneInfo) -> dict[str, Value]:
    return {name: _worded(value, zone) for name, value in error.facts.items()}


def _worded(value: object, zone: ZoneInfo) -> Value:
    match value:
        case bool() | None:
            return str(value)
        case str() | int() | Decimal() | Money():
            return value
        case datetime():
            local = value if value.tzinfo is None else value.astimezone(zone)
            return f"{local:%d.%m.%Y %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case tuple() | list() | frozenset() | set():
            return ", ".join(str(part) for part in value)
        case _:
            return str(value)
