"""Visits in lists: of a person, a team, a day, a client."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Integer,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.org.model import Actor, PersonId
from domain.visits.views import VisitErrand, VisitLine, VisitsOfDay
from storage.org.visibility import IDS
from storage.readings import Reading
from storage.tables import clients, visits
from storage.visits.reading import lines, to_line, visit_visible

IS_OPEN: ColumnElement[bool] = visits.c.status.in_(("booked", "to_move"))
EARLIEST = (visits.c.starts_at, visits.c.id)
LATEST = (visits.c.starts_at.desc(), visits.c.id.desc())


@cache
def _of_day() -> Reading:
    """The first of each errand of ``visitors``."""
    moment = DateTime(timezone=True)
    errand = case(
        (visits.c.ends_at <= bindparam("now", type_=moment), str(VisitErrand.REPORT)),
        (visits.c.status == "to_move", str(VisitErrand.TO_MOVE)),
        (visits.c.starts_at < bindparam("day_ends_at", type_=moment), str(VisitErrand.TODAY)),
        else_=str(VisitErrand.TOMORROW),
    )
    is_soon = visits.c.starts_at < bindparam("next_day_ends_at", type_=moment)
    ranked = (
        select(
            visits.c.id,
            errand.label("errand"),
            func.row_number().over(partition_by=errand, order_by=EARLIEST).label("place"),
            func.count().over(partition_by=errand).label("how_many"),
        )
        .where(
            IS_OPEN,
            visits.c.visitor_id == bindparam("visitors", type_=IDS).any_(),
            or_(is_soon, visits.c.status == "to_move"),
        )
        .subquery()
    )
    return Reading(
        lines()
        .add_columns(ranked.c.errand, ranked.c.how_many)
        .join(ranked, ranked.c.id == visits.c.id)
        .where(ranked.c.place <= bindparam("each", type_=Integer))
        .order_by(ranked.c.errand, ranked.c.place)
    )


class SqlVisitLists:
    """See ``domain.visits.ports.VisitLists``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def ahead(
        self, actor: Actor, *, is_team: bool, offset: int, size: int
    ) -> tuple[Sequence[VisitLine], int]:
        return await self._page(IS_OPEN, EARLIEST, actor, is_team, offset=offset, size=size)

    async def past(
        self, actor: Actor, *, is_team: bool, offset: int, size: int
    ) -> tuple[Sequence[VisitLine], int]:
        return await self._page(~IS_OPEN, LATEST, actor, is_team, offset=offset, size=size)

    async def _page(
        self,
        chosen: ColumnElement[bool],
        order: Sequence[Any],
        actor: Actor,
        is_team: bool,
        *,
        offset: int,
        size: int,
    ) -> tuple[Sequence[VisitLine], int]:
        mine = literal(sorted({actor.id, *actor.stands_in_for}), ARRAY(BigInteger))
        whose = (
            visit_visible(actor)
            if is_team
            else or_(visits.c.visitor_id == func.any(mine), visits.c.booked_by == func.any(mine))
        )
        total = await self._connection.scalar(
            select(func.count()).select_from(lines().where(chosen, whose).subquery())
        )
        rows = await self._connection.execute(
            lines().where(chosen, whose).order_by(*order).offset(offset).limit(size)
        )
        return [to_line(row) for row in rows], total or 0

    async def of_day(
        self,
        visitors: frozenset[PersonId],
        *,
        now: datetime,
        day_ends_at: datetime,
        next_day_ends_at: datetime,
        each: int,
    ) -> VisitsOfDay:
        rows = await _of_day().rows(
            self._connection,
            {
                "visitors": sorted(visitors),
                "now": now,
                "day_ends_at": day_ends_at,
                "next_day_ends_at": next_day_ends_at,
                "each": each,
            },
        )
        counts: dict[VisitErrand, int] = {}
        found = []
        for row in rows:
            counts[VisitErrand(row.errand)] = row.how_many
            found.append((VisitErrand(row.errand), to_line(row)))
        return VisitsOfDay(tuple(found), counts)

    async def between(
        self, visitor_id: PersonId, since: datetime, until: datetime
    ) -> Sequence[VisitLine]:
        rows = await self._connection.execute(
            lines()
            .where(
                visits.c.visitor_id == visitor_id,
                IS_OPEN,
                visits.c.starts_at >= since,
                visits.c.starts_at < until,
            )
            .order_by(*EARLIEST)
        )
        return [to_line(row) for row in rows]

    async def next_of_client(self, client_id: ClientId, now: datetime) -> VisitLine | None:
        found = await self._connection.execute(
            lines()
            .where(clients.c.id == client_id, IS_OPEN, visits.c.ends_at > now)
            .order_by(*EARLIEST)
            .limit(1)
        )
        row = found.first()
        return None if row is None else to_line(row)
