from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.money import Money
from domain.org.model import BranchId, PersonId
from domain.projects.model import ProjectId
from domain.rulebook.offers import Recipient

TaskId = NewType("TaskId", int)
DateProposalId = NewType("DateProposalId", int)
CommentId = NewType("CommentId", int)
TimeId = NewType("TimeId", int)


class TaskState(StrEnum):
    DRAFT = "draft"
    WAITING_APPROVAL = "waiting_approval"
    GIVEN = "given"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_WORK = "in_work"
    DONE = "done"
    ACCEPTED_RESULT = "accepted_result"
    RETURNED = "returned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


WORKING = frozenset({TaskState.GIVEN, TaskState.ACCEPTED, TaskState.IN_WORK, TaskState.RETURNED})
"""Somebody has it to do: only such a task is reminded of, and only such a one can be overdue."""

ENDED = frozenset({TaskState.CLOSED, TaskState.CANCELLED})

OVER = ENDED | {TaskState.ACCEPTED_RESULT}
"""Nothing is left to do; at most the thumb is still asked for."""


class TaskPriority(StrEnum):
    """From the least pressing to the most."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Rating(StrEnum):
    """The assigner's thumb."""

    UP = "up"
    DOWN = "down"


class Verdict(StrEnum):
    APPROVED = "approved"
    DECLINED = "declined"


class ApprovalReason(StrEnum):
    """Why the rulebook wants a task approved."""

    HOURS = "hours"
    COST = "cost"
    DEPARTMENT = "department"
    TEMPLATE = "template"


class PeopleKind(StrEnum):
    CO_EXECUTOR = "co_executor"
    OBSERVER = "observer"


