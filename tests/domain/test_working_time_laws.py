"""What holds of working time whatever the calendar: sums, orders, ways there and back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from domain.working_time import DateSpan, DayHours, WorkingCalendar, WorkingWeek

ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Berlin", "Asia/Vladivostok", "America/New_York", "Europe/Moscow")
]
WITH_LUNCH = DayHours.parse("09:00-13:00, 14:00-18:00")
MINUTES_IN_DAY = 24 * 60


@st.composite
def day_hours(draw, min_shifts=0):
    bounds = sorted(
        draw(
            st.lists(
                st.integers(0, MINUTES_IN_DAY),
                min_size=2 * min_shifts,
                max_size=6,
                unique=True,
            )
        )
    )
    walls = [time(*divmod(minute % MINUTES_IN_DAY, 60)) for minute in bounds]
    return DayHours.of(*walls[: len(walls) // 2 * 2])


days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
moments = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001 - the zone is added
    datetime(2028, 12, 31),  # noqa: DTZ001 - the zone is added
    timezones=st.just(UTC),
)
durations = st.timedeltas(timedelta(0), timedelta(hours=200))


@st.composite
def calendars(draw):
    week = [draw(day_hours()) for _ in range(6)]
    week.insert(draw(st.integers(0, 6)), draw(day_hours(min_shifts=1)))
    spans = draw(st.lists(st.tuples(days, st.integers(0, 30)), max_size=3))
    return WorkingCalendar(
        zone=draw(st.sampled_from(ZONES)),
        week=WorkingWeek(tuple(week)),
        holidays=draw(st.frozensets(days, max_size=10)),
        overrides=draw(st.dictionaries(days, day_hours(), max_size=5)),
        absences=tuple(DateSpan(first, first + timedelta(days=more)) for first, more in spans),
        transferred=draw(st.frozensets(days, max_size=3)),
    )


def with_lunch(zone):
    return WorkingCalendar(zone, WorkingWeek.of(WITH_LUNCH))


@given(calendars(), moments, durations)
def test_what_was_added_has_been_worked(calendar, start, duration):
    done_at = calendar.add_working_time(start, duration)

    assert calendar.working_time_between(start, done_at) == duration
    assert calendar.working_time_between(done_at, start) == -duration


@given(calendars(), moments, durations, durations)
def test_adding_twice_is_adding_the_sum(calendar, start, first, second):
    in_two_steps = calendar.add_working_time(calendar.add_working_time(start, first), second)

    assert in_two_steps == calendar.add_working_time(start, first + second)


@given(calendars(), moments, moments, durations)
def test_who_starts_later_is_not_done_earlier(calendar, one, other, duration):
    earlier, later = sorted((one, other))

    assert calendar.add_working_time(earlier, duration) <= calendar.add_working_time(
        later, duration
    )


@given(calendars(), moments, moments, moments)
def test_stretches_of_work_add_up(calendar, a, b, c):
    a_to_c = calendar.working_time_between(a, c)

    assert a_to_c == calendar.working_time_between(a, b) + calendar.working_time_between(b, c)


def is_worked(calendar: WorkingCalendar, moment: datetime) -> bool:
    shifts = calendar.shifts_on(calendar.local_day(moment))
    return any(begin <= moment < end for begin, end in shifts)


@given(calendars(), moments, durations.filter(bool))
def test_work_ends_inside_working_hours(calendar, start, duration):
    done_at = calendar.add_working_time(start, duration)

    assert is_worked(calendar, done_at - timedelta(microseconds=1))


@given(calendars(), moments)
def test_the_next_working_moment_is_worked_and_nothing_before_it(calendar, moment):
    begins_at = calendar.next_working_moment(moment)

    assert begins_at >= moment
    assert is_worked(calendar, begins_at)
    assert calendar.working_time_between(moment, begins_at) == timedelta(0)


@given(moments, moments, st.sampled_from(ZONES))
def test_round_the_clock_working_time_is_elapsed_time_in_every_zone(since, until, zone):
    week = WorkingWeek.of(DayHours.parse("0-24"), weekdays=range(7))

    assert WorkingCalendar(zone, week).working_time_between(since, until) == until - since


@given(st.integers(0, 300), durations, st.sampled_from(ZONES))
def test_daytime_work_looks_the_same_on_every_wall(days_on, duration, zone):
    wall = datetime(2025, 1, 6, 10, 30) + timedelta(days=days_on)  # noqa: DTZ001 - the zone is added
    start = wall.replace(tzinfo=zone)

    done_at = with_lunch(zone).add_working_time(start, duration)

    plain = with_lunch(ZoneInfo("UTC")).add_working_time(wall.replace(tzinfo=UTC), duration)
    assert done_at.astimezone(zone).replace(tzinfo=None) == plain.replace(tzinfo=None)


@given(calendars(), days, st.integers(1, 40))
def test_working_days_added_are_working_days_between(calendar, day, count):
    later = calendar.add_working_days(day, count)

    assert calendar.is_working_day(later)
    assert calendar.working_days_between(day, later) == count
    assert calendar.working_days_between(later, day) == -count


@given(calendars(), days, st.integers(1, 40))
def test_working_days_there_and_back_lead_home(calendar, day, count):
    home = calendar.add_working_days(day, 0)

    assert calendar.add_working_days(calendar.add_working_days(home, count), -count) == home


@given(day_hours(), day_hours())
def test_hours_within_hours_are_what_both_share(one, other):
    minutes = [time(hour, minute) for hour in range(24) for minute in range(0, 60, 15)]

    def holds(hours, wall):
        return any(
            shift.begin <= wall and (shift.ends_at_midnight or wall < shift.end)
            for shift in hours.shifts
        )

    shared = one.within(other)

    for wall in minutes:
        assert holds(shared, wall) == (holds(one, wall) and holds(other, wall))
