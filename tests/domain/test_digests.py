from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.digests.errors import (
    DigestPartUnknown,
    DigestTimeImpossible,
    NoDigestDayLeft,
    NoDigestPartLeft,
)
from domain.digests.making import times_by_role
from domain.digests.model import PARTS, DigestChoices, DigestPart, DigestWishes
from domain.digests.rules import (
    comes_on,
    day_told,
    first_day_at_work,
    next_digest_at,
    switch_part,
    switch_weekday,
    told_until,
    typed_hour,
)
from domain.org.model import Role
from domain.rulebook.digests import Digests
from domain.working_time import DateSpan, DayHours, WorkingCalendar, WorkingWeek

MOSCOW = ZoneInfo("Europe/Moscow")
WEEK = WorkingWeek.of(DayHours.of(time(9), time(18)))
CALENDAR = WorkingCalendar(MOSCOW, WEEK, holidays=frozenset({date(2025, 3, 10)}))
TIMES = Digests(rep=time(8, 30), lead=time(9), manager=time(18, 30))
AS_EVERYBODY = DigestWishes()
WORKING = (0, 1, 2, 3, 4)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wishing(**choices: object) -> DigestWishes:
    return DigestWishes(DigestChoices(**choices))


@pytest.mark.parametrize(
    ("role", "now", "expected"),
    [
        (Role.REP, "2025-03-05 05:29", "2025-03-05 05:30"),
        (Role.REP, "2025-03-05 05:30", "2025-03-06 05:30"),
        (Role.LEAD, "2025-03-05 05:30", "2025-03-05 06:00"),
        (Role.MANAGER, "2025-03-07 16:00", "2025-03-11 15:30"),  # over a weekend and a holiday
        (Role.REP, "2025-03-08 05:00", "2025-03-11 05:30"),
    ],
)
def test_the_next_digest_comes_on_the_next_working_day_at_the_roles_hour(role, now, expected):
    upcoming = next_digest_at(role, MOSCOW, CALENDAR, TIMES, AS_EVERYBODY, utc(now))

    assert upcoming == utc(expected)


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (wishing(at=time(9, 15)), "2025-03-07 06:15"),
        (wishing(weekdays=frozenset({1})), "2025-03-11 05:30"),
        (wishing(comes_on_days_off=True), "2025-03-07 05:30"),
        (wishing(weekdays=frozenset({0})), "2025-03-17 05:30"),  # the next Monday is a holiday
        (
            DigestWishes(away=(DateSpan(date(2025, 3, 6), date(2025, 3, 12)),)),
            "2025-03-13 05:30",
        ),
        (
            DigestWishes(
                DigestChoices(comes_on_days_off=True),
                (DateSpan(date(2025, 3, 6), date(2025, 3, 7)),),
            ),
            "2025-03-08 05:30",
        ),
    ],
)
def test_own_wishes_and_absence_move_the_next_digest(wishes, expected):
    now = utc("2025-03-06 12:00")

    assert next_digest_at(Role.REP, MOSCOW, CALENDAR, TIMES, wishes, now) == utc(expected)


@pytest.mark.parametrize(
    ("at", "day", "expected"),
    [
        (time(18, 30), date(2025, 3, 6), "2025-03-05 15:30"),
        (time(18, 30), date(2025, 3, 11), "2025-03-07 15:30"),  # over a weekend and a holiday
        (time(9), date(2025, 3, 6), "2025-03-05 21:00"),  # that of Thursday told all of Wednesday
        (time(9), date(2025, 3, 11), "2025-03-07 21:00"),  # that of Tuesday told all of Friday
    ],
)
def test_what_was_told_before_ends_with_the_digest_or_the_day_that_it_told(at, day, expected):
    wishes = wishing(at=at)

    assert told_until(Role.MANAGER, day, MOSCOW, CALENDAR, TIMES, wishes) == utc(expected)


def test_a_role_without_an_hour_gets_no_digest_but_by_an_own_wish():
    now = utc("2025-03-05 05:00")

    assert next_digest_at(Role.CLIENT, MOSCOW, CALENDAR, TIMES, AS_EVERYBODY, now) is None
    assert next_digest_at(Role.DIRECTOR, MOSCOW, CALENDAR, TIMES, AS_EVERYBODY, now) is None
    own = wishing(at=time(10))
    assert next_digest_at(Role.DIRECTOR, MOSCOW, CALENDAR, TIMES, own, now) == utc(
        "2025-03-05 07:00"
    )
    assert set(times_by_role(TIMES)) == {Role.REP, Role.LEAD, Role.MANAGER}


ZONES = ("Europe/Berlin", "America/New_York", "Asia/Novosibirsk", "Australia/Lord_Howe", "UTC")


