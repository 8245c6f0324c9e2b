"""What is done with a project that has begun, besides its tasks."""

from dataclasses import dataclass, replace

from domain.delivery.model import Matter, Urgency
from domain.desk import Desk
from domain.names import clean_name
from domain.notes import clean_note
from domain.org.model import Actor, PersonId
from domain.projects import rules as project_rules
from domain.projects.errors import TaskOfOtherProject
from domain.projects.following import tell_of_project
from domain.projects.model import Member, Project, ProjectId, ProjectState
from domain.projects.starting import GOALS_LIMIT, NAME_LIMIT
from domain.tasks import rules as task_rules
from domain.tasks.acts import Change, Tell, colleague, keep, keep_all, withdraw_date
from domain.tasks.errors import TaskPartMissing
from domain.tasks.model import Task, TaskId
from domain.tasks.states import Part
from domain.tasks.visibility import Viewer
from domain.unit_of_work import UnitOfWork


async def _led(
    uow: UnitOfWork, actor: Actor, project_id: ProjectId, *, version: int | None = None
) -> Project:
    """An active project that the actor leads, locked.

    Raises: NotFound, ProjectOfLeader, ProjectOver, ProjectChanged.
    """
    project, leading = await uow.projects.get(project_id, Viewer.of(actor))
    project_rules.require_lead(project, leading, actor)
    project_rules.require_active(project)
    if version is not None:
        project_rules.require_version(project, version)
    return project


async def _team(uow: UnitOfWork, project: Project) -> list[PersonId]:
    members = await uow.projects.team(project.id)
    return [project.leader_id, *(member.person_id for member in members)]


@dataclass(frozen=True, slots=True)
class AcceptProject:
    """The leader takes the whole as done; the team is told."""

    desk: Desk

    async def __call__(self, actor: Actor, project_id: ProjectId, *, version: int) -> Project:
        """Raises: NotFound, Project…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            project, leading = await uow.projects.get(project_id, Viewer.of(actor))
            project_rules.require_lead(project, leading, actor)
            if project.state is ProjectState.ACCEPTED:
                return project
            project_rules.require_active(project)
            project_rules.require_version(project, version)
            tasks, unfinished = await uow.projects.count_tasks(project_id)
            accepted = project_rules.accept(project, tasks=tasks, unfinished=unfinished, now=now)
            saved = await uow.projects.save(accepted)
            team = await _team(uow, saved)
            await tell_of_project(uow, saved, team, "project_accepted", now=now, but=actor.id)
            await uow.ledger.refresh(Matter.PROJECT, project_id, except_for=actor.id)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class CancelProject:
    """Nobody needs the project any more. ``with_tasks`` ends its open tasks too; without, they stay
    with whoever has them. What is done and waits for its assigner stays in either case.
    """

    desk: Desk

    async def __call__(
        self, actor: Actor, project_id: ProjectId, *, with_tasks: bool, version: int
    ) -> Project:
        """Raises: NotFound, Project…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            tasks = await uow.projects.open_tasks(project_id) if with_tasks else ()
            project, leading = await uow.projects.get(project_id, Viewer.of(actor))
            project_rules.require_lead(project, leading, actor)
            if project.state is ProjectState.CANCELLED:
                return project
            project_rules.require_active(project)
            project_rules.require_version(project, version)
            saved = await uow.projects.save(project_rules.cancel(project, now=now))
            changes = []
            for task in tasks:
                cancelled = task_rules.cancel(task, now=now)
                await withdraw_date(uow, cancelled, now)
                tell = (Tell(task.executor_id, "task_cancelled", Urgency.BATCH),)
                reason = {"reason": project.name}
                told = () if task.is_private else tell
                changes.append(Change(cancelled, "task_cancelled", reason, told))
            await keep_all(uow, changes, actor=actor, now=now)
            team = await _team(uow, saved)
            await tell_of_project(uow, saved, team, "project_cancelled", now=now, but=actor.id)
            await uow.ledger.refresh(Matter.PROJECT, project_id, except_for=actor.id)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ChangeProject:
    """Its name and goals; what is not given stays."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        project_id: ProjectId,
        *,
        version: int,
        name: str | None = None,
        goals: str | None = None,
    ) -> Project:
        """Raises: NotFound, Project…, Name…, Note…."""
        async with self.desk.begin() as uow:
            project = await _led(uow, actor, project_id, version=version)
            changed = project
            if name is not None:
                changed = replace(changed, name=clean_name(name, limit=NAME_LIMIT))
            if goals is not None:
                changed = replace(changed, goals=clean_note(goals, limit=GOALS_LIMIT))
            if changed == project:
                return project
            saved = await uow.projects.save(changed)
            await uow.ledger.refresh(Matter.PROJECT, project_id, except_for=actor.id)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class LetIntoTeam:
    """Somebody comes into the team, perhaps for a role: whoever had it stays with their tasks."""

    desk: Desk

    async def __call__(
        self, actor: Actor, project_id: ProjectId, person_id: PersonId, role: str | None = None
    ) -> Project:
        """Raises: NotFound, Project…, Executor…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            project = await _led(uow, actor, project_id)
            found = await colleague(uow, person_id)
            members = await uow.projects.team(project_id)
            is_new = found.id not in {member.person_id for member in members}
            await uow.projects.join(project_id, [Member(found.id, role)])
            if is_new:
                team = [found.id]
                await tell_of_project(uow, project, team, "project_started", now=now, but=actor.id)
            await uow.ledger.refresh(Matter.PROJECT, project_id, except_for=actor.id)
            await uow.commit()
        return project


