from datetime import date, datetime
from typing import Protocol

from domain.briefs.model import BriefAnswers, TaskBrief
from domain.org.model import BranchId, PersonId
from domain.rulebook.briefs import Brief
from domain.tasks.model import TaskId
from domain.tasks.visibility import Viewer


class TaskBriefs(Protocol):
    async def add(
        self, task_id: TaskId, brief: Brief, answers: BriefAnswers, *, now: datetime
    ) -> None: ...

    async def change(self, task_id: TaskId, answers: BriefAnswers, *, now: datetime) -> None: ...

    async def of_task(self, task_id: TaskId, viewer: Viewer) -> TaskBrief:
        """Raises: NotFound: the viewer sees no such task, or it was made without a brief."""
        ...

    async def fitting(
        self, brief: Brief, *, near: BranchId, but: PersonId, on: date
    ) -> PersonId | None:
        """Who does such tasks: of the department, else with the role; by branch, near first, then
        who has the least to do. Whoever is away ``on`` that day, and ``but``, is left out.
        """
        ...
