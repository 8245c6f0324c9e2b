"""Plans are set: one by hand; many by a proposal that is shown first and confirmed afterwards.

Who sets plans of a month goes one after another (``Plans.lock``), so a proposal is confirmed on the
very plans that it was made of, or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from domain.desk import Desk
from domain.errors import NotFound
from domain.org.model import Actor
from domain.org.whose import Whose, WhoseKind
from domain.plans.errors import (
    NoFactToShareBy,
    NothingChanges,
    NothingToCopy,
    NothingToShare,
    PlanChanged,
    PlansApplied,
)
from domain.plans.facts import facts_of
from domain.plans.model import (
    Change,
    Plan,
    PlanKey,
    Planned,
    Proposal,
    ProposalId,
    ProposalKind,
)
from domain.plans.queries import amount_of, company_today
from domain.plans.roster import Roster
from domain.plans.rules import change_of, month_of, read_plan, require_open, require_unchanged
from domain.plans.sheets import PlanSheet, changes_in, months_of
from domain.plans.sums import reconcile, scaled, share_out
from domain.plans.views import ProposalLine, ProposalView
from domain.rulebook.ports import VersionedRulebook
from domain.unit_of_work import UnitOfWork

Way = Literal["evenly", "by_fact"]


@dataclass(frozen=True, slots=True)
class CheckPlanSettable:
    """Before somebody is asked for a plan: whether they may set it."""

    desk: Desk

    async def __call__(self, actor: Actor, whose: Whose, month: date) -> None:
        """Raises: NotFound, PlanNotYours, PlanMonthClosed, PlanMonthTooFar."""
        async with self.desk.begin() as uow:
            _, _, roster = await _begin(self.desk, uow, actor, whose, [month])
            roster.require_may_set(whose)


@dataclass(frozen=True, slots=True)
class SetPlan:
    """One plan, as somebody typed it; 0 takes it away."""

    desk: Desk

    async def __call__(self, actor: Actor, key: PlanKey, text: str, version: int) -> None:
        """Raises: NotFound, PlanNotYours, PlanMonthClosed, PlanMonthTooFar, PlanChanged, and
        BadInput of ``read_plan``.
        """
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            require_open(key.month, company_today(rulebook, now))
            currency = rulebook.company.currency
            amount = read_plan(text, key.planned, currency)
            await uow.plans.lock([key.month])
            roster = await uow.plans.roster(actor, [key.month])
            roster.require_may_set(key.whose)
            plan = (await uow.plans.of([key.month], [key.whose])).get(key)
            if version != (plan.version if plan is not None else 0):
                raise PlanChanged
            change = change_of(plan, key, amount)
            if amount == (amount_of(plan, currency) or 0):
                return
            await uow.plans.write([change], currency, now)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class ProposeCopy:
    """The plans of the month before, ``factor`` times as much: of ``whose`` and all below."""

    desk: Desk

    async def __call__(
        self, actor: Actor, whose: Whose, month: date, factor: Decimal
    ) -> ProposalView:
        """Raises: NotFound, PlanMonthClosed, PlanMonthTooFar, NothingToCopy, NothingChanges."""
        async with self.desk.begin() as uow:
            now, rules, roster = await _begin(self.desk, uow, actor, whose, [month])
            currency = rules.rulebook.company.currency
            former = month_of(month).previous().starts_on
            everybody = roster.below(whose)
            plans = await uow.plans.of([former, month], everybody)
            changes: list[Change] = []
            source: dict[PlanKey, Decimal] = {}
            is_any = False
            for planned in Planned:
                before = _amounts(plans, former, planned, everybody, currency)
                after = scaled(before, factor, roster.parts, whose)
                for one in everybody:
                    if one in after and roster.may_set(one):
                        is_any = True
                        key = PlanKey(month, one, planned)
                        change = change_of(plans.get(key), key, after[one])
                        if change.before != change.after:
                            changes.append(change)
                            source[key] = before[one]
            if not is_any:
                raise NothingToCopy
            return await _propose(
                uow, actor, ProposalKind.COPY, currency, changes, roster, now, source
            )


@dataclass(frozen=True, slots=True)
class ProposeShares:
    """What of a plan is not given out yet, shared among its parts: evenly, or by what each of them
    reached the month before.
    """

    desk: Desk

    async def __call__(
        self, actor: Actor, whose: Whose, month: date, planned: Planned, way: Way
    ) -> ProposalView:
        """Raises: NotFound, PlanMonthClosed, PlanMonthTooFar, NothingToShare, NoFactToShareBy."""
        async with self.desk.begin() as uow:
            now, rules, roster = await _begin(self.desk, uow, actor, whose, [month])
            currency = rules.rulebook.company.currency
            parts = roster.parts(whose)
            plans = await uow.plans.of([month], [whose, *parts])
            amounts = _amounts(plans, month, planned, [whose, *parts], currency)
            rest = reconcile(amounts.get(whose), [amounts.get(part) for part in parts]).rest
            takers = [part for part in parts if roster.may_set(part)]
            if not takers or rest is None or rest <= 0:
                raise NothingToShare
            weights = [Decimal(1)] * len(takers)
            if way == "by_fact":
                former = month_of(month).previous()
                facts = await facts_of(uow, takers, former, [planned], rules.rulebook, now)
                weights = [max(facts[taker, planned], Decimal(0)) for taker in takers]
                if not any(weights):
                    raise NoFactToShareBy
            changes = [
                change_of(plans.get(key), key, amounts.get(key.whose, Decimal(0)) + share)
                for key, share in zip(
                    (PlanKey(month, taker, planned) for taker in takers),
                    share_out(rest, weights),
                    strict=True,
                )
                if share
            ]
            return await _propose(uow, actor, ProposalKind(way), currency, changes, roster, now)


@dataclass(frozen=True, slots=True)
class ProposeFromSheet:
    """What a sheet that was sent back changes."""

    desk: Desk

    async def __call__(self, actor: Actor, sheet: PlanSheet) -> ProposalView:
        """Raises: PlanSheetWrong, NothingChanges."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            months = months_of(sheet)
            roster = await uow.plans.roster(actor, months)
            plans = await uow.plans.of(months)
            currency, today = rulebook.company.currency, company_today(rulebook, now)
            changes = changes_in(sheet, roster, plans, currency, today)
            return await _propose(uow, actor, ProposalKind.FILE, currency, changes, roster, now)


