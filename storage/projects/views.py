"""What is shown of projects: one with all its tasks, and lists."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotFound
from domain.org.model import PersonId
from domain.org.workplaces import Workplace
from domain.pages import Page
from domain.projects.model import ProjectId, ProjectState
from domain.projects.ports import WhichProjects
from domain.projects.rules import Leading
from domain.projects.views import (
    MemberView,
    PlanTask,
    ProjectLine,
    ProjectPlanView,
    ProjectsPage,
)
from domain.tasks.model import TaskId, TaskState
from domain.tasks.visibility import Viewer
from storage.projects.rows import to_project
from storage.projects.visibility import led_within, project_visible, takes_part
from storage.tables import branches, departments, people, projects, tasks
from storage.tables.tasks import WORKING
from storage.tasks.rows import executor_zone, to_deadline, to_span
from storage.tasks.visibility import task_visible

TEAM = text(
    """
    SELECT people.id, people.name, people.is_active, departments.name AS department,
           project_people.role
      FROM project_people
      JOIN people ON people.id = project_people.person_id
      LEFT JOIN departments ON departments.id = people.department_id
     WHERE project_people.project_id = :project_id
     ORDER BY project_people.role IS NULL, project_people.id
    """
)

# What was never sent is nobody's business, and a list does not count it.
SHOWN = or_(tasks.c.state != "draft", tasks.c.approval_reasons != [])
OVER: ColumnElement[bool] = literal_column("tasks.state IN ('closed', 'accepted_result')")


async def view(
    connection: AsyncConnection,
    project_id: ProjectId,
    viewer: Viewer,
    leading_of: Callable[[PersonId], Awaitable[Leading]],
) -> ProjectPlanView:
    """Raises: NotFound."""
    found = await connection.execute(
        select(
            *projects.c,
            branches.c.name.label("branch_name"),
            branches.c.country,
            branches.c.zone,
        )
        .join(branches, branches.c.id == projects.c.branch_id)
        .where(projects.c.id == project_id, project_visible(viewer))
    )
    row = found.first()
    if row is None:
        raise NotFound(project_id=project_id)
    project = to_project(row)
    zone = ZoneInfo(row.zone)
    team = await connection.execute(TEAM, {"project_id": project_id})
    return ProjectPlanView(
        project=project,
        leading=await leading_of(project.leader_id),
        branch_name=row.branch_name,
        workplace=Workplace(row.country, zone),
        team=tuple(
            MemberView(PersonId(one.id), one.name, one.department, one.is_active, one.role)
            for one in team
        ),
        template=None,
        missing=(),
        tasks=await _tasks(connection, project_id, viewer, zone),
    )


async def _tasks(
    connection: AsyncConnection, project_id: ProjectId, viewer: Viewer, zone: ZoneInfo
) -> tuple[PlanTask, ...]:
    waits: ColumnElement[list[int]] = literal_column(
        "ARRAY(SELECT waits_for_id FROM task_dependencies"
        " WHERE task_id = tasks.id ORDER BY waits_for_id)"
    )
    rows = await connection.execute(
        select(
            tasks.c.id,
            tasks.c.title,
            tasks.c.executor_id,
            people.c.name.label("executor_name"),
            departments.c.name.label("department"),
            tasks.c.state,
            tasks.c.starts_on,
            tasks.c.created_at,
            tasks.c.given_at,
            tasks.c.started_at,
            tasks.c.done_at,
            tasks.c.deadline_at,
            tasks.c.has_time,
            executor_zone(),
            tasks.c.agreed_deadline_at,
            tasks.c.estimate_minutes,
            tasks.c.is_milestone,
            tasks.c.objection,
            waits.label("depends_on"),
            task_visible(viewer).label("is_open_to_me"),
        )
        .join(people, people.c.id == tasks.c.executor_id)
        .outerjoin(departments, departments.c.id == people.c.department_id)
        .where(tasks.c.project_id == project_id, SHOWN, tasks.c.deadline_at.is_not(None))
    )
    found = [_to_plan_task(row, zone) for row in rows]
    return tuple(sorted(found, key=lambda task: (task.starts_on, task.ends_on, task.id)))


def _to_plan_task(row: Any, zone: ZoneInfo) -> PlanTask:
    ends_on = _day(row.agreed_deadline_at, zone)
    starts_on = row.starts_on or _day(row.given_at or row.created_at, zone)
    return PlanTask(
        id=TaskId(row.id),
        title=row.title,
        executor_id=PersonId(row.executor_id),
        executor_name=row.executor_name,
        department=row.department,
        state=TaskState(row.state),
        starts_on=min(starts_on, ends_on),
        ends_on=ends_on,
        started_on=row.started_at and _day(row.started_at, zone),
        done_on=row.done_at and _day(row.done_at, zone),
        deadline=to_deadline(row),
        depends_on=tuple(TaskId(id_) for id_ in row.depends_on),
        estimate=to_span(row.estimate_minutes),
        is_milestone=row.is_milestone,
        is_stopped=row.objection is not None,
        is_open_to_me=row.is_open_to_me,
    )


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


async def page(
    connection: AsyncConnection,
    viewer: Viewer,
    which: WhichProjects,
    *,
    now: datetime,
    offset: int,
    size: int,
) -> ProjectsPage:
    is_active = projects.c.state == "active"
    chosen = {
        WhichProjects.MINE: and_(is_active, takes_part(viewer)),
        WhichProjects.TEAM: and_(is_active, led_within(viewer)),
        WhichProjects.OVER: and_(~is_active, project_visible(viewer)),
    }[which]
    order = (
        (projects.c.closed_at.desc(), projects.c.id.desc())
        if which is WhichProjects.OVER
        else (projects.c.ends_on, projects.c.id)
    )
    total = await connection.scalar(select(func.count()).select_from(projects).where(chosen))
    page = Page.nearest(offset, size, total or 0)
    is_late = and_(literal_column(f"tasks.{WORKING}"), tasks.c.deadline_at <= now)
    counts = (
        select(
            func.count().label("tasks"),
            func.count().filter(OVER).label("done"),
            func.count().filter(is_late).label("overdue"),
        )
        .where(tasks.c.project_id == projects.c.id, SHOWN, tasks.c.state != "cancelled")
        .correlate(projects)
        .lateral("counts")
    )
    rows = await connection.execute(
        select(
            projects.c.id,
            projects.c.name,
            people.c.name.label("leader_name"),
            projects.c.state,
            projects.c.ends_on,
            counts.c.tasks,
            counts.c.done,
            counts.c.overdue,
        )
        .join(people, people.c.id == projects.c.leader_id)
        .join(counts, literal_column("true"))
        .where(chosen)
        .order_by(*order)
        .offset(page.offset)
        .limit(size)
    )
    lines = tuple(
        ProjectLine(
            id=ProjectId(row.id),
            name=row.name,
            leader_name=row.leader_name,
            state=ProjectState(row.state),
            ends_on=row.ends_on,
            done=row.done,
            tasks=row.tasks,
            overdue=row.overdue,
        )
        for row in rows
    )
    return ProjectsPage(lines, page)
