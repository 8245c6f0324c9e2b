"""Contacts with clients are found: by kind, by client, by what is told of one."""

from datetime import timedelta

import pytest

from domain.errors import NotFound
from domain.interactions.model import (
    InteractionKind,
    InteractionResult,
    NewInteraction,
)
from domain.timeline import HistoryPart
from tests.interactions_world import (
    HOUR,
    a_call,
    client,
    last,
    lead,
    logged,
    rep,
)

__all__ = ["client", "lead", "rep"]


async def test_the_last_of_some_kinds_that_reached_somebody_are_found(crm, rep, client):
    crm.now += timedelta(days=4)
    for days, kind, result in (
        (3, InteractionKind.CALL, InteractionResult.REACHED),
        (2, InteractionKind.MEETING, InteractionResult.REACHED),
        (1, InteractionKind.EMAIL, InteractionResult.REACHED),
        (0, InteractionKind.CALL, InteractionResult.NO_ANSWER),
    ):
        at = crm.now - timedelta(days=days)
        await logged(crm, rep, NewInteraction(kind, client.id, at=at, result=result))

    reached = await last(crm, client, InteractionKind.CALL, InteractionKind.MEETING)
    tried = await last(crm, client, InteractionKind.CALL, limit=1, only_reached=False)

    assert [one.kind for one in reached] == [InteractionKind.MEETING, InteractionKind.CALL]
    assert [one.result for one in tried] == [InteractionResult.NO_ANSWER]


async def test_a_client_s_contacts_come_latest_first_in_pages_by_kind(crm, rep, client):
    crm.now += timedelta(days=1)
    for minutes in range(5):
        await logged(crm, rep, a_call(client, at=crm.now - timedelta(minutes=minutes)))
    await logged(crm, rep, NewInteraction(InteractionKind.EMAIL, client.id))

    _, calls, page = await crm.list_interactions(
        rep, client.id, [InteractionKind.CALL], offset=0, size=3
    )
    _, everything, all_pages = await crm.list_interactions(rep, client.id, offset=0, size=8)

    assert [view.interaction.at for view in calls] == [
        crm.now - timedelta(minutes=minutes) for minutes in range(3)
    ]
    assert (page.total, all_pages.total, len(everything)) == (5, 6, 6)


async def test_one_in_a_deal_of_others_is_not_seen(crm, rep, client, lead):
    other = await crm.given_person("Пётр")
    deal = await crm.given_deal(other, client_id=client.id)
    boss = await crm.actor(await crm.given_person("Мария", "manager"))
    kept = await logged(crm, boss, a_call(client, deal_id=deal.id))

    _, seen, page = await crm.list_interactions(rep, client.id, offset=0, size=8)

    assert (list(seen), page.total) == ([], 0)
    with pytest.raises(NotFound):
        await crm.view_interaction(rep, kept.id)


async def test_the_clients_one_last_spoke_to_are_offered_first(crm, rep, client):
    other = await crm.given_client(rep, "Лютик")
    await logged(crm, rep, a_call(client))
    crm.now += HOUR
    await logged(crm, rep, a_call(other))

    offered = await crm.list_recent_clients(rep)

    assert [one.name for one in offered] == ["Лютик", "Ромашка"]


async def test_a_client_s_history_is_narrowed_to_a_part_and_counted_so(crm, rep, client):
    await logged(crm, rep, a_call(client))
    await crm.add_client_note(rep, client.id, "заметка")

    _, contacts, page, _ = await crm.view_client_timeline(
        rep, client.id, HistoryPart.CONTACTS, offset=0, size=8
    )
    _, everything, whole, _ = await crm.view_client_timeline(rep, client.id, offset=0, size=8)

    assert [entry.kind for entry in contacts] == ["interaction"]
    assert (page.total, whole.total, len(everything)) == (1, 2, 2)


async def test_what_is_told_is_looked_up_among_the_clients_that_the_actor_sees(crm, rep, client):
    await crm.given_client(rep, "Ромашка Плюс")
    berlin = await crm.given_branch("Берлин")
    await crm.given_client(await crm.given_person("Карл", branch=berlin), "Василёк")

    exact = await crm.read_contact(rep, "позвонил Ромашке")
    unseen = await crm.read_contact(rep, "позвонил Васильку")

    assert [line.name for line in exact.clients] == ["Ромашка"]
    assert unseen.clients == ()


async def test_a_client_is_found_by_the_person_there_who_is_kept_with_the_contact(crm, rep, client):
    async with crm.transaction() as uow:
        contact_id = await uow.clients.add_contact(client.id, "Иванов Пётр", None, crm.now)

    read = await crm.read_contact(rep, "встретился с Ивановым")
    place = await crm.view_contact_place(rep, read.clients[0].id, contact=read.said.client.text)

    assert [line.name for line in read.clients] == ["Ромашка"]
    assert place.contact_id == contact_id


async def test_a_phone_and_a_task_tell_of_no_contact(crm, rep):
    assert await crm.read_contact(rep, "+7 999 123-45-67") is None
    assert await crm.read_contact(rep, "позвонить Ромашке завтра") is None
