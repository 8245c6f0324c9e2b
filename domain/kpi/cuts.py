"""Closed deals cut by what was sold, and by what their clients are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from domain.kpi.counts import ZERO, Summed
from domain.kpi.definitions import ratio
from domain.org.whose import Whose
from domain.periods import Period
from domain.rulebook.model import Rulebook


class CutBy(StrEnum):
    PRODUCT = "product"
    SERIES = "series"
    SECTOR = "sector"
    REGION = "region"
    SEGMENT = "segment"


@dataclass(frozen=True, slots=True)
class Cut:
    """Deals closed of one product, sector, region or segment (by its key); ``name`` is None of
    those that have none. They count as ``Measure.WON_COUNT`` and ``Measure.LOST_COUNT`` do.
    """

    name: str | None
    won: Summed
    lost: Summed

    @property
    def win_rate(self) -> Decimal | None:
        return ratio(self.won.number, self.won.number + self.lost.number)

    @property
    def mean_won(self) -> Decimal | None:
        return ratio(self.won.money, self.won.priced)


def all_of(parts: Iterable[Summed]) -> Summed:
    """The sum of ``parts``, none of which shares a deal with another."""
    parts = list(parts)
    return Summed(
        number=sum(part.number for part in parts),
        money=sum((part.money for part in parts), ZERO),
        priced=sum(part.priced for part in parts),
        without_amount=sum(part.without_amount for part in parts),
        in_other_currency=sum(part.in_other_currency for part in parts),
    )


class Cuts(Protocol):
    async def of(
        self, whose: Whose, by: CutBy, period: Period, rulebook: Rulebook, *, now: datetime
    ) -> Sequence[Cut]:
        """What was won most of first; together they are all that was closed."""
        ...
