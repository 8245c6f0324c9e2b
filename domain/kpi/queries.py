"""What people can ask of figures. Whoever may not see somebody's figures does not find them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.desk import Desk
from domain.errors import NotFound
from domain.kpi.changes import compared_with
from domain.kpi.closing import (
    CLOSED_KINDS,
    Key,
    Known,
    known_figures,
    known_months,
    known_of,
)
from domain.kpi.model import Asked, Figure, Measure, Part
from domain.kpi.ranking import place_of, places
from domain.kpi.typed_periods import read_period, require_begun
from domain.kpi.views import (
    FactsPage,
    FigureKey,
    FigurePage,
    KpiPage,
    LossesPage,
    PlansPage,
    RankingPage,
    Subject,
    TrendPage,
    WhosePage,
    nothing_of,
)
from domain.org.model import Actor, BranchId, PersonId, Role
from domain.org.visibility import EVERYTHING
from domain.org.whose import COMPANY, Whose, WhoseKind, whose_own, widest_of
from domain.pages import Page, read_page
from domain.periods import MONTHS_IN_YEAR, Period, PeriodKind, months_back, period_of
from domain.plans.facts import facts_of
from domain.plans.model import PlanKey, Planned
from domain.plans.progress import days_of
from domain.plans.queries import amount_of, calendar_of
from domain.rulebook.model import Rulebook
from domain.unit_of_work import UnitOfWork

PeriodAt = Callable[[date], Period]
"""The period that is asked for, by the day it is today where the figures are."""

MOST_RANKED: Final = 5000
INSIDE: Final[Mapping[WhoseKind, tuple[WhoseKind, ...]]] = {
    WhoseKind.COMPANY: (
        WhoseKind.BRANCH,
        WhoseKind.DEPARTMENT,
        WhoseKind.TEAM,
        WhoseKind.PERSON,
    ),
    WhoseKind.BRANCH: (WhoseKind.BRANCH, WhoseKind.TEAM, WhoseKind.PERSON),
    WhoseKind.DEPARTMENT: (WhoseKind.PERSON,),
    WhoseKind.TEAM: (WhoseKind.TEAM, WhoseKind.PERSON),
    WhoseKind.PERSON: (),
}
"""Whose figures lie within whose, the widest first."""


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
class ChooseWhose:
    """Who is inside ``whose``, and who is wider, as far as the actor may see their figures."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        whose: Whose,
        kind: WhoseKind,
        period_at: PeriodAt,
        *,
        offset: int,
        size: int,
    ) -> WhosePage:
        """Of a person, who else the actor may look at. Raises: NotFound."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            around = _around(actor, whose)
            kinds = INSIDE[around.kind]
            if around == COMPANY and not actor.scope.sees_all:
                kinds = (WhoseKind.TEAM, WhoseKind.PERSON)
            kind = kind if kind in kinds else kinds[-1]
            base = await unless_single(uow, actor, around, kind)
            lines, page = await read_page(
                lambda start: uow.whose.below(base, actor, kind, offset=start, size=size),
                offset,
                size,
            )
            above = await _above(uow, actor, whose)
        return WhosePage(subject, kind, kinds, lines, page, above, whose_own(actor))


@dataclass(frozen=True, slots=True)
class ViewRanking:
    """Places by one measure. Branches are those directly inside what the actor answers for.

    People are compared within the same, of a representative within their branch; by name are told
    those whose figures the actor may see, and all where the rulebook shows names.
    """

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        whose: Whose,
        kind: WhoseKind,
        period_at: PeriodAt,
        measure: Measure,
        *,
        offset: int,
        size: int,
    ) -> RankingPage:
        """Raises: NotFound, PeriodNotBegun, PeriodTooEarly."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            around = _compared_within(actor, whose)
            branches = await _branches_of(uow, actor, around)
            if kind is WhoseKind.BRANCH and len(branches) > 1:
                members, shown = branches, set(branches)
            else:
                kind = WhoseKind.PERSON
                members, shown = await _people_of(uow, actor, around, rulebook)
            ids = [member.id for member in members]
            found = await known_figures(
                uow, kind, subject.period, rulebook, now=now, ids=ids, measures=[measure]
            )
            sellers = None
            if kind is WhoseKind.PERSON:
                reps = await uow.people.with_role((Role.REP,))
                sellers = {Whose(kind, rep.id) for rep in reps}
        ranked = places(_of_members(found, members, measure, sellers), measure)
        listed = [place for place in ranked if place.whose in shown]
        page = Page.nearest(offset, size, len(listed))
        return RankingPage(
            subject=subject,
            measure=measure,
            kind=kind,
            places=listed[page.offset : page.offset + size],
            names=members,
            page=page,
            own=place_of(ranked, _own_of(kind, actor)),
            of=len([place for place in ranked if place.number is not None]),
            has_branches=len(branches) > 1,
            rulebook=rulebook,
        )


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


