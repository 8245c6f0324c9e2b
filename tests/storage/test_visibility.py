"""The visibility rule in SQL says the same as in Python, over random companies."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.org.model import PersonId
from domain.org.visibility import (
    EVERYTHING,
    NOTHING,
    Place,
    Scope,
    can_see,
    own_scope,
    scope_of,
)
from storage.clients.visibility import client_visible
from storage.org.actors import SqlActors
from storage.tables import clients
from tests.visibility_world import (
    HOPS,
    NOW,
    ROLES,
    Away,
    Base,
    Company,
    Employee,
    Ids,
    Record,
    base,
    chart_of,
    companies,
    settle,
)

__all__ = ["base"]


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
