"""What is shown of tasks: one card, lists, a day."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    and_,
    any_,
    bindparam,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.errors import NotFound
from domain.org.model import PersonId
from domain.pages import Page
from domain.rulebook.values import LocalName
from domain.tasks.model import DateProposal, Rating, Task, TaskId, TaskState
from domain.tasks.views import (
    AwaitedTask,
    Stands,
    TaskErrand,
    TaskFilter,
    TaskLine,
    TaskPersonView,
    TasksOfDay,
    TasksPage,
    TaskView,
)
from domain.tasks.visibility import Viewer
from storage.org.own_records import Who
from storage.org.visibility import IDS, Ways, ids_of, visible_to, ways_of
from storage.readings import Reading
from storage.requests.rows import request_of_task
from storage.tables import (
    clients,
    deals,
    projects,
    task_briefs,
    task_dates,
    task_series,
    tasks,
)
from storage.tables.tasks import WORKING
from storage.tasks.listed import (
    IS_OPEN,
    IS_WORKING,
    LEAST_LIKENESS,
    filtered,
    has_new_date,
    select_lines,
    spent_minutes,
    to_line,
)
from storage.tasks.rows import executor_zone, to_proposal, to_task
from storage.tasks.series import to_repetition
from storage.tasks.standing import AROUND_IT, to_standing
from storage.tasks.visibility import task_visible, task_visible_to

OPEN_FIRST = (tasks.c.closed_at.desc().nulls_first(), tasks.c.deadline_at, tasks.c.id)
MOST_PARTS = 50
"""Subtasks that a card can name."""

WAITS_FOR = text(
    """
    SELECT tasks.id, tasks.title, tasks.state, people.name AS executor_name
      FROM task_dependencies
      JOIN tasks ON tasks.id = task_dependencies.waits_for_id
      JOIN people ON people.id = tasks.executor_id
     WHERE task_dependencies.task_id = :task_id AND tasks.state <> 'cancelled'
     ORDER BY tasks.deadline_at, tasks.id
    """
)

REMARK = text(
    """
    SELECT facts->>'comment' FROM timeline
     WHERE task_id = :task_id AND kind IN ('task_returned', 'task_closed')
     ORDER BY at DESC, id DESC LIMIT 1
    """
)

# Its planned start has come, and nothing that is before it is left.
TO_BEGIN = """(state IN ('given', 'accepted') AND starts_on <= CAST(:today AS date)
               AND NOT EXISTS (SELECT FROM task_dependencies
                                 JOIN tasks before ON before.id = task_dependencies.waits_for_id
                                WHERE task_dependencies.task_id = tasks.id
                                  AND before.state NOT IN ('done', 'closed', 'accepted_result',
                                                           'cancelled')))"""

# Each errand is found by its own partial index, and only the first of each leave the server. What
# was missed of one series stands there once, the newest for all.
OF_DAY = f"""
    WITH errands AS (
        SELECT 'approve' AS errand, id, deadline_at AS at FROM tasks
         WHERE state = 'waiting_approval' AND approver_id = ANY(:me)
           AND assigner_id <> :own AND executor_id <> :own
        UNION ALL
        SELECT 'answer_objection', id, objected_at FROM tasks
         WHERE objection IS NOT NULL AND assigner_id = ANY(:me)
        UNION ALL
        SELECT 'decide_date', tasks.id, proposed_at
          FROM task_dates JOIN tasks ON tasks.id = task_dates.task_id
         WHERE task_dates.status = 'open' AND tasks.assigner_id = ANY(:me)
        UNION ALL
        SELECT CASE WHEN state = 'declined' THEN 'declined' ELSE 'accept_result' END,
               id, state_since
          FROM tasks
         WHERE state IN ('done', 'declined', 'accepted_result') AND assigner_id = ANY(:me)
        UNION ALL
        SELECT CASE WHEN deadline_at <= :now THEN 'overdue'
                    WHEN deadline_at < :day_ends_at THEN 'today'
                    WHEN {TO_BEGIN} THEN 'begin' ELSE 'new' END,
               id, deadline_at
          FROM tasks
         WHERE {WORKING} AND executor_id = ANY(:me) AND objection IS NULL
           AND (deadline_at < :day_ends_at OR state = 'given' OR {TO_BEGIN})
    ), gathered AS (
        SELECT errands.*, count(*) OVER one_series - 1 AS missed_before,
               row_number() OVER (one_series ORDER BY errands.at DESC, errands.id DESC) AS age
          FROM errands
          LEFT JOIN tasks AS missed ON missed.id = errands.id AND errands.errand = 'overdue'
        WINDOW one_series AS (PARTITION BY errand, coalesce(missed.series_id, -errands.id))
    ), ranked AS (
        SELECT gathered.*, row_number() OVER (PARTITION BY errand ORDER BY at, id) AS place,
               count(*) OVER (PARTITION BY errand) AS how_many
          FROM gathered
         WHERE age = 1
    )
    SELECT errand, id, place, how_many, missed_before
      FROM ranked WHERE place <= :each ORDER BY errand, place
