"""A template laid out: forwards from its first day, backwards from the day that is fixed."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.org.model import PersonId
from domain.projects.clashes import ClashKind, clashes
from domain.projects.layout import ProposedProject, lay_out, no_earlier_than
from domain.projects.model import Anchor
from domain.rulebook.projects import ProjectTemplate
from domain.tasks.capacity import Work, useful
from domain.tasks.views import KnownLoad
from domain.working_time import DateSpan, WorkingCalendar
from tests.builders import NOW, a_calendar, a_rulebook

ANNA, BORIS = PersonId(1), PersonId(2)
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
SATURDAY = date(2026, 11, 28)
TODAY = date(2026, 11, 18)


def a_template(*tasks: dict[str, Any], fixed: str | None = None) -> ProjectTemplate:
    name = {"ru": "Проект", "en": "Project"}
    return ProjectTemplate.model_validate(
        {
            "key": "some",
            "name": name,
            "goals": name,
            "fixed_task": fixed,
            "roles": [{"key": "a", "name": name}, {"key": "b", "name": name}],
            "tasks": [{"title": name, "role": "a"} | task for task in tasks],
        }
    )


def three(**last: Any) -> ProjectTemplate:
    """Two days, then three of somebody else, then one."""
    return a_template(
        {"key": "one", "days": 2},
        {"key": "two", "days": 3, "waits_for": ["one"], "role": "b"},
        {"key": "three", "waits_for": ["two"], "milestone": True} | last,
    )


def laid(
    template: ProjectTemplate,
    anchor: Anchor,
    day: date,
    *,
    away: tuple[DateSpan, ...] = (),
) -> ProposedProject:
    calendars = {ANNA: a_calendar(), BORIS: a_calendar().with_absences(away)}
    return lay_out(template, anchor, day, calendars, {"a": ANNA, "b": BORIS})


def dates(project: ProposedProject) -> dict[str, tuple[int, int]]:
    return {task.key: (task.starts_on.day, task.ends_on.day) for task in project.tasks}


def test_tasks_follow_each_other_on_working_days_from_the_first_day():
    project = laid(three(), Anchor.START, MONDAY)

    assert dates(project) == {"one": (23, 24), "two": (25, 27), "three": (30, 30)}


def test_tasks_are_counted_back_from_the_last_day():
    project = laid(three(), Anchor.END, date(2026, 11, 30))

    assert dates(project) == {"one": (23, 24), "two": (25, 27), "three": (30, 30)}


def test_a_last_day_on_which_nobody_works_is_the_working_day_before():
    project = laid(three(), Anchor.END, SATURDAY)

    assert project.ends_on == FRIDAY


def test_a_first_day_on_which_nobody_works_is_the_next_working_day():
    project = laid(three(), Anchor.START, date(2027, 1, 1))

    assert project.starts_on == date(2027, 1, 11)


def test_the_fixed_task_stands_on_its_day_with_the_rest_before_and_after_it():
    template = a_template(
        {"key": "before", "days": 2},
        {"key": "opening", "days": 2, "waits_for": ["before"]},
        {"key": "after", "waits_for": ["opening"]},
        fixed="opening",
    )

    project = laid(template, Anchor.END, FRIDAY)

    assert dates(project) == {"before": (25, 26), "opening": (27, 30), "after": (1, 1)}


def test_an_opening_on_a_day_off_stays_there():
    template = a_template({"key": "before"}, {"key": "opening"}, fixed="opening")

    project = laid(template, Anchor.END, SATURDAY)

    assert project.tasks[1].starts_on == SATURDAY


def test_who_is_away_does_it_after_they_are_back_and_those_who_wait_wait():
    away = (DateSpan(date(2026, 11, 25), date(2026, 11, 26)),)

    project = laid(three(), Anchor.START, MONDAY, away=away)

    assert dates(project) == {"one": (23, 24), "two": (27, 1), "three": (2, 2)}


def test_counted_back_who_is_away_does_it_earlier():
    away = (DateSpan(date(2026, 11, 25), date(2026, 11, 26)),)

    project = laid(three(), Anchor.END, date(2026, 11, 30), away=away)

    assert dates(project) == {"one": (19, 20), "two": (23, 27), "three": (30, 30)}


def test_a_task_begins_no_earlier_than_its_day_of_the_project():
    project = laid(three(from_day=9), Anchor.START, MONDAY)

    assert dates(project)["three"] == (4, 4)


def test_what_lies_behind_is_moved_to_the_first_day_that_is_left():
    project = laid(three(), Anchor.END, date(2026, 11, 20))

    moved = no_earlier_than(project, dict.fromkeys((ANNA, BORIS), TODAY))

    assert dates(project)["one"] == (13, 16)
    assert dates(moved) == {"one": (18, 18), "two": (18, 19), "three": (20, 20)}


@pytest.mark.parametrize("template", a_rulebook().project_templates, ids=lambda one: one.key)
@pytest.mark.parametrize("anchor", Anchor)
def test_the_shipped_templates_can_be_laid_out(template, anchor):
    people = {role.key: ANNA for role in template.roles}

    project = lay_out(template, anchor, date(2027, 4, 20), {ANNA: a_calendar()}, people)

    ends = {task.key: task.ends_on for task in project.tasks}
    for task in project.tasks:
        assert task.starts_on <= task.ends_on
        assert all(ends[before] < task.starts_on for before in task.waits_for)


@st.composite
def templates(draw: st.DrawFn) -> ProjectTemplate:
    count = draw(st.integers(1, 8))
    keys = [f"t{number}" for number in range(count)]
    tasks = [
        {
            "key": key,
            "days": draw(st.integers(1, 6)),
            "from_day": draw(st.integers(0, 10)),
            "role": draw(st.sampled_from(["a", "b"])),
            "waits_for": draw(st.lists(st.sampled_from(keys[:place]), unique=True, max_size=3))
            if place
            else [],
        }
        for place, key in enumerate(keys)
    ]
    fixed = draw(st.none() | st.sampled_from(keys))
    return a_template(*draw(st.permutations(tasks)), fixed=fixed)


@given(
    templates(),
    st.sampled_from(Anchor),
    st.dates(date(2026, 6, 1), date(2027, 6, 1)),
    st.integers(0, 40),
)
def test_nothing_begins_before_what_it_waits_for_has_ended(template, anchor, day, first_away):
    away = (DateSpan(day + timedelta(first_away - 20), day + timedelta(first_away - 15)),)

    project = laid(template, anchor, day, away=away)

    ends = {task.key: task.ends_on for task in project.tasks}
    for task in project.tasks:
        assert task.starts_on <= task.ends_on
        assert all(ends[before] < task.starts_on for before in task.waits_for)


@given(templates(), st.dates(date(2026, 6, 1), date(2027, 6, 1)))
def test_counted_back_nothing_ends_after_the_last_day(template, day):
    project = laid(template.model_copy(update={"fixed_task": None}), Anchor.END, day)

    assert project.ends_on <= day


# What does not fit


def known(person_id: PersonId, *works: Work, away: tuple[DateSpan, ...] = ()) -> KnownLoad:
    return KnownLoad(person_id, f"Человек {person_id}", None, away, works, 0)


def found(
    template: ProjectTemplate,
    anchor: Anchor,
    day: date,
    *,
    works: tuple[Work, ...] = (),
    away: tuple[DateSpan, ...] = (),
) -> list[tuple[ClashKind, str | None]]:
    calendars: dict[PersonId, WorkingCalendar] = {
        ANNA: a_calendar(),
        BORIS: a_calendar().with_absences(away),
    }
    wished = laid(template, anchor, day, away=away)
    days = dict.fromkeys((ANNA, BORIS), TODAY)
    told = clashes(
        no_earlier_than(wished, days),
        as_if_present=no_earlier_than(laid(template, anchor, day), days),
        as_wished=wished,
        loads={ANNA: known(ANNA), BORIS: known(BORIS, *works, away=away)},
        calendars=calendars,
        per_day=useful(a_rulebook().useful_hours_per_day),
        today=TODAY,
        now=NOW,
    )
    return [(clash.kind, clash.task and clash.task.key) for clash in told]


def test_a_project_that_fits_has_no_clashes():
    assert found(three(), Anchor.START, MONDAY) == []


def test_an_absence_is_told_with_the_day_that_it_moves_to():
    away = (DateSpan(date(2026, 11, 25), date(2026, 11, 26)),)

    assert found(three(), Anchor.START, MONDAY, away=away) == [(ClashKind.AWAY, "two")]


def test_what_should_have_begun_already_is_told():
    told = found(three(), Anchor.END, date(2026, 11, 20))

    assert (ClashKind.TOO_LATE, "one") in told
    assert (ClashKind.TOO_LATE, "three") not in told


def test_a_fixed_day_off_is_told():
    template = a_template({"key": "before"}, {"key": "opening"}, fixed="opening")

    assert (ClashKind.DAY_OFF, "opening") in found(template, Anchor.END, SATURDAY)


def test_a_week_with_more_than_fits_is_told_once():
    works = (Work(timedelta(hours=60), FRIDAY),)
    template = a_template(
        {"key": "one", "hours": 2, "role": "b"}, {"key": "two", "hours": 2, "role": "b"}
    )

    assert found(template, Anchor.START, MONDAY, works=works) == [(ClashKind.OVERLOADED, None)]


def test_what_is_squeezed_so_that_it_ends_before_what_it_waits_for_is_told():
    template = a_template(
        {"key": "one", "days": 9, "role": "b"}, {"key": "two", "waits_for": ["one"]}
    )
    away = (DateSpan(TODAY, date(2026, 11, 20)),)

    told = found(template, Anchor.END, date(2026, 11, 19), away=away)

    assert (ClashKind.TOO_LATE, "one") in told
