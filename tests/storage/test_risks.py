"""Risks: by which signs they open, whose they are, what is decided, and when they are over."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text, update

from domain.clients.model import Client
from domain.errors import NotFound
from domain.org.model import Person
from domain.risks.errors import RiskChanged, RiskDecided, RiskGone, RiskNotYours
from domain.risks.model import RiskId
from domain.rulebook.risks import Against, Fall, SegmentRisks
from domain.tasks.model import TaskId
from storage.tables import cadences, clients, deals, risks, tasks, timeline
from tests.builders import a_rulebook, months_before, roubles, utc
from tests.crm import Crm

LONG_AGO = utc("2026-02-18 10:00")


@pytest.fixture
async def director(crm: Crm) -> Person:
    return await crm.given_person("Елена Орлова", "director")


@pytest.fixture
async def head(crm: Crm, director: Person) -> Person:
    return await crm.given_person("Сергей Волков", "manager", boss=director)


@pytest.fixture
async def rep(crm: Crm, head: Person) -> Person:
    return await crm.given_person("Иван Петров", boss=head)


@pytest.fixture
async def client(crm: Crm, rep: Person) -> Client:
    return await given_vip(crm, rep)


async def given_vip(crm: Crm, rep: Person, name: str = "Ромашка") -> Client:
    client = await crm.given_client(rep, name, segment="vip")
    async with crm.connection() as connection:
        pinned = update(clients).where(clients.c.id == client.id)
        await connection.execute(pinned.values(is_segment_pinned=True))
    return client


async def given_fall(crm: Crm, rep: Person, client: Client, was: int = 500_000) -> None:
    await crm.given_deal(
        rep, client_id=client.id, status="won", closed_at=LONG_AGO, amount=roubles(was)
    )


async def given_thumb_down(crm: Crm, rep: Person, client: Client, title: str = "Отгрузка") -> int:
    """A task of the head's for the rep about the client, closed with a thumb down."""
    assert rep.boss_id is not None
    columns: dict[str, Any] = {
        "title": title,
        "state": "closed",
        "state_since": crm.now,
        "given_at": crm.now,
        "done_at": crm.now,
        "deadline_at": crm.now,
        "agreed_deadline_at": crm.now,
        "assigner_id": rep.boss_id,
        "executor_id": rep.id,
        "branch_id": rep.branch_id,
        "client_id": client.id,
        "created_at": crm.now,
        "closed_at": crm.now,
        "rating": "down",
    }
    async with crm.connection() as connection:
        return int(await connection.scalar(insert(tasks).values(columns).returning(tasks.c.id)))


async def all_risks(crm: Crm) -> list[Any]:
    async with crm.engine.connect() as connection:
        return list(await connection.execute(select(risks).order_by(risks.c.id)))


async def only_risk(crm: Crm) -> Any:
    (risk,) = await all_risks(crm)
    return risk


async def happened(crm: Crm, client: Client) -> list[str]:
    query = (
        select(timeline.c.kind)
        .where(timeline.c.client_id == client.id, timeline.c.kind.like("risk%"))
        .order_by(timeline.c.id)
    )
    async with crm.engine.connect() as connection:
        return list(await connection.scalars(query))


async def test_a_fall_of_purchases_opens_one_risk_and_the_manager_is_told(crm, rep, head, client):
    await given_fall(crm, rep, client)

    assert await crm.sweep_risks() == 1
    assert await crm.sweep_risks() == 0

    risk = await only_risk(crm)
    assert (risk.status, risk.keys, risk.responsible_id) == ("open", ["fall"], head.id)
    assert risk.signs[0]["facts"] | {"was": 0} == {
        "was": 0,
        "now": 0,
        "months": 6,
        "against": "before",
    }
    assert risk.next_step_at == utc("2026-11-19 10:00")  # eight working hours later
    assert await crm.notices("risk") == [("Сергей Волков", risk.id)]
    assert await happened(crm, client) == ["risk_found"]


async def test_clients_of_other_segments_and_small_ones_are_at_no_risk(crm, rep, client):
    await given_fall(crm, rep, client, was=99_999)
    other = await crm.given_client(rep, "Лютик", segment="regular")
    await given_fall(crm, rep, other)
    await given_thumb_down(crm, rep, other)

    assert await crm.sweep_risks() == 0


async def test_a_second_sign_is_told_of_again_and_none_left_ends_it(crm, rep, head, client):
    await given_thumb_down(crm, rep, client)
    await crm.sweep_risks()
    first = await only_risk(crm)
    await crm.settle_notices()
    await given_fall(crm, rep, client)

    await crm.sweep_risks()

    grown = await only_risk(crm)
    assert [sign["kind"] for sign in grown.signs] == ["fall", "task_down"]
    assert grown.version > first.version
    assert len(await crm.notices("risk")) == 2

    await crm.given_deal(rep, client_id=client.id, status="won", amount=roubles(400_000))
    crm.now += timedelta(days=31)
    await crm.sweep_risks()

    gone = await only_risk(crm)
    assert (gone.status, gone.closed_at) == ("gone", crm.now)
    assert await happened(crm, client) == ["risk_found", "risk_found", "risk_gone"]
    assert len(await crm.notices("risk")) == 2