@dataclass(frozen=True, slots=True)
class ApplyPlans:
    """Confirm a proposal: all of it, or only what was not planned before. How many were set.

    One transaction. A second confirmation changes nothing.
    """

    desk: Desk

    async def __call__(
        self, actor: Actor, proposal_id: ProposalId, *, only_new: bool = False
    ) -> tuple[Proposal, int]:
        """Raises: NotFound, PlansApplied, PlanChanged, PlanNotYours, PlanMonthClosed."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            proposal = await uow.plans.proposal(proposal_id)
            if proposal.made_by != actor.id:
                raise NotFound(proposal_id=proposal_id)
            if proposal.settled_at is not None:
                raise PlansApplied
            if proposal.currency != rulebook.company.currency:
                raise PlanChanged
            changes = [
                change for change in proposal.changes if not only_new or change.before is None
            ]
            months = {change.key.month for change in changes}
            for month in months:
                require_open(month, company_today(rulebook, now))
            await uow.plans.lock(months)
            roster = await uow.plans.roster(actor, months)
            plans = await uow.plans.of(months, {change.key.whose for change in changes})
            for change in changes:
                roster.require_may_set(change.key.whose)
                require_unchanged(change, plans.get(change.key))
            await uow.plans.write(changes, proposal.currency, now)
            await uow.plans.settle(proposal_id, now)
            await uow.commit()
        return proposal, len(changes)


async def _begin(
    desk: Desk, uow: UnitOfWork, actor: Actor, whose: Whose, months: Sequence[date]
) -> tuple[datetime, VersionedRulebook, Roster]:
    now = desk.clock()
    rules = await desk.rules(uow, actor)
    roster = await uow.plans.roster(actor, months)
    roster.require_seen(whose)
    for month in months:
        require_open(month, company_today(rules.rulebook, now))
    return now, rules, roster


def _amounts(
    plans: Mapping[PlanKey, Plan],
    month: date,
    planned: Planned,
    whoses: Sequence[Whose],
    currency: str,
) -> dict[Whose, Decimal]:
    """Of those who have a plan."""
    found = {one: amount_of(plans.get(PlanKey(month, one, planned)), currency) for one in whoses}
    return {one: amount for one, amount in found.items() if amount is not None}


async def _propose(
    uow: UnitOfWork,
    actor: Actor,
    kind: ProposalKind,
    currency: str,
    changes: Sequence[Change],
    roster: Roster,
    now: datetime,
    source: Mapping[PlanKey, Decimal] | None = None,
) -> ProposalView:
    """``source`` is what the changes are made of, where that is not what they replace.

    Raises: NothingChanges.
    """
    if not changes:
        raise NothingChanges
    proposal = await uow.plans.propose(kind, actor.id, currency, changes, now)
    await uow.commit()
    lines = tuple(
        ProposalLine(
            change.key.whose,
            roster.name(change.key.whose),
            change.key.month,
            change.key.planned,
            change.before,
            change.after,
        )
        for change in changes
    )
    overwritten = sum(change.before is not None for change in changes)
    of_people = [change for change in changes if change.key.whose.kind is WhoseKind.PERSON]
    totals = []
    for planned in Planned:
        summed = [one for one in of_people or changes if one.key.planned is planned]
        if summed:
            made_of = source or {one.key: one.before or Decimal(0) for one in summed}
            before = sum((made_of[one.key] for one in summed), Decimal(0))
            after = sum((one.after for one in summed), Decimal(0))
            totals.append((planned, before, after))
    return ProposalView(proposal, lines, overwritten, tuple(totals), bool(of_people))
