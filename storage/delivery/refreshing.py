"""Cards of many matters edited at once; of one, ``SqlLedger.refresh`` does it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.delivery.model import Matter

# As for one matter: a message on its way was perhaps made before this change, so its recipient gets
# a refresh too.
REFRESH_ALL = text(
    """
    INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                        dedupe_key)
    SELECT id, 'refresh', :matter, matter_id, 'now', :now, :now,
           id || ':refresh:' || :matter || ':' || matter_id
      FROM (SELECT people.id, matter_id
              FROM cards JOIN people ON people.telegram_id = cards.chat_id
             WHERE matter = :matter AND matter_id = ANY(:ids)
            UNION
            SELECT recipient_id, matter_id
              FROM ledger
             WHERE status = 'due' AND matter = :matter AND matter_id = ANY(:ids)
           ) AS watching
     ORDER BY matter_id, id
    ON CONFLICT (dedupe_key) WHERE status IN ('due', 'held')
    DO UPDATE SET is_wanted_again = ledger.claimed_until IS NOT NULL
    """
).bindparams(bindparam("ids", type_=ARRAY(BigInteger)))


async def refresh_all(
    connection: AsyncConnection, matter: Matter, ids: Sequence[int], now: datetime
) -> bool:
    """Ask for an edit of every card that shows one of them; whether any does."""
    if not ids:
        return False
    added = await connection.execute(
        REFRESH_ALL, {"matter": str(matter), "ids": list(ids), "now": now}
    )
    return added.rowcount > 0
