from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tasks.phrases.spent import Spent, parse_spent, speaks_of_time

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "duration", "rest"),
    [
        ("потратил 2ч", 2 * HOUR, ""),
        ("Потратила 2 часа на созвон", 2 * HOUR, "на созвон"),
        ("потратил на это ещё 2 часа", 2 * HOUR, ""),
        ("потратил полтора часа, всё сделал", 90 * MINUTE, "всё сделал"),
        ("потратил час на звонок", HOUR, "на звонок"),
        ("потратил 2 часа до обеда", 2 * HOUR, "до обеда"),
        ("потратил 1:30", 90 * MINUTE, ""),
        ("потратил 2 ч.", 2 * HOUR, ""),
        ("ушло 2 часа 15 минут", 135 * MINUTE, ""),
        ("+30 мин", 30 * MINUTE, ""),
        ("+30 мин созвон", 30 * MINUTE, "созвон"),
        ("+2ч\nсозвон", 2 * HOUR, "созвон"),
        ("-1ч", -HOUR, ""),
        ("− 1 час", -HOUR, ""),
        ("spent 1h30", 90 * MINUTE, ""),
        ("I spent 2 hours on slides", 2 * HOUR, "on slides"),
        ("spent 1.5h", 90 * MINUTE, ""),
        ("log 45 min", 45 * MINUTE, ""),
    ],
)
def test_time_is_read_from_the_beginning_and_the_rest_is_a_comment(text, duration, rest):
    assert parse_spent(text) == Spent(duration, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Сделал",
        "+",
        "+1",
        "+7 916 123-45-67",
        "- вопрос: 2 ч?",
        "- 2 часа на дорогу",
        "потратил весь день",
        "Клиент потратил 2ч",
        "2 часа",
    ],
)
def test_what_names_no_time_at_its_beginning_is_a_comment(text):
    assert parse_spent(text) is None


def test_a_time_that_cannot_be_read_is_noticed():
    assert speaks_of_time("Потратил весь день")
    assert not speaks_of_time("Весь день потратил")


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fall(text):
    spent = parse_spent("потратил " + text)

    assert spent is None or spent.duration > timedelta(0)


@given(st.integers(1, 23), st.integers(1, 59))
def test_hours_and_minutes_add_up(hours, minutes):
    spent = parse_spent(f"+{hours} ч {minutes} мин")

    assert spent is not None
    assert spent.duration == hours * HOUR + minutes * MINUTE
