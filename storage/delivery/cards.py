from typing import Any

from sqlalchemy import bindparam, case, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.delivery.model import Card, Matter
from storage.tables.delivery import cards

FORGET_OTHERS_HERE = delete(cards).where(
    cards.c.chat_id == bindparam("of_chat_id"),
    cards.c.message_id == bindparam("of_message_id"),
    (cards.c.matter != bindparam("of_matter")) | (cards.c.matter_id != bindparam("of_matter_id")),
)


def _keep() -> Any:
    kept = insert(cards)
    is_moved = cards.c.message_id != kept.excluded.message_id
    return kept.on_conflict_do_update(
        index_elements=[cards.c.chat_id, cards.c.matter, cards.c.matter_id],
        set_={
            "message_id": kept.excluded.message_id,
            "has_media": kept.excluded.has_media,
            "fingerprint": kept.excluded.fingerprint,
            "sent_at": case((is_moved, kept.excluded.sent_at), else_=cards.c.sent_at),
        },
    )


KEEP = _keep()


class SqlCards:
    """``Cards`` on an engine of its own."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

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
        async with self._engine.begin() as connection:
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
    here = {
        "chat_id": card.chat_id,
        "matter": str(card.matter),
        "matter_id": card.matter_id,
        "message_id": card.message_id,
    }
    await connection.execute(FORGET_OTHERS_HERE, {f"of_{name}": here[name] for name in here})
    await connection.execute(
        KEEP,
        {
            **here,
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
