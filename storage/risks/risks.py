from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.delivery.model import Matter
from domain.errors import NotFound
from domain.org.model import Actor, PersonId
from domain.org.workplaces import Workplace
from domain.risks.model import Risk, RiskId, RiskLine, RiskStatus, RiskView, Sign, SignKind
from domain.risks.views import RisksOfDay
from domain.rulebook.risks import SegmentRisks
from storage.changes import change_marks
from storage.clients.visibility import client_visible
from storage.delivery.ladders import dues, first
from storage.delivery.refreshing import refresh_all
from storage.org.visibility import IDS
from storage.readings import Reading
from storage.risks.sweep import SWEEP, SWEEP_LOCK, parameters
from storage.tables import clients, people, reporting, risks

IS_LIVE = risks.c.status.in_(["open", "taken"])
LINES = (
    select(
        risks.c.id,
        risks.c.status,
        risks.c.signs,
        risks.c.asked_id,
        clients.c.name.label("client_name"),
        people.c.name.label("asked_name"),
    )
    .join_from(risks, clients, clients.c.id == risks.c.client_id)
    .join(people, people.c.id == risks.c.asked_id)
    .where(clients.c.merged_into_id.is_(None))
    .order_by(risks.c.opened_at, risks.c.id)
)
OF_DAY = Reading(
    LINES.add_columns(func.count().over().label("total"))
    .where(
        risks.c.status == literal_column("'open'"),
        risks.c.asked_id == bindparam("people", type_=IDS).any_(),
    )
    .limit(bindparam("each", type_=Integer))
)

UNPLANNED = text(
    """
    SELECT DISTINCT people.id, branches.country, coalesce(people.zone, branches.zone) AS zone,
           people.working_hours
      FROM risks
      JOIN people ON people.id = risks.asked_id
      JOIN branches ON branches.id = people.branch_id
     WHERE status = 'open' AND next_step_at IS NULL AND climbed < :climbs
    """
)

PLAN = text(
    """
    UPDATE risks SET next_step_at = moment.at
      FROM unnest(:people, :moments) AS moment (person_id, at)
     WHERE risks.asked_id = moment.person_id
       AND status = 'open' AND next_step_at IS NULL AND climbed < :climbs
    """
).bindparams(
    bindparam("people", type_=ARRAY(BigInteger)),
    bindparam("moments", type_=ARRAY(DateTime(timezone=True))),
)

IS_DUE = dues(first("next_step_at", "risks", "status = 'open'"))

# Nobody is above who manages the whole company.
CLIMB = text(
    """
    WITH due AS MATERIALIZED (
        SELECT id, asked_id FROM risks
         WHERE status = 'open' AND next_step_at <= :now
         ORDER BY next_step_at LIMIT 1000
           FOR UPDATE SKIP LOCKED
    ), above AS MATERIALIZED (
        SELECT due.id, due.asked_id,
               CASE WHEN people.role IN ('director', 'administrator') THEN due.asked_id
                    ELSE head_of(due.asked_id, people.branch_id, 'manager') END AS head_id
          FROM due JOIN people ON people.id = due.asked_id
    ), climbed AS (
        UPDATE risks
           SET asked_id = head_id, next_step_at = NULL,
               climbed = CASE WHEN head_id = above.asked_id THEN :climbs ELSE climbed + 1 END,
               changed_by = NULL, changed_via = 'clock', changed_at = :now
          FROM above WHERE risks.id = above.id
    ), told AS (
        INSERT INTO ledger (recipient_id, kind, matter, matter_id, facts, urgency, not_before,
                            created_at, dedupe_key)
        SELECT recipient_id, 'risk', 'risk', id, '{"rung": "above"}', 'now', :now, :now,
               recipient_id || ':risk:risk:' || id
          FROM (SELECT id, stand_in(head_id, :now) AS recipient_id
                  FROM above WHERE head_id <> asked_id) AS one
        ON CONFLICT DO NOTHING
    )
    SELECT id FROM above WHERE head_id <> asked_id
    """
)


