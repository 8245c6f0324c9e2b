"""Data of one person: handed out, and erased so that they are nowhere any more."""

import json

import pytest
from sqlalchemy import text

from domain.clients.erasure import AlreadyErased, ErasureNotAllowed, Subject
from domain.clients.merging import MergeIsFinal
from domain.interactions.model import InteractionKind, NewInteraction, Spot
from domain.org.model import Role
from domain.products.model import ProductId, UseState
from domain.tasks.model import Deadline, NewTask
from storage.clients.erasure import ABOUT_CONTACT, FREE_TEXTS, erased_among
from storage.tables import contacts, metadata
from tests.crm import Crm, by
from tests.tasks_world import FRIDAY


@pytest.fixture
async def admin(crm: Crm):
    return await crm.actor(await crm.given_person("Мария Лебедева", Role.ADMINISTRATOR))


@pytest.fixture
async def rep(crm: Crm):
    return await crm.given_person()


async def given_ivanov(crm: Crm, rep, name="Ромашка"):
    """A client with a contact person of whom people have written here and there."""
    client = await crm.given_client(
        rep, name, phone="+79161234567", contact_name="Иванов Пётр", contact_telegram_id=77
    )
    deal = await crm.given_deal(rep, client_id=client.id, title="Кондиционер для Иванова")
    await crm.given_offer(deal, comment="Петру Иванову дорого")
    with by(rep):
        await crm.add_client_note(await crm.actor(rep), client.id, "Иванов просил 8 916 123 45 67")
        await crm.add_note(await crm.actor(rep), deal.id, "Обещал Иванову скидку")
        await crm.create_task(
            await crm.actor(rep),
            NewTask("Позвонить Иванову", client_id=client.id, deadline=Deadline(FRIDAY)),
        )
        await given_told_of_ivanov(crm, await crm.actor(rep), client)
    contact = (await crm.view_client(await crm.actor(rep), client.id)).view.contacts[0]
    return client, contact


async def given_told_of_ivanov(crm: Crm, actor, client) -> None:
    """From whom the client buys, and what was answered to a poll."""
    product_id = ProductId(await crm.given_product("Сервис"))
    rival = UseState.COMPETITOR
    await crm.state_product_use(actor, client.id, product_id, rival, "Брат Иванова", version=0)
    logged = await crm.log_interaction(actor, NewInteraction(InteractionKind.CALL, client.id))
    await crm.answer_poll_in_words(
        actor, logged.interaction.id, "needs", "priority", "Иванов любит рыбалку", version=0
    )


async def everything_kept(crm: Crm) -> str:
    """Every row of every table in words."""
    kept = []
    async with crm.connection() as connection:
        for table in metadata.tables:
            rows = await connection.scalars(text(f"SELECT to_jsonb({table})::text FROM {table}"))
            kept += [f"{table}: {row}" for row in rows]
    return "\n".join(kept)


def test_every_column_that_names_a_contact_says_what_an_erasure_does():
    naming = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if any(key.column is contacts.c.id for key in column.foreign_keys)
    }

    assert naming == set(ABOUT_CONTACT)


def test_free_texts_are_columns_that_there_are():
    for table, columns, _ in FREE_TEXTS:
        assert set(columns.split(", ")) <= set(metadata.tables[table].c.keys())


async def test_after_an_erasure_nothing_of_the_person_is_left_anywhere(crm, admin, rep):
    client, contact = await given_ivanov(crm, rep)

    with by(admin):
        await crm.erase_personal_data(admin, Subject.CONTACT, contact.id, "Просьба Иванова письмом")

    kept = await everything_kept(crm)
    for word in ("Иванов", "ivanov", "Пётр", "Петр", "9161234567", "916 123", '"telegram_id": 77'):
        assert word not in kept, [line for line in kept.split("\n") if word in line]
    page = await crm.view_client(admin, client.id)
    assert [person.name for person in page.view.contacts] == ["—"]
    assert page.view.phones == () or all(p.contact_id is None for p in page.view.phones)
    assert page.view.client.name == "Ромашка"


