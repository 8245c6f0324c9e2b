from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.typed_dates import (
    DateImpossible,
    DateInPast,
    DateTooFar,
    DateUnreadable,
    TimeUnreadable,
    parse_day,
    parse_file_date,
    parse_time,
)

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-25", "2026-11-25"),
        ("25.11", "2026-11-25"),
        ("25.11.", "2026-11-25"),
        ("25.11.2027", "2027-11-25"),
        ("25.11.27", "2027-11-25"),
        ("25-11-27", "2027-11-25"),
        ("25/11/2027", "2027-11-25"),
        ("5.1", "2027-01-05"),
        ("21.11", "2026-11-21"),
        ("20.11", "2027-11-20"),
        ("29.02", "2028-02-29"),
        ("25 ноября", "2026-11-25"),
        ("25 Ноября 2027", "2027-11-25"),
        ("25 ноября 2027 г.", "2027-11-25"),
        ("25-го ноября", "2026-11-25"),
        ("1 мая", "2027-05-01"),
        ("25 November", "2026-11-25"),
        ("25th of November 2027", "2027-11-25"),
        ("November 25, 2027", "2027-11-25"),
        ("Nov. 25", "2026-11-25"),
        ("сегодня", "2026-11-21"),
        ("Завтра", "2026-11-22"),
        ("послезавтра", "2026-11-23"),
        ("на завтра", "2026-11-22"),
        ("today", "2026-11-21"),
        ("tomorrow", "2026-11-22"),
        ("the day after tomorrow", "2026-11-23"),
        ("понедельник", "2026-11-23"),
        ("в пятницу", "2026-11-27"),
        ("пт", "2026-11-27"),
        ("суббота", "2026-11-28"),
        ("Friday", "2026-11-27"),
        ("on Saturday", "2026-11-28"),
        ("в следующую пятницу", "2026-11-27"),
        ("next Sunday", "2026-11-29"),
        ("через день", "2026-11-22"),
        ("через 3 дня", "2026-11-24"),
        ("через три дня", "2026-11-24"),
        ("через неделю", "2026-11-28"),
        ("через 2 недели", "2026-12-05"),
        ("через месяц", "2026-12-21"),
        ("через 6 месяцев", "2027-05-21"),
        ("через год", "2027-11-21"),
        ("in 3 days", "2026-11-24"),
        ("in a week", "2026-11-28"),
        ("in two weeks", "2026-12-05"),
        ("  25\u00a0 ноября\u200b ", "2026-11-25"),
    ],
)
def test_days_read_as_people_type_them(text, expected):
    assert parse_day(text, today=SATURDAY) == date.fromisoformat(expected)


def test_the_next_weekday_is_of_the_coming_week_when_it_is_called_next():
    tuesday = date(2026, 11, 17)

    assert parse_day("пятница", today=tuesday) == date(2026, 11, 20)
    assert parse_day("следующая пятница", today=tuesday) == date(2026, 11, 27)


def test_a_month_from_the_31st_is_the_last_day_of_a_shorter_month():
    assert parse_day("через месяц", today=date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "когда-нибудь", "25", "25.11.202", "25.11-2027", "25 мартобря", "через"),
        *("через жизнь", "через 3 рабочих дня", "in days of yore", "25.11.2027 и позже", "\x00"),
        *("٢٥.١١", "2026-W48-1", "x" * 5000, "1.1." * 1000, "<b>25.11</b>", "25.11.2027;"),
    ],
)
def test_what_is_no_date_is_unreadable(text):
    with pytest.raises(DateUnreadable) as refused:
        parse_day(text, today=SATURDAY)
    assert len(refused.value.facts["text"]) <= 64


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("31.02", {"day": 31, "month": 2, "year": None}),
        ("31.02.2027", {"day": 31, "month": 2, "year": 2027}),
        ("29.02.2027", {"day": 29, "month": 2, "year": 2027}),
        ("31 апреля", {"day": 31, "month": 4, "year": None}),
        ("11.25", {"day": 11, "month": 25, "year": None}),
        ("0.11", {"day": 0, "month": 11, "year": None}),
        ("01.01.0000", {"day": 1, "month": 1, "year": 0}),
    ],
)
def test_a_day_that_the_calendar_lacks_is_named(text, facts):
    with pytest.raises(DateImpossible) as refused:
        parse_day(text, today=SATURDAY)
    assert refused.value.facts == facts


@pytest.mark.parametrize("text", ["20.11.2026", "2016-10-20", "вчера", "01.01.1900"])
def test_the_past_is_refused_unless_it_is_asked_for(text):
    with pytest.raises(DateInPast) as refused:
        parse_day(text, today=SATURDAY)
    assert refused.value.facts["today"] == SATURDAY
    assert parse_day(text, today=SATURDAY, allow_past=True) < SATURDAY


