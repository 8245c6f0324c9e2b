from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.cycles.model import CallId, CallResult, PairId
from domain.cycles.views import CycleLine, PairLine, Show, Tally
from domain.errors import NotFound
from domain.org.model import PersonId
from domain.org.visibility import Scope
from storage.cycles.calls import CYCLE, began_at
from storage.cycles.pairs import IS_OPEN, PAIR, callers, is_of, is_within, with_names
from storage.cycles.rows import to_cycle, to_pair, to_tally
from storage.tables import clients, cycles, planned_calls, seller_pairs, visits

IS_THERE: ColumnElement[bool] = planned_calls.c.status != literal_column("'gone'")
IS_WAITING: ColumnElement[bool] = planned_calls.c.status == literal_column("'waiting'")
IS_CALLED: ColumnElement[bool] = and_(
    IS_THERE, or_(planned_calls.c.tries > 0, planned_calls.c.status == literal_column("'done'"))
)
HAS_NO_ROOM: ColumnElement[bool] = and_(IS_WAITING, planned_calls.c.planned_on.is_(None))
IS_AGREED: ColumnElement[bool] = planned_calls.c.result == literal_column("'meeting'")
IS_REFUSED: ColumnElement[bool] = planned_calls.c.result == literal_column("'not_interested'")
IS_MET: ColumnElement[bool] = and_(
    IS_THERE,
    exists().where(
        visits.c.client_id == planned_calls.c.client_id,
        visits.c.status == literal_column("'held'"),
        visits.c.starts_at >= began_at(),
        visits.c.visitor_id.in_((seller_pairs.c.caller_id, seller_pairs.c.visitor_id)),
    ),
)
SHOWN: dict[Show, ColumnElement[bool]] = {
    Show.LEFT: and_(IS_WAITING, planned_calls.c.planned_on.is_not(None)),
    Show.CALLED: IS_CALLED,
    Show.MEETINGS: or_(IS_AGREED, IS_MET),
    Show.REFUSED: IS_REFUSED,
    Show.NO_ROOM: HAS_NO_ROOM,
}
IS_OF_OPEN_CYCLE = and_(cycles.c.pair_id == seller_pairs.c.id, cycles.c.ended_at.is_(None))


def _tally() -> tuple[ColumnElement[int], ...]:
    return tuple(
        func.count().filter(counted).label(name)
        for name, counted in (
            ("planned", IS_THERE),
            ("called", IS_CALLED),
            ("agreed", IS_AGREED),
            ("met", func.coalesce(IS_MET, false())),
            ("left_over", IS_WAITING),
            ("no_room", HAS_NO_ROOM),
            ("refused", IS_REFUSED),
        )
    )


def _theirs(scope: Scope, people: frozenset[PersonId]) -> ColumnElement[bool]:
    return and_(IS_OPEN, or_(is_of(people), is_within(scope)))


def _pairs(scope: Scope, people: frozenset[PersonId]) -> Select[Any]:
    return with_names(
        select(*PAIR, *CYCLE, func.count().over().label("total"))
        .select_from(seller_pairs)
        .outerjoin(cycles, IS_OF_OPEN_CYCLE)
    ).where(_theirs(scope, people))


class SqlCycleBoards:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def pairs(
        self, scope: Scope, people: frozenset[PersonId], *, offset: int, size: int
    ) -> tuple[Sequence[PairLine], int]:
        chosen = (
            _pairs(scope, people)
            .order_by(callers.c.name, seller_pairs.c.id)
            .offset(offset)
            .limit(size)
        )
        return await self._lines(chosen)

    async def pair(self, pair_id: PairId, scope: Scope, people: frozenset[PersonId]) -> PairLine:
        lines, _ = await self._lines(_pairs(scope, people).where(seller_pairs.c.id == pair_id))
        if not lines:
            raise NotFound(pair_id=pair_id)
        return lines[0]

    async def _lines(self, chosen: Select[Any]) -> tuple[Sequence[PairLine], int]:
        found = (await self._connection.execute(chosen)).all()
        tallies = await self._connection.execute(
            with_names(
                select(seller_pairs.c.id, *_tally())
                .select_from(planned_calls)
                .join(cycles, cycles.c.id == planned_calls.c.cycle_id)
                .join(seller_pairs, seller_pairs.c.id == cycles.c.pair_id)
            )
            .where(
                seller_pairs.c.id.in_([row.pair_id for row in found]), cycles.c.ended_at.is_(None)
            )
            .group_by(seller_pairs.c.id)
        )
        of_pair = {row.id: to_tally(row) for row in tallies}
        lines = [
            PairLine(to_pair(row), to_cycle(row), of_pair.get(row.pair_id, Tally()))
            for row in found
        ]
        return lines, found[0].total if found else 0

    async def regions(
        self, scope: Scope, people: frozenset[PersonId], pair_id: PairId | None
    ) -> Sequence[tuple[str | None, Tally]]:
        region = func.nullif(clients.c.region, "").label("region")
        statement = (
            with_names(
                select(region, *_tally())
                .select_from(planned_calls)
                .join(cycles, cycles.c.id == planned_calls.c.cycle_id)
                .join(seller_pairs, IS_OF_OPEN_CYCLE)
                .join(clients, clients.c.id == planned_calls.c.client_id)
            )
            .where(_theirs(scope, people), IS_THERE)
            .group_by(region)
            .order_by(func.count().desc(), region)
        )
        if pair_id is not None:
            statement = statement.where(seller_pairs.c.id == pair_id)
        rows = await self._connection.execute(statement)
        return [(row.region, to_tally(row)) for row in rows]

    async def lines(
        self, pair_id: PairId, show: Show, *, offset: int, size: int
    ) -> tuple[Sequence[CycleLine], int]:
        """By the day planned, what was done last first."""
        is_done = show in {Show.CALLED, Show.MEETINGS, Show.REFUSED}
        order: tuple[Any, ...] = (
            (planned_calls.c.tried_at.desc().nulls_last(), planned_calls.c.id)
            if is_done
            else (planned_calls.c.planned_on, planned_calls.c.place, planned_calls.c.id)
        )
        chosen = with_names(
            select(planned_calls, clients.c.name, clients.c.region)
            .join(cycles, cycles.c.id == planned_calls.c.cycle_id)
            .join(seller_pairs, IS_OF_OPEN_CYCLE)
            .join(clients, clients.c.id == planned_calls.c.client_id)
        ).where(seller_pairs.c.id == pair_id, case((SHOWN[show], True), else_=False))
        total = await self._connection.scalar(
            select(func.count()).select_from(chosen.order_by(None).subquery())
        )
        rows = await self._connection.execute(chosen.order_by(*order).offset(offset).limit(size))
        lines = [
            CycleLine(
                CallId(row.id),
                ClientId(row.client_id),
                row.name,
                row.region,
                row.planned_on,
                None if row.result is None else CallResult(row.result),
                row.reason,
            )
            for row in rows
        ]
        return lines, int(total or 0)
