from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import starmap
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    DateTime,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.errors import NotFound
from domain.org.model import Actor, PersonId
from domain.org.workplaces import Workplace
from domain.visits.errors import SlotTaken
from domain.visits.model import Span, Visit, VisitId
from domain.visits.views import Visitor, VisitorLine, VisitView
from domain.working_time import DateSpan
from storage.changes import change_marks
from storage.delivery.ladders import dues, first
from storage.org.visibility import visible
from storage.tables import absences, branches, people, tasks, visits
from storage.visits.reading import to_view, to_visit, views

EXCLUDED, DEADLOCK = "23P01", "40P01"
"""What Postgres says of a row that a constraint keeps out, and of two that wait for each other."""
USUAL_TASK_MINUTES, LONGEST_TASK_MINUTES = 30, 120
"""What a task with an hour takes before it where nobody estimated it, and at most: what takes
longer is done over the day.
"""

HOLDS: ColumnElement[bool] = visits.c.status.in_(
    (literal_column("'booked'"), literal_column("'held'"))
)


WATCH_ON: Final = text(
    """
    UPDATE visits
       SET watch = told.step, watch_at = told.at,
           changed_by = :changed_by, changed_via = :changed_via, changed_at = :changed_at
      FROM unnest(:ids, :steps, :moments) AS told (id, step, at)
     WHERE visits.id = told.id
    """
).bindparams(
    bindparam("ids", type_=ARRAY(BigInteger)),
    bindparam("steps", type_=ARRAY(Text)),
    bindparam("moments", type_=ARRAY(DateTime(timezone=True))),
)


IS_DUE = dues(first("watch_at", "visits", "watch_at IS NOT NULL"))


