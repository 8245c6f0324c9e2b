from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    DateTime,
    Select,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.cycles.model import CallId, PlannedCall
from domain.cycles.views import CallLine, CallsOfDay, CallView
from domain.errors import NotFound
from domain.org.model import PersonId
from domain.org.visibility import Scope
from storage.changes import change_marks
from storage.cycles.pairs import IS_OPEN, PAIR, callers, is_of, is_within, with_names
from storage.cycles.rows import to_call, to_cycle, to_pair
from storage.org.visibility import IDS
from storage.readings import Reading
from storage.tables import (
    branches,
    cadences,
    clients,
    cycles,
    interactions,
    planned_calls,
    seller_pairs,
)
from storage.tables import people as colleagues

IS_WAITING: ColumnElement[bool] = planned_calls.c.status == literal_column("'waiting'")
IS_OF_OPEN_CYCLE: ColumnElement[bool] = and_(cycles.c.ended_at.is_(None), IS_OPEN)
IS_OWNED: ColumnElement[bool] = and_(
    clients.c.merged_into_id.is_(None),
    or_(
        clients.c.owner_id == seller_pairs.c.caller_id,
        clients.c.owner_id == seller_pairs.c.visitor_id,
    ),
)
"""The client may have gone to somebody else since the plan was made."""

CYCLE = (
    cycles.c.id.label("cycle_id"),
    cycles.c.number,
    cycles.c.starts_on,
    cycles.c.ends_on,
    cycles.c.planned_for,
    cycles.c.working_days,
)


def began_at() -> ColumnElement[datetime]:
    """The first moment of the cycle, where its caller is; over ``with_names``."""
    home = (
        select(branches.c.zone)
        .where(branches.c.id == callers.c.branch_id)
        .correlate(callers)
        .scalar_subquery()
    )
    zone = func.coalesce(callers.c.zone, home)
    return func.timezone(zone, cast(cycles.c.starts_on, DateTime))


def _spoken_since() -> ColumnElement[bool]:
    """Somebody spoke with the client outside the list after it was tried last; the next plan
    settles it.
    """
    since = func.greatest(began_at(), planned_calls.c.tried_at)
    spoken = exists().where(
        interactions.c.client_id == planned_calls.c.client_id,
        interactions.c.result == literal_column("'reached'"),
        interactions.c.kind.in_(("call", "meeting", "visit")),
        interactions.c.at > since,
    )
    return and_(~planned_calls.c.is_promised, spoken)


def _joined(statement: Select[*tuple[Any, ...]]) -> Select[Any]:
    return with_names(
        statement.select_from(planned_calls)
        .join(cycles, cycles.c.id == planned_calls.c.cycle_id)
        .join(seller_pairs, seller_pairs.c.id == cycles.c.pair_id)
        .join(clients, clients.c.id == planned_calls.c.client_id)
    )


def _is_for_today(
    today: date | BindParameter[date], day_ends_at: datetime | BindParameter[datetime]
) -> ColumnElement[bool]:
    return and_(
        IS_WAITING,
        IS_OF_OPEN_CYCLE,
        IS_OWNED,
        or_(
            and_(planned_calls.c.call_at.is_(None), planned_calls.c.planned_on <= today),
            planned_calls.c.call_at < day_ends_at,
        ),
        ~_spoken_since(),
    )


OF_DAY = Reading(
    _joined(
        select(
            func.count().label("how_many"),
            func.count().filter(planned_calls.c.is_promised).label("promised"),
        )
    ).where(
        seller_pairs.c.caller_id == bindparam("people", type_=IDS).any_(),
        _is_for_today(
            bindparam("today", type_=Date), bindparam("day_ends_at", type_=DateTime(timezone=True))
        ),
    )
)


