"""Months and quarters are closed: their figures are kept and stay; what changes later is told.

A period is closed on the first day by which ``kpi.close_after_working_days`` of the company's
calendar have passed since it ended, so that what comes in late is still counted. From then on its
figures are what was kept. Where the facts say something else by now, that is a correction, shown
beside: «исправлено после закрытия: 12 → 13». A period that was never closed, because the bot came
later, is computed from the facts whenever it is asked for.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.desk import Desk
from domain.kpi.closing_ports import ClosedFigures
from domain.kpi.model import Figure, Measure
from domain.org.whose import Whose, WhoseKind
from domain.org.workplaces import Workplace
from domain.periods import Period, PeriodKind, period_of
from domain.rulebook.model import Rulebook
from domain.rulebook.ports import VersionedRulebook
from domain.unit_of_work import UnitOfWork
from domain.working_time import NoWorkingTime, WorkingCalendar

CLOSED_KINDS: Final = (PeriodKind.MONTH, PeriodKind.QUARTER)
KNOWN_THEN_ONLY: Final = frozenset({Measure.TRANSPARENCY})
"""What the facts of later days do not tell any more: there is no correction of it."""

Key = tuple[Whose, Measure, str]
"""A figure's address within a period: whose, what, and of which stage."""


@dataclass(frozen=True, slots=True)
class Known:
    """Figures of one period: as they were kept where ``closed_at`` is not None, else live.

    ``corrected`` are what the facts say by now, of those figures of a closed period where it is
    something else; for a figure that is not among ``figures`` there was no fact then.
    """

    figures: Mapping[Key, Figure]
    closed_at: datetime | None = None
    corrected: Mapping[Key, Figure] = field(default_factory=dict)

    def of(self, whose: Whose, measure: Measure, stage: str = "") -> Figure | None:
        """None: no fact."""
        return self.figures.get((whose, measure, stage))

    def correction(self, whose: Whose, measure: Measure, stage: str = "") -> Figure | None:
        """What the figure would be by now; None where it is as it was, or not closed."""
        return self.corrected.get((whose, measure, stage))


@dataclass(frozen=True, slots=True)
class CloseKpiPeriods:
    """Keep the figures of everybody and everything for each period whose time has come."""

    desk: Desk

    async def __call__(self) -> int:
        """How many were closed now, each in a transaction of its own, the oldest first."""
        closed = 0
        for kind in CLOSED_KINDS:
            while await self._close_next(kind):
                closed += 1
        return closed

    async def _close_next(self, kind: PeriodKind) -> bool:
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await uow.rulebooks.current()
            period = next_to_close(
                kind,
                await uow.kpi_snapshots.last_closed(kind),
                company_calendar(self.desk, rules, now),
                rules.rulebook.kpi.close_after_working_days,
                now=now,
            )
            if period is None:
                return False
            closing_id = await uow.kpi_snapshots.begin(
                period, rulebook_version=rules.version, now=now
            )
            if closing_id is None:
                return False  # another process is closing them: it goes on with the next one too
            for whose_kind in WhoseKind:
                figures = await uow.kpi.figures(whose_kind, period, rules.rulebook, now=now)
                await uow.kpi_snapshots.keep(closing_id, figures)
            await uow.commit()
        return True


def next_to_close(
    kind: PeriodKind,
    last_closed: date | None,
    company: WorkingCalendar,
    after_working_days: int,
    *,
    now: datetime,
) -> Period | None:
    """The one after the last that was closed, or the latest whose time has come where none ever
    was; None while its time has not come.
    """
    today = company.local_day(now)
    if last_closed is not None:
        period = period_of(kind, last_closed).next()
        return period if _is_due(period, company, after_working_days, today) else None
    period = period_of(kind, today).previous()
    if not _is_due(period, company, after_working_days, today):
        period = period.previous()
    return period if _is_due(period, company, after_working_days, today) else None


def closed_on(period: Period, company: WorkingCalendar, after_working_days: int) -> date:
    """The first day on which the period is closed: the working day that follows so many whole
    working days after its end. Raises: NoWorkingTime.
    """
    first = company.add_working_days(period.ends_on, 0)
    return company.add_working_days(first, after_working_days)


def company_calendar(desk: Desk, rules: VersionedRulebook, now: datetime) -> WorkingCalendar:
    company = rules.rulebook.company
    zone = ZoneInfo(company.zone)
    around = now.astimezone(zone).date()
    return desk.calendars.of(rules, Workplace(company.country, zone), around=around)


async def known_figures(
    uow: UnitOfWork,
    kind: WhoseKind,
    period: Period,
    rulebook: Rulebook,
    *,
    now: datetime,
    ids: Collection[int] | None = None,
    measures: Collection[Measure] | None = None,
) -> Known:
    """What ``uow.kpi.figures`` gives, but of a closed period what was kept, with its corrections.

    Corrections are by the rulebook of the closing, so that a rule changed later is none.
    """
    kept = await uow.kpi_snapshots.of(kind, [period], ids=ids, measures=measures)
    closed = kept.get(period)
    if closed is not None:
        rulebook = (await uow.rulebooks.get(closed.rulebook_version)).rulebook
    live = await uow.kpi.figures(kind, period, rulebook, now=now, ids=ids, measures=measures)
    return known_of(closed, live)


async def known_months(
    uow: UnitOfWork,
    whose: Whose,
    periods: Sequence[Period],
    rulebook: Rulebook,
    *,
    now: datetime,
    measures: Collection[Measure] | None = None,
) -> list[Known]:
    """Of each of ``periods``, in their order. Closed ones are read and not counted again, so they
    come without corrections: a trend of twelve months costs the months that are not closed.
    """
    kept = await uow.kpi_snapshots.of(whose.kind, periods, ids=[whose.id], measures=measures)
    known = []
    for period in periods:
        closed = kept.get(period)
        if closed is not None:
            known.append(Known(_by_key(closed.figures), closed.closed_at))
            continue
        live = await uow.kpi.figures(
            whose.kind, period, rulebook, now=now, ids=[whose.id], measures=measures
        )
        known.append(Known(_by_key(live)))
    return known


def known_of(closed: ClosedFigures | None, live: Sequence[Figure]) -> Known:
    """``closed`` is None for a period that is not."""
    if closed is None:
        return Known(_by_key(live))
    kept = _by_key(closed.figures)
    corrected = {
        key: figure
        for key, figure in _by_key(live).items()
        if figure.measure not in KNOWN_THEN_ONLY and _differs(kept.get(key), figure)
    }
    return Known(kept, closed.closed_at, corrected)


def _differs(was: Figure | None, now: Figure) -> bool:
    """Whether another value would be shown; no fact is the same as zero."""
    return ((was and was.value) or 0) != (now.value or 0)


def _by_key(figures: Sequence[Figure]) -> dict[Key, Figure]:
    return {(figure.whose, figure.measure, figure.of): figure for figure in figures}


def _is_due(period: Period, company: WorkingCalendar, after_working_days: int, today: date) -> bool:
    try:
        return closed_on(period, company, after_working_days) <= today
    except NoWorkingTime:
        return False
