"""Dates that come every year, mornings that tell of them, and what is proposed to say."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.greetings.address import address_of
from domain.greetings.errors import LabelMissing
from domain.greetings.model import DateKind, Occasion
from domain.greetings.rules import MADE_UP_DAYS, draft, morning_of
from domain.greetings.typed import read_date
from domain.greetings.vcards import birthday_in
from domain.greetings.yearly import (
    DateNotYet,
    DateTooLongAgo,
    YearlyDay,
    kept_between,
    read_yearly_day,
)
from domain.org.model import PersonId
from domain.rulebook.greetings import Greetings, GreetingText, ProfessionalHoliday
from domain.typed_dates import DateImpossible, DateUnreadable
from domain.working_time import DayHours, Shift, WorkingCalendar, WorkingWeek
from storage.rulebook_file import read_default_rulebook

TODAY = date(2026, 11, 18)
OFFICE = DayHours((Shift(time(9), time(18)),))
WEEK = WorkingWeek((OFFICE,) * 5 + (DayHours(()),) * 2)
ZONES = (
    "Europe/Moscow",
    "Asia/Vladivostok",
    "America/New_York",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Europe/Berlin",
)

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
yearly_days = st.dates(date(1904, 1, 1), date(2004, 12, 31)).map(
    lambda day: YearlyDay(day.month, day.day)
)
holidays = st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=60)


@given(yearly_days, days)
def test_a_day_comes_again_within_a_year_and_never_before_today(day, today):
    on = day.next_on(today)

    assert today <= on <= today + timedelta(days=366)
    assert (on.month, on.day) == (day.month, day.day) or (
        day.is_leap_day and (on.month, on.day) == (2, 28) and not calendar.isleap(on.year)
    )


@given(yearly_days, days, st.integers(0, 400))
def test_it_comes_just_when_the_days_kept_name_it(day, today, ahead):
    until = today + timedelta(days=ahead)

    named = [on for on, number in kept_between(today, until) if number == day.month * 100 + day.day]

    assert named[:1] == ([day.next_on(today)] if day.next_on(today) <= until else [])
    assert len({on.year for on in named}) == len(named)


@given(yearly_days, st.integers(2000, 2098))
def test_it_comes_once_in_every_year(day, year):
    first, last = date(year, 1, 1), date(year, 12, 31)

    kept = [on for on, number in kept_between(first, last) if number == day.month * 100 + day.day]

    assert kept == [day.in_year(year)]


@given(
    st.sampled_from(ZONES),
    holidays,
    st.datetimes(datetime(2026, 2, 1), datetime(2027, 10, 1)),  # noqa: DTZ001 - made aware below
)
def test_every_date_is_told_on_one_morning_and_in_time(zone, off, start):
    """Mornings that all come tell of each day just once by due time, never after it."""
    place = WorkingCalendar(ZoneInfo(zone), WEEK, holidays=off)
    now = start.replace(tzinfo=UTC)
    told: dict[date, date] = {}

    for hours in range(0, 24 * 21, 6):
        morning = morning_of(PersonId(1), place, Greetings(), now + timedelta(hours=hours))
        if morning is not None:
            assert place.is_working_day(morning.day)
            assert morning.first == morning.day - timedelta(days=MADE_UP_DAYS)
            on = morning.first
            while on <= morning.last:
                told.setdefault(on, morning.day)
                on += timedelta(days=1)

    from_the_second_week = [on for on in told if on > min(told.values()) + timedelta(days=1)]
    for on in from_the_second_week:
        assert told[on] == place.last_working_day_on_or_before(on)


@pytest.mark.parametrize(
    ("text", "month", "day", "year"),
    [
        ("5 мая", 5, 5, None),
        ("05.05", 5, 5, None),
        ("5 мая 1980", 5, 5, 1980),
        ("5 мая 1980 г.", 5, 5, 1980),
        ("May 5", 5, 5, None),
        ("May 5, 1980", 5, 5, 1980),
        ("1980-05-05", 5, 5, 1980),
        ("05.05.80", 5, 5, 1980),
        ("05.05.26", 5, 5, 2026),
        ("05.05.27", 5, 5, 1927),  # 2027 has not been
        ("29.02", 2, 29, None),
        ("29.02.1980", 2, 29, 1980),
        ("18.11.2026", 11, 18, 2026),
    ],
)
def test_a_day_is_read_as_people_type_it(text, month, day, year):
    assert read_yearly_day(text, today=TODAY) == YearlyDay(month, day, year)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("31.02", DateImpossible),
        ("32 мая", DateImpossible),
        ("29.02.1981", DateImpossible),
        ("19.11.2026", DateNotYet),
        ("05.05.2030", DateNotYet),
        ("01.01.1800", DateTooLongAgo),
        ("завтра", DateUnreadable),
        ("1980", DateUnreadable),
        ("", DateUnreadable),
        ("5 мая" * 50, DateUnreadable),
    ],
)
def test_what_is_no_birthday_is_refused(text, refusal):
    with pytest.raises(refusal):
        read_yearly_day(text, today=TODAY)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_day_or_a_refusal(text):
    try:
        day = read_yearly_day(text, today=TODAY)
    except (DateUnreadable, DateImpossible, DateNotYet, DateTooLongAgo):
        return
    assert day.next_on(TODAY) >= TODAY


@pytest.mark.parametrize(
    ("text", "label", "day"),
    [
        ("собака Рекс, 5 мая", "собака Рекс", YearlyDay(5, 5)),
        ("дочь Маша 12.03.2015", "дочь Маша", YearlyDay(3, 12, 2015)),
        ("Rex — May 5, 2020", "Rex", YearlyDay(5, 5, 2020)),
        ("<b>кот</b>: 29 февраля", "<b>кот</b>", YearlyDay(2, 29)),
    ],
)
def test_a_named_date_says_whose_day_it_is(text, label, day):
    assert read_date(text, DateKind.NAMED, today=TODAY) == (day, label)


def test_a_named_date_without_a_name_is_refused():
    with pytest.raises(LabelMissing):
        read_date("5 мая", DateKind.NAMED, today=TODAY)
    with pytest.raises(DateImpossible):
        read_date("кот, 31.02", DateKind.NAMED, today=TODAY)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Иванов Пётр Сергеевич", "Пётр Сергеевич"),
        ("Пётр Сергеевич Иванов", "Пётр Сергеевич"),
        ("Пётр Сергеевич", "Пётр Сергеевич"),
        ("Иванова Анна", "Анна"),
        ("Ирина Ковальчук", "Ирина"),
        ("Марина Ильина", "Марина"),
        ("Абдуллин Серик Маратұлы", "Серик Маратұлы"),
        ("John Smith", "John"),
        ("Пётр", "Пётр"),
        ("Ким Ен Сук", "Ким Ен Сук"),
        ("бухгалтерия", "бухгалтерия"),
    ],
)
def test_a_person_is_spoken_to_by_first_name_and_patronymic(name, address):
    assert address_of(name) == address


def test_a_draft_speaks_the_clients_language_or_says_that_it_does_not():
    words = GreetingText(ru="{name}, с {holiday}!", en="{name}, happy {holiday}!")
    values = {"name": "<Anna>", "holiday": "New Year"}

    assert draft(words, "en", values) == ("<Anna>, happy New Year!", True)
    assert draft(words, "kk", values) == ("<Anna>, с New Year!", False)
    assert draft(words, "model_config", values) == ("<Anna>, с New Year!", False)


def test_the_rulebook_that_ships_has_words_for_every_occasion():
    rules = read_default_rulebook().greetings

    assert all(rules.words_for(occasion) for occasion in Occasion)


@pytest.mark.parametrize(
    ("month", "weekday", "nth", "year", "on"),
    [
        (8, "sun", 2, 2026, date(2026, 8, 9)),
        (7, "sat", 4, 2026, date(2026, 7, 25)),
        (12, "mon", -1, 2026, date(2026, 12, 28)),
        (2, "sun", -1, 2027, date(2027, 2, 28)),
    ],
)
def test_a_professional_holiday_may_be_a_weekday_of_a_week(month, weekday, nth, year, on):
    holiday = ProfessionalHoliday(
        key="trade",
        name={"ru": "Торговля", "en": "Trade"},
        countries=("RU",),
        month=month,
        weekday=weekday,
        nth=nth,
    )

    assert holiday.on(year) == on


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("BDAY:1980-05-05", YearlyDay(5, 5, 1980)),
        ("BDAY:19800505", YearlyDay(5, 5, 1980)),
        ("BDAY;VALUE=date:1980-05-05", YearlyDay(5, 5, 1980)),
        ("BDAY:1980-05-05T00:00:00Z", YearlyDay(5, 5, 1980)),
        ("item1.BDAY:--0229", YearlyDay(2, 29)),
        ("bday:--05-05", YearlyDay(5, 5)),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-05", YearlyDay(5, 5)),
        ("BDAY:2080-05-05", None),
        ("BDAY:1980-02-31", None),
        ("BDAY:circa 1800", None),
        ("NOTE:BDAY:1980-05-05", None),
        ("FN:Пётр", None),
    ],
)
def test_a_shared_contact_brings_its_birthday(line, day):
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\n{line}\r\nTEL:+79161234567\r\nEND:VCARD"

    assert birthday_in(card, today=TODAY) == day
