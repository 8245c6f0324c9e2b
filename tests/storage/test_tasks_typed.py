"""Deadlines and estimates typed in answer to a question."""

from datetime import timedelta
from typing import Any

import pytest

from domain.tasks.model import Deadline
from domain.tasks.phrases.durations import LONGEST
from domain.tasks.typed import DeadlineAmbiguous, DeadlineWithMore, EstimateUnreadable
from domain.typed_dates import DateImpossible, DateInPast, DateTooFar, DateUnreadable
from tests.builders import utc
from tests.crm import Crm


@pytest.fixture
async def anna(crm: Crm) -> Any:
    return await crm.actor(await crm.given_person("Анна"))


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("завтра", Deadline(utc("2026-11-19 15:00"))),
        ("завтра в 15", Deadline(utc("2026-11-19 12:00"), has_time=True)),
        ("до пятницы", Deadline(utc("2026-11-20 15:00"))),
        ("25.11", Deadline(utc("2026-11-25 15:00"))),
        ("28-11", Deadline(utc("2026-11-28 15:00"))),
        ("tomorrow at 3pm", Deadline(utc("2026-11-19 12:00"), has_time=True)),
    ],
)
async def test_a_deadline_is_read_by_the_grammar_of_lines(crm, anna, text, deadline):
    assert await crm.read_deadline(anna, text) == deadline


async def test_a_deadline_of_two_readings_is_not_guessed(crm, anna):
    with pytest.raises(DeadlineAmbiguous) as refusal:
        await crm.read_deadline(anna, "завтра в 8")

    told = [f"{refusal.value.facts[name]:%d.%m %H:%M}" for name in ("first", "second")]
    assert told == ["19.11 08:00", "19.11 20:00"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("завтра поручи Ивану", "поручи Ивану"),
        ("до пятницы, 2ч", "2ч"),
        ("каждый понедельник в 10", "каждый понедельник"),
    ],
)
async def test_what_stands_beside_a_deadline_is_not_swallowed(crm, anna, text, left):
    with pytest.raises(DeadlineWithMore) as refusal:
        await crm.read_deadline(anna, text)

    assert refusal.value.facts["left"] == left


@pytest.mark.parametrize("text", ["завтра, пожалуйста", "давай до завтра"])
async def test_words_that_say_nothing_are_no_matter(crm, anna, text):
    assert await crm.read_deadline(anna, text) == Deadline(utc("2026-11-19 15:00"))


async def test_another_day_keeps_the_time_that_has_not_passed(crm, anna):
    noon = Deadline(utc("2026-11-20 09:00"), has_time=True)

    tomorrow = await crm.read_deadline(anna, "завтра", instead_of=noon)
    today = await crm.read_deadline(anna, "сегодня", instead_of=noon)

    assert tomorrow == Deadline(utc("2026-11-19 09:00"), has_time=True)
    assert today == Deadline(utc("2026-11-18 15:00"))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("когда-нибудь", DateUnreadable),
        ("31.02", DateImpossible),
        ("вчера", DateInPast),
        ("10.11.2020", DateInPast),
        ("через 40 лет", DateTooFar),
        ("вчера в 15", DateInPast),
        ("завтра в 25:00", DateUnreadable),
        ("завтра 12:61", DateUnreadable),
    ],
)
async def test_what_is_no_deadline_is_refused_for_its_reason(crm, anna, text, refusal):
    with pytest.raises(refusal):
        await crm.read_deadline(anna, text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2", 120),
        ("1,5", 90),
        ("2ч", 120),
        ("30 мин", 30),
        ("полтора часа", 90),
        ("1h30", 90),
        ("10000", 600_000),
        ("0 ч", 0),
        ("0,5 час", 30),
        ("50 минут", 50),
        ("1000000 мин", 1_000_000),
    ],
)
async def test_an_estimate_is_hours_unless_it_says_otherwise(crm, anna, text, minutes):
    assert await crm.read_estimate(anna, text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["9" * 30, "9" * 30 + " ч"])
async def test_a_length_beyond_all_is_the_longest_there_is(crm, anna, text):
    assert await crm.read_estimate(anna, text) == LONGEST


@pytest.mark.parametrize("text", ["", "много", "два дня", "-3"])
async def test_what_is_no_length_is_refused(crm, anna, text):
    with pytest.raises(EstimateUnreadable):
        await crm.read_estimate(anna, text)