async def test_lateness_counts_from_the_second_in_a_row_and_a_contact_ends_it(crm, rep, client):
    await crm.recompute_segments(of_all=True)
    await set_late(crm, client, 1)
    assert await crm.sweep_risks() == 0

    await set_late(crm, client, 2)
    await crm.sweep_risks()
    risk = await only_risk(crm)
    assert (risk.keys, risk.signs[0]["facts"]["on"]) == (["late:2"], "2026-11-12")

    await set_late(crm, client, 0)
    await crm.sweep_risks()
    assert (await only_risk(crm)).status == "gone"


async def set_late(crm: Crm, client: Client, count: int) -> None:
    columns = {
        "client_id": client.id,
        "segment": "vip",
        "since_on": date(2026, 10, 1),
        "counted_from": date(2026, 10, 29),
        "due_on": date(2026, 11, 12),
        "shows_on": date(2026, 11, 10),
        "late_at": utc("2026-11-12 21:00"),
        "ladder": [],
        "ladder_to": [],
        "late_in_a_row": count,
    }
    async with crm.connection() as connection:
        await connection.execute(text("DELETE FROM cadences"))
        await connection.execute(insert(cadences).values(columns))


async def test_a_manager_takes_it_once_and_the_second_learns_who(crm, rep, head, director, client):
    await given_fall(crm, rep, client)
    await crm.sweep_risks()
    risk = await only_risk(crm)
    boss, above = await crm.actor(head), await crm.actor(director)

    taken = await crm.take_risk(boss, RiskId(risk.id), "Еду к ним", version=risk.version)
    again = await crm.take_risk(boss, RiskId(risk.id), "Ещё раз", version=risk.version)

    assert (taken.words, again.words) == ("Еду к ним", "Еду к ним")
    with pytest.raises(RiskDecided) as refused:
        await crm.take_risk(above, RiskId(risk.id), "И я", version=risk.version)
    assert refused.value.facts["name"] == "Сергей Волков"
    assert (await only_risk(crm)).next_step_at is None

    await crm.dismiss_risk(boss, RiskId(risk.id), "Сезон", version=taken.version)
    assert await happened(crm, client) == ["risk_found", "risk_taken", "risk_dismissed"]


async def test_a_dismissed_sign_is_silent_until_it_goes_away_and_a_new_one_is_not(
    crm, rep, head, client
):
    boss = await crm.actor(head)
    await given_thumb_down(crm, rep, client)
    await crm.sweep_risks()
    first = await only_risk(crm)
    await crm.dismiss_risk(boss, RiskId(first.id), "Ошибка", version=first.version)
    assert await crm.sweep_risks() == 0

    await given_thumb_down(crm, rep, client, "Монтаж")
    await crm.sweep_risks()
    second = (await all_risks(crm))[-1]
    assert (second.status, len(second.keys)) == ("open", 2)
    await crm.dismiss_risk(boss, RiskId(second.id), "Ошибка", version=second.version)

    crm.now += timedelta(days=31)
    await crm.sweep_risks()
    assert [risk.muted for risk in await all_risks(crm)] == [[], []]


async def test_only_the_manager_and_heads_above_decide(crm, rep, head, director, client):
    await given_fall(crm, rep, client)
    await crm.sweep_risks()
    risk = await only_risk(crm)
    owner, stranger = await crm.actor(rep), await crm.actor(await crm.given_person("Вера"))

    with pytest.raises(RiskNotYours):
        await crm.take_risk(owner, RiskId(risk.id), "Сам", version=risk.version)
    with pytest.raises(NotFound):
        await crm.take_risk(stranger, RiskId(risk.id), "Сама", version=risk.version)
    with pytest.raises(RiskChanged):
        await crm.dismiss_risk(await crm.actor(head), RiskId(risk.id), "Нет", version=99)
    saved = await crm.dismiss_risk(
        await crm.actor(director), RiskId(risk.id), "Знаю", version=risk.version
    )
    assert saved.decided_by == director.id


async def test_a_risk_whose_signs_went_away_is_not_decided(crm, rep, head, client):
    task_id = TaskId(await given_thumb_down(crm, rep, client))
    await crm.sweep_risks()
    risk = await only_risk(crm)
    async with crm.connection() as connection:
        up = update(tasks).where(tasks.c.id == task_id).values(rating="up")
        await connection.execute(up)
    await crm.sweep_risks()

    with pytest.raises(RiskGone):
        await crm.take_risk(await crm.actor(head), RiskId(risk.id), "Еду", version=risk.version)


