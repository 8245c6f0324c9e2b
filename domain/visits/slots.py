"""When somebody can go to a client. Pure: a calendar, what is taken, the rules and the moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.rulebook.visits import Visits
from domain.visits.errors import (
    SlotOutsideHours,
    SlotPast,
    SlotTaken,
    SlotTooFar,
    VisitorAway,
)
from domain.visits.model import Slot, Span
from domain.working_time import WorkingCalendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day on the visitor's wall, with at least one free time."""

    day: date
    slots: tuple[Slot, ...]


def slot_at(starts_at: datetime, rules: Visits) -> Slot:
    return Slot(starts_at, starts_at + rules.length)


def span_of(slot: Slot, rules: Visits) -> Span:
    """For how long the visitor is taken: the visit, and the way to the next one."""
    return Span(slot.starts_at, slot.ends_at + rules.buffer)


def free_days(
    calendar: WorkingCalendar, taken: Sequence[Span], rules: Visits, *, now: datetime
) -> tuple[FreeDay, ...]:
    """The days from today on, as far ahead as the rulebook looks, that have free times."""
    today = calendar.local_day(now)
    days = (today + ONE_DAY * number for number in range(rules.days_ahead + 1))
    free = (FreeDay(day, free_slots(day, calendar, taken, rules, now=now)) for day in days)
    return tuple(one for one in free if one.slots)


def free_slots(
    day: date, calendar: WorkingCalendar, taken: Sequence[Span], rules: Visits, *, now: datetime
) -> tuple[Slot, ...]:
    """Free times of a day of the visitor's, in order. Each begins a number of steps after a shift
    does, ends within the shift, and lies after ``now``.
    """
    return tuple(
        slot
        for slot in _steps(day, calendar, rules)
        if slot.starts_at > now and not any(span_of(slot, rules).overlaps(other) for other in taken)
    )


def _steps(day: date, calendar: WorkingCalendar, rules: Visits) -> Iterator[Slot]:
    for begin, end in calendar.shifts_on(day):
        slot = slot_at(begin, rules)
        while slot.ends_at <= end:
            yield slot
            slot = slot_at(slot.starts_at + rules.step, rules)


def require_free(
    slot: Slot,
    calendar: WorkingCalendar,
    taken: Sequence[Span],
    rules: Visits,
    *,
    now: datetime,
    name: str,
) -> None:
    """Whether a visit may be then, whoever says so: also a time that no list offered.

    ``name`` is the visitor's. Raises: SlotPast, SlotTooFar, VisitorAway, SlotOutsideHours,
    SlotTaken.
    """
    if slot.starts_at <= now:
        raise SlotPast
    day = calendar.local_day(slot.starts_at)
    if day > calendar.local_day(now) + ONE_DAY * rules.days_ahead:
        raise SlotTooFar(days=rules.days_ahead)
    if any(day in absence for absence in calendar.absences):
        raise VisitorAway(name=name)
    shifts = calendar.shifts_on(day)
    if not any(begin <= slot.starts_at and slot.ends_at <= end for begin, end in shifts):
        raise SlotOutsideHours(name=name)
    if any(span_of(slot, rules).overlaps(other) for other in taken):
        raise SlotTaken
