"""What people type for the days of their figures. Today is Wednesday 18 November 2026."""

from datetime import date

import pytest

from domain.errors import BadInput
from domain.kpi.errors import PeriodNotBegun, PeriodTooEarly, PeriodUnreadable
from domain.kpi.typed_periods import read_period
from domain.periods import PeriodBackwards, PeriodKind, PeriodTooLong
from domain.typed_dates import DateImpossible

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("typed", "first", "last", "kind"),
    [
        ("1.03–15.03", date(2026, 3, 1), date(2026, 3, 15), "own"),
        ("1.03-15.03", date(2026, 3, 1), date(2026, 3, 15), "own"),
        ("1–15 марта", date(2026, 3, 1), date(2026, 3, 15), "own"),
        ("с 1 по 15 марта 2025", date(2025, 3, 1), date(2025, 3, 15), "own"),
        ("20.12.2025 - 10.01.2026", date(2025, 12, 20), date(2026, 1, 10), "own"),
        ("20.12–10.01", date(2025, 12, 20), date(2026, 1, 10), "own"),
        ("март", date(2026, 3, 1), date(2026, 3, 31), "month"),
        ("Декабрь", date(2025, 12, 1), date(2025, 12, 31), "month"),
        ("march 2024", date(2024, 3, 1), date(2024, 3, 31), "month"),
        ("2 квартал", date(2026, 4, 1), date(2026, 6, 30), "quarter"),
        ("q4 2025", date(2025, 10, 1), date(2025, 12, 31), "quarter"),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "own"),
        ("вчера", date(2026, 11, 17), date(2026, 11, 17), "day"),
        ("прошлая неделя", date(2026, 11, 9), date(2026, 11, 15), "week"),
        ("1 ноября", date(2026, 11, 1), date(2026, 11, 1), "day"),
        ("2026-11-01 – 2026-11-07", date(2026, 11, 1), date(2026, 11, 7), "own"),
        ("30 дней", date(2026, 10, 20), TODAY, "own"),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, first: date, last: date, kind: str) -> None:
    period = read_period(typed, TODAY)

    assert (period.starts_on, period.last_on, period.kind) == (first, last, PeriodKind(kind))


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("100 лет", PeriodTooLong),
        ("1.01.1926–1.01.2026", PeriodTooLong),
        ("15.03.2026–1.03.2026", PeriodBackwards),
        ("31.02.2026", DateImpossible),
        ("1.12.2026–5.12.2026", PeriodNotBegun),
        ("1.05.1945", PeriodTooEarly),
        ("когда-нибудь", PeriodUnreadable),
        ("1–15", PeriodUnreadable),
        ("0 дней", PeriodUnreadable),
        ("9" * 200, PeriodUnreadable),
        ("9999", PeriodUnreadable),
        ("декабрь 9999", PeriodUnreadable),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(typed: str, refusal: type[BadInput]) -> None:
    with pytest.raises(refusal):
        read_period(typed, TODAY)
