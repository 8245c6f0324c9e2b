"""What people can ask of figures. Whoever may not see somebody's figures does not find them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.desk import Desk
from domain.errors import NotFound
from domain.kpi.closing import (
    CLOSED_KINDS,
    Key,
    Known,
    known_figures,
    known_months,
    known_of,
)
from domain.kpi.model import Asked, Figure, Measure, Part
from domain.kpi.subjects import PeriodAt, subject_of
from domain.kpi.typed_periods import read_period
from domain.kpi.views import (
    FactsPage,
    FigureKey,
    FigurePage,
    KpiPage,
    LossesPage,
    PlansPage,
    Subject,
    TrendPage,
    nothing_of,
)
from domain.kpi.whose_queries import INSIDE
from domain.org.model import Actor
from domain.org.whose import Whose, WhoseKind, widest_of
from domain.pages import read_page
from domain.periods import MONTHS_IN_YEAR, Period, PeriodKind, months_back, period_of
from domain.plans.facts import facts_of
from domain.plans.model import PlanKey, Planned
from domain.plans.progress import days_of
from domain.plans.queries import amount_of, calendar_of
from domain.rulebook.model import Rulebook
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ViewKpi:
    """Figures of somebody and of a period, with those that they are held against."""

    desk: Desk

    async def __call__(
        self, actor: Actor, whose: Whose, period_at: PeriodAt, measures: Collection[Measure]
    ) -> KpiPage:
        """Raises: NotFound, PeriodNotBegun, PeriodTooEarly."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            subject, known, before = await _now_and_before(uow, subject, rulebook, measures, now)
        inside = INSIDE[whose.kind]
        others = widest_of(actor).is_group or bool(actor.stands_in_for) or not subject.is_own
        return KpiPage(
            subject,
            _of(whose, known.figures),
            _of(whose, before.figures),
            rulebook,
            _of(whose, known.corrected),
            inside,
            can_choose_whose=others,
        )


@dataclass(frozen=True, slots=True)
class NameSubject:
    """Whose figures and of which days, without any."""

    desk: Desk

    async def __call__(self, actor: Actor, whose: Whose, period_at: PeriodAt) -> Subject:
        """Raises: NotFound, PeriodNotBegun, PeriodTooEarly."""
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            return await subject_of(uow, actor, whose, period_at, rulebook, self.desk.clock())


@dataclass(frozen=True, slots=True)
class ReadKpiPeriod:
    """The days that somebody typed, as they fall where the figures are."""

    desk: Desk

    async def __call__(self, actor: Actor, whose: Whose, text: str) -> Period:
        """Raises: NotFound, PeriodUnreadable and whatever ``read_period`` refuses."""
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(
                uow,
                actor,
                whose,
                lambda today: read_period(text, today),
                rulebook,
                self.desk.clock(),
            )
        return subject.period


@dataclass(frozen=True, slots=True)
class ViewFigure:
    """One figure with all that explains it."""

    desk: Desk

    async def __call__(
        self, actor: Actor, whose: Whose, period_at: PeriodAt, measure: Measure, stage: str = ""
    ) -> FigurePage:
        """Raises: NotFound: also for a stage that is not in the rulebook."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            _require_stage(stage, rulebook)
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            subject, known, before = await _now_and_before(uow, subject, rulebook, [measure], now)
        nothing = nothing_of(measure, whose, stage)
        return FigurePage(
            subject,
            known.of(whose, measure, stage) or nothing,
            before.of(whose, measure, stage) or nothing,
            rulebook,
            known.correction(whose, measure, stage),
        )


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What is behind a part of a figure, as far as the actor sees the records."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        whose: Whose,
        period_at: PeriodAt,
        measure: Measure,
        stage: str,
        part: Part,
        *,
        offset: int,
        size: int,
    ) -> FactsPage:
        """Raises: NotFound, PeriodNotBegun, PeriodTooEarly."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            _require_stage(stage, rulebook)
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            asked = Asked(measure, whose, subject.period, stage)
            lines, page = await read_page(
                lambda start: uow.kpi.facts(
                    asked, part, rulebook, actor.scope, now=now, offset=start, size=size
                ),
                offset,
                size,
            )
        return FactsPage(subject, measure, stage, part, lines, page, rulebook)


@dataclass(frozen=True, slots=True)
class ViewLosses:
    """Why deals were lost, beside what was won."""

    desk: Desk

    async def __call__(self, actor: Actor, whose: Whose, period_at: PeriodAt) -> LossesPage:
        """Raises: NotFound, PeriodNotBegun, PeriodTooEarly."""
        now = self.desk.clock()
        measures = (Measure.WON_COUNT, Measure.WON_VALUE)
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            won = await _live(uow, whose, subject.period, rulebook, measures, now)
            losses = await uow.losses.by_reason(whose, subject.period, rulebook, now=now)
        known = known_of(None, won)
        count, money = (known.of(whose, one) or nothing_of(one, whose) for one in measures)
        return LossesPage(subject, losses, count, money, rulebook)


