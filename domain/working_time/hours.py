"""Wall-clock hours of a day and a week, and runs of days. No zone and no moments here."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Self

from domain.errors import BadInput

DAYS_IN_WEEK = 7
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)

_SHIFT = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*[-–—]\s*(\d{1,2})(?::(\d{2}))?")


class HoursUnreadable(BadInput, ValueError):
    """Not hours like ``09:00-13:00, 14:00-18:00``; also a ValueError, so pydantic reports it."""


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """From ``begin`` up to, not including, ``end``, within one day.

    ``end`` of 00:00 is the midnight that closes the day. A night shift is two: one up to midnight
    and one from midnight on the next day.
    """

    begin: time
    end: time

    def __post_init__(self) -> None:
        if self.begin.tzinfo is not None or self.end.tzinfo is not None:
            raise ValueError("a shift is wall-clock time and has no zone")
        if not self.ends_at_midnight and self.begin >= self.end:
            raise ValueError(f"a shift must end after it begins: {self.begin} to {self.end}")

    @property
    def ends_at_midnight(self) -> bool:
        return self.end == time.min


@dataclass(frozen=True, slots=True)
class DayHours:
    """The shifts of one day in order, none overlapping; no shifts is a day off."""

    shifts: tuple[Shift, ...] = ()

    def __post_init__(self) -> None:
        for earlier, later in pairwise(self.shifts):
            if earlier.ends_at_midnight or later.begin < earlier.end:
                raise ValueError(f"shifts overlap or are out of order: {earlier} and {later}")

    @classmethod
    def of(cls, *bounds: time) -> Self:
        """``of(nine, one, two, six)`` is 09:00–13:00 and 14:00–18:00."""
        return cls(
            tuple(Shift(begin, end) for begin, end in zip(bounds[::2], bounds[1::2], strict=True))
        )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``09:00-13:00, 14:00-18:00``, ``9-18`` or ``00:00-24:00``; empty text is a day off.

        Raises:
            HoursUnreadable: it is something else, or shifts overlap or run backwards.
        """
        if not text.strip():
            return cls()
        try:
            return cls(tuple(_read_shift(part.strip()) for part in text.split(",")))
        except ValueError as unreadable:
            raise HoursUnreadable(text=text) from unreadable

    @property
    def is_off(self) -> bool:
        return not self.shifts

    def within(self, other: "DayHours") -> "DayHours":
        """What of these hours also lies in ``other``."""
        shared = []
        for mine in self.shifts:
            for theirs in other.shifts:
                begin = max(mine.begin, theirs.begin)
                end = min(mine, theirs, key=lambda shift: (shift.ends_at_midnight, shift.end)).end
                if end == time.min or begin < end:
                    shared.append(Shift(begin, end))
        return DayHours(tuple(shared))

    def __str__(self) -> str:
        """The text that ``parse`` reads back."""
        return ", ".join(
            f"{shift.begin:%H:%M}-{'24:00' if shift.ends_at_midnight else f'{shift.end:%H:%M}'}"
            for shift in self.shifts
        )


CLOSED = DayHours()


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """The hours of each day, Monday first."""

    days: tuple[DayHours, ...]

    def __post_init__(self) -> None:
        if len(self.days) != DAYS_IN_WEEK:
            raise ValueError(f"a week has seven days, not {len(self.days)}")

    @classmethod
    def of(cls, hours: DayHours, weekdays: Collection[int] = MONDAY_TO_FRIDAY) -> Self:
        """The same hours on each of ``weekdays`` (0 is Monday), the others off."""
        return cls(tuple(hours if day in weekdays else CLOSED for day in range(DAYS_IN_WEEK)))

    def hours_on(self, day: date) -> DayHours:
        return self.days[day.weekday()]

    @property
    def usual_hours(self) -> DayHours:
        """What a working day looks like where the week itself does not say: its first one's hours.

        A Saturday worked instead of a Monday is worked by these.
        """
        return next((hours for hours in self.days if not hours.is_off), CLOSED)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Whole days from ``first_on`` to ``last_on``, both included; no last day is for ever."""

    first_on: date
    last_on: date | None

    def __post_init__(self) -> None:
        if self.last_on is not None and self.last_on < self.first_on:
            raise ValueError(f"a span must not end before it begins: {self}")

    def __contains__(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


def _read_shift(text: str) -> Shift:
    match = _SHIFT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    begin_hour, begin_minute, end_hour, end_minute = (int(part or 0) for part in match.groups())
    end = time.min if (end_hour, end_minute) == (24, 0) else time(end_hour, end_minute)
    if end == time.min and end_hour == 0:
        raise ValueError(text)  # midnight at the end of the day is written 24:00
    return Shift(time(begin_hour, begin_minute), end)
