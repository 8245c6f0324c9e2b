"""What a new plan makes of a pair's clients and of the calls that there are. Pure.

A call that was made stays as it is. A client who is no longer the pair's goes; one who comes from
another pair brings along what was promised and how often nobody answered, and is not called again
where the other pair has done it. What the cycle before did not come to is the first in the next.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from domain.clients.model import ClientId
from domain.cycles.model import CallId, CallResult, CallStatus, CycleId, PlannedCall
from domain.cycles.planner import Candidate, lay
from domain.rulebook.cycle import CallCycle

NEW: Final = CallId(0)
"""The id of a call before it is saved."""

MOST_SILENCE_DAYS: Final = 84
"""Two usual cycles: who was not spoken to for longer, or never, weighs as much."""

WEIGHT_POINTS: Final = 10
DEAL_POINTS, MOST_DEALS = 15, 3
MONEY_POINTS: Final = 10
"""For each digit of the money of the open deals above thousands."""
MOST_MONEY_DIGITS: Final = 6
DUE_POINTS: Final = 100
"""For who must be spoken to today; two less for each day that is left."""


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """What a client weighs by. ``money`` is that of the open deals in the company's currency;
    ``due_on`` is the last day of the next contact that a cadence demands, ``spoken_at`` the last
    one that reached somebody.
    """

    client_id: ClientId
    segment: str
    region: str = ""
    spoken_at: datetime | None = None
    open_deals: int = 0
    money: Decimal = Decimal(0)
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class CyclePlan:
    """The calls of a cycle as they are from now on: those of id ``NEW`` are to be added."""

    cycle_id: CycleId
    calls: tuple[PlannedCall, ...]
    working_days: int


def points_of(facts: ClientFacts, rules: CallCycle, *, now: datetime, today: date) -> int:
    """What a client weighs: segment, silence, open deals and their money, and what is due."""
    silence = MOST_SILENCE_DAYS
    if facts.spoken_at is not None:
        silence = min(max(0, (now - facts.spoken_at).days), MOST_SILENCE_DAYS)
    points = rules.weight(facts.segment) * WEIGHT_POINTS + silence
    points += min(facts.open_deals, MOST_DEALS) * DEAL_POINTS
    thousands = int(facts.money) // 1000
    points += min(len(str(thousands)) if thousands else 0, MOST_MONEY_DIGITS) * MONEY_POINTS
    if facts.due_on is not None:
        points += max(0, DUE_POINTS - 2 * max(0, (facts.due_on - today).days))
    return points


def plan_cycle(
    cycle_id: CycleId,
    facts: Sequence[ClientFacts],
    there: Iterable[PlannedCall],
    before: Iterable[PlannedCall],
    elsewhere: Iterable[PlannedCall],
    days: Sequence[date],
    rules: CallCycle,
    *,
    starts_at: datetime,
    now: datetime,
    zone: ZoneInfo,
) -> CyclePlan:
    """``there`` are the calls of this cycle, ``before`` those of the pair's last one, where this
    one begins, ``elsewhere`` those of the clients in open cycles of other pairs. ``days`` are the
    working days from today on; ``starts_at`` is when the cycle began.
    """
    today = now.astimezone(zone).date()
    known = {call.client_id: call for call in there}
    left = {call.client_id: call for call in before if call.status is CallStatus.WAITING}
    foreign = {call.client_id: call for call in elsewhere}
    wanted = {fact.client_id: fact for fact in facts if rules.weight(fact.segment)}
    settled: list[PlannedCall] = []
    waiting: dict[ClientId, PlannedCall] = {}
    for client_id, call in known.items():
        if call.status is CallStatus.DONE:
            settled.append(call)
        elif client_id not in wanted:
            settled.append(_gone(call))
    for client_id, fact in wanted.items():
        call = known.get(client_id) or _new(
            cycle_id, client_id, left.get(client_id), foreign.get(client_id)
        )
        if call.status is CallStatus.DONE:
            settled += [call] if call.id == NEW else []
        elif _is_spoken_to(call, fact, starts_at):
            settled.append(_spoken_to(call, fact))
        else:
            waiting[client_id] = _rolled_over(call, today)
    candidates = [
        _candidate(call, wanted[client_id], rules, now=now, zone=zone)
        for client_id, call in waiting.items()
    ]
    used = sum(
        call.tried_at is not None and call.tried_at.astimezone(zone).date() == today
        for call in settled
    )
    begun = used if days and days[0] == today else 0
    laid = lay(candidates, days, rules.calls_a_day, used=begun)
    planned = [replace(waiting[one.client_id], planned_on=one.on, place=one.place) for one in laid]
    return CyclePlan(cycle_id, (*settled, *planned), len(days))


def _new(
    cycle_id: CycleId,
    client_id: ClientId,
    left: PlannedCall | None,
    foreign: PlannedCall | None,
) -> PlannedCall:
    call = PlannedCall(NEW, cycle_id, client_id)
    if foreign is not None and foreign.status is CallStatus.DONE:
        return _elsewhere(call, foreign.settled_at)
    if foreign is not None:
        return replace(
            call,
            call_at=foreign.call_at,
            is_promised=foreign.is_promised,
            is_last=foreign.is_last,
            tries=foreign.tries,
            tried_at=foreign.tried_at,
        )
    if left is not None:
        promised_at = left.call_at if left.is_promised else None
        return replace(call, was_left=True, call_at=promised_at, is_promised=left.is_promised)
    return call


def _gone(call: PlannedCall) -> PlannedCall:
    return replace(call, status=CallStatus.GONE, planned_on=None)


def _rolled_over(call: PlannedCall, today: date) -> PlannedCall:
    is_late = call.planned_on is not None and call.planned_on < today
    return replace(call, status=CallStatus.WAITING, was_left=call.was_left or is_late)


def _is_spoken_to(call: PlannedCall, fact: ClientFacts, starts_at: datetime) -> bool:
    if fact.spoken_at is None or call.is_promised:
        return False
    return fact.spoken_at > max(starts_at, call.tried_at or starts_at)


def _spoken_to(call: PlannedCall, fact: ClientFacts) -> PlannedCall:
    return _elsewhere(call, fact.spoken_at)


def _elsewhere(call: PlannedCall, at: datetime | None) -> PlannedCall:
    return replace(
        call,
        status=CallStatus.DONE,
        result=CallResult.ELSEWHERE,
        settled_at=at,
        call_at=None,
        is_promised=False,
    )


def _candidate(
    call: PlannedCall, fact: ClientFacts, rules: CallCycle, *, now: datetime, zone: ZoneInfo
) -> Candidate:
    today = now.astimezone(zone).date()
    fixed_on = None
    if call.call_at is not None:
        fixed_on = max(today, call.call_at.astimezone(zone).date())
    return Candidate(
        call.client_id,
        points_of(fact, rules, now=now, today=today),
        region=fact.region,
        due_on=fact.due_on,
        fixed_on=fixed_on,
        is_left=call.was_left,
        is_last=call.is_last,
    )


def changed(
    calls: Iterable[PlannedCall], there: Mapping[CallId, PlannedCall]
) -> tuple[list[PlannedCall], list[PlannedCall]]:
    """Which are to be added, and which of those there are to be written anew."""
    added, rewritten = [], []
    for call in calls:
        if call.id == NEW:
            added.append(call)
        elif call != there[call.id]:
            rewritten.append(call)
    return added, rewritten
