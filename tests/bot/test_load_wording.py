"""How full a week is, in words: «▓▓▓▓▓░░ 22 из 30,5 ч»."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tasks.load.wording import BAR_SIGNS, FULL, bar, load_lines, on_day, week_line
from bot.texts import texts_for
from domain.language import Language
from domain.org.model import PersonId
from domain.tasks.capacity import WeekLoad
from domain.tasks.views import LoadCheck, PersonLoad
from tests.messages import plain

RU, EN = texts_for(Language.RUSSIAN), texts_for(Language.ENGLISH)
MONDAY, WEDNESDAY = date(2026, 11, 16), date(2026, 11, 18)
HOUR = timedelta(hours=1)


def a_week(planned: float, capacity: float = 30.5, first_on: date = MONDAY) -> WeekLoad:
    return WeekLoad(PersonId(1), first_on, capacity * HOUR, planned * HOUR)


def an_overload(over: float) -> WeekLoad:
    return replace(a_week(30.5, first_on=date(2026, 11, 23)), over=over * HOUR)


def a_check(after: WeekLoad, ends_on: date | None, **fields: object) -> LoadCheck:
    known = {"executor": None, "before": after, "is_late": False, "colleague": None}
    return LoadCheck(**{**known, "after": after, "ends_on": ends_on, **fields})


def test_a_week_is_a_bar_with_its_hours():
    assert week_line(a_week(22), RU) == "▓▓▓▓▓░░ 22 из 30,5 ч"
    assert week_line(a_week(22), EN) == "▓▓▓▓▓░░ 22 of 30.5 h"


def test_more_than_fits_is_marked_and_a_week_off_is_named():
    assert week_line(an_overload(0.5), RU) == "▓▓▓▓▓▓▓ 30,5 из 30,5 ч ❗ не помещается 0,5 ч"
    assert week_line(a_week(0, 0), RU) == "нерабочая неделя"


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_only_an_idle_week_has_an_empty_bar_and_only_a_full_one_has_no_room(planned, capacity):
    signs = bar(WeekLoad(PersonId(1), MONDAY, capacity * HOUR, planned * HOUR))

    assert len(signs) == BAR_SIGNS
    assert (FULL in signs) is (planned > 0)
    assert (signs == FULL * BAR_SIGNS) is (planned >= capacity)


def test_the_end_of_the_work_is_a_day_in_words():
    lines = load_lines(a_check(a_week(22), date(2026, 11, 25)), RU, today=WEDNESDAY)

    assert plain(lines) == (
        "Загрузка на этой неделе: ▓▓▓▓▓░░ 22 из 30,5 ч\n"
        "При такой загрузке закончит в среду, 25 ноября."
    )


def test_an_overload_is_warned_of_with_a_free_colleague():
    colleague = PersonLoad(PersonId(2), "Соня", 24.5 * HOUR)
    week = replace(an_overload(7.5), without_estimate=3)
    check = a_check(week, date(2026, 12, 1), is_late=True, colleague=colleague)

    lines = load_lines(check, RU, today=WEDNESDAY).split("\n")

    assert lines == [
        "Загрузка на неделе с 23 ноября: ▓▓▓▓▓▓▓ 30,5 из 30,5 ч ❗ не помещается 7,5 ч",
        "3 задачи без оценки",
        "⚠️ Не успеть к сроку: при такой загрузке закончит во вторник, 1 декабря.",
        "Свободнее: Соня, есть 24,5 ч.",
    ]


def test_work_that_never_fits_is_said_so_and_work_without_an_estimate_has_no_end():
    assert "не закончит" in load_lines(a_check(a_week(1), None, is_late=True), RU, today=WEDNESDAY)
    assert "закончит" not in load_lines(a_check(a_week(1), None), RU, today=WEDNESDAY)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (18, "сегодня"),
        (19, "завтра"),
        (20, "в пятницу, 20 ноября"),
    ],
)
def test_a_near_day_is_today_or_tomorrow(day, words):
    assert on_day(date(2026, 11, day), RU, today=WEDNESDAY) == words
