"""Money: an exact amount in major units, and its ISO 4217 currency. No floats, no default currency.

Amounts are kept as exact as they come; ``rounded`` is called once, where a rule says so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import reduce
from operator import add
from typing import Self

from domain.errors import DomainError

USUAL_DIGITS = 2
MINOR_DIGITS = {
    **dict.fromkeys(
        (
            *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX"),
            *("UYI", "VND", "VUV", "XAF", "XOF", "XPF"),
        ),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
"""Digits after the point by ISO 4217, where they are not two."""

_CODE = re.compile(r"[A-Z]{3}")


class CurrencyMismatch(DomainError):
    """Two currencies, ``left`` and ``right``, met in one sum or comparison."""


@dataclass(frozen=True, slots=True)
class Money:
    """A finite amount, negative ones included, in major units of ``currency``.

    Raises:
        TypeError: the amount is not a Decimal (or an int, which becomes one).
        ValueError: the amount is not finite, or the currency is not a three-letter code.
        CurrencyMismatch: on sums and comparisons of different currencies. ``==`` only says no.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", _exact(self.amount))
        if not self.amount.is_finite():
            raise ValueError(f"an amount must be finite, not {self.amount}")
        if not _CODE.fullmatch(self.currency):
            raise ValueError(f"a currency is three capital letters, not {self.currency!r}")

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(Decimal(0), currency)

    @classmethod
    def total(cls, sums: Iterable["Money"], *, zero: "Money") -> "Money":
        """The sum, starting from ``zero``, which names the currency of nothing."""
        return reduce(add, sums, zero)

    def __add__(self, other: object) -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: object) -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.amount - self._same(other).amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        return Money(self.amount * _exact(factor), self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.amount), self.currency)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other).amount

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other).amount

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other).amount

    def __str__(self) -> str:
        """For logs; people get theirs from the bot's texts."""
        return f"{self.amount:f} {self.currency}"

    @property
    def digits(self) -> int:
        """How many digits after the point the currency has."""
        return MINOR_DIGITS.get(self.currency, USUAL_DIGITS)

    def rounded(self, rounding: str = ROUND_HALF_UP) -> "Money":
        """To the currency's own digits; halves go away from zero, as accountants round."""
        return Money(self.amount.quantize(self._unit, rounding), self.currency)

    def split(self, parts: int) -> tuple["Money", ...]:
        """``parts`` equal shares that add up; leftover cents go to the first ones, one each.

        Raises ValueError for fewer than one part.
        """
        if parts < 1:
            raise ValueError(f"money is split into one part or more, not {parts}")
        return self.allocate([1] * parts)

    def allocate(self, weights: Sequence[Decimal | int]) -> tuple["Money", ...]:
        """Shares in proportion to ``weights`` that add up to exactly this amount.

        Each share is cut to the currency's digits; what is left over is handed out cent by cent to
        the shares that lost most by cutting, earlier ones first. A fraction of a cent, if the
        amount has one, goes with the first of them. A zero weight gets nothing.

        Raises ValueError for a negative weight, or none above zero.
        """
        exact_weights = [_exact(weight) for weight in weights]
        whole = sum(exact_weights, Decimal(0))
        if not whole.is_finite() or whole <= 0 or min(exact_weights) < 0:
            raise ValueError(f"weights must be finite, none negative, not all zero: {weights}")
        fair = [self.amount * weight / whole for weight in exact_weights]
        shares = [share.quantize(self._unit, ROUND_DOWN) for share in fair]
        left = self.amount - sum(shares, Decimal(0))
        cent = self._unit.copy_sign(self.amount)
        by_loss = sorted(
            (number for number, weight in enumerate(exact_weights) if weight),
            key=lambda number: abs(fair[number] - shares[number]),
            reverse=True,
        )
        for number in by_loss:
            if abs(left) < self._unit:
                break
            shares[number] += cent
            left -= cent
        shares[by_loss[0]] += left
        return tuple(Money(share, self.currency) for share in shares)

    @property
    def _unit(self) -> Decimal:
        return Decimal(1).scaleb(-self.digits)

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise CurrencyMismatch(left=self.currency, right=other.currency)
        return other


def _exact(number: object) -> Decimal:
    if isinstance(number, Decimal):
        return number
    if isinstance(number, int) and not isinstance(number, bool):
        return Decimal(number)
    raise TypeError(f"money takes Decimal or int, not {type(number).__name__}")
