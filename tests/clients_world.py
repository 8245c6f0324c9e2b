"""A small company with clients in a real database, and the use cases over it."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.clients.model import Client
from domain.clients.typed_line import TypedClient
from domain.clients.use_cases import CreateClient
from domain.desk import Desk
from domain.org.model import Actor, BranchId, Person, PersonId, Role
from domain.org.workplaces import Calendars
from storage.org.actors import SqlActors
from storage.phone_numbers import read_phone
from storage.public_holidays import public_holidays, transferred_working_days
from storage.rulebook.rulebooks import RulebookCache
from storage.rulebook_file import read_default_rulebook
from storage.tables import phones, timeline
from storage.unit_of_work import SqlUnitOfWork

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, 12:00 in Moscow


class ClientsWorld:
    """What a test gives and looks at; ``moscow`` is the branch where nothing else is said."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.now = NOW
        self.cache = RulebookCache()
        self.desk = Desk(self.begin, lambda: self.now, _CALENDARS)
        self.actors = SqlActors(engine)
        self.moscow = BranchId(0)
        self._telegram_ids = count(5001)

    def begin(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self.engine, lambda: self.now, self.cache)

    async def given_company(self) -> None:
        async with self.begin() as uow:
            await uow.rulebooks.add(
                _RULEBOOK,
                after_version=0,
                source_text=None,
                comment=None,
                created_at=self.now,
                created_by=None,
            )
            await uow.commit()
        self.moscow = await self.given_branch("Москва")

    async def given_branch(self, name: str, country: str = "RU") -> BranchId:
        async with self.begin() as uow:
            branch = await uow.branches.add(
                name=name, parent_id=None, country=country, zone="Europe/Moscow"
            )
            await uow.branches.rebuild_tree()
            await uow.commit()
        return branch.id

    async def given_person(
        self, name: str = "Анна Серова", role: Role = Role.REP, **fields: Any
    ) -> Actor:
        person = Person(PersonId(0), name, role, fields.pop("branch_id", self.moscow))
        telegram_id = fields.pop("telegram_id", None) or next(self._telegram_ids)
        async with self.begin() as uow:
            person = await uow.people.add(replace(person, telegram_id=telegram_id, **fields))
            await uow.people.rebuild_reporting()
            await uow.commit()
        return await self.actor(person.id)

    async def actor(self, person_id: PersonId) -> Actor:
        return await self.actors.get(person_id, now=self.now)

    async def given_client(
        self, owner: Actor, name: str, phone: str | None = None, contact: str | None = None
    ) -> Client:
        create = CreateClient(self.desk, read_phone)
        return await create(owner, TypedClient(name, phone, contact), in_spite_of_twins=True)

    async def numbers(self, client: Client) -> list[str]:
        async with self.engine.connect() as connection:
            found = await connection.scalars(
                select(phones.c.number).where(phones.c.client_id == client.id).order_by("id")
            )
            return list(found)

    async def happened(self, client: Client) -> list[str]:
        """Kinds of the client's timeline, oldest first."""
        async with self.engine.connect() as connection:
            kinds = await connection.scalars(
                select(timeline.c.kind).where(timeline.c.client_id == client.id).order_by("id")
            )
            return list(kinds)


_CALENDARS = Calendars(public_holidays, transferred_working_days)
_RULEBOOK = read_default_rulebook()
