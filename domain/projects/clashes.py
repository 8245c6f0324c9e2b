"""What does not fit in a project that is about to begin. Nothing of it forbids to begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.org.model import PersonId
from domain.projects.layout import ProposedProject, ProposedTask
from domain.tasks import capacity
from domain.tasks.capacity import WeekLoad
from domain.tasks.views import KnownLoad
from domain.working_time import DateSpan, WorkingCalendar


class ClashKind(StrEnum):
    """In the order in which they are shown."""

    TOO_LATE = "too_late"
    AWAY = "away"
    BEFORE_PREDECESSOR = "before_predecessor"
    DAY_OFF = "day_off"
    OVERLOADED = "overloaded"


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that does not fit.

    ``on`` is the day it is about: on which work should have begun, the first day away, the end of
    what is waited for, the day off, the Monday of the overloaded week. ``until`` is the last day
    away. ``moved_to`` is where absence moved the task's end to. ``week`` is the load with the
    project in it.
    """

    kind: ClashKind
    person_id: PersonId
    on: date
    task: ProposedTask | None = None
    until: date | None = None
    moved_to: date | None = None
    before: ProposedTask | None = None
    week: WeekLoad | None = None


def clashes(
    project: ProposedProject,
    *,
    as_if_present: ProposedProject,
    as_wished: ProposedProject,
    loads: Mapping[PersonId, KnownLoad],
    calendars: Mapping[PersonId, WorkingCalendar],
    per_day: timedelta,
    today: date,
    now: datetime,
) -> tuple[Clash, ...]:
    """Everything that does not fit, by kind, then as the tasks stand.

    ``as_if_present`` are the dates if nobody were away, ``as_wished`` those before what lies behind
    was moved to today. ``calendars`` know the days away.
    """
    found = [
        *_too_late(project, as_wished, today),
        *_away(project, as_if_present, loads),
        *_before_predecessors(project),
        *_days_off(project, loads, calendars),
        *_overloaded(project, loads, calendars, per_day, now),
    ]
    order = list(ClashKind)
    return tuple(sorted(found, key=lambda clash: order.index(clash.kind)))


def _too_late(project: ProposedProject, as_wished: ProposedProject, today: date) -> list[Clash]:
    return [
        Clash(ClashKind.TOO_LATE, task.executor_id, wished.starts_on, task)
        for task, wished in zip(project.tasks, as_wished.tasks, strict=True)
        if wished.starts_on < today
    ]


def _away(
    project: ProposedProject, as_if_present: ProposedProject, loads: Mapping[PersonId, KnownLoad]
) -> list[Clash]:
    """Absences within the days on which the task would be done if nobody were away."""
    found = []
    for task, planned in zip(project.tasks, as_if_present.tasks, strict=True):
        for away in loads[task.executor_id].away:
            if _meet(away, planned):
                moved_to = task.ends_on if task.ends_on != planned.ends_on else None
                found.append(
                    Clash(
                        ClashKind.AWAY,
                        task.executor_id,
                        away.first_on,
                        task,
                        until=away.last_on,
                        moved_to=moved_to,
                    )
                )
    return found


def _meet(away: DateSpan, task: ProposedTask) -> bool:
    return task.starts_on in away or task.starts_on <= away.first_on <= task.ends_on


def _before_predecessors(project: ProposedProject) -> list[Clash]:
    by_key = {task.key: task for task in project.tasks}
    return [
        Clash(ClashKind.BEFORE_PREDECESSOR, task.executor_id, before.ends_on, task, before=before)
        for task in project.tasks
        for before in (by_key[key] for key in task.waits_for)
        if task.ends_on < before.ends_on
    ]


def _days_off(
    project: ProposedProject,
    loads: Mapping[PersonId, KnownLoad],
    calendars: Mapping[PersonId, WorkingCalendar],
) -> list[Clash]:
    """Tasks that begin or end on a day off of who does them; days away are told as such."""
    found = []
    for task in project.tasks:
        away = loads[task.executor_id].away
        for day in dict.fromkeys((task.starts_on, task.ends_on)):
            is_away = any(day in span for span in away)
            if not is_away and not calendars[task.executor_id].is_working_day(day):
                found.append(Clash(ClashKind.DAY_OFF, task.executor_id, day, task))
    return found


def _overloaded(
    project: ProposedProject,
    loads: Mapping[PersonId, KnownLoad],
    calendars: Mapping[PersonId, WorkingCalendar],
    per_day: timedelta,
    now: datetime,
) -> list[Clash]:
    """Weeks in which somebody would have more due than the week holds, each once."""
    added: dict[PersonId, list[capacity.Work]] = {}
    for task in project.tasks:
        if task.estimate is not None:
            work = capacity.Work(task.estimate, task.ends_on, task.starts_on)
            added.setdefault(task.executor_id, []).append(work)
    found = []
    for person_id, works in added.items():
        known, calendar = loads[person_id], calendars[person_id]
        laid = capacity.lay([*known.works, *works], calendar, per_day, start=now)
        for monday in sorted({capacity.monday_of(work.deadline_day) for work in works}):
            load = capacity.week_load(person_id, laid, calendar, per_day, first_on=monday, now=now)
            if load.is_overloaded:
                found.append(Clash(ClashKind.OVERLOADED, person_id, monday, week=load))
    return sorted(found, key=lambda clash: (clash.on, clash.person_id))