@pytest.mark.parametrize(
    "text", ["22.11.2031", "01.01.9999", "через 9999 лет", "через 9999 дней", "in 9999 months"]
)
def test_what_lies_too_far_ahead_is_refused(text):
    with pytest.raises(DateTooFar) as refused:
        parse_day(text, today=SATURDAY)
    assert refused.value.facts == {"latest": date(2031, 11, 21), "years": 5}


days_ahead = st.dates(SATURDAY, SATURDAY + timedelta(days=5 * 365))


@given(days_ahead, st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%y", "%d/%m/%Y", "%d %B %Y"]))
def test_every_written_form_reads_back(day, form):
    assert parse_day(day.strftime(form), today=SATURDAY) == day
    assert parse_file_date(day.strftime(form)) == day


@given(days_ahead, st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_a_day_without_a_year_is_its_next_occurrence(day, today):
    found = parse_day(f"{day.day}.{day.month}", today=today, years_ahead=8)

    assert (found.day, found.month) == (day.day, day.month)
    assert found >= today


@given(st.text(max_size=70) | st.text("0123456789.-/ черздняinaw", max_size=20))
def test_any_text_is_a_day_or_refused(text):
    for read in (lambda: parse_day(text, today=SATURDAY), lambda: parse_file_date(text)):
        try:
            day = read()
        except BadInput:
            continue
        assert day is None or isinstance(day, date)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, None),
        ("", None),
        (" \u00a0", None),
        ("2016-10-20", "2016-10-20"),
        ("20.10.2016", "2016-10-20"),
        ("20-10-16", "2016-10-20"),
        ("20/10/2016", "2016-10-20"),
        ("20.10.2016 14:30", "2016-10-20"),
        ("20.10.75", "1975-10-20"),
        ("2016-10-20T23:30:00Z", "2016-10-20"),
        ("2016-10-20 23:30:00.123+03:00", "2016-10-20"),
        ("20161020", "2016-10-20"),
        (20161020, "2016-10-20"),
        ("20 октября 2016", "2016-10-20"),
        ("20 Oct 2016", "2016-10-20"),
        (42663, "2016-10-20"),
        (42663.75, "2016-10-20"),
        ("42663", "2016-10-20"),
        ("42663,5", "2016-10-20"),
        (date(2016, 10, 20), "2016-10-20"),
        (datetime(2016, 10, 20, 23, 30, tzinfo=UTC), "2016-10-20"),
    ],
)
def test_dates_read_as_files_hold_them(cell, expected):
    assert parse_file_date(cell) == (date.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    "cell",
    [
        *("вчера", "25.11", "2017", 2017, 5, -1, True, float("nan"), float("inf"), "n/a"),
        *(b"2016-10-20", [], "20.10.2016 и позже", "=TODAY()", "9" * 5000, "20.10.2016T"),
    ],
)
def test_a_cell_without_a_date_is_unreadable(cell):
    with pytest.raises(DateUnreadable):
        parse_file_date(cell)


def test_a_huge_number_is_no_date():
    with pytest.raises(DateUnreadable):
        parse_file_date(10**5000)


@pytest.mark.parametrize("cell", ["31.02.2016", "0000-00-00", "20161350", "10/25/2016"])
def test_a_cell_with_a_day_that_the_calendar_lacks_is_impossible(cell):
    with pytest.raises(DateImpossible):
        parse_file_date(cell)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15", "15:00"),
        ("15:30", "15:30"),
        ("15.30", "15:30"),
        ("в 9", "09:00"),
        ("к 9:15", "09:15"),
        ("at 9", "09:00"),
        ("3pm", "15:00"),
        ("3:30 PM", "15:30"),
        ("12 a.m.", "00:00"),
        ("12pm", "12:00"),
        ("9 утра", "09:00"),
        ("в 3 дня", "15:00"),
        ("7 вечера", "19:00"),
        ("12 ночи", "00:00"),
        ("2 ночи", "02:00"),
        ("19 вечера", "19:00"),
        ("15ч", "15:00"),
        ("15 ч 30 мин", "15:30"),
        ("15 часов", "15:00"),
        ("полдень", "12:00"),
        ("midnight", "00:00"),
        ("0:00", "00:00"),
    ],
)
def test_times_read_as_people_type_them(text, expected):
    assert parse_time(text) == time.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    [
        *("", "25", "24:00", "15:60", "9:5", "-1", "утра", "13am0", "12 вечера", "9 дня", "0 pm"),
        *("15:30:45", "полтретьего", "1e1", "15 30 мин 5", "9" * 5000, "15:30 20 мин"),
    ],
)
def test_what_is_no_time_of_day_is_unreadable(text):
    with pytest.raises(TimeUnreadable):
        parse_time(text)


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)))
def test_every_minute_of_the_day_reads_back(moment):
    assert parse_time(f"{moment:%H:%M}") == moment
    assert parse_time(f"{moment:%I:%M %p}") == moment
