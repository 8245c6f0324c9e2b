"""What a filter means on a day and under a rulebook, and when a subscription comes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.deals.model import DealStatus
from domain.kpi.typed_periods import read_period
from domain.org.whose import Whose, WhoseKind
from domain.reports.model import Days, Every, Filter, Fitted, Gone, ReportKey, Span
from domain.reports.standard import DaysOf, Report
from domain.rulebook.model import Rulebook
from domain.working_time import NoWorkingTime, WorkingCalendar

USUAL_TIME: Final = time(9)
"""Of who gets no digest, when a subscription comes."""
ONE_DAY: Final = timedelta(days=1)
FAR: Final = timedelta(days=62)


def days_of(report: Report, chosen: Filter) -> DaysOf:
    """The day that counts; of deals that a person chooses it depends on which."""
    if report.key is ReportKey.DEALS and chosen.status in {DealStatus.WON, DealStatus.LOST}:
        return DaysOf.CLOSED
    return report.days_of


def fitted(chosen: Filter, rulebook: Rulebook) -> Fitted:
    """The filter without what the rulebook no longer has."""
    known: tuple[tuple[Gone, str | None, set[str]], ...] = (
        (Gone.STAGE, chosen.stage, set(rulebook.stage_keys)),
        (Gone.SEGMENT, chosen.segment, {segment.key for segment in rulebook.segments}),
        (Gone.REASON, chosen.reason, {reason.key for reason in rulebook.pipeline.lost_reasons}),
    )
    gone = tuple((part, key) for part, key, keys in known if key is not None and key not in keys)
    parts = {part for part, _ in gone}
    return Fitted(
        replace(
            chosen,
            stage=None if Gone.STAGE in parts else chosen.stage,
            segment=None if Gone.SEGMENT in parts else chosen.segment,
            reason=None if Gone.REASON in parts else chosen.reason,
        ),
        gone,
    )


def to_kept(chosen: Filter) -> dict[str, object]:
    """Keys and ids, for a row; what is not chosen is not in it."""
    kept: dict[str, object] = {
        "whose": str(chosen.whose.kind),
        "whose_id": chosen.whose.id,
        "days": str(chosen.days.span),
        "first": chosen.days.first and chosen.days.first.isoformat(),
        "last": chosen.days.last and chosen.days.last.isoformat(),
        "status": chosen.status and str(chosen.status),
        "stage": chosen.stage,
        "segment": chosen.segment,
        "reason": chosen.reason,
        "product": chosen.product_id,
    }
    return {name: value for name, value in kept.items() if value is not None}


def from_kept(kept: Mapping[str, object]) -> Filter:
    """Raises: ValueError: it is none of ours."""
    first, last = (
        date.fromisoformat(str(kept[name])) if name in kept else None for name in ("first", "last")
    )
    product = kept.get("product")
    return Filter(
        whose=Whose(WhoseKind(str(kept["whose"])), int(str(kept["whose_id"]))),
        days=Days(Span(str(kept["days"])), first, last),
        status=DealStatus(str(kept["status"])) if "status" in kept else None,
        stage=_key(kept, "stage"),
        segment=_key(kept, "segment"),
        reason=_key(kept, "reason"),
        product_id=None if product is None else int(str(product)),
    )


def _key(kept: Mapping[str, object], name: str) -> str | None:
    return str(kept[name]) if name in kept else None


def read_days(text: str, today: date) -> Days:
    """The days that «1.10 – 15.11», «март» or "last quarter" names, as days of one's own.

    Raises: PeriodUnreadable, PeriodTooLong, PeriodBackwards, PeriodNotBegun, PeriodTooEarly,
        DateImpossible.
    """
    period = read_period(text, today)
    days = Days(Span.OWN, period.starts_on, period.last_on)
    days.period(today)
    return days


def next_sending(
    every: Every,
    zone: ZoneInfo,
    calendar: WorkingCalendar,
    at: time,
    now: datetime,
) -> datetime | None:
    """The next moment after ``now``, aware UTC, on a working day: each one's, the first of a week,
    the first of a month. None where nobody works any more.
    """
    day = now.astimezone(zone).date()
    last = day + FAR
    while day <= last:
        try:
            day = calendar.add_working_days(day, 0)
        except NoWorkingTime:
            return None
        moment = datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
        if moment > now and _begins(every, day, calendar):
            return moment
        day += ONE_DAY
    return None


def _begins(every: Every, day: date, calendar: WorkingCalendar) -> bool:
    """Whether a working ``day`` is the first one of its week or month."""
    match every:
        case Every.DAY:
            return True
        case Every.WEEK:
            starts_on = day - ONE_DAY * day.weekday()
        case Every.MONTH:
            starts_on = day.replace(day=1)
    return calendar.add_working_days(starts_on, 0) == day