class FileKind(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    VIDEO = "video"
    AUDIO = "audio"
    VIDEO_NOTE = "video_note"


@dataclass(frozen=True, slots=True)
class Deadline:
    """``at`` is aware UTC; where no time was said, it is when the executor's work ends on that day.

    ``zone`` is the executor's, where that is known: the day is theirs, whoever looks.
    """

    at: datetime
    has_time: bool = False
    zone: ZoneInfo | None = field(default=None, compare=False, repr=False)

    def day(self, zone: ZoneInfo) -> date:
        """Its date on the wall of ``zone``; of a whole day, the day that was said."""
        wall = zone if self.has_time or self.zone is None else self.zone
        return self.at.astimezone(wall).date()


@dataclass(frozen=True, slots=True)
class Approval:
    """Asked of one head after another, the nearest first, each until their moment of ``ladder``.

    ``step`` counts those whose turn is over.
    """

    heads: tuple[PersonId, ...]
    ladder: tuple[datetime, ...]
    step: int = 0

    @property
    def approver_id(self) -> PersonId:
        return self.heads[self.step]

    @property
    def expires_at(self) -> datetime:
        return self.ladder[self.step]


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of the approval: who decided, when, and how."""

    by: PersonId
    at: datetime
    verdict: Verdict
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """The executor's boss says why not; work stops until the assigner answers."""

    by: PersonId
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Reminders:
    """The moments at which a task is spoken of, and to whom, earliest first; the owner is the
    executor. ``done`` of them have passed and been told.
    """

    moments: tuple[datetime, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    done: int = 0

    @property
    def next_at(self) -> datetime | None:
        return self.moments[self.done] if self.done < len(self.moments) else None


NO_REMINDERS = Reminders()


@dataclass(frozen=True, slots=True)
class Task:
    """Somebody does something for somebody by a date.

    ``deadline`` is until when it is to be done; ``agreed_deadline_at`` is by which it counts as on
    time: a date that was agreed only after the deadline had passed moves the first and not the
    second. ``estimate_frozen`` is the estimate with which work began. ``branch_id`` is the
    executor's. ``wants_approval``: the template it was made by says so. ``approval_reasons`` stay
    when the approval is over. ``version`` rises with every write; a button that carries an older
    one is outdated. ``said`` is the line that a draft was read from, ``settled`` what was answered
    or changed since: see ``domain/tasks/lines.py``.
    """

    id: TaskId
    title: str
    assigner_id: PersonId
    executor_id: PersonId
    branch_id: BranchId
    state: TaskState
    state_since: datetime
    created_at: datetime
    details: str | None = None
    deadline: Deadline | None = None
    agreed_deadline_at: datetime | None = None
    estimate: timedelta | None = None
    estimate_frozen: timedelta | None = None
    cost: Money | None = None
    priority: TaskPriority = TaskPriority.NORMAL
    client_id: ClientId | None = None
    deal_id: DealId | None = None
    parent_id: TaskId | None = None
    project_id: ProjectId | None = None
    starts_on: date | None = None
    is_milestone: bool = False
    approval: Approval | None = None
    approval_reasons: tuple[ApprovalReason, ...] = ()
    wants_approval: bool = False
    decision: Decision | None = None
    decline_reason: str | None = None
    objection: Objection | None = None
    result: str | None = None
    rating: Rating | None = None
    returns: int = 0
    given_at: datetime | None = None
    started_at: datetime | None = None
    done_at: datetime | None = None
    closed_at: datetime | None = None
    reminders: Reminders = NO_REMINDERS
    said: str | None = None
    settled: frozenset[str] = frozenset()
    version: int = 1

    @property
    def is_own(self) -> bool:
        """Whether the assigner gave it to themself."""
        return self.assigner_id == self.executor_id

    @property
    def is_private(self) -> bool:
        """Nobody but its assigner has seen it."""
        return self.state is TaskState.DRAFT and not self.approval_reasons

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    def is_overdue(self, now: datetime) -> bool:
        """A fact, not a state: it is to do, and its deadline has passed."""
        return self.is_working and self.deadline is not None and self.deadline.at <= now


@dataclass(frozen=True, slots=True)
class NewTask:
    """What a new task is made of; what is None is not said.

    ``executor_id`` is None for a task for oneself.
    """

    title: str
    executor_id: PersonId | None = None
    deadline: Deadline | None = None
    estimate: timedelta | None = None
    cost: Money | None = None
    priority: TaskPriority = TaskPriority.NORMAL
    details: str | None = None
    co_executor_ids: tuple[PersonId, ...] = ()
    observer_ids: tuple[PersonId, ...] = ()
    client_id: ClientId | None = None
    deal_id: DealId | None = None
    parent_id: TaskId | None = None
    said: str | None = None
    settled: frozenset[str] = frozenset()
    project_id: ProjectId | None = None
    starts_on: date | None = None
    is_milestone: bool = False
    wants_approval: bool = False


@dataclass(frozen=True, slots=True)
class TaskPerson:
    """Who takes part besides assigner and executor; ``is_by_rule``: the executor's boss, who
    observes what comes from elsewhere.
    """

    person_id: PersonId
    kind: PeopleKind
    is_by_rule: bool = False


@dataclass(frozen=True, slots=True)
class DateProposal:
    """A new date that the executor asks for."""

    id: DateProposalId
    task_id: TaskId
    proposed_by: PersonId
    deadline: Deadline
    reason: str
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class TaskFile:
    """A file that Telegram keeps; ``name`` is what its sender called it, where they did."""

    file_id: str
    kind: FileKind
    name: str | None = None


@dataclass(frozen=True, slots=True)
class LoggedTime:
    """``spent`` is below zero for what was taken back; ``is_undone``: by its very button."""

    id: TimeId
    task_id: TaskId
    spent: timedelta
    is_undone: bool


@dataclass(frozen=True, slots=True)
class MessagePlace:
    """The message in which something was said."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the people of one task stand to each other: what the rules ask beside the task itself.

    ``bosses`` are the executor's, the nearest first. ``people`` take part besides the assigner and
    the executor. ``names`` knows all of them.
    """

    bosses: tuple[PersonId, ...]
    people: tuple[TaskPerson, ...] = ()
    names: Mapping[PersonId, str] = field(default_factory=dict)

    def of_kind(self, kind: PeopleKind) -> frozenset[PersonId]:
        return frozenset(person.person_id for person in self.people if person.kind is kind)
