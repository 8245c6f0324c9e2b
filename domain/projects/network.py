"""What each task of a project waits for, and when it begins and ends by that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter

from domain.projects.plan import FixedDay, PlannedTask, ScheduledTask
from domain.projects.planned_days import ONE_DAY, PlannedDays
from domain.tasks.model import TaskId


class PlanInRing(ValueError):
    """Tasks wait for each other: storage must not have let that in."""


@dataclass(frozen=True, slots=True)
class Dates:
    """``due_from`` and ``due_on``: when it would begin and end by those before it alone;
    ``pushed_by`` are those of them that set that day, where it is later than planned."""

    starts_on: date
    ends_on: date
    due_from: date
    due_on: date
    pushed_by: tuple[TaskId, ...]


class Network:
    """Tasks in an order in which each comes after all that it waits for.

    Raises:
        PlanInRing: there is none.
    """

    def __init__(
        self, tasks: Sequence[PlannedTask], days: PlannedDays, today: date, fixed_on: date | None
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

    def dates(self, *, is_planned: bool) -> Mapping[TaskId, Dates]:
        """``is_planned``: as if nothing had begun yet, and nothing were late."""
        found: dict[TaskId, Dates] = {}
        for task in self.in_order:
            found[task.id] = self._dates_of(task, found, is_planned=is_planned)
        return found

    def _dates_of(
        self, task: PlannedTask, known: Mapping[TaskId, Dates], *, is_planned: bool
    ) -> Dates:
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
        return Dates(starts_on, ends_on, due_from, due_on, pushed_by)

    def _free_from(self, task: PlannedTask, before: Dates) -> date:
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

    def slack(self, standing: Mapping[TaskId, Dates]) -> Mapping[TaskId, int]:
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
