"""How a task repeats, and the days on which it does."""

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.working_time import WorkingCalendar

DAYS_IN_WEEK = 7
MONTHS_IN_YEAR = 12
LAST_DAY = -1
ONE_DAY = timedelta(days=1)


class Every(StrEnum):
    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Repetition:
    """Every ``step`` units: a quarter is three months, a year twelve.

    ``weekdays`` (0 is Monday) belong to weeks; ``month_day`` (1 to 31, ``LAST_DAY``) to months, and
    stands for the last day of a shorter one. Without them the day it began on counts.
    """

    unit: Every
    step: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int | None = None

    @property
    def names_days(self) -> bool:
        return bool(self.weekdays or self.month_day)

    def days(self, first: date, calendar: WorkingCalendar) -> Iterator[date]:
        """Its days from ``first`` on, ``first`` included if it is one; ends with the calendar's
        last year, and raises NoWorkingTime as the calendar does."""
        if self.unit is Every.WORKING_DAY:
            yield from self._working_days(first, calendar)
        elif self.unit is Every.MONTH:
            yield from self._monthly(first)
        elif self.weekdays:
            yield from self._weekly(first)
        else:
            step = self.step * (DAYS_IN_WEEK if self.unit is Every.WEEK else 1)
            yield from _steps(first, timedelta(days=step))

    def _working_days(self, first: date, calendar: WorkingCalendar) -> Iterator[date]:
        day = calendar.add_working_days(first, 0)
        while True:
            yield day
            day = calendar.add_working_days(day, self.step)

    def _weekly(self, first: date) -> Iterator[date]:
        soonest = next(day for day in _steps(first, ONE_DAY) if day.weekday() in self.weekdays)
        monday = soonest - timedelta(days=soonest.weekday())
        for week in _steps(monday, timedelta(weeks=self.step)):
            for weekday in sorted(self.weekdays):
                day = week + timedelta(days=weekday)
                if day >= first:
                    yield day

    def _monthly(self, first: date) -> Iterator[date]:
        wanted = self.month_day or first.day
        month = first.year * MONTHS_IN_YEAR + first.month - 1
        while month < (date.max.year - 1) * MONTHS_IN_YEAR:
            year, index = divmod(month, MONTHS_IN_YEAR)
            last = months.monthrange(year, index + 1)[1]
            day = date(year, index + 1, last if wanted == LAST_DAY else min(wanted, last))
            if day < first:
                month += 1  # the first one has not come yet: steps are counted from it
                continue
            yield day
            month += self.step


def _steps(first: date, step: timedelta) -> Iterator[date]:
    day = first
    while day < date(date.max.year - 1, 1, 1):
        yield day
        day += step
