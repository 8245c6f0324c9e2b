"""Whom silence reaches, in companies of every shape, against a plain reference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.org.model import Absence, Person, PersonId, Role
from tests.builders import NOW
from tests.crm import Crm

TODAY = NOW.date()
ROLES = (Role.REP, Role.REP, Role.LEAD, Role.MANAGER, Role.DIRECTOR, Role.ADMINISTRATOR)
HEADS = (Role.LEAD, Role.MANAGER, Role.DIRECTOR, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Shape:
    """A company in numbers: everything refers to places in these lists; the owner is 0."""

    parents: list[int | None]
    roles: list[Role]
    bosses: list[int | None]
    branches: list[int]
    active: list[bool]
    deputies: Mapping[int, int]
    deal_branch: int


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    depth = draw(st.integers(1, 3))
    parents: list[int | None] = [
        draw(st.none() | st.integers(0, n - 1)) if n else None for n in range(depth)
    ]
    size = draw(st.integers(1, 6))
    # A boss has a higher number, so that nobody is their own.
    bosses: list[int | None] = [
        draw(st.none() | st.integers(n + 1, size - 1)) if n + 1 < size else None
        for n in range(size)
    ]
    active = [True, *(draw(st.integers(0, 5)) > 0 for _ in range(size - 1))]
    fit = [n for n in range(size) if active[n]]
    deputies = {}
    for n in range(size):
        others = [other for other in fit if other != n]
        if others and draw(st.booleans()):
            deputies[n] = draw(st.sampled_from(others))
    return Shape(
        parents=parents,
        roles=[draw(st.sampled_from(ROLES)) for _ in range(size)],
        bosses=bosses,
        branches=[draw(st.integers(0, depth - 1)) for _ in range(size)],
        active=active,
        deputies=deputies,
        deal_branch=draw(st.integers(0, depth - 1)),
    )


def head_of_owner(shape: Shape, rung: str) -> int:
    """The reference: who answers for the owner at one rung, absences aside."""
    if rung == "owner":
        return 0
    above = []
    here = shape.bosses[0]
    while here is not None:
        above.append(here)
        here = shape.bosses[here]
    fit = HEADS if rung == "lead" else (Role.MANAGER, Role.DIRECTOR)
    for boss in above:
        if shape.active[boss] and shape.roles[boss] in fit:
            return boss
    in_order_of_id = range(len(shape.roles) - 1, 0, -1)  # bosses are added first, the owner last
    branch: int | None = shape.deal_branch
    while branch is not None:
        for person in in_order_of_id:
            is_head = shape.active[person] and shape.roles[person] is Role.MANAGER
            if is_head and shape.branches[person] == branch:
                return person
        branch = shape.parents[branch]
    for role in (Role.DIRECTOR, Role.ADMINISTRATOR):
        for person in in_order_of_id:
            if shape.active[person] and shape.roles[person] is role:
                return person
    return 0


def stand_in(shape: Shape, person: int) -> int:
    """The reference: whoever is there for the person, three hops away at most."""
    here = person
    for _ in range(3):
        deputy = shape.deputies.get(here)
        if deputy is None or deputy == person:
            return here
        here = deputy
    return here


async def build(crm: Crm, shape: Shape) -> list[Person]:
    """The company, and nobody else's at work; the one offer of its owner is due now."""
    crm.now = NOW
    async with crm.connection() as connection:
        await connection.exec_driver_sql("TRUNCATE deals, ledger, absences CASCADE")
        await connection.exec_driver_sql("UPDATE people SET is_active = false")
    branches: list[Any] = []
    for parent in shape.parents:
        branches.append(await crm.given_branch(under=None if parent is None else branches[parent]))
    people: dict[int, Person] = {}
    async with crm.transaction() as uow:
        for n in reversed(range(len(shape.roles))):
            boss = shape.bosses[n]
            people[n] = await uow.people.add(
                Person(
                    PersonId(0),
                    f"Человек {n}",
                    shape.roles[n],
                    branches[shape.branches[n]].id,
                    boss_id=None if boss is None else people[boss].id,
                    is_active=shape.active[n],
                )
            )
        await uow.people.rebuild_reporting()
        for absent, deputy in shape.deputies.items():
            away = Absence(people[absent].id, date(TODAY.year, 1, 1), date.max, people[deputy].id)
            await uow.absences.add(away)
    deal = await crm.given_deal(people[0], branch_id=branches[shape.deal_branch].id)
    await crm.given_offer(deal)
    return [people[n] for n in range(len(people))]


@pytest.mark.usefixtures("as_owner")
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(shape=shapes())
async def test_each_step_reaches_whom_the_reference_names_and_they_see_the_offer(
    crm: Crm, shape: Shape
):
    people = await build(crm, shape)
    (offer,) = await crm.offers()
    told = []
    for moment in offer.ladder.moments:
        crm.now = moment
        await crm.climb_due_offers()
        told.append((await crm.notices())[-1])
        await crm.settle_notices()

    rungs = ("owner", "owner", "lead", "manager")
    expected = [stand_in(shape, head_of_owner(shape, rung)) for rung in rungs]
    assert told == [(f"Человек {n}", offer.id) for n in expected]
    for n in expected:
        view, _ = await crm.view_offer(await crm.actor(people[n]), offer.id)
        assert view.offer.id == offer.id
