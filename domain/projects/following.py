"""A project follows its tasks by itself: its card changes with them, and its leader learns when the
last one is over.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from domain.delivery.model import Matter, NewNotice, Urgency
from domain.org.model import PersonId
from domain.projects.model import Member, Project, ProjectId
from domain.tasks.model import OVER, Task, TaskState
from domain.unit_of_work import UnitOfWork


async def follow_tasks(uow: UnitOfWork, tasks: Iterable[Task]) -> Sequence[Project]:
    """Executors of tasks that are given join the teams; the projects of tasks that are over are
    held, so that two who end the last two tasks at once come one after the other.

    Tasks are locked already, projects are in the order of their ids, and the ledger comes after it
    all: who waits for whom goes one way.
    """
    held = []
    for project_id, of_project in groupby(
        sorted(filter(_is_of_project, tasks), key=_place), _place
    ):
        changed = list(of_project)
        if any(task.state in OVER for task in changed):
            project, _ = await uow.projects.lock(ProjectId(project_id))
            held.append(project)
        given = {task.executor_id for task in changed if task.state is TaskState.GIVEN}
        if given:
            members = [Member(executor_id) for executor_id in sorted(given)]
            await uow.projects.join(ProjectId(project_id), members)
    return held


def _is_of_project(task: Task) -> bool:
    return task.project_id is not None


def _place(task: Task) -> int:
    return task.project_id or 0


async def tell_when_done(uow: UnitOfWork, project: Project, *, now: datetime) -> None:
    """The leader learns that nothing is left; so does one who ended the last task themself. The
    project is held.
    """
    tasks, unfinished = await uow.projects.count_tasks(project.id)
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
