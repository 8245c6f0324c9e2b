"""What people see of plans: one with its parts, everybody's as a sheet, their own in a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.desk import Desk
from domain.errors import NotFound
from domain.org.model import Actor, BranchId, PersonId
from domain.org.whose import COMPANY, Whose, WhoseKind, whose_own, widest_of
from domain.org.workplaces import Workplace
from domain.pages import Page
from domain.periods import Period
from domain.plans.facts import facts_of
from domain.plans.model import Plan, PlanKey, Planned
from domain.plans.progress import OpenDeals, Progress, days_of, expected_of, rest_of
from domain.plans.roster import Roster
from domain.plans.rules import is_open, is_shown, month_of
from domain.plans.sums import reconcile
from domain.plans.views import OwnPlan, PlanLine, PlanPage, PlanPaper, PlanRow
from domain.rulebook.model import Rulebook
from domain.rulebook.ports import VersionedRulebook
from domain.unit_of_work import UnitOfWork
from domain.working_time import DateSpan, WorkingCalendar


def company_today(rulebook: Rulebook, now: datetime) -> date:
    """The day by which months are open or closed."""
    return now.astimezone(ZoneInfo(rulebook.company.zone)).date()


def amount_of(plan: Plan | None, currency: str) -> Decimal | None:
    """None where nothing is planned, or in what is not the company's currency any more."""
    if plan is None or not plan.amount or plan.currency not in {None, currency}:
        return None
    return plan.amount


@dataclass(frozen=True, slots=True)
class ViewPlan:
    """One plan of a month, with how far it is, where it leads, and its parts."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        whose: Whose | None = None,
        month: date | None = None,
        planned: Planned = Planned.WON_VALUE,
        *,
        offset: int = 0,
        size: int = 8,
    ) -> PlanPage:
        """Where nothing is said, of what the actor answers for, and of this month.

        Raises: NotFound: also for months too far back or ahead.
        """
        now = self.desk.clock()
        whose = whose or widest_of(actor)
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            rulebook = rules.rulebook
            currency, today = rulebook.company.currency, company_today(rulebook, now)
            of = month_of(month or today)
            if not is_shown(of.starts_on, today):
                raise NotFound(month=month)
            roster = await uow.plans.roster(actor, [of.starts_on])
            roster.require_seen(whose)
            parts = roster.parts(whose)
            plans = await uow.plans.of([of.starts_on], [whose, *parts])
            page = Page.nearest(offset, size, len(parts))
            shown = parts[page.offset : page.offset + page.size]
            facts = await facts_of(uow, [whose, *shown], of, [planned], rulebook, now)
            may_set_parts = any(roster.may_set(part) for part in parts)
            has_former = (roster.may_set(whose) or may_set_parts) and await uow.plans.has_any(
                of.previous().starts_on, None if whose == COMPANY else roster.below(whose)
            )
            calendar = await calendar_of(self.desk, uow, whose, roster, of, rules)
            here = calendar.local_day(now)
            deals = OpenDeals()
            rest = rest_of(of, here)
            if planned.is_of_deals and rest is not None:
                deals = await uow.plans.open_deals(whose, rest, currency)

        def plan_of(one: Whose) -> Plan | None:
            return plans.get(PlanKey(of.starts_on, one, planned))

        def amount(one: Whose) -> Decimal | None:
            return amount_of(plan_of(one), currency)

        own = plan_of(whose)
        above = _seen_above(roster, whose, actor)
        return PlanPage(
            whose=whose,
            name=roster.name(whose),
            month=of,
            planned=planned,
            currency=currency,
            progress=Progress(
                plan=amount(whose),
                fact=facts[whose, planned],
                days=days_of(of, calendar, now),
                to_come=None
                if rest is None
                else expected_of(planned, deals, probability_in(rulebook)),
            ),
            version=own.version if own is not None else 0,
            deals=deals,
            lines=tuple(
                PlanLine(part, roster.name(part), amount(part), facts[part, planned])
                for part in shown
            ),
            page=page,
            sums=reconcile(amount(whose), [amount(part) for part in parts]) if parts else None,
            may_set=roster.may_set(whose),
            may_set_parts=may_set_parts,
            has_former=has_former,
            above=above,
            above_name=roster.name(above) if above is not None else "",
            is_own=whose.kind is WhoseKind.PERSON and whose.id == actor.id,
            is_open=is_open(of.starts_on, today),
            today=today,
            zone=calendar.zone,
        )


@dataclass(frozen=True, slots=True)
class ExportPlans:
    """Everybody's plans and facts of a month, to be filled in and sent back."""

    desk: Desk

    async def __call__(self, actor: Actor, whose: Whose, month: date) -> PlanPaper:
        """Raises: NotFound."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            if not is_shown(month, company_today(rulebook, now)):
                raise NotFound(month=month)
            of = month_of(month)
            roster = await uow.plans.roster(actor, [of.starts_on])
            roster.require_seen(whose)
            everybody = roster.below(whose)
            plans = await uow.plans.of([of.starts_on], everybody)
            facts = await facts_of(uow, everybody, of, list(Planned), rulebook, now)
        currency = rulebook.company.currency
        rows = []
        for one in everybody:
            known = {
                planned: amount_of(plans.get(PlanKey(of.starts_on, one, planned)), currency)
                for planned in Planned
            }
            rows.append(
                PlanRow(
                    one,
                    roster.name(one),
                    roster.branch_name(one),
                    {planned: amount for planned, amount in known.items() if amount is not None},
                    {planned: facts[one, planned] for planned in Planned},
                )
            )
        return PlanPaper(roster.name(whose), of, currency, tuple(rows))


@dataclass(frozen=True, slots=True)
class ViewPlanOf:
    """How far ``whose`` plan of this month is, in money: for «Мой день», digests and figures.

    ``bot/plans/blocks.py`` words it. No forecast, no parts: of oneself one statement, of others
    four short ones.
    """

    desk: Desk

    async def __call__(self, actor: Actor, whose: Whose | None = None) -> OwnPlan | None:
        """Of what the actor answers for where nothing is said; None where nothing is planned.

        Raises: NotFound.
        """
        now = self.desk.clock()
        whose = whose or widest_of(actor)
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            if whose == whose_own(actor):
                return await own_plan(self.desk, uow, actor, rules, now)
            currency = rules.rulebook.company.currency
            of = month_of(company_today(rules.rulebook, now))
            key = PlanKey(of.starts_on, whose, Planned.WON_VALUE)
            plans = await uow.plans.of([of.starts_on], [whose])
            plan = amount_of(plans.get(key), currency)
            if plan is None:
                return None
            roster = await uow.plans.roster(actor, [of.starts_on])
            roster.require_seen(whose)
            facts = await facts_of(uow, [whose], of, [key.planned], rules.rulebook, now)
            calendar = await calendar_of(self.desk, uow, whose, roster, of, rules)
        progress = Progress(plan, facts[whose, key.planned], days_of(of, calendar, now))
        return OwnPlan(whose, of, key.planned, currency, progress)


async def own_plan(
    desk: Desk, uow: UnitOfWork, actor: Actor, rules: VersionedRulebook, now: datetime
) -> OwnPlan | None:
    """The actor's own of this month, in money, by one statement; None without one."""
    currency = rules.rulebook.company.currency
    of = month_of(now.astimezone(actor.zone).date())
    found = await uow.plans.of_person(actor.id, of, actor.zone, currency)
    if found is None:
        return None
    plan, fact, away = found
    calendar = desk.calendars.of(rules, Workplace.of(actor), around=of.starts_on)
    days = days_of(of, calendar.with_absences(away), now)
    return OwnPlan(whose_own(actor), of, Planned.WON_VALUE, currency, Progress(plan, fact, days))