class SqlPlannedCalls:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def due(
        self,
        people: frozenset[PersonId],
        *,
        today: date,
        day_ends_at: datetime,
        now: datetime,
        offset: int,
        size: int,
    ) -> tuple[Sequence[CallLine], int, int]:
        is_later = func.coalesce(planned_calls.c.call_at > now, False)
        chosen = (
            _joined(
                select(
                    planned_calls.c.id,
                    planned_calls.c.client_id,
                    clients.c.name.label("client_name"),
                    clients.c.region,
                    planned_calls.c.call_at,
                    planned_calls.c.is_promised,
                    planned_calls.c.was_left,
                    planned_calls.c.planned_on,
                    planned_calls.c.place,
                    seller_pairs.c.caller_id,
                    callers.c.name.label("caller_name"),
                    is_later.label("is_later"),
                )
            )
            .where(is_of(people), _is_for_today(today, day_ends_at))
            .subquery()
        )
        rows = await self._connection.execute(
            select(
                chosen,
                func.count().over().label("total"),
                func.count().filter(chosen.c.is_later).over().label("later"),
            )
            .order_by(
                chosen.c.is_later,
                chosen.c.call_at.nulls_last(),
                chosen.c.planned_on,
                chosen.c.place,
                chosen.c.id,
            )
            .offset(offset)
            .limit(size)
        )
        found = rows.all()
        if not found:
            if offset:
                total = await self._connection.scalar(select(func.count()).select_from(chosen))
                return [], int(total or 0), 0
            return [], 0, 0
        lines = [
            CallLine(
                CallId(row.id),
                ClientId(row.client_id),
                row.client_name,
                row.region,
                row.call_at,
                row.is_promised,
                row.was_left,
                PersonId(row.caller_id),
                row.caller_name,
            )
            for row in found
        ]
        return lines, found[0].total, found[0].later

    async def of_day(
        self, people: frozenset[PersonId], *, today: date, day_ends_at: datetime
    ) -> CallsOfDay:
        values = {"people": sorted(people), "today": today, "day_ends_at": day_ends_at}
        (counted,) = await OF_DAY.rows(self._connection, values)
        return CallsOfDay(counted.how_many, counted.promised)

    async def made_since(self, people: frozenset[PersonId], since: datetime) -> int:
        made = await self._connection.scalar(
            select(func.count())
            .select_from(planned_calls)
            .join(cycles, cycles.c.id == planned_calls.c.cycle_id)
            .join(seller_pairs, seller_pairs.c.id == cycles.c.pair_id)
            .where(is_of(people), IS_OF_OPEN_CYCLE, planned_calls.c.tried_at >= since)
        )
        return int(made or 0)

    async def has_pair(self, people: frozenset[PersonId]) -> bool:
        found = await self._connection.scalar(
            select(seller_pairs.c.id).where(IS_OPEN, is_of(people)).limit(1)
        )
        return found is not None

    async def view(self, call_id: CallId, people: frozenset[PersonId], scope: Scope) -> CallView:
        settled_by = colleagues.alias("settled_by")
        found = await self._connection.execute(
            _joined(
                select(
                    *planned_calls.c,
                    *(column for column in PAIR),
                    *CYCLE[1:],
                    clients.c.name.label("client_name"),
                    settled_by.c.name.label("settled_by_name"),
                    IS_OF_OPEN_CYCLE.label("is_open"),
                    cadences.c.due_on,
                )
            )
            .outerjoin(cadences, cadences.c.client_id == planned_calls.c.client_id)
            .outerjoin(settled_by, settled_by.c.id == planned_calls.c.settled_by)
            .where(planned_calls.c.id == call_id, or_(is_of(people), is_within(scope)))
        )
        row = found.first()
        if row is None:
            raise NotFound(call_id=call_id)
        cycle = to_cycle(row)
        assert cycle is not None
        return CallView(
            call=to_call(row),
            pair=to_pair(row),
            client_name=row.client_name,
            settled_by_name=row.settled_by_name,
            cycle=cycle,
            is_open=row.is_open,
            due_on=row.due_on,
        )

    async def get(self, call_id: CallId) -> PlannedCall:
        found = await self._connection.execute(
            select(planned_calls).where(planned_calls.c.id == call_id).with_for_update()
        )
        row = found.first()
        if row is None:
            raise NotFound(call_id=call_id)
        return to_call(row)

    async def save(self, call: PlannedCall, now: datetime) -> None:
        await self._connection.execute(
            update(planned_calls)
            .where(planned_calls.c.id == call.id)
            .values(
                status=str(call.status),
                planned_on=call.planned_on,
                call_at=call.call_at,
                is_promised=call.is_promised,
                is_last=call.is_last,
                tries=call.tries,
                tried_at=call.tried_at,
                result=call.result and str(call.result),
                reason=call.reason,
                settled_at=call.settled_at,
                settled_by=call.settled_by,
                version=planned_calls.c.version + 1,
                **change_marks(now),
            )
        )
