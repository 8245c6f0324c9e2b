"""When the next task of a series is for, and when it appears."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tasks.phrases import LAST_DAY, Every, Repetition
from domain.tasks.repeating import NewSeries, next_of
from tests.builders import a_calendar, utc
from tests.tasks_world import ASSIGNER, EXECUTOR

MOSCOW = ZoneInfo("Europe/Moscow")
CALENDAR = a_calendar()
MONDAY = date(2026, 11, 23)


def a_series(repetition: Repetition, first_on: date = MONDAY, at: time | None = None) -> NewSeries:
    return NewSeries(ASSIGNER, EXECUTOR, "Планёрка", repetition, first_on, at, MOSCOW)


@pytest.mark.parametrize(
    ("repetition", "after", "expected"),
    [
        (Repetition(Every.WEEK, weekdays=(0,)), "2026-11-23", "2026-11-30"),
        (Repetition(Every.WEEK, step=2, weekdays=(0,)), "2026-11-23", "2026-12-07"),
        (Repetition(Every.WEEK, weekdays=(0, 3)), "2026-11-23", "2026-11-26"),
        (Repetition(Every.WORKING_DAY), "2026-11-27", "2026-11-30"),
        (Repetition(Every.MONTH, month_day=5), "2026-11-23", "2026-12-04"),  # 5 December: Saturday
        (Repetition(Every.MONTH, month_day=LAST_DAY), "2026-11-30", "2026-12-30"),  # a day off
        (Repetition(Every.WEEK, weekdays=(3,)), "2026-12-31", "2027-01-14"),  # holidays are skipped
    ],
)
def test_the_next_day_is_the_next_working_one_that_the_repetition_names(
    repetition, after, expected
):
    following = next_of(a_series(repetition), date.fromisoformat(after), CALENDAR)

    assert following is not None
    assert following.on == date.fromisoformat(expected)


def test_a_weekly_task_appears_as_the_working_day_before_it_begins():
    series = a_series(Repetition(Every.WEEK, weekdays=(0,)), at=time(10))

    following = next_of(series, MONDAY, CALENDAR)

    assert following is not None
    assert following.appears_at == utc("2026-11-27 06:00")


def test_a_daily_task_appears_as_its_day_begins():
    series = a_series(Repetition(Every.WORKING_DAY))

    following = next_of(series, MONDAY, CALENDAR)

    assert following is not None
    assert following.appears_at == utc("2026-11-24 06:00")


def test_a_daily_task_before_work_begins_appears_a_day_earlier():
    series = a_series(Repetition(Every.WORKING_DAY), at=time(8))

    following = next_of(series, MONDAY, CALENDAR)

    assert following is not None
    assert following.appears_at == utc("2026-11-23 06:00")


def test_the_wall_time_of_a_deadline_stays_where_clocks_are_changed():
    repetition = Repetition(Every.WEEK, weekdays=(0,))
    berlin = NewSeries(
        ASSIGNER, EXECUTOR, "Standup", repetition, MONDAY, time(10), ZoneInfo("Europe/Berlin")
    )

    in_winter = berlin.deadline_on(date(2027, 3, 22), CALENDAR)
    in_summer = berlin.deadline_on(date(2027, 3, 29), CALENDAR)

    assert in_winter.at == utc("2027-03-22 09:00")
    assert in_summer.at == utc("2027-03-29 08:00")


@given(
    st.sampled_from(Every),
    st.integers(1, 4),
    st.sets(st.integers(0, 4), max_size=3),
    st.dates(MONDAY, date(2027, 3, 1)),
)
def test_every_next_day_is_later_worked_and_known_before_it_comes(unit, step, weekdays, after):
    repetition = Repetition(
        unit, step, tuple(sorted(weekdays)) if unit is Every.WEEK else (), month_day=None
    )
    series = a_series(repetition)

    following = next_of(series, after, CALENDAR)

    assert following is not None
    assert following.on > after
    assert CALENDAR.is_working_day(following.on)
    assert following.appears_at < series.deadline_on(following.on, CALENDAR).at
    assert following.on - after <= timedelta(days=31 * 4 + 20)
