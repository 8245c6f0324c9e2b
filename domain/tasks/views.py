"""What is shown of tasks: read models, filled by one query each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.money import Money
from domain.org.model import BranchId, DepartmentId, PersonId, Role
from domain.org.workplaces import Workplace
from domain.pages import Page
from domain.rulebook.values import LocalName
from domain.tasks.capacity import WeekLoad, Work
from domain.tasks.model import (
    ENDED,
    OVER,
    WORKING,
    ApprovalReason,
    DateProposal,
    Deadline,
    FileKind,
    PeopleKind,
    Standing,
    Task,
    TaskId,
    TaskPriority,
    TaskState,
)
from domain.tasks.phrases import Repetition
from domain.working_time import DateSpan


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody a task can be given to, with all that giving asks about them.

    ``bosses`` are everybody above, the nearest first; ``heads`` those of them who approve, then who
    manages the branch.
    """

    id: PersonId
    name: str
    role: Role
    is_active: bool
    branch_id: BranchId
    department_id: DepartmentId | None
    workplace: Workplace
    bosses: tuple[PersonId, ...]
    heads: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One row of a list of tasks."""

    id: TaskId
    title: str
    assigner_id: PersonId
    assigner_name: str
    executor_id: PersonId
    executor_name: str
    state: TaskState
    priority: TaskPriority
    deadline: Deadline | None
    estimate: timedelta | None
    client_name: str | None
    is_stopped: bool
    has_new_date: bool
    version: int

    def is_overdue(self, now: datetime) -> bool:
        return self.state in WORKING and self.deadline is not None and self.deadline.at <= now

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED


@dataclass(frozen=True, slots=True)
class TaskPersonView:
    person_id: PersonId
    name: str
    kind: PeopleKind
    is_by_rule: bool


@dataclass(frozen=True, slots=True)
class AwaitedTask:
    """What a task of a project waits for."""

    id: TaskId
    title: str
    state: TaskState
    executor_name: str

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def holds_up(self) -> bool:
        """What waits for it had better not begin; it has not even to be accepted for that."""
        return not self.is_over and self.state is not TaskState.DONE


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task with the names around it. ``standing.names`` knows everybody who is named in it.

    ``repetition`` is None where no further task of its kind will come. ``remark`` is what the
    assigner found wanting in the result, where that is the last that was said of it. ``request_id``
    is the client's request that it came of, where the viewer sees that.
    """

    task: Task
    standing: Standing
    assigner_name: str
    executor_name: str
    approver_name: str | None
    people: tuple[TaskPersonView, ...]
    client_name: str | None
    deal_title: str | None
    parent_title: str | None
    parts: tuple[TaskLine, ...]
    proposal: DateProposal | None
    spent: timedelta
    comments: int
    project_name: str | None = None
    brief_name: LocalName | None = None
    waits_for: tuple[AwaitedTask, ...] = ()
    repetition: Repetition | None = None
    remark: str | None = None
    request_id: int | None = None


@dataclass(frozen=True, slots=True)
class TasksPage:
    lines: tuple[TaskLine, ...]
    page: Page


class Whose(StrEnum):
    """Which tasks a list shows; ``ANY`` are all that the viewer may see."""

    MINE = "mine"
    GIVEN_BY_ME = "given_by_me"
    OBSERVED = "observed"
    TEAM = "team"
    ANY = "any"


class Stands(StrEnum):
    """In which state the tasks of a list are; drafts are those of the viewer, whoever is to do
    them, and stand in no other list but ``ALL``.
    """

    OPEN = "open"
    OVERDUE = "overdue"
    WAITING = "waiting"
    ENDED = "ended"
    DRAFTS = "drafts"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """``wanted`` are parts of words of a title, all of which it has, in any spelling."""

    whose: Whose = Whose.MINE
    stands: Stands = Stands.OPEN
    wanted: str | None = None