async def calendar_of(
    desk: Desk,
    uow: UnitOfWork,
    whose: Whose,
    roster: Roster,
    month: Period,
    rules: VersionedRulebook,
) -> WorkingCalendar:
    """Of a person their own days, without those away; of a team those of its lead's branch, of a
    branch its own, of the company the company's.
    """
    company = rules.rulebook.company
    workplace = Workplace(company.country, ZoneInfo(company.zone))
    away: Sequence[DateSpan] = ()
    match whose.kind:
        case WhoseKind.PERSON:
            person = roster.people[PersonId(whose.id)]
            workplace = Workplace(person.country, ZoneInfo(person.zone), person.working_hours)
            away = await uow.plans.absences(person.id, month)
        case WhoseKind.TEAM:
            lead = roster.people[PersonId(whose.id)]
            workplace = Workplace(lead.country, workplace.zone)
        case WhoseKind.BRANCH:
            place = roster.places[BranchId(whose.id)]
            workplace = Workplace(place.country, workplace.zone)
    return desk.calendars.of(rules, workplace, around=month.starts_on).with_absences(away)


def probability_in(rulebook: Rulebook) -> Callable[[str], Decimal]:
    """The probability of a stage; none of one that only older rulebooks knew."""

    def of(stage: str) -> Decimal:
        found = rulebook.find_stage(stage)
        return found.probability if found is not None else Decimal(0)

    return of


def _seen_above(roster: Roster, whose: Whose, actor: Actor) -> Whose | None:
    """None at what the actor begins with."""
    if whose == widest_of(actor):
        return None
    above = roster.above(whose)
    return above if above is not None and roster.sees(above) else None
