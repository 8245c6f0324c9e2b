from datetime import date

import pytest

from domain.errors import NotFound
from domain.kpi.launch import around
from domain.periods import own_period

TODAY = date(2026, 11, 18)


def test_as_many_days_before_the_launch_as_since() -> None:
    before, since = around(date(2026, 11, 9), TODAY)

    assert before == own_period(date(2026, 10, 30), date(2026, 11, 8))
    assert since == own_period(date(2026, 11, 9), TODAY)


def test_a_year_at_most_the_latest() -> None:
    before, since = around(date(2020, 1, 1), TODAY)

    assert (before.days, before.last_on) == (365, date(2019, 12, 31))
    assert (since.days, since.last_on) == (365, TODAY)


@pytest.mark.parametrize("launched_on", [None, date(2026, 11, 19)])
def test_a_launch_that_has_not_been_cannot_be_looked_back_at(launched_on: date | None) -> None:
    with pytest.raises(NotFound):
        around(launched_on, TODAY)
