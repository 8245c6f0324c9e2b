"""What may happen to a project, and what waits for what."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.org.model import BranchId
from domain.projects import rules
from domain.projects.dependencies import in_order, makes_ring, reached_from, ring_in, turned
from domain.projects.errors import (
    DependencyRing,
    ProjectChanged,
    ProjectDayPassed,
    ProjectDayTooFar,
    ProjectEmpty,
    ProjectOfLeader,
    ProjectOver,
    ProjectUnfinished,
)
from domain.projects.model import Project, ProjectId, ProjectState
from domain.tasks.model import TaskId
from tests.builders import NOW
from tests.tasks_world import BIG_BOSS, BOSS, EXECUTOR, OTHER, an_actor

LEADING = rules.Leading("Ольга", (BOSS, BIG_BOSS))
TODAY = date(2026, 11, 18)

GRAPHS = st.dictionaries(
    st.integers(0, 7), st.lists(st.integers(0, 7), max_size=3).map(tuple), max_size=8
)


def a_project(**fields: Any) -> Project:
    known: dict[str, Any] = {
        "id": ProjectId(1),
        "name": "Выставка",
        "goals": None,
        "leader_id": EXECUTOR,
        "branch_id": BranchId(1),
        "state": ProjectState.ACTIVE,
        "starts_on": TODAY,
        "ends_on": TODAY,
        "template": None,
        "rulebook_version": 1,
        "created_at": NOW,
    }
    return Project(**known | fields)


@pytest.mark.parametrize("person_id", [EXECUTOR, BOSS, BIG_BOSS])
def test_the_leader_and_everybody_above_lead(person_id):
    rules.require_lead(a_project(), LEADING, an_actor(person_id))


def test_who_stands_in_for_the_leader_leads():
    actor = an_actor(OTHER, stands_in_for=frozenset({EXECUTOR}))

    rules.require_lead(a_project(), LEADING, actor)


def test_others_do_not_lead():
    with pytest.raises(ProjectOfLeader):
        rules.require_lead(a_project(), LEADING, an_actor(OTHER))


def test_a_project_whose_tasks_are_over_is_accepted():
    accepted = rules.accept(a_project(), tasks=7, unfinished=0, now=NOW)

    assert accepted.state is ProjectState.ACCEPTED
    assert accepted.closed_at == NOW


def test_a_project_with_open_tasks_is_not_accepted():
    with pytest.raises(ProjectUnfinished) as refused:
        rules.accept(a_project(), tasks=7, unfinished=2, now=NOW)

    assert refused.value.facts["count"] == 2


def test_an_empty_project_is_not_accepted():
    with pytest.raises(ProjectEmpty):
        rules.accept(a_project(), tasks=0, unfinished=0, now=NOW)


def test_an_old_button_is_outdated():
    with pytest.raises(ProjectChanged):
        rules.require_version(a_project(version=3), 2)


@pytest.mark.parametrize("state", [ProjectState.ACCEPTED, ProjectState.CANCELLED])
def test_a_project_that_is_over_does_not_change(state):
    with pytest.raises(ProjectOver):
        rules.require_active(replace(a_project(), state=state))


def test_a_project_is_counted_from_a_day_to_come():
    rules.check_day(TODAY, today=TODAY)
    with pytest.raises(ProjectDayPassed):
        rules.check_day(date(2026, 11, 17), today=TODAY)
    with pytest.raises(ProjectDayTooFar):
        rules.check_day(date(2036, 11, 17), today=TODAY)


def test_a_ring_is_refused_with_the_task_that_waits_already():
    waits = {TaskId(1): (), TaskId(2): (TaskId(1),), TaskId(3): (TaskId(2),)}
    titles = {TaskId(1): "Бюджет", TaskId(2): "Макет", TaskId(3): "Печать"}

    with pytest.raises(DependencyRing) as refused:
        rules.check_wait(waits, TaskId(1), TaskId(3), titles)

    assert refused.value.facts == {"title": "Печать"}


def test_a_task_does_not_wait_for_itself():
    assert makes_ring({1: ()}, 1, 1)


@given(GRAPHS)
def test_a_ring_is_found_where_something_reaches_itself_and_only_there(graph):
    ring = ring_in(graph)

    reaches_itself = any(
        start in reached_from(graph, before)
        for start, awaited in graph.items()
        for before in awaited
        if before in graph
    )
    assert bool(ring) == reaches_itself
    if ring:
        assert ring[0] == ring[-1]
        assert all(after in graph[here] for here, after in pairwise(ring))


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40))
def test_waits_let_in_one_by_one_never_make_a_ring(wished):
    graph: dict[int, list[int]] = {number: [] for number in range(8)}

    for waiting, awaited in wished:
        if not makes_ring(graph, waiting, awaited):
            graph[waiting].append(awaited)

    assert ring_in(graph) == ()
    order = in_order(graph)
    assert sorted(order) == sorted(graph)
    places = {key: place for place, key in enumerate(order)}
    assert all(places[awaited] < places[key] for key in graph for awaited in graph[key])
    assert all(key in graph[after] for key, keys in turned(graph).items() for after in keys)
