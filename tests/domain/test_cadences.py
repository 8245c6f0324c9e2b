"""The due day of a client, planned days, and who may decide."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.cadences.errors import DayIsOff, DayPassed, DayPastLimit, DayTooFar, DayWithinLimit
from domain.cadences.model import Cadence
from domain.cadences.plan import days_off, rungs
from domain.cadences.rules import (
    FURTHEST_MOVE_DAYS,
    check_day,
    check_later_day,
    due_day,
    ladder_on,
    retry_moment,
    shows_from,
)
from domain.clients.model import ClientId
from domain.org.model import PersonId
from domain.rulebook.cadences import ESCALATION, SegmentCadence
from domain.rulebook.model import Rulebook
from domain.working_time import DayHours, Shift, WorkingCalendar, WorkingWeek
from storage.rulebook_file import read_default_rulebook

ONE_DAY = timedelta(days=1)
OFFICE = DayHours((Shift(time(9), time(18)),))
ZONES = ("Europe/Moscow", "Asia/Almaty", "America/New_York", "Pacific/Kiritimati")
MARCH = date(2027, 3, 1)
VIP = SegmentCadence(segment="vip", every_days=14)

few = settings(max_examples=60)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
gaps = st.integers(1, 60)
calendars = st.builds(
    WorkingCalendar,
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    week=st.sets(st.integers(0, 6)).map(lambda worked: WorkingWeek.of(OFFICE, worked)),
    holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=40),
)


def a_calendar(zone: str = "Europe/Moscow", *holidays: date) -> WorkingCalendar:
    return WorkingCalendar(ZoneInfo(zone), WorkingWeek.of(OFFICE), frozenset(holidays))


def a_cadence(due_on: date, counted_from: date = MARCH) -> Cadence:
    return Cadence(
        client_id=ClientId(1),
        segment="vip",
        since_on=counted_from,
        counted_from=counted_from,
        due_on=due_on,
        shows_on=due_on,
        late_at=datetime.combine(due_on + ONE_DAY, time(), tzinfo=UTC),
        responsible_id=PersonId(1),
    )


@pytest.mark.parametrize(
    ("contact", "due"),
    [
        (date(2027, 3, 1), date(2027, 3, 15)),
        (date(2027, 3, 12), date(2027, 3, 26)),
        (date(2027, 3, 6), date(2027, 3, 19)),  # the 20th is a Saturday
        (date(2027, 2, 22), date(2027, 3, 5)),  # the 8th is a holiday, a weekend before it
    ],
)
def test_a_contact_of_one_day_is_due_again_within_fourteen(contact, due):
    calendar = a_calendar("Europe/Moscow", date(2027, 3, 8))

    assert due_day(contact, 14, contact, calendar.is_working_day) == due


def test_a_call_every_day_is_due_even_where_nobody_works():
    friday = date(2027, 3, 5)

    assert due_day(friday, 1, friday, a_calendar().is_working_day) == date(2027, 3, 6)


def test_who_comes_under_a_cadence_late_is_due_that_day_and_not_before():
    assert due_day(date(2027, 1, 1), 14, MARCH, a_calendar().is_working_day) == MARCH


@few
@given(days, gaps, calendars)
def test_the_gap_is_never_longer_and_no_working_day_is_given_away(contact, every_days, calendar):
    due = due_day(contact, every_days, contact, calendar.is_working_day)

    assert contact < due <= contact + timedelta(days=every_days)
    left = [due + ONE_DAY * ahead for ahead in range(1, (contact - due).days + every_days + 1)]
    if calendar.is_working_day(due):
        assert not any(map(calendar.is_working_day, left))
    else:
        assert due == contact + timedelta(days=every_days)
        between = (contact + ONE_DAY * ahead for ahead in range(1, every_days + 1))
        assert not any(map(calendar.is_working_day, between))


@few
@given(days, gaps, calendars, st.lists(st.integers(0, 5), max_size=30))
def test_who_calls_by_every_due_day_leaves_no_gap_that_is_too_long(
    contact, every_days, calendar, sooner
):
    for days_sooner in sooner:
        due = due_day(contact, every_days, contact, calendar.is_working_day)
        called = max(contact + ONE_DAY, due - timedelta(days=days_sooner))

        assert ONE_DAY <= called - contact <= timedelta(days=every_days)
        contact = called


@pytest.mark.parametrize("every_days", [0, -1, 367, 1.5])
def test_a_cadence_is_of_whole_days_from_one_to_a_year(every_days):
    with pytest.raises(ValidationError):
        SegmentCadence(segment="vip", every_days=every_days)


@pytest.mark.parametrize(
    "wrong",
    [
        {"cadences": {"segments": [{"segment": "vip", "every_days": 0}]}},
        {"cadences": {"segments": [{"segment": "gold", "every_days": 14}]}},
        {"cadences": {"segments": [{"segment": "vip", "every_days": 14, "kinds": []}]}},
        {"cadences": {"segments": [{"segment": "vip", "every_days": 14}] * 2}},
    ],
)
def test_a_rulebook_with_an_impossible_cadence_is_refused(wrong):
    known = read_default_rulebook().model_dump(mode="json")

    with pytest.raises(ValidationError):
        Rulebook.model_validate(known | wrong)


@few
@given(days, st.integers(0, 90), gaps, calendars)
def test_a_later_contact_is_never_due_earlier(contact, later, every_days, calendar):
    def due(day: date) -> date:
        return due_day(day, every_days, day, calendar.is_working_day)

    assert due(contact) <= due(contact + timedelta(days=later))


@few
@given(days, gaps, st.integers(0, 30), calendars)
def test_it_is_shown_in_time_on_a_day_somebody_works(contact, every_days, ahead, calendar):
    due = due_day(contact, every_days, contact, calendar.is_working_day)

    shown = shows_from(due, contact, ahead, calendar.is_working_day)

    assert contact < shown <= due
    assert shown <= max(contact + ONE_DAY, due - timedelta(days=ahead))


@few
@given(calendars, st.dates(date(2026, 2, 1), date(2026, 12, 31)))
def test_days_off_are_what_the_calendar_says(calendar, last):
    first = date(2026, 1, 1)
    found = dict(days_off(calendar, first, last))

    for number in range((last - first).days + 1):
        day = first + ONE_DAY * number
        assert (day not in found) == calendar.is_working_day(day)
        if day in found and found[day] > first:
            assert calendar.is_working_day(found[day])
            assert not any(
                calendar.is_working_day(found[day] + ONE_DAY * ahead)
                for ahead in range(1, (day - found[day]).days + 1)
            )


@few
@given(calendars, days)
def test_the_ladder_begins_on_the_due_day_and_never_falls(calendar, due):
    moments = ladder_on(due, ESCALATION, calendar)

    assert len(moments) == len(ESCALATION)
    assert list(moments) == sorted(moments)
    assert calendar.local_day(moments[0]) >= due
    if calendar.is_working_day(due):
        assert moments[0] == calendar.start_of_working_day(due)
    assert dict(rungs(calendar, ESCALATION, due, due)) == {due: moments}


def test_the_ladder_is_that_of_offers():
    moments = ladder_on(date(2027, 3, 19), ESCALATION, a_calendar())  # a Friday

    assert [
        moment.astimezone(ZoneInfo("Europe/Moscow")).strftime("%d.%m %H:%M") for moment in moments
    ] == [
        "19.03 09:00",
        "19.03 13:00",
        "22.03 09:00",
        "23.03 09:00",
    ]


def test_a_day_is_chosen_freely_up_to_the_limit_and_asked_for_beyond_it():
    calendar, cadence = a_calendar(), a_cadence(date(2027, 3, 15))
    today = MARCH

    check_day(date(2027, 3, 15), cadence, calendar, today=today)
    check_later_day(date(2027, 3, 16), cadence, calendar, today=today)

    for day, refusal in (
        (MARCH, DayPassed),
        (date(2027, 3, 6), DayIsOff),
        (date(2027, 3, 16), DayPastLimit),
    ):
        with pytest.raises(refusal):
            check_day(day, cadence, calendar, today=today)
    for day, refusal in (
        (MARCH, DayPassed),
        (date(2027, 3, 15), DayWithinLimit),
        (date(2027, 3, 20), DayIsOff),
        (date(2027, 3, 16) + timedelta(days=FURTHEST_MOVE_DAYS), DayTooFar),
    ):
        with pytest.raises(refusal):
            check_later_day(day, cadence, calendar, today=today)


@few
@given(st.integers(0, 29 * 24 * 60), calendars)
def test_a_retry_is_ahead_and_in_time_where_there_is_time(minutes, calendar):
    now = datetime(2027, 3, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    cadence = a_cadence(date(2027, 3, 15))
    cadence = replace(cadence, late_at=calendar.at(date(2027, 3, 16), time()))

    retry = retry_moment(now, cadence, VIP, calendar)

    assert retry > now
    if calendar.is_working_day(cadence.due_on):
        last = calendar.end_of_working_day(cadence.due_on)
        assert retry < last or now > last - timedelta(hours=2)
