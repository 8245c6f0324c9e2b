"""The visibility rule in SQL says the same as in Python, over random companies."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from domain.org.model import PersonId, Role
from domain.org.visibility import (
    EVERYTHING,
    NOTHING,
    Chart,
    Place,
    Scope,
    can_see,
    own_scope,
    scope_of,
)
from storage.clients.search import client_visible
from storage.org.actors import SqlActors
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


TEAM_UNDER_TEAM = Company(
    parents=(None, 0),
    zones=("Europe/Moscow", "Europe/Moscow"),
    people=(
        Employee("manager", 0, None, None, None),
        Employee("lead", 0, 0, None, None),
        Employee("lead", 1, 1, None, None),
        Employee("rep", 1, 2, None, None),
        Employee("rep", 1, 2, 3, None),
    ),
    away=(Away(person=1, deputy=4, begins_in_days=0, days=0),),
    records=(Record(3, 1), Record(4, 0), Record(None, 1), Record(0, 0)),
)

ONE_DEPUTY_BEHIND_ANOTHER = Company(
    parents=(None,),
    zones=("Europe/Moscow",),
    people=(Employee("rep", 0, None, None, None),) * 5,
    away=tuple(Away(absent, absent + 1, begins_in_days=0, days=0) for absent in range(4)),
    records=tuple(Record(owner, 0) for owner in range(5)),
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


def expected_scope(company: Company, ids: Ids, number: int) -> Scope:
    def place(person: int) -> Place:
        employee = company.people[person]
        pair = None if employee.pair is None else ids.people[employee.pair]
        return Place(ids.people[person], employee.role, ids.branches[employee.branch], pair)

    def is_away(away: Away) -> bool:
        absent = company.people[away.person]
        zone = ZoneInfo(absent.zone or company.zones[absent.branch])
        begins = NOW.date() + timedelta(days=away.begins_in_days)
        today: date = NOW.astimezone(zone).date()
        return begins <= today <= begins + timedelta(days=away.days)

    behind = {number}
    for _ in range(HOPS):
        behind |= {away.person for away in company.away if away.deputy in behind and is_away(away)}
    return scope_of(place(number), map(place, behind - {number}))


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


async def seen_in_base(engine: AsyncEngine, scope: Scope, ids: Ids) -> set[int]:
    """Of the records of one company; others' are seen by those alone who see everything."""
    async with engine.connect() as connection:
        found = set(await connection.scalars(select(clients.c.id).where(client_visible(scope))))
    assert scope.sees_all or found <= set(ids.records)
    return found & set(ids.records)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(TEAM_UNDER_TEAM)
@example(ONE_DEPUTY_BEHIND_ANOTHER)
@given(companies())
def test_everybody_sees_in_the_base_what_the_rule_says(base: Base, company: Company) -> None:
    ids = base.run(settle(base.engine, company))
    actors, chart = SqlActors(base.engine), chart_of(company, ids)

    for number, person_id in enumerate(ids.people):
        actor = base.run(actors.get(PersonId(person_id), now=NOW))
        by_rule = {
            id_
            for id_, record in zip(ids.records, company.records, strict=True)
            if can_see(
                actor.scope,
                owner_id=None if record.owner is None else ids.people[record.owner],
                branch_id=ids.branches[record.branch],
                chart=chart,
            )
        }

        assert actor.scope == expected_scope(company, ids, number)
        assert base.run(seen_in_base(base.engine, actor.scope, ids)) == by_rule


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(companies(), st.data())
def test_any_scope_means_the_same_in_the_base_as_in_the_rule(
    base: Base, company: Company, data: st.DataObject
) -> None:
    ids = base.run(settle(base.engine, company))
    scope = Scope(
        sees_all=data.draw(st.booleans()),
        owners=data.draw(st.frozensets(st.sampled_from(ids.people))),
        teams=data.draw(st.frozensets(st.sampled_from(ids.people))),
        branches=data.draw(st.frozensets(st.sampled_from(ids.branches))),
    )

    by_rule = {
        id_
        for id_, record in zip(ids.records, company.records, strict=True)
        if can_see(
            scope,
            owner_id=None if record.owner is None else ids.people[record.owner],
            branch_id=ids.branches[record.branch],
            chart=chart_of(company, ids),
        )
    }

    assert base.run(seen_in_base(base.engine, scope, ids)) == by_rule


def test_an_absence_counts_by_the_day_where_the_absent_person_is(base: Base) -> None:
    company = Company(
        parents=(None,),
        zones=("Europe/Moscow",),
        people=(
            Employee("rep", 0, None, None, "Asia/Vladivostok"),
            Employee("rep", 0, None, None, "Europe/Moscow"),
            Employee("rep", 0, None, None, None),
        ),
        away=(
            Away(person=0, deputy=2, begins_in_days=1, days=0),
            Away(person=1, deputy=2, begins_in_days=1, days=0),
        ),
        records=(Record(0, 0), Record(1, 0)),
    )
    ids = base.run(settle(base.engine, company))

    deputy = base.run(SqlActors(base.engine).get(PersonId(ids.people[2]), now=NOW))

    assert base.run(seen_in_base(base.engine, deputy.scope, ids)) == {ids.records[0]}


@given(st.sampled_from(ROLES), st.booleans())
def test_who_stands_in_for_somebody_sees_no_less_than_before(role: str, is_paired: bool) -> None:
    own = Place(1, role, 1, 2 if is_paired else None)

    both = scope_of(own, [Place(3, "lead", 2)])

    assert both == (NOTHING if role == "client" else own_scope(own) | Scope(teams=frozenset({3})))


def test_nothing_and_everything_are_what_they_say(base: Base) -> None:
    ids = base.run(settle(base.engine, TEAM_UNDER_TEAM))

    assert base.run(seen_in_base(base.engine, NOTHING, ids)) == set()
    assert base.run(seen_in_base(base.engine, EVERYTHING, ids)) == set(ids.records)
