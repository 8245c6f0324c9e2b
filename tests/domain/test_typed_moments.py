"""A day and, perhaps, a time as a person types them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deals.typed_moments import parse_moment
from domain.errors import BadInput
from domain.typed_dates import DateImpossible, DateInPast, DateTooFar, DateUnreadable
from tests.builders import a_calendar, utc

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = utc("2026-11-18 10:00")  # Wednesday, 13:00 in Moscow


def meant(text: str, now: datetime = NOW, zone: str = "Europe/Moscow") -> str:
    """The moment on the wall of ``zone``."""
    calendar = a_calendar(zone)
    moment = parse_moment(text, now=now, zone=ZoneInfo(zone), calendar=calendar)
    return f"{moment.astimezone(ZoneInfo(zone)):%d.%m.%Y %H:%M}"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("завтра 15:00", "19.11.2026 15:00"),
        ("завтра в 15", "19.11.2026 15:00"),
        ("Завтра в 9 утра", "19.11.2026 09:00"),
        ("25.11 в 10", "25.11.2026 10:00"),
        ("25.11.2026 10:30", "25.11.2026 10:30"),
        ("25 ноября 10:30", "25.11.2026 10:30"),
        ("пятница 17:45", "20.11.2026 17:45"),
        ("через неделю 12:00", "25.11.2026 12:00"),
        ("tomorrow 3 pm", "19.11.2026 15:00"),
        ("Friday at 10", "20.11.2026 10:00"),
    ],
)
def test_a_day_and_a_time_are_that_moment(text, moment):
    assert meant(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("завтра", "19.11.2026 09:00"),
        ("пятница", "20.11.2026 09:00"),
        ("25 ноября", "25.11.2026 09:00"),
        ("25 ноября 2027", "25.11.2027 09:00"),
        ("через 2 дня", "20.11.2026 09:00"),
        ("через неделю", "25.11.2026 09:00"),
    ],
)
def test_a_day_alone_is_when_work_begins(text, moment):
    assert meant(text) == moment


@pytest.mark.parametrize("text", ["суббота", "21.11", "воскресенье"])
def test_a_day_of_rest_alone_is_the_next_working_day(text):
    assert meant(text) == "23.11.2026 09:00"


def test_a_day_of_rest_with_a_time_is_taken_at_its_word():
    assert meant("суббота 11:00") == "21.11.2026 11:00"


@pytest.mark.parametrize(
    ("text", "moment"), [("15", "18.11.2026 15:00"), ("в 15:30", "18.11.2026 15:30")]
)
def test_a_time_alone_is_today_s(text, moment):
    assert meant(text) == moment


@pytest.mark.parametrize("text", ["12", "13:00"])
def test_a_time_that_has_passed_is_the_next_working_day_s(text):
    friday = utc("2026-11-20 10:00")

    assert meant(text, friday).startswith("23.11.2026")


@pytest.mark.parametrize("text", ["05.12", "12.12", "1.12"])
def test_what_may_be_a_date_or_a_time_is_a_date(text):
    day = utc(f"2026-12-{int(text.split('.')[0]):02} 06:00").date()
    worked = a_calendar().add_working_days(day, 0)

    assert meant(text) == f"{worked:%d.%m.%Y} 09:00"


def test_a_dotted_time_that_is_no_date_is_a_time():
    assert meant("15.30") == "18.11.2026 15:30"


def test_today_is_the_person_s_own_day():
    # 20:00 on Wednesday in Moscow is already Thursday in Vladivostok.
    assert meant("завтра", utc("2026-11-18 17:00"), "Asia/Vladivostok") == "20.11.2026 09:00"


def test_today_without_a_time_is_still_ahead_while_work_goes_on():
    assert meant("сегодня") == "18.11.2026 18:00"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("вчера", DateInPast),
        ("вчера 15:00", DateInPast),
        ("17.11.2026", DateInPast),
        ("25.11.2099", DateTooFar),
        ("когда-нибудь", DateUnreadable),
        ("завтра 25:00", DateUnreadable),
        ("31.02 15:00", DateImpossible),
        ("31.02", DateImpossible),
        ("", DateUnreadable),
        ("   ", DateUnreadable),
        ("9" * 5000, DateUnreadable),
    ],
)
def test_what_is_no_moment_to_come_is_refused(text, refusal):
    with pytest.raises(refusal):
        meant(text)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_moment_or_a_refusal(text):
    try:
        moment = parse_moment(text, now=NOW, zone=MOSCOW, calendar=a_calendar())
    except BadInput:
        return

    assert moment.tzinfo is not None
