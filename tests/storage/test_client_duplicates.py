"""Pairs of clients that may be one: found in the whole base, shown to who may see them, settled."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.clients.duplicates import SEARCH_IS_FRESH_FOR, Sign
from domain.clients.merging import MergeNotAllowed
from domain.errors import NotFound
from domain.org.model import Role
from tests.crm import Crm


@pytest.fixture
async def head(crm: Crm):
    return await crm.actor(await crm.given_person("Ольга Смирнова", Role.DIRECTOR))


@pytest.fixture
async def rep(crm: Crm):
    return await crm.given_person()


async def found(crm: Crm, actor):
    crm.now += SEARCH_IS_FRESH_FOR
    await crm.search_duplicates()
    return (await crm.list_duplicates(actor, offset=0, size=8)).pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ООО «Ромашка»", "ROMASHKA LLC"),
        ("Ромашка", "Рамашка"),
        ("Ромашка Сервис", "Сервис Ромашка"),
        ("ИП Иванов", "Общество с ограниченной ответственностью «Иванов»"),
    ],
)
async def test_names_are_alike_whatever_their_alphabet_form_order_and_a_typo(
    crm, head, rep, one, other
):
    await crm.given_client(rep, one)
    await crm.given_client(rep, other)
    await crm.given_client(rep, "Лютик")

    pairs = await found(crm, head)

    assert [(pair.one.name, pair.other.name, pair.signs) for pair in pairs] == [
        (one, other, (Sign.NAME,))
    ]


async def test_an_equal_phone_email_and_tax_number_are_signs_and_the_surest_pair_stands_first(
    crm, head, rep
):
    for name, number in (("Ромашка", "+79161234567"), ("Лютик", "+79161234567")):
        await crm.given_client(rep, name, phone=number)
    for name in ("Василёк", "Клевер"):
        await crm.given_client(rep, name, contact_name="Иванов")
    async with crm.connection() as connection:
        await connection.execute(
            text("UPDATE contacts SET email = CASE WHEN id % 2 = 0 THEN 'A@b.ru' ELSE 'a@B.ru' END")
        )
        await connection.execute(
            text("UPDATE clients SET tax_number = '7701234567' WHERE name IN ('Василёк', 'Клевер')")
        )

    pairs = await found(crm, head)

    assert [(pair.one.name, pair.signs) for pair in pairs] == [
        ("Василёк", (Sign.TAX_NUMBER, Sign.EMAIL)),
        ("Ромашка", (Sign.PHONE,)),
    ]


async def test_names_that_only_begin_alike_are_two_clients(crm, head, rep):
    await crm.given_client(rep, "Иванов Игорь")
    await crm.given_client(rep, "Иванов Иван")

    assert await found(crm, head) == ()


async def test_of_a_client_that_the_head_does_not_see_only_owner_and_branch_are_shown(crm, rep):
    elsewhere = await crm.given_branch("Новосибирск")
    stranger = await crm.given_person("Вера Соколова", branch=elsewhere)
    manager = await crm.actor(await crm.given_person("Сергей Волков", Role.MANAGER))
    await crm.given_client(rep, "Ромашка")
    await crm.given_client(stranger, "Рамашка")
    await crm.given_client(stranger, "Лютик")
    await crm.given_client(stranger, "Люттик")

    (pair,) = await found(crm, manager)

    assert (pair.one.name, pair.other.name, pair.other.client_id) == ("Ромашка", None, None)
    assert (pair.other.owner_name, pair.other.branch_name) == ("Вера Соколова", "Новосибирск")
    with pytest.raises(NotFound):
        await crm.tell_apart(manager, pair.id)


async def test_what_was_told_apart_is_never_proposed_again_even_for_what_it_became(crm, head, rep):
    one = await crm.given_client(rep, "Ромашка")
    await crm.given_client(rep, "Рамашка")
    (pair,) = await found(crm, head)
    await crm.tell_apart(head, pair.id)
    await crm.tell_apart(head, pair.id)
    whole = await crm.given_client(rep, "Romashka")
    await crm.merge_clients(head, whole.id, one.id)

    assert await found(crm, head) == ()
    assert await crm.list_duplicates_of(head, whole.id) == []


async def test_a_merged_client_is_in_no_pair_until_the_merge_is_undone(crm, head, rep):
    one, other = await crm.given_client(rep, "Ромашка"), await crm.given_client(rep, "Рамашка")
    await found(crm, head)
    await crm.merge_clients(head, one.id, other.id)
    during = (await crm.list_duplicates(head, offset=0, size=8)).pairs
    (line,) = (await crm.list_merges(head, one.id))[1]

    await crm.undo_merge(head, line.merge.id)

    assert during == ()
    assert len((await crm.list_duplicates(head, offset=0, size=8)).pairs) == 1


async def test_a_pair_keeps_its_id_from_search_to_search_and_goes_when_nothing_speaks_for_it(
    crm, head, rep
):
    await crm.given_client(rep, "Ромашка")
    other = await crm.given_client(rep, "Рамашка")
    first = await found(crm, head)
    again = await found(crm, head)
    await crm.rename_client(head, other.id, "Лютик")

    gone = await found(crm, head)

    assert [pair.id for pair in first] == [pair.id for pair in again]
    assert gone == ()


async def test_the_base_is_looked_through_once_in_a_while(crm, head):
    first = await crm.search_duplicates()
    crm.now += SEARCH_IS_FRESH_FOR - timedelta(seconds=1)
    second = await crm.search_duplicates()
    crm.now += timedelta(seconds=1)

    assert (first, second, await crm.search_duplicates()) == (True, False, True)


async def test_duplicates_are_for_heads(crm, rep):
    with pytest.raises(MergeNotAllowed):
        await crm.list_duplicates(await crm.actor(rep), offset=0, size=8)


async def test_a_number_that_many_share_gives_few_pairs(crm, head, rep):
    for number in range(40):
        await crm.given_client(rep, f"{number}" * 3 + "а" * number, phone="+79161234567")
    crm.now += SEARCH_IS_FRESH_FOR

    await crm.search_duplicates()

    assert (await crm.list_duplicates(head, offset=0, size=8)).page.total < 400
