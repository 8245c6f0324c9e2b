"""Months and quarters of the calendar, counted back from today."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

MONTHS_IN_YEAR: Final = 12
MOST_BACK: Final = 120
"""Periods; nobody was asked before."""


class Unit(StrEnum):
    """Its value is also that of a button: one letter."""

    MONTH = "m"
    QUARTER = "q"

    @property
    def months(self) -> int:
        return 1 if self is Unit.MONTH else 3


@dataclass(frozen=True, slots=True)
class Period:
    """``first`` is its first day, ``following`` the first one after it; [since, until) in time."""

    unit: Unit
    first: date
    following: date
    zone: ZoneInfo

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time(), tzinfo=self.zone)

    @property
    def until(self) -> datetime:
        return datetime.combine(self.following, time(), tzinfo=self.zone)

    @property
    def quarter(self) -> int:
        return (self.first.month - 1) // 3 + 1


def period_of(today: date, unit: Unit, back: int, zone: ZoneInfo) -> Period:
    """The one that ``today`` is in, or ``back`` of them before (at most ``MOST_BACK``)."""
    back = min(max(back, 0), MOST_BACK)
    month = (today.month - 1) // unit.months * unit.months
    months = today.year * MONTHS_IN_YEAR + month - back * unit.months
    return Period(unit, _first_of(months), _first_of(months + unit.months), zone)


def _first_of(months: int) -> date:
    return date(months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR + 1, 1)
