"""A project's dates as they stand: what is late, what that pushes, and what can still slip."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.tasks.model import TaskId


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
