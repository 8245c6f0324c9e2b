"""By how much a copied plan differs: a factor («1,1»), or a change in percent («5 %», «-10%»)."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Final

from domain.plans.errors import FactorOutOfRange, FactorUnreadable

LEAST: Final = Decimal("0.1")
MOST: Final = Decimal(10)
PERCENT: Final = Decimal(100)
MOST_UNMARKED: Final = Decimal(2)
"""A bare number above it may be meant as percent: «10» is refused, «×10» and «10 %» are not."""


class Factor(StrEnum):
    """Those that are offered."""

    SAME = "1"
    FIVE_MORE = "1.05"
    TEN_MORE = "1.1"

    @property
    def number(self) -> Decimal:
        return Decimal(self.value)


_TYPED = re.compile(r"([×xх*])?\s*([+-])?\s*([0-9]{1,4}(?:[.,][0-9]{1,4})?)\s*(%)?")


def parse_factor(text: str) -> Decimal:
    """«1,1», «×1.1», «5 %» and «+5%» (1.05), «-10%» (0.9).

    Raises: FactorUnreadable, FactorOutOfRange.
    """
    plain = text.replace("\u00a0", " ").replace("−", "-").replace("–", "-").strip().casefold()
    found = _TYPED.fullmatch(plain)
    if found is None:
        raise FactorUnreadable(text=text[:50])
    times, sign, digits, percent = found.groups()
    number = Decimal(digits.replace(",", "."))
    if sign == "-":
        number = -number
    if percent and not times:
        factor = 1 + number / PERCENT
    elif not percent and not sign and (times or number <= MOST_UNMARKED):
        factor = number
    else:
        raise FactorUnreadable(text=text[:50])
    if not LEAST <= factor <= MOST:
        raise FactorOutOfRange(least=LEAST, most=MOST)
    return factor
