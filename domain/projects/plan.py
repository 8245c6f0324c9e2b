"""What becomes of a project's dates: when each task ends as things stand, what is late, and what
that pushes.

Days are whole: a task takes the working days from its start to its end, both included, and what
depends on it begins on the next working day at the earliest. A milestone takes no time and falls on
the day on which the last before it ends. A task that is not done ends today at the earliest.
Nothing is ever moved ahead of its plan: who is done early leaves a gap.

A project may have a fixed day: an exhibition opens, whatever is late. Then what is planned for that
day or for later is not pushed by what comes before it; what does not end before that day is missed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from domain.tasks.model import TaskId
from domain.working_time.calendar import HORIZON_DAYS, NoWorkingTime

ONE_DAY = timedelta(days=1)


class WorkingDays(Protocol):
    """Which days are worked; a ``WorkingCalendar`` knows."""

    def is_working_day(self, day: date, /) -> bool: ...


class PlanInRing(ValueError):
    """Tasks wait for each other: storage must not have let that in."""


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """One task of a project. ``starts_on`` and ``ends_on`` are as planned at first; ``deadline_on``
    is until when it is promised now, None: as planned. What it ``depends_on`` is to be done before
    it begins; what is not among the project's tasks holds nothing up. Cancelled tasks are left out.
    ``is_milestone``: it is a point in time; ``has_milestone_sign``: it is one that takes time.
    A promise for a day before the start cannot be kept: the task takes the day on which it starts.
    """

    id: TaskId
    title: str
    executor_name: str
    starts_on: date
    ends_on: date
    department: str | None = None
    deadline_on: date | None = None
    started_on: date | None = None
    done_on: date | None = None
    depends_on: tuple[TaskId, ...] = ()
    estimate: timedelta | None = None
    is_milestone: bool = False
    is_stopped: bool = False
    has_milestone_sign: bool = False

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    @property
    def is_marked(self) -> bool:
        """A milestone of either kind."""
        return self.is_milestone or self.has_milestone_sign

    @property
    def promised_on(self) -> date:
        return self.deadline_on or self.ends_on


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """A task as it stands. ``slack_days`` are working days by which it can slip before the whole
    project ends later; it is critical when there are none and it is not done. ``late_days`` are
    working days between the promised end and this one.
    """

    task: PlannedTask
    starts_on: date
    ends_on: date
    slack_days: int
    is_critical: bool
    late_days: int

    @property
    def is_late(self) -> bool:
        return self.ends_on > self.task.promised_on

    @property
    def is_begun(self) -> bool:
        return self.task.started_on is not None or self.task.is_done


@dataclass(frozen=True, slots=True)
class Push:
    """A task that ends later than planned because another does."""

    task: PlannedTask
    planned_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Delay:
    """A task that is late by its own ``days``, and all that this moves, in order of the new dates.

    ``project_days`` are working days by which the project ends later when this is what moves its
    end, else 0.
    """

    late: ScheduledTask
    days: int
    pushes: tuple[Push, ...]
    project_days: int


@dataclass(frozen=True, slots=True)
class FixedDay:
    """The day that does not move. ``missed`` are tasks that were to end before it and will not, the
    latest first; ``short_days`` the working days that are missing for that, 0 where none are.
    """

    on: date
    missed: tuple[ScheduledTask, ...]
    short_days: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Tasks in the order of their start; the dates are None of a project without tasks.

    ``planned_ends_on`` is the last of the planned ends; ``is_tight``: what waits for what could not
    have kept it even if nothing had been late. ``delays`` are those that can still be helped, or
    that still push something, the longest first.
    """

    tasks: tuple[ScheduledTask, ...]
    starts_on: date | None
    ends_on: date | None
    planned_ends_on: date | None
    late_days: int
    is_tight: bool
    delays: tuple[Delay, ...]
    fixed_day: FixedDay | None = None

    @property
    def done(self) -> int:
        return sum(scheduled.task.is_done for scheduled in self.tasks)


