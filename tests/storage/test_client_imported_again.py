"""What an import does with clients that were merged, and with people whose data were erased."""

import pytest

from domain.clients.erasure import Subject
from domain.imports.columns import Kind
from domain.imports.model import Fault, Notice
from domain.org.model import Role
from tests.crm import Crm
from tests.imports_world import ImportWorld

HEADER = "id,name,phone,contact,region"


@pytest.fixture
async def admin(crm: Crm):
    return await crm.actor(await crm.given_person("Мария Лебедева", Role.ADMINISTRATOR))


@pytest.fixture
def world(crm: Crm, tmp_path):
    return ImportWorld(crm.engine, tmp_path)


async def test_a_files_id_of_a_merged_client_means_the_survivor(crm, admin, world):
    await world.given(world.file(Kind.CLIENTS, HEADER, "7,Ромашка,,,", "8,Рамашка,,,"))
    ids = dict(await world.rows("SELECT external_key, id FROM clients"))
    await crm.merge_clients(admin, ids["client:7"], ids["client:8"])

    done = await world.given(world.file(Kind.CLIENTS, HEADER, "8,Рамашка,+7 916 123-45-67,,Тверь"))

    assert done.of(Kind.CLIENTS).filled == 1
    assert await world.rows("SELECT client_id, number FROM phones") == [
        (ids["client:7"], "+79161234567")
    ]
    assert await world.rows("SELECT id FROM clients WHERE region = 'Тверь'") == [(ids["client:7"],)]


async def test_an_erased_person_is_not_brought_back_and_the_row_says_why(crm, admin, world):
    rep = await crm.given_person()
    client = await crm.given_client(
        rep, "Ромашка", phone="+79161234567", contact_name="Иванов Пётр"
    )
    person = (await crm.view_client(admin, client.id)).view.contacts[0]
    await crm.erase_personal_data(admin, Subject.CONTACT, person.id, "Просьба")

    file = world.file(Kind.CLIENTS, HEADER, "9,Лютик,8 916 123-45-67,Иванов Пётр,")
    _, kept = await world.refusing(file)

    assert kept.reasons == [(2, "name", Fault.ERASED)]
    assert await world.rows("SELECT count(*) FROM clients WHERE name = 'Лютик'") == [(0,)]
    assert await world.rows("SELECT count(*) FROM phones") == [(0,)]


@pytest.mark.parametrize("is_from_file", [True, False])
async def test_a_private_client_whom_only_deals_name_is_not_brought_back(
    crm, admin, world, is_from_file
):
    deals = "id,owner,stage,client,amount"
    anna = await crm.given_person("Анна Серова")
    if is_from_file:
        await world.given(world.file(Kind.DEALS, deals, "1,Анна Серова,Engaging,Иванов Пётр,100"))
        (client_id,) = (await world.rows("SELECT id FROM clients"))[0]
    else:
        client_id = (await crm.given_client(anna, "Иванов Пётр")).id
    await crm.erase_personal_data(admin, Subject.CLIENT, client_id, "Просьба")

    done = await world.given(
        world.file(
            Kind.DEALS,
            deals,
            "1,Анна Серова,Engaging,Иванов Пётр,100",
            "2,Анна Серова,Engaging,ИВАНОВ ПЁТР,200",
        )
    )

    assert done.notices[Notice.CLIENT_ERASED] == 1
    assert await world.rows("SELECT name FROM clients") == [("—",)]
    assert await world.rows("SELECT title FROM deals WHERE title ILIKE '%иванов%'") == []
    assert await world.value("SELECT count(*) FROM deals WHERE amount = 200") == 1
