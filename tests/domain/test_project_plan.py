"""The dates of a project: what follows from what is late."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.projects.network import PlanInRing
from domain.projects.plan import PlannedTask
from domain.projects.scheduling import schedule
from domain.tasks.model import TaskId
from domain.working_time import NoWorkingTime
from tests.builders import a_calendar
from tests.plan_world import (
    FRIDAY,
    MONDAY,
    NEXT_MONDAY,
    NEXT_TUESDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_planned,
)


@dataclass(frozen=True)
class EveryDay:
    """Nobody ever rests: a day's number is its date."""

    def is_working_day(self, _day: date) -> bool:
        return True


@dataclass(frozen=True)
class NoDay:
    def is_working_day(self, _day: date) -> bool:
        return False


def standing(tasks: Sequence[PlannedTask], today: date = MONDAY) -> dict[int, tuple[date, date]]:
    plan = schedule(tasks, today, a_calendar())
    return {found.task.id: (found.starts_on, found.ends_on) for found in plan.tasks}


def test_a_plan_that_nothing_disturbs_stands_as_planned():
    tasks = [a_planned(1, MONDAY, TUESDAY), a_planned(2, WEDNESDAY, FRIDAY, 1)]

    plan = schedule(tasks, MONDAY, a_calendar())

    assert standing(tasks) == {1: (MONDAY, TUESDAY), 2: (WEDNESDAY, FRIDAY)}
    assert (plan.ends_on, plan.planned_ends_on, plan.late_days) == (FRIDAY, FRIDAY, 0)
    assert plan.delays == ()


def test_a_late_task_ends_today_and_pushes_what_follows_over_the_weekend():
    tasks = [
        a_planned(1, MONDAY, TUESDAY),
        a_planned(2, WEDNESDAY, THURSDAY, 1),
        a_planned(3, FRIDAY, FRIDAY, 2),
    ]

    plan = schedule(tasks, THURSDAY, a_calendar())

    assert standing(tasks, THURSDAY) == {
        1: (MONDAY, THURSDAY),
        2: (FRIDAY, NEXT_MONDAY),
        3: (NEXT_TUESDAY, NEXT_TUESDAY),
    }
    (delay,) = plan.delays
    assert (delay.late.task.id, delay.days, delay.project_days) == (1, 2, 2)
    assert [(push.task.id, push.planned_on, push.ends_on) for push in delay.pushes] == [
        (2, THURSDAY, NEXT_MONDAY),
        (3, FRIDAY, NEXT_TUESDAY),
    ]
    assert (plan.planned_ends_on, plan.ends_on, plan.late_days) == (FRIDAY, NEXT_TUESDAY, 2)


def test_what_was_pushed_and_is_late_besides_is_a_delay_of_its_own():
    tasks = [
        a_planned(1, MONDAY, MONDAY, done_on=TUESDAY),
        a_planned(2, TUESDAY, TUESDAY, 1, started_on=WEDNESDAY),
    ]

    plan = schedule(tasks, FRIDAY, a_calendar())

    assert [(delay.late.task.id, delay.days) for delay in plan.delays] == [(2, 2), (1, 1)]
    assert [push.task.id for push in plan.delays[1].pushes] == [2]


def test_a_task_done_late_that_moves_nothing_is_no_delay_any_more():
    tasks = [a_planned(1, MONDAY, MONDAY, done_on=WEDNESDAY), a_planned(2, FRIDAY, FRIDAY, 1)]

    plan = schedule(tasks, THURSDAY, a_calendar())

    assert plan.delays == ()
    assert plan.tasks[0].is_late
    assert plan.tasks[0].late_days == 2


def test_a_task_done_early_brings_nothing_forward():
    tasks = [a_planned(1, MONDAY, THURSDAY, done_on=MONDAY), a_planned(2, FRIDAY, FRIDAY, 1)]

    found = standing(tasks)

    assert found == {1: (MONDAY, MONDAY), 2: (FRIDAY, FRIDAY)}


