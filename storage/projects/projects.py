from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Text,
    and_,
    any_,
    bindparam,
    delete,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clock import Clock
from domain.errors import NotFound
from domain.org.model import BranchId, PersonId
from domain.projects.model import Member, NewProject, Project, ProjectId
from domain.projects.ports import WhichProjects
from domain.projects.rules import Leading
from domain.projects.views import Candidate, ProjectPlanView, ProjectsPage
from domain.tasks.model import OVER, Task, TaskId
from domain.tasks.visibility import Viewer
from storage.changes import change_marks
from storage.projects import views
from storage.projects.rows import to_project
from storage.projects.visibility import project_visible
from storage.tables import people, project_people, projects, task_dependencies, tasks
from storage.tasks.rows import to_task

WAITS = text(
    """
    SELECT tasks.id, tasks.title, task_dependencies.waits_for_id
      FROM tasks LEFT JOIN task_dependencies ON task_dependencies.task_id = tasks.id
     WHERE tasks.project_id = :project_id
     ORDER BY tasks.id, task_dependencies.waits_for_id
    """
)

COUNT = text(
    """
    SELECT count(*) AS tasks, count(*) FILTER (WHERE state <> ALL(:over)) AS unfinished
      FROM tasks
     WHERE project_id = :project_id AND state <> 'cancelled'
       AND (state <> 'draft' OR approval_reasons <> '{}')
    """
).bindparams(bindparam("over", type_=ARRAY(Text)))

CANDIDATES = text(
    """
    SELECT people.id, people.name, people.branch_id, departments.name AS department
      FROM people JOIN departments ON departments.id = people.department_id
     WHERE people.is_active AND people.role <> 'client'
       AND lower(trim(departments.name)) = ANY(:departments)
     ORDER BY people.role <> 'lead', people.role <> 'rep', people.name, people.id
    """
).bindparams(bindparam("departments", type_=ARRAY(Text)))

JOIN = text(
    """
    INSERT INTO project_people (project_id, person_id, changed_by, changed_via, changed_at)
    SELECT :project_id, :person_id, :changed_by, :changed_via, :changed_at
     WHERE NOT EXISTS (SELECT FROM project_people
                        WHERE project_id = :project_id AND person_id = :person_id)
       AND NOT EXISTS (SELECT FROM projects WHERE id = :project_id AND leader_id = :person_id)
    ON CONFLICT DO NOTHING
    """
).bindparams(
    bindparam("project_id", type_=BigInteger),
    bindparam("person_id", type_=BigInteger),
    bindparam("changed_by", type_=BigInteger),
)

BOSSES = text(
    """
    SELECT people.name,
           ARRAY(SELECT boss_id FROM reporting
                  WHERE subordinate_id = people.id AND depth > 0 ORDER BY depth) AS bosses
      FROM people WHERE people.id = :person_id
    """
)


