"""Merging two records of one client: what moves, what is chosen, the way back, the refusals."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from domain.clients.merging import (
    AlreadyMerged,
    MergeChanged,
    MergedFurther,
    MergedIntoItself,
    MergeField,
    MergeNotAllowed,
    UndoTooLate,
)
from domain.clients.model import ClientId
from domain.errors import NotFound
from domain.org.model import Role
from storage.clients.references import REFERENCES, OnMerge, client_columns, moved_references
from storage.tables import client_merges, clients, metadata
from tests.crm import Crm, by


@pytest.fixture
async def head(crm: Crm):
    return await crm.actor(await crm.given_person("Ольга Смирнова", Role.DIRECTOR))


@pytest.fixture
async def rep(crm: Crm):
    return await crm.given_person()


async def merge_id_of(crm: Crm, loser_id: ClientId) -> int:
    async with crm.connection() as connection:
        found = select(func.max(client_merges.c.id)).where(client_merges.c.loser_id == loser_id)
        return int(await connection.scalar(found))


async def naming(crm: Crm, client_id: ClientId) -> dict[str, int]:
    """How many rows of each moved table name the client."""
    async with crm.connection() as connection:
        counts = {}
        for of in moved_references():
            rows = select(func.count()).where(of.table.c[of.column] == client_id)
            if count := await connection.scalar(rows):
                counts[of.table.name] = count
    return counts


def test_every_column_that_names_a_client_says_what_a_merge_does_with_it():
    assert client_columns() == sorted(REFERENCES)


async def test_what_is_written_about_a_merged_client_goes_to_the_survivor_in_every_table(crm):
    async with crm.connection() as connection:
        guarded = await connection.scalars(
            text("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'lead_to_survivor'")
        )
        tables = set(guarded)

    moved = {name for name, rule in REFERENCES.items() if rule is OnMerge.MOVED}
    assert tables == {name.split(".")[0] for name in moved} - {"clients"}


async def test_everything_about_the_merged_client_goes_to_the_survivor(crm, head, rep):
    survivor = await crm.given_client(rep, "Ромашка", phone="+79161234567")
    loser = await crm.given_client(rep, "ООО Ромашка", phone="+79167654321", contact_name="Иванов")
    deal = await crm.given_deal(rep, client_id=loser.id)
    await crm.add_client_note(await crm.actor(rep), loser.id, "Ждут скидку")
    before = await naming(crm, loser.id)

    with by(head):
        await crm.merge_clients(head, survivor.id, loser.id)

    assert before == {"contacts": 1, "phones": 1, "deals": 1, "timeline": 1}
    assert await naming(crm, loser.id) == {}
    assert (await crm.deal(deal.id)).client_id == survivor.id
    page = await crm.view_client(head, survivor.id)
    assert {phone.number for phone in page.view.phones} == {"+79161234567", "+79167654321"}
    assert page.last_event.kind == "clients_merged"


async def test_an_old_id_opens_the_survivor(crm, head, rep):
    survivor, loser = await crm.given_client(rep, "Ромашка"), await crm.given_client(rep, "Рамашка")
    await crm.merge_clients(head, survivor.id, loser.id)

    page = await crm.view_client(await crm.actor(rep), loser.id)
    await crm.add_client_note(await crm.actor(rep), loser.id, "По старой кнопке")
    deal = await crm.create_deal(await crm.actor(rep), loser.id)

    assert page.view.client.id == survivor.id
    assert deal.client_id == survivor.id
    assert await naming(crm, loser.id) == {}


async def test_a_merged_client_is_found_by_nobody(crm, head, rep):
    survivor = await crm.given_client(rep, "Ромашка", phone="+79161234567")
    loser = await crm.given_client(rep, "Ромашка", phone="+79161234567")
    await crm.merge_clients(head, survivor.id, loser.id)

    found = await crm.find_clients(head, "Ромашка", offset=0, size=8)

    assert [line.id for line in found.lines] == [survivor.id]


async def test_what_is_written_to_a_merged_client_past_every_use_case_goes_to_the_survivor(
    crm, head, rep
):
    survivor, loser = await crm.given_client(rep, "Ромашка"), await crm.given_client(rep, "Рамашка")
    await crm.merge_clients(head, survivor.id, loser.id)

    deal = await crm.given_deal(rep, client_id=loser.id)

    assert deal.client_id == survivor.id


async def test_a_chosen_field_survives_and_an_empty_one_never_wins(crm, head, rep):
    survivor, loser = await crm.given_client(rep, "Ромашка"), await crm.given_client(rep, "Рамашка")
    async with crm.connection() as connection:
        await connection.execute(
            clients.update().where(clients.c.id == loser.id).values(region="Тверь", segment="vip")
        )
    taken = frozenset({MergeField.NAME, MergeField.SECTOR})

    await crm.merge_clients(head, survivor.id, loser.id, taken)

    client = (await crm.view_client(head, survivor.id)).view.client
    assert (client.name, client.segment) == ("Рамашка", "prospect")
    assert (client.region, client.sector) == ("Тверь", None)


async def test_a_preview_counts_what_goes_over_and_changes_nothing(crm, head, rep):
    survivor = await crm.given_client(rep, "Ромашка")
    loser = await crm.given_client(rep, "Рамашка", phone="+79167654321")
    deal = await crm.given_deal(rep, client_id=loser.id)
    await crm.given_offer(deal)

    preview, _ = await crm.preview_merge(head, survivor.id, loser.id)

    assert preview.moves == {"phones": 1, "deals": 1, "offers": 1}
    assert preview.differing == (MergeField.NAME,)
    assert (await crm.view_client(head, loser.id)).view.client.id == loser.id


async def test_a_double_tap_merges_once(crm, head, rep):
    survivor, loser = await crm.given_client(rep, "Ромашка"), await crm.given_client(rep, "Рамашка")

    both = await asyncio.gather(*(crm.merge_clients(head, survivor.id, loser.id) for _ in range(2)))

    assert both == [survivor.id, survivor.id]
    async with crm.connection() as connection:
        assert await connection.scalar(select(func.count()).select_from(client_merges)) == 1


async def test_merging_into_itself_and_in_a_ring_is_refused(crm, head, rep):
    one, other = await crm.given_client(rep, "Ромашка"), await crm.given_client(rep, "Рамашка")

    with pytest.raises(MergedIntoItself):
        await crm.merge_clients(head, one.id, one.id)
    await crm.merge_clients(head, one.id, other.id)
    with pytest.raises(AlreadyMerged):
        await crm.merge_clients(head, other.id, one.id)


async def test_concurrent_merges_of_a_chain_end_in_one_survivor(crm, head, rep):
    first, second, third = [await crm.given_client(rep, f"Ромашка {n}") for n in range(3)]
    await crm.given_deal(rep, client_id=first.id)

    await asyncio.gather(
        crm.merge_clients(head, third.id, second.id), crm.merge_clients(head, second.id, first.id)
    )

    living = [await crm.view_client(head, client.id) for client in (first, second, third)]
    assert {page.view.client.id for page in living} == {third.id}
    assert "deals" in await naming(crm, third.id)


async def test_only_heads_merge_and_only_what_they_see(crm, rep):
    elsewhere = await crm.given_branch("Новосибирск")
    stranger = await crm.given_person("Вера Соколова", branch=elsewhere)
    manager = await crm.given_person("Сергей Волков", Role.MANAGER)
    own, foreign = (
        await crm.given_client(rep, "Ромашка"),
        await crm.given_client(stranger, "Рамашка"),
    )

    with pytest.raises(MergeNotAllowed):
        await crm.merge_clients(await crm.actor(rep), own.id, foreign.id)
    with pytest.raises(NotFound):
        await crm.merge_clients(await crm.actor(manager), own.id, foreign.id)


async def test_a_merge_of_what_was_changed_since_it_was_shown_is_refused(crm, head, rep):
    one, other = await crm.given_client(rep, "Ромашка"), await crm.given_client(rep, "Рамашка")
    seen = (await crm.preview_merge(head, one.id, other.id))[0].seen
    await crm.rename_client(head, other.id, "Лютик")

    with pytest.raises(MergeChanged):
        await crm.merge_clients(head, one.id, other.id, seen=seen)


async def test_a_phone_that_both_have_stays_once_with_its_contact_and_comes_back(crm, head, rep):
    survivor = await crm.given_client(rep, "Ромашка", phone="+79161234567")
    loser = await crm.given_client(rep, "Рамашка", phone="+79161234567", contact_name="Иванов")
    before = (await crm.view_client(head, loser.id)).view
    await crm.merge_clients(head, survivor.id, loser.id)
    merged = (await crm.view_client(head, survivor.id)).view

    await crm.undo_merge(head, await merge_id_of(crm, loser.id))

    assert [phone.contact_id for phone in merged.phones] == [before.contacts[0].id]
    assert (await crm.view_client(head, loser.id)).view == before
    own = (await crm.view_client(head, survivor.id)).view
    assert [(phone.number, phone.contact_id) for phone in own.phones] == [("+79161234567", None)]


async def test_an_undo_takes_back_what_was_moved_and_leaves_what_came_since(crm, head, rep):
    survivor, loser = await crm.given_client(rep, "Ромашка"), await crm.given_client(rep, "Рамашка")
    old = await crm.given_deal(rep, client_id=loser.id)
    await crm.merge_clients(head, survivor.id, loser.id, frozenset({MergeField.NAME}))
    new = await crm.given_deal(rep, client_id=loser.id)

    await crm.undo_merge(head, await merge_id_of(crm, loser.id))

    assert (await crm.deal(old.id)).client_id == loser.id
    assert (await crm.deal(new.id)).client_id == survivor.id
    assert (await crm.view_client(head, survivor.id)).view.client.name == "Ромашка"
    assert (await crm.view_client(head, loser.id)).view.client.name == "Рамашка"


async def test_a_field_that_was_changed_since_is_not_put_back(crm, head, rep):
    survivor, loser = await crm.given_client(rep, "Ромашка"), await crm.given_client(rep, "Рамашка")
    await crm.merge_clients(head, survivor.id, loser.id, frozenset({MergeField.NAME}))
    await crm.rename_client(head, survivor.id, "Лютик")

    await crm.undo_merge(head, await merge_id_of(crm, loser.id))

    assert (await crm.view_client(head, survivor.id)).view.client.name == "Лютик"


async def test_a_second_undo_does_nothing(crm, head, rep):
    survivor, loser = await crm.given_client(rep, "Ромашка"), await crm.given_client(rep, "Рамашка")
    await crm.merge_clients(head, survivor.id, loser.id)
    merge_id = await merge_id_of(crm, loser.id)
    await crm.undo_merge(head, merge_id)
    after = await naming(crm, survivor.id)

    await crm.undo_merge(head, merge_id)

    assert await naming(crm, survivor.id) == after


async def test_after_thirty_days_there_is_no_way_back(crm, head, rep):
    survivor, loser = await crm.given_client(rep, "Ромашка"), await crm.given_client(rep, "Рамашка")
    await crm.merge_clients(head, survivor.id, loser.id)
    merge_id = await merge_id_of(crm, loser.id)
    crm.now += timedelta(days=30, seconds=1)

    with pytest.raises(UndoTooLate):
        await crm.undo_merge(head, merge_id)


async def test_a_merge_is_not_undone_before_a_later_one_of_its_survivor(crm, head, rep):
    first, second, third = [await crm.given_client(rep, f"Ромашка {n}") for n in range(3)]
    deal = await crm.given_deal(rep, client_id=first.id)
    await crm.merge_clients(head, second.id, first.id)
    await crm.merge_clients(head, third.id, second.id)

    with pytest.raises(MergedFurther):
        await crm.undo_merge(head, await merge_id_of(crm, first.id))
    await crm.undo_merge(head, await merge_id_of(crm, second.id))
    await crm.undo_merge(head, await merge_id_of(crm, first.id))

    assert (await crm.deal(deal.id)).client_id == first.id


async def test_a_card_that_is_shown_becomes_the_survivors(crm, head, rep):
    survivor, loser = await crm.given_client(rep, "Ромашка"), await crm.given_client(rep, "Рамашка")
    async with crm.connection() as connection:
        await connection.execute(
            metadata.tables["cards"].insert(),
            {
                "chat_id": rep.telegram_id,
                "matter": "client",
                "matter_id": loser.id,
                "message_id": 5,
                "sent_at": crm.now,
            },
        )

    await crm.merge_clients(head, survivor.id, loser.id)

    assert await crm.notices("refresh") == [(rep.name, survivor.id)]
