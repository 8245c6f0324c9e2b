"""How much work fits into people's days, and when more of it would end.

A working day holds the rulebook's useful hours, whatever its length, but never more than it is
long; a day off, a holiday or an absence holds none. Of today only what is left of it counts. Known
work is laid into the days in the order of its deadlines, each piece as early as it fits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.org.model import PersonId
from domain.working_time import WorkingCalendar
from domain.working_time.calendar import HORIZON_DAYS, NoWorkingTime

HOUR = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
NOTHING = timedelta(0)
DAYS_IN_WEEK = 7
LOOK_AHEAD = timedelta(days=366)
"""How far ahead absences are looked for."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is left of a task. ``due_on`` is on the executor's wall; None is the last of all."""

    left: timedelta
    due_on: date | None


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """``planned`` work that is due by the end of the week, against the hours it holds."""

    person_id: PersonId
    first_on: date
    capacity: timedelta
    planned: timedelta
    without_estimate: int = 0

    @property
    def is_overloaded(self) -> bool:
        return self.planned > self.capacity

    @property
    def free(self) -> timedelta:
        return max(self.capacity - self.planned, NOTHING)

    @property
    def share(self) -> Decimal | None:
        """Planned to capacity; None for a week without work."""
        if not self.capacity:
            return None
        return Decimal(self.planned // timedelta(minutes=1)) / Decimal(
            self.capacity // timedelta(minutes=1)
        )

    def plus(self, more: timedelta | None) -> "WeekLoad":
        """The same week with one more task in it."""
        missing = self.without_estimate + (more is None)
        return WeekLoad(
            self.person_id, self.first_on, self.capacity, self.planned + (more or NOTHING), missing
        )


def useful(hours_per_day: Decimal) -> timedelta:
    """6.1 hours as a span of time, to the second."""
    return timedelta(seconds=int(hours_per_day * 3600))


def capacity_of_day(
    day: date, calendar: WorkingCalendar, per_day: timedelta, *, since: datetime | None = None
) -> timedelta:
    """What fits into ``day``; from ``since`` on, the same share of it as is left of its shifts."""
    whole = calendar.working_time_on(day)
    fits = min(per_day, whole)
    if since is None or not whole:
        return fits
    begin, end = calendar.start_of_working_day(day), calendar.end_of_working_day(day)
    if since <= begin:
        return fits
    if since >= end:
        return NOTHING
    left = calendar.working_time_between(since, end)
    return fits * (left / whole)


def plan(
    works: Iterable[Work], calendar: WorkingCalendar, per_day: timedelta, *, start: datetime
) -> dict[date, timedelta]:
    """Hours taken on each day from ``start`` on. Raises: NoWorkingTime: it never fits."""
    taken: dict[date, timedelta] = {}
    first = day = calendar.local_day(start)
    free = capacity_of_day(day, calendar, per_day, since=start)
    # All begin with the same day, so each goes on where the one before it ended.
    for work in sorted(works, key=lambda work: work.due_on or date.max):
        left = work.left
        while left > free:
            if free:
                taken[day] = taken.get(day, NOTHING) + free
            left -= free
            day += ONE_DAY
            if (day - first).days >= HORIZON_DAYS:
                raise NoWorkingTime(day=first, days=HORIZON_DAYS)
            free = capacity_of_day(day, calendar, per_day)
        if left:
            taken[day] = taken.get(day, NOTHING) + left
            free -= left
    return taken


def end_of(
    work: timedelta,
    start: datetime,
    load: Mapping[date, timedelta],
    calendar: WorkingCalendar,
    per_day: timedelta,
    *,
    take: dict[date, timedelta] | None = None,
) -> date:
    """The day on which ``work`` begun at ``start`` ends, fitted in beside ``load``.

    ``load`` is what is taken of each day already. ``take`` is filled with what this work takes.
    No work ends on its first working day.

    Raises: NoWorkingTime: three years pass without enough of it.
    """
    first = day = calendar.local_day(start)
    left = work
    while (day - first).days < HORIZON_DAYS:
        since = start if day == first else None
        capacity = capacity_of_day(day, calendar, per_day, since=since)
        free = max(capacity - load.get(day, NOTHING), NOTHING)
        if take is not None and free and left:
            take[day] = take.get(day, NOTHING) + min(free, left)
        if left <= free and capacity:
            return day
        left -= free
        day += ONE_DAY
    raise NoWorkingTime(day=first, days=HORIZON_DAYS)


def monday_of(day: date) -> date:
    return day - ONE_DAY * day.weekday()


def week_load(
    person_id: PersonId,
    works: Sequence[Work],
    calendar: WorkingCalendar,
    per_day: timedelta,
    *,
    first_on: date,
    now: datetime,
    without_estimate: int = 0,
) -> WeekLoad:
    """The week from Monday ``first_on``: overdue work counts into the present one.

    Of the present week only what is left of it is capacity.
    """
    today = calendar.local_day(now)
    last_on = first_on + ONE_DAY * (DAYS_IN_WEEK - 1)
    capacity = NOTHING
    for number in range(DAYS_IN_WEEK):
        day = first_on + ONE_DAY * number
        if day >= today:
            since = now if day == today else None
            capacity += capacity_of_day(day, calendar, per_day, since=since)
    is_present = first_on <= today <= last_on
    planned = sum(
        (
            work.left
            for work in works
            if work.due_on is not None
            and work.due_on <= last_on
            and (is_present or work.due_on >= first_on)
        ),
        NOTHING,
    )
    return WeekLoad(person_id, first_on, capacity, planned, without_estimate)


def freest(loads: Iterable[WeekLoad], needed: timedelta) -> WeekLoad | None:
    """Who has room for ``needed`` in the week, the least loaded of them; None: nobody."""
    roomy = [load for load in loads if load.free >= needed and load.capacity]
    return min(roomy, key=lambda load: (load.share or Decimal(0), load.person_id), default=None)
