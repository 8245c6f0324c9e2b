"""What a kept filter means later, which days are meant, and when a subscription comes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.deals.model import DealStatus
from domain.kpi.errors import PeriodUnreadable
from domain.org.model import Role
from domain.org.whose import Whose, WhoseKind
from domain.periods import PeriodTooLong
from domain.reports.model import Days, Every, Filter, Gone, ReportKey, Span
from domain.reports.rules import (
    days_of,
    fitted,
    from_kept,
    next_sending,
    read_days,
    to_kept,
)
from domain.reports.standard import ALL_REPORTS, REPORTS, DaysOf, reports_of
from tests.builders import a_calendar, a_rulebook, utc

TODAY = date(2026, 11, 18)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
NINE = time(9)
DAYS = st.one_of(
    st.sampled_from([span for span in Span if span is not Span.OWN]).map(Days),
    st.tuples(st.dates(date(2020, 1, 1), date(2020, 6, 1)), st.integers(0, 900)).map(
        lambda known: Days(Span.OWN, known[0], known[0] + timedelta(days=known[1]))
    ),
)
KEYS = st.none() | st.sampled_from(["offer", "vip", "price", "gone"])
FILTERS = st.builds(
    Filter,
    whose=st.builds(Whose, st.sampled_from(WhoseKind), st.integers(0, 2**53)),
    days=DAYS,
    status=st.none() | st.sampled_from(DealStatus),
    stage=KEYS,
    segment=KEYS,
    reason=KEYS,
    product_id=st.none() | st.integers(1, 2**53),
)


@given(FILTERS)
def test_a_kept_filter_is_read_as_it_was(chosen):
    assert from_kept(to_kept(chosen)) == chosen


@given(FILTERS)
def test_a_filter_loses_what_the_rulebook_has_not_and_nothing_else(chosen):
    known = fitted(chosen, a_rulebook())

    assert fitted(known.filter, a_rulebook()).gone == ()
    for part, now, was in (
        (Gone.STAGE, known.filter.stage, chosen.stage),
        (Gone.SEGMENT, known.filter.segment, chosen.segment),
        (Gone.REASON, known.filter.reason, chosen.reason),
    ):
        assert now == (None if (part, was) in known.gone else was)


def test_last_month_is_another_one_each_month():
    days = Days(Span.LAST_MONTH)

    assert days.period(TODAY) != days.period(date(2026, 12, 1))
    assert days.period(date(2026, 12, 1)).starts_on == date(2026, 11, 1)


def test_days_of_ones_own_are_no_longer_than_three_years():
    with pytest.raises(PeriodTooLong):
        read_days("1.1.2020 – 1.11.2026", TODAY)
    with pytest.raises(PeriodUnreadable):
        read_days("когда-нибудь", TODAY)

    assert read_days("1.10 – 15.11", TODAY) == Days(Span.OWN, date(2026, 10, 1), date(2026, 11, 15))


def test_only_days_of_ones_own_have_dates():
    with pytest.raises(ValueError, match="own"):
        Days(Span.OWN)
    with pytest.raises(ValueError, match="own"):
        Days(Span.THIS_MONTH, TODAY, TODAY)


def test_only_lost_deals_have_a_reason():
    lost = Filter(status=DealStatus.LOST, reason="price")

    assert lost.with_status(DealStatus.WON).reason is None
    assert lost.with_status(DealStatus.LOST).reason == "price"


def test_closed_deals_are_chosen_by_the_day_of_closing():
    deals = REPORTS[ReportKey.DEALS]

    assert days_of(deals, Filter(status=DealStatus.OPEN)) is DaysOf.CREATED
    assert days_of(deals, Filter(status=DealStatus.WON)) is DaysOf.CLOSED


def test_each_role_has_its_reports_and_an_outsider_none():
    keys = {role: {report.key for report in reports_of(role)} for role in Role}

    assert keys[Role.CLIENT] == set()
    assert keys[Role.REP] < keys[Role.LEAD] < keys[Role.MANAGER] == keys[Role.DIRECTOR]
    assert {ReportKey.PEOPLE, ReportKey.RULEBOOKS} <= keys[Role.ADMINISTRATOR]
    assert {report.key for report in ALL_REPORTS} == set(ReportKey)


@pytest.mark.parametrize(
    ("every", "now", "expected"),
    [
        (Every.DAY, "2026-11-18 05:00", "2026-11-18 06:00"),
        (Every.DAY, "2026-11-18 06:00", "2026-11-19 06:00"),
        (Every.DAY, "2026-11-20 07:00", "2026-11-23 06:00"),
        (Every.WEEK, "2026-11-18 05:00", "2026-11-23 06:00"),
        (Every.WEEK, "2026-11-23 05:00", "2026-11-23 06:00"),
        (Every.MONTH, "2026-11-18 05:00", "2026-12-01 06:00"),
        (Every.MONTH, "2026-12-31 07:00", "2027-01-11 06:00"),
    ],
)
def test_a_subscription_comes_at_its_hour_on_the_first_working_day(every, now, expected):
    at = next_sending(every, MOSCOW, a_calendar(), NINE, utc(now))

    assert at == utc(expected)


@settings(max_examples=30)
@given(
    st.sampled_from(Every),
    st.integers(0, 690 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes)),
    st.sampled_from(["Europe/Moscow", "Asia/Novosibirsk", "Europe/Berlin"]),
)
def test_a_subscription_comes_later_and_on_a_working_day(every, now, zone):
    calendar = a_calendar(zone)

    at = next_sending(every, ZoneInfo(zone), calendar, NINE, now)

    assert at is not None
    assert at > now
    local = at.astimezone(ZoneInfo(zone))
    assert local.time() == NINE
    assert calendar.is_working_day(local.date())
