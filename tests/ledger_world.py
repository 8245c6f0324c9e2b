"""A small company with a ledger in a real database, for tests of delivery."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from domain.delivery.model import Matter, NewNotice, Notice, Outcome, Settlement, Urgency
from domain.org.model import PersonId
from storage.delivery.ledger import SqlLedger
from storage.delivery.outbox import SqlOutbox
from storage.tables import branches, people
from storage.tables.delivery import cards, ledger
from storage.transaction import Transaction

NOON = datetime(2025, 3, 5, 9, 0, tzinfo=UTC)  # a Wednesday, 12:00 in Moscow
LEASE = timedelta(minutes=2)


class MovedClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def skip(self, **how_far: float) -> None:
        self.now += timedelta(**how_far)


class LedgerWorld:
    """What a test gives and looks at. People have the chat ``1000 + id``."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.clock = MovedClock()
        self.outbox = SqlOutbox(engine)
        self._branch_id: int | None = None

    async def given_person(self, **columns: Any) -> PersonId:
        async with self.engine.begin() as connection:
            if self._branch_id is None:
                self._branch_id = await connection.scalar(
                    insert(branches)
                    .values(name="Москва", country="RU", zone="Europe/Moscow")
                    .returning(branches.c.id)
                )
            values = {"name": "Анна", "role": "rep", "branch_id": self._branch_id} | columns
            person_id = await connection.scalar(
                insert(people).values(**values).returning(people.c.id)
            )
            if "telegram_id" not in columns:
                await connection.execute(
                    update(people)
                    .where(people.c.id == person_id)
                    .values(telegram_id=1000 + person_id)
                )
        return PersonId(person_id)

    async def given_people(self, count: int) -> list[PersonId]:
        first = await self.given_person()
        async with self.engine.begin() as connection:
            more = await connection.execute(
                text(
                    "INSERT INTO people (name, role, branch_id, telegram_id)"
                    " SELECT name, role, branch_id, 1000 + id + n FROM people"
                    " CROSS JOIN generate_series(1, :more) AS n WHERE id = :first RETURNING id"
                ),
                {"first": first, "more": count - 1},
            )
            people_ids = [first, *more.scalars()]
        assert people_ids == [*range(first, first + count)]
        return [PersonId(id_) for id_ in people_ids]

    async def given_notice(
        self,
        recipient_id: PersonId,
        *,
        kind: str = "offer_due",
        matter: Matter = Matter.OFFER,
        matter_id: int = 1,
        urgency: Urgency = Urgency.NOW,
        not_before: datetime | None = None,
    ) -> None:
        async with self.ledger() as book:
            await book.add([NewNotice(recipient_id, kind, matter, matter_id, urgency, not_before)])

    async def given_card(
        self, person_id: PersonId, message_id: int, *, matter_id: int = 1, **columns: Any
    ) -> None:
        values = {"sent_at": self.clock(), "matter": "offer"} | columns
        async with self.engine.begin() as connection:
            await connection.execute(
                insert(cards).values(
                    chat_id=1000 + person_id, matter_id=matter_id, message_id=message_id, **values
                )
            )

    @asynccontextmanager
    async def ledger(self) -> AsyncIterator[SqlLedger]:
        async with Transaction(self.engine) as connection:
            yield SqlLedger(connection, self.clock)
            await connection.commit()

    async def rows(self, **where: Any) -> list[Any]:
        """Ledger rows in the order in which they were added."""
        query = select(ledger).order_by(ledger.c.id)
        for column, value in where.items():
            query = query.where(ledger.c[column] == value)
        async with self.engine.connect() as connection:
            return list(await connection.execute(query))

    async def cards(self) -> list[Any]:
        async with self.engine.connect() as connection:
            return list(await connection.execute(select(cards).order_by(cards.c.message_id)))

    async def claim(self, limit: int = 100) -> list[Any]:
        return list(await self.outbox.claim(self.clock(), lease=LEASE, limit=limit))


async def break_leaders_connection(engine: AsyncEngine) -> None:
    """End the session that holds an advisory lock in this database, and wait till it is gone."""
    async with engine.connect() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(l.pid, 10000) FROM pg_locks AS l "
                "JOIN pg_database AS d ON d.oid = l.database "
                "WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()"
            )
        )


async def break_connections(engine: AsyncEngine) -> None:
    """End every session of others in this database, as a server's restart does."""
    one_of_its_own = create_async_engine(engine.url)
    async with one_of_its_own.connect() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    await one_of_its_own.dispose()


@pytest.fixture
def world(engine: AsyncEngine) -> LedgerWorld:
    return LedgerWorld(engine)


def settled(
    notice: Notice, outcome: Outcome = Outcome.RANG, *, at: datetime, **more: Any
) -> Settlement:
    return Settlement(notice.id, outcome, at, **more)
