from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.working_time import (
    CLOSED,
    DateSpan,
    DayHours,
    DayOff,
    HoursUnreadable,
    NoWorkingTime,
    WorkingCalendar,
    WorkingWeek,
)

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
WITH_LUNCH = DayHours.parse("09:00-13:00, 14:00-18:00")
NINE_TO_SIX = DayHours.parse("9-18")


def a_calendar(zone=MOSCOW, hours=WITH_LUNCH, **changes):
    return WorkingCalendar(zone=zone, week=WorkingWeek.of(hours), **changes)


def local(text, zone=MOSCOW):
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def hours(number):
    return timedelta(hours=number)


# Reading hours


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("09:00-13:00, 14:00-18:00", "09:00-13:00, 14:00-18:00"),
        ("9-18", "09:00-18:00"),
        ("9:30 – 18", "09:30-18:00"),
        ("00:00-24:00", "00:00-24:00"),
        ("", ""),
    ],
)
def test_hours_read_as_people_write_them(text, shown):
    assert str(DayHours.parse(text)) == shown
    assert DayHours.parse(shown) == DayHours.parse(text)


@pytest.mark.parametrize(
    "text", ["nine to six", "18-9", "9-9", "9-25", "9-18, 17-20", "14-18, 9-13", "9-18,", "20-0"]
)
def test_hours_that_make_no_sense_are_refused(text):
    with pytest.raises(HoursUnreadable):
        DayHours.parse(text)


# Named examples


def test_four_working_hours_from_friday_at_five_end_on_monday_at_noon():
    calendar = a_calendar()

    done_at = calendar.add_working_time(local("2026-11-20 17:00"), hours(4))

    assert done_at == local("2026-11-23 12:00")  # an hour on Friday, three before Monday's lunch


def test_lunch_is_not_working_time():
    calendar = a_calendar()

    done_at = calendar.add_working_time(local("2026-11-20 17:00"), hours(6))

    assert done_at == local("2026-11-23 15:00")


def test_eight_hours_from_the_morning_end_the_same_evening():
    assert a_calendar().add_working_time(local("2026-11-23 09:00"), hours(8)) == local(
        "2026-11-23 18:00"
    )


def test_no_duration_is_the_start_itself_even_at_night():
    night = local("2026-11-22 03:00")

    assert a_calendar().add_working_time(night, timedelta(0)) == night


def test_a_negative_or_endless_duration_is_refused():
    for duration in (timedelta(seconds=-1), timedelta.max):
        with pytest.raises(ValueError, match="duration"):
            a_calendar().add_working_time(local("2026-11-20 17:00"), duration)


def test_russian_new_year_holidays_are_passed_over():
    calendar = a_calendar(holidays=frozenset(date(2027, 1, day) for day in range(1, 9)))

    done_at = calendar.add_working_time(local("2026-12-31 16:00"), hours(4))

    assert done_at == local("2027-01-11 11:00")
    assert calendar.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 11)


def test_russian_may_holidays_are_passed_over():
    days_off = {date(2025, 5, day) for day in (1, 2, 8, 9)}
    calendar = a_calendar(holidays=frozenset(days_off))

    assert calendar.add_working_days(date(2025, 4, 30), 3) == date(2025, 5, 7)
    assert calendar.add_working_days(date(2025, 4, 30), 4) == date(2025, 5, 12)


def test_a_transferred_saturday_is_worked_by_the_usual_hours():
    saturday = date(2025, 11, 1)
    calendar = a_calendar(holidays=frozenset({date(2025, 11, 3)}), transferred={saturday})

    assert calendar.is_working_day(saturday)
    assert calendar.end_of_working_day(saturday) == local("2025-11-01 18:00")
    assert calendar.add_working_days(date(2025, 10, 31), 2) == date(2025, 11, 4)


