from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language import Language
from domain.org.errors import (
    AbsenceDaysSwapped,
    AbsenceInPast,
    AbsenceTooLong,
    DeputyIsAbsentPerson,
    DeputyUnfit,
)
from domain.org.invitations import hash_of
from domain.org.model import Absence, Actor, BranchId, Person, PersonId, Role
from domain.org.rules import check_absence, makes_ring, outranks, roles_below
from domain.org.visibility import NOTHING

TODAY = date(2025, 3, 5)


def an_actor(role: Role, *, number: int = 1) -> Actor:
    return Actor(
        id=PersonId(number),
        name="Борис",
        role=role,
        branch_id=BranchId(1),
        branch_name="Москва",
        country="RU",
        zone=ZoneInfo("Europe/Moscow"),
        language=Language.RUSSIAN,
        scope=NOTHING,
        telegram_id=1,
        rulebook_version=1,
    )


def a_person(
    role: Role = Role.REP, *, number: int = 2, boss: int | None = None, **fields
) -> Person:
    return Person(
        PersonId(number), "Анна", role, BranchId(1), boss_id=boss and PersonId(boss), **fields
    )


def an_absence(first: date = TODAY, last: date = TODAY, *, deputy: int = 3) -> Absence:
    return Absence(PersonId(2), first, last, PersonId(deputy))


def test_an_absence_of_one_day_from_today_is_fine():
    check_absence(an_absence(), a_person(number=3), today=TODAY)


@pytest.mark.parametrize(
    ("absence", "refusal"),
    [
        (an_absence(date(2025, 3, 7), date(2025, 3, 6)), AbsenceDaysSwapped),
        (an_absence(date(2025, 3, 4), date(2025, 3, 6)), AbsenceInPast),
        (an_absence(TODAY, date(2028, 3, 8)), AbsenceTooLong),
        (an_absence(deputy=2), DeputyIsAbsentPerson),
    ],
)
def test_an_absence_that_cannot_be_is_refused_by_name(absence, refusal):
    with pytest.raises(refusal):
        check_absence(absence, a_person(number=3), today=TODAY)


@pytest.mark.parametrize("unfit", [{"is_active": False}, {"role": Role.CLIENT}])
def test_only_a_colleague_who_is_there_can_stand_in(unfit):
    with pytest.raises(DeputyUnfit):
        check_absence(an_absence(), a_person(number=3, **unfit), today=TODAY)


def test_an_administrator_stands_above_everybody_and_a_rep_above_nobody():
    assert all(
        outranks(an_actor(Role.ADMINISTRATOR), a_person(role)) for role in Role if role != "client"
    )
    assert not any(outranks(an_actor(Role.REP), a_person(role)) for role in Role)


def test_a_manager_stands_above_no_other_manager_unless_they_are_the_boss():
    assert not outranks(an_actor(Role.MANAGER), a_person(Role.MANAGER))
    assert outranks(an_actor(Role.MANAGER), a_person(Role.MANAGER, boss=1))


def test_nobody_stands_above_an_administrator_but_administrators():
    heads = [Role.LEAD, Role.MANAGER, Role.DIRECTOR]

    assert not any(outranks(an_actor(role), a_person(Role.ADMINISTRATOR, boss=1)) for role in heads)


def test_roles_below_never_include_clients():
    assert not any(Role.CLIENT in roles_below(role) for role in Role)


CHARTS = st.dictionaries(
    st.integers(1, 8).map(PersonId), st.integers(1, 8).map(PersonId), max_size=8
)


@given(CHARTS, st.integers(1, 8).map(PersonId), st.integers(1, 8).map(PersonId))
def test_a_move_is_a_ring_exactly_when_the_person_can_be_reached_from_the_new_boss(
    bosses, person, boss
):
    reached, here = set(), boss
    while here is not None and here not in reached:
        reached.add(here)
        here = bosses.get(here)

    assert makes_ring(person, boss, bosses) == (person in reached)


def test_a_person_without_a_boss_makes_no_ring():
    assert not makes_ring(PersonId(1), None, {})


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_tokens_have_different_hashes(one, other):
    assert (hash_of(one) == hash_of(other)) == (one == other)