@dataclass(frozen=True, slots=True)
class PutTaskIntoProject:
    """A task that the actor gave becomes a part of the project; its executor joins the team."""

    desk: Desk

    async def __call__(self, actor: Actor, project_id: ProjectId, task_id: TaskId) -> Task:
        """Raises: NotFound, TaskPartMissing, TaskOfOtherProject, Project…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            task, standing = await uow.tasks.get(task_id, Viewer.of(actor))
            project = await _led(uow, actor, project_id)
            if task.project_id == project_id:
                return task
            if task.project_id is not None:
                raise TaskOfOtherProject(task_id=task_id)
            if Part.ASSIGNER not in task_rules.parts_of(task, standing, actor):
                raise TaskPartMissing(act="edit", parts=(str(Part.ASSIGNER),))
            saved = await keep(
                uow,
                replace(task, project_id=project_id),
                "task_joined_project",
                actor=actor,
                now=now,
                facts={"project_id": project_id, "project": project.name},
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class MakeTaskWait:
    """A task of the project begins only after another one of it."""

    desk: Desk

    async def __call__(
        self, actor: Actor, project_id: ProjectId, task_id: TaskId, awaited: TaskId
    ) -> None:
        """Raises: NotFound, Project…, TaskOfOtherProject, DependencyRing."""
        async with self.desk.begin() as uow:
            await _led(uow, actor, project_id)
            waits, titles = await uow.projects.waits(project_id)
            if task_id not in titles or awaited not in titles:
                raise TaskOfOtherProject(task_id=task_id)
            project_rules.check_wait(waits, task_id, awaited, titles)
            await uow.projects.wait([(task_id, awaited)])
            await _redraw(uow, actor, project_id, task_id)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class LetTaskGo:
    """A task no longer waits for another one."""

    desk: Desk

    async def __call__(
        self, actor: Actor, project_id: ProjectId, task_id: TaskId, awaited: TaskId
    ) -> None:
        """Raises: NotFound, Project…, TaskOfOtherProject."""
        async with self.desk.begin() as uow:
            await _led(uow, actor, project_id)
            _, titles = await uow.projects.waits(project_id)
            if task_id not in titles or awaited not in titles:
                raise TaskOfOtherProject(task_id=task_id)
            if await uow.projects.stop_waiting(task_id, awaited):
                await _redraw(uow, actor, project_id, task_id)
                await uow.commit()


async def _redraw(uow: UnitOfWork, actor: Actor, project_id: ProjectId, task_id: TaskId) -> None:
    task = (Matter.TASK, task_id)
    await uow.ledger.refresh(Matter.PROJECT, project_id, except_for=actor.id, also=[task])
