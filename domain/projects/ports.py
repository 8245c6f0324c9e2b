from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.org.model import PersonId
from domain.projects.model import Member, NewProject, Project, ProjectId
from domain.projects.rules import Leading
from domain.projects.views import Candidate, ProjectPlanView, ProjectsPage
from domain.tasks.model import Task, TaskId
from domain.tasks.visibility import Viewer


class WhichProjects(StrEnum):
    """Which projects a list shows: where the viewer takes part, where those whose records they see
    lead, and those that are accepted or cancelled.
    """

    MINE = "mine"
    TEAM = "team"
    OVER = "over"


class Projects(Protocol):
    """Loading takes the viewer: what they do not see raises NotFound."""

    async def add(self, new: NewProject, *, now: datetime) -> Project | None:
        """None where the form of ``new`` has begun a project already."""
        ...

    async def of_form(self, form_key: str) -> Project:
        """The project that the form has begun. Raises: NotFound."""
        ...

    async def get(self, project_id: ProjectId, viewer: Viewer) -> tuple[Project, Leading]:
        """The project, locked until the transaction ends, and who may lead it.

        Who locks tasks of it too locks them first.
        """
        ...

    async def lock(self, project_id: ProjectId) -> tuple[Project, Leading]:
        """The same for the program itself, whoever may see it."""
        ...

    async def save(self, project: Project) -> Project:
        """The project as saved: its version is one higher."""
        ...

    async def join(self, project_id: ProjectId, members: Sequence[Member]) -> None:
        """Let people into the team. Who holds a role gives it up to whoever gets it now; without a
        role nobody comes in who is there already, or who leads.
        """
        ...

    async def team(self, project_id: ProjectId) -> Sequence[Member]: ...

    async def waits(
        self, project_id: ProjectId
    ) -> tuple[Mapping[TaskId, Collection[TaskId]], Mapping[TaskId, str]]:
        """The tasks of the project, each with those it waits for; and their titles."""
        ...

    async def wait(self, pairs: Sequence[tuple[TaskId, TaskId]]) -> None:
        """The first of each pair waits for the second from now on; what does already stays so."""
        ...

    async def stop_waiting(self, task_id: TaskId, awaited: TaskId) -> bool:
        """Whether it did wait for it."""
        ...

    async def count_tasks(self, project_id: ProjectId) -> tuple[int, int]:
        """How many there are, the cancelled ones left out, and how many of them are not over."""
        ...

    async def open_tasks(self, project_id: ProjectId) -> Sequence[Task]:
        """Those that can still be cancelled, locked, by their ids."""
        ...

    async def candidates(self, departments: Collection[str]) -> Sequence[Candidate]:
        """Active people of departments with these names, letter case apart; heads first, then by
        name.
        """
        ...

    async def names(self, people: Collection[PersonId]) -> Mapping[PersonId, str]: ...

    async def view(self, project_id: ProjectId, viewer: Viewer) -> ProjectPlanView:
        """``template`` and ``missing`` are left empty: they are the rulebook's."""
        ...

    async def page(
        self, viewer: Viewer, which: WhichProjects, *, now: datetime, offset: int, size: int
    ) -> ProjectsPage:
        """The first to end come first; of those that are over, the last closed."""
        ...