@dataclass(frozen=True, slots=True)
class ListLosses:
    """The deals lost for one reason."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        whose: Whose,
        period_at: PeriodAt,
        reason: str,
        *,
        offset: int,
        size: int,
    ) -> FactsPage:
        """Raises: NotFound, PeriodNotBegun, PeriodTooEarly."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            lines, page = await read_page(
                lambda start: uow.losses.deals(
                    whose,
                    subject.period,
                    rulebook,
                    actor.scope,
                    reason=reason,
                    now=now,
                    offset=start,
                    size=size,
                ),
                offset,
                size,
            )
        measure, part = Measure.LOST_VALUE, Part.NUMERATOR
        return FactsPage(subject, measure, "", part, lines, page, rulebook)


@dataclass(frozen=True, slots=True)
class ViewTrend:
    """A few measures in each of the twelve months that end with the one asked for."""

    desk: Desk

    async def __call__(
        self, actor: Actor, whose: Whose, period_at: PeriodAt, measures: Sequence[Measure]
    ) -> TrendPage:
        """Raises: NotFound, PeriodNotBegun, PeriodTooEarly."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            last = min(subject.period.last_on, subject.today)
            months = months_back(period_of(PeriodKind.MONTH, last), MONTHS_IN_YEAR)
            found = await known_months(uow, whose, months, rulebook, now=now, measures=measures)
        values = {
            measure: [
                (known.of(whose, measure) or nothing_of(measure, whose)).value for known in found
            ]
            for measure in measures
        }
        return TrendPage(subject, months, values, rulebook)


@dataclass(frozen=True, slots=True)
class ViewKpiPlans:
    """Plan and fact of the month that the period ends in."""

    desk: Desk

    async def __call__(self, actor: Actor, whose: Whose, period_at: PeriodAt) -> PlansPage:
        """Raises: NotFound, PeriodNotBegun, PeriodTooEarly."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            rulebook = rules.rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            last = min(subject.period.last_on, subject.today)
            month = period_of(PeriodKind.MONTH, last)
            plans = await uow.plans.of([month.starts_on], [whose])
            facts = await facts_of(uow, [whose], month, list(Planned), rulebook, now)
            days = None
            if subject.today in month and whose.kind is not WhoseKind.DEPARTMENT:
                roster = await uow.plans.roster(actor, [month.starts_on])
                calendar = await calendar_of(self.desk, uow, whose, roster, month, rules)
                days = days_of(month, calendar, now)
        currency = rulebook.company.currency
        rows = [
            (
                planned,
                amount_of(plans.get(PlanKey(month.starts_on, whose, planned)), currency),
                facts[whose, planned],
            )
            for planned in Planned
        ]
        return PlansPage(subject, month, rows, days, rulebook)


async def _now_and_before(
    uow: UnitOfWork,
    subject: Subject,
    rulebook: Rulebook,
    measures: Collection[Measure],
    now: datetime,
) -> tuple[Subject, Known, Known]:
    """The figures of the period, with corrections where it is closed, and those it is held against;
    the subject says when it was closed.
    """
    whose, period = subject.whose, subject.period
    if period.kind in CLOSED_KINDS and not subject.is_running:
        known = await known_figures(
            uow, whose.kind, period, rulebook, now=now, ids=[whose.id], measures=measures
        )
    else:
        known = known_of(None, await _live(uow, whose, period, rulebook, measures, now))
    if subject.against.kind in CLOSED_KINDS:
        [before] = await known_months(
            uow, whose, [subject.against], rulebook, now=now, measures=measures
        )
    else:
        before = known_of(None, await _live(uow, whose, subject.against, rulebook, measures, now))
    return replace(subject, closed_at=known.closed_at), known, before


async def _live(
    uow: UnitOfWork,
    whose: Whose,
    period: Period,
    rulebook: Rulebook,
    measures: Collection[Measure],
    now: datetime,
) -> Sequence[Figure]:
    return await uow.kpi.figures(
        whose.kind, period, rulebook, now=now, ids=[whose.id], measures=measures
    )


def _of(whose: Whose, figures: Mapping[Key, Figure]) -> dict[FigureKey, Figure]:
    return {
        (measure, stage): figure
        for (one, measure, stage), figure in figures.items()
        if one == whose
    }


def _require_stage(stage: str, rulebook: Rulebook) -> None:
    if stage and rulebook.find_stage(stage) is None:
        raise NotFound(stage=stage)
