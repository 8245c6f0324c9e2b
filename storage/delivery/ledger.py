from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clock import Clock
from domain.delivery.model import Matter, NewNotice
from domain.org.model import PersonId
from storage.tables.delivery import ledger

# A message on its way was perhaps made from the state before this change, and its card is not known
# yet: its recipient gets a refresh too, which comes after it. A refresh on its way is made again.
REFRESH_SHOWN = text(
    """
    WITH watching AS (
        SELECT people.id
          FROM cards JOIN people ON people.telegram_id = cards.chat_id
         WHERE cards.matter = :matter AND cards.matter_id = :matter_id
        UNION
        SELECT recipient_id
          FROM ledger
         WHERE status = 'due' AND matter = :matter AND matter_id = :matter_id
    )
    INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                        dedupe_key)
    SELECT id, 'refresh', :matter, :matter_id, 'now', :now, :now,
           id || ':refresh:' || :matter || ':' || :matter_id
      FROM watching
     WHERE id IS DISTINCT FROM :except_for
     ORDER BY id
    ON CONFLICT (dedupe_key) WHERE status IN ('due', 'held')
    DO UPDATE SET is_wanted_again = ledger.claimed_until IS NOT NULL
    """
)


class SqlLedger:
    """``Ledger`` inside a unit of work. ``has_added``: the sender has something to do after it."""

    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self.has_added = False

    async def add(self, notices: Sequence[NewNotice]) -> None:
        if not notices:
            return
        now = self._clock()
        kept, is_unsettled = [ledger.c.dedupe_key], text("status in ('due', 'held')")
        if added := [_row(notice, now) for notice in notices if not notice.moves]:
            await self._connection.execute(
                insert(ledger)
                .values(added)
                .on_conflict_do_nothing(index_elements=kept, index_where=is_unsettled)
            )
        if moved := [_row(notice, now) for notice in notices if notice.moves]:
            adding = insert(ledger).values(moved)
            await self._connection.execute(
                adding.on_conflict_do_update(
                    index_elements=kept,
                    index_where=is_unsettled,
                    set_={"not_before": adding.excluded.not_before, "facts": adding.excluded.facts},
                    where=text("ledger.status = 'due' AND ledger.claimed_until IS NULL"),
                )
            )
        self.has_added = True

    async def refresh(self, matter: Matter, matter_id: int, *, except_for: PersonId | None) -> None:
        added = await self._connection.execute(
            REFRESH_SHOWN,
            {
                "matter": str(matter),
                "matter_id": matter_id,
                "except_for": except_for,
                "now": self._clock(),
            },
        )
        self.has_added = self.has_added or added.rowcount > 0


def _row(notice: NewNotice, now: datetime) -> dict[str, Any]:
    return {
        "recipient_id": notice.recipient_id,
        "kind": notice.kind,
        "matter": str(notice.matter),
        "matter_id": notice.matter_id,
        "facts": dict(notice.facts),
        "urgency": str(notice.urgency),
        "not_before": notice.not_before or now,
        "created_at": now,
        "dedupe_key": notice.dedupe_key,
    }
