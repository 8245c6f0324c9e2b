"""A pair of sellers, the clients that it calls, and short ways to its cycle."""

from typing import Any

import pytest_asyncio
from sqlalchemy import text

from domain.org.model import Person
from tests.builders import utc
from tests.crm import Crm, by

MONDAY = utc("2026-11-16 06:00")  # nine in Moscow


class Office:
    """A manager, a pair of sellers, and short ways to their cycle."""

    def __init__(self, crm: Crm, manager: Person, caller: Person, visitor: Person) -> None:
        self.crm = crm
        self.manager, self.caller, self.visitor = manager, caller, visitor

    async def rows(self, sql: str) -> Any:
        async with self.crm.engine.connect() as connection:
            return (await connection.execute(text(sql))).all()

    async def calls(self) -> Any:
        return await self.rows(
            "SELECT planned_calls.*, clients.name FROM planned_calls"
            " JOIN clients ON clients.id = client_id"
            " JOIN cycles ON cycles.id = cycle_id AND ended_at IS NULL"
            " ORDER BY planned_on, place, planned_calls.id"
        )

    async def pair(self) -> None:
        with by(self.manager):
            actor = await self.crm.actor(self.manager)
            await self.crm.make_pair(actor, self.caller.id, self.visitor.id)

    async def clients(self, count: int, **fields: Any) -> list[Any]:
        return [
            await self.crm.given_client(self.caller, f"Клиент {number:03}", **fields)
            for number in range(count)
        ]

    async def first(self) -> Any:
        return (await self.crm.take_next_call(await self.crm.actor(self.caller))).view.call


@pytest_asyncio.fixture
async def office(crm: Crm) -> Office:
    crm.now = MONDAY
    manager = await crm.given_person("Сергей Волков", "manager")
    caller = await crm.given_person("Анна Серова")
    visitor = await crm.given_person("Борис Котов")
    return Office(crm, manager, caller, visitor)
