"""A company in a real database, for tests of people and of the rulebook."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.desk import Desk
from domain.org.model import Absence, Actor, Branch, Person, PersonId, Role
from domain.org.workplaces import Calendars
from domain.rulebook.use_cases import InstallDefaultRulebook
from storage.org.actors import SqlActors
from storage.public_holidays import public_holidays, transferred_working_days
from storage.rulebook.files import YamlRulebookFiles
from storage.rulebook.rulebooks import RulebookCache
from storage.tables import clients, deals
from storage.tables.delivery import ledger
from storage.unit_of_work import SqlUnitOfWork
from tests.ledger_world import MovedClock


class OrgWorld:
    """What a test gives and looks at. It is Wednesday 5 March 2025, 12:00 in Moscow."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.clock = MovedClock()
        self.cache = RulebookCache()
        self.desk = Desk(
            self.begin, self.clock, Calendars(public_holidays, transferred_working_days)
        )
        self.files = YamlRulebookFiles()
        self.actors = SqlActors(engine)
        self.moscow: Branch

    def begin(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self.engine, self.clock, self.cache)

    async def open(self) -> "OrgWorld":
        """With the default rulebook and the branch Moscow."""
        await InstallDefaultRulebook(self.desk, self.files)()
        self.moscow = await self.given_branch("Москва")
        return self

    async def given_branch(
        self, name: str, *, under: Branch | None = None, zone: str = "Europe/Moscow"
    ) -> Branch:
        async with self.begin() as uow:
            branch = await uow.branches.add(
                name=name, parent_id=under.id if under else None, country="RU", zone=zone
            )
            await uow.branches.rebuild_tree()
            await uow.commit()
        return branch

    async def given_person(
        self,
        name: str = "Анна Серова",
        role: Role = Role.REP,
        *,
        boss: Person | None = None,
        branch: Branch | None = None,
        **fields: Any,
    ) -> Person:
        async with self.begin() as uow:
            person = await uow.people.add(
                Person(
                    PersonId(0),
                    name,
                    role,
                    (branch or self.moscow).id,
                    boss_id=boss.id if boss else None,
                    **fields,
                )
            )
            await uow.people.rebuild_reporting()
            await uow.commit()
        return person

    async def given_absence(
        self, person: Person, deputy: Person, first: date, last: date
    ) -> Absence:
        absence = Absence(person.id, first, last, deputy.id)
        async with self.begin() as uow:
            absence_id = await uow.absences.add(absence)
            await uow.commit()
        return replace(absence, id=absence_id)

    async def given_deal(self, owner: Person, *, stage: str = "prospecting") -> int:
        now = self.clock()
        async with self.engine.begin() as connection:
            deal_id = await connection.scalar(
                insert(deals)
                .values(
                    title="Поставка",
                    owner_id=owner.id,
                    branch_id=owner.branch_id,
                    status="open",
                    stage=stage,
                    stage_since=now,
                    currency="RUB",
                    created_at=now,
                )
                .returning(deals.c.id)
            )
        return int(deal_id or 0)

    async def given_client(self, owner: Person) -> None:
        async with self.engine.begin() as connection:
            await connection.execute(
                insert(clients).values(
                    name="Ромашка",
                    name_key="romashka",
                    branch_id=owner.branch_id,
                    owner_id=owner.id,
                    segment="regular",
                    created_at=self.clock(),
                )
            )

    async def actor(self, person: Person) -> Actor:
        return await self.actors.get(person.id, now=self.clock())

    async def person(self, person: Person) -> Person:
        async with self.begin() as uow:
            return await uow.people.get(person.id)

    async def told(self) -> list[tuple[int, str]]:
        """Recipient and kind of every notice, in the order in which they were added."""
        return [(row.recipient_id, row.kind) for row in await self.notices()]

    async def notices(self) -> list[Any]:
        async with self.engine.connect() as connection:
            return list(await connection.execute(select(ledger).order_by(ledger.c.id)))
