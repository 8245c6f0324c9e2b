from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import TextClause, delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.delivery.model import Card, Matter
from storage.outages import Outages
from storage.readings import Reading
from storage.tables.delivery import cards

REMEMBERED = 30
"""Messages about one matter that a chat's answers can still reach, beside its card."""

# What is removed never meets what is kept on a row: it is of another matter. A card that leaves its
# message is remembered there: where it could not be deleted, it may still be answered.
KEEP = text(
    """
    WITH gone AS (
        DELETE FROM cards
         WHERE chat_id = :chat_id AND message_id = :message_id
           AND (matter <> :matter OR matter_id <> :matter_id)
    ), forgotten AS (
        DELETE FROM matter_messages WHERE chat_id = :chat_id AND message_id = :message_id
    ), former AS (
        SELECT chat_id, matter, matter_id, message_id, has_media, fingerprint, sent_at FROM cards
         WHERE chat_id = :chat_id AND matter = :matter AND matter_id = :matter_id
           AND message_id <> :message_id
    ), answerable AS (
        INSERT INTO matter_messages (chat_id, message_id, matter, matter_id, at)
        SELECT chat_id, message_id, matter, matter_id, :sent_at FROM former
        ON CONFLICT (chat_id, message_id) DO UPDATE
           SET matter = excluded.matter, matter_id = excluded.matter_id, at = excluded.at
    ), kept AS (
        INSERT INTO cards (chat_id, matter, matter_id, message_id, has_media, fingerprint, sent_at)
        VALUES (:chat_id, :matter, :matter_id, :message_id, :has_media, :fingerprint, :sent_at)
        ON CONFLICT (chat_id, matter, matter_id) DO UPDATE
           SET message_id = excluded.message_id,
               has_media = excluded.has_media,
               fingerprint = excluded.fingerprint,
               sent_at = CASE WHEN cards.message_id <> excluded.message_id THEN excluded.sent_at
                              ELSE cards.sent_at END
    )
    SELECT * FROM former
    """
)

KEEP_ALONE = Reading(KEEP)
"""Committed by itself, on the driver."""

# Only where the card still stands there: somebody may have put it elsewhere meanwhile.
REDRAW = text(
    """
    UPDATE cards SET message_id = :message_id, has_media = :has_media, fingerprint = :fingerprint,
           sent_at = CASE WHEN message_id <> :message_id THEN :sent_at ELSE sent_at END
     WHERE chat_id = :chat_id AND matter = :matter AND matter_id = :matter_id
       AND message_id = :stood_in
    """
)

STEP_ASIDE = text(
    """
    WITH gone AS (
        DELETE FROM cards WHERE chat_id = :chat_id AND message_id = :message_id
        RETURNING *
    ), answerable AS (
        INSERT INTO matter_messages (chat_id, message_id, matter, matter_id, at)
        SELECT chat_id, message_id, matter, matter_id, sent_at FROM gone
        ON CONFLICT (chat_id, message_id) DO UPDATE
           SET matter = excluded.matter, matter_id = excluded.matter_id, at = excluded.at
    )
    SELECT * FROM gone
    """
)

FORGET = text(
    """
    WITH gone AS (
        DELETE FROM cards WHERE chat_id = :chat_id AND message_id = :message_id
        RETURNING *
    ), unanswerable AS (
        DELETE FROM matter_messages WHERE chat_id = :chat_id AND message_id = :message_id
    )
    SELECT * FROM gone
    """
)

# What it shows is not known: without a fingerprint it is drawn in any case. Another card that has
# come to stand there stays.
STEP_BACK = text(
    """
    INSERT INTO cards (chat_id, matter, matter_id, message_id, has_media, sent_at)
    SELECT :chat_id, :matter, :matter_id, :message_id, :has_media, :sent_at
     WHERE NOT EXISTS (
           SELECT FROM cards WHERE chat_id = :chat_id AND message_id = :message_id)
    ON CONFLICT (chat_id, matter, matter_id) DO NOTHING
    """
)

# A commit notes its update in place of the fingerprint of the cards that it makes outdated.
LOOK_AGAIN = text(
    """
    INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                        dedupe_key)
    SELECT people.id, 'refresh', matter, matter_id, 'now', :now, :now,
           people.id || ':refresh:' || matter || ':' || matter_id
      FROM cards JOIN people ON people.telegram_id = cards.chat_id
     WHERE chat_id = :chat_id AND (fingerprint = :update_id OR fingerprint IS NULL)
     ORDER BY matter, matter_id
    ON CONFLICT (dedupe_key) WHERE status IN ('due', 'held')
    DO UPDATE SET is_wanted_again = ledger.claimed_until IS NOT NULL
    """
)

MENTION = text(
    """
    WITH old AS (
        DELETE FROM matter_messages
         WHERE chat_id = :chat_id AND matter = :matter AND matter_id = :matter_id
           AND message_id <> ALL (CAST(:message_ids AS bigint[]))
           AND at < (SELECT at FROM matter_messages
                      WHERE chat_id = :chat_id AND matter = :matter AND matter_id = :matter_id
                      ORDER BY at DESC OFFSET :remembered LIMIT 1)
    )
    INSERT INTO matter_messages (chat_id, message_id, matter, matter_id, at)
    SELECT :chat_id, message_id, :matter, :matter_id, :at
      FROM unnest(CAST(:message_ids AS bigint[])) AS message_id
    ON CONFLICT (chat_id, message_id) DO UPDATE
       SET matter = excluded.matter, matter_id = excluded.matter_id, at = excluded.at
    """
)
SUBJECT = text(
    """
    SELECT matter, matter_id FROM cards
     WHERE chat_id = :chat_id AND message_id = :message_id
    UNION ALL
    SELECT matter, matter_id FROM matter_messages
     WHERE chat_id = :chat_id AND message_id = :message_id
     LIMIT 1
    """
)


