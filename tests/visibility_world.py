"""Companies at random: who heads whom, stands in for whom and holds what, put into a database."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from domain.org.model import Role
from domain.org.visibility import Chart
from storage.org.branches import SqlBranches
from storage.org.people import SqlPeople
from storage.postgres.address import engine_url
from storage.tables import absences, branches, clients, people

NOW = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)  # already Tuesday in Vladivostok, Monday in Moscow
ZONES = ["Europe/Moscow", "Asia/Vladivostok", "America/New_York"]
ROLES = [str(role) for role in Role]
MOST = 6
HOPS = 3
"""How far a deputy's own deputy, and so on, still counts."""


@dataclass(frozen=True)
class Employee:
    role: str
    branch: int
    boss: int | None
    pair: int | None
    zone: str | None


@dataclass(frozen=True)
class Away:
    person: int
    deputy: int
    begins_in_days: int
    days: int


@dataclass(frozen=True)
class Record:
    owner: int | None
    branch: int


@dataclass(frozen=True)
class Company:
    """Everything by its position in the lists. Bosses and branches may even go round in circles."""

    parents: tuple[int | None, ...]
    zones: tuple[str, ...]
    people: tuple[Employee, ...]
    away: tuple[Away, ...]
    records: tuple[Record, ...]


@st.composite
def companies(draw: st.DrawFn) -> Company:
    branch_count = draw(st.integers(1, MOST))
    count = draw(st.integers(2, MOST))
    branch, person = st.integers(0, branch_count - 1), st.integers(0, count - 1)

    def other_than(here: int) -> st.SearchStrategy[int | None]:
        return st.none() | person.filter(lambda there: there != here)

    return Company(
        parents=tuple(draw(st.none() | branch) for _ in range(branch_count)),
        zones=tuple(draw(st.sampled_from(ZONES)) for _ in range(branch_count)),
        people=tuple(
            Employee(
                role=draw(st.sampled_from(ROLES)),
                branch=draw(branch),
                boss=draw(other_than(number)),
                pair=draw(other_than(number)),
                zone=draw(st.none() | st.sampled_from(ZONES)),
            )
            for number in range(count)
        ),
        away=tuple(
            Away(
                absent,
                (absent + draw(st.integers(1, count - 1))) % count,
                draw(st.integers(-2, 2)),
                draw(st.integers(0, 2)),
            )
            for absent in draw(st.sets(person, max_size=HOPS + 1))
        ),
        records=tuple(
            draw(st.lists(st.builds(Record, st.none() | person, branch), min_size=1, max_size=8))
        ),
    )


class Base:
    """One database and one loop for all the companies of a test."""

    def __init__(self, database_url: str) -> None:
        self.runner = asyncio.Runner()
        self.engine: AsyncEngine = create_async_engine(engine_url(database_url))

    def run(self, coroutine: Any) -> Any:
        return self.runner.run(coroutine)

    def close(self) -> None:
        self.run(self.engine.dispose())
        self.runner.close()


@pytest.fixture
def base(database_url: str) -> Iterator[Base]:
    base = Base(database_url)
    yield base
    base.close()


@dataclass(frozen=True)
class Ids:
    branches: list[int]
    people: list[int]
    records: list[int]


async def settle(engine: AsyncEngine, company: Company) -> Ids:
    """Put the company into the base, beside those before it: emptying every table is dear."""
    async with engine.begin() as connection:

        async def add(table: Any, **values: Any) -> int:
            added = await connection.execute(insert(table).values(**values).returning(table.c.id))
            return int(added.scalar_one())

        branch_ids = [
            await add(branches, name=str(uuid4()), country="RU", zone=zone)
            for zone in company.zones
        ]
        people_ids = [
            await add(
                people,
                name=f"Человек {number}",
                role=employee.role,
                branch_id=branch_ids[employee.branch],
            )
            for number, employee in enumerate(company.people)
        ]
        for id_, parent in zip(branch_ids, company.parents, strict=True):
            if parent is not None:
                await connection.execute(
                    branches.update()
                    .where(branches.c.id == id_)
                    .values(parent_id=branch_ids[parent])
                )
        for id_, employee in zip(people_ids, company.people, strict=True):
            await connection.execute(
                people.update()
                .where(people.c.id == id_)
                .values(
                    boss_id=None if employee.boss is None else people_ids[employee.boss],
                    pair_id=None if employee.pair is None else people_ids[employee.pair],
                    zone=employee.zone,
                )
            )
        for away in company.away:
            begins = NOW.date() + timedelta(days=away.begins_in_days)
            await add(
                absences,
                person_id=people_ids[away.person],
                deputy_id=people_ids[away.deputy],
                starts_on=begins,
                ends_on=begins + timedelta(days=away.days),
            )
        record_ids = [
            await add(
                clients,
                name="Клиент",
                name_key="klient",
                branch_id=branch_ids[record.branch],
                owner_id=None if record.owner is None else people_ids[record.owner],
                segment="prospect",
                created_at=NOW,
            )
            for record in company.records
        ]
        await SqlBranches(connection, lambda: NOW).rebuild_tree()
        await SqlPeople(connection, lambda: NOW).rebuild_reporting()
    return Ids(branch_ids, people_ids, record_ids)


def chart_of(company: Company, ids: Ids) -> Chart:
    return Chart(
        bosses={
            ids.people[number]: None if employee.boss is None else ids.people[employee.boss]
            for number, employee in enumerate(company.people)
        },
        parents={
            ids.branches[number]: None if parent is None else ids.branches[parent]
            for number, parent in enumerate(company.parents)
        },
    )
