"""What a person can look at: a project with its plan, and lists of projects."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.desk import Desk
from domain.org.model import Actor
from domain.projects.model import ProjectId
from domain.projects.ports import WhichProjects
from domain.projects.views import ProjectPlanView, ProjectsPage
from domain.rulebook.projects import ProjectTemplate
from domain.tasks.visibility import Viewer
from domain.unit_of_work import UnitOfWork
from domain.working_time import WorkingCalendar


async def _view(uow: UnitOfWork, actor: Actor, project_id: ProjectId) -> ProjectPlanView:
    """With its template, as the rulebook had it when the project began."""
    view = await uow.projects.view(project_id, Viewer.of(actor))
    if view.project.template is None:
        return view
    rules = await uow.rulebooks.get(view.project.rulebook_version)
    template = rules.rulebook.find_project_template(view.project.template)
    if template is None:
        return view
    filled = {member.role_key for member in view.team}
    return replace(
        view,
        template=template,
        missing=tuple(role for role in template.roles if role.key not in filled),
        team=tuple(
            replace(member, role=template.role(member.role_key)) if member.role_key else member
            for member in view.team
        ),
    )


@dataclass(frozen=True, slots=True)
class ViewProjectPlan:
    """A project with its team and all of its tasks."""

    desk: Desk

    async def __call__(self, actor: Actor, project_id: ProjectId) -> ProjectPlanView:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            return await _view(uow, actor, project_id)


@dataclass(frozen=True, slots=True)
class ViewProjectCalendar:
    """The same with the working calendar by which its dates move: its branch's."""

    desk: Desk

    async def __call__(
        self, actor: Actor, project_id: ProjectId
    ) -> tuple[ProjectPlanView, WorkingCalendar]:
        """Raises: NotFound."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            view = await _view(uow, actor, project_id)
            rules = await self.desk.rules(uow, actor)
        around = now.astimezone(view.zone).date()
        return view, self.desk.calendars.of(rules, view.workplace, around=around)


@dataclass(frozen=True, slots=True)
class ListProjects:
    desk: Desk

    async def __call__(
        self, actor: Actor, which: WhichProjects, *, offset: int, size: int
    ) -> ProjectsPage:
        async with self.desk.begin() as uow:
            return await uow.projects.page(
                Viewer.of(actor), which, now=self.desk.clock(), offset=offset, size=size
            )


@dataclass(frozen=True, slots=True)
class ListProjectTemplates:
    """The templates of the rulebook in force, in its order."""

    desk: Desk

    async def __call__(self, actor: Actor) -> Sequence[ProjectTemplate]:
        async with self.desk.begin() as uow:
            return (await self.desk.rules(uow, actor)).rulebook.project_templates