class SqlCards:
    """``Cards`` on an engine of its own.

    What stands in a chat by now is noted even if the database goes at that moment, or the program
    is asked to end: nobody would know of the message any more.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._outages = Outages(engine)
        # One statement needs no transaction: two round trips fewer.
        self._alone = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def find(self, chat_id: int, matter: Matter, matter_id: int) -> Card | None:
        async with self._engine.connect() as connection:
            found = await connection.execute(
                select(cards).where(
                    cards.c.chat_id == chat_id,
                    cards.c.matter == str(matter),
                    cards.c.matter_id == matter_id,
                )
            )
            row = found.first()
        return None if row is None else to_card(row)

    async def at(self, chat_id: int, message_id: int) -> Card | None:
        async with self._engine.connect() as connection:
            found = await connection.execute(
                select(cards).where(cards.c.chat_id == chat_id, cards.c.message_id == message_id)
            )
            row = found.first()
        return None if row is None else to_card(row)

    async def subject_of(self, chat_id: int, message_id: int) -> tuple[Matter, int] | None:
        async with self._alone.connect() as connection:
            found = await connection.execute(
                SUBJECT, {"chat_id": chat_id, "message_id": message_id}
            )
            row = found.first()
        return None if row is None else (Matter(row.matter), int(row.matter_id))

    async def mention(
        self, chat_id: int, message_ids: Sequence[int], matter: Matter, matter_id: int, at: datetime
    ) -> None:
        values = {
            "chat_id": chat_id,
            "message_ids": list(message_ids),
            "matter": str(matter),
            "matter_id": matter_id,
            "at": at,
            "remembered": REMEMBERED,
        }
        await self._outages.seen_through(partial(self._mention, values))

    async def _mention(self, values: Mapping[str, Any]) -> None:
        gone = (cards.c.chat_id == values["chat_id"]) & (
            cards.c.message_id.in_(values["message_ids"])
        )
        async with self._engine.begin() as connection:
            await connection.execute(delete(cards).where(gone))
            await connection.execute(MENTION, values)

    async def remember(self, card: Card) -> Card | None:
        return await self._outages.seen_through(partial(self._remember, card))

    async def _remember(self, card: Card) -> Card | None:
        for row in await KEEP_ALONE.rows_alone(self._alone, _values_of(card)):
            return to_card(row)
        return None

    async def step_aside(self, chat_id: int, message_id: int) -> Card | None:
        return await self._one(STEP_ASIDE, {"chat_id": chat_id, "message_id": message_id})

    async def forget(self, chat_id: int, message_id: int) -> Card | None:
        return await self._one(FORGET, {"chat_id": chat_id, "message_id": message_id})

    async def step_back(self, card: Card) -> None:
        place = {
            "chat_id": card.chat_id,
            "matter": str(card.matter),
            "matter_id": card.matter_id,
            "message_id": card.message_id,
            "has_media": card.has_media,
            "sent_at": card.sent_at,
        }
        await self._outages.seen_through(partial(self._step_back, place))

    async def _step_back(self, place: Mapping[str, Any]) -> None:
        async with self._alone.connect() as connection:
            await connection.execute(STEP_BACK, place)

    async def look_again(self, chat_id: int, update_id: int, now: datetime) -> None:
        values = {"chat_id": chat_id, "update_id": update_id, "now": now}
        await self._outages.seen_through(partial(self._look_again, values))

    async def _look_again(self, values: Mapping[str, Any]) -> None:
        async with self._alone.connect() as connection:
            await connection.execute(LOOK_AGAIN, values)

    async def _one(self, statement: TextClause, values: Mapping[str, Any]) -> Card | None:
        async with self._alone.connect() as connection:
            row = (await connection.execute(statement, values)).first()
        return None if row is None else to_card(row)


async def forget_card(connection: AsyncConnection, card: Card) -> None:
    """Note that the card's message is gone."""
    await connection.execute(
        delete(cards).where(cards.c.chat_id == card.chat_id, cards.c.message_id == card.message_id)
    )


async def keep_card(connection: AsyncConnection, card: Card) -> Card | None:
    """Note that the matter is shown in this message, and that nothing else is; see ``Cards``."""
    found = await connection.execute(KEEP, _values_of(card))
    row = found.first()
    return None if row is None else to_card(row)


async def redraw_card(connection: AsyncConnection, card: Card, *, stood_in: int) -> None:
    """Note what the card shows now that the message ``stood_in`` was edited."""
    await connection.execute(REDRAW, {**_values_of(card), "stood_in": stood_in})


def _values_of(card: Card) -> dict[str, Any]:
    return {
        "chat_id": card.chat_id,
        "matter": str(card.matter),
        "matter_id": card.matter_id,
        "message_id": card.message_id,
        "has_media": card.has_media,
        "fingerprint": card.fingerprint,
        "sent_at": card.sent_at,
    }


def to_card(row: Any) -> Card:
    return Card(
        chat_id=row.chat_id,
        matter=Matter(row.matter),
        matter_id=row.matter_id,
        message_id=row.message_id,
        sent_at=row.sent_at,
        has_media=row.has_media,
        fingerprint=row.fingerprint,
    )
