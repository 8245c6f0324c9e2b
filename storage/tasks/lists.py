"""What is shown of tasks: one card, lists, the thread, a day."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    any_,
    bindparam,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.errors import NotFound
from domain.org.model import PersonId
from domain.pages import Page
from domain.rulebook.values import LocalName
from domain.tasks.model import PeopleKind, Task, TaskId, TaskPriority, TaskState
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
    Whose,
)
from domain.tasks.visibility import Viewer
from domain.transliteration import search_key
from storage.org.visibility import visible
from storage.tables import (
    clients,
    deals,
    people,
    projects,
    task_briefs,
    task_dates,
    task_people,
    task_series,
    task_time,
    tasks,
)
from storage.tables.tasks import OPEN, WORKING
from storage.tasks.rows import to_deadline, to_proposal, to_span, to_task
from storage.tasks.series import to_repetition
from storage.tasks.tasks import standing_of
from storage.tasks.visibility import task_visible

IS_WORKING: ColumnElement[bool] = literal_column(WORKING.replace("state", "tasks.state"))
IS_OPEN: ColumnElement[bool] = literal_column(f"(tasks.{OPEN})")
OPEN_FIRST = (tasks.c.closed_at.desc().nulls_first(), tasks.c.deadline_at, tasks.c.id)
SHORTEST_PART = 3
"""Letters of a trigram: shorter parts are looked up where words begin."""
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

# Each errand is found by its own partial index, and only the first of each leave the server.
OF_DAY = text(
    f"""
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
                    WHEN deadline_at < :day_ends_at THEN 'today' ELSE 'new' END,
               id, deadline_at
          FROM tasks
         WHERE {WORKING} AND executor_id = ANY(:me) AND objection IS NULL
           AND (deadline_at < :day_ends_at OR state = 'given')
    ), ranked AS (
        SELECT errands.*, row_number() OVER (PARTITION BY errand ORDER BY at, id) AS place,
               count(*) OVER (PARTITION BY errand) AS how_many
          FROM errands
    )
    SELECT errand, id, place, how_many FROM ranked WHERE place <= :each ORDER BY errand, place
    """  # noqa: S608 - a constant of the schema
).bindparams(bindparam("me", type_=ARRAY(BigInteger)))

_assigner, _executor = people.alias("assigner"), people.alias("executor")


def select_lines() -> Select[Any]:
    """What ``to_line`` reads."""
    new_date = (
        exists()
        .where(task_dates.c.task_id == tasks.c.id, task_dates.c.status == text("'open'"))
        .correlate(tasks)
    )
    return (
        select(
            tasks.c.id,
            tasks.c.title,
            tasks.c.assigner_id,
            tasks.c.executor_id,
            tasks.c.state,
            tasks.c.priority,
            tasks.c.deadline_at,
            tasks.c.has_time,
            tasks.c.estimate_minutes,
            tasks.c.version,
            tasks.c.objection.is_not(None).label("is_stopped"),
            new_date.label("has_new_date"),
            clients.c.name.label("client_name"),
            _assigner.c.name.label("assigner_name"),
            _executor.c.name.label("executor_name"),
        )
        .join(_assigner, _assigner.c.id == tasks.c.assigner_id)
        .join(_executor, _executor.c.id == tasks.c.executor_id)
        .outerjoin(clients, clients.c.id == tasks.c.client_id)
    )


def to_line(row: Any) -> TaskLine:
    return TaskLine(
        id=TaskId(row.id),
        title=row.title,
        assigner_id=PersonId(row.assigner_id),
        assigner_name=row.assigner_name,
        executor_id=PersonId(row.executor_id),
        executor_name=row.executor_name,
        state=TaskState(row.state),
        priority=TaskPriority(row.priority),
        deadline=to_deadline(row),
        estimate=to_span(row.estimate_minutes),
        client_name=row.client_name,
        is_stopped=row.is_stopped,
        has_new_date=row.has_new_date,
        version=row.version,
    )


def _whose(viewer: Viewer, chosen: TaskFilter, me: Any) -> ColumnElement[bool]:
    is_mine = tasks.c.executor_id == me
    if chosen.stands is Stands.DRAFTS:
        given: ColumnElement[bool] = tasks.c.assigner_id == me
        return given
    match chosen.whose:
        case Whose.MINE:
            helped = select(task_people.c.task_id).where(
                task_people.c.person_id == me,
                task_people.c.kind == str(PeopleKind.CO_EXECUTOR),
            )
            # A union, as no index answers an OR of a column and another table.
            mine = union_all(select(tasks.c.id).where(is_mine), helped)
            was_given = or_(
                tasks.c.state.not_in(["draft", "waiting_approval"]), tasks.c.assigner_id == me
            )
            return and_(tasks.c.id.in_(mine), was_given)
        case Whose.GIVEN_BY_ME:
            return and_(tasks.c.assigner_id == me, tasks.c.executor_id != tasks.c.assigner_id)
        case Whose.OBSERVED:
            return tasks.c.id.in_(
                select(task_people.c.task_id).where(
                    task_people.c.person_id == me,
                    task_people.c.kind == str(PeopleKind.OBSERVER),
                )
            )
        case Whose.TEAM:
            return and_(
                visible(viewer.scope, owner=tasks.c.executor_id, branch=tasks.c.branch_id),
                ~is_mine,
            )
        case Whose.ANY:
            return true()


def _stands(stands: Stands, now: datetime) -> ColumnElement[bool]:
    match stands:
        case Stands.OPEN:
            return IS_OPEN
        case Stands.OVERDUE:
            return and_(IS_WORKING, tasks.c.deadline_at <= now)
        case Stands.WAITING:
            waits = or_(
                tasks.c.state.in_(["waiting_approval", "declined", "done", "accepted_result"]),
                tasks.c.objection.is_not(None),
                exists()
                .where(task_dates.c.task_id == tasks.c.id, task_dates.c.status == text("'open'"))
                .correlate(tasks),
            )
            return and_(IS_OPEN, waits)
        case Stands.ENDED:
            return tasks.c.state.in_(["closed", "cancelled"])
        case Stands.DRAFTS:
            return tasks.c.state == "draft"
        case Stands.ALL:
            return true()


def _named(wanted: str) -> ColumnElement[bool]:
    """Every word of ``wanted`` is in the title; one of few letters begins a word there."""
    words = search_key(wanted).split()
    if not words:
        return false()
    title = literal(" ") + tasks.c.title_key
    return and_(
        *(
            tasks.c.title_key.contains(word, autoescape=True)
            if len(word) >= SHORTEST_PART
            else title.contains(f" {word}", autoescape=True)
            for word in words
        )
    )


def _chosen(viewer: Viewer, chosen: TaskFilter, now: datetime) -> ColumnElement[bool]:
    me = any_(literal(sorted(viewer.ids), ARRAY(BigInteger)))
    found = [_whose(viewer, chosen, me), _stands(chosen.stands, now), task_visible(viewer)]
    if chosen.wanted:
        found.append(_named(chosen.wanted))
    return and_(*found)


class SqlTaskLists:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def view(self, task_id: TaskId, viewer: Viewer) -> TaskView:
        parent = tasks.alias("parent")
        spent = (
            select(func.coalesce(func.sum(task_time.c.minutes), 0))
            .where(task_time.c.task_id == tasks.c.id)
            .correlate(tasks)
            .scalar_subquery()
        )
        comments: ColumnElement[int] = literal_column(
            "(SELECT count(*) FROM task_comments WHERE task_id = tasks.id)"
        )
        found = await self._connection.execute(
            select(
                *tasks.c,
                clients.c.name.label("client_name"),
                deals.c.title.label("deal_title"),
                parent.c.title.label("parent_title"),
                projects.c.name.label("project_name"),
                spent.label("spent_minutes"),
                comments.label("comments"),
                task_briefs.c.name.label("brief_name"),
                task_series.c.unit,
                task_series.c.step,
                task_series.c.weekdays,
                task_series.c.month_day,
            )
            .outerjoin(
                task_series,
                (task_series.c.id == tasks.c.series_id) & task_series.c.ended_at.is_(None),
            )
            .outerjoin(task_briefs, task_briefs.c.task_id == tasks.c.id)
            .outerjoin(clients, clients.c.id == tasks.c.client_id)
            .outerjoin(deals, deals.c.id == tasks.c.deal_id)
            .outerjoin(parent, parent.c.id == tasks.c.parent_id)
            .outerjoin(projects, projects.c.id == tasks.c.project_id)
            .where(tasks.c.id == task_id, task_visible(viewer))
        )
        row = found.first()
        if row is None:
            raise NotFound(task_id=task_id)
        task = to_task(row)
        standing = await standing_of(self._connection, task)
        dates = await self._connection.execute(
            select(task_dates).where(
                task_dates.c.task_id == task_id, task_dates.c.status == text("'open'")
            )
        )
        proposal = dates.first()
        parts = await self._connection.execute(
            select_lines()
            .where(tasks.c.parent_id == task_id, task_visible(viewer))
            .order_by(tasks.c.deadline_at.nulls_last(), tasks.c.id)
            .limit(MOST_PARTS)
        )
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
            parts=tuple(to_line(part) for part in parts),
            proposal=None if proposal is None else to_proposal(proposal),
            spent=timedelta(minutes=row.spent_minutes),
            comments=row.comments,
            project_name=row.project_name,
            brief_name=None if row.brief_name is None else LocalName(**row.brief_name),
            waits_for=await self._waits_for(task),
            repetition=None if row.unit is None else to_repetition(row),
        )

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
        return await self._page(_chosen(viewer, chosen, now), order, offset, size)

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

    async def open_of_deal(self, deal_id: DealId, viewer: Viewer) -> int:
        return await self._count(and_(tasks.c.deal_id == deal_id, IS_OPEN), viewer)

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

    async def of_day(
        self, viewer: Viewer, *, own: PersonId, now: datetime, day_ends_at: datetime, each: int
    ) -> TasksOfDay:
        rows = await self._connection.execute(
            OF_DAY,
            {
                "me": sorted(viewer.ids),
                "own": own,
                "now": now,
                "day_ends_at": day_ends_at,
                "each": each,
            },
        )
        errands = [(TaskErrand(row.errand), row.id, row.how_many) for row in rows]
        if not errands:
            return TasksOfDay((), {})
        found = await self._connection.execute(
            select_lines().where(tasks.c.id.in_([id_ for _, id_, _ in errands]))
        )
        lines = {row.id: to_line(row) for row in found}
        order = list(TaskErrand)
        errands.sort(key=lambda errand: order.index(errand[0]))
        return TasksOfDay(
            lines=tuple((errand, lines[id_]) for errand, id_, _ in errands),
            counts={errand: how_many for errand, _, how_many in errands},
        )