async def test_the_audit_keeps_that_it_was_done_by_whom_when_and_why(crm, admin, rep):
    _, contact = await given_ivanov(crm, rep)

    with by(admin):
        await crm.erase_personal_data(admin, Subject.CONTACT, contact.id, "Просьба письмом")

    (row,) = await crm.audit("erasures", 1)
    assert (row.actor_id, row.at, row.after["reason"]) == (admin.id, crm.now, "Просьба письмом")
    assert len(await crm.audit("contacts", contact.id)) == 2


async def test_others_at_the_client_keep_their_data(crm, admin, rep):
    client, contact = await given_ivanov(crm, rep)
    async with crm.transaction() as uow:
        await uow.clients.add_contact(client.id, "Сидорова Анна", None, crm.now)
        await uow.clients.add_phone(client.id, "+79990000000", None, crm.now)

    await crm.erase_personal_data(admin, Subject.CONTACT, contact.id, "Просьба")

    view = (await crm.view_client(admin, client.id)).view
    assert {person.name for person in view.contacts} == {"—", "Сидорова Анна"}
    assert [phone.number for phone in view.phones] == ["+79990000000"]


async def test_a_private_client_is_erased_with_everybody_at_it_and_with_what_was_merged_in(
    crm, admin, rep
):
    client, _ = await given_ivanov(crm, rep, name="Иванов Пётр")
    double = await crm.given_client(rep, "Иванов П", phone="+79161234567")
    await crm.note_address(admin, double.id, "Тверь, Стрелковая, 77")
    await crm.place_client(admin, double.id, Spot(56.858617, 35.917596))
    await crm.merge_clients(admin, client.id, double.id)
    (line,) = (await crm.list_merges(admin, client.id))[1]

    await crm.erase_personal_data(admin, Subject.CLIENT, client.id, "Просьба")

    kept = await everything_kept(crm)
    assert "Иванов" not in kept, [row for row in kept.split("\n") if "Иванов" in row]
    assert "9161234567" not in kept, [row for row in kept.split("\n") if "9161234567" in row]
    assert "Стрелковая" not in kept, [row for row in kept.split("\n") if "Стрелковая" in row]
    assert "56.858617" not in kept
    with pytest.raises(MergeIsFinal):
        await crm.undo_merge(admin, line.merge.id)


async def test_an_erased_person_is_known_again_by_phone_alone(crm, admin, rep):
    _, contact = await given_ivanov(crm, rep)
    await crm.erase_personal_data(admin, Subject.CONTACT, contact.id, "Просьба")

    async with crm.connection() as connection:
        known = await erased_among(connection, ["+79161234567", "+79990000000"])

    assert known == {"+79161234567"}


async def test_a_second_erasure_is_refused_and_only_administrators_erase(crm, admin, rep):
    _, contact = await given_ivanov(crm, rep)

    with pytest.raises(ErasureNotAllowed):
        await crm.erase_personal_data(await crm.actor(rep), Subject.CONTACT, contact.id, "Хочу")
    await crm.erase_personal_data(admin, Subject.CONTACT, contact.id, "Просьба")
    with pytest.raises(AlreadyErased):
        await crm.erase_personal_data(admin, Subject.CONTACT, contact.id, "Просьба")


async def test_everything_about_a_person_is_handed_out(crm, admin, rep):
    client, contact = await given_ivanov(crm, rep)

    of_contact = await crm.export_personal_data(admin, Subject.CONTACT, contact.id)
    of_client = await crm.export_personal_data(admin, Subject.CLIENT, client.id)

    assert of_contact["contacts"][0]["name"] == "Иванов Пётр"
    assert [row["number"] for row in of_contact["phones"]] == ["+79161234567"]
    assert {"clients", "contacts", "phones", "deals", "timeline"} <= of_client.keys()
    assert json.dumps(of_client)
