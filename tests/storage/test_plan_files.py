"""A project's plan as a workbook and as pages."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from storage.projects.plan_pages import write_plan_pages
from storage.projects.plan_workbook import write_plan_workbook
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
from tests.written_files import HOSTILE, pages_in


def book_of(*args: Any, **fields: Any) -> Any:
    return load_workbook(io.BytesIO(write_plan_workbook(a_paper(*args, **fields))))


def test_a_row_has_the_dates_as_they_stand_and_the_head_stays_in_sight():
    tasks = [
        a_planned(7, MONDAY, TUESDAY, department="Маркетинг"),
        a_planned(9, WEDNESDAY, THURSDAY, 7),
    ]

    sheet = book_of(tasks, today=THURSDAY)["План"]

    assert [cell.value for cell in sheet[1]][:12] == [
        *("№", "Задача", "Исполнитель", "Отдел", "Начало", "Конец", "Срок", "Состояние"),
        *("Запас, раб. дн.", "Опоздание, раб. дн.", "Критический", "После"),
    ]
    first, second = ([cell.value for cell in row][:12] for row in sheet.iter_rows(2, 3))
    assert first[:4] == [1, "Задача 7", "Иван Петров", "Маркетинг"]
    assert [day.date() for day in first[4:7]] == [MONDAY, THURSDAY, TUESDAY]
    assert first[7:] == ["впереди", 0, 2, "●", None]
    assert [day.date() for day in second[4:7]] == [FRIDAY, NEXT_MONDAY, THURSDAY]
    assert second[11] == "1"
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:L3"


def test_dates_are_dates_that_a_spreadsheet_can_sort():
    sheet = book_of([a_planned(1, MONDAY, TUESDAY)])["План"]

    assert sheet["E2"].is_date
    assert sheet["E2"].number_format == "dd.mm.yyyy"


def test_the_bars_are_conditional_formats_over_a_column_a_day():
    sheet = book_of([a_planned(1, MONDAY, FRIDAY)])["План"]

    days = [cell.value.date() for cell in sheet[1][12:]]
    assert days == [MONDAY + timedelta(days=number) for number in range(5)]
    formulas = [rule.formula[0] for found in sheet.conditional_formatting for rule in found.rules]
    assert any("$E2<=M$1" in formula and "$F2>=M$1" in formula for formula in formulas)


def test_a_plan_of_years_has_a_column_a_week():
    sheet = book_of([a_planned(1, MONDAY, date(2028, 11, 16))])["План"]

    days = [cell.value.date() for cell in sheet[1][12:]]
    assert days[1] - days[0] == timedelta(days=7)
    assert len(days) == 105


def test_what_waits_for_what_is_on_a_sheet_of_its_own():
    tasks = [a_planned(7, MONDAY, MONDAY), a_planned(9, TUESDAY, TUESDAY, 7, 1000)]

    sheet = book_of(tasks)["Зависимости"]

    assert [[cell.value for cell in row] for row in sheet.iter_rows(2)] == [
        [2, "Задача 9", 1, "Задача 7"]
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_typed_stays_a_text_in_the_workbook(words):
    task = a_planned(1, MONDAY, MONDAY, title=words, executor_name=words, department=words)

    sheet = book_of([task])["План"]

    assert [sheet[place].value for place in ("B2", "C2", "D2")] == [words] * 3
    assert [sheet[place].data_type for place in ("B2", "C2", "D2")] == ["s"] * 3
    assert sheet["B2"].hyperlink is None


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_typed_is_never_read_as_markup_in_the_pages(words):
    task = a_planned(1, MONDAY, MONDAY, title=words, executor_name=words)

    pdf = write_plan_pages(a_paper([task], title=words, subtitle=words))

    assert pdf.startswith(b"%PDF-")
    assert pages_in(pdf) == 1


def test_two_hundred_tasks_take_as_many_pages_as_they_need():
    pdf = write_plan_pages(a_paper(a_chain(200), today=FRIDAY))

    assert 5 <= pages_in(pdf) <= 12


def test_pages_hold_every_kind_of_task():
    tasks = [
        a_planned(1, MONDAY, TUESDAY, done_on=WEDNESDAY, started_on=MONDAY),
        a_planned(2, MONDAY, TUESDAY, started_on=MONDAY),
        a_planned(3, WEDNESDAY, WEDNESDAY, 1, 2, is_milestone=True),
        a_planned(4, THURSDAY, FRIDAY, 3, deadline_on=NEXT_MONDAY),
    ]

    assert pages_in(write_plan_pages(a_paper(tasks, today=THURSDAY))) == 1


def test_the_same_plan_makes_the_same_pages():
    paper = a_paper(a_chain(3))

    assert write_plan_pages(paper) == write_plan_pages(paper)
