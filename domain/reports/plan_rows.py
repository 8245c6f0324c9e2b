"""Rows of plan, fact and forecast, as /plan shows them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from domain.desk import Desk
from domain.org.model import PersonId
from domain.org.whose import Whose, WhoseKind
from domain.periods import Period
from domain.plans.facts import facts_of
from domain.plans.model import PlanKey, Planned
from domain.plans.progress import OpenDeals, StageSum, expected_of, rest_of
from domain.plans.queries import amount_of, company_today, probability_in
from domain.plans.roster import Roster
from domain.plans.rules import is_shown
from domain.reports.views import Listed, Taken
from domain.sheets import Row
from domain.unit_of_work import UnitOfWork


async def plans(_desk: Desk, uow: UnitOfWork, taken: Taken) -> Listed:
    """All that is planned for the month, or done without a plan, of ``whose`` and everybody below;
    nothing of months that /plan does not show, and of departments, which have no plans.
    """
    month, rulebook, now = taken.period, taken.rules.rulebook, taken.now
    assert month is not None
    roster = await uow.plans.roster(taken.actor, [month.starts_on])
    is_there = is_shown(month.starts_on, company_today(rulebook, now))
    if not is_there or not roster.sees(taken.filter.whose):
        return Listed.of([])
    everybody = roster.below(taken.filter.whose)
    planned = await uow.plans.of([month.starts_on], everybody)
    facts = await facts_of(uow, everybody, month, list(Planned), rulebook, now)
    to_come = await _to_come(uow, taken, month, everybody, roster)
    probability = probability_in(rulebook)
    company = await uow.whose.name(taken.filter.whose, taken.actor)
    rows: list[Row] = []
    for whose in everybody:
        for kind in Planned:
            key = PlanKey(month.starts_on, whose, kind)
            plan, fact = amount_of(planned.get(key), taken.currency), facts[whose, kind]
            if plan is None and not fact:
                continue
            expected = None
            if to_come is not None:
                expected = expected_of(kind, OpenDeals(to_come.get(whose, ())), probability)
            rows.append(
                (
                    *(roster.name(whose) or company, str(whose.kind), str(kind), plan, fact),
                    fact / plan if plan else None,
                    None if expected is None else fact + expected,
                )
            )
    return Listed.of(rows)


async def _to_come(
    uow: UnitOfWork, taken: Taken, month: Period, everybody: Sequence[Whose], roster: Roster
) -> Mapping[Whose, Sequence[StageSum]] | None:
    """Open deals to be won from everybody's own today on; None where the month is over for all."""
    together: dict[Period, list[Whose]] = defaultdict(list)
    for whose in everybody:
        zone = taken.rules.rulebook.company.zone
        if whose.kind is WhoseKind.PERSON:
            zone = roster.people[PersonId(whose.id)].zone
        rest = rest_of(month, taken.now.astimezone(ZoneInfo(zone)).date())
        if rest is not None:
            together[rest].append(whose)
    if not together:
        return None
    found: dict[Whose, Sequence[StageSum]] = {}
    for rest, whoses in together.items():
        found |= await uow.plans.expected(whoses, rest, taken.currency)
    return found