def schedule(
    tasks: Sequence[PlannedTask],
    today: date,
    working_days: WorkingDays,
    *,
    fixed_on: date | None = None,
) -> Plan:
    """The plan as of ``today``; ``fixed_on`` is the day that does not move, if there is one.

    Raises:
        PlanInRing: tasks depend on each other in a ring.
        NoWorkingTime: three years pass without a working day.
    """
    if not tasks:
        fixed_day = None if fixed_on is None else FixedDay(fixed_on, (), 0)
        return Plan((), None, None, None, 0, False, (), fixed_day)
    network = _Network(tasks, _Days(working_days, _first_day(tasks, today)), today, fixed_on)
    planned, standing = network.dates(is_planned=True), network.dates(is_planned=False)
    slack = network.slack(standing)
    days = network.days
    scheduled = {
        task.id: ScheduledTask(
            task=task,
            starts_on=standing[task.id].starts_on,
            ends_on=(end := standing[task.id].ends_on),
            slack_days=slack[task.id],
            is_critical=not task.is_done and slack[task.id] == 0,
            late_days=max(days.between(task.promised_on, end), 0),
        )
        for task in tasks
    }
    ends_on = max(dates.ends_on for dates in standing.values())
    planned_ends_on = max(task.ends_on for task in tasks)
    late_days = max(days.between(planned_ends_on, ends_on), 0)
    return Plan(
        tasks=tuple(sorted(scheduled.values(), key=_in_order)),
        starts_on=min(dates.starts_on for dates in standing.values()),
        ends_on=ends_on,
        planned_ends_on=planned_ends_on,
        late_days=late_days,
        is_tight=max(dates.ends_on for dates in planned.values()) > planned_ends_on,
        delays=_delays(network, scheduled, planned, standing, late_days),
        fixed_day=network.fixed_day(scheduled.values()),
    )


def _in_order(scheduled: ScheduledTask) -> tuple[date, date, int]:
    return scheduled.starts_on, scheduled.ends_on, scheduled.task.id


def _first_day(tasks: Sequence[PlannedTask], today: date) -> date:
    known = {today}
    for task in tasks:
        days = (task.starts_on, task.deadline_on, task.started_on, task.done_on)
        known.update(day for day in days if day)
    return min(known)


class _Days:
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


@dataclass(frozen=True, slots=True)
class _Dates:
    """``due_from`` and ``due_on``: when it would begin and end by those before it alone;
    ``pushed_by`` are those of them that set that day, where it is later than planned."""

    starts_on: date
    ends_on: date
    due_from: date
    due_on: date
    pushed_by: tuple[TaskId, ...]


