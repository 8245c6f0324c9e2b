from datetime import date, datetime

from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.briefs.model import BriefAnswers, TaskBrief
from domain.briefs.written import read_answers, write_answers
from domain.errors import NotFound
from domain.org.model import BranchId, PersonId
from domain.rulebook.briefs import Brief, BriefField
from domain.rulebook.values import LocalName
from domain.tasks.model import TaskId, TaskState
from domain.tasks.visibility import Viewer
from storage.changes import change_marks
from storage.tables import task_briefs, tasks
from storage.tables.tasks import WORKING
from storage.tasks.visibility import task_visible

FITTING = text(
    f"""
    SELECT people.id
      FROM people LEFT JOIN departments ON departments.id = people.department_id
     WHERE people.is_active AND people.role <> 'client' AND people.id <> :but
       AND (lower(departments.name) = lower(:department) OR people.role = :role)
       AND NOT EXISTS (SELECT FROM absences
                        WHERE person_id = people.id AND :on BETWEEN starts_on AND ends_on)
     ORDER BY (lower(departments.name) = lower(:department)) IS TRUE DESC,
              people.branch_id = :near DESC,
              (SELECT coalesce(sum(estimate_minutes), 0) FROM tasks
                WHERE executor_id = people.id AND {WORKING}),
              people.name, people.id
     LIMIT 1
    """  # noqa: S608 - a constant of the schema
)


class SqlTaskBriefs:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, task_id: TaskId, brief: Brief, answers: BriefAnswers, *, now: datetime
    ) -> None:
        said = brief.model_dump(mode="json", exclude_none=True)
        await self._connection.execute(
            insert(task_briefs).values(
                task_id=task_id,
                key=brief.key,
                name=said["name"],
                fields=said["fields"],
                answers=write_answers(answers),
                **change_marks(now),
            )
        )

    async def change(self, task_id: TaskId, answers: BriefAnswers, *, now: datetime) -> None:
        await self._connection.execute(
            update(task_briefs)
            .where(task_briefs.c.task_id == task_id)
            .values(answers=write_answers(answers), **change_marks(now))
        )

    async def of_task(self, task_id: TaskId, viewer: Viewer) -> TaskBrief:
        found = await self._connection.execute(
            select(*task_briefs.c, tasks.c.state, tasks.c.assigner_id, tasks.c.version)
            .join(tasks, tasks.c.id == task_briefs.c.task_id)
            .where(task_briefs.c.task_id == task_id, task_visible(viewer))
        )
        row = found.first()
        if row is None:
            raise NotFound(task_id=task_id)
        fields = tuple(BriefField.model_validate(field) for field in row.fields)
        return TaskBrief(
            task_id=TaskId(row.task_id),
            key=row.key,
            name=LocalName.model_validate(row.name),
            fields=fields,
            answers=read_answers(fields, row.answers),
            is_draft=TaskState(row.state) is TaskState.DRAFT,
            assigner_id=PersonId(row.assigner_id),
            task_version=row.version,
        )

    async def fitting(
        self, brief: Brief, *, near: BranchId, but: PersonId, on: date
    ) -> PersonId | None:
        found = await self._connection.execute(
            FITTING,
            {
                "department": brief.department,
                "role": brief.role,
                "near": near,
                "but": but,
                "on": on,
            },
        )
        row = found.first()
        return None if row is None else PersonId(row.id)