def test_an_override_opens_shortens_and_closes_a_day():
    overrides = {
        date(2026, 11, 21): DayHours.parse("10-15"),
        date(2026, 11, 23): DayHours.parse("9-17"),
        date(2026, 11, 24): CLOSED,
    }
    calendar = a_calendar(overrides=overrides)

    assert calendar.start_of_working_day(date(2026, 11, 21)) == local("2026-11-21 10:00")
    assert calendar.end_of_working_day(date(2026, 11, 23)) == local("2026-11-23 17:00")
    assert not calendar.is_working_day(date(2026, 11, 24))


def test_an_override_works_on_a_public_holiday():
    holiday = date(2026, 11, 4)
    calendar = a_calendar(holidays={holiday}, overrides={holiday: NINE_TO_SIX})

    assert calendar.is_working_day(holiday)


def test_an_absence_wins_over_everything():
    monday = date(2026, 11, 23)
    calendar = a_calendar(overrides={monday: NINE_TO_SIX}).with_absences(
        [DateSpan(date(2026, 11, 20), monday)]
    )

    assert calendar.next_working_moment(local("2026-11-20 10:00")) == local("2026-11-24 09:00")


def test_the_branch_shortens_a_persons_day_but_never_stretches_it():
    monday, tuesday, saturday = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 21)
    branch = a_calendar(
        overrides={
            monday: DayHours.parse("9-17"),
            tuesday: DayHours.parse("8-20"),
            saturday: DayHours.parse("10-15"),
        }
    )

    person = branch.with_hours(WorkingWeek.of(DayHours.parse("12-19")))

    assert str(person.hours_on(monday)) == "12:00-17:00"
    assert str(person.hours_on(tuesday)) == "12:00-19:00"
    assert str(person.hours_on(saturday)) == "10:00-15:00"


def test_shifts_up_to_midnight_meet_at_midnight():
    calendar = WorkingCalendar(
        BERLIN, WorkingWeek.of(DayHours.parse("0-6, 22-24"), weekdays=range(7))
    )

    done_at = calendar.add_working_time(local("2026-11-20 23:00", BERLIN), hours(3))

    assert done_at == local("2026-11-21 02:00", BERLIN)
    assert calendar.end_of_working_day(date(2026, 11, 20)) == local("2026-11-21 00:00", BERLIN)


def test_a_person_at_work_round_the_clock_works_real_hours_when_the_clocks_change():
    calendar = WorkingCalendar(BERLIN, WorkingWeek.of(DayHours.parse("0-24"), weekdays=range(7)))

    def worked_on(day):
        return calendar.working_time_between(
            calendar.start_of_working_day(day), calendar.end_of_working_day(day)
        )

    assert worked_on(date(2025, 3, 30)) == hours(23)
    assert worked_on(date(2025, 10, 26)) == hours(25)
    assert worked_on(date(2025, 10, 27)) == hours(24)


def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change():
    calendar = a_calendar(BERLIN)

    due_at = calendar.moment_after_working_days(local("2025-03-28 12:00", BERLIN), 1, time(9))

    assert due_at == datetime(2025, 3, 31, 7, tzinfo=UTC)


def test_a_shift_that_the_clocks_skip_holds_no_time():
    sunday = date(2025, 3, 30)
    calendar = a_calendar(BERLIN, overrides={sunday: DayHours.parse("02:10-02:50, 03:00-04:00")})

    assert calendar.start_of_working_day(sunday) == datetime(2025, 3, 30, 1, tzinfo=UTC)
    assert calendar.working_time_between(
        local("2025-03-30 00:00", BERLIN), local("2025-03-31 00:00", BERLIN)
    ) == hours(1)


def test_naive_moments_are_refused():
    calendar, naive = a_calendar(), datetime(2026, 11, 20, 17)  # noqa: DTZ001 - to be refused
    aware = naive.replace(tzinfo=UTC)

    for call in (
        lambda: calendar.next_working_moment(naive),
        lambda: calendar.add_working_time(naive, hours(1)),
        lambda: calendar.working_time_between(aware, naive),
        lambda: calendar.moment_after_working_days(naive, 1, time(9)),
        lambda: calendar.local_day(naive),
    ):
        with pytest.raises(ValueError, match="zone"):
            call()


