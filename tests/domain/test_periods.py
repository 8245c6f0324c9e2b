from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.periods import (
    LONGEST_DAYS,
    Period,
    PeriodBackwards,
    PeriodKind,
    PeriodTooLong,
    months_back,
    own_period,
    period_of,
)
from tests.builders import utc

KINDS = [kind for kind in PeriodKind if kind is not PeriodKind.OWN]
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(st.sampled_from(KINDS), DAYS)
def test_a_day_lies_in_its_period_and_in_neither_neighbour(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)

    assert day in period
    assert day not in period.previous()
    assert day not in period.next()
    assert period.previous().ends_on == period.starts_on
    assert period.next().starts_on == period.ends_on
    assert period.next().previous() == period


def test_a_week_begins_on_monday_and_a_quarter_with_its_first_month() -> None:
    assert period_of(PeriodKind.WEEK, date(2025, 3, 9)).starts_on == date(2025, 3, 3)
    assert period_of(PeriodKind.QUARTER, date(2025, 12, 31)) == Period(
        date(2025, 10, 1), date(2026, 1, 1), PeriodKind.QUARTER
    )


def test_the_new_year_begins_earlier_in_the_east() -> None:
    december = period_of(PeriodKind.MONTH, date(2025, 12, 31))

    assert december.bounds(ZoneInfo("Asia/Vladivostok"))[1] == utc("2025-12-31 14:00")
    assert december.bounds(ZoneInfo("Europe/Kaliningrad"))[1] == utc("2025-12-31 22:00")


def test_a_day_on_which_the_clocks_change_has_its_own_length() -> None:
    starts_at, ends_at = period_of(PeriodKind.DAY, date(2025, 3, 30)).bounds(
        ZoneInfo("Europe/Berlin")
    )

    assert ends_at - starts_at == timedelta(hours=23)


def test_a_period_of_ones_own_goes_forward_and_has_an_end() -> None:
    period = own_period(date(2025, 3, 1), date(2025, 3, 10))

    assert period.days == 10
    assert period.previous().last_on == date(2025, 2, 28)
    with pytest.raises(PeriodBackwards):
        own_period(date(2025, 3, 2), date(2025, 3, 1))
    with pytest.raises(PeriodTooLong):
        own_period(date(1925, 3, 2), date(2025, 3, 1))
    assert own_period(date(2025, 1, 1), date(2025, 1, 1) + timedelta(LONGEST_DAYS - 1))


def test_twelve_months_back_cross_the_year() -> None:
    months = months_back(period_of(PeriodKind.MONTH, date(2025, 3, 5)), 12)

    assert [months[0].starts_on, months[-1].starts_on] == [date(2024, 4, 1), date(2025, 3, 1)]