def test_a_started_task_counts_from_its_start_and_waits_for_nobody():
    tasks = [
        a_planned(1, MONDAY, TUESDAY),
        a_planned(2, WEDNESDAY, THURSDAY, 1, started_on=MONDAY),
    ]

    found = standing(tasks, FRIDAY)

    assert found == {1: (MONDAY, FRIDAY), 2: (MONDAY, FRIDAY)}


def test_a_later_agreed_date_moves_what_follows_though_the_task_is_not_late():
    tasks = [a_planned(1, MONDAY, MONDAY, deadline_on=WEDNESDAY), a_planned(2, TUESDAY, TUESDAY, 1)]

    plan = schedule(tasks, MONDAY, a_calendar())

    assert not plan.tasks[0].is_late
    assert plan.tasks[1].starts_on == THURSDAY
    assert [(delay.late.task.id, delay.days) for delay in plan.delays] == [(1, 2)]


def test_slack_is_counted_in_working_days_and_only_what_has_none_is_critical():
    tasks = [
        a_planned(1, MONDAY, MONDAY),
        a_planned(2, TUESDAY, NEXT_MONDAY, 1),
        a_planned(3, TUESDAY, WEDNESDAY, 1),
        a_planned(4, NEXT_TUESDAY, NEXT_TUESDAY, 2, 3),
    ]

    plan = schedule(tasks, MONDAY, a_calendar())

    assert {found.task.id: found.slack_days for found in plan.tasks} == {1: 0, 2: 0, 3: 3, 4: 0}
    assert [found.task.id for found in plan.tasks if found.is_critical] == [1, 2, 4]


def test_what_is_done_is_not_critical():
    plan = schedule([a_planned(1, MONDAY, MONDAY, done_on=MONDAY)], MONDAY, a_calendar())

    assert not plan.tasks[0].is_critical
    assert plan.done == 1


def test_a_milestone_takes_no_day_and_follows_the_last_before_it():
    tasks = [
        a_planned(1, MONDAY, TUESDAY),
        a_planned(2, TUESDAY, TUESDAY, 1, is_milestone=True),
        a_planned(3, WEDNESDAY, WEDNESDAY, 2),
    ]

    found = standing(tasks, THURSDAY)

    assert found == {1: (MONDAY, THURSDAY), 2: (THURSDAY, THURSDAY), 3: (FRIDAY, FRIDAY)}


def test_a_deadline_on_a_day_of_rest_stays_where_it_is_and_what_follows_begins_on_monday():
    saturday = FRIDAY + timedelta(days=1)
    tasks = [a_planned(1, FRIDAY, saturday), a_planned(2, NEXT_MONDAY, NEXT_MONDAY, 1)]

    found = standing(tasks)

    assert found == {1: (FRIDAY, saturday), 2: (NEXT_MONDAY, NEXT_MONDAY)}


def test_a_task_promised_for_before_its_start_takes_one_day_and_is_late():
    (found,) = schedule([a_planned(1, THURSDAY, TUESDAY)], MONDAY, a_calendar()).tasks

    assert (found.starts_on, found.ends_on, found.late_days) == (THURSDAY, THURSDAY, 2)


def test_what_is_not_in_the_project_holds_nothing_up():
    assert standing([a_planned(2, MONDAY, MONDAY, 99)]) == {2: (MONDAY, MONDAY)}


def test_a_project_without_tasks_has_no_dates():
    plan = schedule([], MONDAY, a_calendar())

    assert (plan.tasks, plan.starts_on, plan.ends_on, plan.delays) == ((), None, None, ())


def test_a_plan_that_its_own_dependencies_break_is_tight_and_nobody_is_to_blame():
    tasks = [a_planned(1, MONDAY, TUESDAY), a_planned(2, MONDAY, TUESDAY, 1)]

    plan = schedule(tasks, MONDAY, a_calendar())

    assert plan.is_tight
    assert (plan.planned_ends_on, plan.ends_on, plan.late_days) == (TUESDAY, THURSDAY, 2)
    assert plan.delays == ()


