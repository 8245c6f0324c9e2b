from datetime import datetime

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.retention import forget
from storage.tables.machinery import processed_updates

NEWEST_KEPT = 1000
"""However old: a clock that ran ahead for a while makes all of them look old at once, and what was
handled a moment ago may still come again."""
OLD = """at < least(:moment, coalesce((
    SELECT at FROM processed_updates ORDER BY at DESC OFFSET :newest LIMIT 1), '-infinity'))"""


class SqlProcessedUpdates:
    """``ProcessedUpdates`` on the table that units of work write to as they commit."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def record(self, update_id: int, now: datetime) -> bool:
        # Nothing was changed, so the disk need not be waited for: a server that loses its last half
        # second may see an answer given twice, which is what this wait would cost every read.
        relaxed = func.set_config("synchronous_commit", "off", True).table_valued("setting")
        row = select(literal(update_id), literal(now)).select_from(relaxed)
        async with self._engine.begin() as connection:
            recorded = await connection.execute(
                insert(processed_updates)
                .from_select(["update_id", "at"], row)
                .on_conflict_do_nothing()
            )
        return recorded.rowcount == 1

    async def knows(self, update_id: int) -> bool:
        known = select(processed_updates.c.update_id).where(
            processed_updates.c.update_id == update_id
        )
        async with self._engine.connect() as connection:
            return await connection.scalar(known) is not None

    async def forget_before(self, moment: datetime) -> int:
        # No index on ``at``, which every tap would write to: two days of updates are soon read.
        values = {"moment": moment, "newest": NEWEST_KEPT}
        return await forget(self._engine, "processed_updates", OLD, values)
