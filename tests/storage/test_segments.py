"""Segments: what the rules give, what somebody chose, and who is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text, update

from domain.clients.model import Client, ClientId
from domain.deals.model import Deal
from domain.errors import NotFound
from domain.org.model import Person
from domain.rulebook.model import Rulebook
from domain.rulebook.segments import Criteria, LeastCount, LeastMoney, Segment
from domain.segments.model import Measure, SegmentChangeId, measured_of
from storage.tables import clients, deals, segment_changes, timeline
from tests.builders import a_rulebook, months_before, roubles, utc
from tests.crm import Crm, by

VIP = Criteria(won_money=LeastMoney(at_least=Decimal(3_000_000), months=12))


@pytest.fixture
async def head(crm: Crm) -> Person:
    return await crm.given_person("Сергей Волков", "manager")


@pytest.fixture
async def rep(crm: Crm, head: Person) -> Person:
    return await crm.given_person("Иван Петров", boss=head)


async def kept(crm: Crm, client: Client) -> tuple[str, bool]:
    async with crm.engine.connect() as connection:
        found = await connection.execute(select(clients).where(clients.c.id == client.id))
        row = found.one()
    return row.segment, row.is_segment_pinned


async def changes(crm: Crm, client: Client) -> list[Any]:
    """Lines about segments on the client's timeline, oldest first."""
    async with crm.engine.connect() as connection:
        rows = await connection.execute(
            select(timeline)
            .where(timeline.c.client_id == client.id, timeline.c.kind == "segment_changed")
            .order_by(timeline.c.id)
        )
        return list(rows)


async def given_rules(crm: Crm, segments: Sequence[Segment], default: str) -> Rulebook:
    body = a_rulebook().model_dump(mode="json") | {
        "segments": [segment.model_dump(mode="json") for segment in segments],
        "default_segment": default,
        **{key: {} for key in ("greetings", "cadences", "cycle", "requests", "risks", "kpi")},
        "polls": [],
    }
    rulebook = Rulebook.model_validate(body)
    async with crm.transaction() as uow:
        current = await uow.rulebooks.current()
        await uow.rulebooks.add(
            rulebook,
            after_version=current.version,
            source_text=None,
            comment=None,
            created_at=crm.now,
            created_by=None,
        )
    return rulebook


async def wins(crm: Crm, rep: Person, client: Client, amount: int) -> Deal:
    deal = await crm.given_deal(rep, client_id=client.id, amount=roubles(amount), is_ready=True)
    with by(rep):
        won: Deal = await crm.win_deal(await crm.actor(rep), deal.id, version=deal.version)
    return won


async def test_a_won_deal_moves_the_client_at_once_with_the_reason(crm, rep, head):
    client = await crm.given_client(rep)

    await wins(crm, rep, client, 3_200_000)

    assert await kept(crm, client) == ("vip", False)
    (line,) = await changes(crm, client)
    assert (line.actor_id, line.channel) == (None, "clock")
    (why,) = measured_of(line.facts["why"])
    assert (why.what, why.is_met, why.months) == (Measure.WON_MONEY, True, 12)
    assert (Decimal(why.found or 0), why.at_least) == (3_200_000, 3_000_000)
    assert {name for name, _ in await crm.notices("segment_changed")} == {rep.name, head.name}


async def test_a_deal_opened_again_takes_the_segment_back_and_says_what_lacks(crm, rep):
    client = await crm.given_client(rep)
    await wins(crm, rep, client, 100_000)
    won = await wins(crm, rep, client, 3_200_000)

    await crm.reopen_deal(await crm.actor(rep), won.id, version=won.version)

    assert await kept(crm, client) == ("regular", False)
    first, second, third = await changes(crm, client)
    assert (first.facts["segment"], second.facts["segment"]) == ("regular", "vip")
    (why,) = measured_of(third.facts["why"])
    assert (why.is_met, Decimal(why.found or 0)) == (False, 100_000)


async def test_a_segment_chosen_by_hand_stays_until_it_is_left_to_the_rules(crm, rep, head):
    client = await crm.given_client(rep)
    boss = await crm.actor(head)
    await crm.change_segment(boss, client.id, "vip")
    await crm.change_segment(boss, client.id, "vip")

    await wins(crm, rep, client, 1000)
    assert await kept(crm, client) == ("vip", True)
    assert await crm.notices("segment_changed") == [(rep.name, 1)]

    await crm.leave_segment_to_rules(boss, client.id)
    await crm.leave_segment_to_rules(boss, client.id)

    assert await kept(crm, client) == ("regular", False)
    lines = [(line.facts["was"], line.facts["segment"]) for line in await changes(crm, client)]
    assert lines == [("prospect", "vip"), ("vip", "vip"), ("vip", "regular")]


async def test_a_pinned_segment_that_the_rulebook_dropped_is_the_rules_again(crm, rep):
    client = await crm.given_client(rep)
    await crm.change_segment(await crm.actor(rep), client.id, "vip")
    others = [segment for segment in a_rulebook().segments if segment.key != "vip"]
    await given_rules(crm, others, "prospect")

    await crm.recompute_segments(of_all=True)

    assert await kept(crm, client) == ("prospect", False)


