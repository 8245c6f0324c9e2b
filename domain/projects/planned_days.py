"""Working days of a plan, by their number."""

from datetime import date, timedelta
from typing import Protocol

from domain.working_time.calendar import HORIZON_DAYS, NoWorkingTime

ONE_DAY = timedelta(days=1)


class WorkingDays(Protocol):
    """Which days are worked; a ``WorkingCalendar`` knows."""

    def is_working_day(self, day: date, /) -> bool: ...


class PlannedDays:
    """Working days by their number, counted from the day before ``first``; looked at as needed."""

    def __init__(self, working_days: WorkingDays, first: date) -> None:
        self._working_days = working_days
        self._first = first
        self._worked: list[date] = []
        self._counts: list[int] = []

    def number(self, day: date) -> int:
        """Working days up to ``day``, itself included."""
        place = (day - self._first).days
        while len(self._counts) <= place:
            self._look_at_next()
        return self._counts[place] if place >= 0 else 0

    def numbered(self, number: int) -> date:
        """Raises: NoWorkingTime."""
        idle_since = len(self._counts)
        while len(self._worked) < number:
            found = len(self._worked)
            self._look_at_next()
            if len(self._worked) > found:
                idle_since = len(self._counts)
            elif len(self._counts) - idle_since > HORIZON_DAYS:
                raise NoWorkingTime(day=self._first, days=HORIZON_DAYS)
        return self._worked[number - 1]

    def _look_at_next(self) -> None:
        day = self._first + ONE_DAY * len(self._counts)
        if self._working_days.is_working_day(day):
            self._worked.append(day)
        self._counts.append(len(self._worked))

    def after(self, day: date) -> date:
        """The first working day after ``day``."""
        return self.numbered(self.number(day) + 1)

    def on_or_after(self, day: date) -> date:
        return self.after(day - ONE_DAY)

    def last_of(self, start: date, length: int) -> date:
        """The last of ``length`` working days from ``start`` on, ``start`` included."""
        return self.numbered(self.number(start - ONE_DAY) + length)

    def between(self, since: date, until: date) -> int:
        """Working days after ``since`` up to and including ``until``; negative the other way."""
        return self.number(until) - self.number(since)
