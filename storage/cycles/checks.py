from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cycles.views import RepWork
from domain.org.model import PersonId
from domain.org.visibility import Scope
from storage.org.visibility import visible
from storage.tables import (
    absences,
    branches,
    cycles,
    interactions,
    people,
    planned_calls,
    seller_pairs,
    visits,
)

TAKE: Final = text(
    """
    INSERT INTO rep_checks_made (person_id, week_on)
    SELECT * FROM unnest(:people, :weeks) AS week (person_id, week_on) ORDER BY person_id
    ON CONFLICT DO NOTHING RETURNING person_id
    """
).bindparams(bindparam("people", type_=ARRAY(BigInteger)), bindparam("weeks", type_=ARRAY(Date)))

WEEKEND_AND_ONE: Final = timedelta(days=3)
"""An absence of a week ends on its Friday."""

SPOKEN: Final = interactions.c.result == literal_column("'reached'")


class SqlRepChecks:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def take(self, weeks: Mapping[PersonId, date]) -> frozenset[PersonId]:
        taken = await self._connection.scalars(
            TAKE, {"people": list(weeks), "weeks": list(weeks.values())}
        )
        return frozenset(PersonId(id_) for id_ in taken)

    async def managers(self) -> Sequence[tuple[PersonId, ZoneInfo]]:
        zone = func.coalesce(people.c.zone, branches.c.zone).label("zone")
        rows = await self._connection.execute(
            select(people.c.id, zone)
            .join(branches, branches.c.id == people.c.branch_id)
            .where(people.c.is_active, people.c.role == "manager")
            .order_by(people.c.id)
        )
        return [(PersonId(row.id), ZoneInfo(row.zone)) for row in rows]

    async def work(
        self, scope: Scope, *, but: PersonId, since: date, until: date, zone: ZoneInfo
    ) -> Sequence[RepWork]:
        begins_at = datetime.combine(since, time(), tzinfo=zone)
        ends_at = datetime.combine(until, time(), tzinfo=zone)

        def contacts(kind: str) -> ColumnElement[int]:
            return func.count().filter(
                interactions.c.kind == kind, or_(SPOKEN, interactions.c.kind == "call")
            )

        acts = (
            select(
                contacts("call").label("calls"),
                contacts("meeting").label("meetings"),
                contacts("visit").label("visits"),
            )
            .where(
                interactions.c.person_id == people.c.id,
                interactions.c.at >= begins_at,
                interactions.c.at < ends_at,
            )
            .lateral("acts")
        )
        last_at = (
            select(func.max(interactions.c.at))
            .where(interactions.c.person_id == people.c.id, interactions.c.at < ends_at)
            .scalar_subquery()
        )
        done = and_(planned_calls.c.tried_at >= begins_at, planned_calls.c.tried_at < ends_at)
        is_late = and_(
            planned_calls.c.status == literal_column("'waiting'"),
            planned_calls.c.planned_on.is_not(None),
            or_(planned_calls.c.was_left, planned_calls.c.planned_on < until),
        )
        plan = (
            select(
                func.count().filter(or_(done, is_late)).label("plan"),
                func.count().filter(done).label("done"),
            )
            .select_from(seller_pairs)
            .join(cycles, cycles.c.pair_id == seller_pairs.c.id)
            .join(planned_calls, planned_calls.c.cycle_id == cycles.c.id)
            .where(
                seller_pairs.c.caller_id == people.c.id,
                seller_pairs.c.ended_at.is_(None),
                or_(cycles.c.ended_at.is_(None), cycles.c.ended_at >= begins_at),
            )
            .lateral("plan")
        )
        booked = (
            select(func.count())
            .where(
                visits.c.visitor_id == people.c.id,
                visits.c.starts_at >= begins_at,
                visits.c.starts_at < ends_at,
                visits.c.status.in_(("booked", "held", "no_show")),
            )
            .scalar_subquery()
        )
        away = (
            select(absences.c.id)
            .where(
                absences.c.person_id == people.c.id,
                absences.c.starts_on <= since,
                absences.c.ends_on >= until - WEEKEND_AND_ONE,
            )
            .exists()
        )
        rows = await self._connection.execute(
            select(
                people.c.id,
                people.c.name,
                branches.c.name.label("branch_name"),
                acts.c.calls,
                acts.c.meetings,
                acts.c.visits,
                plan.c.plan,
                plan.c.done,
                booked.label("booked"),
                last_at.label("last_at"),
                away.label("is_away"),
            )
            .join(branches, branches.c.id == people.c.branch_id)
            .join(acts, literal_column("true"))
            .join(plan, literal_column("true"))
            .where(
                people.c.is_active,
                people.c.role.in_(("rep", "lead")),
                people.c.id != but,
                visible(scope, owner=people.c.id, branch=people.c.branch_id),
            )
            .order_by(branches.c.name, people.c.name, people.c.id)
        )
        return [
            RepWork(
                PersonId(row.id),
                row.name,
                row.branch_name,
                row.calls,
                row.meetings,
                row.visits,
                row.plan,
                row.done,
                row.booked,
                row.last_at,
                row.is_away,
            )
            for row in rows
        ]