async def test_the_night_moves_who_won_too_long_ago_once_for_every_zone(crm, rep):
    far = await crm.given_branch("Камчатка", zone="Asia/Kamchatka")
    stranger = await crm.given_person("Вера", branch=far)
    here, there = await crm.given_client(rep), await crm.given_client(stranger)
    for client, owner in ((here, rep), (there, stranger)):
        closed = utc("2025-11-19 10:00")
        await crm.given_deal(owner, client_id=client.id, status="won", closed_at=closed)
    assert await crm.recompute_segments() == 2
    assert [await kept(crm, here), await kept(crm, there)] == [("regular", False)] * 2

    crm.now = utc("2026-11-18 12:30")  # past midnight in Kamchatka
    assert await crm.recompute_segments() == 1
    assert await crm.recompute_segments() == 0
    assert await kept(crm, there) == ("prospect", False)
    crm.now = utc("2026-11-20 05:00")
    assert await crm.recompute_segments() == 1
    assert await kept(crm, here) == ("prospect", False)


async def test_merged_clients_count_as_one_and_come_apart(crm, rep, head):
    boss = await crm.actor(head)
    survivor, loser = await crm.given_client(rep), await crm.given_client(rep, "Рамашка")
    for client in (survivor, loser):
        await wins(crm, rep, client, 2_000_000)

    await crm.merge_clients(boss, survivor.id, loser.id)
    assert await kept(crm, survivor) == ("vip", False)

    (merge,) = (await crm.list_merges(boss, survivor.id))[1]
    await crm.undo_merge(boss, merge.merge.id)
    assert [await kept(crm, survivor), await kept(crm, loser)] == [("regular", False)] * 2


async def test_new_rules_move_everybody_and_tell_of_many_in_one_message(crm, rep, head):
    known = [await crm.given_client(rep, f"Клиент {number}") for number in range(5)]
    for client in known:
        await crm.given_deal(rep, client_id=client.id, status="won", amount=roubles(50_000))
    lower = Criteria(won_money=LeastMoney(at_least=Decimal(40_000)))
    vip, *others = a_rulebook().segments
    await given_rules(crm, [vip.model_copy(update={"criteria": (lower,)}), *others], "prospect")

    assert await crm.recompute_segments(of_all=True) == 5

    assert await crm.notices("segment_changed") == []
    told = await crm.notices("segments_changed")
    assert sorted(told) == [(rep.name, rep.id), (head.name, head.id)]
    listed = await crm.list_segment_changes(await crm.actor(rep), offset=0, size=3)
    assert (len(listed.lines), listed.page.total) == (3, 5)


async def test_a_stranger_sees_no_change_and_changes_nothing(crm, rep):
    client = await crm.given_client(rep)
    await wins(crm, rep, client, 3_200_000)
    stranger = await crm.actor(await crm.given_person("Вера"))
    async with crm.engine.connect() as connection:
        change_id = SegmentChangeId(await connection.scalar(select(segment_changes.c.id)))

    with pytest.raises(NotFound):
        await crm.view_segment_change(stranger, change_id)
    with pytest.raises(NotFound):
        await crm.leave_segment_to_rules(stranger, client.id)
    assert (await crm.list_segment_changes(stranger, offset=0, size=8)).lines == ()


# --- the statement against the same rules in plain Python, over random histories ---

ZONES = ("Europe/Moscow", "Asia/Kamchatka", "America/New_York")
AT = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)  # the first of April in Moscow, March in New York


@dataclass(frozen=True)
class Won:
    at: datetime
    amount: int | None
    margin: int | None
    currency: str
    is_won: bool


@dataclass(frozen=True)
class Known:
    zone: str
    segment: str
    is_pinned: bool
    part_of: int | None
    region: str | None
    sector: str | None
    won: tuple[Won, ...]


def holds(criteria: Criteria, client: Known, won: Sequence[Won]) -> bool:
    zone = ZoneInfo(client.zone)
    today = AT.astimezone(zone).date()

    def within(months: int) -> list[Won]:
        after = months_before(today, months)
        return [
            deal for deal in won if deal.is_won and after < deal.at.astimezone(zone).date() <= today
        ]

    def total(months: int, name: str) -> int:
        return sum(getattr(deal, name) or 0 for deal in within(months) if deal.currency == "RUB")

    money, count, margin = criteria.won_money, criteria.won_deals, criteria.won_margin
    places = ((criteria.regions, client.region), (criteria.sectors, client.sector))
    return (
        (money is None or total(money.months, "amount") >= money.at_least)
        and (count is None or len(within(count.months)) >= count.at_least)
        and (margin is None or total(margin.months, "margin") >= margin.at_least)
        and all(
            not wanted or (place or "").strip().lower() in {name.strip().lower() for name in wanted}
            for wanted, place in places
        )
    )


