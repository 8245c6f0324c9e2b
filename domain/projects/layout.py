"""The dates of a project before it begins: a template laid out by working days and dependencies.

A task begins after all that it waits for, on its executor's own working days. Counted from a fixed
day, what comes before that day is laid out backwards from it, as late as it can be, and what
follows is laid out forwards.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.org.model import PersonId
from domain.projects.dependencies import in_order, reached_from, turned
from domain.projects.model import Anchor
from domain.rulebook.projects import ProjectTemplate, TemplateTask
from domain.rulebook.values import LocalText
from domain.working_time import WorkingCalendar

ONE_DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ProposedTask:
    """A task of a template with its dates, both included, and whoever does it."""

    key: str
    title: LocalText
    role: str
    executor_id: PersonId
    starts_on: date
    ends_on: date
    estimate: timedelta | None
    waits_for: tuple[str, ...]
    is_milestone: bool


@dataclass(frozen=True, slots=True)
class ProposedProject:
    """Tasks in the template's order."""

    tasks: tuple[ProposedTask, ...]

    @property
    def starts_on(self) -> date:
        return min(task.starts_on for task in self.tasks)

    @property
    def ends_on(self) -> date:
        return max(task.ends_on for task in self.tasks)


@dataclass(frozen=True, slots=True)
class _Days:
    """From which to which working day of the project a task lasts, were nobody ever away."""

    first: int
    last: int


def lay_out(
    template: ProjectTemplate,
    anchor: Anchor,
    anchored_on: date,
    calendars: Mapping[PersonId, WorkingCalendar],
    people: Mapping[str, PersonId],
) -> ProposedProject:
    """The project counted from the day ``anchored_on``.

    ``people`` are the executors by role, and ``calendars`` theirs, with the days they are away. A
    first day on which nobody works is the next working day, and a last one the day before; the
    task that the template fixes stands on the very day.

    Raises: NoWorkingTime.
    """
    waits = {task.key: task.waits_for for task in template.tasks}
    tasks = {key: template.tasks[_place(template, key)] for key in in_order(waits)}
    days = _nominal(tasks.values())
    calendar_of = _calendar_of(tasks, calendars, people)
    last = max(span.last for span in days.values())
    fixed = template.fixed_task if anchor is Anchor.END else None
    if fixed is not None:
        zero = days[fixed].first
        backwards = [
            key for key in tasks if days[key].last < zero and fixed not in reached_from(waits, key)
        ]
    else:
        zero = 0 if anchor is Anchor.START else last
        backwards = [] if anchor is Anchor.START else list(tasks)
    dates: dict[str, tuple[date, date]] = {}
    after = turned(waits)
    for key in reversed(backwards):
        calendar, task = calendar_of(key), tasks[key]
        base = anchored_on
        if fixed is None:
            base = calendar.last_working_day_on_or_before(anchored_on)
        steps = days[key].last - zero
        end = calendar.add_working_days(base, steps) if steps else base
        for following in after[key]:
            begins = dates[following][0] if following in dates else anchored_on
            end = min(end, calendar.last_working_day_on_or_before(begins - ONE_DAY))
        dates[key] = (calendar.add_working_days(end, 1 - task.days) if task.days > 1 else end, end)
    for key, task in tasks.items():
        if key in dates:
            continue
        calendar = calendar_of(key)
        if key == fixed:
            start = anchored_on
        else:
            start = calendar.add_working_days(anchored_on, days[key].first - zero)
        for before in task.waits_for:
            if key != fixed:
                start = max(start, calendar.add_working_days(dates[before][1], 1))
        dates[key] = (start, _last_of(calendar, start, task.days))
    return ProposedProject(
        tuple(_proposed(task, people, *dates[task.key]) for task in template.tasks)
    )


def no_earlier_than(
    project: ProposedProject, first_days: Mapping[PersonId, date]
) -> ProposedProject:
    """The same with what lies behind moved to the first day on which its executor can do it."""
    return ProposedProject(
        tuple(_no_earlier_than(task, first_days[task.executor_id]) for task in project.tasks)
    )


def _no_earlier_than(task: ProposedTask, day: date) -> ProposedTask:
    return replace(task, starts_on=max(task.starts_on, day), ends_on=max(task.ends_on, day))


def _place(template: ProjectTemplate, key: str) -> int:
    return next(place for place, task in enumerate(template.tasks) if task.key == key)


def _nominal(tasks: Iterable[TemplateTask]) -> dict[str, _Days]:
    """Of tasks in the order of their dependencies."""
    days: dict[str, _Days] = {}
    for task in tasks:
        first = max([task.from_day, *(days[key].last + 1 for key in task.waits_for)])
        days[task.key] = _Days(first, first + task.days - 1)
    return days


def _calendar_of(
    tasks: Mapping[str, TemplateTask],
    calendars: Mapping[PersonId, WorkingCalendar],
    people: Mapping[str, PersonId],
) -> Callable[[str], WorkingCalendar]:
    return lambda key: calendars[people[tasks[key].role]]


def _last_of(calendar: WorkingCalendar, start: date, days: int) -> date:
    """The last of ``days`` working days from ``start`` on; a day off that begins it counts."""
    return calendar.add_working_days(start, days - 1) if days > 1 else start


def _proposed(
    task: TemplateTask, people: Mapping[str, PersonId], starts_on: date, ends_on: date
) -> ProposedTask:
    return ProposedTask(
        key=task.key,
        title=task.title,
        role=task.role,
        executor_id=people[task.role],
        starts_on=starts_on,
        ends_on=ends_on,
        estimate=None if task.hours is None else task.hours * HOUR,
        waits_for=task.waits_for,
        is_milestone=task.milestone,
    )
