from datetime import date, timedelta
from itertools import islice, pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.tasks.phrases import LAST_DAY, Every, Repetition
from tests.builders import a_calendar

WEDNESDAY = date(2026, 11, 18)


def _days(repetition: Repetition, count: int, first: date = WEDNESDAY) -> list[str]:
    return [f"{day:%d.%m.%y}" for day in islice(repetition.days(first, a_calendar()), count)]


def test_every_second_tuesday_and_thursday_skips_a_week():
    repetition = Repetition(Every.WEEK, 2, weekdays=(1, 3))

    assert _days(repetition, 4) == ["19.11.26", "01.12.26", "03.12.26", "15.12.26"]


def test_the_31st_is_the_last_day_of_shorter_months():
    repetition = Repetition(Every.MONTH, month_day=31)

    assert _days(repetition, 4) == ["30.11.26", "31.12.26", "31.01.27", "28.02.27"]


def test_the_last_day_of_each_month():
    repetition = Repetition(Every.MONTH, month_day=LAST_DAY)

    assert _days(repetition, 3) == ["30.11.26", "31.12.26", "31.01.27"]


def test_a_quarter_counts_from_the_first_time():
    repetition = Repetition(Every.MONTH, 3, month_day=5)

    assert _days(repetition, 3) == ["05.12.26", "05.03.27", "05.06.27"]


def test_working_days_skip_weekends_and_holidays():
    repetition = Repetition(Every.WORKING_DAY)

    assert _days(repetition, 4) == ["18.11.26", "19.11.26", "20.11.26", "23.11.26"]


@given(
    st.builds(
        Repetition,
        st.sampled_from(Every),
        st.integers(1, 12),
        st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
        st.one_of(st.none(), st.integers(1, 31), st.just(LAST_DAY)),
    ),
    st.integers(0, 400),
)
def test_days_come_in_order_and_none_before_the_first(repetition, ahead):
    first = WEDNESDAY + timedelta(days=ahead)

    days = list(islice(repetition.days(first, a_calendar()), 5))

    assert days[0] >= first
    assert all(earlier < later for earlier, later in pairwise(days))
