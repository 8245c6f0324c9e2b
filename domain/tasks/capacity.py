"""How much work fits into people's days, and when more of it would end.

A working day holds the rulebook's useful hours, whatever its length, but never more than it is
long; a day off, a holiday or an absence holds none. Of today only what is left of it counts. Known
work is laid into the days in the order of its deadlines, each piece as early as it fits, but not
ahead of its planned start. What is short and due at a certain time of a day, as a meeting is, is
laid into that very day before all else. Weeks, bars and words are all read off the laid days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.org.model import PersonId
from domain.working_time import WorkingCalendar
from domain.working_time.calendar import HORIZON_DAYS

HOUR = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
NOTHING = timedelta(0)
DAYS_IN_WEEK = 7
LOOK_AHEAD = timedelta(days=366)
"""How far ahead absences are looked for."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is left of a task. Days are on the executor's wall: ``due_on`` None is the last of all,
    ``starts_on`` None may begin at once. ``is_timed``: it is due at a time of its day.
    """

    left: timedelta
    due_on: date | None
    starts_on: date | None = None
    is_timed: bool = False

    @property
    def deadline_day(self) -> date:
        """Sorts: without a deadline comes last."""
        return self.due_on or date.max

    @property
    def earliest_on(self) -> date:
        """A deadline that was moved ahead of the planned start takes the start with it."""
        return min(self.starts_on or date.min, self.deadline_day)


@dataclass(frozen=True, slots=True)
class LaidWork:
    """A work in its days; it ends on ``ends_on``, None: it never fits."""

    work: Work
    days: Mapping[date, timedelta]
    ends_on: date | None

    @property
    def is_late(self) -> bool:
        return self.ends_on is None or self.ends_on > self.work.deadline_day

    def left_after(self, day: date) -> timedelta:
        """What of it is done only after ``day``, if ever."""
        done = sum((spent for on, spent in self.days.items() if on <= day), NOTHING)
        return self.work.left - done


@dataclass(frozen=True, slots=True)
class LaidPlan:
    """Works in the order in which they were given, and hours taken of each day by all of them."""

    works: tuple[LaidWork, ...]
    days: Mapping[date, timedelta]


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """``planned`` is what is laid into the days of the week, against the hours it holds; ``over``
    what is due by its end and does not fit before it.
    """

    person_id: PersonId
    first_on: date
    capacity: timedelta
    planned: timedelta
    without_estimate: int = 0
    over: timedelta = NOTHING

    @property
    def is_overloaded(self) -> bool:
        return self.over > NOTHING

    @property
    def needed(self) -> timedelta:
        """The hours that the week would have to hold."""
        return self.planned + self.over


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


def lay(
    works: Sequence[Work], calendar: WorkingCalendar, per_day: timedelta, *, start: datetime
) -> LaidPlan:
    """The works in the days from ``start`` on; ``calendar`` is their executor's.

    Of works due on the same day the one that is given first goes first.
    """
    today = calendar.local_day(start)
    capacities: dict[date, timedelta] = {}
    taken: dict[date, timedelta] = {}

    def free_on(day: date) -> timedelta:
        if day not in capacities:
            since = start if day == today else None
            capacities[day] = capacity_of_day(day, calendar, per_day, since=since)
        return capacities[day] - taken.get(day, NOTHING)

    def put(work: Work, day: date) -> LaidWork:
        first, left = day, work.left
        days: dict[date, timedelta] = {}
        while (day - first).days < HORIZON_DAYS:
            free = free_on(day)
            piece = min(free, left)
            if piece:
                days[day] = piece
                taken[day] = taken.get(day, NOTHING) + piece
                left -= piece
            # No work ends on a day off, be there nothing left of it.
            if not left and capacities[day]:
                return LaidWork(work, days, day)
            day += ONE_DAY
        return LaidWork(work, days, None)

    laid: dict[int, LaidWork] = {}
    for place, work in enumerate(works):
        day = work.due_on
        if work.is_timed and day is not None and day >= today and work.left <= free_on(day):
            laid[place] = put(work, day)
    for place in sorted(range(len(works)), key=lambda place: works[place].deadline_day):
        if place not in laid:
            laid[place] = put(works[place], max(works[place].earliest_on, today))
    return LaidPlan(tuple(laid[place] for place in range(len(works))), taken)


def monday_of(day: date) -> date:
    return day - ONE_DAY * day.weekday()


def week_load(
    person_id: PersonId,
    laid: LaidPlan,
    calendar: WorkingCalendar,
    per_day: timedelta,
    *,
    first_on: date,
    now: datetime,
    without_estimate: int = 0,
) -> WeekLoad:
    """The week from Monday ``first_on``, of the plan as it is laid ``now``.

    Of the present week only what is left of it is capacity.
    """
    last_on = first_on + ONE_DAY * (DAYS_IN_WEEK - 1)
    in_week = [first_on + ONE_DAY * number for number in range(DAYS_IN_WEEK)]
    due = (found for found in laid.works if found.work.deadline_day <= last_on)
    return WeekLoad(
        person_id=person_id,
        first_on=first_on,
        capacity=_capacity(in_week, calendar, per_day, now),
        planned=sum((laid.days.get(day, NOTHING) for day in in_week), NOTHING),
        without_estimate=without_estimate,
        over=sum((found.left_after(last_on) for found in due), NOTHING),
    )


def room_until(
    laid: LaidPlan,
    calendar: WorkingCalendar,
    per_day: timedelta,
    *,
    until: date,
    now: datetime,
) -> timedelta:
    """Hours that nothing is laid into, up to and including the day ``until``."""
    today = calendar.local_day(now)
    days = [today + ONE_DAY * number for number in range((until - today).days + 1)]
    taken = sum((laid.days.get(day, NOTHING) for day in days), NOTHING)
    return _capacity(days, calendar, per_day, now) - taken


def _capacity(
    days: Iterable[date], calendar: WorkingCalendar, per_day: timedelta, now: datetime
) -> timedelta:
    """What fits into those of the days that are not over."""
    today = calendar.local_day(now)
    return sum(
        (
            capacity_of_day(day, calendar, per_day, since=now if day == today else None)
            for day in days
            if day >= today
        ),
        NOTHING,
    )


@dataclass(frozen=True, slots=True)
class Room:
    """Free hours of one person before a deadline."""

    person_id: PersonId
    free: timedelta


def freest(rooms: Iterable[Room], needed: timedelta) -> Room | None:
    """Who has the most room, if it is enough for ``needed``; None: nobody."""
    roomy = [room for room in rooms if room.free and room.free >= needed]
    return max(roomy, key=lambda room: (room.free, -room.person_id), default=None)
