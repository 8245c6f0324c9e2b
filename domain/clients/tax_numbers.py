"""Tax numbers («ИНН»), by which two clients are one for sure.

A Russian one is checked by its check digits; elsewhere letters and digits are taken as they are.
"""

import re
from collections.abc import Sequence
from typing import Final

from domain.errors import BadInput

RUSSIA: Final = "RU"
SHORTEST, LONGEST = 5, 20
_OF_COMPANY: Final = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_OF_PERSON: Final = ((7, *_OF_COMPANY), (3, 7, *_OF_COMPANY))
"""Weights of the digits before each check digit."""

_BETWEEN = re.compile(r"[\s.\-–—/]")
_NAMED = re.compile(
    r"(?<!\w)(?:инн|унп|бин|inn|vat|tax\s(?:id|number|no))[\s:№.]*"
    r"(?P<number>[0-9A-Z](?:[\s\-]?[0-9A-Z]){4,19})(?!\w)",
    re.IGNORECASE,
)


class TaxNumberUnreadable(BadInput):
    """``text`` is no tax number of ``country`` (ISO 3166 alpha-2)."""


def read_tax_number(text: str, country: str) -> str:
    """Letters and digits alone, as it is kept and compared.

    Where ``country`` is Russia, digits alone are a Russian number; one with letters is foreign.
    Raises: TaxNumberUnreadable.
    """
    number = _BETWEEN.sub("", text).upper()
    is_plain = number.isascii() and number.isalnum() and SHORTEST <= len(number) <= LONGEST
    if not is_plain or not any(sign.isdigit() for sign in number):
        raise TaxNumberUnreadable(text=text[:LONGEST], country=country)
    if country == RUSSIA and number.isdigit() and not _is_russian(number):
        raise TaxNumberUnreadable(text=text[:LONGEST], country=country)
    return number


def find_tax_number(text: str) -> tuple[str, int, int] | None:
    """The number after «ИНН», as it stands in ``text``, and what the two take up."""
    found = _NAMED.search(text)
    return None if found is None else (found["number"], found.start(), found.end())


def _is_russian(number: str) -> bool:
    digits = [int(sign) for sign in number]
    if len(digits) == len(_OF_COMPANY) + 1:
        return digits[-1] == _check_digit(digits, _OF_COMPANY)
    if len(digits) == len(_OF_COMPANY) + 3:
        return digits[-2:] == [_check_digit(digits, weights) for weights in _OF_PERSON]
    return False


def _check_digit(digits: Sequence[int], weights: Sequence[int]) -> int:
    total = sum(weight * digit for weight, digit in zip(weights, digits, strict=False))
    return total % 11 % 10