"""  # noqa: S608 - a constant of the schema
LINES_OF = Reading(select_lines().where(tasks.c.id == bindparam("ids", type_=IDS).any_()))


PARENT = tasks.alias("parent")
COMMENTS: ColumnElement[int] = literal_column(
    "(SELECT count(*) FROM task_comments WHERE task_id = tasks.id)"
)
HAS_PARTS: ColumnElement[bool] = literal_column(
    "EXISTS (SELECT FROM tasks AS part WHERE part.parent_id = tasks.id)"
)
AROUND: ColumnElement[Any] = literal_column(
    f"""
    (SELECT json_agg(json_build_array(id, name, depth, kind, is_by_rule) ORDER BY depth, id)
       FROM ({AROUND_IT}) AS around)
    """  # noqa: S608 - a constant of the schema
)


@cache
def _view(ways: Ways) -> Reading:
    """The task ``task_id`` with all that its card always shows, where ``viewer_ids`` see it."""
    return Reading(
        select(
            *tasks.c,
            executor_zone(),
            clients.c.name.label("client_name"),
            deals.c.title.label("deal_title"),
            PARENT.c.title.label("parent_title"),
            projects.c.name.label("project_name"),
            spent_minutes().label("spent_minutes"),
            COMMENTS.label("comments"),
            task_briefs.c.name.label("brief_name"),
            request_of_task(ways).label("request_id"),
            task_series.c.unit,
            task_series.c.step,
            task_series.c.weekdays,
            task_series.c.month_day,
            AROUND.label("around"),
            HAS_PARTS.label("has_parts"),
            has_new_date().label("has_new_date"),
        )
        .outerjoin(
            task_series,
            (task_series.c.id == tasks.c.series_id) & task_series.c.ended_at.is_(None),
        )
        .outerjoin(task_briefs, task_briefs.c.task_id == tasks.c.id)
        .outerjoin(clients, clients.c.id == tasks.c.client_id)
        .outerjoin(deals, deals.c.id == tasks.c.deal_id)
        .outerjoin(PARENT, PARENT.c.id == tasks.c.parent_id)
        .outerjoin(projects, projects.c.id == tasks.c.project_id)
        .where(tasks.c.id == bindparam("task_id", type_=BigInteger), task_visible_to(ways))
    )


@cache
def _of_day(who: Who) -> Reading:
    return Reading(text(who.among(OF_DAY, "me")).bindparams(bindparam("me", type_=who.type)))


@cache
def _overdue_of_team(ways: Ways) -> Reading:
    """Of ``ids_of`` a scope, but not ``viewer_ids``' own. What is in work is no draft: whoever sees
    its executor sees it.
    """
    is_own = tasks.c.executor_id == any_(bindparam("viewer_ids", type_=IDS))
    return Reading(
        select(func.count())
        .select_from(tasks)
        .where(
            IS_WORKING,
            tasks.c.deadline_at <= bindparam("now", type_=DateTime(timezone=True)),
            visible_to(ways, owner=tasks.c.executor_id, branch=tasks.c.branch_id),
            ~is_own,
        )
    )


class SqlTaskLists:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def view(self, task_id: TaskId, viewer: Viewer) -> TaskView:
        values = {"viewer_ids": sorted(viewer.ids), **ids_of(viewer.scope), "task_id": task_id}
        row = await _view(ways_of(viewer.scope)).row(self._connection, values)
        if row is None:
            raise NotFound(task_id=task_id)
        task = to_task(row)
        standing = to_standing(row.around)
        names = standing.names
        return TaskView(
            task=task,
            standing=standing,
            assigner_name=names[task.assigner_id],
            executor_name=names[task.executor_id],
            approver_name=names[task.approval.approver_id] if task.approval else None,
            people=tuple(
                TaskPersonView(
                    person.person_id, names[person.person_id], person.kind, person.is_by_rule
                )
                for person in standing.people
            ),
            client_name=row.client_name,
            deal_title=row.deal_title,
            parent_title=row.parent_title,
            parts=await self._parts(task, viewer) if row.has_parts else (),
            proposal=await self._proposal(task) if row.has_new_date else None,
            spent=timedelta(minutes=row.spent_minutes),
            comments=row.comments,
            project_name=row.project_name,
            brief_name=None if row.brief_name is None else LocalName(**row.brief_name),
            waits_for=await self._waits_for(task),
            repetition=None if row.unit is None else to_repetition(row),
            remark=await self._remark(task),
            request_id=row.request_id,
        )

    async def _parts(self, task: Task, viewer: Viewer) -> tuple[TaskLine, ...]:
        found = await self._connection.execute(
            select_lines()
            .where(tasks.c.parent_id == task.id, task_visible(viewer))
            .order_by(tasks.c.deadline_at.nulls_last(), tasks.c.id)
            .limit(MOST_PARTS)
        )
        return tuple(to_line(part) for part in found)

    async def _proposal(self, task: Task) -> DateProposal | None:
        found = await self._connection.execute(
            select(task_dates).where(
                task_dates.c.task_id == task.id, task_dates.c.status == text("'open'")
            )
        )
        row = found.first()
        zone = task.deadline.zone if task.deadline else None
        return None if row is None else to_proposal(row, zone)

    async def _remark(self, task: Task) -> str | None:
        if task.state is not TaskState.RETURNED and task.rating is not Rating.DOWN:
            return None
        remark: str | None = await self._connection.scalar(REMARK, {"task_id": task.id})
        return remark

    async def _waits_for(self, task: Task) -> tuple[AwaitedTask, ...]:
        if task.project_id is None:
            return ()
        rows = await self._connection.execute(WAITS_FOR, {"task_id": task.id})
        return tuple(
            AwaitedTask(TaskId(row.id), row.title, TaskState(row.state), row.executor_name)
            for row in rows
        )

    async def page(
        self, viewer: Viewer, chosen: TaskFilter, *, now: datetime, offset: int, size: int
    ) -> TasksPage:
        order: tuple[Any, ...] = (tasks.c.deadline_at, tasks.c.id)  # no deadline comes last
        if chosen.stands is Stands.ENDED:
            order = (tasks.c.closed_at.desc(), tasks.c.id.desc())
        elif chosen.stands is Stands.ALL:
            order = OPEN_FIRST
        found = await self._page(filtered(viewer, chosen, now), order, offset, size)
        if found.lines or not chosen.wanted:
            return found
        threshold = func.set_config("pg_trgm.word_similarity_threshold", str(LEAST_LIKENESS), True)
        await self._connection.execute(select(threshold))
        nearly = filtered(viewer, chosen, now, forgives=True)
        return await self._page(nearly, order, offset, size)

    async def of_client(
        self, client_id: ClientId, viewer: Viewer, *, offset: int, size: int
    ) -> TasksPage:
        return await self._linked(tasks.c.client_id == client_id, viewer, offset, size)

    async def of_deal(
        self, deal_id: DealId, viewer: Viewer, *, offset: int, size: int
    ) -> TasksPage:
        return await self._linked(tasks.c.deal_id == deal_id, viewer, offset, size)

    async def open_of_client(self, client_id: ClientId, viewer: Viewer) -> int:
        return await self._count(and_(tasks.c.client_id == client_id, IS_OPEN), viewer)

    async def _count(self, chosen: ColumnElement[bool], viewer: Viewer) -> int:
        counted = select(func.count()).select_from(tasks).where(chosen, task_visible(viewer))
        return await self._connection.scalar(counted) or 0

    async def _linked(
        self, link: ColumnElement[bool], viewer: Viewer, offset: int, size: int
    ) -> TasksPage:
        return await self._page(and_(link, task_visible(viewer)), OPEN_FIRST, offset, size)

    async def _page(
        self, chosen: ColumnElement[bool], order: tuple[Any, ...], offset: int, size: int
    ) -> TasksPage:
        """The last page, where there is nothing at ``offset`` any more."""
        total = await self._connection.scalar(select(func.count()).select_from(tasks).where(chosen))
        page = Page.nearest(offset, size, total or 0)
        rows = await self._connection.execute(
            select_lines().where(chosen).order_by(*order).offset(page.offset).limit(size)
        )
        return TasksPage(tuple(to_line(row) for row in rows), page)

    async def overdue_of_team(self, viewer: Viewer, now: datetime) -> int:
        values = {"now": now, "viewer_ids": sorted(viewer.ids), **ids_of(viewer.scope)}
        counted = await _overdue_of_team(ways_of(viewer.scope)).scalar(self._connection, values)
        return counted or 0

    async def of_day(
        self, viewer: Viewer, *, own: PersonId, now: datetime, day_ends_at: datetime, each: int
    ) -> TasksOfDay:
        who = Who.of(viewer.ids)
        rows = await _of_day(who).rows(
            self._connection,
            {
                "me": who.ids(viewer.ids),
                "own": own,
                "now": now,
                "day_ends_at": day_ends_at,
                "today": (day_ends_at - timedelta(microseconds=1)).date(),
                "each": each,
            },
        )
        errands = [(TaskErrand(row.errand), row.id, row.how_many) for row in rows]
        missed = {TaskId(row.id): row.missed_before for row in rows if row.missed_before}
        if not errands:
            return TasksOfDay((), {})
        found = await LINES_OF.rows(self._connection, {"ids": [id_ for _, id_, _ in errands]})
        lines = {row.id: to_line(row) for row in found}
        order = list(TaskErrand)
        errands.sort(key=lambda errand: order.index(errand[0]))
        return TasksOfDay(
            lines=tuple((errand, lines[id_]) for errand, id_, _ in errands),
            counts={errand: how_many for errand, _, how_many in errands},
            missed_before=missed,
        )