def test_a_ring_is_refused_rather_than_followed():
    tasks = [
        a_planned(1, MONDAY, MONDAY, 3),
        a_planned(2, MONDAY, MONDAY, 1),
        a_planned(3, MONDAY, MONDAY, 2),
    ]

    with pytest.raises(PlanInRing):
        schedule(tasks, MONDAY, a_calendar())


def test_a_calendar_without_work_is_refused():
    with pytest.raises(NoWorkingTime):
        schedule([a_planned(1, MONDAY, MONDAY)], MONDAY, NoDay())


DAYS = st.integers(0, 20)


@st.composite
def projects(draw: st.DrawFn, *, is_fresh: bool = False) -> list[PlannedTask]:
    """Tasks that depend on earlier ones only; ``is_fresh``: all could begin on the first day."""
    tasks = []
    for id_ in range(1, draw(st.integers(1, 7)) + 1):
        start = MONDAY if is_fresh else MONDAY + timedelta(days=draw(DAYS))
        end = start + timedelta(days=draw(st.integers(0, 6)))
        before = draw(st.sets(st.integers(1, id_ - 1))) if id_ > 1 else set()
        task = a_planned(id_, start, end, *sorted(before))
        if not is_fresh and draw(st.booleans()):
            started_on = MONDAY + timedelta(days=draw(DAYS))
            done_on = started_on + timedelta(days=draw(DAYS)) if draw(st.booleans()) else None
            task = replace(task, started_on=started_on, done_on=done_on)
        tasks.append(task)
    return tasks


@given(projects(), DAYS)
def test_what_has_not_begun_never_starts_before_those_before_it_end(tasks, day):
    found = standing(tasks, MONDAY + timedelta(days=day))

    for task in tasks:
        for before in task.depends_on:
            assert task.started_on or found[task.id][0] > found[before][1]


@given(projects(is_fresh=True))
def test_the_critical_path_is_as_long_as_the_longest_chain(tasks):
    length = {task.id: (task.ends_on - task.starts_on).days + 1 for task in tasks}

    def chains_to(task: PlannedTask) -> list[tuple[TaskId, ...]]:
        before = [chain for id_ in task.depends_on for chain in chains_to(tasks[id_ - 1])]
        return [(*chain, task.id) for chain in before] or [(task.id,)]

    chains = [chain for task in tasks for chain in chains_to(task)]
    longest = max(sum(length[id_] for id_ in chain) for chain in chains)
    plan = schedule(tasks, MONDAY, EveryDay())

    assert plan.ends_on == MONDAY + timedelta(days=longest - 1)
    assert {found.task.id for found in plan.tasks if found.is_critical} == {
        id_
        for chain in chains
        if sum(length[passed] for passed in chain) == longest
        for id_ in chain
    }


@given(projects(), DAYS)
def test_without_dependencies_nothing_is_pushed(tasks, day):
    alone = [replace(task, depends_on=()) for task in tasks]

    plan = schedule(alone, MONDAY + timedelta(days=day), a_calendar())

    assert all(delay.pushes == () for delay in plan.delays)


@given(projects(), DAYS, st.integers(0, 6), st.integers(1, 9))
def test_moving_one_task_later_moves_nothing_earlier(tasks, day, which, by):
    today = MONDAY + timedelta(days=day)
    moved = [*tasks]
    place = which % len(tasks)
    late = timedelta(days=by)
    moved[place] = replace(
        tasks[place], starts_on=tasks[place].starts_on + late, ends_on=tasks[place].ends_on + late
    )

    before = {found.task.id: found for found in schedule(tasks, today, EveryDay()).tasks}
    after = {found.task.id: found for found in schedule(moved, today, EveryDay()).tasks}

    for id_, found in before.items():
        assert found.ends_on <= after[id_].ends_on
        assert found.starts_on <= after[id_].starts_on


