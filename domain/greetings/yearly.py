"""Days that come every year, and when each comes next."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import BadInput
from domain.typed_dates import DateImpossible, parse_yearly_day

LEAP_DAY = (2, 29)
A_LEAP_YEAR = 2000
CENTURY = 100
EARLIEST_YEAR = 1900
"""Nobody whom one congratulates was born before; a company may be older, its year is left out."""


class DateNotYet(BadInput):
    """``date`` is after ``today``: it has not happened yet."""


class DateTooLongAgo(BadInput):
    """The ``year`` is before ``earliest``; both are written out, as years are."""


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """A day and a month; ``year`` is when it was for the first time, None where nobody knows.

    Raises:
        DateImpossible: no calendar has such a day; 29 February needs a leap year, or none.
    """

    month: int
    day: int
    year: int | None = None

    def __post_init__(self) -> None:
        try:
            date(self.year or A_LEAP_YEAR, self.month, self.day)
        except ValueError as impossible:
            raise DateImpossible(day=self.day, month=self.month, year=self.year) from impossible

    @property
    def is_leap_day(self) -> bool:
        return (self.month, self.day) == LEAP_DAY

    def in_year(self, year: int) -> date:
        """When it is kept in ``year``: 29 February on the 28th where there is none."""
        if self.is_leap_day and not calendar.isleap(year):
            return date(year, 2, 28)
        return date(year, self.month, self.day)

    def next_on(self, today: date) -> date:
        """The first time that it is kept, ``today`` included."""
        here = self.in_year(today.year)
        return here if here >= today else self.in_year(today.year + 1)

    def turns(self, on: date) -> int | None:
        """How many years it is on the day ``on``; None where the year is not known."""
        return on.year - self.year if self.year is not None and on.year > self.year else None


def read_yearly_day(text: str, *, today: date) -> YearlyDay:
    """The day in «5 мая», «05.05», «5 мая 1980», "May 5, 1980", «05.05.80» and the like.

    Two digits are the last such year that has been.

    Raises:
        DateUnreadable, DateImpossible, DateNotYet, DateTooLongAgo
    """
    day, month, year, has_century = parse_yearly_day(text)
    if year is not None and not has_century and year > today.year:
        year -= CENTURY
    found = YearlyDay(month, day, year)
    return found if year is None else yearly_day_of(date(year, month, day), today=today)


def yearly_day_of(day: date, *, today: date) -> YearlyDay:
    """The day that came for the first time on ``day``. Raises: DateNotYet, DateTooLongAgo."""
    if day.year < EARLIEST_YEAR:
        raise DateTooLongAgo(year=str(day.year), earliest=str(EARLIEST_YEAR))
    if day > today:
        raise DateNotYet(date=day, today=today)
    return YearlyDay(day.month, day.day, day.year)


def kept_between(first: date, last: date) -> Iterator[tuple[date, int]]:
    """Each day from ``first`` through ``last`` with every month and day (``month * 100 + day``)
    that is kept on it: 28 February of a common year stands for the 29th as well.
    """
    day = first
    while day <= last:
        yield day, day.month * 100 + day.day
        if (day.month, day.day) == (2, 28) and not calendar.isleap(day.year):
            yield day, LEAP_DAY[0] * 100 + LEAP_DAY[1]
        day += timedelta(days=1)
