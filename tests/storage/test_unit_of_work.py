"""One transaction: all or nothing, and once for each update."""

import asyncio
from contextlib import suppress

import pytest

from domain.deals.errors import DealClosed
from domain.unit_of_work import UpdateAlreadyHandled
from tests.builders import typed
from tests.crm import Crm, by


@pytest.fixture
async def rep(crm: Crm):
    return await crm.actor(await crm.given_person("Анна"))


@pytest.fixture
async def deal(crm: Crm, rep):
    return await crm.given_deal(rep)


async def test_what_is_not_committed_never_happened(crm, rep, deal):
    async with crm.begin() as uow:
        await uow.timeline.add("note", at=crm.now, deal=deal, actor_id=rep.id)

    assert await crm.happened(deal.id) == []


async def test_what_fails_halfway_never_happened(crm, rep, deal):
    with suppress(ZeroDivisionError):
        async with crm.transaction() as uow:
            await uow.timeline.add("note", at=crm.now, deal=deal, actor_id=rep.id)
            _ = 1 / 0

    assert await crm.happened(deal.id) == []


async def test_an_update_has_its_effect_once(crm, rep, deal):
    with by(rep, update_id=77):
        await crm.add_note(rep, deal.id, "раз")

    with by(rep, update_id=77), pytest.raises(UpdateAlreadyHandled):
        await crm.add_note(rep, deal.id, "раз")

    assert await crm.happened(deal.id) == ["note"]


async def test_an_update_delivered_twice_at_once_has_its_effect_once(crm, rep, deal):
    async def deliver() -> None:
        with by(rep, update_id=77):
            await crm.add_note(rep, deal.id, "раз")

    results = await asyncio.gather(*(deliver() for _ in range(5)), return_exceptions=True)

    assert [type(result) for result in results].count(UpdateAlreadyHandled) == 4
    assert await crm.happened(deal.id) == ["note"]


async def test_two_acts_of_one_update_both_count(crm, rep, deal):
    with by(rep, update_id=77):
        await crm.add_note(rep, deal.id, "раз")
        await crm.send_offer(rep, deal.id, typed(100))

    assert await crm.happened(deal.id) == ["note", "offer_sent"]


async def test_a_refused_update_may_come_again(crm, rep, deal):
    with by(rep, update_id=77), pytest.raises(DealClosed):
        await crm.send_offer(rep, (await crm.given_deal(rep, status="won")).id, typed(100))

    with by(rep, update_id=77):
        await crm.add_note(rep, deal.id, "раз")

    assert await crm.happened(deal.id) == ["note"]


async def test_different_updates_each_count(crm, rep, deal):
    for update_id in (77, 78):
        with by(rep, update_id=update_id):
            await crm.add_note(rep, deal.id, "раз")

    assert await crm.happened(deal.id) == ["note", "note"]


async def test_the_clock_s_acts_are_no_updates(crm, rep, deal):
    await crm.add_note(rep, deal.id, "раз")
    await crm.add_note(rep, deal.id, "раз")

    assert await crm.happened(deal.id) == ["note", "note"]