async def test_silence_climbs_to_the_director_and_no_further(crm, rep, head, director, client):
    deputy = await crm.given_person("Ольга Смирнова", "manager")
    await crm.given_absence(head, deputy, date(2026, 11, 18), date(2026, 11, 30))
    await given_fall(crm, rep, client)
    await crm.sweep_risks()
    assert await crm.notices("risk") == [("Ольга Смирнова", 1)]
    stands_in = await crm.actor(deputy)
    assert (await crm.view_risk(stands_in, RiskId(1))).view.is_theirs

    crm.now = utc("2026-11-19 10:01")
    assert await crm.sweep_risks() == 1
    assert await crm.sweep_risks() == 0
    assert await crm.notices("risk") == [("Ольга Смирнова", 1), ("Елена Орлова", 1)]
    crm.now = utc("2026-11-25 10:01")
    await crm.sweep_risks()
    risk = await only_risk(crm)
    assert (risk.asked_id, risk.next_step_at) == (director.id, None)


async def test_a_risk_follows_its_client_to_another_manager_and_into_a_merge(
    crm, rep, head, client
):
    other_head = await crm.given_person("Павел Зимин", "manager")
    other_rep = await crm.given_person("Вера Соколова", boss=other_head)
    twin = await given_vip(crm, rep, "Рамашка")
    for one in (client, twin):
        await given_fall(crm, rep, one)
    await crm.sweep_risks()
    assert len(await all_risks(crm)) == 2

    await crm.merge_clients(await crm.actor(head), client.id, twin.id)
    async with crm.connection() as connection:
        given = update(clients).where(clients.c.id == client.id)
        await connection.execute(given.values(owner_id=other_rep.id))
    await crm.sweep_risks()

    risk = await only_risk(crm)
    assert (risk.client_id, risk.responsible_id) == (client.id, other_head.id)
    listed = await crm.list_risks(await crm.actor(other_head), offset=0, size=8)
    assert [line.client_name for line in listed.lines] == ["Ромашка"]
    assert (await crm.notices("risk"))[-1] == (other_head.name, risk.id)
    await crm.settle_notices()
    await crm.sweep_risks()
    assert len(await crm.notices("risk")) == 3


WINS = st.lists(
    st.tuples(
        st.sampled_from([0, 1, 27, 30, 31, 58, 59, 60, 61, 90, 334, 365, 366, 395, 396]),
        st.integers(0, 200),
        st.sampled_from(["RUB", "RUB", "USD"]),
    ),
    max_size=6,
)
FALLS = st.builds(
    Fall,
    percent=st.sampled_from([1, 50, 100]),
    months=st.integers(1, 2),
    against=st.sampled_from(Against),
    at_least=st.sampled_from([1, 100]),
)


@pytest.mark.usefixtures("as_owner")
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(wins=WINS, fall=FALLS)
async def test_a_fall_is_what_plain_python_says_it_is(crm: Crm, wins: Any, fall: Fall):
    crm.now = utc("2026-03-31 10:00")
    today = crm.now.date()
    async with crm.connection() as connection:
        await connection.execute(text("TRUNCATE clients, deals, risks CASCADE"))
    rep = await crm.given_person(telegram_id=None)
    await crm.given_person("Сергей", "manager", telegram_id=None)
    client = await given_vip(crm, rep)
    rows = [
        {
            "title": "Сделка",
            "client_id": client.id,
            "owner_id": rep.id,
            "branch_id": rep.branch_id,
            "status": "won",
            "stage": "offer",
            "stage_since": crm.now,
            "created_at": crm.now,
            "closed_at": crm.now - timedelta(days=days),
            "amount": amount,
            "currency": currency,
        }
        for days, amount, currency in wins
    ]
    async with crm.connection() as connection:
        if rows:
            await connection.execute(insert(deals), rows)

    async with crm.transaction() as uow:
        watched = SegmentRisks(segment="vip", fall=fall)
        await uow.risks.sweep([watched], currency="RUB", now=crm.now)

    def won(after: date, until: date) -> int:
        return sum(
            amount
            for days, amount, currency in wins
            if currency == "RUB" and after < today - timedelta(days=days) <= until
        )

    back = 12 if fall.against is Against.YEAR else fall.months
    now = won(months_before(today, fall.months), today)
    was = won(months_before(today, back + fall.months), months_before(today, back))
    is_fall = was >= fall.at_least and now * 100 <= was * (100 - fall.percent)
    assert len(await all_risks(crm)) == is_fall


def test_the_rulebook_that_ships_watches_vips():
    (watched,) = a_rulebook().risks.segments
    assert (watched.segment, watched.late_in_a_row) == ("vip", 2)
