"""Phone numbers as values, and what is asked of whoever knows the world's numbering plans."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from domain.errors import BadInput

LONGEST_TEXT = 64
LONGEST_NUMBER = 15  # E.164, country code included

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_EXTENSION = re.compile(r"[0-9]{1,8}")

_TYPED = re.compile(
    r"\s*(?:(?:тел|моб|tel|phone)[.:]?\s*)?"
    r"(?P<number>\+?[0-9(][0-9()\s.\-–—‑]*)"
    r"(?:,?\s*(?:доб|вн|внутр|ext|x|#)\.?\s*[0-9]{1,8})?\s*",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:[0-9]{1,2}[.\-][0-9]{1,2}[.\-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2})\b.*")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[\s.][0-9]{3})+")
FEWEST_WITH_PLUS = 7
FEWEST_WITH_TRUNK_ZERO = 9
FEWEST = 10


class PhoneUnreadable(BadInput):
    """``text`` is no phone number that exists, read as one of ``country``."""


@dataclass(frozen=True, slots=True)
class Phone:
    """``number`` is E.164, "+79991234567"; who is who is decided by it alone.

    ``extension`` is what to dial on top, digits only. Raises ValueError for anything else.
    """

    number: str
    extension: str | None = None

    def __post_init__(self) -> None:
        if not _E164.fullmatch(self.number):
            raise ValueError(f"not E.164: {self.number!r}")
        if self.extension is not None and not _EXTENSION.fullmatch(self.extension):
            raise ValueError(f"not an extension: {self.extension!r}")

    def __str__(self) -> str:
        return self.number


class FoundPhone(NamedTuple):
    """A phone in a longer text, at ``text[begin:end]``."""

    phone: Phone
    begin: int
    end: int


ReadPhone = Callable[[str, str], Phone]
"""The phone typed as the text, read as one of a country (ISO 3166 alpha-2). PhoneUnreadable."""

FindPhones = Callable[[str, str], tuple[FoundPhone, ...]]
"""The phones inside a text, in order, none overlapping, read as of a country; maybe none."""


def looks_like_phone(text: str) -> bool:
    """Whether the whole of ``text`` may be meant as a phone number, rather than a name, a date or
    an amount. Whether such a number exists is for ``ReadPhone`` to say."""
    typed = _TYPED.fullmatch(text) if len(text) <= LONGEST_TEXT else None
    if typed is None:
        return False
    number = typed["number"].strip()
    if _DATE.fullmatch(number) or _THOUSANDS.fullmatch(number):
        return False
    fewest = FEWEST
    if number.startswith("+"):
        fewest = FEWEST_WITH_PLUS
    elif number.startswith(("0", "(0")):
        fewest = FEWEST_WITH_TRUNK_ZERO
    return fewest <= sum(map(str.isdecimal, number)) <= LONGEST_NUMBER
