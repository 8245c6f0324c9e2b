"""What a report would say now: whose, which days, how many rows."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from domain.desk import Desk
from domain.errors import NotFound
from domain.org.model import Actor, Role
from domain.org.whose import COMPANY, Whose, WhoseKind, whose_own, widest_of
from domain.periods import PeriodKind, period_of
from domain.reports.listed import LISTED
from domain.reports.model import EVER, Asked, Filter, Gone, ReportKey
from domain.reports.rules import days_of, fitted
from domain.reports.standard import DaysOf, Report, report_for, reports_of
from domain.reports.views import ReportView, Sums, Taken
from domain.sheets import Row
from domain.unit_of_work import UnitOfWork


async def look(desk: Desk, uow: UnitOfWork, actor: Actor, asked: Asked) -> tuple[ReportView, Taken]:
    """The report with its rows counted, and what its rows are chosen by.

    What a kept filter names and is there no more is left out, and said; a standard report's is
    refused.

    Raises: NotFound: no report of the actor's role, or not theirs to see.
    """
    now, report = desk.clock(), report_for(actor, asked.report)
    rules = await desk.rules(uow, actor)
    rulebook, is_listed = rules.rulebook, report.key in LISTED
    known = fitted(asked.filter, rulebook)
    chosen, gone = known.filter, list(known.gone)
    if not report.is_personal:
        chosen = replace(chosen, whose=COMPANY)
    if is_listed and chosen.days == EVER:  # figures are of a period
        chosen = replace(chosen, days=report.usual_days)
    is_kept = report.key is ReportKey.DEALS
    try:
        name = await uow.whose.name(chosen.whose, actor)
    except NotFound:
        if not is_kept:
            raise
        gone.append((Gone.WHOSE, ""))
        chosen = replace(chosen, whose=widest_of(actor))
        name = await uow.whose.name(chosen.whose, actor)
    product = None
    if chosen.product_id is not None:
        product = await uow.reports.product_name(chosen.product_id)
        if product is None:
            gone.append((Gone.PRODUCT, ""))
            chosen = replace(chosen, product_id=None)
    zone = await uow.reports.zone_of(chosen.whose) or ZoneInfo(rulebook.company.zone)
    today = now.astimezone(zone).date()
    period = chosen.days.period(today)
    counts = days_of(report, chosen)
    if period is not None and counts is DaysOf.MONTH:
        period = period_of(PeriodKind.MONTH, min(period.last_on, today))
    taken = Taken(
        report=report,
        filter=chosen,
        actor=actor,
        scope=actor.scope,
        days_of=counts,
        bounds=None if period is None else period.bounds(zone),
        days=None if period is None else (period.starts_on, period.ends_on),
        now=now,
        today=today,
        currency=rulebook.company.currency,
        period=period,
        rules=rules,
    )
    if is_listed:
        taken = replace(taken, listed=await LISTED[report.key](desk, uow, taken))
    view = ReportView(
        asked=replace(asked, filter=chosen),
        report=report,
        whose=chosen.whose,
        whose_name=name,
        period=period,
        days_of=counts,
        zone=zone,
        now=now,
        sums=await uow.reports.sums(taken) if taken.listed is None else Sums(taken.listed.count),
        rulebook=rulebook,
        gone=tuple(gone),
        product_name=product,
    )
    return view, taken


async def rows_of(uow: UnitOfWork, taken: Taken, *, limit: int) -> AsyncIterator[Sequence[Row]]:
    """The rows by and by: figures at once, others a part at a time."""
    if taken.listed is not None:
        yield (await taken.listed.read())[:limit]
        return
    async for rows in uow.reports.rows(taken, limit=limit):
        yield rows


@dataclass(frozen=True, slots=True)
class ListReports:
    """The standard reports of the actor's role."""

    desk: Desk

    async def __call__(self, actor: Actor) -> Sequence[Report]:
        return reports_of(actor.role)


@dataclass(frozen=True, slots=True)
class ViewReport:
    desk: Desk

    async def __call__(self, actor: Actor, asked: Asked) -> ReportView:
        """Raises: NotFound, PeriodTooLong, PeriodBackwards."""
        async with self.desk.begin() as uow:
            view, _ = await look(self.desk, uow, actor, asked)
        return view


def choices_of(actor: Actor) -> tuple[Whose, ...]:
    """Whose reports are a tap away: one's own, and what one answers for."""
    own = whose_own(actor)
    wider = [own]
    if actor.role.leads_people:
        wider.append(Whose(WhoseKind.TEAM, actor.id))
    if actor.role is Role.MANAGER:
        wider.append(Whose(WhoseKind.BRANCH, actor.branch_id))
    if actor.scope.sees_all:
        wider.append(COMPANY)
    return tuple(wider)


def can_choose_others(actor: Actor) -> bool:
    """Whether there is anybody else whose reports the actor sees."""
    scope = actor.scope
    return bool(scope.sees_all or scope.teams or scope.branches or actor.stands_in_for)


@dataclass(frozen=True, slots=True)
class ListWhose:
    """Branches or people of the actor's, by name."""

    desk: Desk

    async def __call__(
        self, actor: Actor, kind: WhoseKind, *, offset: int, size: int
    ) -> tuple[Sequence[tuple[Whose, str]], int]:
        async with self.desk.begin() as uow:
            return await uow.whose.below(widest_of(actor), actor, kind, offset=offset, size=size)


def usual_filter(actor: Actor, report: Report) -> Filter:
    return Filter(whose=widest_of(actor), days=report.usual_days)
