"""What a proposal foresees is what comes of it: each number is counted again after activation."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text

from domain.errors import NotFound
from domain.org.errors import AdministratorsOnly
from domain.org.model import Role
from domain.rulebook.default import default_rulebook_text
from domain.rulebook.errors import RulebookUnchanged, StageInUse
from domain.rulebook.impact import (
    ClientsMove,
    DueDaysMove,
    Holds,
    LimitMoved,
    PipelineWeighed,
    Reach,
    TicksLacking,
)
from domain.rulebook.use_cases import Proposed
from storage.tables import interactions
from tests.builders import roubles
from tests.crm import Crm

TEXT = default_rulebook_text()


def changed(*replacements: tuple[str, str]) -> bytes:
    told = TEXT
    for old, new in replacements:
        assert old in told, old
        told = told.replace(old, new, 1)
    return told.encode()


@pytest.fixture
async def admin(crm: Crm):
    return await crm.actor(await crm.given_person("Вера", Role.ADMINISTRATOR))


@pytest.fixture
async def rep(crm: Crm):
    boss = await crm.given_person("Ольга", Role.MANAGER)
    return await crm.given_person(boss=boss)


def effects(proposed: Proposed, kind: Any) -> list[Any]:
    return [one.effect for one in proposed.foreseen if isinstance(one.effect, kind)]


async def count(crm: Crm, question: str) -> int:
    async with crm.connection() as connection:
        return int(await connection.scalar(text(question), {"now": crm.now}) or 0)


LATE_DEALS = "SELECT count(*) FROM deals WHERE status = 'open' AND stage_due_at <= :now"
LATE_CLIENTS = "SELECT count(*) FROM cadences WHERE late_at <= :now"
VIPS = "SELECT count(*) FROM clients WHERE segment = 'vip'"


async def test_as_many_deals_become_late_as_were_foreseen(crm: Crm, admin, rep):
    for hours in range(0, 120, 6):
        since = crm.now - timedelta(hours=hours)
        await crm.given_deal(rep, stage="prospecting", stage_since=since, stage_due_at=None)
    shorter = changed(("limit_working_hours: 16", "limit_working_hours: 8"))

    proposed = await crm.propose_rulebook(admin, shorter)

    (moved,) = effects(proposed, LimitMoved)
    assert await count(crm, LATE_DEALS) == moved.late.late == 0
    assert moved.late.deals == 20
    assert 0 < moved.late.come_late < 20
    await crm.activate_rulebook(admin, proposed.proposal.id)
    assert await count(crm, LATE_DEALS) == moved.late.late_then == moved.late.come_late
    assert await crm.notices("refresh") == []  # nobody has these cards before them

    back = await crm.return_to_rulebook(admin, 1)

    (moved,) = effects(back, LimitMoved)
    await crm.activate_rulebook(admin, back.proposal.id)
    assert moved.late.no_longer_late > 0
    assert await count(crm, LATE_DEALS) == moved.late.late_then


async def test_as_many_clients_change_segment_and_become_late_as_were_foreseen(
    crm: Crm, admin, rep
):
    now, crm.now = crm.now, crm.now - timedelta(days=30)
    for number in range(12):
        client = await crm.given_client(rep, f"Клиент {number}")
        if number % 3:
            await crm.given_deal(
                rep, client_id=client.id, status="won", amount=roubles(number * 500_000)
            )
        await crm.recompute_segments(of_all=True)
        async with crm.connection() as connection:
            await connection.execute(
                insert(interactions).values(
                    kind="call",
                    client_id=client.id,
                    person_id=rep.id,
                    result="reached",
                    at=now - timedelta(days=number * 2),
                    noted_at=now,
                )
            )
    crm.now = now
    await crm.recompute_segments(of_all=True)
    vips, late = await count(crm, VIPS), await count(crm, LATE_CLIENTS)
    assert (vips > 0, late > 0) == (True, True)
    tighter = changed(
        ("{at_least: 3000000, months: 12}", "{at_least: 1000000, months: 12}"),
        ("every_days: 14", "every_days: 7"),
        ("won_deals: {at_least: 1, months: 12}", "won_deals: {at_least: 2, months: 12}"),
    )

    proposed = await crm.propose_rulebook(admin, tighter)

    (moving,), (due,) = effects(proposed, ClientsMove), effects(proposed, DueDaysMove)
    flows = {flow.name.ru: (flow.enter, flow.leave) for flow in moving.flows}
    assert flows["VIP"][0] > 0
    assert due.shift.late == late
    assert due.shift.come_late > 0
    before = await clients_by_segment(crm)
    await crm.activate_rulebook(admin, proposed.proposal.id)
    after = await clients_by_segment(crm)
    assert sum(before[id_] != after[id_] for id_ in before) == moving.clients
    assert await count(crm, VIPS) == vips + flows["VIP"][0] - flows["VIP"][1]
    await crm.reckon_cadences()
    assert await count(crm, LATE_CLIENTS) == due.shift.late_then
    assert await count(crm, "SELECT count(*) FROM cadences") == due.shift.clients


async def clients_by_segment(crm: Crm) -> dict[int, str]:
    async with crm.connection() as connection:
        rows = await connection.execute(text("SELECT id, segment FROM clients"))
        return {row.id: row.segment for row in rows}


async def test_a_segment_that_loses_its_cadence_frees_its_clients(crm: Crm, admin, rep):
    client = await crm.given_client(rep)
    await crm.change_segment(await crm.actor(rep), client.id, "vip")
    assert await count(crm, "SELECT count(*) FROM cadences") == 1

    none = TEXT.replace("    - segment: vip\n      late_in_a_row: 2\n", "    - segment: vip\n")
    start = none.index("cadences:\n  segments:")
    end = none.index("  hours_to_decide: 8 ", start)
    proposed = await crm.propose_rulebook(
        admin, (none[:start] + "cadences:\n  segments: []\n" + none[end:]).encode()
    )

    (due,) = effects(proposed, DueDaysMove)
    assert (due.shift.clients, due.shift.leave) == (0, 1)
    await crm.activate_rulebook(admin, proposed.proposal.id)
    await crm.reckon_cadences()
    assert await count(crm, "SELECT count(*) FROM cadences") == 0


async def test_money_ticks_and_people_are_counted(crm: Crm, admin, rep):
    await crm.given_deal(rep, stage="prospecting", amount=roubles(1_000_000))
    await crm.given_deal(rep, stage="prospecting", ticks={"prospecting": ["background"]})
    await crm.given_deal(rep, stage="prospecting", status="won", amount=roubles(5_000_000))
    told = TEXT.replace("probability: 0.1\n", "probability: 0.5\n", 1)
    talk = told.index("- key: background")
    told = told[:talk] + told[talk:].replace(
        "\n      hint:", "\n          required: true\n      hint:", 1
    )
    told = told.replace("quiet_hours: 20:00-08:00", "quiet_hours: 21:00-08:00")
    told = told.replace("follow_up_working_days: 3", "follow_up_working_days: 2")

    proposed = await crm.propose_rulebook(admin, told.encode())

    (pipeline,) = effects(proposed, PipelineWeighed)
    assert pipeline.after == roubles(500_000)
    assert pipeline.before == roubles(100_000)
    (lacking,) = effects(proposed, TicksLacking)
    assert (lacking.deals, lacking.lacking) == (2, 1)
    assert {(one.reach, one.count) for one in effects(proposed, Holds)} == {
        (Reach.NEW_OFFERS, 0),
        (Reach.EVERYBODY, 3),
    }


async def test_an_older_version_comes_back_as_a_new_one(crm: Crm, admin):
    file = changed(("invitation_hours: 72", "invitation_hours: 48"))
    first = await crm.propose_rulebook(admin, file, file_name="новый.yaml")
    await crm.activate_rulebook(admin, first.proposal.id)

    back = await crm.return_to_rulebook(admin, 1)
    await crm.activate_rulebook(admin, back.proposal.id)

    listed = await crm.list_rulebook_versions(admin, offset=0, size=8)
    assert [
        (line.version, line.comment, line.put_by, line.returns_to) for line in listed.lines
    ] == [
        (3, None, "Вера", 1),
        (2, "новый.yaml", "Вера", None),
        (1, None, None, None),
    ]
    assert (await crm.take_rulebook_file(admin, 3)).text == TEXT
    assert (await crm.take_rulebook_file(admin, 2)).text == file.decode()
    page = await crm.view_rulebook_version(admin, 2)
    assert [(change.path, change.old, change.new) for change in page.changes] == [
        ("invitation_hours", 72, 48)
    ]
    assert (await crm.view_rulebook_version(admin, 1)).changes == ()
    with pytest.raises(RulebookUnchanged):
        await crm.return_to_rulebook(admin, 1)


async def test_a_version_without_a_stage_in_use_does_not_come_back(crm: Crm, admin, rep):
    renamed = await crm.propose_rulebook(admin, changed(("key: prospecting", "key: first_call")))
    await crm.activate_rulebook(admin, renamed.proposal.id)
    await crm.given_deal(rep, stage="first_call")

    with pytest.raises(StageInUse):
        await crm.return_to_rulebook(admin, 1)


async def test_versions_are_for_administrators_and_only_those_there_are(crm: Crm, admin, rep):
    actor = await crm.actor(rep)
    for ask in (crm.return_to_rulebook, crm.view_rulebook_version, crm.take_rulebook_file):
        with pytest.raises(AdministratorsOnly):
            await ask(actor, 1)
        with pytest.raises(NotFound):
            await ask(admin, 2)
    with pytest.raises(AdministratorsOnly):
        await crm.list_rulebook_versions(actor, offset=0, size=8)