async def subject_of(
    uow: UnitOfWork,
    actor: Actor,
    whose: Whose,
    period_at: PeriodAt,
    rulebook: Rulebook,
    now: datetime,
) -> Subject:
    """Raises: NotFound: the actor may not see these figures. PeriodNotBegun, PeriodTooEarly."""
    is_own = whose == whose_own(actor)
    name = actor.name if is_own else await uow.whose.name(whose, actor)
    zone = actor.zone if is_own else await _zone_of(uow, whose, rulebook)
    today = now.astimezone(zone).date()
    period = require_begun(period_at(today), today)
    return Subject(whose, name, period, compared_with(period, today), zone, today, is_own)


async def _zone_of(uow: UnitOfWork, whose: Whose, rulebook: Rulebook) -> ZoneInfo:
    """A person's own or their branch's; the company's for a group."""
    if whose.is_group:
        return ZoneInfo(rulebook.company.zone)
    person = await uow.people.see(PersonId(whose.id))
    if person.zone is not None:
        return ZoneInfo(person.zone)
    return ZoneInfo((await uow.branches.get(person.branch_id)).zone)


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


def _around(actor: Actor, whose: Whose) -> Whose:
    """Within what one chooses: a group, or what the actor answers for. Who answers for themself
    alone, and stands in for somebody, finds those among all.
    """
    if whose.is_group:
        return whose
    widest = widest_of(actor)
    return widest if widest.is_group else COMPANY


async def unless_single(uow: UnitOfWork, actor: Actor, around: Whose, kind: WhoseKind) -> Whose:
    """Where the company's one topmost branch is everything, its branches are what is inside."""
    if kind is not WhoseKind.BRANCH or around != COMPANY:
        return around
    top, total = await uow.whose.below(around, actor, kind, offset=0, size=1)
    return top[0][0] if total == 1 else around


async def _above(uow: UnitOfWork, actor: Actor, whose: Whose) -> Sequence[tuple[Whose, str]]:
    """The next wider, and what the actor answers for, where they may see these."""
    wider: list[Whose] = []
    match whose.kind:
        case WhoseKind.PERSON | WhoseKind.TEAM:
            person = await uow.people.see(PersonId(whose.id))
            if person.boss_id is not None:
                wider.append(Whose(WhoseKind.TEAM, person.boss_id))
            wider.append(Whose(WhoseKind.BRANCH, person.branch_id))
        case WhoseKind.BRANCH:
            parent_id = (await uow.branches.get(BranchId(whose.id))).parent_id
            wider.append(COMPANY if parent_id is None else Whose(WhoseKind.BRANCH, parent_id))
    wider.append(widest_of(actor))
    found: dict[Whose, str] = {}
    for one in wider:
        if one not in found and one.is_group:
            try:
                found[one] = await uow.whose.name(one, actor)
            except NotFound:
                continue  # wider than they may see
    return list(found.items())


def _compared_within(actor: Actor, whose: Whose) -> Whose:
    """A group with itself inside; of a person what the actor answers for, or their branch."""
    if whose.is_group:
        return whose
    widest = widest_of(actor)
    return widest if widest.is_group else Whose(WhoseKind.BRANCH, actor.branch_id)


async def _branches_of(uow: UnitOfWork, actor: Actor, around: Whose) -> Mapping[Whose, str]:
    base = await unless_single(uow, actor, around, WhoseKind.BRANCH)
    lines, _ = await uow.whose.below(base, actor, WhoseKind.BRANCH, offset=0, size=MOST_RANKED)
    return dict(lines)


def _own_of(kind: WhoseKind, actor: Actor) -> Whose:
    """The actor's branch among branches, themself among people."""
    return Whose(kind, actor.branch_id) if kind is WhoseKind.BRANCH else whose_own(actor)


async def _people_of(
    uow: UnitOfWork, actor: Actor, around: Whose, rulebook: Rulebook
) -> tuple[Mapping[Whose, str], set[Whose]]:
    """All who are compared, and those of them whom the actor is shown by name."""
    # One's own place is among all of them, whoever may be told by name.
    everybody = replace(actor, scope=EVERYTHING)
    kind = WhoseKind.PERSON
    members, _ = await uow.whose.below(around, everybody, kind, offset=0, size=MOST_RANKED)
    if rulebook.kpi.shows_names:
        return dict(members), {whose for whose, _ in members}
    seen, _ = await uow.whose.below(around, actor, kind, offset=0, size=MOST_RANKED)
    named = {whose for whose, _ in seen}
    is_alone = named <= {whose_own(actor)}
    return dict(members), set() if is_alone else named


def _of_members(
    found: Known,
    members: Mapping[Whose, str],
    measure: Measure,
    sellers: Collection[Whose] | None,
) -> list[Figure]:
    """By name. Of people, a head who did nothing of it themself is not compared."""
    figures = [found.of(whose, measure) or nothing_of(measure, whose) for whose in members]
    return [
        figure for figure in figures if sellers is None or figure.whose in sellers or figure.value
    ]
