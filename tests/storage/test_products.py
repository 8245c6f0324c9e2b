"""What clients use, what to offer next, the catalogue, and the matrix."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from domain.clients.model import Client
from domain.errors import NotFound
from domain.org.errors import AdministratorsOnly
from domain.org.model import Person
from domain.products.errors import (
    ProductChanged,
    ProductNameTaken,
    ProductUseChanged,
    ProductWithdrawn,
)
from domain.products.matrix_files import MatrixWords
from domain.products.model import Likeness, ProductId, UseState
from domain.products.use_cases import next_missing
from storage.products.matrix_workbook import write_matrix_workbook
from tests.builders import a_rulebook
from tests.crm import Crm, by

LEAST = a_rulebook().cross_sell.least_similar_clients


@pytest.fixture
async def rep(crm: Crm) -> Person:
    return await crm.given_person("Анна")


async def given_products(crm: Crm, *names: str) -> list[ProductId]:
    return [ProductId(await crm.given_product(name)) for name in names]


async def given_won(crm: Crm, owner: Person, client: Client, product: ProductId) -> None:
    await crm.given_deal(
        owner, client_id=client.id, product_id=product, status="won", stage="offer"
    )


async def given_similar(
    crm: Crm,
    owner: Person,
    count: int,
    *products: ProductId,
    segment: str = "prospect",
    sector: str | None = None,
) -> None:
    for number in range(count):
        client = await crm.given_client(owner, f"Похожий {number} {segment}", segment=segment)
        await given_sector(crm, client, sector)
        for product in products:
            await given_won(crm, owner, client, product)


async def given_sector(crm: Crm, client: Client, sector: str | None) -> None:
    async with crm.connection() as connection:
        await connection.execute(
            text("UPDATE clients SET sector = :sector WHERE id = :id"),
            {"sector": sector, "id": client.id},
        )


async def suggested(crm: Crm, client: Client) -> Any:
    """What is asked for alone is the first of all that can be suggested."""
    async with crm.begin() as uow:
        alone = await next_missing(uow, client.id, a_rulebook())
        first = await uow.products_in_use.suggestions(client.id, least_similar=LEAST, limit=1)
    assert first == ([alone] if alone else [])
    return alone


async def states(crm: Crm, owner: Person, client: Client) -> dict[str, UseState | None]:
    known = await crm.view_client_products(await crm.actor(owner), client.id)
    return {use.product.name: use.state for use in known.uses}


async def test_what_was_won_is_in_use_and_the_later_word_counts(crm: Crm, rep: Person) -> None:
    actor = await crm.actor(rep)
    client = await crm.given_client(rep)
    service, fans = await given_products(crm, "Сервис", "Вентиляция")
    await given_won(crm, rep, client, service)
    crm.now += timedelta(hours=1)

    assert (await states(crm, rep, client))["Сервис"] is UseState.USED
    with by(rep):
        said = await crm.state_product_use(actor, client.id, service, UseState.ABSENT, version=0)
    assert (said.state, said.said_by, said.version) == (UseState.ABSENT, "Анна", 1)
    again = await crm.state_product_use(actor, client.id, service, UseState.ABSENT, version=0)
    assert again == said
    with pytest.raises(ProductUseChanged):
        await crm.state_product_use(actor, client.id, service, UseState.USED, version=0)

    crm.now += timedelta(hours=1)
    await given_won(crm, rep, client, service)
    assert (await states(crm, rep, client))["Сервис"] is UseState.USED
    await crm.state_product_use(actor, client.id, fans, UseState.COMPETITOR, " Климат ", version=0)
    assert await states(crm, rep, client) == {
        "Вентиляция": UseState.COMPETITOR,
        "Сервис": UseState.USED,
    }
    page = await crm.view_client(actor, client.id)
    assert page.products == ["Сервис"]
    assert page.last_event.kind == "product_stated"
    assert page.last_event.facts["words"] == "Климат"


async def test_the_next_product_is_what_the_most_alike_use_most(crm: Crm, rep: Person) -> None:
    client = await crm.given_client(rep, segment="vip")
    await given_sector(crm, client, "кафе")
    service, fans, freon, pumps = await given_products(
        crm, "Сервис", "Вентиляция", "Фреон", "Насосы"
    )
    assert await suggested(crm, client) is None

    await given_similar(crm, rep, LEAST, service, segment="prospect")
    told = await suggested(crm, client)
    assert (told.product.id, told.users, told.similar) == (service, LEAST, LEAST)
    assert told.likeness is Likeness.ALL

    await given_similar(crm, rep, LEAST, fans, segment="vip", sector="отель")
    assert (await suggested(crm, client)).likeness is Likeness.SEGMENT
    await given_similar(crm, rep, LEAST - 1, freon, pumps, segment="vip", sector="кафе")
    assert (await suggested(crm, client)).product.id == fans
    await given_similar(crm, rep, 1, pumps, segment="vip", sector="кафе")
    told = await suggested(crm, client)
    assert (told.product.id, told.users, told.similar) == (pumps, LEAST, LEAST)
    assert told.likeness is Likeness.SECTOR

    actor = await crm.actor(rep)
    await crm.state_product_use(actor, client.id, pumps, UseState.NOT_NEEDED, version=0)
    assert (await suggested(crm, client)).product.id == freon
    await crm.given_deal(rep, client_id=client.id, product_id=freon)
    assert (await suggested(crm, client)).product.id == fans
    await given_won(crm, rep, client, fans)
    told = await suggested(crm, client)
    assert (told.product.id, told.likeness) == (service, Likeness.ALL)


async def test_of_products_used_equally_the_name_decides(crm: Crm, rep: Person) -> None:
    client = await crm.given_client(rep)
    second, first = await given_products(crm, "Б", "А")
    await given_similar(crm, rep, LEAST, second, first)

    assert (await suggested(crm, client)).product.id == first


async def test_a_strangers_client_and_an_unknown_product_are_not_found(
    crm: Crm, rep: Person
) -> None:
    client = await crm.given_client(rep)
    (service,) = await given_products(crm, "Сервис")
    stranger = await crm.actor(await crm.given_person("Вера"))

    with pytest.raises(NotFound):
        await crm.view_client_products(stranger, client.id)
    with pytest.raises(NotFound):
        await crm.state_product_use(stranger, client.id, service, UseState.USED, version=0)
    with pytest.raises(NotFound):
        await crm.state_product_use(
            await crm.actor(rep), client.id, ProductId(service + 1), UseState.USED, version=0
        )


async def test_an_administrator_keeps_the_catalogue(crm: Crm, rep: Person) -> None:
    actor = await crm.actor(rep)
    client = await crm.given_client(rep)
    chief = await crm.actor(await crm.given_person("Мария", "administrator"))
    with pytest.raises(AdministratorsOnly):
        await crm.add_product(actor, "Сервис")

    product = await crm.add_product(chief, "  GTX  Pro ")
    with pytest.raises(ProductNameTaken):
        await crm.add_product(chief, "gtxpro")
    renamed = await crm.rename_product(chief, product.id, "Сервис", version=1)
    assert await crm.rename_product(chief, product.id, "Сервис", version=1) == renamed
    with pytest.raises(ProductChanged):
        await crm.withdraw_product(chief, product.id, is_withdrawn=True, version=1)
    withdrawn = await crm.withdraw_product(chief, product.id, is_withdrawn=True, version=2)
    again = await crm.withdraw_product(chief, product.id, is_withdrawn=True, version=2)
    assert withdrawn.is_withdrawn
    assert again == withdrawn

    with pytest.raises(ProductWithdrawn):
        await crm.create_deal(actor, client.id, product_id=product.id)
    assert (await crm.list_products(actor, "серв", offset=0, size=8)).products == ()
    found = await crm.list_products(chief, "СЕРВ", offset=0, size=8)
    assert [one.name for one in found.products] == ["Сервис"]
    back = await crm.withdraw_product(chief, product.id, is_withdrawn=False, version=3)
    assert not back.is_withdrawn
    assert (await crm.create_deal(actor, client.id, product_id=product.id)).title == "Сервис"


async def test_the_matrix_has_the_readers_clients_and_the_most_used_first(
    crm: Crm, rep: Person
) -> None:
    actor = await crm.actor(rep)
    other = await crm.given_person("Вера")
    service, fans = await given_products(crm, "Сервис", "Вентиляция")
    one = await crm.given_client(rep, "=Арка", segment="vip")
    two = await crm.given_client(rep, "Берёза")
    theirs = await crm.given_client(other, "Чужая")
    await given_won(crm, rep, one, service)
    await given_won(crm, other, theirs, fans)
    await crm.state_product_use(actor, two.id, fans, UseState.NOT_NEEDED, version=0)

    matrix, _ = await crm.view_matrix(actor)
    assert [row.name for row in matrix.clients] == ["=Арка", "Берёза"]
    assert [(column.name, column.users) for column in matrix.products] == [
        ("Сервис", 1),
        ("Вентиляция", 0),
    ]
    assert matrix.cells == {
        (one.id, service): UseState.USED,
        (two.id, fans): UseState.NOT_NEEDED,
    }
    part, _ = await crm.view_matrix(actor, clients=(30, 1), products=(1, 1))
    assert [row.name for row in part.clients] == ["Берёза"]
    assert part.cells == {(two.id, fans): UseState.NOT_NEEDED}
    vips, _ = await crm.view_matrix(actor, segment="vip")
    assert [row.name for row in vips.clients] == ["=Арка"]
    with pytest.raises(NotFound):
        await crm.view_matrix(actor, segment="none")
    assert (await crm.view_product(actor, fans)).users == 0

    words = MatrixWords(
        title="Матрица",
        client="Клиент",
        segment="Сегмент",
        sector="Отрасль",
        owner="Ответственный",
        branch="Филиал",
        states={state: str(state) for state in UseState},
        segments={},
    )
    sheet = load_workbook(BytesIO(write_matrix_workbook(matrix, words))).worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:G3"
    assert [cell.value for cell in sheet[2]][-2:] == ["used", None]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=Арка", "s")


async def test_what_is_known_of_two_records_of_one_client_is_brought_together(
    crm: Crm, rep: Person
) -> None:
    actor = await crm.actor(rep)
    head = await crm.actor(await crm.given_person("Елена", "director"))
    survivor, loser = await crm.given_client(rep), await crm.given_client(rep, "Рамашка")
    both, one = await given_products(crm, "Сервис", "Вентиляция")
    await crm.state_product_use(actor, survivor.id, both, UseState.USED, version=0)
    await crm.state_product_use(actor, loser.id, both, UseState.ABSENT, version=0)
    await crm.state_product_use(actor, loser.id, one, UseState.NOT_NEEDED, version=0)

    await crm.merge_clients(head, survivor.id, loser.id)

    assert await states(crm, rep, loser) == {
        "Вентиляция": UseState.NOT_NEEDED,
        "Сервис": UseState.USED,
    }
    async with crm.connection() as connection:
        merged = await connection.scalar(text("SELECT max(id) FROM client_merges"))
    await crm.undo_merge(head, merged)
    assert (await states(crm, rep, loser))["Сервис"] is UseState.ABSENT
    assert (await states(crm, rep, survivor))["Вентиляция"] is None