def expected(base: Sequence[Known], number: int, rulebook: Rulebook) -> str:
    client = base[number]
    if client.part_of is not None or client.is_pinned:
        return client.segment
    parts = [other for other in base if other.part_of == number]
    won = [deal for part in (client, *parts) for deal in part.won]
    for segment in rulebook.segments:
        if any(holds(criteria, client, won) for criteria in segment.criteria):
            return segment.key
    return rulebook.default_segment


# Where a month and a day begin or end is where mistakes are.
BORDERS = st.sampled_from([28, 30, 31, 58, 59, 60, 89, 90, 91, 92, 0, 1])
MOMENTS = st.builds(
    lambda days, hours: AT - timedelta(days=days, hours=hours), BORDERS, st.integers(-20, 20)
)
PLACES = st.sampled_from([None, "Тверь", " тверь", "Омск"])
WON = st.builds(
    Won,
    at=MOMENTS,
    amount=st.none() | st.integers(0, 100),
    margin=st.none() | st.integers(-20, 50),
    currency=st.sampled_from(["RUB", "RUB", "KZT"]),
    is_won=st.sampled_from([True, True, True, False]),
)
MONTHS = st.integers(1, 3)
LEAST = st.none() | st.builds(LeastMoney, at_least=st.integers(1, 150).map(Decimal), months=MONTHS)
CRITERIA = st.builds(
    Criteria.model_construct,
    won_money=LEAST,
    won_deals=st.none() | st.builds(LeastCount, at_least=st.integers(1, 3), months=MONTHS),
    won_margin=LEAST,
    regions=st.sampled_from([(), (), ("ТВЕРЬ",), ("Омск", "Тверь")]),
    sectors=st.sampled_from([(), (), ("Тверь",)]),
).filter(lambda criteria: any(dict(criteria).values()))
KEYS = ("gold", "silver", "plain")


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Known], list[Segment]]:
    base: list[Known] = []
    for number in range(draw(st.integers(1, 6))):
        whole = [place for place, client in enumerate(base) if client.part_of is None]
        base.append(
            Known(
                zone=draw(st.sampled_from(ZONES)),
                segment=draw(st.sampled_from(KEYS)),
                is_pinned=draw(st.sampled_from([False, False, True])),
                part_of=draw(st.none() | st.sampled_from(whole)) if number > 2 else None,
                region=draw(PLACES),
                sector=draw(PLACES),
                won=tuple(draw(st.lists(WON, max_size=4))),
            )
        )
    names = {"ru": "Имя", "en": "Name"}
    segments = [
        Segment(key=key, name=names, criteria=draw(st.lists(CRITERIA, max_size=2))) for key in KEYS
    ]
    return base, segments


async def given_base(crm: Crm, base: Sequence[Known], branches: dict[str, Any]) -> list[ClientId]:
    owner = (await crm.given_person(telegram_id=None)).id
    ids: list[ClientId] = []
    async with crm.connection() as connection:
        for client in base:
            columns = {
                "name": "Клиент",
                "name_key": "klient",
                "branch_id": branches[client.zone].id,
                "segment": client.segment,
                "is_segment_pinned": client.is_pinned,
                "region": client.region,
                "sector": client.sector,
                "created_at": AT,
            }
            added = insert(clients).values(**columns).returning(clients.c.id)
            ids.append(ClientId(await connection.scalar(added)))
        for number, client in enumerate(base):
            whole = number if client.part_of is None else client.part_of
            rows = [
                {
                    "title": "Сделка",
                    "client_id": ids[whole],
                    "owner_id": owner,
                    "branch_id": branches[client.zone].id,
                    "status": "won" if deal.is_won else "open",
                    "stage": "offer",
                    "stage_since": AT,
                    "created_at": AT,
                    "closed_at": deal.at if deal.is_won else None,
                    "amount": deal.amount,
                    "margin": deal.margin,
                    "currency": deal.currency,
                }
                for deal in client.won
            ]
            if rows:
                await connection.execute(insert(deals), rows)
            if client.part_of is not None:
                part = update(clients).where(clients.c.id == ids[number])
                await connection.execute(part.values(merged_into_id=ids[whole]))
    return ids


@pytest.mark.usefixtures("as_owner")
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories())
async def test_the_statement_decides_as_the_rules_say(crm: Crm, history: Any):
    base, segments = history
    crm.now = AT
    async with crm.connection() as connection:
        await connection.execute(text("TRUNCATE clients, deals CASCADE"))
    branches = {zone: await crm.given_branch(zone=zone) for zone in ZONES}
    rulebook = await given_rules(crm, segments, "plain")
    ids = await given_base(crm, base, branches)

    await crm.recompute_segments(of_all=True)

    async with crm.engine.connect() as connection:
        rows = await connection.execute(select(clients.c.id, clients.c.segment))
        found = {row.id: row.segment for row in rows}
    wanted = {id_: expected(base, number, rulebook) for number, id_ in enumerate(ids)}
    assert found == wanted
    assert await crm.recompute_segments(of_all=True) == 0
