"""Deciding about a task that the rulebook wants approved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.delivery.model import Urgency
from domain.desk import Desk
from domain.errors import DomainError
from domain.notes import clean_comment
from domain.org.model import Actor
from domain.tasks import rules as task_rules
from domain.tasks.acts import (
    Tell,
    about_giving,
    colleague,
    keep,
    open_task,
    reminders_of,
)
from domain.tasks.model import Deadline, Task, TaskId
from domain.tasks.states import Act


@dataclass(frozen=True, slots=True)
class ApproveTask:
    """Let the task go to its executor, by another date where the approver wants one."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, *, version: int, deadline: Deadline | None = None
    ) -> Task:
        """Raises: NotFound, Approval…, Task…, Deadline…, ExecutorLeft."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.APPROVE, version=version)
            task = opened.task
            if deadline is not None:
                task = replace(task, deadline=deadline, agreed_deadline_at=deadline.at)
            task_rules.check_deadline(task.deadline, now=now)
            executor = await colleague(uow, task.executor_id)
            reminders = await reminders_of(self.desk, uow, task, executor, actor, now)
            approved = task_rules.approve(task, reminders, by=actor.id, now=now)
            saved = await keep(
                uow,
                approved,
                "task_approved",
                actor=actor,
                now=now,
                facts={"deadline_at": deadline.at.isoformat()} if deadline else None,
                tell=[
                    Tell(task.assigner_id, "task_approved", Urgency.BATCH),
                    *about_giving(approved, opened.standing.people),
                ],
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ApproveTasks:
    """Approve all that a screen shows, each as it was shown; one refusal stops no other."""

    desk: Desk

    async def __call__(
        self, actor: Actor, shown: Sequence[tuple[TaskId, int]]
    ) -> tuple[list[Task], list[tuple[TaskId, DomainError]]]:
        """``shown`` are ids with versions. The approved tasks, and the refused with the refusal."""
        approve = ApproveTask(self.desk)
        approved, refused = [], []
        for task_id, version in shown:
            try:
                approved.append(await approve(actor, task_id, version=version))
            except DomainError as refusal:
                refused.append((task_id, refusal))
        return approved, refused


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
            declined = task_rules.decline_approval(opened.task, words, by=actor.id, now=now)
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
