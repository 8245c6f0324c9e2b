from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.org.model import PersonId
from domain.tasks.capacity import (
    WeekLoad,
    Work,
    capacity_of_day,
    end_of,
    freest,
    monday_of,
    plan,
    useful,
    week_load,
)
from domain.working_time import DateSpan
from domain.working_time.calendar import NoWorkingTime
from tests.builders import a_calendar, utc

MONDAY_9 = utc("2026-11-16 06:00")
MONDAY = date(2026, 11, 16)
DAY = timedelta(days=1)
USEFUL = useful(Decimal("6.1"))
CALENDAR = a_calendar()


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def test_a_task_of_14_hours_given_on_monday_morning_to_an_idle_person_ends_on_day_3():
    assert end_of(hours(14), MONDAY_9, {}, CALENDAR, USEFUL) == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("work", "ends_on"),
    [(0, 16), (1, 16), (6.1, 16), (6.2, 17), (12.2, 17), (30.5, 20), (30.6, 23)],
)
def test_a_working_day_holds_6_1_hours_and_a_weekend_none(work, ends_on):
    assert end_of(hours(work), MONDAY_9, {}, CALENDAR, USEFUL) == date(2026, 11, ends_on)


def test_what_is_taken_already_moves_the_end():
    load = plan([Work(hours(10), date(2026, 11, 17))], CALENDAR, USEFUL, start=MONDAY_9)

    assert load == {MONDAY: USEFUL, MONDAY + DAY: hours(10) - USEFUL}
    assert end_of(hours(14), MONDAY_9, load, CALENDAR, USEFUL) == date(2026, 11, 19)


def test_an_absence_holds_nothing():
    away = CALENDAR.with_absences([DateSpan(date(2026, 11, 17), date(2026, 11, 18))])

    assert end_of(hours(14), MONDAY_9, {}, away, USEFUL) == date(2026, 11, 20)


def test_of_today_only_what_is_left_counts():
    after_lunch = utc("2026-11-16 11:00")

    left = capacity_of_day(MONDAY, CALENDAR, USEFUL, since=after_lunch)

    assert left == USEFUL / 2
    assert capacity_of_day(MONDAY, CALENDAR, USEFUL, since=utc("2026-11-16 16:00")) == hours(0)


def test_who_never_works_never_ends():
    never = CALENDAR.with_absences([DateSpan(date(2026, 1, 1), None)])

    with pytest.raises(NoWorkingTime):
        end_of(hours(1), MONDAY_9, {}, never, USEFUL)


def test_a_week_counts_overdue_work_and_what_is_due_in_it():
    works = [
        Work(hours(3), date(2026, 11, 10)),
        Work(hours(20), date(2026, 11, 20)),
        Work(hours(50), date(2026, 11, 23)),
        Work(hours(9), None),
    ]

    week = week_load(PersonId(1), works, CALENDAR, USEFUL, first_on=MONDAY, now=MONDAY_9)
    next_week = week_load(
        PersonId(1), works, CALENDAR, USEFUL, first_on=date(2026, 11, 23), now=MONDAY_9
    )

    assert (week.planned, week.capacity) == (hours(23), hours(30.5))
    assert not week.is_overloaded
    assert week.plus(hours(8)).is_overloaded
    assert (next_week.planned, next_week.is_overloaded) == (hours(50), True)


def test_the_freest_is_the_least_loaded_who_has_room():
    def load(person: int, planned: float) -> WeekLoad:
        return WeekLoad(PersonId(person), MONDAY, hours(30), hours(planned))

    assert freest([load(1, 20), load(2, 5), load(3, 12)], hours(8)) == load(2, 5)
    assert freest([load(1, 25), load(2, 28)], hours(8)) is None


def test_a_week_begins_on_monday():
    assert monday_of(date(2026, 11, 22)) == MONDAY


@given(
    st.lists(
        st.builds(
            Work,
            st.integers(1, 60 * 40).map(lambda minutes: timedelta(minutes=minutes)),
            st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)),
        ),
        max_size=12,
    )
)
def test_a_plan_holds_all_the_work_and_overfills_no_day(works):
    taken = plan(works, CALENDAR, USEFUL, start=MONDAY_9)

    assert sum(taken.values(), timedelta(0)) == sum((work.left for work in works), timedelta(0))
    assert all(
        timedelta(0) < spent <= capacity_of_day(day, CALENDAR, USEFUL)
        for day, spent in taken.items()
    )


@given(st.integers(0, 60 * 200), st.integers(0, 60 * 200))
def test_more_work_never_ends_earlier(fewer, more):
    first, second = sorted([timedelta(minutes=fewer), timedelta(minutes=more)])

    assert end_of(first, MONDAY_9, {}, CALENDAR, USEFUL) <= end_of(
        second, MONDAY_9, {}, CALENDAR, USEFUL
    )


@given(
    st.lists(st.tuples(st.integers(0, 3000), st.none() | st.integers(0, 30))), st.integers(0, 500)
)
def test_a_plan_is_each_work_fitted_in_beside_those_due_before_it(minutes_and_days, later):
    start = MONDAY_9 + timedelta(minutes=37) * later
    works = [
        Work(timedelta(minutes=minutes), None if days is None else MONDAY + DAY * days)
        for minutes, days in minutes_and_days
    ]

    one_by_one: dict[date, timedelta] = {}
    for work in sorted(works, key=lambda work: work.due_on or date.max):
        end_of(work.left, start, one_by_one, CALENDAR, USEFUL, take=one_by_one)

    assert plan(works, CALENDAR, USEFUL, start=start) == one_by_one
