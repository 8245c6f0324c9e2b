"""How a figure changed: the difference in its own unit, and how much that is of what it was.

The difference of two shares is in percentage points, and the other number is relative: from 60 %
to 93 % is +33 percentage points and +55 %. Both are always told, and named.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from domain.kpi.definitions import UNITS
from domain.kpi.model import Figure, Measure, Unit
from domain.periods import Period, PeriodKind, own_period

LESS_IS_BETTER: Final = frozenset(
    {
        Measure.LOST_COUNT,
        Measure.LOST_VALUE,
        Measure.CYCLE,
        Measure.MEAN_CYCLE,
        Measure.STAGE_TIME,
        Measure.HAND_OFF,
        Measure.CHURN,
    }
)


class Trend(StrEnum):
    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """``difference`` in the figure's unit, of shares a fraction (0.33 is 33 percentage points);
    ``relative`` is of what it was (0.55 is +55 %), None where it was zero. Neither is rounded.
    """

    difference: Decimal
    relative: Decimal | None

    @property
    def trend(self) -> Trend:
        if not self.difference:
            return Trend.SAME
        return Trend.UP if self.difference > 0 else Trend.DOWN


def change_of(now: Decimal | None, before: Decimal | None) -> Change | None:
    """None where one of the two has no value."""
    if now is None or before is None:
        return None
    difference = now - before
    return Change(difference, difference / abs(before) if before else None)


def is_better(measure: Measure, change: Change) -> bool:
    """Whether the change is for the good; one that changes nothing is not."""
    wanted = Trend.DOWN if measure in LESS_IS_BETTER else Trend.UP
    return change.trend is wanted


def compared_with(period: Period, today: date) -> Period:
    """What to compare ``period`` with: the one before; of a period that still runs, as many days
    of the one before as have begun, so that a month's 18 days are not held against 31.
    """
    before = period.previous()
    days = (today - period.starts_on).days + 1
    if period.kind is PeriodKind.DAY or not 0 < days < min(period.days, before.days):
        return before
    return own_period(before.starts_on, date.fromordinal(before.starts_on.toordinal() + days - 1))


def is_share(measure: Measure) -> bool:
    return UNITS[measure] is Unit.SHARE


def value_of(figure: Figure | None) -> Decimal | None:
    return None if figure is None else figure.value
