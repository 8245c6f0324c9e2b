"""Pairs of sellers: made, turned, undone, and handed to who takes over."""

from collections import Counter

import pytest

from domain.cycles.errors import (
    PairChanged,
    PairedAlready,
    PairOfStrangers,
    PairUnfit,
    PairWithOneself,
)
from domain.handovers.errors import NobodyFit
from domain.org.errors import NotTheirHead
from tests.crm import by
from tests.cycles_world import Office, office

__all__ = ["office"]


async def test_a_pair_plans_its_cycle_by_itself(office: Office):
    await office.clients(60)
    await office.pair()

    assert await office.crm.plan_cycles() == 0

    calls = await office.calls()
    days = Counter(call.planned_on for call in calls)
    assert len(calls) == 60
    assert len(days) == 30
    assert set(days.values()) == {2}


async def test_a_pair_is_symmetrical_turned_and_undone(office: Office):
    crm, caller, visitor = office.crm, office.caller, office.visitor
    actor = await crm.actor(office.manager)
    await office.pair()
    await crm.plan_cycles()

    async def paired() -> dict[int, int]:
        rows = await office.rows("SELECT id, pair_id FROM people WHERE pair_id IS NOT NULL")
        return {row.id: row.pair_id for row in rows}

    assert await paired() == {caller.id: visitor.id, visitor.id: caller.id}
    assert caller.id in (await crm.actor(visitor)).scope.owners
    await office.pair()  # the second tap
    pairing = await crm.view_pairing(actor, visitor.id)
    with by(office.manager):
        await crm.turn_pair(actor, visitor.id, pairing.view.pair.version)
    with pytest.raises(PairChanged):
        await crm.turn_pair(actor, visitor.id, pairing.view.pair.version)
    turned = (await crm.view_pairing(actor, caller.id)).view
    assert (turned.pair.caller_id, turned.pair.visitor_id) == (visitor.id, caller.id)
    assert await paired() == {caller.id: visitor.id, visitor.id: caller.id}
    with by(office.manager):
        await crm.end_pair(actor, caller.id, turned.pair.version)
        await crm.end_pair(actor, caller.id, turned.pair.version)

    assert await paired() == {}
    assert (await office.rows("SELECT count(*) FROM cycles WHERE ended_at IS NULL"))[0][0] == 0
    assert [row.actor_id for row in await crm.audit("people", caller.id)][-1] == office.manager.id


async def test_who_cannot_be_a_pair_is_refused(office: Office):
    crm = office.crm
    actor = await crm.actor(office.manager)
    kazan = await crm.given_branch("Казань")
    stranger = await crm.given_person("Вера", branch=kazan)
    third = await crm.given_person("Глеб")
    gone = await crm.given_person("Лев", is_active=False)
    await office.pair()

    for refusal, caller, visitor in (
        (PairWithOneself, third, third),
        (PairOfStrangers, third, stranger),
        (NotTheirHead, stranger, third),
        (PairedAlready, third, office.visitor),
        (PairedAlready, office.caller, third),
        (PairUnfit, third, gone),
        (NotTheirHead, office.manager, third),
    ):
        with pytest.raises(refusal):
            await crm.make_pair(actor, caller.id, visitor.id)
    with pytest.raises(NotTheirHead):
        await crm.make_pair(await crm.actor(third), third.id, office.caller.id)

    assert (await office.rows("SELECT count(*) FROM seller_pairs"))[0][0] == 1


@pytest.mark.usefixtures("as_owner")
async def test_the_pair_goes_to_who_takes_over_and_comes_back(office: Office):
    crm = office.crm
    director = await crm.given_person("Елена Орлова", "administrator")
    heir = await crm.given_person("Вера Новая")
    await office.pair()
    actor = await crm.actor(director)
    preview = await crm.preview_leaving(actor, office.caller.id)

    busy, partner = await crm.given_person("Глеб"), await crm.given_person("Лев")
    await crm.make_pair(await crm.actor(office.manager), busy.id, partner.id)
    with pytest.raises(NobodyFit):
        await crm.leave_person(actor, office.caller.id, dict.fromkeys(preview.wanted, busy.id))

    async with crm.connection() as connection:
        await connection.exec_driver_sql("TRUNCATE ledger CASCADE")

    handover = await crm.leave_person(
        actor, office.caller.id, dict.fromkeys(preview.wanted, heir.id)
    )

    assert [str(kind) for kind in preview.wanted] == ["pairs"]
    handed = await crm.view_handover(actor, handover.id, offset=0, size=8)
    assert [(line.name, line.receiver_name) for line in handed.lines] == [
        ("Борис Котов", "Вера Новая")
    ]
    pair = f"SELECT id, pair_id FROM people WHERE pair_id < {busy.id}"
    taken = {row.id: row.pair_id for row in await office.rows(pair)}
    assert taken == {heir.id: office.visitor.id, office.visitor.id: heir.id}
    assert await crm.notices("pair_changed") == [("Борис Котов", office.visitor.id)]
    await crm.undo_handover(actor, handover.id)
    back = {row.id: row.pair_id for row in await office.rows(pair)}
    assert back == {office.caller.id: office.visitor.id, office.visitor.id: office.caller.id}
