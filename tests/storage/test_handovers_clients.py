"""Clients given from hand to hand while everybody stays, on a real Postgres."""

import pytest
from sqlalchemy import text

from domain.errors import NotFound
from domain.handovers.errors import (
    HandoverSettled,
    NothingToHandOver,
    ReceiverElsewhere,
    ReceiverSame,
)
from domain.handovers.model import Kind, Status
from domain.org.errors import NotTheirHead
from tests.crm import Crm
from tests.handovers_world import names, office, value

__all__ = ["office"]


async def test_a_head_gives_a_client_away_with_the_owners_open_deals(office: Crm):
    client = await office.given_client(office.ivan)
    deal = await office.given_deal(office.ivan, client_id=client.id)
    closed = await office.given_deal(office.ivan, client_id=client.id, status="won")
    of_other = await office.given_deal(office.olga, client_id=client.id)

    done = await office.hand_over_client(await office.actor(office.olga), client.id, office.vera.id)

    assert done.status is Status.DONE
    assert await value(office, "clients.owner_id", client.id) == office.vera.id
    assert await value(office, "deals.owner_id", deal.id) == office.vera.id
    assert await value(office, "deals.owner_id", closed.id) == office.ivan.id
    assert await value(office, "deals.owner_id", of_other.id) == office.olga.id
    assert await office.notices("handover_received") == [("Вера", done.id)]


async def test_an_owner_proposes_and_the_head_decides(office: Crm):
    deal = await office.given_deal(office.ivan)
    ivan, olga = await office.actor(office.ivan), await office.actor(office.olga)

    proposed = await office.hand_over_deal(ivan, deal.id, office.vera.id)

    assert proposed.status is Status.PROPOSED
    assert await value(office, "deals.owner_id", deal.id) == office.ivan.id
    assert await office.notices("handover_proposed") == [("Ольга", proposed.id)]
    with pytest.raises(NotTheirHead):
        await office.answer_proposal(ivan, proposed.id, is_agreed=True)
    with pytest.raises(NotFound):
        await office.answer_proposal(await office.actor(office.vera), proposed.id, is_agreed=True)

    await office.answer_proposal(olga, proposed.id, is_agreed=True)

    assert await value(office, "deals.owner_id", deal.id) == office.vera.id
    assert await office.notices("handover_answered") == [("Иван", proposed.id)]
    assert await office.notices("handover_received") == [("Вера", proposed.id)]
    with pytest.raises(HandoverSettled):
        await office.answer_proposal(olga, proposed.id, is_agreed=False)


async def test_a_proposal_that_is_declined_changes_nothing(office: Crm):
    client = await office.given_client(office.ivan)
    proposed = await office.hand_over_client(
        await office.actor(office.ivan), client.id, office.vera.id
    )

    await office.answer_proposal(await office.actor(office.olga), proposed.id, is_agreed=False)

    assert await value(office, "clients.owner_id", client.id) == office.ivan.id
    assert await office.notices("handover_received") == []


async def test_who_may_not_hand_over_is_refused(office: Crm):
    client = await office.given_client(office.ivan)
    vera, pavel = await office.actor(office.vera), await office.actor(office.pavel)
    ivan, olga = await office.actor(office.ivan), await office.actor(office.olga)

    with pytest.raises(NotFound):
        await office.hand_over_client(pavel, client.id, office.pavel.id)
    with pytest.raises(NotFound):
        await office.hand_over_client(vera, client.id, office.vera.id)
    with pytest.raises(ReceiverElsewhere):
        await office.hand_over_client(ivan, client.id, office.pavel.id)
    with pytest.raises(ReceiverElsewhere):
        await office.hand_over_client(olga, client.id, office.pavel.id)
    with pytest.raises(ReceiverSame):
        await office.hand_over_client(olga, client.id, office.ivan.id)
    with pytest.raises(NotTheirHead):
        await office.hand_over_clients(vera, office.ivan.id, office.vera.id)


async def test_a_head_gives_all_clients_of_somebody_away(office: Crm):
    for number in range(3):
        client = await office.given_client(office.ivan, f"Клиент {number}")
        await office.given_deal(office.ivan, client_id=client.id)
    free = await office.given_deal(office.ivan)
    sergei = await office.actor(office.sergei)

    done = await office.hand_over_clients(sergei, office.ivan.id, office.vera.id)

    owners = await names(office, "SELECT DISTINCT owner_id FROM clients")
    assert owners == [office.vera.id]
    assert await value(office, "deals.owner_id", free.id) == office.ivan.id
    page = await office.view_handover(await office.actor(office.vera), done.id, offset=0, size=4)
    assert dict(page.view.counts) == {Kind.CLIENTS: 3, Kind.DEALS: 3}
    assert [line.name for line in page.lines[:3]] == ["Клиент 0", "Клиент 1", "Клиент 2"]
    assert (page.page.total, page.may_undo) == (6, False)
    with pytest.raises(NothingToHandOver):
        await office.hand_over_clients(sergei, office.ivan.id, office.vera.id)
    assert await office.notices("handover_given_away") == [("Иван", done.id)]
    with pytest.raises(NotFound):
        await office.view_handover(await office.actor(office.pavel), done.id, offset=0, size=4)


async def test_clients_in_nobodys_hands_are_found_and_given_to_somebody(office: Crm):
    free = await office.given_client(office.ivan, "Ничей")
    await office.given_client(office.vera, "Верин")
    async with office.connection() as connection:
        await connection.execute(
            text("UPDATE clients SET owner_id = NULL WHERE id = :id"), {"id": free.id}
        )
    sergei = await office.actor(office.sergei)

    found, page = await office.list_ownerless(sergei, offset=0, size=8)

    assert ([client.name for client in found], page.total) == (["Ничей"], 1)
    with pytest.raises(NotTheirHead):
        await office.list_ownerless(await office.actor(office.ivan), offset=0, size=8)
    await office.hand_over_client(sergei, free.id, office.vera.id)
    assert await value(office, "clients.owner_id", free.id) == office.vera.id
