"""Plans of cycles and outcomes of calls, pure."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clients.model import ClientId
from domain.cycles.carrying import NEW, ClientFacts, changed, plan_cycle, points_of
from domain.cycles.model import CallId, CallResult, CallStatus, CycleId, PlannedCall
from domain.cycles.planner import Candidate, Laid, lay
from domain.cycles.rep_check import told_of, weeks
from domain.cycles.rules import settled
from domain.org.model import PersonId
from domain.rulebook.cycle import CallCycle, RepCheck, SegmentCalls

MOSCOW = ZoneInfo("Europe/Moscow")
MONDAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
CYCLE = CycleId(7)
DAYS = [day for day in (MONDAY + timedelta(days=n) for n in range(42)) if day.weekday() < 5]

candidates = st.lists(
    st.builds(
        Candidate,
        client_id=st.integers(1, 500).map(ClientId),
        points=st.integers(0, 400),
        region=st.sampled_from(["", "Север", "Юг", "Центр"]),
        due_on=st.none() | st.integers(-5, 60).map(lambda n: MONDAY + timedelta(days=n)),
        fixed_on=st.none() | st.integers(0, 60).map(lambda n: MONDAY + timedelta(days=n)),
        is_left=st.booleans(),
        is_last=st.booleans(),
    ),
    max_size=60,
    unique_by=lambda candidate: candidate.client_id,
)
days_left = st.lists(st.sampled_from(DAYS), max_size=12, unique=True).map(sorted)


@given(candidates, days_left, st.integers(1, 6), st.integers(0, 4))
def test_a_plan_holds_each_client_once_on_a_working_day_within_capacity(
    wanted: list[Candidate], days: list[date], capacity: int, used: int
) -> None:
    laid = lay(wanted, days, capacity, used=used)

    assert sorted(one.client_id for one in laid) == sorted(one.client_id for one in wanted)
    fixed = {one.client_id: one.fixed_on for one in wanted if one.fixed_on is not None}
    for one in laid:
        promised = fixed.get(one.client_id)
        is_beyond = bool(days) and promised is not None and promised > days[-1]
        assert one.on is None or one.on in days or (is_beyond and one.on == promised)
    made = Counter(one.on for one in laid if one.client_id not in fixed and one.on)
    kept = Counter(one.on for one in laid if one.client_id in fixed and one.on in days)
    for day in days:
        there = kept[day] + (used if day == days[0] else 0)
        assert made[day] <= max(0, capacity - there)
    if any(one.on is None and one.client_id not in fixed for one in laid):
        full = (made[day] + kept[day] + (used if day == days[0] else 0) for day in days)
        assert all(load >= capacity for load in full)


@given(candidates, days_left, st.randoms(use_true_random=False))
def test_a_plan_does_not_depend_on_the_order_of_its_clients(
    wanted: list[Candidate], days: list[date], random: object
) -> None:
    shuffled = list(wanted)
    random.shuffle(shuffled)

    assert lay(wanted, days, 3) == lay(shuffled, days, 3)


@given(candidates, st.integers(1, 5))
def test_what_a_day_off_takes_is_planned_on_the_other_days(
    wanted: list[Candidate], first: int
) -> None:
    days = DAYS[first : first + 20]

    before, after = lay(wanted, days, 5), lay(wanted, [days[0], *days[4:]], 5)

    assert {one.client_id for one in before} == {one.client_id for one in after}
    assert not {one.on for one in after} & set(days[1:4])


def test_a_thousand_clients_fill_the_days_and_the_rest_is_left_out() -> None:
    wanted = [Candidate(ClientId(number), points=number) for number in range(1, 1001)]

    laid = lay(wanted, DAYS, 20)

    on = Counter(one.on for one in laid)
    assert {on[day] for day in DAYS} == {20}
    assert on[None] == 400
    assert {one.client_id for one in laid if one.on is None} == set(range(1, 401))


def test_days_are_equally_full_and_a_day_has_one_region() -> None:
    regions = ("Север", "Юг", "Запад")
    wanted = [Candidate(ClientId(n), points=n % 7, region=regions[n % 3]) for n in range(1, 151)]

    laid = lay(wanted, DAYS, 20)

    assert set(Counter(one.on for one in laid).values()) == {5}
    of = {one.client_id: one.region for one in wanted}
    for day in DAYS:
        assert len({of[one.client_id] for one in laid if one.on == day}) == 1


def test_who_must_be_called_by_a_day_is_and_what_was_left_comes_first() -> None:
    many = [Candidate(ClientId(number), points=300) for number in range(1, 61)]
    due = Candidate(ClientId(100), points=0, due_on=DAYS[4])
    left = Candidate(ClientId(101), points=0, is_left=True)
    last = Candidate(ClientId(102), points=400, is_last=True)

    on = {one.client_id: one.on for one in lay([*many, due, left, last], DAYS, 3)}

    assert on[due.client_id] == DAYS[4]
    assert on[left.client_id] == DAYS[0]
    assert on[last.client_id] == DAYS[-1]


def test_a_promise_keeps_its_day_or_the_next_working_one() -> None:
    saturday, beyond = DAYS[4] + timedelta(days=1), DAYS[-1] + timedelta(days=9)
    wanted = [
        Candidate(ClientId(1), 0, fixed_on=saturday),
        Candidate(ClientId(2), 0, fixed_on=beyond),
    ]

    assert lay(wanted, DAYS, 1) == (
        Laid(ClientId(1), DAYS[5], 1),
        Laid(ClientId(2), beyond, 1),
    )
    assert [one.on for one in lay(wanted, [], 1)] == [None, None]


def plan(
    facts: list[ClientFacts],
    there: list[PlannedCall],
    *,
    before: list[PlannedCall] | None = None,
    elsewhere: list[PlannedCall] | None = None,
    now: datetime = NOW,
    rules: CallCycle | None = None,
) -> dict[int, PlannedCall]:
    today = now.astimezone(MOSCOW).date()
    made = plan_cycle(
        CYCLE,
        facts,
        there,
        before or [],
        elsewhere or [],
        [day for day in DAYS if day >= today],
        rules or CallCycle(),
        starts_at=NOW - timedelta(hours=9),
        now=now,
        zone=MOSCOW,
    )
    return {call.client_id: call for call in made.calls}


def a_call(number: int, **fields: object) -> PlannedCall:
    return PlannedCall(CallId(number), CYCLE, ClientId(number), **fields)


@given(st.integers(0, 30), st.integers(0, 30))
def test_the_same_day_planned_twice_changes_nothing(clients: int, seed: int) -> None:
    facts = [
        ClientFacts(ClientId(n), "regular", "Юг" if (n + seed) % 3 else "Север")
        for n in range(1, clients + 1)
    ]
    first = plan(facts, [])
    saved = [a_call(n, planned_on=first[n].planned_on, place=first[n].place) for n in first]

    added, rewritten = changed(plan(facts, saved).values(), {call.id: call for call in saved})

    assert all(call.id == NEW for call in first.values())
    assert (added, rewritten) == ([], [])


def test_clients_come_and_go_and_what_was_done_stays() -> None:
    done = a_call(1, status=CallStatus.DONE, result=CallResult.REACHED)
    moved, stays = a_call(2, planned_on=DAYS[3]), a_call(3, planned_on=DAYS[3])

    planned = plan([ClientFacts(ClientId(n), "regular") for n in (1, 3, 4)], [done, moved, stays])

    assert planned[1] == done
    assert planned[2].status is CallStatus.GONE
    assert (planned[3].id, planned[3].status) == (3, CallStatus.WAITING)
    assert (planned[4].id, planned[4].planned_on is not None) == (NEW, True)


def test_who_comes_from_another_pair_brings_along_what_was_promised() -> None:
    at = NOW + timedelta(days=2)
    promised = PlannedCall(
        CallId(5), CycleId(9), ClientId(1), call_at=at, is_promised=True, tries=2
    )
    done = PlannedCall(
        CallId(6), CycleId(9), ClientId(2), CallStatus.DONE, result=CallResult.MEETING
    )

    planned = plan(
        [ClientFacts(ClientId(n), "regular") for n in (1, 2)], [], elsewhere=[promised, done]
    )

    assert (planned[1].call_at, planned[1].tries, planned[1].planned_on) == (at, 2, at.date())
    assert (planned[2].status, planned[2].result) == (CallStatus.DONE, CallResult.ELSEWHERE)


def test_what_was_spoken_elsewhere_is_not_called_again_but_a_promise_is_kept() -> None:
    spoken = NOW + timedelta(hours=1)
    calls = [a_call(1), a_call(2, call_at=NOW + timedelta(days=1), is_promised=True)]
    facts = [ClientFacts(ClientId(n), "regular", spoken_at=spoken) for n in (1, 2)]

    planned = plan(facts, calls, now=NOW + timedelta(hours=2))

    assert planned[1].result is CallResult.ELSEWHERE
    assert planned[2].status is CallStatus.WAITING


def test_a_segment_of_weight_0_is_not_called_and_others_weigh_by_what_is_at_stake() -> None:
    rules = CallCycle(
        segments=(SegmentCalls(segment="lost", weight=0), SegmentCalls(segment="vip", weight=30))
    )
    facts = [
        ClientFacts(ClientId(1), "lost"),
        ClientFacts(ClientId(2), "vip"),
        ClientFacts(ClientId(3), "regular", spoken_at=NOW - timedelta(days=3)),
        ClientFacts(ClientId(4), "regular", spoken_at=NOW - timedelta(days=30)),
        ClientFacts(ClientId(5), "regular", open_deals=2, money=Decimal(1_500_000)),
        ClientFacts(ClientId(6), "regular", due_on=MONDAY),
    ]

    points = {f.client_id: points_of(f, rules, now=NOW, today=MONDAY) for f in facts[1:]}

    assert set(plan(facts, [], rules=rules)) == {2, 3, 4, 5, 6}
    assert sorted(points, key=lambda id_: -points[id_]) == [2, 6, 5, 4, 3]


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        ("2026-11-16 06:59", None),
        ("2026-11-16 07:00", date(2026, 11, 16)),
        ("2026-11-17 06:59", date(2026, 11, 16)),
        ("2026-11-17 07:00", None),
    ],
)
def test_the_week_is_told_of_on_its_day(moment: str, week: date | None) -> None:
    now = datetime.fromisoformat(f"{moment}+00:00")

    assert told_of(now, MOSCOW, RepCheck()) == week
    assert weeks(now, MOSCOW, "last") == (date(2026, 11, 9), date(2026, 11, 16))


def test_settling_names_who_did_it() -> None:
    call = settled(
        a_call(1, call_at=NOW, is_promised=True),
        CallResult.REACHED,
        by=PersonId(3),
        now=NOW,
    )

    assert (call.status, call.settled_by, call.tries, call.call_at) == (
        CallStatus.DONE,
        3,
        1,
        None,
    )
