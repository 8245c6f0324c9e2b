from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.delivery.digests import next_digest_at, times_by_role
from domain.org.model import Role
from domain.rulebook.model import Digests
from domain.working_time import DayHours, WorkingCalendar, WorkingWeek

MOSCOW = ZoneInfo("Europe/Moscow")
WEEK = WorkingWeek.of(DayHours.of(time(9), time(18)))
CALENDAR = WorkingCalendar(MOSCOW, WEEK, holidays=frozenset({date(2025, 3, 10)}))
TIMES = Digests(rep=time(8, 30), lead=time(9), manager=time(18, 30))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


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
    assert next_digest_at(role, MOSCOW, CALENDAR, TIMES, utc(now)) == utc(expected)


def test_a_role_without_an_hour_gets_no_digest():
    assert next_digest_at(Role.CLIENT, MOSCOW, CALENDAR, TIMES, utc("2025-03-05 05:00")) is None
    assert next_digest_at(Role.DIRECTOR, MOSCOW, CALENDAR, TIMES, utc("2025-03-05 05:00")) is None
    assert set(times_by_role(TIMES)) == {Role.REP, Role.LEAD, Role.MANAGER}


@given(
    st.integers(1_704_067_200, 1_893_456_000),  # 2024 to 2030
    st.sampled_from([Role.REP, Role.LEAD, Role.MANAGER]),
)
def test_the_next_digest_is_always_ahead_on_a_working_day_at_the_roles_hour(seconds, role):
    berlin = ZoneInfo("Europe/Berlin")
    now = datetime.fromtimestamp(seconds, UTC)
    calendar = WorkingCalendar(berlin, WEEK)

    upcoming = next_digest_at(role, berlin, calendar, TIMES, now)

    assert upcoming
    assert upcoming > now
    local = upcoming.astimezone(berlin)
    assert calendar.is_working_day(local.date())
    assert local.time() == TIMES.for_role(role)
