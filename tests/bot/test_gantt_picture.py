"""The plan's picture: what fits, and what is cut."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.projects.gantt_layout import (
    Layout,
    cut_to,
    marked_days,
    short_name,
    shown_days,
    text_width,
)
from bot.projects.gantt_marks import has_deadline_mark, used_legend
from bot.projects.gantt_picture import picture
from domain.projects.scheduling import schedule
from tests.builders import a_calendar
from tests.plan_world import (
    FRIDAY,
    MONDAY,
    NEXT_MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_chain,
    a_paper,
    a_planned,
)

LONG = "Забронировать место на выставке и подписать договор аренды со всеми приложениями"


def size_of(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png)) as image:
        assert image.format == "PNG"
        return image.size


@pytest.mark.parametrize("rows", [1, 5, 20, 21, 60])
def test_a_picture_is_as_wide_as_a_phone_and_telegram_keeps_its_size(rows):
    width, height = size_of(picture(a_paper(a_chain(rows), today=FRIDAY)))

    assert max(width, height) <= 2560
    assert width >= 2 * 390
    assert height <= 2.8 * width


def test_a_picture_without_rows_or_with_more_than_can_be_read_is_not_drawn():
    for tasks in ([], a_chain(61)):
        with pytest.raises(ValueError, match="from one to 60"):
            picture(a_paper(tasks))


def test_every_kind_of_task_is_drawn_and_named_in_the_legend():
    tasks = [
        a_planned(1, MONDAY, TUESDAY, done_on=WEDNESDAY, started_on=MONDAY),
        a_planned(2, MONDAY, TUESDAY, started_on=MONDAY),
        a_planned(3, WEDNESDAY, WEDNESDAY, 1, 2, is_milestone=True),
        a_planned(4, THURSDAY, FRIDAY, 3, deadline_on=NEXT_MONDAY),
    ]
    paper = a_paper(tasks, today=THURSDAY)

    kinds = [kind for kind, _ in used_legend(paper.plan, paper.words)]

    assert kinds == ["done", "going", "waiting", "critical", "late", "deadline", "milestone"]
    assert size_of(picture(paper))


def test_the_legend_names_only_what_is_in_the_picture():
    paper = a_paper([a_planned(1, MONDAY, FRIDAY, done_on=FRIDAY)])

    assert used_legend(paper.plan, paper.words) == [("done", "готово")]


def test_signs_that_some_programs_read_as_formulas_are_drawn_as_they_are():
    tasks = [a_planned(1, MONDAY, FRIDAY, title="Скидка $5$ \\frac{1} _x_^2", executor_name="$")]

    assert size_of(picture(a_paper(tasks, title="$\\bad{", subtitle="$")))


def test_a_deadline_is_marked_where_the_bar_ends_elsewhere():
    tasks = [a_planned(1, MONDAY, TUESDAY), a_planned(2, MONDAY, FRIDAY)]

    late, on_time = a_paper(tasks, today=WEDNESDAY).plan.tasks

    assert has_deadline_mark(late)
    assert not has_deadline_mark(on_time)


def test_a_task_that_waits_stands_to_the_right_of_what_it_waits_for():
    paper = a_paper(a_chain(2))
    layout = Layout.of(paper.plan, MONDAY)

    first, second = paper.plan.tasks

    assert layout.ends(first)[1] <= layout.ends(second)[0]


def test_today_far_from_the_project_does_not_stretch_the_picture():
    paper = a_paper([a_planned(1, MONDAY, FRIDAY, done_on=FRIDAY)])

    first, last = shown_days(paper.plan, MONDAY + timedelta(days=300))

    assert (first, last) == (MONDAY, MONDAY + timedelta(days=6))
    assert size_of(picture(replace(paper, today=date(2027, 9, 1))))


@pytest.mark.parametrize("days", [7, 40, 100, 400, 1500])
def test_time_has_a_few_marks_however_long_it_is(days):
    marks = marked_days(MONDAY, MONDAY + timedelta(days=days))

    assert 1 <= len(marks) <= 6


def test_a_name_is_cut_after_a_whole_word():
    assert cut_to(LONG, 10, 200).endswith("…")
    assert LONG.startswith(cut_to(LONG, 10, 200)[:-1])
    assert LONG[len(cut_to(LONG, 10, 200)) - 1] == " "


def test_a_long_name_of_a_person_keeps_the_first_name():
    assert short_name("Константин Константинопольский", 9, 100) == "Константин К."
    assert short_name("Анна Ким", 9, 100) == "Анна Ким"


@given(st.text(st.characters(codec="cp1251", categories=("L", "N", "P", "Zs")), max_size=80))
def test_what_is_cut_fits(words):
    assert text_width(cut_to(words, 10, 120), 10) <= 120


def test_the_event_has_a_line_of_its_own_and_the_picture_reaches_to_it():
    tasks = [a_planned(1, MONDAY, TUESDAY), a_planned(2, FRIDAY, FRIDAY, 1, is_milestone=True)]
    plan = schedule(tasks, THURSDAY, a_calendar(), fixed_on=NEXT_MONDAY)

    paper = replace(a_paper(tasks, today=THURSDAY), plan=plan)

    assert shown_days(plan, THURSDAY)[1] == NEXT_MONDAY
    assert picture(paper) != picture(replace(paper, plan=replace(plan, fixed_day=None)))
