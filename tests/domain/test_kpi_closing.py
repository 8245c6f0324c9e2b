from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from domain.kpi.closing import closed_on, known_of, next_to_close
from domain.kpi.closing_ports import ClosedFigures
from domain.kpi.model import Figure, Measure
from domain.org.whose import COMPANY
from domain.periods import Period, PeriodKind, period_of
from domain.working_time import DayHours, WorkingCalendar, WorkingWeek
from tests.builders import utc

MOSCOW = ZoneInfo("Europe/Moscow")
NEW_YEAR = frozenset(date(2027, 1, day) for day in range(1, 11))
COMPANY_CALENDAR = WorkingCalendar(MOSCOW, WorkingWeek.of(DayHours.parse("9-18")), NEW_YEAR)
OCTOBER, NOVEMBER, DECEMBER = (
    period_of(PeriodKind.MONTH, date(2026, month, 1)) for month in (10, 11, 12)
)
FIGURE = Figure(Measure.WON_COUNT, COMPANY, Decimal(12), Decimal(12))


def test_three_working_days_pass_before_a_month_is_closed():
    assert closed_on(NOVEMBER, COMPANY_CALENDAR, 3) == date(2026, 12, 4)
    assert closed_on(DECEMBER, COMPANY_CALENDAR, 3) == date(2027, 1, 14)


def due(last: date | None, now: datetime, kind: PeriodKind = PeriodKind.MONTH) -> Period | None:
    return next_to_close(kind, last, COMPANY_CALENDAR, 3, now=now)


@pytest.mark.parametrize(
    ("now", "period"),
    [("2026-12-03 20:59", None), ("2026-12-03 21:00", NOVEMBER), ("2026-12-20 09:00", NOVEMBER)],
)
def test_a_month_is_closed_as_the_company_s_day_begins(now: str, period: Period | None):
    assert due(OCTOBER.starts_on, utc(now)) == period


def test_months_that_were_missed_are_closed_one_after_another():
    assert due(OCTOBER.starts_on, utc("2027-03-01 09:00")) == NOVEMBER
    assert due(NOVEMBER.starts_on, utc("2027-03-01 09:00")) == DECEMBER


def test_the_first_ever_is_the_latest_whose_time_has_come():
    assert due(None, utc("2026-12-04 09:00")) == NOVEMBER
    assert due(None, utc("2026-12-02 09:00")) == OCTOBER


def test_quarters_are_closed_too():
    fourth = period_of(PeriodKind.QUARTER, date(2026, 10, 1))

    found = due(date(2026, 7, 1), utc("2027-01-14 09:00"), PeriodKind.QUARTER)

    assert found == fourth


def closed(*figures: Figure) -> ClosedFigures:
    return ClosedFigures(utc("2026-12-04 00:00"), 1, figures)


def test_a_closed_figure_stays_and_what_the_facts_say_by_now_is_beside_it():
    known = known_of(closed(FIGURE), [FIGURE._replace(value=Decimal(13), numerator=Decimal(13))])

    shown, corrected = (
        known.of(COMPANY, Measure.WON_COUNT),
        known.correction(COMPANY, Measure.WON_COUNT),
    )

    assert shown is not None
    assert corrected is not None
    assert (shown.value, corrected.value) == (12, 13)


def test_what_is_the_same_is_no_correction_and_no_fact_is_zero():
    lost = FIGURE._replace(measure=Measure.LOST_COUNT, value=Decimal(0), numerator=Decimal(0))

    known = known_of(closed(FIGURE), [FIGURE._replace(value=Decimal("12.00")), lost])

    assert known.corrected == {}
    assert known.closed_at is not None


def test_what_later_facts_do_not_tell_is_not_corrected_by_them():
    was = FIGURE._replace(measure=Measure.TRANSPARENCY, value=Decimal("0.8"))

    assert known_of(closed(was), [was._replace(value=None)]).corrected == {}


def test_an_open_period_is_live_and_has_no_corrections():
    known = known_of(None, [FIGURE])

    assert (known.of(COMPANY, Measure.WON_COUNT), known.closed_at) == (FIGURE, None)
    assert known.corrected == {}