@given(
    seconds=st.integers(1_704_067_200, 1_893_456_000),  # 2024 to 2030
    role=st.sampled_from([Role.REP, Role.LEAD, Role.MANAGER]),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    at=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    weekdays=st.none() | st.frozensets(st.integers(0, 6), min_size=1),
    comes_on_days_off=st.booleans(),
    away=st.none() | st.tuples(st.integers(-3, 20), st.integers(0, 20)),
)
def test_the_next_digest_is_the_first_moment_ahead_that_fits_everything(
    seconds, role, zone, at, weekdays, comes_on_days_off, away
):
    now = datetime.fromtimestamp(seconds, UTC)
    today = now.astimezone(zone).date()
    calendar = WorkingCalendar(zone, WEEK)
    span = ()
    if away is not None:
        first = today + timedelta(days=away[0])
        span = (DateSpan(first, first + timedelta(days=away[1])),)
    choices = DigestChoices(at=at, weekdays=weekdays, comes_on_days_off=comes_on_days_off)
    wishes = DigestWishes(choices, span)

    upcoming = next_digest_at(role, zone, calendar, TIMES, wishes, now)

    if upcoming is None:
        assert weekdays is not None
        assert weekdays <= {5, 6}
        assert not comes_on_days_off
        return
    assert upcoming > now
    hour = at or TIMES.for_role(role)
    assert hour is not None
    days = [today + timedelta(days=number) for number in range(60)]
    fitting = [
        datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)
        for day in days
        if (comes_on_days_off or day.weekday() < 5)
        and (weekdays is None or day.weekday() in weekdays)
        and not any(day in one for one in span)
    ]
    assert upcoming == next(moment for moment in fitting if moment > now)


def test_a_period_is_told_on_the_first_day_on_which_the_person_is_at_work():
    monday = date(2025, 3, 10)  # a holiday here
    away = DigestWishes(away=(DateSpan(date(2025, 3, 11), date(2025, 3, 12)),))

    assert first_day_at_work(monday, CALENDAR, AS_EVERYBODY) == date(2025, 3, 11)
    assert first_day_at_work(monday, CALENDAR, away) == date(2025, 3, 13)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2025-03-05 15:30", "2025-03-05"),
        ("2025-03-05 06:00", "2025-03-04"),
        ("2025-03-11 06:00", "2025-03-07"),  # after a weekend and a holiday
    ],
)
def test_before_noon_the_result_of_the_last_working_day_is_told(now, told):
    assert day_told(utc(now), CALENDAR, MOSCOW) == date.fromisoformat(told)


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=12))
def test_of_the_working_weekdays_at_least_one_stays(switches):
    choices, chosen = DigestChoices(), {*WORKING}

    for weekday, is_on in switches:
        wanted = chosen | {weekday} if is_on else chosen - {weekday}
        if wanted:
            choices, chosen = switch_weekday(choices, weekday, WORKING, is_on=is_on), wanted
        else:
            with pytest.raises(NoDigestDayLeft):
                switch_weekday(choices, weekday, WORKING, is_on=is_on)

    days = {
        day for day in range(7) if comes_on(date(2025, 3, 3 + day), CALENDAR_FREE, wish(choices))
    }
    assert days == chosen
    assert (choices.weekdays is None) == (chosen == {*WORKING})


CALENDAR_FREE = WorkingCalendar(MOSCOW, WEEK)


def wish(choices: DigestChoices) -> DigestWishes:
    return DigestWishes(choices)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLIENT])
def test_of_the_parts_at_least_one_stays(role):
    choices = DigestChoices()
    *others, last = PARTS[role]
    for part in others:
        choices = switch_part(choices, role, part, is_on=False)

    assert choices.parts_for(role) == {last}
    with pytest.raises(NoDigestPartLeft):
        switch_part(choices, role, last, is_on=False)
    assert switch_part(choices, role, others[0], is_on=True).parts_for(role) == {others[0], last}


def test_a_part_of_another_roles_digest_is_none():
    with pytest.raises(DigestPartUnknown):
        switch_part(DigestChoices(), Role.REP, DigestPart.BRANCHES, is_on=False)


def test_whose_role_changed_gets_all_parts_of_the_new_one_where_none_would_be_left():
    choices = DigestChoices(left_out=frozenset(PARTS[Role.MANAGER]))

    assert choices.parts_for(Role.MANAGER) == frozenset(PARTS[Role.MANAGER])


@pytest.mark.parametrize("text", ["25:00", "9:75", "потом", "", "-1"])
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(DigestTimeImpossible):
        typed_hour(text)


def test_a_time_is_read_as_people_write_it():
    assert typed_hour("9:15") == time(9, 15)
    assert typed_hour("в 18") == time(18)
