"""A project follows its tasks by itself: its card changes with them, and its leader learns when the
last one is over.
"""

from collections.abc import Iterable
from datetime import datetime

from domain.delivery.model import Matter, NewNotice, Urgency
from domain.org.model import PersonId
from domain.projects.model import Member, Project, ProjectId
from domain.tasks.model import OVER, Task, TaskState
from domain.unit_of_work import UnitOfWork


async def follow_task(uow: UnitOfWork, task: Task, *, now: datetime) -> None:
    """What the change of a task means to its project. The task is locked, its project not yet."""
    if task.project_id is None:
        return
    await uow.ledger.refresh(Matter.PROJECT, task.project_id, except_for=None)
    if task.state is TaskState.GIVEN:
        await uow.projects.join(task.project_id, [Member(task.executor_id)])
    elif task.state in OVER:
        await tell_when_done(uow, task.project_id, now=now)


async def tell_when_done(uow: UnitOfWork, project_id: ProjectId, *, now: datetime) -> None:
    """The leader learns that nothing is left; so does one who ended the last task themself.

    The lock makes two who end the last two tasks at once come one after the other.
    """
    project, _ = await uow.projects.lock(project_id)
    tasks, unfinished = await uow.projects.count_tasks(project_id)
    if project.is_active and tasks and not unfinished:
        await tell_of_project(uow, project, [project.leader_id], "project_done", now=now)


async def tell_of_project(
    uow: UnitOfWork,
    project: Project,
    people: Iterable[PersonId],
    kind: str,
    *,
    now: datetime,
    urgency: Urgency = Urgency.NOW,
    but: PersonId | None = None,
) -> None:
    """Messages for each; who is away is told through who stands in for them."""
    recipients = await uow.tasks.stand_ins(list(dict.fromkeys(people)), now)
    told = dict.fromkeys(recipient for recipient in recipients.values() if recipient != but)
    await uow.ledger.add(
        [NewNotice(recipient, kind, Matter.PROJECT, project.id, urgency) for recipient in told]
    )
