from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    ScalarResult,
    bindparam,
    case,
    exists,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotFound
from domain.org.model import PersonId
from domain.org.workplaces import Workplace
from domain.tasks.capacity import Work
from domain.tasks.views import KnownLoad, PlannedTask
from domain.tasks.visibility import Viewer
from domain.working_time import DateSpan
from storage.org.visibility import visible
from storage.readings import Reading
from storage.tables import people as everybody
from storage.tables import tasks
from storage.tables.tasks import WORKING
from storage.tasks.listed import IS_WORKING, select_lines, spent_minutes, to_line

# A task with subtasks is their sum, so only the subtasks count. What was logged is no longer left.
LOADS = Reading(
    text(
        f"""
    WITH wanted AS (
        SELECT people.id, people.name, people.working_hours, branches.country,
               coalesce(people.zone, branches.zone) AS zone
          FROM people JOIN branches ON branches.id = people.branch_id
         WHERE people.id = ANY(:people)
    ), spent AS (
        SELECT task_time.task_id, sum(minutes) AS minutes
          FROM task_time JOIN tasks ON tasks.id = task_time.task_id
         WHERE {WORKING} AND tasks.executor_id = ANY(:people)
         GROUP BY task_time.task_id
    ), left_over AS (
        SELECT tasks.executor_id, (tasks.deadline_at AT TIME ZONE wanted.zone)::date AS due_on,
               CASE WHEN tasks.started_at IS NULL THEN tasks.starts_on END AS starts_on,
               tasks.has_time,
               CAST(sum(greatest(tasks.estimate_minutes - coalesce(spent.minutes, 0), 0)) AS bigint)
                   AS minutes,
               count(*) FILTER (WHERE tasks.estimate_minutes IS NULL) AS without_estimate
          FROM tasks
          JOIN wanted ON wanted.id = tasks.executor_id
          LEFT JOIN spent ON spent.task_id = tasks.id
         WHERE {WORKING}
           AND NOT EXISTS (SELECT FROM tasks part
                            WHERE part.parent_id = tasks.id AND part.state <> 'cancelled')
         GROUP BY tasks.executor_id, due_on, 3, tasks.has_time,
                  CASE WHEN tasks.has_time THEN tasks.id END
    ), works AS (
        SELECT executor_id, array_agg(due_on) AS due_on, array_agg(minutes) AS minutes,
               array_agg(starts_on) AS starts_on, array_agg(has_time) AS has_time,
               sum(without_estimate) AS without_estimate
          FROM (SELECT * FROM left_over ORDER BY executor_id, due_on, starts_on) AS in_order
         GROUP BY executor_id
    ), away AS (
        SELECT person_id, array_agg(starts_on) AS away_from, array_agg(ends_on) AS away_to
          FROM absences
         WHERE person_id = ANY(:people) AND ends_on >= :since AND starts_on <= :until
         GROUP BY person_id
    )
    SELECT wanted.*, works.due_on, works.minutes, works.starts_on, works.has_time,
           works.without_estimate, away.away_from, away.away_to
      FROM wanted
      LEFT JOIN works ON works.executor_id = wanted.id
      LEFT JOIN away ON away.person_id = wanted.id
     ORDER BY wanted.name, wanted.id
    """  # noqa: S608 - a constant of the schema
    ).bindparams(
        bindparam("people", type_=ARRAY(BigInteger)),
        bindparam("since", type_=Date),
        bindparam("until", type_=Date),
    )
)

PEERS = text(
    """
    SELECT peer.id
      FROM people me
      JOIN people peer ON peer.branch_id = me.branch_id
                      AND peer.department_id IS NOT DISTINCT FROM me.department_id
                      AND peer.role = me.role
     WHERE me.id = :person_id AND peer.id <> me.id AND peer.is_active
     ORDER BY peer.id
    """
)


class SqlTaskLoads:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(
        self, people: Sequence[PersonId], *, since: date, until: date
    ) -> Sequence[KnownLoad]:
        wanted = {"people": sorted(people), "since": since, "until": until}
        rows = await LOADS.rows(self._connection, wanted)
        return [
            KnownLoad(
                person_id=PersonId(row.id),
                name=row.name,
                workplace=Workplace(row.country, ZoneInfo(row.zone), row.working_hours),
                away=tuple(map(DateSpan, row.away_from or (), row.away_to or ())),
                works=_works(row),
                without_estimate=int(row.without_estimate or 0),
            )
            for row in rows
        ]

    async def peers(self, person_id: PersonId) -> Sequence[PersonId]:
        rows = await self._connection.scalars(PEERS, {"person_id": person_id})
        return [PersonId(id_) for id_ in rows]

    async def team(self, viewer: Viewer, *, limit: int, offset: int = 0) -> Sequence[PersonId]:
        rows: ScalarResult[int] = await self._connection.scalars(
            select(everybody.c.id)
            .where(*_seen(viewer))
            .order_by(everybody.c.name, everybody.c.id)
            .limit(limit)
            .offset(offset)
        )
        return [PersonId(id_) for id_ in rows]

    async def count_team(self, viewer: Viewer) -> int:
        chosen = select(func.count()).select_from(everybody).where(*_seen(viewer))
        return await self._connection.scalar(chosen) or 0

    async def tasks_of(self, person_id: PersonId, viewer: Viewer) -> Sequence[PlannedTask]:
        found = await self._connection.scalar(
            select(everybody.c.id).where(everybody.c.id == person_id, *_seen(viewer))
        )
        if found is None:
            raise NotFound(person_id=person_id)
        part = tasks.alias("part")
        has_parts = (
            exists()
            .where(part.c.parent_id == tasks.c.id, part.c.state != text("'cancelled'"))
            .correlate(tasks)
        )
        rows = await self._connection.execute(
            select_lines()
            .add_columns(
                spent_minutes().label("spent_minutes"),
                case((tasks.c.started_at.is_(None), tasks.c.starts_on)).label("planned_on"),
            )
            .where(tasks.c.executor_id == person_id, IS_WORKING, ~has_parts)
            .order_by(tasks.c.deadline_at, tasks.c.id)
        )
        return [PlannedTask(to_line(row), _left(row), starts_on=row.planned_on) for row in rows]


def _seen(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    return (
        everybody.c.is_active,
        everybody.c.role != "client",
        visible(viewer.scope, owner=everybody.c.id, branch=everybody.c.branch_id),
    )


def _works(row: Any) -> tuple[Work, ...]:
    if row.due_on is None:
        return ()
    # In arrays the driver reads them many times as fast as in JSON.
    each = zip(row.minutes, row.due_on, row.starts_on, row.has_time, strict=True)
    return tuple(
        Work(_lasting(minutes or 0), due_on, starts_on, has_time)
        for minutes, due_on, starts_on, has_time in each
    )


@lru_cache(maxsize=1024)
def _lasting(minutes: int) -> timedelta:
    """Made once: estimates repeat, and to make one takes as long as to make its ``Work``."""
    return timedelta(minutes=minutes)


def _left(row: Any) -> timedelta | None:
    if row.estimate_minutes is None:
        return None
    return timedelta(minutes=max(row.estimate_minutes - row.spent_minutes, 0))
