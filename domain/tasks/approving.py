"""Deciding about a task that the rulebook wants approved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.delivery.model import Matter, Urgency
from domain.desk import Desk
from domain.errors import DomainError
from domain.notes import clean_comment, clean_note
from domain.org.model import Actor
from domain.tasks import approval_rules, capacity
from domain.tasks import rules as task_rules
from domain.tasks.acts import (
    Change,
    Tell,
    about_giving,
    colleague,
    everybody,
    in_hands_of,
    keep,
    keep_all,
    open_task,
    reminders_of,
    tell_people,
)
from domain.tasks.load_queries import weigh
from domain.tasks.model import Deadline, Task, TaskId, TaskPerson
from domain.tasks.states import Act
from domain.tasks.views import ApprovalLine, ApprovalsPage, Colleague, WaitingApproval
from domain.tasks.visibility import Viewer
from domain.unit_of_work import UnitOfWork

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ApproveTask:
    """Let the task go to its executor."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, *, version: int) -> Task:
        """Raises: NotFound, Approval…, Task…, Deadline…, ExecutorLeft."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            judged = await _judge(self.desk, uow, actor, task_id, version=version, now=now)
            change = _let_go(judged, now)
            approved = await keep(
                uow, change.task, change.kind, actor=actor, now=now, tell=change.tell
            )
            await uow.commit()
        return approved


@dataclass(frozen=True, slots=True)
class _Judged:
    """A task that may go, as it goes; ``people`` take part in it."""

    task: Task
    executor: Colleague
    people: Sequence[TaskPerson]


async def _judge(
    desk: Desk, uow: UnitOfWork, actor: Actor, task_id: TaskId, *, version: int, now: datetime
) -> _Judged:
    """Locks the task, and writes nothing."""
    opened = await open_task(uow, actor, task_id, Act.APPROVE, version=version)
    task = opened.task
    task_rules.check_deadline(task.deadline, now=now)
    executor = await colleague(uow, task.executor_id)
    reminders = await reminders_of(desk, uow, task, executor, actor, now)
    approved = approval_rules.approve(task, reminders, by=actor.id, now=now)
    return _Judged(approved, executor, opened.standing.people)


def _let_go(judged: _Judged, now: datetime) -> Change:
    task = judged.task
    told = (
        Tell(task.assigner_id, "task_approved", Urgency.BATCH),
        *about_giving(task, judged.executor, judged.people, now=now),
    )
    return Change(task, "task_approved", tell=told)


@dataclass(frozen=True, slots=True)
class NotApproved:
    """One of several that stayed as it was, and why; ``title`` is None where it is not seen."""

    task_id: TaskId
    title: str | None
    refusal: DomainError


@dataclass(frozen=True, slots=True)
class ApprovedTasks:
    """What became of several that were approved at once, each in the order in which they stood."""

    approved: tuple[Task, ...]
    refused: tuple[NotApproved, ...] = ()


@dataclass(frozen=True, slots=True)
class ApproveTasks:
    """Approve all that a screen shows, each as it was shown; one refusal stops no other."""

    desk: Desk

    async def __call__(self, actor: Actor, shown: Sequence[tuple[TaskId, int]]) -> ApprovedTasks:
        """``shown`` are ids with versions. All are judged before any is written, and those that may
        go are written together: a crash leaves none half done.
        """
        now = self.desk.clock()
        versions = dict(shown)
        judged: dict[TaskId, _Judged] = {}
        refused: dict[TaskId, DomainError] = {}
        titles: Mapping[TaskId, str] = {}
        async with self.desk.begin() as uow:
            for task_id in sorted(versions):  # two who approve the same lock it in one order
                try:
                    judged[task_id] = await _judge(
                        self.desk, uow, actor, task_id, version=versions[task_id], now=now
                    )
                except DomainError as refusal:
                    refused[task_id] = refusal
            if refused:
                titles = await uow.task_approvals.titles(list(refused), Viewer.of(actor))
            changes = [_let_go(judged[task_id], now) for task_id in versions if task_id in judged]
            approved = await keep_all(uow, changes, actor=actor, now=now)
            await uow.commit()
        return ApprovedTasks(
            tuple(approved),
            tuple(
                NotApproved(task_id, titles.get(task_id), refused[task_id])
                for task_id in versions
                if task_id in refused
            ),
        )


@dataclass(frozen=True, slots=True)
class DeclineApproval:
    """Give the task back to its assigner with the reason."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, reason: str, *, version: int) -> Task:
        """Raises: NotFound, Approval…, Task…, Note…."""
        now = self.desk.clock()
        words = clean_comment(reason)
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.DECLINE_APPROVAL, version=version)
            declined = approval_rules.decline_approval(opened.task, words, by=actor.id, now=now)
            saved = await keep(
                uow,
                declined,
                "task_approval_declined",
                actor=actor,
                now=now,
                facts={"reason": words},
                tell=[Tell(declined.assigner_id, "task_approval_declined")],
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ChangeDateInApproval:
    """The approver wants another date: the task has it from now on, and waits as before."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, deadline: Deadline, *, version: int
    ) -> Task:
        """Raises: NotFound, Approval…, Task…, Deadline…, DateSame."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            act = Act.CHANGE_DATE_IN_APPROVAL
            task = (await open_task(uow, actor, task_id, act, version=version)).task
            executor = await uow.tasks.colleague(task.executor_id)
            deadline = await in_hands_of(self.desk, uow, deadline, executor, actor=actor, now=now)
            changed = approval_rules.change_date_in_approval(task, deadline, now=now)
            was = task.deadline and task.deadline.at.isoformat()
            saved = await keep(
                uow,
                changed,
                "task_approval_date",
                actor=actor,
                now=now,
                facts={"deadline_at": deadline.at.isoformat(), "was": was},
                tell=[Tell(task.assigner_id, "task_approval_date")],
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class QuestionInApproval:
    """The approver asks before they decide: the assigner is told now, the others by and by."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, question: str) -> Task:
        """Raises: NotFound, Approval…, Task…, Note…."""
        now = self.desk.clock()
        words = clean_note(question)
        async with self.desk.begin() as uow:
            act = Act.QUESTION_IN_APPROVAL
            opened = await open_task(uow, actor, task_id, act, version=None)
            task = opened.task
            await uow.task_threads.add(task_id, author_id=actor.id, text=words, file=None, now=now)
            told = [
                Tell(task.assigner_id, "task_comment"),
                *everybody(task, opened.standing, "task_comment", Urgency.BATCH),
            ]
            await uow.ledger.refresh(Matter.TASK, task_id, except_for=actor.id)
            await tell_people(uow, task, told, actor=actor, now=now)
            await uow.commit()
        return task


@dataclass(frozen=True, slots=True)
class ListApprovals:
    """What waits for the actor to approve, in their own right or for whom they stand in."""

    desk: Desk

    async def __call__(self, actor: Actor, *, offset: int, size: int) -> ApprovalsPage:
        """Whose turn ends first comes first; each with the executor's week."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            lines, page = await uow.task_approvals.waiting(
                Viewer.of(actor), own=actor.id, offset=offset, size=size
            )
            rules = await self.desk.rules(uow, actor)
            today = now.date()
            loads = await uow.task_loads.of(
                list({asked.line.executor_id for asked in lines}),
                since=today - ONE_DAY,
                until=today + capacity.LOOK_AHEAD,
            )
        known = {load.person_id: load for load in loads}

        def weighed(asked: ApprovalLine) -> WaitingApproval:
            line = asked.line
            if line.deadline is None:
                raise ValueError(f"task {line.id} waits without a deadline")
            load = known[line.executor_id]
            return WaitingApproval(
                asked, weigh(self.desk, load, line.estimate, line.deadline, rules, now)
            )

        return ApprovalsPage(tuple(weighed(asked) for asked in lines), page)
