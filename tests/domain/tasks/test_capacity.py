from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.org.model import PersonId
from domain.tasks.capacity import (
    LaidPlan,
    Room,
    WeekLoad,
    Work,
    capacity_of_day,
    freest,
    lay,
    monday_of,
    room_until,
    useful,
    week_load,
)
from domain.working_time import DateSpan
from tests.builders import a_calendar, utc

MONDAY_9 = utc("2026-11-16 06:00")
MONDAY = date(2026, 11, 16)
DAY = timedelta(days=1)
USEFUL = useful(Decimal("6.1"))
CALENDAR = a_calendar()


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def laid(*works: Work, calendar=CALENDAR, start=MONDAY_9) -> LaidPlan:
    return lay(works, calendar, USEFUL, start=start)


def end_of(left: timedelta, *before: Work, calendar=CALENDAR) -> date | None:
    """When work ends that is due last of all."""
    return laid(*before, Work(left, None), calendar=calendar).works[-1].ends_on


def week_of(plan: LaidPlan, first_on: date = MONDAY) -> WeekLoad:
    return week_load(PersonId(1), plan, CALENDAR, USEFUL, first_on=first_on, now=MONDAY_9)


def test_a_task_of_14_hours_given_on_monday_morning_to_an_idle_person_ends_on_day_3():
    assert end_of(hours(14)) == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("work", "ends_on"),
    [(0, 16), (1, 16), (6.1, 16), (6.2, 17), (12.2, 17), (30.5, 20), (30.6, 23)],
)
def test_a_working_day_holds_6_1_hours_and_a_weekend_none(work, ends_on):
    assert end_of(hours(work)) == date(2026, 11, ends_on)


def test_what_is_taken_already_moves_the_end():
    before = Work(hours(10), date(2026, 11, 17))

    assert laid(before).days == {MONDAY: USEFUL, MONDAY + DAY: hours(10) - USEFUL}
    assert end_of(hours(14), before) == date(2026, 11, 19)


def test_an_absence_holds_nothing():
    away = CALENDAR.with_absences([DateSpan(date(2026, 11, 17), date(2026, 11, 18))])

    assert end_of(hours(14), calendar=away) == date(2026, 11, 20)


def test_planned_work_is_laid_from_its_start_on_and_leaves_today_free():
    late = Work(hours(8), date(2026, 12, 8), starts_on=date(2026, 12, 7))
    moved_ahead = Work(hours(2), date(2026, 11, 18), starts_on=date(2026, 12, 7))

    assert set(laid(late).days) == {date(2026, 12, 7), date(2026, 12, 8)}
    assert set(laid(moved_ahead).days) == {date(2026, 11, 18)}


def test_what_is_short_and_due_at_a_time_has_its_own_day_however_long_the_queue_is():
    queue = Work(hours(40), date(2026, 11, 16))
    meeting = Work(hours(1), date(2026, 11, 17), is_timed=True)
    long = Work(hours(7), date(2026, 11, 17), is_timed=True)

    found = laid(queue, meeting, long)

    assert found.works[1].days == {date(2026, 11, 17): hours(1)}
    assert not found.works[1].is_late
    assert found.works[2].is_late


def test_a_day_full_of_meetings_has_no_room_for_another():
    meetings = [Work(hours(2), MONDAY, is_timed=True)] * 4

    found = laid(*meetings)

    assert [work.is_late for work in found.works] == [False, False, False, True]


def test_of_today_only_what_is_left_counts():
    after_lunch = utc("2026-11-16 11:00")

    left = capacity_of_day(MONDAY, CALENDAR, USEFUL, since=after_lunch)

    assert left == USEFUL / 2
    assert capacity_of_day(MONDAY, CALENDAR, USEFUL, since=utc("2026-11-16 16:00")) == hours(0)


def test_who_never_works_never_ends():
    never = CALENDAR.with_absences([DateSpan(date(2026, 1, 1), None)])

    (found,) = laid(Work(hours(1), MONDAY), calendar=never).works

    assert (found.ends_on, found.is_late, found.left_after(MONDAY)) == (None, True, hours(1))


def test_a_week_counts_what_is_laid_into_it_and_what_is_due_and_does_not_fit():
    plan = laid(
        Work(hours(3), date(2026, 11, 10)),
        Work(hours(20), date(2026, 11, 20)),
        Work(hours(50), date(2026, 11, 23)),
        Work(hours(9), None),
    )

    week, following = week_of(plan), week_of(plan, date(2026, 11, 23))

    assert (week.planned, week.capacity, week.over) == (hours(30.5), hours(30.5), hours(0))
    assert not week.is_overloaded
    assert (following.planned, following.over) == (hours(30.5), hours(12))
    assert following.is_overloaded
    assert following.needed == hours(42.5)


def test_room_is_what_nothing_is_laid_into_until_the_deadline():
    plan = laid(Work(hours(4), date(2026, 12, 31)))

    room = room_until(plan, CALENDAR, USEFUL, until=date(2026, 11, 17), now=MONDAY_9)

    assert room == 2 * USEFUL - hours(4)


def test_the_freest_has_the_most_room_if_it_is_enough():
    rooms = [Room(PersonId(1), hours(9)), Room(PersonId(2), hours(12)), Room(PersonId(3), hours(0))]

    assert freest(rooms, hours(8)) == rooms[1]
    assert freest(rooms, hours(13)) is None


def test_a_week_begins_on_monday():
    assert monday_of(date(2026, 11, 22)) == MONDAY


works = st.lists(
    st.builds(
        Work,
        st.integers(1, 60 * 40).map(lambda minutes: timedelta(minutes=minutes)),
        st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)),
        st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)),
        is_timed=st.booleans(),
    ),
    max_size=12,
)
starts = st.integers(0, 500).map(lambda later: MONDAY_9 + timedelta(minutes=37) * later)


@given(works, starts)
def test_a_plan_holds_all_the_work_and_overfills_no_day(works, start):
    plan = laid(*works, start=start)

    assert sum(plan.days.values(), hours(0)) == sum((work.left for work in works), hours(0))
    assert all(
        timedelta(0) < spent <= capacity_of_day(day, CALENDAR, USEFUL)
        for day, spent in plan.days.items()
    )


@given(works, starts)
def test_no_work_is_laid_before_its_planned_start_unless_it_is_due_before_it(works, start):
    for found in laid(*works, start=start).works:
        if found.work.starts_on and found.work.starts_on <= found.work.deadline_day:
            assert min(found.days) >= found.work.starts_on


@given(works, starts, st.integers(0, 8))
def test_the_figure_of_a_week_is_the_sum_of_its_days_and_never_more_than_they_hold(
    works, start, weeks
):
    plan, first_on = laid(*works, start=start), MONDAY + 7 * weeks * DAY

    week = week_load(PersonId(1), plan, CALENDAR, USEFUL, first_on=first_on, now=start)

    in_week = [plan.days.get(first_on + DAY * number, hours(0)) for number in range(7)]
    assert week.planned == sum(in_week, hours(0)) <= week.capacity


@given(st.integers(0, 60 * 200), st.integers(0, 60 * 200))
def test_more_work_never_ends_earlier(fewer, more):
    first, second = sorted([timedelta(minutes=fewer), timedelta(minutes=more)])

    assert end_of(first) <= end_of(second)
