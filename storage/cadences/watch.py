"""The clock's side of cadences, set-based: what is due costs, what is stored does not."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Text, bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cadences.model import CadenceMove
from domain.clients.model import ClientId
from storage.cadences.moves import IS_OPEN
from storage.cadences.rows import to_move
from storage.delivery.ladders import BRANCH_OF_CLIENT, Ladder, climb, dues, first, first_step
from storage.tables import cadence_moves

LADDER = Ladder(
    table="cadences",
    key="client_id",
    matter="cadence",
    kind="'cadence'",
    is_watched="next_step_at IS NOT NULL",
    holder="due.responsible_id",
    branch=BRANCH_OF_CLIENT,
    marks="",
)
CLIMB = climb(LADDER)
DUES = dues(
    first_step(LADDER),
    first("ring_at", "cadences", "ring_at IS NOT NULL"),
    first("late_at", "cadences", "late_in_a_row = 0 AND responsible_id IS NOT NULL"),
)

RING = text(
    """
    WITH due AS (
        SELECT client_id, responsible_id
          FROM cadences
         WHERE ring_at IS NOT NULL AND ring_at <= :now
         ORDER BY ring_at
         LIMIT :most
           FOR UPDATE SKIP LOCKED
    ), rung AS (
        UPDATE cadences SET ring_at = NULL FROM due WHERE cadences.client_id = due.client_id
    ), told AS (
        SELECT client_id, stand_in(responsible_id, :now) AS recipient_id FROM due
    ), noted AS (
        INSERT INTO ledger (recipient_id, kind, matter, matter_id, facts, urgency, not_before,
                            created_at, dedupe_key)
        SELECT recipient_id, 'cadence', 'cadence', client_id,
               jsonb_build_object('rung', 'plan', 'above_cap', true),
               'now', :now, :now, recipient_id || ':cadence:cadence:' || client_id
          FROM told WHERE recipient_id IS NOT NULL
        ON CONFLICT DO NOTHING
    )
    SELECT count(*) FROM due
    """
)

# The period before was missed as well where its lapse was noted, and the contact that ended it came
# after its due day.
LAPSE = text(
    """
    WITH passed AS (
        SELECT client_id, segment, counted_from, counted_before, due_on, responsible_id
          FROM cadences
         WHERE late_in_a_row = 0 AND late_at <= :now AND responsible_id IS NOT NULL
         ORDER BY late_at
         LIMIT :most
           FOR UPDATE SKIP LOCKED
    ), lapsed AS (
        SELECT passed.*, coalesce(before.in_a_row, 0) + 1 AS in_a_row
          FROM passed
          LEFT JOIN cadence_lapses AS before
            ON before.client_id = passed.client_id
           AND before.counted_from = passed.counted_before
           AND before.due_on < passed.counted_from
    ), noted AS (
        INSERT INTO cadence_lapses (client_id, counted_from, due_on, segment, responsible_id,
                                    in_a_row, noted_at)
        SELECT client_id, counted_from, due_on, segment, responsible_id, in_a_row, :now
          FROM lapsed
        ON CONFLICT (client_id, counted_from)
        DO UPDATE SET due_on = excluded.due_on, in_a_row = excluded.in_a_row,
                      responsible_id = excluded.responsible_id
    ), counted AS (
        UPDATE cadences SET late_in_a_row = lapsed.in_a_row
          FROM lapsed WHERE cadences.client_id = lapsed.client_id
    )
    SELECT count(*) FROM passed
    """
)

# A day that is taken for a newer rulebook is taken for the older ones.
TAKE_DAY = text(
    """
    INSERT INTO cadence_days (day, rulebook_version)
    SELECT :day, :version
     WHERE NOT EXISTS (
         SELECT FROM cadence_days WHERE day >= :day AND rulebook_version >= :version)
    ON CONFLICT DO NOTHING
    RETURNING day
    """
)

UNWATCHED = text(
    """
    SELECT clients.id
      FROM clients LEFT JOIN cadences ON cadences.client_id = clients.id
     WHERE clients.merged_into_id IS NULL AND clients.segment = ANY (:segments)
       AND (cadences.segment IS DISTINCT FROM clients.segment
            OR cadences.responsible_id IS NULL
            OR (cadences.next_step_at IS NULL
                AND cadences.steps_done < cardinality(cadences.ladder)))
     ORDER BY clients.id
     LIMIT :most
    """
).bindparams(bindparam("segments", type_=ARRAY(Text)))


class SqlCadenceWatch:
    """``has_added``: somebody is to be told, so the sender has something to do after it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.has_added = False

    async def take_day(self, day: date, rulebook_version: int) -> bool:
        taken = await self._connection.scalar(TAKE_DAY, {"day": day, "version": rulebook_version})
        return taken is not None

    async def climb(self, now: datetime, limit: int) -> int:
        values = {"now": now, "most": limit}
        ((climbs, rings, lapses),) = await DUES.rows(self._connection, values)
        told = 0
        for is_due, statement in ((climbs, CLIMB), (rings, RING)):
            told += int(await self._connection.scalar(statement, values) or 0) if is_due else 0
        self.has_added = self.has_added or told > 0
        lapsed = await self._connection.scalar(LAPSE, values) if lapses else 0
        return told + int(lapsed or 0)

    async def expired_moves(self, now: datetime, limit: int) -> Sequence[CadenceMove]:
        rows = await self._connection.execute(
            select(cadence_moves)
            .where(IS_OPEN, cadence_moves.c.expires_at <= now)
            .order_by(cadence_moves.c.expires_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [to_move(row) for row in rows]

    async def unwatched(self, segments: Sequence[str], limit: int) -> Sequence[ClientId]:
        rows = await self._connection.execute(
            UNWATCHED, {"segments": list(segments), "most": limit}
        )
        return [ClientId(row.id) for row in rows]
