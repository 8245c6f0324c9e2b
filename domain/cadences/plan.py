"""What due days depend on beside what is stored: calendars as days, and ladders as moments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from domain.cadences.rules import ONE_DAY, ladder_on
from domain.org.model import BranchId, PersonId
from domain.org.workplaces import Workplace
from domain.rulebook.cadences import SegmentCadence
from domain.rulebook.offers import EscalationStep
from domain.working_time import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Holders:
    """Where the clients in question belong: active owners, and the branches."""

    people: Mapping[PersonId, Workplace]
    branches: Mapping[BranchId, Workplace]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """All that the due days of clients depend on beside what is stored. Calendars and ladders are
    known by their place.

    ``terms`` come with their ladder; ``calendars`` are zones with the local day. ``days_off`` are
    calendar, day, and the last working day before it; a day that is not named is worked.
    ``rungs`` are ladder, calendar, due day, and when the ladder's steps come.
    """

    terms: tuple[tuple[SegmentCadence, int], ...]
    calendars: tuple[tuple[str, date], ...]
    people: Mapping[PersonId, int]
    branches: Mapping[BranchId, int]
    days_off: Sequence[tuple[int, date, date]]
    rungs: Sequence[tuple[int, int, date, tuple[datetime, ...]]]
    ladders_from: date
    ladders_to: date


@dataclass(frozen=True, slots=True)
class DueShift:
    """What other rules would do: how many clients are late now and how many would be, who would
    come to be late and cease to, whose due day would move, who would come under a cadence and
    leave it. ``clients`` is how many would be under one.
    """

    clients: int
    late: int
    late_then: int
    come_late: int
    no_longer_late: int
    moved: int
    come: int
    leave: int


@lru_cache(maxsize=512)
def days_off(calendar: WorkingCalendar, first: date, last: date) -> tuple[tuple[date, date], ...]:
    """Each day off with the last working day before it; ``first`` where there is none since."""
    found = []
    worked_on = day = first
    while day <= last:
        if calendar.is_working_day(day):
            worked_on = day
        else:
            found.append((day, worked_on))
        day += ONE_DAY
    return tuple(found)


@lru_cache(maxsize=512)
def rungs(
    calendar: WorkingCalendar, steps: tuple[EscalationStep, ...], first: date, last: date
) -> tuple[tuple[date, tuple[datetime, ...]], ...]:
    """The ladder of every due day."""
    days = (last - first).days + 1 if last >= first else 0
    return tuple(
        (day, ladder_on(day, steps, calendar))
        for day in (first + ONE_DAY * number for number in range(days))
    )
