from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.delivery.model import Card, Matter
from storage.tables.delivery import cards

# The two parts never meet on a row: what is removed is of another matter than what is kept.
KEEP = text(
    """
    WITH gone AS (
        DELETE FROM cards
         WHERE chat_id = :chat_id AND message_id = :message_id
           AND (matter <> :matter OR matter_id <> :matter_id)
    )
    INSERT INTO cards (chat_id, matter, matter_id, message_id, has_media, fingerprint, sent_at)
    VALUES (:chat_id, :matter, :matter_id, :message_id, :has_media, :fingerprint, :sent_at)
    ON CONFLICT (chat_id, matter, matter_id) DO UPDATE
       SET message_id = excluded.message_id,
           has_media = excluded.has_media,
           fingerprint = excluded.fingerprint,
           sent_at = CASE WHEN cards.message_id <> excluded.message_id THEN excluded.sent_at
                          ELSE cards.sent_at END
    """
)


class SqlCards:
    """``Cards`` on an engine of its own."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
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

    async def remember(self, card: Card) -> None:
        async with self._alone.connect() as connection:
            await keep_card(connection, card)

    async def forget(self, chat_id: int, message_id: int) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(
                delete(cards).where(cards.c.chat_id == chat_id, cards.c.message_id == message_id)
            )


async def forget_card(connection: AsyncConnection, card: Card) -> None:
    """Note that the card's message is gone."""
    await connection.execute(
        delete(cards).where(cards.c.chat_id == card.chat_id, cards.c.message_id == card.message_id)
    )


async def keep_card(connection: AsyncConnection, card: Card) -> None:
    """Note that the matter is shown in this message, and that nothing else is."""
    await connection.execute(
        KEEP,
        {
            "chat_id": card.chat_id,
            "matter": str(card.matter),
            "matter_id": card.matter_id,
            "message_id": card.message_id,
            "has_media": card.has_media,
            "fingerprint": card.fingerprint,
            "sent_at": card.sent_at,
        },
    )


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
