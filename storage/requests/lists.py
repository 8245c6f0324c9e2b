"""Lists and figures of requests: a statement each, whatever their number."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Integer,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.org.model import Actor, PersonId
from domain.org.visibility import Scope
from domain.requests.views import (
    Figures,
    RequestErrand,
    RequestLine,
    RequestsOfDay,
    Stands,
    Whose,
)
from storage.clients.visibility import client_visible
from storage.org.visibility import IDS
from storage.readings import Reading
from storage.requests.rows import LINES, is_of, request_visible, to_line
from storage.tables import clients, requests

IS_OPEN: ColumnElement[bool] = requests.c.status != literal_column("'closed'")
IS_WAITING: ColumnElement[bool] = requests.c.status.in_(
    [literal_column("'new'"), literal_column("'reopened'")]
)
MOST_URGENT = (requests.c.limit_at.asc().nulls_last(), requests.c.came_at, requests.c.id)
NEWEST = (requests.c.closed_at.desc(), requests.c.id.desc())
MOST_OPEN = 20
"""Open requests of one client that are told as reasons for a contact."""


class RequestLists:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_client(
        self, client_id: ClientId, *, offset: int, size: int
    ) -> tuple[Sequence[RequestLine], int]:
        theirs = requests.c.client_id == client_id
        order = (
            requests.c.status == literal_column("'closed'"),
            case((IS_OPEN, requests.c.limit_at)).asc().nulls_last(),
            requests.c.closed_at.desc().nulls_first(),
            requests.c.came_at.desc(),
            requests.c.id.desc(),
        )
        return await self._page(theirs, order, offset=offset, size=size)

    async def count_open(self, client_id: ClientId) -> int:
        return int(
            await self._connection.scalar(
                select(func.count()).where(requests.c.client_id == client_id, IS_OPEN)
            )
            or 0
        )

    async def open_of(self, client_id: ClientId, scope: Scope) -> Sequence[RequestLine]:
        rows = await self._connection.execute(
            LINES.where(requests.c.client_id == client_id, IS_OPEN, client_visible(scope))
            .order_by(*MOST_URGENT)
            .limit(MOST_OPEN)
        )
        return [to_line(row) for row in rows]

    async def listed(
        self,
        actor: Actor,
        whose: Whose,
        stands: Stands,
        *,
        now: datetime,
        offset: int,
        size: int,
    ) -> tuple[Sequence[RequestLine], int]:
        standing: dict[Stands, ColumnElement[bool]] = {
            Stands.OPEN: IS_OPEN,
            Stands.LATE: and_(IS_OPEN, requests.c.limit_at <= now),
            Stands.CLOSED: requests.c.status == literal_column("'closed'"),
        }
        order: Sequence[Any] = NEWEST if stands is Stands.CLOSED else MOST_URGENT
        chosen = and_(standing[stands], _inside(actor, whose))
        return await self._page(chosen, order, offset=offset, size=size)

    async def _page(
        self, chosen: ColumnElement[bool], order: Sequence[Any], *, offset: int, size: int
    ) -> tuple[Sequence[RequestLine], int]:
        total = await self._connection.scalar(
            select(func.count())
            .select_from(requests.join(clients, clients.c.id == requests.c.client_id))
            .where(chosen)
        )
        rows = await self._connection.execute(
            LINES.where(chosen).order_by(*order).offset(offset).limit(size)
        )
        return [to_line(row) for row in rows], int(total or 0)

    async def figures(
        self, actor: Actor, whose: Whose, *, since: datetime, now: datetime
    ) -> Figures:
        is_measured = or_(requests.c.reacted_at.is_not(None), requests.c.react_by <= now)
        found = await self._connection.execute(
            select(
                func.count().label("came"),
                _median(requests.c.reaction_seconds).label("reaction_seconds"),
                _median(requests.c.closing_seconds).label("closing_seconds"),
                func.count()
                .filter(requests.c.reacted_at <= requests.c.react_by)
                .label("within_limit"),
                func.count().filter(is_measured).label("measured"),
            )
            .select_from(requests.join(clients, clients.c.id == requests.c.client_id))
            .where(requests.c.came_at >= since, _inside(actor, whose))
        )
        row = found.one()
        return Figures(
            came=row.came,
            reaction_seconds=_whole(row.reaction_seconds),
            closing_seconds=_whole(row.closing_seconds),
            within=row.within_limit,
            measured=row.measured,
        )

    async def of_day(
        self, owners: frozenset[PersonId], *, now: datetime, each: int
    ) -> RequestsOfDay:
        values = {"owners": sorted(owners), "now": now, "each": each}
        rows = await _of_day().rows(self._connection, values)
        counts: dict[RequestErrand, int] = {}
        lines = []
        for row in rows:
            counts[RequestErrand(row.errand)] = row.how_many
            lines.append((RequestErrand(row.errand), to_line(row)))
        return RequestsOfDay(tuple(lines), counts)


@cache
def _of_day() -> Reading:
    """The first of each errand of ``owners``."""
    owners = bindparam("owners", type_=IDS).any_()
    is_responsible = requests.c.responsible_id == owners
    is_late = requests.c.limit_at <= bindparam("now", type_=DateTime(timezone=True))
    errand = case(
        (is_late, str(RequestErrand.LATE)),
        (and_(requests.c.manager_id.is_not(None), ~is_responsible), "request_vip"),
        else_=str(RequestErrand.WAITING),
    )
    stands = or_(and_(is_responsible, or_(IS_WAITING, is_late)), requests.c.manager_id == owners)
    ranked = (
        select(
            requests.c.id,
            errand.label("errand"),
            func.row_number().over(partition_by=errand, order_by=MOST_URGENT).label("place"),
            func.count().over(partition_by=errand).label("how_many"),
        )
        .where(IS_OPEN, stands)
        .subquery()
    )
    return Reading(
        LINES.add_columns(ranked.c.errand, ranked.c.how_many)
        .join(ranked, ranked.c.id == requests.c.id)
        .where(ranked.c.place <= bindparam("each", type_=Integer))
        .order_by(ranked.c.errand, ranked.c.place)
    )


def _inside(actor: Actor, whose: Whose) -> ColumnElement[bool]:
    if whose is Whose.MINE:
        return is_of({actor.id, *actor.stands_in_for})
    return request_visible(actor)


def _median(seconds: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.percentile_cont(0.5).within_group(seconds)


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)