class SqlProjects:
    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    async def add(self, new: NewProject, *, now: datetime) -> Project | None:
        added = await self._connection.execute(
            insert(projects)
            .values(
                name=new.name,
                goals=new.goals,
                leader_id=new.leader_id,
                branch_id=new.branch_id,
                state="active",
                starts_on=new.starts_on,
                ends_on=new.ends_on,
                fixed_on=new.fixed_on,
                template=new.template,
                rulebook_version=new.rulebook_version,
                form_key=new.form_key,
                created_at=now,
                **change_marks(now),
            )
            .on_conflict_do_nothing(
                index_elements=["form_key"], index_where=projects.c.form_key.is_not(None)
            )
            .returning(*projects.c)
        )
        row = added.first()
        return None if row is None else to_project(row)

    async def of_form(self, form_key: str) -> Project:
        found = await self._connection.execute(
            select(projects).where(projects.c.form_key == form_key)
        )
        row = found.first()
        if row is None:
            raise NotFound(form_key=form_key)
        return to_project(row)

    async def get(self, project_id: ProjectId, viewer: Viewer) -> tuple[Project, Leading]:
        return await self._locked(projects.c.id == project_id, project_visible(viewer))

    async def lock(self, project_id: ProjectId) -> tuple[Project, Leading]:
        return await self._locked(projects.c.id == project_id)

    async def _locked(self, *chosen: ColumnElement[bool]) -> tuple[Project, Leading]:
        found = await self._connection.execute(
            select(projects).where(and_(*chosen)).with_for_update()
        )
        row = found.first()
        if row is None:
            raise NotFound(project=True)
        project = to_project(row)
        return project, await self._leading(project.leader_id)

    async def _leading(self, leader_id: PersonId) -> Leading:
        row = (await self._connection.execute(BOSSES, {"person_id": leader_id})).one()
        return Leading(row.name, tuple(PersonId(boss) for boss in row.bosses))

    async def save(self, project: Project) -> Project:
        await self._connection.execute(
            update(projects)
            .where(projects.c.id == project.id)
            .values(
                name=project.name,
                goals=project.goals,
                leader_id=project.leader_id,
                state=str(project.state),
                starts_on=project.starts_on,
                ends_on=project.ends_on,
                closed_at=project.closed_at,
                version=projects.c.version + 1,
                **change_marks(self._clock()),
            )
        )
        return replace(project, version=project.version + 1)

    async def join(self, project_id: ProjectId, members: Sequence[Member]) -> None:
        marks = change_marks(self._clock())
        for member in members:
            values = {"project_id": project_id, "person_id": member.person_id, **marks}
            if member.role is None:
                await self._connection.execute(JOIN, values)
                continue
            await self._connection.execute(
                insert(project_people)
                .values(role=member.role, **values)
                .on_conflict_do_update(
                    index_elements=["project_id", "role"],
                    index_where=project_people.c.role.is_not(None),
                    set_={"person_id": member.person_id, **marks},
                )
            )

    async def team(self, project_id: ProjectId) -> Sequence[Member]:
        rows = await self._connection.execute(
            select(project_people)
            .where(project_people.c.project_id == project_id)
            .order_by(project_people.c.id)
        )
        return [Member(PersonId(row.person_id), row.role) for row in rows]

    async def waits(
        self, project_id: ProjectId
    ) -> tuple[Mapping[TaskId, Collection[TaskId]], Mapping[TaskId, str]]:
        rows = await self._connection.execute(WAITS, {"project_id": project_id})
        waits: dict[TaskId, list[TaskId]] = defaultdict(list)
        titles: dict[TaskId, str] = {}
        for row in rows:
            titles[TaskId(row.id)] = row.title
            awaited = waits[TaskId(row.id)]
            if row.waits_for_id is not None:
                awaited.append(TaskId(row.waits_for_id))
        return waits, titles

    async def wait(self, pairs: Sequence[tuple[TaskId, TaskId]]) -> None:
        if not pairs:
            return
        marks = change_marks(self._clock())
        rows = [{"task_id": one, "waits_for_id": other, **marks} for one, other in pairs]
        await self._connection.execute(
            insert(task_dependencies).values(rows).on_conflict_do_nothing()
        )

    async def stop_waiting(self, task_id: TaskId, awaited: TaskId) -> bool:
        chosen = and_(
            task_dependencies.c.task_id == task_id, task_dependencies.c.waits_for_id == awaited
        )
        # A deletion carries no marks: the audit reads them off the row.
        marked = await self._connection.execute(
            update(task_dependencies).where(chosen).values(**change_marks(self._clock()))
        )
        await self._connection.execute(delete(task_dependencies).where(chosen))
        return bool(marked.rowcount)

    async def count_tasks(self, project_id: ProjectId) -> tuple[int, int]:
        over = sorted(str(state) for state in OVER)
        row = (
            await self._connection.execute(COUNT, {"project_id": project_id, "over": over})
        ).one()
        return row.tasks, row.unfinished

    async def open_tasks(self, project_id: ProjectId) -> Sequence[Task]:
        rows = await self._connection.execute(
            select(tasks)
            .where(
                tasks.c.project_id == project_id,
                tasks.c.state.not_in(["done", "accepted_result", "closed", "cancelled"]),
            )
            .order_by(tasks.c.id)
            .with_for_update()
        )
        return [to_task(row) for row in rows]

    async def candidates(self, departments: Collection[str]) -> Sequence[Candidate]:
        wanted = sorted({name.strip().lower() for name in departments})
        rows = await self._connection.execute(CANDIDATES, {"departments": wanted})
        return [
            Candidate(PersonId(row.id), row.name, BranchId(row.branch_id), row.department)
            for row in rows
        ]

    async def names(self, people_ids: Collection[PersonId]) -> Mapping[PersonId, str]:
        rows = await self._connection.execute(
            select(people.c.id, people.c.name).where(
                people.c.id == any_(literal(sorted(people_ids), ARRAY(BigInteger)))
            )
        )
        return {PersonId(row.id): row.name for row in rows}

    async def view(self, project_id: ProjectId, viewer: Viewer) -> ProjectPlanView:
        return await views.view(self._connection, project_id, viewer, self._leading)

    async def page(
        self, viewer: Viewer, which: WhichProjects, *, now: datetime, offset: int, size: int
    ) -> ProjectsPage:
        return await views.page(self._connection, viewer, which, now=now, offset=offset, size=size)