class SqlRisks:
    """``Risks`` inside a unit of work. ``has_added``: the sender has something to do after it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.has_added = False

    async def sweep(self, watched: Sequence[SegmentRisks], *, currency: str, now: datetime) -> int:
        is_first = await self._connection.scalar(select(func.pg_try_advisory_xact_lock(SWEEP_LOCK)))
        if not is_first:
            return 0
        found = await self._connection.execute(
            SWEEP, parameters(watched, currency=currency, now=now)
        )
        rows = found.all()
        if rows:
            await refresh_all(self._connection, Matter.CLIENT, [row.client_id for row in rows], now)
            shown = [row.id for row in rows if row.what != "opened"]
            await refresh_all(self._connection, Matter.RISK, shown, now)
            self.has_added = True
        return len(rows)

    async def unplanned(self, climbs: int) -> Mapping[PersonId, Workplace]:
        rows = await self._connection.execute(UNPLANNED, {"climbs": climbs})
        return {
            PersonId(row.id): Workplace(row.country, ZoneInfo(row.zone), row.working_hours)
            for row in rows
        }

    async def plan(self, moments: Mapping[PersonId, datetime], climbs: int) -> None:
        if moments:
            await self._connection.execute(
                PLAN,
                {
                    "people": list(moments),
                    "moments": list(moments.values()),
                    "climbs": climbs,
                },
            )

    async def climb(self, climbs: int, now: datetime) -> int:
        if not await IS_DUE.scalar(self._connection, {"now": now}):
            return 0
        climbed = list(await self._connection.scalars(CLIMB, {"now": now, "climbs": climbs}))
        await refresh_all(self._connection, Matter.RISK, climbed, now)
        self.has_added = self.has_added or bool(climbed)
        return len(climbed)

    async def get(self, risk_id: RiskId, actor: Actor) -> RiskView:
        return await self._one(_views(actor).with_for_update(of=risks), risk_id)

    async def view(self, risk_id: RiskId, actor: Actor) -> RiskView:
        return await self._one(_views(actor), risk_id)

    async def _one(self, views: Select[Any], risk_id: RiskId) -> RiskView:
        row = (await self._connection.execute(views.where(risks.c.id == risk_id))).first()
        if row is None:
            raise NotFound(risk_id=risk_id)
        return RiskView(_to_risk(row), row.asked_name, row.decided_by_name, row.is_theirs)

    async def save(self, risk: Risk, now: datetime) -> Risk:
        silenced = list(risk.keys) if risk.status is RiskStatus.DISMISSED else []
        saved = await self._connection.execute(
            update(risks)
            .where(risks.c.id == risk.id)
            .values(
                status=str(risk.status),
                muted=silenced,
                next_step_at=risk.next_step_at,
                decided_by=risk.decided_by,
                decided_at=risk.decided_at,
                words=risk.words,
                closed_at=risk.closed_at,
                version=risks.c.version + 1,
                **change_marks(now),
            )
            .returning(*risks.c)
        )
        return _to_risk(saved.one())

    async def of_client(self, client_id: ClientId) -> Sequence[Sign]:
        signs = await self._connection.scalar(
            select(risks.c.signs).where(risks.c.client_id == client_id, IS_LIVE)
        )
        return _to_signs(signs or ())

    async def of_day(self, people_ids: Collection[PersonId], *, each: int) -> RisksOfDay:
        rows = await OF_DAY.rows(self._connection, {"people": sorted(people_ids), "each": each})
        return RisksOfDay(tuple(map(_to_line, rows)), rows[0].total if rows else 0)

    async def live(
        self, people_ids: Collection[PersonId], *, offset: int, size: int
    ) -> tuple[Sequence[RiskLine], int]:
        is_taken = and_(risks.c.status == "taken", risks.c.decided_by.in_(people_ids))
        theirs = or_(_is_turn_of(people_ids), is_taken)
        return await self._lines(theirs, offset=offset, size=size)

    async def _lines(
        self, chosen: ColumnElement[bool], *, offset: int, size: int
    ) -> tuple[Sequence[RiskLine], int]:
        total = await self._connection.scalar(
            LINES.with_only_columns(func.count()).order_by(None).where(chosen)
        )
        rows = await self._connection.execute(LINES.where(chosen).offset(offset).limit(size))
        return [_to_line(row) for row in rows], total or 0


def _is_turn_of(people_ids: Collection[PersonId]) -> ColumnElement[bool]:
    return and_(risks.c.status == "open", risks.c.asked_id.in_(people_ids))


def _views(actor: Actor) -> Select[Any]:
    """Risks of clients that the actor sees, and whether they are theirs to decide."""
    asked, decider = people.alias("asked"), people.alias("decider")
    hands = sorted({actor.id, *actor.stands_in_for})
    is_above = (
        exists()
        .where(
            reporting.c.boss_id.in_(hands),
            reporting.c.subordinate_id == risks.c.responsible_id,
        )
        .correlate(risks)
    )
    is_theirs = or_(risks.c.asked_id.in_(hands), risks.c.responsible_id.in_(hands), is_above)
    return (
        select(
            *risks.c,
            asked.c.name.label("asked_name"),
            decider.c.name.label("decided_by_name"),
            is_theirs.label("is_theirs"),
        )
        .join(clients, clients.c.id == risks.c.client_id)
        .join(asked, asked.c.id == risks.c.asked_id)
        .outerjoin(decider, decider.c.id == risks.c.decided_by)
        .where(client_visible(actor.scope))
    )


def _to_risk(row: Any) -> Risk:
    return Risk(
        id=RiskId(row.id),
        client_id=ClientId(row.client_id),
        status=RiskStatus(row.status),
        signs=_to_signs(row.signs),
        responsible_id=PersonId(row.responsible_id),
        asked_id=PersonId(row.asked_id),
        opened_at=row.opened_at,
        climbed=row.climbed,
        next_step_at=row.next_step_at,
        decided_by=None if row.decided_by is None else PersonId(row.decided_by),
        decided_at=row.decided_at,
        words=row.words,
        closed_at=row.closed_at,
        version=row.version,
    )


def _to_line(row: Any) -> RiskLine:
    return RiskLine(
        id=RiskId(row.id),
        client_name=row.client_name,
        kinds=tuple(dict.fromkeys(sign.kind for sign in _to_signs(row.signs))),
        asked_id=PersonId(row.asked_id),
        asked_name=row.asked_name,
        is_taken=row.status == RiskStatus.TAKEN,
    )


def _to_signs(kept: Sequence[Mapping[str, Any]]) -> tuple[Sign, ...]:
    return tuple(Sign(sign["key"], SignKind(sign["kind"]), sign["facts"]) for sign in kept)