def test_what_lies_on_the_fixed_day_stays_there_and_what_misses_it_is_named():
    tasks = [
        a_planned(1, MONDAY, MONDAY),
        a_planned(2, TUESDAY, WEDNESDAY, 1),
        a_planned(3, FRIDAY, FRIDAY, 2, is_milestone=True),
        a_planned(4, NEXT_MONDAY, NEXT_TUESDAY, 3),
    ]

    plan = schedule(tasks, THURSDAY, a_calendar(), fixed_on=FRIDAY)

    found = {one.task.id: (one.starts_on, one.ends_on) for one in plan.tasks}
    assert found[2] == (FRIDAY, NEXT_MONDAY)
    assert found[3] == (FRIDAY, FRIDAY)
    assert found[4] == (NEXT_MONDAY, NEXT_TUESDAY)
    assert plan.ends_on == NEXT_TUESDAY
    assert plan.fixed_day is not None
    assert [one.task.id for one in plan.fixed_day.missed] == [2]
    assert plan.fixed_day.short_days == 2
    assert {one.task.id for one in plan.tasks if one.is_critical} >= {1, 2}


def test_after_the_fixed_day_what_follows_it_pushes_as_anywhere():
    tasks = [
        a_planned(1, MONDAY, MONDAY),
        a_planned(2, TUESDAY, TUESDAY, 1),
        a_planned(3, WEDNESDAY, WEDNESDAY, 2),
    ]

    plan = schedule(tasks, THURSDAY, a_calendar(), fixed_on=TUESDAY)

    found = {one.task.id: (one.starts_on, one.ends_on) for one in plan.tasks}
    assert found[2] == (TUESDAY, THURSDAY)
    assert found[3] == (FRIDAY, FRIDAY)
    assert plan.fixed_day is not None
    assert plan.fixed_day.missed == ()


@given(projects(), DAYS, DAYS)
def test_what_was_to_begin_on_the_fixed_day_or_later_keeps_its_dates_until_it_begins(
    tasks, day, fixed
):
    fixed_on = MONDAY + timedelta(days=fixed)
    today = min(MONDAY + timedelta(days=day), fixed_on)

    plan = schedule(tasks, today, EveryDay(), fixed_on=fixed_on)

    for found in plan.tasks:
        if found.task.starts_on >= fixed_on and not found.is_begun:
            assert (found.starts_on, found.ends_on) == (found.task.starts_on, found.task.ends_on)


@given(projects(), DAYS, DAYS)
def test_the_fixed_day_is_missed_by_what_was_to_end_before_it_and_does_not(tasks, day, fixed):
    fixed_on = MONDAY + timedelta(days=fixed)
    today = min(MONDAY + timedelta(days=day), fixed_on)

    plan = schedule(tasks, today, EveryDay(), fixed_on=fixed_on)

    assert plan.fixed_day is not None
    missed = {found.task.id for found in plan.fixed_day.missed}
    assert missed == {
        found.task.id
        for found in plan.tasks
        if found.task.ends_on < fixed_on <= found.ends_on and not found.task.is_done
    }
    assert bool(missed) == bool(plan.fixed_day.short_days)


@given(projects(), DAYS)
def test_a_late_end_of_the_project_has_a_delay_behind_it_or_a_plan_too_tight_to_keep(tasks, day):
    plan = schedule(tasks, MONDAY + timedelta(days=day), EveryDay())

    assert plan.planned_ends_on <= plan.ends_on or plan.late_days == 0
    undone = any(not found.task.is_done and found.ends_on == plan.ends_on for found in plan.tasks)
    assert (
        plan.is_tight
        or not (plan.late_days and undone)
        or any(delay.project_days for delay in plan.delays)
    )