class _Network:
    def __init__(
        self, tasks: Sequence[PlannedTask], days: _Days, today: date, fixed_on: date | None
    ) -> None:
        self.days = days
        self._today = today
        self._fixed_on = fixed_on
        self._tasks = {task.id: task for task in tasks}
        self.before = {
            task.id: tuple(id_ for id_ in task.depends_on if id_ in self._tasks) for task in tasks
        }
        try:
            order = [*TopologicalSorter(self.before).static_order()]
        except CycleError as ring:
            raise PlanInRing(f"tasks wait for each other: {ring.args[1]}") from ring
        self.in_order = [self._tasks[id_] for id_ in order]

    def fixed_day(self, scheduled: Iterable[ScheduledTask]) -> FixedDay | None:
        """Once the day has passed, nothing can be missed any more."""
        fixed_on = self._fixed_on
        if fixed_on is None:
            return None
        missed = [
            found
            for found in scheduled
            if self._ends_before_fixed_day(found.task)
            and not found.task.is_done
            and self._today <= fixed_on <= found.ends_on
        ]
        missed.sort(key=lambda found: (-found.ends_on.toordinal(), found.task.id))
        last = max((found.ends_on for found in missed), default=None)
        short_days = 0 if last is None else max(self.days.between(fixed_on - ONE_DAY, last), 1)
        return FixedDay(fixed_on, tuple(missed), short_days)

    def _is_held(self, task: PlannedTask) -> bool:
        """It was to begin on the fixed day or after it."""
        return self._fixed_on is not None and task.starts_on >= self._fixed_on

    def _ends_before_fixed_day(self, task: PlannedTask) -> bool:
        return self._fixed_on is not None and task.ends_on < self._fixed_on

    def _pushing(self, task: PlannedTask) -> Iterator[TaskId]:
        """Those before it that can push it: over the fixed day none, and up to it nothing behind
        it moves at all."""
        for id_ in self.before[task.id]:
            if not self._is_held(task) or (
                self._fixed_on is not None
                and self._today > self._fixed_on
                and self._is_held(self._tasks[id_])
            ):
                yield id_

    def length(self, task: PlannedTask) -> int:
        """Working days that it takes; a task between two days off takes one."""
        if task.is_milestone:
            return 0
        return max(self.days.between(task.starts_on - ONE_DAY, task.ends_on), 1)

    def dates(self, *, is_planned: bool) -> Mapping[TaskId, _Dates]:
        """``is_planned``: as if nothing had begun yet, and nothing were late."""
        found: dict[TaskId, _Dates] = {}
        for task in self.in_order:
            found[task.id] = self._dates_of(task, found, is_planned=is_planned)
        return found

    def _dates_of(
        self, task: PlannedTask, known: Mapping[TaskId, _Dates], *, is_planned: bool
    ) -> _Dates:
        free_from = {id_: self._free_from(task, known[id_]) for id_ in self._pushing(task)}
        planned_from = task.ends_on if task.is_milestone else task.starts_on
        due_from = max(planned_from, *free_from.values()) if free_from else planned_from
        due_on = max(self._end(task, due_from), task.ends_on)
        pushed_by = tuple(
            id_ for id_, day in free_from.items() if day == due_from and day > planned_from
        )
        starts_on, ends_on = due_from, due_on
        if not is_planned:
            starts_on, ends_on = self._standing(task, due_from)
        return _Dates(starts_on, ends_on, due_from, due_on, pushed_by)

    def _free_from(self, task: PlannedTask, before: _Dates) -> date:
        return before.ends_on if task.is_milestone else self.days.after(before.ends_on)

    def _end(self, task: PlannedTask, start: date) -> date:
        return start if task.is_milestone else self.days.last_of(start, self.length(task))

    def _standing(self, task: PlannedTask, due_from: date) -> tuple[date, date]:
        if task.done_on is not None:
            start = task.done_on if task.is_milestone else task.started_on or task.starts_on
            return min(start, task.done_on), task.done_on
        start = due_from
        if task.started_on is not None and not task.is_milestone:
            start = task.started_on
        today = self.days.on_or_after(self._today)
        end = max(self._end(task, start), task.promised_on, today)
        return (end, end) if task.is_milestone else (start, end)

    def slack(self, standing: Mapping[TaskId, _Dates]) -> Mapping[TaskId, int]:
        """Working days by which each can slip before the last end does, or the fixed day comes.

        What has begun no longer waits for what is before it.
        """
        number = self.days.number
        last = max(number(dates.ends_on) for dates in standing.values())
        latest = dict.fromkeys(self._tasks, last)
        if self._fixed_on is not None:
            eve = number(self._fixed_on - ONE_DAY)
            for task in self.in_order:
                if self._ends_before_fixed_day(task):
                    latest[task.id] = min(last, eve)
        for task in reversed(self.in_order):
            if task.is_done or task.started_on is not None:
                continue
            begins_after = latest[task.id] - self.length(task)
            for id_ in self.before[task.id]:
                latest[id_] = min(latest[id_], begins_after)
        return {id_: max(latest[id_] - number(dates.ends_on), 0) for id_, dates in standing.items()}


def _delays(
    network: _Network,
    scheduled: Mapping[TaskId, ScheduledTask],
    planned: Mapping[TaskId, _Dates],
    standing: Mapping[TaskId, _Dates],
    late_days: int,
) -> tuple[Delay, ...]:
    pushed: dict[TaskId, list[TaskId]] = {id_: [] for id_ in standing}
    for id_, dates in standing.items():
        if dates.ends_on > planned[id_].ends_on and dates.due_on > planned[id_].ends_on:
            for before in dates.pushed_by:
                pushed[before].append(id_)
    last = max(dates.ends_on for dates in standing.values())
    delays = []
    for id_, dates in standing.items():
        own_days = network.days.between(max(dates.due_on, planned[id_].ends_on), dates.ends_on)
        if own_days <= 0:
            continue
        reached = _reached(id_, pushed)
        if scheduled[id_].task.is_done and not reached:
            continue
        moves_end = any(standing[moved].ends_on == last for moved in (id_, *reached))
        pushes = (
            Push(scheduled[moved].task, planned[moved].ends_on, standing[moved].ends_on)
            for moved in reached
        )
        delays.append(
            Delay(
                late=scheduled[id_],
                days=own_days,
                pushes=tuple(sorted(pushes, key=lambda push: (push.ends_on, push.task.id))),
                project_days=min(own_days, late_days) if moves_end else 0,
            )
        )
    return tuple(sorted(delays, key=lambda delay: (-delay.days, delay.late.task.id)))


def _reached(first: TaskId, pushed: Mapping[TaskId, Sequence[TaskId]]) -> list[TaskId]:
    """All that ``first`` moves, directly or through others."""
    found: dict[TaskId, None] = {}
    waiting = [*pushed[first]]
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found[id_] = None
            waiting += pushed[id_]
    return [*found]
