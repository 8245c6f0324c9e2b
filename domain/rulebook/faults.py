"""What can be wrong in a rulebook, as a small closed set.

A section states its own rules in ``rules_broken``. Pydantic lets a validator raise one error only,
so all broken rules of a section travel in one error, each with its own place inside the section.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

BROKEN_RULES = "broken_rules"


class Expected(StrEnum):
    """What stood to be expected where the fault is. The bot has words for each, and only these."""

    MISSING = "missing"  # a required key; params: key
    UNKNOWN_KEY = "unknown_key"  # params: key, allowed
    DUPLICATE_KEY = "duplicate_key"  # the key is in this mapping twice; params: key
    WRONG_TYPE = "wrong_type"  # params: type (mapping, list, text, yes_no)
    NOT_A_NUMBER = "not_a_number"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    TOO_SMALL = "too_small"  # params: limit, is_allowed (whether the limit itself would do)
    TOO_BIG = "too_big"  # params: limit, is_allowed
    TOO_PRECISE = "too_precise"  # params: digits after the point
    TOO_FEW = "too_few"  # entries of a list; params: limit
    TOO_MANY = "too_many"  # entries of a list; params: limit
    TEXT_MISSING = "text_missing"
    TEXT_TOO_LONG = "text_too_long"  # params: limit
    TEXT_UNPRINTABLE = "text_unprintable"  # control characters
    NOT_A_TIME = "not_a_time"  # 08:30
    NOT_A_DATE = "not_a_date"  # 2026-01-31
    NOT_A_TIME_SPAN = "not_a_time_span"  # 09:00-13:00
    NOT_A_KEY = "not_a_key"  # a short Latin word
    NOT_A_ZONE = "not_a_zone"  # Europe/Moscow
    NOT_A_COUNTRY = "not_a_country"  # RU
    NOT_A_CURRENCY = "not_a_currency"  # RUB
    NOT_UNIQUE = "not_unique"  # params: value
    NOT_RISING = "not_rising"  # each entry must be later or larger than the one before
    WRONG_SUM = "wrong_sum"  # the entries of a list add to something else; params: sum, limit
    ONE_OF_TWO = "one_of_two"  # exactly one of two keys; params: keys
    UNKNOWN_REFERENCE = "unknown_reference"  # params: allowed
    WAITS_FOR_ITSELF = "waits_for_itself"  # tasks in a ring; params: ring, keys with arrows between
    WRONG_CHOICE = "wrong_choice"  # params: allowed
    SYNTAX = "syntax"  # not YAML from here on; params: column
    NOT_UTF8 = "not_utf8"
    FILE_TOO_LARGE = "file_too_large"  # params: limit_bytes
    TOO_DEEP = "too_deep"  # params: limit
    PLAIN_YAML = "plain_yaml"  # anchors, aliases and tags are not taken
    ONE_DOCUMENT = "one_document"  # a second document begins here


Path = tuple[str | int, ...]
Ordered = TypeVar("Ordered", int, tuple[int, int])


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """One fault at ``path``, which starts at the section that found it."""

    path: Path
    expected: Expected
    params: dict[str, Any] = field(default_factory=dict)


class Section(BaseModel):
    """A part of the rulebook: frozen, takes no keys it does not know, and checks its own rules."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def rules_broken(self) -> Iterator[BrokenRule]:
        """What is wrong between the values of this section; nothing by default."""
        yield from ()

    @model_validator(mode="after")
    def _holds_its_rules(self) -> Self:
        broken = tuple(self.rules_broken())
        if broken:
            raise PydanticCustomError(BROKEN_RULES, "breaks its own rules", {"broken": broken})
        return self


def refuse(expected: Expected, **params: Any) -> PydanticCustomError:
    """The error of one value, for pydantic validators to raise."""
    return PydanticCustomError(expected.value, "{expected}", {"expected": expected.value, **params})


def repeated(values: Iterator[str] | list[str]) -> Iterator[tuple[int, str]]:
    """Position and value of each entry that was there before."""
    seen: set[str] = set()
    for position, value in enumerate(values):
        if value in seen:
            yield position, value
        seen.add(value)


def unknown_reference(path: Path, allowed: list[str]) -> BrokenRule:
    """A key that must be one of ``allowed`` and is not."""
    return BrokenRule(path, Expected.UNKNOWN_REFERENCE, {"allowed": allowed})


def not_rising(name: str, values: Sequence[Ordered]) -> Iterator[BrokenRule]:
    """Each entry of the list ``name`` that is not larger than the one before."""
    for position, (before, value) in enumerate(pairwise(values), start=1):
        if not before < value:
            yield BrokenRule((name, position), Expected.NOT_RISING)