@dataclass(frozen=True, slots=True)
class ThreadEntry:
    """Something said (``kind`` is ``comment``) or done in a task; ``facts`` is the rest of it.

    ``id`` is the comment's, or the line's in the history.
    """

    at: datetime
    kind: str
    actor_id: PersonId | None
    actor_name: str | None
    text: str | None
    file_id: str | None
    file_kind: FileKind | None
    facts: Mapping[str, object]
    id: int = 0
    file_name: str | None = None
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TaskThread:
    """A page of what was said and done; ``files`` counts those of the whole thread."""

    view: TaskView
    entries: tuple[ThreadEntry, ...]
    page: Page
    files: int


@dataclass(frozen=True, slots=True)
class NewWords:
    """What was said since a moment: the last of it, and how many comments and files in all."""

    last: ThreadEntry
    comments: int
    files: int


class TaskErrand(StrEnum):
    """Why a task stands on somebody's day; ``bot/day/cards.py`` says in which order."""

    APPROVE = "approve"
    ANSWER_OBJECTION = "answer_objection"
    DECIDE_DATE = "decide_date"
    ACCEPT_RESULT = "accept_result"
    DECLINED = "declined"
    OVERDUE = "overdue"
    TODAY = "today"
    BEGIN = "begin"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class TasksOfDay:
    """The first tasks of each errand; ``counts`` says how many there are of it in all.

    Of a series that was missed more than once only the newest is there; ``missed_before`` says how
    many more times.
    """

    lines: tuple[tuple[TaskErrand, TaskLine], ...]
    counts: Mapping[TaskErrand, int]
    missed_before: Mapping[TaskId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownLoad:
    """What is left to do in one person's hands, with all that laying it into days takes."""

    person_id: PersonId
    name: str
    workplace: Workplace
    away: tuple[DateSpan, ...]
    works: tuple[Work, ...]
    without_estimate: int


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """``free`` hours before a deadline."""

    person_id: PersonId
    name: str
    free: timedelta


@dataclass(frozen=True, slots=True)
class DayLoad:
    """One day of one person: what fits into it, and what is laid into it."""

    on: date
    capacity: timedelta
    taken: timedelta
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class PersonDays:
    """``weeks`` are the present one and the next."""

    person_id: PersonId
    name: str
    days: tuple[DayLoad, ...]
    without_estimate: int
    weeks: tuple[WeekLoad, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamDays:
    people: tuple[PersonDays, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task in somebody's hands, laid into their days: it would end on ``ends_on``.

    ``left`` is None where it is not estimated, and so is ``ends_on``, as where it never ends.
    ``starts_on`` is as planned, None once it has begun.
    """

    line: TaskLine
    left: timedelta | None
    ends_on: date | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """The page of one person's tasks in the order of their deadlines, and their days."""

    days: PersonDays
    tasks: tuple[PlannedTask, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class LoadCheck:
    """What giving a task would lead to.

    ``before`` and ``after`` are the executor's week of the deadline without and with it;
    ``ends_on`` is the day on which work would really end, None where it is not estimated or never
    ends; ``colleague`` is somebody of the same branch and department who has room for it, where the
    executor has not.
    """

    executor: Colleague
    before: WeekLoad
    after: WeekLoad
    ends_on: date | None
    is_late: bool
    colleague: PersonLoad | None


@dataclass(frozen=True, slots=True)
class LoadAfter:
    """The executor's week of the deadline without and with one more task, as in ``LoadCheck``."""

    before: WeekLoad
    after: WeekLoad
    ends_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """A task that waits; it is ``approver_id``'s turn until ``expires_at``."""

    line: TaskLine
    reasons: tuple[ApprovalReason, ...]
    cost: Money | None
    approver_id: PersonId
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingApproval:
    asked: ApprovalLine
    load: LoadAfter


@dataclass(frozen=True, slots=True)
class ApprovalsPage:
    lines: tuple[WaitingApproval, ...]
    page: Page