def test_a_moment_of_another_zone_comes_out_in_utc():
    moment = local("2026-11-23 10:00").astimezone(ZoneInfo("Asia/Vladivostok"))

    answer = a_calendar().next_working_moment(moment)

    assert answer == moment
    assert answer.tzinfo is UTC


@pytest.mark.parametrize(
    "calendar",
    [
        a_calendar(hours=CLOSED),
        a_calendar(absences=(DateSpan(date(2020, 1, 1), None),)),
        a_calendar(absences=(DateSpan(date(2026, 1, 1), date(2036, 1, 1)),)),
    ],
    ids=["no hours at all", "away for ever", "away for ten years"],
)
def test_a_calendar_that_never_works_says_so(calendar):
    friday = local("2026-11-20 17:00")

    for call in (
        lambda: calendar.next_working_moment(friday),
        lambda: calendar.add_working_time(friday, hours(1)),
        lambda: calendar.add_working_days(date(2026, 11, 20), 1),
        lambda: calendar.add_working_days(date(2026, 11, 20), 0),
        lambda: calendar.moment_after_working_days(friday, 1, time(9)),
        lambda: calendar.last_working_day_on_or_before(date(2029, 11, 20)),
    ):
        with pytest.raises(NoWorkingTime):
            call()
    assert calendar.working_time_between(friday, friday + timedelta(days=7)) == timedelta(0)


def test_leaving_for_ever_still_lets_today_be_worked():
    calendar = a_calendar(absences=(DateSpan(date(2026, 11, 21), None),))

    assert calendar.add_working_time(local("2026-11-20 17:00"), hours(1)) == local(
        "2026-11-20 18:00"
    )


def test_ten_thousand_hours_end_five_years_on():
    done_at = a_calendar().add_working_time(local("2026-11-23 09:00"), hours(10_000))

    assert done_at == local("2031-09-05 18:00")  # 1,250 days of eight hours: 250 whole weeks


# Days


def test_zero_working_days_is_today_or_the_next_working_day():
    calendar = a_calendar()

    assert calendar.add_working_days(date(2026, 11, 20), 0) == date(2026, 11, 20)
    assert calendar.add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 23)


def test_working_days_are_counted_backwards_too():
    assert a_calendar().add_working_days(date(2026, 11, 23), -1) == date(2026, 11, 20)
    assert a_calendar().add_working_days(date(2026, 11, 22), -2) == date(2026, 11, 19)


def test_zero_working_days_on_means_tomorrow_once_the_hour_has_passed():
    calendar = a_calendar()

    assert calendar.moment_after_working_days(local("2026-11-20 08:00"), 0, time(10)) == local(
        "2026-11-20 10:00"
    )
    assert calendar.moment_after_working_days(local("2026-11-20 15:00"), 0, time(10)) == local(
        "2026-11-23 10:00"
    )


def test_the_working_day_is_that_of_the_branchs_wall():
    vladivostok = ZoneInfo("Asia/Vladivostok")

    due_at = a_calendar(vladivostok).moment_after_working_days(
        datetime(2026, 11, 19, 20, tzinfo=UTC), 1, time(9)
    )

    assert due_at == local("2026-11-23 09:00", vladivostok)  # it was Friday there already


def test_the_last_working_day_on_or_before():
    assert a_calendar().last_working_day_on_or_before(date(2026, 11, 22)) == date(2026, 11, 20)
    assert a_calendar().last_working_day_on_or_before(date(2026, 11, 20)) == date(2026, 11, 20)


def test_a_day_off_has_no_end_of_work():
    with pytest.raises(DayOff):
        a_calendar().end_of_working_day(date(2026, 11, 21))


def test_equal_calendars_are_one_key():
    assert len({a_calendar(), a_calendar(), a_calendar(BERLIN)}) == 2
