"""The clock's side of sent offers, set-based: what is due costs, what is stored does not."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.deals.model import OfferId

# 'awaiting' stands as a literal so that the partial index serves a prepared statement too. The
# notice of a step is deduplicated per recipient: a sweep that runs late climbs several steps and
# tells each person once. The new counter is in the same statement, so a crash does both or none.
# The functions that follow bosses and deputies are called only for whom plain columns do not
# answer: in no zone is the day further from UTC's than one.
CLIMB = text(
    """
    WITH due AS (
        SELECT id, deal_id, steps_done, ladder, ladder_to
          FROM offers
         WHERE status = 'awaiting' AND next_step_at <= :now
         ORDER BY next_step_at
         LIMIT :most
           FOR UPDATE SKIP LOCKED
    ), climbed AS (
        UPDATE offers
           SET steps_done = due.steps_done + 1,
               next_step_at = due.ladder[due.steps_done + 2],
               changed_by = NULL, changed_via = 'clock', changed_at = :now
          FROM due
         WHERE offers.id = due.id
    ), away AS (
        SELECT person_id FROM absences
         WHERE starts_on <= (:now AT TIME ZONE 'UTC')::date + 1
           AND ends_on >= (:now AT TIME ZONE 'UTC')::date - 1
    ), named AS MATERIALIZED (
        SELECT due.id, due.steps_done, rung,
               CASE WHEN rung = 'owner' AND people.is_active THEN people.id
                    ELSE head_of(people.id, deals.branch_id, rung) END AS head_id
          FROM due
          JOIN deals ON deals.id = due.deal_id
          JOIN people ON people.id = deals.owner_id
         CROSS JOIN LATERAL (SELECT due.ladder_to[due.steps_done + 1] AS rung) AS climbing
    ), told AS (
        SELECT id, steps_done, rung,
               CASE WHEN head_id IN (SELECT person_id FROM away) THEN stand_in(head_id, :now)
                    ELSE head_id END AS recipient_id
          FROM named
    ), noted AS (
        INSERT INTO ledger (recipient_id, kind, matter, matter_id, facts, urgency, not_before,
                            created_at, dedupe_key)
        SELECT recipient_id, 'offer_follow_up', 'offer', id,
               jsonb_build_object('rung', rung, 'step', steps_done),
               'now', :now, :now, recipient_id || ':offer_follow_up:offer:' || id
          FROM told
        ON CONFLICT DO NOTHING
    )
    SELECT count(*) FROM due
    """
)

UNWATCHED = text(
    """
    SELECT id FROM offers
     WHERE status = 'awaiting'
       AND next_step_at IS NULL
       AND (steps_done <> cardinality(ladder) OR cardinality(ladder) = 0 OR follow_up_at > :now)
     LIMIT :most
    """
)


class SqlOfferWatch:
    """``has_added``: somebody is to be told, so the sender has something to do after it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.has_added = False

    async def climb(self, now: datetime, limit: int) -> int:
        climbed = await self._connection.scalar(CLIMB, {"now": now, "most": limit}) or 0
        self.has_added = self.has_added or climbed > 0
        return int(climbed)

    async def unwatched(self, now: datetime, limit: int) -> Sequence[OfferId]:
        rows = await self._connection.execute(UNWATCHED, {"now": now, "most": limit})
        return [OfferId(row.id) for row in rows]
