"""What single phrases mean before they are put together, and the wall they are read against."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from domain.tasks.phrases.day_parts import DayParts, PartOfDay
from domain.tasks.phrases.draft import NoteKind
from domain.tasks.phrases.recurrence import Repetition
from domain.working_time import DayHours, WorkingCalendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wall:
    """The clock and the calendar in front of the person who writes."""

    now: datetime
    zone: ZoneInfo
    calendar: WorkingCalendar
    parts: DayParts

    @cached_property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @cached_property
    def _calendar_here(self) -> WorkingCalendar:
        is_here = self.calendar.zone == self.zone
        return self.calendar if is_here else replace(self.calendar, zone=self.zone)

    def at(self, day: date, wall: time) -> datetime:
        """Aware UTC of ``wall`` on ``day``."""
        return self._calendar_here.at(day, wall).astimezone(UTC)

    def hours(self, day: date | None) -> tuple[time, time]:
        """When work begins and ends on ``day``; on a day off or on no day, on a usual one.

        An end of 00:00 is given as the last minute of the day.
        """
        hours = self.calendar.hours_on(day) if day else DayHours()
        shifts = (hours.shifts or self.calendar.week.usual_hours.shifts) or ()
        if not shifts:
            return self.parts.morning, self.parts.evening
        end = shifts[-1]
        return shifts[0].begin, self.parts.midnight if end.ends_at_midnight else end.end

    def begin_of(self, part: PartOfDay, day: date) -> time:
        begins, ends = self.hours(day)
        if part is PartOfDay.MORNING:
            return min(begins, self.parts.end_of(part))
        if part is PartOfDay.EVENING:
            return min(max(ends, self.parts.afternoon), self.parts.evening)
        return self.parts.begin_of(part)


@dataclass(frozen=True, slots=True)
class Day:
    """A day. ``other``: where the text can as well mean that one. ``is_dated``: said by number, and
    ``is_yearless``: without a year. ``is_firm``: said with «до», «к», "by", so that it wins over
    days said in passing."""

    on: date
    other: date | None = None
    is_dated: bool = False
    is_yearless: bool = False
    is_firm: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. ``is_bare``: on which half of the day was not said.

    ``needs_day``: it is one only beside a day. ``length``: how long from then, where that was said.
    """

    hour: int
    minute: int = 0
    is_bare: bool = False
    needs_day: bool = False
    length: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Part:
    part: PartOfDay


@dataclass(frozen=True, slots=True)
class EndOfWork:
    """«До конца дня»."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An exact moment: «через 2 часа»."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Length:
    """How long it takes. ``is_bare``: «3 дня» alone, which is as often how many."""

    duration: timedelta
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    repetition: Repetition


@dataclass(frozen=True, slots=True)
class Refused:
    """It reads as a date or a time, and cannot be one.

    ``is_in_passing``: it as often tells what happened then, so it counts only where no deadline is
    said besides. ``needs_day``: it counts only beside a day.
    """

    why: NoteKind
    is_in_passing: bool = False
    needs_day: bool = False