class SqlVisits:
    """See ``domain.visits.ports.Visits``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def visitor(self, person_id: PersonId, *, since: datetime) -> Visitor:
        locking = (
            select(people.c.id)
            .where(people.c.id == person_id, people.c.is_active, people.c.role != "client")
            .with_for_update(read=True)
        )
        if (await self._connection.execute(locking)).first() is None:
            raise NotFound(person_id=person_id)
        return (await self.visitors([person_id], since=since))[person_id]

    async def visitors(
        self, ids: Collection[PersonId], *, since: datetime
    ) -> Mapping[PersonId, Visitor]:
        zone = func.coalesce(people.c.zone, branches.c.zone)
        rows = await self._connection.execute(
            select(
                people.c.id,
                people.c.name,
                people.c.boss_id,
                people.c.working_hours,
                branches.c.country,
                zone.label("known_zone"),
                func.array_remove(func.array_agg(absences.c.starts_on), None).label("first_days"),
                func.array_remove(func.array_agg(absences.c.ends_on), None).label("last_days"),
            )
            .join(branches, branches.c.id == people.c.branch_id)
            .outerjoin(
                absences,
                and_(
                    absences.c.person_id == people.c.id,
                    absences.c.ends_on >= cast(func.timezone(zone, since), Date),
                ),
            )
            .where(people.c.id.in_(sorted(ids)))
            .group_by(people.c.id, branches.c.id)
        )
        return {PersonId(row.id): _to_visitor(row) for row in rows}

    async def colleagues(
        self, actor: Actor, *, now: datetime, offset: int, size: int
    ) -> tuple[Sequence[VisitorLine], int]:
        zone = func.coalesce(people.c.zone, branches.c.zone)
        away_until = (
            select(absences.c.ends_on)
            .where(
                absences.c.person_id == people.c.id,
                cast(func.timezone(zone, now), Date).between(
                    absences.c.starts_on, absences.c.ends_on
                ),
            )
            .correlate(people, branches)
            .scalar_subquery()
        )
        is_pair = _is_pair(actor)
        chosen = (
            select(
                people.c.id,
                people.c.name,
                is_pair.label("is_pair"),
                away_until.label("away_until"),
                func.count().over().label("how_many"),
            )
            .join(branches, branches.c.id == people.c.branch_id)
            .where(_is_colleague(actor))
            .order_by(
                case((is_pair, 0), (people.c.id == actor.id, 1), else_=2),
                people.c.name,
                people.c.id,
            )
        )
        rows = (await self._connection.execute(chosen.offset(offset).limit(size))).all()
        lines = [VisitorLine(PersonId(r.id), r.name, r.is_pair, r.away_until) for r in rows]
        return lines, rows[0].how_many if rows else 0

    async def is_colleague(self, actor: Actor, person_id: PersonId) -> bool:
        found = await self._connection.scalar(
            select(people.c.id).where(people.c.id == person_id, _is_colleague(actor))
        )
        return found is not None

    async def pair_of(self, actor: Actor) -> PersonId | None:
        found = await self._connection.scalar(
            select(people.c.id).where(_is_pair(actor), people.c.is_active).order_by(people.c.id)
        )
        return None if found is None else PersonId(found)

    async def taken(
        self,
        person_id: PersonId,
        since: datetime,
        until: datetime,
        *,
        but: VisitId | None = None,
    ) -> Sequence[Span]:
        booked = await self._connection.execute(
            select(visits.c.starts_at, visits.c.held_until).where(
                visits.c.visitor_id == person_id,
                HOLDS,
                visits.c.id != (but or 0),
                visits.c.starts_at < until,
                visits.c.held_until > since,
            )
        )
        minutes = func.least(
            func.coalesce(tasks.c.estimate_minutes, USUAL_TASK_MINUTES), LONGEST_TASK_MINUTES
        )
        timed = await self._connection.execute(
            select(
                (tasks.c.deadline_at - func.make_interval(0, 0, 0, 0, 0, minutes)).label("begins"),
                tasks.c.deadline_at,
            ).where(
                tasks.c.executor_id == person_id,
                tasks.c.state.in_(("given", "accepted", "in_work", "returned")),
                tasks.c.has_time,
                tasks.c.deadline_at.between(since, until),
            )
        )
        return [
            *(Span(row.starts_at, row.held_until) for row in booked),
            *(Span(row.begins, row.deadline_at) for row in timed),
        ]

    async def add(self, visit: Visit, now: datetime) -> Visit:
        adding = (
            insert(visits)
            .values(**_columns(visit), version=visit.version, **change_marks(now))
            .returning(visits.c.id)
        )
        added = await self._unless_taken(adding)
        return replace(visit, id=VisitId(added))

    async def save(self, visit: Visit, now: datetime) -> Visit:
        saving = (
            update(visits)
            .where(visits.c.id == visit.id)
            .values(**_columns(visit), version=visit.version + 1, **change_marks(now))
            .returning(visits.c.id)
        )
        await self._unless_taken(saving)
        return replace(visit, version=visit.version + 1)

    async def _unless_taken(self, statement: Any) -> int:
        """Two who book at once wait for each other's row, and the database lets one of them
        through: the constraint, or the watch over deadlocks, ends the other's statement.
        """
        try:
            async with self._connection.begin_nested():
                return int((await self._connection.execute(statement)).scalar_one())
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) in {EXCLUDED, DEADLOCK}:
                raise SlotTaken from error
            raise

    async def same(
        self, client_id: ClientId, visitor_id: PersonId, starts_at: datetime
    ) -> Visit | None:
        found = await self._connection.execute(
            select(visits).where(
                visits.c.client_id == client_id,
                visits.c.visitor_id == visitor_id,
                visits.c.starts_at == starts_at,
                visits.c.status == literal_column("'booked'"),
            )
        )
        row = found.first()
        return None if row is None else to_visit(row)

    async def see(self, visit_id: VisitId, actor: Actor) -> VisitView:
        row = (await self._connection.execute(views(actor).where(visits.c.id == visit_id))).first()
        if row is None:
            raise NotFound(visit_id=visit_id)
        return to_view(row)

    async def get(self, visit_id: VisitId) -> Visit:
        found = await self._connection.execute(
            select(visits).where(visits.c.id == visit_id).with_for_update()
        )
        row = found.first()
        if row is None:
            raise NotFound(visit_id=visit_id)
        return to_visit(row)

    async def watch_on(self, watched: Sequence[Visit], now: datetime) -> None:
        await self._connection.execute(
            WATCH_ON,
            {
                "ids": [visit.id for visit in watched],
                "steps": [visit.watch and str(visit.watch) for visit in watched],
                "moments": [visit.watch_at for visit in watched],
                **change_marks(now),
            },
        )

    async def claim_watched(self, now: datetime, limit: int) -> Sequence[Visit]:
        if not await IS_DUE.scalar(self._connection, {"now": now}):
            return []
        rows = await self._connection.execute(
            select(visits)
            .where(visits.c.watch_at <= now)
            .order_by(visits.c.watch_at, visits.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [to_visit(row) for row in rows]


def _to_visitor(row: Any) -> Visitor:
    return Visitor(
        id=PersonId(row.id),
        name=row.name,
        boss_id=None if row.boss_id is None else PersonId(row.boss_id),
        workplace=Workplace(row.country, ZoneInfo(row.known_zone), row.working_hours),
        absences=tuple(starmap(DateSpan, zip(row.first_days, row.last_days, strict=True))),
    )


def _columns(visit: Visit) -> dict[str, Any]:
    return {
        "client_id": visit.client_id,
        "contact_id": visit.contact_id,
        "visitor_id": visit.visitor_id,
        "booked_by": visit.booked_by,
        "booked_at": visit.booked_at,
        "starts_at": visit.starts_at,
        "ends_at": visit.ends_at,
        "held_until": visit.held_until,
        "status": str(visit.status),
        "agreed": visit.agreed,
        "reason": visit.reason,
        "seen_at": visit.seen_at,
        "settled_by": visit.settled_by,
        "settled_at": visit.settled_at,
        "interaction_id": visit.interaction_id,
        "watch": visit.watch and str(visit.watch),
        "watch_at": visit.watch_at,
    }


def _mine(actor: Actor) -> ColumnElement[Any]:
    return literal(sorted({actor.id, *actor.stands_in_for}), ARRAY(BigInteger))


def _is_pair(actor: Actor) -> ColumnElement[bool]:
    me = people.alias("me")
    theirs = select(me.c.pair_id).where(me.c.id == actor.id).scalar_subquery()
    return or_(people.c.id == theirs, people.c.pair_id == actor.id)


def _is_colleague(actor: Actor) -> ColumnElement[bool]:
    """Themself, the pair, who has the same boss, and those whose records the actor sees."""
    return and_(
        people.c.is_active,
        people.c.role != "client",
        or_(
            people.c.id == func.any(_mine(actor)),
            _is_pair(actor),
            people.c.boss_id == literal(actor.boss_id, BigInteger),
            visible(actor.scope, owner=people.c.id, branch=people.c.branch_id),
        ),
    )
