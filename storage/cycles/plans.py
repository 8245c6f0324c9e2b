"""Everybody's plan at once: what it is made of, and what it changes, a statement each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Integer,
    SmallInteger,
    Text,
    TextClause,
    bindparam,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.cycles.carrying import ClientFacts
from domain.cycles.model import CycleId, PairId, PlannedCall, SellerPair
from domain.cycles.views import NewCycle, PlanMade, PlannedPair
from domain.org.model import PersonId
from domain.working_time import DateSpan
from storage.changes import change_marks
from storage.cycles.rows import to_call, to_cycle
from storage.tables import absences, cycles, seller_pairs

PLANNING_LOCK: Final = 0x6379_636C_6573

CALL: Final[Mapping[str, Any]] = {
    "cycle_id": BigInteger,
    "client_id": BigInteger,
    "status": Text,
    "planned_on": Date,
    "place": Integer,
    "call_at": DateTime(timezone=True),
    "is_promised": Boolean,
    "is_last": Boolean,
    "was_left": Boolean,
    "tries": SmallInteger,
    "tried_at": DateTime(timezone=True),
    "result": Text,
    "settled_at": DateTime(timezone=True),
}
"""Columns that a plan writes, with their types."""

COLUMNS: Final = ", ".join(CALL)
ARRAYS: Final = ", ".join(f":{name}" for name in CALL)
MARKS: Final = "changed_by = :changed_by, changed_via = :changed_via, changed_at = :changed_at"


def _bound(statement: str, types: Mapping[str, Any]) -> TextClause:
    return text(statement).bindparams(
        *(bindparam(name, type_=ARRAY(type_)) for name, type_ in types.items())
    )


DUE = text(
    """
    SELECT pair.id AS pair_id, pair.caller_id, pair.visitor_id, pair.made_at, pair.version,
           branches.country, coalesce(caller.zone, branches.zone) AS zone, caller.working_hours,
           cycles.id AS cycle_id, cycles.number, cycles.starts_on, cycles.ends_on,
           cycles.planned_for, cycles.working_days
      FROM seller_pairs pair
      JOIN people caller ON caller.id = pair.caller_id
      JOIN branches ON branches.id = caller.branch_id
      LEFT JOIN cycles ON cycles.pair_id = pair.id AND cycles.ended_at IS NULL
     WHERE pair.ended_at IS NULL AND caller.is_active
       AND (cycles.planned_for IS NULL
            OR cycles.planned_for
               < CAST(timezone(coalesce(caller.zone, branches.zone), :now) AS date)
            OR EXISTS (SELECT FROM clients
                        WHERE clients.owner_id IN (pair.caller_id, pair.visitor_id)
                          AND clients.changed_at > cycles.changed_at))
     ORDER BY pair.id FOR UPDATE OF pair
    """
).bindparams(bindparam("now", type_=DateTime(timezone=True)))

FACTS = _bound(
    """
    SELECT pair.id AS pair_id, clients.id, clients.segment, coalesce(clients.region, '') AS region,
           spoken.at AS spoken_at, open.deals, open.money, cadences.due_on
      FROM seller_pairs pair
      CROSS JOIN unnest(ARRAY[pair.caller_id, pair.visitor_id]) AS seller (id)
      JOIN clients ON clients.owner_id = seller.id AND clients.merged_into_id IS NULL
      LEFT JOIN cadences ON cadences.client_id = clients.id
      CROSS JOIN LATERAL (
          SELECT max(at) AS at FROM interactions
           WHERE interactions.client_id = clients.id AND result = 'reached'
             AND kind IN ('call', 'meeting', 'visit')) AS spoken
      CROSS JOIN LATERAL (
          SELECT count(*) AS deals,
                 coalesce(sum(amount) FILTER (WHERE currency = :currency), 0) AS money
            FROM deals WHERE deals.client_id = clients.id AND deals.status = 'open') AS open
     WHERE pair.id = ANY(:pairs)
       AND NOT EXISTS (SELECT FROM erasures
                        WHERE subject = 'client' AND subject_id = clients.id)
     ORDER BY pair.id, clients.id
    """,
    {"pairs": BigInteger},
)

CALLS = _bound(
    """
    SELECT * FROM planned_calls WHERE cycle_id = ANY(:cycles)
    UNION
    SELECT planned_calls.* FROM planned_calls
      JOIN cycles ON cycles.id = planned_calls.cycle_id AND cycles.ended_at IS NULL
     WHERE planned_calls.client_id = ANY(:clients)
    """,
    {"cycles": BigInteger, "clients": BigInteger},
)

END = _bound(
    f"UPDATE cycles SET ended_at = :now, {MARKS} WHERE id = ANY(:over)",  # noqa: S608 - ours
    {"over": BigInteger},
)

BEGIN = _bound(
    """
    INSERT INTO cycles (pair_id, number, starts_on, ends_on, working_days,
                        changed_by, changed_via, changed_at)
    SELECT new.*, 0, :changed_by, :changed_via, :changed_at
      FROM unnest(:pairs, :numbers, :starts, :ends) AS new (pair_id, number, starts_on, ends_on)
    RETURNING id, pair_id
    """,
    {"pairs": BigInteger, "numbers": Integer, "starts": Date, "ends": Date},
)

# In the order in which a handover locks clients: each row waits for its client.
ADD = _bound(
    f"""
    INSERT INTO planned_calls ({COLUMNS}, changed_by, changed_via, changed_at)
    SELECT new.*, :changed_by, :changed_via, :changed_at FROM unnest({ARRAYS}) AS new ({COLUMNS})
     ORDER BY new.client_id
    ON CONFLICT DO NOTHING
    """,  # noqa: S608 - ours
    CALL,
)

# A call that was made since it was read is left as it is, and planned the next time.
REWRITE = _bound(
    f"""
    UPDATE planned_calls
       SET {", ".join(f"{name} = new.{name}" for name in CALL)},
           version = planned_calls.version + 1, {MARKS}
      FROM unnest(:ids, :versions, {ARRAYS}) AS new (id, version, {COLUMNS})
     WHERE planned_calls.id = new.id AND planned_calls.version = new.version
    """,  # noqa: S608 - ours
    {"ids": BigInteger, "versions": Integer, **CALL},
)

NOTE_PLANS = _bound(
    f"""
    UPDATE cycles SET planned_for = made.planned_for, working_days = made.working_days, {MARKS}
      FROM unnest(:cycles, :days, :counts) AS made (id, planned_for, working_days)
     WHERE cycles.id = made.id
    """,  # noqa: S608 - ours
    {"cycles": BigInteger, "days": Date, "counts": Integer},
)


class SqlCyclePlans:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def lock_planning(self) -> None:
        await self._connection.execute(
            text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": PLANNING_LOCK}
        )

    async def due(self, now: datetime) -> Sequence[PlannedPair]:
        rows = await self._connection.execute(DUE, {"now": now})
        return [
            PlannedPair(
                SellerPair(
                    PairId(row.pair_id),
                    PersonId(row.caller_id),
                    PersonId(row.visitor_id),
                    row.made_at,
                    version=row.version,
                ),
                row.country,
                ZoneInfo(row.zone),
                row.working_hours,
                to_cycle(row),
            )
            for row in rows
        ]

    async def replan_for(self, person_id: PersonId, now: datetime) -> None:
        theirs = select(seller_pairs.c.id).where(seller_pairs.c.caller_id == person_id)
        await self._connection.execute(
            update(cycles)
            .where(cycles.c.pair_id.in_(theirs), cycles.c.ended_at.is_(None))
            .values(planned_for=None, **change_marks(now))
        )

    async def absences(
        self, people: Sequence[PersonId], since: date
    ) -> Mapping[PersonId, Sequence[DateSpan]]:
        rows = await self._connection.execute(
            select(absences.c.person_id, absences.c.starts_on, absences.c.ends_on).where(
                absences.c.person_id.in_(people), absences.c.ends_on >= since
            )
        )
        away: dict[PersonId, list[DateSpan]] = {}
        for row in rows:
            away.setdefault(PersonId(row.person_id), []).append(
                DateSpan(row.starts_on, row.ends_on)
            )
        return away

    async def facts(
        self, pairs: Sequence[PairId], currency: str
    ) -> Mapping[PairId, Sequence[ClientFacts]]:
        rows = await self._connection.execute(FACTS, {"pairs": list(pairs), "currency": currency})
        found: dict[PairId, list[ClientFacts]] = {pair_id: [] for pair_id in pairs}
        row: Any
        for row in rows:
            found[row[0]].append(ClientFacts(*row[1:]))
        return found

    async def calls(
        self, cycles: Sequence[CycleId], clients: Sequence[ClientId]
    ) -> Sequence[PlannedCall]:
        rows = await self._connection.execute(
            CALLS, {"cycles": list(cycles), "clients": list(clients)}
        )
        return [to_call(row) for row in rows]

    async def begin_cycles(
        self, new: Sequence[NewCycle], over: Sequence[CycleId], now: datetime
    ) -> Mapping[PairId, CycleId]:
        marks = change_marks(now)
        if over:
            await self._connection.execute(END, {"over": list(over), "now": now, **marks})
        if not new:
            return {}
        rows = await self._connection.execute(
            BEGIN,
            {
                "pairs": [cycle.pair_id for cycle in new],
                "numbers": [cycle.number for cycle in new],
                "starts": [cycle.starts_on for cycle in new],
                "ends": [cycle.ends_on for cycle in new],
                **marks,
            },
        )
        return {PairId(row.pair_id): CycleId(row.id) for row in rows}

    async def end_cycles_of(self, pair_id: PairId, now: datetime) -> None:
        await self._connection.execute(
            update(cycles)
            .where(cycles.c.pair_id == pair_id, cycles.c.ended_at.is_(None))
            .values(ended_at=now, **change_marks(now))
        )

    async def write(
        self,
        added: Iterable[PlannedCall],
        rewritten: Iterable[PlannedCall],
        plans: Sequence[PlanMade],
        now: datetime,
    ) -> None:
        marks = change_marks(now)
        for statement, calls in ((ADD, list(added)), (REWRITE, list(rewritten))):
            if calls:
                columns = {name: [getattr(call, name) for call in calls] for name in CALL}
                if statement is REWRITE:
                    columns["ids"] = [call.id for call in calls]
                    columns["versions"] = [call.version for call in calls]
                await self._connection.execute(statement, columns | marks)
        await self._connection.execute(
            NOTE_PLANS,
            {
                "cycles": [plan.cycle_id for plan in plans],
                "days": [plan.planned_for for plan in plans],
                "counts": [plan.working_days for plan in plans],
                **marks,
            },
        )
