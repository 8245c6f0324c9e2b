from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.org.model import PersonId
from domain.pages import Page
from domain.tasks.model import (
    CommentId,
    DateProposal,
    Deadline,
    LoggedTime,
    MessagePlace,
    NewTask,
    Standing,
    Task,
    TaskFile,
    TaskId,
    TaskPerson,
    TimeId,
)
from domain.tasks.reminders import ReminderChoice
from domain.tasks.repeating import NewSeries, NextTask, Series, SeriesId
from domain.tasks.staff import Staff
from domain.tasks.views import (
    ApprovalLine,
    Colleague,
    KnownLoad,
    NewWords,
    PlannedTask,
    TaskFilter,
    TasksOfDay,
    TasksPage,
    TaskView,
    ThreadEntry,
)
from domain.tasks.visibility import Viewer


class Tasks(Protocol):
    """Loading takes the viewer: what they do not see raises NotFound."""

    async def add(
        self, new: NewTask, *, assigner_id: PersonId, executor: Colleague, now: datetime
    ) -> Task:
        """A draft."""
        ...

    async def get(self, task_id: TaskId, viewer: Viewer) -> tuple[Task, Standing]:
        """The task, locked until the transaction ends, and the people around it."""
        ...

    async def save(self, task: Task) -> Task:
        """The task as saved: its version is one higher; unchanged where nothing is new."""
        ...

    async def join(self, task_id: TaskId, people: Sequence[TaskPerson]) -> None:
        """Let people take part; who does so already stays as they are."""
        ...

    async def leave(self, task_id: TaskId, person_id: PersonId) -> None:
        """Somebody takes part no more."""
        ...

    async def colleague(self, person_id: PersonId) -> Colleague:
        """Raises: NotFound."""
        ...

    async def lock_parts(self) -> None:
        """Until the transaction ends, nobody else changes what is part of what."""
        ...

    async def above(self, task_id: TaskId) -> Sequence[TaskId]:
        """The task itself and all that it is part of, the nearest first."""
        ...

    async def unfinished_parts(self, task_id: TaskId) -> int:
        """Subtasks that are neither done nor over."""
        ...

    async def count_parts(self, task_id: TaskId) -> int:
        """Subtasks, the cancelled ones left out."""
        ...

    async def sum_up(self, task_id: TaskId) -> Sequence[TaskId]:
        """Make the estimate of a task the sum of its subtasks', and so on upwards.

        Returns those whose estimate changed.
        """
        ...

    async def note(
        self,
        kind: str,
        *,
        task: Task,
        at: datetime,
        actor_id: PersonId | None,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """A line in the task's history, and in those of its client and deal."""
        ...

    async def propose_date(
        self, task_id: TaskId, *, by: PersonId, deadline: Deadline, reason: str, now: datetime
    ) -> DateProposal: ...

    async def proposal(self, task_id: TaskId) -> DateProposal | None:
        """The new date that is asked for, if one is."""
        ...

    async def decide_date(
        self,
        proposal: DateProposal,
        status: str,
        *,
        by: PersonId | None,
        counts: bool | None,
        now: datetime,
    ) -> None: ...

    async def stand_ins(
        self, people: Sequence[PersonId], now: datetime
    ) -> Mapping[PersonId, PersonId]:
        """Who of these gets messages, and who stands in for them now (themselves mostly)."""
        ...

    async def reminder_choice(self, person_id: PersonId) -> ReminderChoice | None:
        """None for who did not choose."""
        ...

    async def choose_reminders(self, person_id: PersonId, choice: ReminderChoice) -> None: ...


class TaskLines(Protocol):
    """What reading one line as a task asks."""

    async def staff(self) -> Staff:
        """Everybody a task can be given to; a kept answer, as long as nobody has changed."""
        ...

    async def cancel_left_drafts(self, *, untouched_since: datetime, now: datetime) -> int:
        """Cancel the drafts that nobody ever sent, or touched since; how many. One statement.

        Those of projects wait for their turn, and stay.
        """
        ...

    async def cancel_drafts_of(self, person_id: PersonId, *, now: datetime) -> int:
        """Cancel the drafts that this person never sent, but those of projects; how many."""
        ...


class TaskLists(Protocol):
    async def view(self, task_id: TaskId, viewer: Viewer) -> TaskView: ...

    async def page(
        self, viewer: Viewer, chosen: TaskFilter, *, now: datetime, offset: int, size: int
    ) -> TasksPage: ...

    async def of_client(
        self, client_id: ClientId, viewer: Viewer, *, offset: int, size: int
    ) -> TasksPage: ...

    async def of_deal(
        self, deal_id: DealId, viewer: Viewer, *, offset: int, size: int
    ) -> TasksPage: ...

    async def open_of_client(self, client_id: ClientId, viewer: Viewer) -> int:
        """How many tasks of the client are sent and not over."""
        ...

    async def overdue_of_team(self, viewer: Viewer, now: datetime) -> int:
        """How many tasks of those whom the viewer answers for are overdue, their own left out."""
        ...

    async def of_day(
        self, viewer: Viewer, *, own: PersonId, now: datetime, day_ends_at: datetime, each: int
    ) -> TasksOfDay:
        """``own`` is the actor: what they gave or are to do they cannot approve for another."""
        ...


class TaskThreads(Protocol):
    """What was said and done in a task, and the time that went into it.

    Whether the person sees the task is asked before.
    """

    async def add(
        self,
        task_id: TaskId,
        *,
        author_id: PersonId,
        text: str | None,
        file: TaskFile | None,
        now: datetime,
        place: MessagePlace | None = None,
    ) -> None: ...

    async def change_comment(
        self, place: MessagePlace, *, author_id: PersonId, text: str | None, now: datetime
    ) -> TaskId | None:
        """Give the author's comment of that message other words; None where there is none.

        A comment without a file keeps its words where there are no others.
        """
        ...

    async def sends_files(self, task_id: TaskId, *, author_id: PersonId, since: datetime) -> bool:
        """Whether the author put more than one file into the task since that moment."""
        ...

    async def log_time(
        self,
        task_id: TaskId,
        *,
        person_id: PersonId,
        spent: timedelta,
        now: datetime,
        undoes: TimeId | None = None,
    ) -> tuple[TimeId, timedelta]:
        """Its id, and the time spent on the task by everybody until now."""
        ...

    async def logged_time(self, time_id: TimeId, *, person_id: PersonId) -> LoggedTime:
        """What this person logged. Raises: NotFound."""
        ...

    async def spent_time(self, task_id: TaskId, *, person_id: PersonId | None = None) -> timedelta:
        """The time spent on the task until now, by everybody or by one person."""
        ...

    async def count_comments(self, task_id: TaskId) -> int: ...

    async def page(
        self, task_id: TaskId, *, since: int | None, size: int
    ) -> tuple[Sequence[ThreadEntry], Page]:
        """Entries in their order, from entry ``since`` on; the last ones where it is None."""
        ...

    async def comment(self, task_id: TaskId, comment_id: CommentId) -> ThreadEntry:
        """Raises: NotFound."""
        ...

    async def count_files(self, task_id: TaskId) -> int: ...

    async def files(
        self, task_id: TaskId, *, since: int, size: int
    ) -> tuple[Sequence[ThreadEntry], Page]:
        """Comments with files in their order."""
        ...

    async def new_words(
        self, task_id: TaskId, *, since: datetime, reader_id: PersonId
    ) -> NewWords | None:
        """What others than the reader said since that moment."""
        ...


class TaskLoads(Protocol):
    async def of(
        self, people: Sequence[PersonId], *, since: date, until: date
    ) -> Sequence[KnownLoad]:
        """One statement for everybody; absences between ``since`` and ``until``."""
        ...

    async def peers(self, person_id: PersonId) -> Sequence[PersonId]:
        """Active colleagues of the same branch, department and role."""
        ...

    async def team(self, viewer: Viewer, *, limit: int, offset: int = 0) -> Sequence[PersonId]:
        """Active people whose records the viewer sees, by name."""
        ...

    async def count_team(self, viewer: Viewer) -> int: ...

    async def tasks_of(self, person_id: PersonId, viewer: Viewer) -> Sequence[PlannedTask]:
        """What the person has to do, without ends, in the order of deadlines.

        Raises: NotFound: the viewer does not see their records.
        """
        ...


class TaskApprovals(Protocol):
    async def waiting(
        self, viewer: Viewer, *, own: PersonId, offset: int, size: int
    ) -> tuple[Sequence[ApprovalLine], Page]:
        """What the viewer is to approve, whose turn ends first coming first.

        ``own`` is the actor: what they gave or are to do is for others. The last page stands for
        those behind it.
        """
        ...

    async def titles(self, task_ids: Sequence[TaskId], viewer: Viewer) -> Mapping[TaskId, str]:
        """Of those that the viewer sees."""
        ...


class TaskWatch(Protocol):
    """The clock's side of tasks."""

    async def remind(self, now: datetime, limit: int) -> int:
        """Tell those whom due reminders name, at most ``limit`` tasks, oldest first.

        One statement: the ledger rows and the counters together. Tasks that another process has in
        hand are skipped. Returns how many reminders were taken.
        """
        ...

    async def expire_approvals(self, now: datetime, limit: int) -> int:
        """Ask the next head, or give the task back to its assigner. As ``remind``."""
        ...


class TaskSeries(Protocol):
    """Tasks that come again and again."""

    async def add(self, new: NewSeries, next_task: NextTask | None, *, task_id: TaskId) -> None:
        """``task_id`` is the first of them."""
        ...

    async def join(self, task_id: TaskId, series_id: SeriesId) -> None: ...

    async def find_of_task(self, task_id: TaskId) -> Series | None:
        """The series that a task belongs to, locked until the transaction ends."""
        ...

    async def claim_due(self, now: datetime) -> Series | None:
        """One whose next task is due to appear, the oldest first, locked.

        What another process has in hand is skipped.
        """
        ...

    async def plan(self, series_id: SeriesId, next_task: NextTask | None, now: datetime) -> None:
        """When it goes on; None ends it."""
        ...

    async def last_task(self, series_id: SeriesId) -> TaskId: ...
