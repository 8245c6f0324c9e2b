"""Forgetting in small bites: each batch is a transaction of its own, so that nobody waits long for
a row, and a stop in between loses nothing but the rest of the work."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.imports.runs import RUNS_REMEMBERED

BATCH = 2_000
"""Rows: some ten milliseconds of work, and of the log that replicas read."""

# Old notices have low ids: the look ends at the first batch that is all of younger ones. So its
# cost is what is old, not what is kept, and no message has to write to one more index.
FORGET_NOTICES = text(
    """
    WITH looked AS MATERIALIZED (
        SELECT id, created_at, settled_at FROM ledger WHERE id > :after ORDER BY id LIMIT :batch
    ), gone AS (
        DELETE FROM ledger USING looked
         WHERE ledger.id = looked.id AND ledger.settled_at < :moment
        RETURNING ledger.id
    )
    SELECT count(*) AS looked, max(id) AS last_id, min(created_at) < :moment AS is_old,
           (SELECT count(*) FROM gone) AS gone
      FROM looked
    """
)

OF_DAYS = "DELETE FROM {table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {table} WHERE {old} {tail}))"
TAIL = "LIMIT :batch FOR UPDATE SKIP LOCKED"
DAY = "day < CAST(:moment AS timestamptz)::date"
OLD: Mapping[str, str] = {
    "cards": "sent_at < :moment",
    "matter_messages": "at < :moment",
    "digests_made": DAY,
    "group_digests_made": f"settled_at IS NOT NULL AND {DAY}",
    "greeting_mornings": DAY,
    "plan_proposals": "made_at < :moment",
    # The newest are asked what the columns of a file were said to be.
    "import_runs": "updated_at < :moment AND status NOT IN ('checking', 'confirmed')"  # noqa: S608 - a condition, no statement
    " AND id NOT IN (SELECT id FROM import_runs WHERE status = 'done'"
    f" ORDER BY id DESC LIMIT {RUNS_REMEMBERED})",
}
"""Which rows of a table have served. Read through: these tables hold no more than is kept."""


class SqlLeftovers:
    """See ``domain.retention.Leftovers``."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def forget_before(self, moment: datetime) -> int:
        gone = await self._forget_notices(moment)
        for table, old in OLD.items():
            gone += await forget(self._engine, table, old, {"moment": moment})
        return gone

    async def _forget_notices(self, moment: datetime) -> int:
        after = gone = 0
        while True:
            async with self._engine.begin() as connection:
                found = await connection.execute(
                    FORGET_NOTICES, {"after": after, "moment": moment, "batch": BATCH}
                )
                row = found.one()
            gone += int(row.gone)
            if row.looked < BATCH or not row.is_old:
                return gone
            after = row.last_id


async def forget(engine: AsyncEngine, table: str, old: str, values: Mapping[str, Any]) -> int:
    """Delete the rows of which the condition ``old`` holds, batch by batch; how many.

    A row that somebody has in hand is left for the next time.
    """
    statement = text(OF_DAYS.format(table=table, old=old, tail=TAIL))
    gone = 0
    while True:
        async with engine.begin() as connection:
            taken = (await connection.execute(statement, {**values, "batch": BATCH})).rowcount
        gone += taken
        if taken < BATCH:
            return gone
