"""Whoever leaves holds nothing open; nothing goes twice; what nobody touched comes back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.handovers.acts import counted
from domain.handovers.errors import NobodyFit, ReceiverMissing
from domain.handovers.model import Held, Holding, Kind
from domain.handovers.rules import plan, returns
from domain.org.model import PersonId

LEAVER, OLGA, ANNA, BOSS, ADMIN = map(PersonId, range(1, 6))
INSTEAD = (BOSS, ADMIN)
WANTED = [kind for kind in Kind if kind.wants_receiver]

others = st.sampled_from([OLGA, ANNA, BOSS])
holdings = st.lists(
    st.builds(
        Holding,
        held=st.sampled_from(Held),
        record_id=st.integers(1, 20),
        holder_id=st.just(LEAVER),
        not_to=st.frozensets(others, max_size=3),
    ),
    max_size=40,
)
receivers = st.fixed_dictionaries(dict.fromkeys(WANTED, others))


def holding(held: Held, *not_to: PersonId) -> Holding:
    return Holding(held, 7, LEAVER, frozenset(not_to))


@given(holdings, receivers)
def test_nothing_open_is_left_with_who_left_and_nothing_is_moved_twice(
    held: list[Holding], chosen: dict[Kind, PersonId]
) -> None:
    moves = plan(held, chosen, instead=INSTEAD)

    assert {move.key for move in moves} == {one.key for one in held}
    assert len(moves) == len({move.key for move in moves})
    assert all(move.to_id != LEAVER for move in moves)
    barred = {one.key: one.not_to for one in held}
    assert all(move.to_id not in barred[move.key] for move in moves)
    assert all(move.to_id is not None for move in moves if move.kind.wants_receiver)


@given(holdings, receivers)
def test_who_may_have_it_gets_it(held: list[Holding], chosen: dict[Kind, PersonId]) -> None:
    known = {one.key: one for one in held}

    for move in plan(held, chosen, instead=INSTEAD):
        if move.kind.wants_receiver and chosen[move.kind] not in known[move.key].not_to:
            assert move.to_id == chosen[move.kind]


@given(holdings, receivers, st.data())
def test_an_undo_restores_what_nobody_touched_and_nothing_else(
    held: list[Holding], chosen: dict[Kind, PersonId], data: Any
) -> None:
    moves = plan(held, chosen, instead=INSTEAD)
    finished = data.draw(st.sets(st.sampled_from(moves))) if moves else set()
    moved_on = data.draw(st.sets(st.sampled_from(moves))) if moves else set()
    third = PersonId(99)
    now_held = {
        (move.key, third if move in moved_on else move.to_id)
        for move in moves
        if move not in finished
    }

    back, stay = returns(moves, now_held)

    assert {*back, *stay} == {*moves}
    assert set(back) == {*moves} - finished - moved_on


def test_every_kind_that_is_held_wants_a_receiver() -> None:
    with pytest.raises(ReceiverMissing) as refused:
        plan([holding(Held.CLIENT), holding(Held.DEAL)], {Kind.CLIENTS: OLGA})

    assert refused.value.facts == {"count": 1}


def test_an_approval_goes_past_who_asked_for_it() -> None:
    moves = plan([holding(Held.APPROVAL, OLGA)], {Kind.APPROVALS: OLGA}, instead=INSTEAD)

    assert [move.to_id for move in moves] == [BOSS]


def test_where_nobody_may_approve_it_is_refused() -> None:
    with pytest.raises(NobodyFit):
        plan([holding(Held.APPROVAL, OLGA)], {Kind.APPROVALS: OLGA})


def test_who_would_lead_themself_reports_to_nobody_rather() -> None:
    moves = plan([holding(Held.REPORT, OLGA)], {Kind.TEAM: OLGA})

    assert [move.to_id for move in moves] == [None]


def test_ties_are_let_go_without_a_receiver() -> None:
    moves = plan([holding(Held.PAIR), holding(Held.SERIES_HELPER)], {})

    assert [move.to_id for move in moves] == [None, None]


def test_a_record_that_is_held_twice_in_one_kind_counts_once() -> None:
    held = [holding(Held.SERIES), holding(Held.SERIES_GIVEN), holding(Held.PROJECT)]

    assert counted(held) == {Kind.PROJECTS: 1, Kind.SERIES: 1}
