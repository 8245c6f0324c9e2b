from datetime import date
from zoneinfo import ZoneInfo

import pytest

from domain.working_time import DayHours, WorkingCalendar, WorkingWeek
from storage.public_holidays import UnknownCountry, public_holidays, transferred_working_days


def test_russia_rests_at_new_year_and_in_may():
    days_off = public_holidays("RU", 2026)

    assert {date(2026, 1, day) for day in range(1, 9)} <= days_off
    assert {date(2026, 5, 1), date(2026, 5, 9)} <= days_off
    assert date(2026, 5, 6) not in days_off


def test_days_off_given_in_exchange_are_days_off():
    assert {date(2025, 5, 2), date(2025, 11, 3), date(2026, 5, 11)} <= public_holidays(
        "RU", (2025, 2026)
    )


def test_russia_works_on_transferred_saturdays():
    assert transferred_working_days("RU", 2025) == {date(2025, 11, 1)}
    assert transferred_working_days("RU", 2026) == frozenset()


def test_germany_rests_on_its_unity_day():
    assert date(2026, 10, 3) in public_holidays("de", 2026)


def test_a_year_holds_only_its_own_days():
    for country in ("RU", "BY", "CN", "US"):
        assert {day.year for day in public_holidays(country, 2025)} == {2025}
        assert {day.year for day in transferred_working_days(country, 2025)} <= {2025}


@pytest.mark.parametrize("country", ["XX", "", "Россия", "RUS1"])
def test_an_unknown_country_is_refused_by_name(country):
    for ask in (public_holidays, transferred_working_days):
        with pytest.raises(UnknownCountry) as refused:
            ask(country, 2026)
        assert refused.value.facts == {"country": country}


@pytest.mark.parametrize("year", [0, 1989, 2101, 10**9])
def test_a_year_out_of_all_bounds_is_refused(year):
    with pytest.raises(ValueError, match="1990"):
        public_holidays("RU", year)


def test_a_russian_branch_counts_working_days_as_the_production_calendar_does():
    calendar = WorkingCalendar(
        zone=ZoneInfo("Europe/Moscow"),
        week=WorkingWeek.of(DayHours.parse("9-18")),
        holidays=public_holidays("RU", (2024, 2025)),
        transferred=transferred_working_days("RU", (2024, 2025)),
    )

    assert calendar.working_days_between(date(2023, 12, 31), date(2024, 12, 31)) == 248
    assert calendar.working_days_between(date(2024, 12, 31), date(2025, 12, 31)) == 247
