"""The clock's side of sent offers, set-based: what is due costs, what is stored does not."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.deals.model import OfferId
from storage.delivery.ladders import Ladder, climb, dues, first_step

LADDER = Ladder(
    table="offers",
    matter="offer",
    kind="'offer_follow_up'",
    is_watched="status = 'awaiting'",
    holder="deals.owner_id",
    branch="deals.branch_id",
    joins="JOIN deals ON deals.id = due.deal_id",
)
CLIMB = climb(LADDER)
IS_DUE = dues(first_step(LADDER))

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
        if not await IS_DUE.scalar(self._connection, {"now": now}):
            return 0
        climbed = await self._connection.scalar(CLIMB, {"now": now, "most": limit}) or 0
        self.has_added = self.has_added or climbed > 0
        return int(climbed)

    async def unwatched(self, now: datetime, limit: int) -> Sequence[OfferId]:
        rows = await self._connection.execute(UNWATCHED, {"now": now, "most": limit})
        return [OfferId(row.id) for row in rows]
