"""Clients are created, changed and shown, in a real database."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.clients.errors import ClientHasTwins
from domain.clients.model import ClientId
from domain.clients.queries import ViewClient, ViewClientTimeline
from domain.clients.typed_line import TypedClient
from domain.clients.use_cases import (
    AddClientContact,
    AddClientNote,
    AddClientPhone,
    CreateClient,
    RenameClient,
)
from domain.deals.use_cases import CreateDeal
from domain.errors import NotFound
from domain.money import Money
from domain.names import NameMissing, NameTooLong
from domain.org.model import Role
from domain.phones import PhoneUnreadable
from domain.segments.use_cases import ChangeSegment
from storage.phone_numbers import read_phone
from tests.clients_world import ClientsWorld


def rubles(amount: int) -> Money:
    return Money(Decimal(amount), "RUB")


@pytest.fixture
async def world(engine: AsyncEngine) -> ClientsWorld:
    world = ClientsWorld(engine)
    await world.given_company()
    return world


async def test_a_new_client_is_the_actors_own_in_the_rulebooks_segment(world: ClientsWorld) -> None:
    anna = await world.given_person()

    client = await CreateClient(world.desk, read_phone)(
        anna, TypedClient("  Ромашка\x00 ", "8 (999) 123-45-67 доб. 12", "Иванов Пётр", 42)
    )

    page = await ViewClient(world.desk)(anna, client.id)
    view = page.view
    assert (view.client.name, view.client.segment) == ("Ромашка", "prospect")
    assert (view.owner_name, view.branch_name) == ("Анна Серова", "Москва")
    assert [(phone.number, phone.extension) for phone in view.phones] == [("+79991234567", "12")]
    assert [(one.name, one.telegram_id) for one in view.contacts] == [("Иванов Пётр", 42)]
    assert view.phones[0].contact_id == view.contacts[0].id
    assert page.last_event is not None
    assert page.last_event.kind == "client_created"


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (TypedClient("\u200f \x00"), NameMissing),
        (TypedClient("а" * 5000), NameTooLong),
        (TypedClient("Ромашка", "12 тыс"), PhoneUnreadable),
        (TypedClient("Ромашка", "+7 000 000-00-00"), PhoneUnreadable),
        (TypedClient("Ромашка", None, "а" * 201), NameTooLong),
    ],
)
async def test_what_cannot_be_kept_is_refused(
    world: ClientsWorld, typed: TypedClient, refusal: type[Exception]
) -> None:
    anna = await world.given_person()

    with pytest.raises(refusal):
        await CreateClient(world.desk, read_phone)(anna, typed)


async def test_a_phone_is_read_as_one_of_the_branchs_country(world: ClientsWorld) -> None:
    berlin = await world.given_branch("Berlin", country="DE")
    karl = await world.given_person("Karl", branch_id=berlin)

    client = await world.given_client(karl, "Blume", "030 901820")

    assert await world.numbers(client) == ["+4930901820"]


@pytest.mark.parametrize("name", ["Рамашка", "romashka", "ООО «Ромашка»", "ромашак"])
async def test_a_similar_name_is_shown_before_saving(world: ClientsWorld, name: str) -> None:
    anna = await world.given_person()
    known = await world.given_client(anna, 'ООО "Ромашка"')

    with pytest.raises(ClientHasTwins) as refusal:
        await CreateClient(world.desk, read_phone)(anna, TypedClient(name))

    (twin,) = refusal.value.facts["twins"]
    assert (twin.client_id, twin.name, twin.by_phone) == (known.id, 'ООО "Ромашка"', False)


@pytest.mark.parametrize("name", ["Василёк", "Ромашка Плюс Логистика", "Рома"])
async def test_another_name_is_no_twin(world: ClientsWorld, name: str) -> None:
    anna = await world.given_person()
    await world.given_client(anna, "Ромашка")

    created = await CreateClient(world.desk, read_phone)(anna, TypedClient(name))

    assert created.name == name


async def test_the_same_phone_is_the_surest_twin(world: ClientsWorld) -> None:
    anna = await world.given_person()
    by_name = await world.given_client(anna, "Ромашка")
    by_phone = await world.given_client(anna, "Лютик", "+7 999 123-45-67")

    with pytest.raises(ClientHasTwins) as refusal:
        await CreateClient(world.desk, read_phone)(anna, TypedClient("Ромашка", "89991234567"))

    twins = refusal.value.facts["twins"]
    assert [twin.client_id for twin in twins] == [by_phone.id, by_name.id]
    assert [twin.by_phone for twin in twins] == [True, False]


async def test_of_another_branchs_twin_only_owner_and_branch_are_told(world: ClientsWorld) -> None:
    anna = await world.given_person()
    kazan = await world.given_branch("Казань")
    boris = await world.given_person("Борис Чужой", branch_id=kazan)
    await world.given_client(boris, "Ромашка", "+7 999 123-45-67")

    with pytest.raises(ClientHasTwins) as refusal:
        await CreateClient(world.desk, read_phone)(anna, TypedClient("Лютик", "+7 999 123-45-67"))

    (twin,) = refusal.value.facts["twins"]
    assert (twin.client_id, twin.name) == (None, None)
    assert (twin.owner_name, twin.branch_name) == ("Борис Чужой", "Казань")


async def test_five_twins_at_most_are_named(world: ClientsWorld) -> None:
    anna = await world.given_person()
    for _ in range(7):
        await world.given_client(anna, "Ромашка")

    with pytest.raises(ClientHasTwins) as refusal:
        await CreateClient(world.desk, read_phone)(anna, TypedClient("Ромашка"))

    assert len(refusal.value.facts["twins"]) == 5


async def test_two_at_once_do_not_both_create_the_client_of_a_phone(world: ClientsWorld) -> None:
    anna, vera = await world.given_person(), await world.given_person("Вера")
    create = CreateClient(world.desk, read_phone)

    outcomes = await asyncio.gather(
        create(anna, TypedClient("Ромашка", "+7 999 123-45-67")),
        create(vera, TypedClient("Лютик", "+7 999 123-45-67")),
        return_exceptions=True,
    )

    assert sorted(isinstance(outcome, ClientHasTwins) for outcome in outcomes) == [False, True]


async def test_a_phone_is_added_once(world: ClientsWorld) -> None:
    anna = await world.given_person()
    client = await world.given_client(anna, "Ромашка")
    add = AddClientPhone(world.desk, read_phone)

    await add(anna, client.id, "8 999 123-45-67")
    await add(anna, client.id, "+7 (999) 1234567")

    assert await world.numbers(client) == ["+79991234567"]
    assert await world.happened(client) == ["client_created", "phone_added"]


async def test_another_clients_phone_is_added_only_when_that_is_meant(world: ClientsWorld) -> None:
    anna = await world.given_person()
    await world.given_client(anna, "Ромашка", "+7 999 123-45-67")
    lutik = await world.given_client(anna, "Лютик")
    add = AddClientPhone(world.desk, read_phone)

    with pytest.raises(ClientHasTwins):
        await add(anna, lutik.id, "89991234567")
    await add(anna, lutik.id, "89991234567", in_spite_of_twins=True)

    assert await world.numbers(lutik) == ["+79991234567"]


async def test_a_contact_named_again_is_the_same_contact(world: ClientsWorld) -> None:
    anna = await world.given_person()
    client = await world.given_client(anna, "Ромашка", contact="Пётр")
    add = AddClientContact(world.desk, read_phone)

    await add(anna, client.id, TypedClient("пётр", "+7 999 123-45-67"))
    await add(anna, client.id, TypedClient("Мария", "+7 999 123-45-68"))

    view = (await ViewClient(world.desk)(anna, client.id)).view
    assert [one.name for one in view.contacts] == ["Пётр", "Мария"]
    assert [phone.contact_id for phone in view.phones] == [one.id for one in view.contacts]


async def test_a_client_is_renamed_and_found_by_the_new_name(world: ClientsWorld) -> None:
    anna = await world.given_person()
    client = await world.given_client(anna, "Ромашка")

    await RenameClient(world.desk)(anna, client.id, "Василёк")
    await RenameClient(world.desk)(anna, client.id, "Василёк")

    async with world.begin() as uow:
        lines, _ = await uow.clients.search("vasilek", None, anna.scope, offset=0, size=8)
    assert [line.id for line in lines] == [client.id]
    assert await world.happened(client) == ["client_created", "client_renamed"]


async def test_a_segment_is_one_of_the_rulebooks(world: ClientsWorld) -> None:
    anna = await world.given_person()
    client = await world.given_client(anna, "Ромашка")
    change = ChangeSegment(world.desk)

    with pytest.raises(NotFound):
        await change(anna, client.id, "dearest")
    await change(anna, client.id, "vip")
    await change(anna, client.id, "vip")

    assert (await ViewClient(world.desk)(anna, client.id)).view.client.segment == "vip"
    assert await world.happened(client) == ["client_created", "segment_changed"]


async def test_the_timeline_is_read_newest_first_page_by_page(world: ClientsWorld) -> None:
    anna = await world.given_person()
    client = await world.given_client(anna, "Ромашка")
    for number in range(9):
        await AddClientNote(world.desk)(anna, client.id, f"заметка {number}")

    _, entries, page, _ = await ViewClientTimeline(world.desk)(anna, client.id, offset=8, size=8)

    assert (page.number, page.count, page.total) == (2, 2, 10)
    assert [entry.kind for entry in entries] == ["note", "client_created"]
    assert entries[0].facts["text"] == "заметка 0"


async def test_money_on_the_card_is_of_deals_that_the_reader_sees(world: ClientsWorld) -> None:
    head = await world.given_person("Глава", Role.DIRECTOR)
    anna = await world.given_person()
    client = await world.given_client(anna, "Ромашка")
    create = CreateDeal(world.desk)
    await create(anna, client.id, amount=rubles(100))
    await create(head, client.id, amount=rubles(900))

    hers = (await ViewClient(world.desk)(anna, client.id)).view
    all_ = (await ViewClient(world.desk)(head, client.id)).view

    assert (hers.open_deals, hers.open_money) == (1, (rubles(100),))
    assert (all_.open_deals, all_.open_money) == (2, (rubles(1000),))


async def test_anothers_client_is_to_everybody_as_one_that_does_not_exist(
    world: ClientsWorld,
) -> None:
    anna = await world.given_person()
    stranger = await world.given_person("Борис Чужой")
    client = await world.given_client(anna, "Ромашка")
    acts = [
        lambda id_: ViewClient(world.desk)(stranger, id_),
        lambda id_: ViewClientTimeline(world.desk)(stranger, id_, offset=0, size=8),
        lambda id_: AddClientPhone(world.desk, read_phone)(stranger, id_, "89991234567"),
        lambda id_: AddClientContact(world.desk, read_phone)(stranger, id_, TypedClient("Пётр")),
        lambda id_: RenameClient(world.desk)(stranger, id_, "Другое"),
        lambda id_: ChangeSegment(world.desk)(stranger, id_, "vip"),
        lambda id_: AddClientNote(world.desk)(stranger, id_, "слово"),
    ]

    for act in acts:
        with pytest.raises(NotFound) as hidden:
            await act(client.id)
        with pytest.raises(NotFound) as missing:
            await act(ClientId(10**12))
        assert hidden.value.facts.keys() == missing.value.facts.keys()
    assert await world.happened(client) == ["client_created"]


async def test_whoever_stands_in_for_the_owner_sees_the_client(world: ClientsWorld) -> None:
    anna = await world.given_person()
    vera = await world.given_person("Вера")
    client = await world.given_client(anna, "Ромашка")
    deputy = replace(vera, scope=vera.scope | anna.scope)

    assert (await ViewClient(world.desk)(deputy, client.id)).view.client.name == "Ромашка"
