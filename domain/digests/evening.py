"""The day's result of all that somebody answers for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from domain.day.model import Day
from domain.day.queries import ViewDay
from domain.desk import Desk
from domain.digests.levels import OLDEST, require_day, sums_of, top_branches
from domain.digests.model import DigestPart
from domain.digests.ports import ClosedPart
from domain.digests.rules import day_told, told_until
from domain.digests.standing_out import standing_out
from domain.digests.views import (
    Evening,
    LateClients,
    LostBecause,
    Silence,
    StandsOut,
    Sums,
)
from domain.money import Money
from domain.org.model import Actor
from domain.org.whose import Whose
from domain.periods import PeriodKind, period_of
from domain.plans.queries import ViewPlanOf
from domain.rulebook.model import Rulebook
from domain.unit_of_work import UnitOfWork

MOST_NAMES: Final = 5


@dataclass(frozen=True, slots=True)
class ViewEvening:
    """What came of the day; of an own ``day``, or of the one that is to be told at this moment."""

    desk: Desk
    view_day: ViewDay
    view_plan_of: ViewPlanOf

    async def __call__(
        self, actor: Actor, parts: frozenset[DigestPart], day: date | None = None
    ) -> Evening:
        """Raises: NotFound: a day that is not there (any more)."""
        now = self.desk.clock()
        own = await self.view_day(actor) if DigestPart.OWN in parts else None
        plan = await self.view_plan_of(actor) if DigestPart.PLAN in parts else None
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            calendar = self.desk.calendar_for(actor, rules, now)
            told = day or day_told(now, calendar, actor.zone)
            require_day(told, now, actor)
            evening = await self._figures(uow, actor, rules.rulebook, told, parts)
            if DigestPart.CLOSED in parts:
                wishes = await uow.digests.wishes(actor.id, since=told - OLDEST)
                times = rules.rulebook.delivery.digests
                last = told_until(actor.role, told, actor.zone, calendar, times, wishes)
                evening = await _with_missed(uow, actor, evening, last)
        is_today = told == now.astimezone(actor.zone).date()
        return replace(evening, plan=plan, own=how_many(own) if own else 0, is_today=is_today)

    async def _figures(
        self,
        uow: UnitOfWork,
        actor: Actor,
        rulebook: Rulebook,
        day: date,
        parts: frozenset[DigestPart],
    ) -> Evening:
        now = self.desk.clock()
        week = period_of(PeriodKind.WEEK, day).bounds(actor.zone)
        bounds = period_of(PeriodKind.DAY, day).bounds(actor.zone)
        closed = await uow.digest_figures.closed(actor.scope, since=week[0], day=bounds)
        of_day = [part for part in closed if part.is_of_day]
        if DigestPart.CLOSED not in parts:
            of_day = []
        lost = [part for part in of_day if not part.is_won]
        evening = Evening(
            day=day,
            won=sums_of(part for part in of_day if part.is_won),
            lost=sums_of(lost),
            reasons=_reasons(lost),
            pipeline=(
                await uow.digest_figures.pipeline(actor.scope)
                if DigestPart.CLOSED in parts
                else Sums()
            ),
            silence=await self._silence(uow, actor, now, parts),
            late_clients=await self._late(uow, actor, rulebook, now, parts),
            late_requests=(
                await uow.digest_figures.late_requests(actor.scope, now=now)
                if DigestPart.REQUESTS in parts
                else 0
            ),
            risks=await self._risks(uow, actor, parts),
            own=0,
            rulebook=rulebook,
        )
        branches = await top_branches(uow, actor)
        if len(branches) <= 1:
            return evening
        evening = replace(evening, has_branches=True)
        if DigestPart.BRANCHES not in parts:
            return evening
        inside = await uow.digest_figures.branches_inside([whose.id for whose, _ in branches])
        return _with_standing_out(evening, branches, closed, inside, rulebook.company.currency)

    async def _silence(
        self, uow: UnitOfWork, actor: Actor, now: datetime, parts: frozenset[DigestPart]
    ) -> Silence:
        if DigestPart.SILENT not in parts:
            return Silence()
        silent = await uow.offers.silent(actor.scope, now=now, offset=0, size=0)
        return Silence(silent.page.total, silent.money, silent.overdue)

    async def _late(
        self,
        uow: UnitOfWork,
        actor: Actor,
        rulebook: Rulebook,
        now: datetime,
        parts: frozenset[DigestPart],
    ) -> Sequence[LateClients]:
        """The segments in the order of the rulebook, in which the dearest comes first."""
        if DigestPart.CONTACTS not in parts:
            return ()
        late = await uow.digest_figures.late_clients(actor.scope, now=now, names=MOST_NAMES)
        order = [segment.key for segment in rulebook.segments]
        known = [one for one in late if one.segment in order]
        return sorted(known, key=lambda one: order.index(one.segment))

    async def _risks(self, uow: UnitOfWork, actor: Actor, parts: frozenset[DigestPart]) -> int:
        if DigestPart.RISKS not in parts:
            return 0
        hands = frozenset({actor.id, *actor.stands_in_for})
        return (await uow.risks.of_day(hands, each=0)).count


async def _with_missed(
    uow: UnitOfWork, actor: Actor, evening: Evening, last: datetime | None
) -> Evening:
    """With what was closed between what the digest before told and the beginning of the day."""
    begins_at = period_of(PeriodKind.DAY, evening.day).bounds(actor.zone)[0]
    if last is None or last >= begins_at:
        return evening
    missed = await uow.digest_figures.closed(actor.scope, since=last, day=(last, begins_at))
    return replace(
        evening,
        won_before=sums_of(part for part in missed if part.is_won),
        lost_before=sums_of(part for part in missed if not part.is_won),
    )


def how_many(day: Day) -> int:
    """How many things wait for the person themself, those that digests of a result tell apart."""
    counted = (
        *day.counts.values(),
        *day.tasks.counts.values(),
        *day.greetings.counts.values(),
        *day.visits.counts.values(),
        *day.cadences.counts.values(),
    )
    return sum(counted) + day.cadences.moves_count + day.calls.count


def _reasons(lost: Sequence[ClosedPart]) -> Sequence[LostBecause]:
    """The most frequent first."""
    by_reason: dict[str, list[ClosedPart]] = defaultdict(list)
    for part in lost:
        by_reason[part.reason or ""].append(part)
    reasons = [LostBecause(reason, sums_of(parts)) for reason, parts in by_reason.items()]
    return sorted(reasons, key=lambda one: (-one.lost.count, one.reason))


def _with_standing_out(
    evening: Evening,
    branches: Sequence[tuple[Whose, str]],
    closed: Sequence[ClosedPart],
    inside: Mapping[int, int],
    currency: str,
) -> Evening:
    names = {whose.id: name for whose, name in branches}
    won = dict.fromkeys(names, Decimal(0))
    for part in closed:
        branch = inside.get(part.branch_id)
        if part.is_won and part.currency == currency and branch is not None:
            won[branch] += part.amount or 0
    ahead, behind = standing_out(dict(won.items()))

    def told(branch_id: int | None) -> StandsOut | None:
        if branch_id is None:
            return None
        return StandsOut(names[branch_id], Money(won[branch_id], currency))

    return replace(evening, ahead=told(ahead), behind=told(behind))
