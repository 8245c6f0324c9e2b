"""Weeks, months, quarters, halves and years around a day: where they begin and end."""

import calendar as months
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.tasks.phrases.atoms import ONE_DAY, Wall

MONTHS_IN_QUARTER, MONTHS_IN_HALF, MONTHS_IN_YEAR = 3, 6, 12
YEARS_TO_LEAP_DAY = 8
LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Period:
    """``begin_of(day)`` is the first day of the one around it, ``after(begin)`` of the next one."""

    begin_of: Callable[[date], date]
    after: Callable[[date], date]

    def last_working_day(self, wall: Wall, *, ahead: int = 0) -> date:
        """Of today's period, or of one ``ahead``; if it has passed, the period's last day."""
        begin = self.begin_of(wall.today)
        for _ in range(ahead):
            begin = self.after(begin)
        return last_working_day(begin, self.after(begin) - ONE_DAY, wall)

    def next_first_working_day(self, wall: Wall) -> date:
        return first_working_day(self.after(self.begin_of(wall.today)), wall)


def monday_of(day: date) -> date:
    return day - ONE_DAY * day.weekday()


def month_of(day: date) -> date:
    return day.replace(day=1)


def add_months(day: date, count: int) -> date:
    """The same day of a later month, or its last one; stops at the calendar's last day."""
    year, index = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + count, MONTHS_IN_YEAR)
    if year > date.max.year:
        return date.max
    return date(year, index + 1, min(day.day, months.monthrange(year, index + 1)[1]))


def _of_months(count: int) -> Period:
    """Periods of ``count`` months, counted from January."""

    def begin_of(day: date) -> date:
        return date(day.year, (day.month - 1) // count * count + 1, 1)

    return Period(begin_of, lambda begin: add_months(begin, count))


WEEK = Period(monday_of, lambda monday: monday + timedelta(weeks=1))
MONTH = _of_months(1)
QUARTER = _of_months(MONTHS_IN_QUARTER)
HALF_YEAR = _of_months(MONTHS_IN_HALF)
YEAR = _of_months(MONTHS_IN_YEAR)

BY_MONTHS = {
    MONTHS_IN_QUARTER: QUARTER,
    MONTHS_IN_HALF: HALF_YEAR,
    MONTHS_IN_YEAR: YEAR,
}


def last_working_day(begin: date, end: date, wall: Wall) -> date:
    """The last one in these days and not before today, else ``end`` itself."""
    day = end
    while day >= max(begin, wall.today):
        if wall.calendar.is_working_day(day):
            return day
        day -= ONE_DAY
    return end


def first_working_day(begin: date, wall: Wall) -> date:
    """The first one in the month from ``begin`` on, else ``begin`` itself."""
    for ahead in range(LONGEST_MONTH):
        if wall.calendar.is_working_day(begin + ONE_DAY * ahead):
            return begin + ONE_DAY * ahead
    return begin


def next_occurrence(day: int, month: int, since: date) -> date | None:
    """The first such day from ``since`` on; None for what never comes (31.02)."""
    for year in range(since.year, since.year + YEARS_TO_LEAP_DAY + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue  # 29.02 waits for a leap year
        if found >= since:
            return found
    return None


def next_day_of_month(number: int, since: date) -> date:
    """The first day of this number (1 to 31) from ``since`` on."""
    begin = month_of(since)
    while True:
        if number <= months.monthrange(begin.year, begin.month)[1]:
            day = begin.replace(day=number)
            if day >= since:
                return day
        begin = add_months(begin, 1)
