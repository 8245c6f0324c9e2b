"""The clock's act: every pair's plan is made anew each day, and a cycle follows the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.cycles.carrying import CyclePlan, changed, plan_cycle
from domain.cycles.model import CycleId, PairId, PlannedCall
from domain.cycles.views import NewCycle, PlanMade, PlannedPair
from domain.desk import Desk
from domain.org.workplaces import Workplace
from domain.rulebook.ports import VersionedRulebook
from domain.unit_of_work import UnitOfWork
from domain.working_time import DateSpan

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Round:
    """A pair with its cycle from now on: its days, and the cycle that it follows."""

    pair: PlannedPair
    cycle_id: CycleId
    starts_on: date
    ends_on: date
    before: CycleId | None


@dataclass(frozen=True, slots=True)
class PlanCycles:
    """Make the plans of the day, and begin the cycles that follow; how many plans were made.

    Safe to run twice, late and on several processes: of a caller's day one plan is made, and all
    that it changes is one transaction. A call that is made meanwhile stays as it was made.
    """

    desk: Desk

    async def __call__(self) -> int:
        async with self.desk.begin() as uow:
            made = await plan_due_cycles(self.desk, uow)
            if made:
                await uow.commit()
        return made


async def plan_due_cycles(desk: Desk, uow: UnitOfWork) -> int:
    """The same inside of a larger act; whoever commits it has the plans of the day."""
    now = desk.clock()
    await uow.cycle_plans.lock_planning()
    pairs = await uow.cycle_plans.due(now)
    if not pairs:
        return 0
    rules = await uow.rulebooks.current()
    rounds = await _begin(uow, pairs, rules.rulebook.cycle.length_days, now)
    return len(await _plans(desk, uow, rounds, rules, now))


async def _plans(
    desk: Desk,
    uow: UnitOfWork,
    rounds: Sequence[_Round],
    rules: VersionedRulebook,
    now: datetime,
) -> list[PlanMade]:
    currency = rules.rulebook.company.currency
    facts = await uow.cycle_plans.facts([known.pair.pair.id for known in rounds], currency)
    ids = {known.cycle_id for known in rounds}
    ended = [known.before for known in rounds if known.before is not None]
    clients = [fact.client_id for known in facts.values() for fact in known]
    calls = await uow.cycle_plans.calls([*ids, *ended], clients)
    of_cycle: dict[CycleId, list[PlannedCall]] = {}
    of_client: dict[int, list[PlannedCall]] = {}
    is_ended = set(ended)
    for call in calls:
        of_cycle.setdefault(call.cycle_id, []).append(call)
        if call.cycle_id not in is_ended and call.status != "gone":
            of_client.setdefault(call.client_id, []).append(call)
    away = await uow.cycle_plans.absences(
        [known.pair.pair.caller_id for known in rounds], now.date() - ONE_DAY
    )
    made: list[PlanMade] = []
    added: list[PlannedCall] = []
    rewritten: list[PlannedCall] = []
    for known in rounds:
        zone = known.pair.zone
        theirs = facts[known.pair.pair.id]
        there = of_cycle.get(known.cycle_id, [])
        plan = plan_cycle(
            known.cycle_id,
            theirs,
            there,
            of_cycle.get(known.before, []) if known.before is not None else (),
            (
                call
                for fact in theirs
                for call in of_client.get(fact.client_id, ())
                if call.cycle_id != known.cycle_id
            ),
            _days(desk, known, away.get(known.pair.pair.caller_id, ()), rules, now),
            rules.rulebook.cycle,
            starts_at=datetime.combine(known.starts_on, time(), tzinfo=zone),
            now=now,
            zone=zone,
        )
        new, other = changed(plan.calls, {call.id: call for call in there})
        added += new
        rewritten += other
        made.append(_noted(plan, known, now))
    await uow.cycle_plans.write(added, rewritten, made, now)
    return made


def _days(
    desk: Desk, known: _Round, away: Sequence[DateSpan], rules: VersionedRulebook, now: datetime
) -> list[date]:
    """The caller's working days from today to the end of the cycle."""
    pair = known.pair
    today = now.astimezone(pair.zone).date()
    place = Workplace(pair.country, pair.zone, pair.working_hours)
    calendar = desk.calendars.of(rules, place, around=today).with_absences(away)
    first = max(today, known.starts_on)
    days = (first + timedelta(days=count) for count in range((known.ends_on - first).days + 1))
    return [day for day in days if calendar.is_working_day(day)]


def _noted(plan: CyclePlan, known: _Round, now: datetime) -> PlanMade:
    today = now.astimezone(known.pair.zone).date()
    return PlanMade(plan.cycle_id, today, plan.working_days)


async def _begin(
    uow: UnitOfWork, pairs: Sequence[PlannedPair], length: int, now: datetime
) -> list[_Round]:
    """Each pair's cycle: the open one, else the next, which begins today."""
    new: dict[PairId, NewCycle] = {}
    over: dict[PairId, CycleId] = {}
    for pair in pairs:
        today = now.astimezone(pair.zone).date()
        cycle = pair.cycle
        if cycle is not None and today <= cycle.ends_on:
            continue
        if cycle is not None:
            over[pair.pair.id] = cycle.id
        number = cycle.number + 1 if cycle is not None else 1
        last = today + (length - 1) * ONE_DAY
        new[pair.pair.id] = NewCycle(pair.pair.id, number, today, last)
    begun: Mapping[PairId, CycleId] = await uow.cycle_plans.begin_cycles(
        list(new.values()), list(over.values()), now
    )
    rounds = []
    for pair in pairs:
        pair_id = pair.pair.id
        if pair_id in new:
            began = new[pair_id]
            known = _Round(pair, begun[pair_id], began.starts_on, began.ends_on, over.get(pair_id))
        else:
            assert pair.cycle is not None
            known = _Round(pair, pair.cycle.id, pair.cycle.starts_on, pair.cycle.ends_on, None)
        rounds.append(known)
    return rounds
