from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.rulebook.visits import Visits
from domain.visits.errors import (
    SlotOutsideHours,
    SlotPast,
    SlotTaken,
    SlotTooFar,
    VisitorAway,
)
from domain.visits.model import Slot, Span, Visit, Watch
from domain.visits.rules import placed, watched
from domain.visits.slots import free_days, free_slots, require_free, slot_at, span_of
from domain.working_time import DateSpan, DayHours, WorkingCalendar, WorkingWeek
from tests.builders import utc

MOSCOW = ZoneInfo("Europe/Moscow")
NINE_TO_SIX = DayHours.of(time(9), time(13), time(14), time(18))
WEEK = WorkingWeek.of(NINE_TO_SIX)
OFFICE = WorkingCalendar(MOSCOW, WEEK)
RULES = Visits()
MONDAY = date(2026, 3, 16)
SUNDAY_NIGHT = utc("2026-03-15 20:00")

rulebooks = st.builds(
    Visits,
    visit_minutes=st.integers(10, 240),
    buffer_minutes=st.integers(0, 120),
    step_minutes=st.integers(5, 120),
    days_ahead=st.integers(1, 5),
)
zones = st.sampled_from(["Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"])
moments = st.timedeltas(timedelta(0), timedelta(days=240)).map(
    lambda on: utc("2026-03-01 00:00") + on
)
lengths = st.timedeltas(timedelta(minutes=1), timedelta(hours=6))


def spans(near: datetime) -> st.SearchStrategy[list[Span]]:
    begins = st.timedeltas(timedelta(days=-1), timedelta(days=5))
    span = st.builds(
        lambda begin, length: Span(near + begin, near + begin + length), begins, lengths
    )
    return st.lists(span, max_size=6)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), rules=rulebooks, zone=zones, now=moments)
def test_a_free_time_is_in_working_hours_in_the_future_and_crosses_nothing(data, rules, zone, now):
    taken = data.draw(spans(now))
    away = DateSpan(now.date() + timedelta(days=2), now.date() + timedelta(days=2))
    calendar = WorkingCalendar(ZoneInfo(zone), WEEK).with_absences([away])

    days = free_days(calendar, taken, rules, now=now)

    for free in days:
        assert free.day not in away
        for slot in free.slots:
            assert slot.starts_at > now
            assert calendar.local_day(slot.starts_at) == free.day
            assert calendar.working_time_between(slot.starts_at, slot.ends_at) == rules.length
            assert not any(span_of(slot, rules).overlaps(span) for span in taken)
            require_free(slot, calendar, taken, rules, now=now, name="")


@settings(max_examples=60, deadline=None)
@given(data=st.data(), rules=rulebooks, now=moments)
def test_what_is_booked_of_the_free_times_leaves_the_way_between_any_two(data, rules, now):
    booked: list[Slot] = []
    for _ in range(4):
        taken = [span_of(slot, rules) for slot in booked]
        free = [slot for day in free_days(OFFICE, taken, rules, now=now) for slot in day.slots]
        if free:
            booked.append(data.draw(st.sampled_from(free)))

    in_order = sorted(booked, key=lambda slot: slot.starts_at)

    for earlier, later in pairwise(in_order):
        assert later.starts_at - earlier.ends_at >= rules.buffer


def test_a_day_offers_its_half_hours_but_none_across_the_break():
    slots = free_slots(MONDAY, OFFICE, [], RULES, now=SUNDAY_NIGHT)

    begins = [f"{slot.starts_at.astimezone(MOSCOW):%H:%M}" for slot in slots]

    morning = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "12:00"]
    assert begins == [*morning, "14:00", "14:30", "15:00", "15:30", "16:00", "16:30", "17:00"]


def test_the_way_is_kept_free_before_a_visit_and_after_it():
    visit = span_of(slot_at(utc("2026-03-16 12:00"), RULES), RULES)

    slots = free_slots(MONDAY, OFFICE, [visit], RULES, now=SUNDAY_NIGHT)

    afternoon = [f"{s.starts_at.astimezone(MOSCOW):%H:%M}" for s in slots][7:]
    assert afternoon == ["16:30", "17:00"]


def test_the_hours_stand_on_the_visitor_s_wall_when_the_clocks_change():
    berlin = ZoneInfo("Europe/Berlin")
    calendar = WorkingCalendar(berlin, WEEK)

    days = free_days(calendar, [], Visits(days_ahead=5), now=utc("2026-03-27 04:00"))

    first = {free.day: free.slots[0].starts_at for free in days}
    assert first[date(2026, 3, 27)] == utc("2026-03-27 08:00")
    assert first[date(2026, 3, 30)] == utc("2026-03-30 07:00")


@pytest.mark.parametrize(
    ("starts_at", "refusal"),
    [
        ("2026-03-16 06:00", SlotPast),
        ("2026-04-16 07:00", SlotTooFar),
        ("2026-03-18 08:00", VisitorAway),
        ("2026-03-16 15:00", SlotOutsideHours),
        ("2026-03-16 09:30", SlotOutsideHours),
        ("2026-03-21 08:00", SlotOutsideHours),
        ("2026-03-17 08:00", SlotTaken),
    ],
)
def test_whoever_forges_a_time_is_told_why_not_then(starts_at, refusal):
    calendar = OFFICE.with_absences([DateSpan(date(2026, 3, 18), date(2026, 3, 18))])
    taken = [Span(utc("2026-03-17 09:00"), utc("2026-03-17 10:00"))]
    slot = slot_at(utc(starts_at), RULES)

    with pytest.raises(refusal):
        require_free(slot, calendar, taken, RULES, now=utc("2026-03-16 06:00"), name="Пётр")


def a_visit(now: datetime, starts_at: datetime) -> Visit:
    begun = Visit(1, 2, 3, now, starts_at, starts_at, starts_at)
    return placed(begun, slot_at(starts_at, RULES), RULES, OFFICE, now=now)


def test_the_clock_reminds_twice_asks_twice_and_then_tells_the_head():
    visit = a_visit(utc("2026-03-15 10:00"), utc("2026-03-16 12:00"))
    steps = []

    while visit.watch is not None and visit.watch_at is not None:
        steps.append((visit.watch, visit.watch_at))
        visit = watched(visit, RULES, OFFICE, now=visit.watch_at)

    assert steps == [
        (Watch.MORNING, utc("2026-03-16 06:00")),
        (Watch.SOON, utc("2026-03-16 11:00")),
        (Watch.ASK, utc("2026-03-16 13:00")),
        (Watch.AGAIN, utc("2026-03-17 07:00")),
        (Watch.HEAD, utc("2026-03-17 13:00")),
    ]


def test_a_visit_booked_in_the_last_hour_is_not_reminded_of_but_asked_about():
    visit = a_visit(utc("2026-03-16 11:30"), utc("2026-03-16 12:00"))

    assert (visit.watch, visit.watch_at) == (Watch.ASK, utc("2026-03-16 13:00"))


def test_a_clock_that_slept_asks_once_and_not_for_what_was_before():
    visit = a_visit(utc("2026-03-15 10:00"), utc("2026-03-16 12:00"))

    late = watched(visit, RULES, OFFICE, now=utc("2026-03-16 14:00"))

    assert (late.watch, late.watch_at) == (Watch.ASK, utc("2026-03-16 14:00"))
