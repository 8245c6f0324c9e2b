"""The stretches of days that figures are of: a day, a week, a month, a quarter, or any other.

A period is of days; its moments depend on whose it is: a person's own zone, the company's for a
group. Both ends are local midnights, so a day on which the clocks change has 23 or 25 hours.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from domain.errors import BadInput

DAYS_IN_WEEK: Final = 7
MONTHS_IN_QUARTER: Final = 3
MONTHS_IN_YEAR: Final = 12
LONGEST_DAYS: Final = 3 * 366
"""Of a period of one's own: three years."""


class PeriodTooLong(BadInput):
    """More than ``days`` days."""


class PeriodBackwards(BadInput):
    """The last day comes before the first."""


class PeriodKind(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    OWN = "own"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From ``starts_on`` to the day before ``ends_on``."""

    starts_on: date
    ends_on: date
    kind: PeriodKind

    def __post_init__(self) -> None:
        if self.ends_on <= self.starts_on:
            raise ValueError(f"an empty period: {self}")

    @property
    def last_on(self) -> date:
        return self.ends_on - timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The midnights of ``zone`` as aware UTC moments, the second excluded."""
        return _midnight(self.starts_on, zone), _midnight(self.ends_on, zone)

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on

    def previous(self) -> "Period":
        """The one before: of a kind's own length, of as many days where it is somebody's own."""
        if self.kind is PeriodKind.OWN:
            return Period(self.starts_on - timedelta(days=self.days), self.starts_on, self.kind)
        return period_of(self.kind, self.starts_on - timedelta(days=1))

    def next(self) -> "Period":
        if self.kind is PeriodKind.OWN:
            return Period(self.ends_on, self.ends_on + timedelta(days=self.days), self.kind)
        return period_of(self.kind, self.ends_on)

    def has_ended(self, now: datetime, zone: ZoneInfo) -> bool:
        return self.bounds(zone)[1] <= now


def period_of(kind: PeriodKind, day: date) -> Period:
    """The day, week (from Monday), month or quarter that ``day`` lies in."""
    match kind:
        case PeriodKind.DAY:
            return Period(day, day + timedelta(days=1), kind)
        case PeriodKind.WEEK:
            monday = day - timedelta(days=day.weekday())
            return Period(monday, monday + timedelta(days=DAYS_IN_WEEK), kind)
        case PeriodKind.MONTH:
            return Period(day.replace(day=1), month_after(day, 1), kind)
        case PeriodKind.QUARTER:
            first = day.month - (day.month - 1) % MONTHS_IN_QUARTER
            starts_on = date(day.year, first, 1)
            return Period(starts_on, month_after(starts_on, MONTHS_IN_QUARTER), kind)
        case PeriodKind.OWN:
            raise ValueError("a period of one's own has no day that names it")


def own_period(first: date, last: date) -> Period:
    """From ``first`` through ``last``, both included.

    Raises: PeriodBackwards, PeriodTooLong.
    """
    if last < first:
        raise PeriodBackwards(first=first, last=last)
    if (last - first).days >= LONGEST_DAYS:
        raise PeriodTooLong(days=LONGEST_DAYS)
    return Period(first, last + timedelta(days=1), PeriodKind.OWN)


def months_back(month: Period, count: int) -> list[Period]:
    """``count`` months that end with ``month``, the oldest first."""
    months = [month]
    while len(months) < count:
        months.append(months[-1].previous())
    return months[::-1]


def month_after(day: date, count: int) -> date:
    """The first day of the month ``count`` months after the month of ``day``."""
    months = day.year * MONTHS_IN_YEAR + day.month - 1 + count
    return date(months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR + 1, 1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
