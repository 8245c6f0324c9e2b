from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from domain.clock import Clock
from domain.deals.model import DealId
from domain.delivery.model import Matter, NewNotice
from domain.org.model import PersonId
from domain.origin import current_origin
from storage.tables.delivery import cards, ledger
from storage.transaction import Transaction
from storage.writings import Writing

# A message on its way was perhaps made from the state before this change, and its card is not known
# yet: its recipient gets a refresh too, which comes after it. A refresh on its way is made again.
# A notice to the actor that is on its way may have been drawn before this commit.
REFRESH_SHOWN = Writing(
    text(
        """
    WITH watching AS (
        SELECT people.id
          FROM cards JOIN people ON people.telegram_id = cards.chat_id
         WHERE cards.matter = :matter AND cards.matter_id = :matter_id
           AND people.id IS DISTINCT FROM :except_for
        UNION
        SELECT recipient_id
          FROM ledger
         WHERE status = 'due' AND matter = :matter AND matter_id = :matter_id
           AND (recipient_id IS DISTINCT FROM :except_for OR claimed_until IS NOT NULL)
    )
    INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                        dedupe_key)
    SELECT id, 'refresh', :matter, :matter_id, 'now', :now, :now,
           id || ':refresh:' || :matter || ':' || :matter_id
      FROM watching
     ORDER BY id
    ON CONFLICT (dedupe_key) WHERE status IN ('due', 'held')
    DO UPDATE SET is_wanted_again = ledger.claimed_until IS NOT NULL
    RETURNING id
    """
    ),
    to=ledger,
)

# The same of several matters at once, each of which leaves nobody out but the first.
SEVERAL = """
    WITH changed AS (
        SELECT CAST(:matter AS text) AS matter, CAST(:matter_id AS bigint) AS matter_id,
               CAST(:except_for AS bigint) AS except_for
         UNION ALL
        SELECT matter, matter_id, NULL FROM {others} AS others (matter, matter_id)
    ), watching AS (
        SELECT changed.matter, changed.matter_id, person.id
          FROM changed CROSS JOIN LATERAL (
               SELECT people.id
                 FROM cards JOIN people ON people.telegram_id = cards.chat_id
                WHERE cards.matter = changed.matter AND cards.matter_id = changed.matter_id
                  AND people.id IS DISTINCT FROM changed.except_for
                UNION
               SELECT recipient_id
                 FROM ledger
                WHERE status = 'due' AND ledger.matter = changed.matter
                  AND ledger.matter_id = changed.matter_id
                  AND (recipient_id IS DISTINCT FROM changed.except_for
                       OR claimed_until IS NOT NULL)
          ) AS person
    )
    INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                        dedupe_key)
    SELECT id, 'refresh', matter, matter_id, 'now', :now, :now,
           id || ':refresh:' || matter || ':' || matter_id
      FROM watching
     ORDER BY matter, matter_id, id
    ON CONFLICT (dedupe_key) WHERE status IN ('due', 'held')
    DO UPDATE SET is_wanted_again = ledger.claimed_until IS NOT NULL
    RETURNING id
"""
# What is behind subqueries Postgres does not look at when it plans: so it plans once, and not each
# time, which took five times as long as the rest.
GIVEN = "unnest((SELECT CAST(:matters AS text[])), (SELECT CAST(:matter_ids AS bigint[])))"
# Looked up by the statement that writes: nobody adds one while the deal is locked.
OFFERS_OF_DEAL = (
    "(SELECT 'offer', offers.id FROM offers WHERE offers.deal_id = CAST(:matter_id AS bigint))"
)
REFRESH_SEVERAL = Writing(text(SEVERAL.format(others=GIVEN)), to=ledger)
REFRESH_DEAL = Writing(text(SEVERAL.format(others=OFFERS_OF_DEAL)), to=ledger)

# The card that the actor has of it: outdated with this commit, and drawn by whoever handles the
# update. Until then it shows what no screen has for a fingerprint, so that the ledger, which may be
# about to write there, looks again.
OWN_CARD = Writing(
    text(
        """
    UPDATE cards SET fingerprint = :update_id
      FROM people
     WHERE people.id = :actor_id AND people.telegram_id = cards.chat_id
       AND cards.matter = :matter AND cards.matter_id = :matter_id
    RETURNING message_id
    """
    ),
    to=cards,
)

NO_OTHERS: Final[Mapping[str, Any]] = {}


class SqlLedger:
    """``Ledger`` inside a unit of work.

    ``has_added``: the sender has something to do after it. ``own_cards``: the actor's own that are
    outdated with it, as in ``Origin.to_draw``.
    """

    def __init__(self, connection: Transaction, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self.has_added = False
        self.own_cards: dict[tuple[str, int], int] = {}

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

    async def refresh(
        self,
        matter: Matter,
        matter_id: int,
        *,
        except_for: PersonId | None,
        also: Sequence[tuple[Matter, int]] = (),
    ) -> None:
        others = {
            "matters": [str(other) for other, _ in also],
            "matter_ids": [other_id for _, other_id in also],
        }
        writing = REFRESH_SEVERAL if also else REFRESH_SHOWN
        await self._refresh(writing, matter, matter_id, except_for, others)

    async def refresh_deal(self, deal_id: DealId, *, except_for: PersonId | None) -> None:
        await self._refresh(REFRESH_DEAL, Matter.DEAL, deal_id, except_for)

    async def _refresh(
        self,
        writing: Writing,
        matter: Matter,
        matter_id: int,
        except_for: PersonId | None,
        others: Mapping[str, Any] = NO_OTHERS,
    ) -> None:
        of = {"matter": str(matter), "matter_id": matter_id}
        await self._connection.write(
            writing,
            {**of, **others, "except_for": except_for, "now": self._clock()},
            tells="count(*)",
            then=self._note_added,
        )
        origin = current_origin()
        if origin.update_id is not None and except_for == origin.actor_id:
            await self._connection.write(
                OWN_CARD,
                {**of, "actor_id": except_for, "update_id": origin.update_id},
                tells="max(message_id)",
                then=partial(self._note_own_card, (str(matter), matter_id)),
            )

    def _note_added(self, count: int) -> None:
        self.has_added = self.has_added or count > 0

    def _note_own_card(self, of: tuple[str, int], message_id: int | None) -> None:
        if message_id is not None:
            self.own_cards[of] = message_id


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
