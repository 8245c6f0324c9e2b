"""One branch's or person's calendar, and the arithmetic on it.

A wall-clock hour that the clocks skip is the moment of the skip; one that they repeat is its first
pass. So a shift over the change of clocks is as long as the people in it really work, and shifts
that do not overlap on the wall never overlap in time.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from domain.errors import DomainError
from domain.working_time.hours import CLOSED, DateSpan, DayHours, Shift, WorkingWeek

HORIZON_DAYS = 3 * 366  # nobody waits three years for an answer: further on is a wrong calendar
LONGEST = timedelta(hours=100_000)  # about fifty years of work; a longer wish is a slip of the key

ONE_DAY = timedelta(days=1)

PublicHolidays = Callable[[str, int], frozenset[date]]
"""Days off by law in a country (ISO 3166 alpha-2) and year, days given in exchange included."""

TransferredWorkingDays = Callable[[str, int], frozenset[date]]
"""Days of rest that a country and year declare working, in exchange for another day."""


class NoWorkingTime(DomainError):
    """The calendar has no working time from ``day`` for ``days`` days on."""


class DayOff(DomainError):
    """Nobody works on ``day``, so it has neither beginning nor end of work."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When work happens. The first that speaks of a day decides:

    1. ``absences``: off.
    2. ``overrides``: exactly these hours; ``CLOSED`` closes, others open or shorten the day.
    3. ``transferred``: a day of rest worked in exchange for another, by the week's usual hours.
    4. ``holidays``: off.
    5. ``week``.
    """

    zone: ZoneInfo
    week: WorkingWeek
    holidays: frozenset[date] = frozenset()
    overrides: Mapping[date, DayHours] = field(default_factory=dict, hash=False)
    absences: tuple[DateSpan, ...] = ()
    transferred: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "overrides", MappingProxyType(dict(self.overrides)))

    def with_absences(self, absences: Iterable[DateSpan]) -> "WorkingCalendar":
        """This calendar with further days away."""
        return replace(self, absences=(*self.absences, *absences))

    def with_hours(self, week: WorkingWeek) -> "WorkingCalendar":
        """The calendar of a person with their own ``week``.

        A day that the branch shortens shortens theirs, and never stretches it; a day of rest that
        the branch opens is open to them in the branch's hours.
        """
        narrowed = {
            day: hours if self._planned_hours(day).is_off else week.hours_on(day).within(hours)
            for day, hours in self.overrides.items()
        }
        return replace(self, week=week, overrides=narrowed)

    def hours_on(self, day: date) -> DayHours:
        if any(day in absence for absence in self.absences):
            return CLOSED
        override = self.overrides.get(day)
        return self._planned_hours(day) if override is None else override

    def is_working_day(self, day: date) -> bool:
        return not self.hours_on(day).is_off

    def shifts_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """From when until when people work on ``day``, in order; empty on a day off."""
        return self._shifts_on(day)

    def next_working_moment(self, moment: datetime) -> datetime:
        """``moment`` itself if somebody works then, else when work begins next.

        The end of a shift is no longer work. Raises NoWorkingTime.
        """
        moment = _as_utc(moment)
        for begin, end in self._shifts_from(moment):
            if moment < end:
                return max(moment, begin)
        raise AssertionError("_shifts_from ends only by raising")

    def add_working_time(self, start: datetime, duration: timedelta) -> datetime:
        """The earliest moment by which ``duration`` has been worked since ``start``.

        So eight hours from the morning end this evening, not tomorrow morning, and no duration is
        ``start`` itself even at night.

        Raises:
            ValueError: ``duration`` is negative or over ``LONGEST``.
            NoWorkingTime: three years pass without work.
        """
        if not timedelta(0) <= duration <= LONGEST:
            raise ValueError(f"a duration is from nothing to {LONGEST}, not {duration}")
        start = _as_utc(start)
        if not duration:
            return start
        left = duration
        for begin, end in self._shifts_from(start):
            worked_from = max(begin, start)
            if end - worked_from >= left:
                return worked_from + left
            left -= end - worked_from
        raise AssertionError("_shifts_from ends only by raising")

    def working_time_between(self, since: datetime, until: datetime) -> timedelta:
        """Time worked from ``since`` to ``until``; negative when ``until`` is the earlier."""
        since, until = _as_utc(since), _as_utc(until)
        if until < since:
            return -self.working_time_between(until, since)
        worked = timedelta(0)
        day = self.local_day(since)
        # One day more than asked: just after midnight some zones fall back into the old day.
        last_day = self.local_day(until) + ONE_DAY
        while day <= last_day:
            for begin, end in self._shifts_on(day):
                worked += max(min(end, until) - max(begin, since), timedelta(0))
            day += ONE_DAY
        return worked

    def working_time_on(self, day: date) -> timedelta:
        """How long work lasts on ``day``; nothing on a day off."""
        shifts = self._shifts_on(day)
        return sum((end - begin for begin, end in shifts), timedelta(0))

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``, or before it for a negative count.

        Zero is ``day`` itself if it is worked, else the next working day. Raises NoWorkingTime.
        """
        if count == 0:
            return day if self.is_working_day(day) else self.add_working_days(day, 1)
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day = self._first_working_day(day + step, step)
        return day

    def moment_after_working_days(self, start: datetime, count: int, at: time) -> datetime:
        """``at`` o'clock on the wall, ``count`` working days after the local day of ``start``.

        Zero means today; if today's ``at`` has passed, the next working day's. ``at`` is taken as
        given, also outside the hours of that day.
        """
        start = _as_utc(start)
        today = self.local_day(start)
        moment = self.at(self.add_working_days(today, count), at)
        if count == 0 and moment < start:
            moment = self.at(self.add_working_days(today, 1), at)
        return moment

    def working_days_between(self, since: date, until: date) -> int:
        """Working days after ``since`` up to and including ``until``; negative the other way."""
        if until < since:
            return -self.working_days_between(until, since)
        days = (since + ONE_DAY * number for number in range(1, (until - since).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def last_working_day_on_or_before(self, day: date) -> date:
        """Raises NoWorkingTime if there is none in the three years before."""
        return self._first_working_day(day, -ONE_DAY)

    def start_of_working_day(self, day: date) -> datetime:
        """When work begins on ``day``. Raises DayOff."""
        return self._shifts_of_working_day(day)[0][0]

    def end_of_working_day(self, day: date) -> datetime:
        """When work ends on ``day``. Raises DayOff: whether the day before or after counts instead
        is for the caller to say."""
        return self._shifts_of_working_day(day)[-1][1]

    def local_day(self, moment: datetime) -> date:
        """The date on this calendar's wall at ``moment``."""
        return _as_utc(moment).astimezone(self.zone).date()

    def at(self, day: date, wall: time) -> datetime:
        """The moment when this calendar's wall shows ``wall`` on ``day``."""
        return _moment(self.zone, datetime.combine(day, wall))

    def _planned_hours(self, day: date) -> DayHours:
        """The hours of ``day`` before absences and overrides."""
        planned = self.week.hours_on(day)
        if day in self.transferred:
            return self.week.usual_hours if planned.is_off else planned
        return CLOSED if day in self.holidays else planned

    def _first_working_day(self, day: date, step: timedelta) -> date:
        first = day
        for _ in range(HORIZON_DAYS):
            if self.is_working_day(day):
                return day
            day += step
        raise NoWorkingTime(day=first, days=HORIZON_DAYS)

    def _shifts_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        hours = self.hours_on(day)
        return _shifts_in_time(self.zone, day, hours) if hours.shifts else ()

    def _shifts_of_working_day(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        shifts = self._shifts_on(day)
        if not shifts:
            raise DayOff(day=day)
        return shifts

    def _shifts_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Shifts that end after ``moment``, in order, without end."""
        day = last_worked = self.local_day(moment)
        while (day - last_worked).days < HORIZON_DAYS:
            for begin, end in self._shifts_on(day):
                if end > moment:
                    last_worked = day
                    yield begin, end
            day += ONE_DAY
        raise NoWorkingTime(day=last_worked, days=HORIZON_DAYS)


def _as_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a zone: {moment}")
    return moment.astimezone(UTC)


@lru_cache(maxsize=65_536)  # sweeps ask for the same days of the same branches all the time
def _shifts_in_time(
    zone: ZoneInfo, day: date, hours: DayHours
) -> tuple[tuple[datetime, datetime], ...]:
    shifts = (_shift_in_time(zone, day, shift) for shift in hours.shifts)
    return tuple((begin, end) for begin, end in shifts if begin < end)


def _shift_in_time(zone: ZoneInfo, day: date, shift: Shift) -> tuple[datetime, datetime]:
    end_day = day + ONE_DAY if shift.ends_at_midnight else day
    return (
        _moment(zone, datetime.combine(day, shift.begin)),
        _moment(zone, datetime.combine(end_day, shift.end)),
    )


def _moment(zone: ZoneInfo, wall: datetime) -> datetime:
    """When the wall shows ``wall``: the first time it does, or the moment it is skipped."""
    moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    # The clocks skip this wall: it was never shown, and the skip lies between its two readings.
    before = wall.replace(tzinfo=zone, fold=1, microsecond=0).astimezone(UTC)
    seconds = range(int((moment - before).total_seconds()) + 1)
    old_offset = before.astimezone(zone).utcoffset()

    def is_after_the_skip(second: int) -> bool:
        return (before + timedelta(seconds=second)).astimezone(zone).utcoffset() != old_offset

    return before + timedelta(seconds=bisect_left(seconds, True, key=is_after_the_skip))
