"""Clients are found by what people type, in a real database."""

import random
from itertools import product

import pytest
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.clients.likeness import forgiven_typos
from domain.clients.queries import FindClients, FoundClients
from domain.org.model import Actor, Role
from domain.rate_limits import RateLimits
from domain.transliteration import search_key
from storage.clients import search
from storage.clients.likeness import least_likeness, more_in_common
from storage.org.visibility import ids_of, ways_of
from storage.phone_numbers import read_phone
from storage.tables import clients, contacts, phones
from tests.clients_world import NOW, ClientsWorld

SYLLABLES = (
    *("ро", "ма", "ша", "ка", "лю", "ти", "лёк", "бе", "за", "й", "инвест", "торг", "про"),
)


@pytest.fixture
async def world(engine: AsyncEngine) -> ClientsWorld:
    world = ClientsWorld(engine)
    await world.given_company()
    return world


async def find(
    world: ClientsWorld, actor: Actor, wanted: str, *, offset: int = 0, size: int = 8
) -> FoundClients:
    find_clients = FindClients(world.desk, read_phone, RateLimits(lambda: world.now))
    return await find_clients(actor, wanted, offset=offset, size=size)


async def names(world: ClientsWorld, actor: Actor, wanted: str) -> list[str]:
    return [line.name for line in (await find(world, actor, wanted)).lines]


@pytest.mark.parametrize(
    "wanted",
    [
        *("ромашк", "romashka", "РОМ", "ро", "ооо ромашка", "ашка"),
        *("рамашка", "ромажка", "ромашкаа", "ормашка", "омашка", "роомашка"),
    ],
)
async def test_a_name_is_found_by_its_part_a_typo_or_in_the_other_alphabet(
    world: ClientsWorld, wanted: str
) -> None:
    anna = await world.given_person()
    await world.given_client(anna, 'ООО "Ромашка"')
    await world.given_client(anna, "Василёк")

    assert await names(world, anna, wanted) == ['ООО "Ромашка"']


async def test_a_short_word_beside_one_with_a_slip_hides_nothing(world: ClientsWorld) -> None:
    anna = await world.given_person()
    await world.given_client(anna, "Ромашка 5")

    assert await names(world, anna, "рамашка 5") == ["Ромашка 5"]


@pytest.mark.parametrize("wanted", ["иванов", "Пётр Иванов", "ivanof", "петр"])
async def test_a_contacts_name_finds_the_client(world: ClientsWorld, wanted: str) -> None:
    anna = await world.given_person()
    await world.given_client(anna, "Ромашка", contact="Иванов Пётр")

    (line,) = (await find(world, anna, wanted)).lines

    assert (line.name, line.contact_name) == ("Ромашка", "Иванов Пётр")


@pytest.mark.parametrize(
    "wanted",
    ["89991234567", "+7 999 123-45-67", "9991234567", "8 (999) 123 45 67", "7 999 123 4567"],
)
async def test_a_phone_finds_the_client_in_any_spelling(world: ClientsWorld, wanted: str) -> None:
    anna = await world.given_person()
    await world.given_client(anna, "Ромашка", "+7 999 123-45-67")
    await world.given_client(anna, "Лютик", "+7 999 123-45-68")

    assert await names(world, anna, wanted) == ["Ромашка"]


async def test_the_best_comes_first(world: ClientsWorld) -> None:
    anna = await world.given_person()
    for name in ("Рамашка", "Белая ромашка", "Ромашка Плюс", "Ромашка", "Автоматромашка"):
        await world.given_client(anna, name)

    assert await names(world, anna, "ромашка") == [
        "Ромашка",
        "Ромашка Плюс",
        "Белая ромашка",
        "Автоматромашка",
        "Рамашка",
    ]


async def test_a_client_found_by_name_and_contact_is_there_once(world: ClientsWorld) -> None:
    anna = await world.given_person()
    await world.given_client(anna, "ИП Иванов", contact="Иванов Пётр")

    found = await find(world, anna, "иванов")

    assert (len(found.lines), found.page.total) == (1, 1)
    assert found.lines[0].contact_name is None


async def test_pages_follow_each_other_and_a_page_past_the_end_is_the_first(
    world: ClientsWorld,
) -> None:
    anna = await world.given_person()
    for number in range(5):
        await world.given_client(anna, f"Ромашка {number}")

    first, last, past = [
        await find(world, anna, "ромашка", offset=offset, size=2) for offset in (0, 4, 20)
    ]

    assert (first.page.total, len(first.lines), len(last.lines)) == (5, 2, 1)
    assert (past.page.number, past.lines) == (1, first.lines)


async def test_a_word_that_everybody_has_finds_no_more_than_anybody_reads(
    world: ClientsWorld,
) -> None:
    anna = await world.given_person()
    await _given_many(world, anna, 1000)

    found = await find(world, anna, "о")

    assert found.page.total <= 4 * search.MOST_FOUND


async def test_clients_that_the_actor_may_not_see_are_not_found(world: ClientsWorld) -> None:
    anna, boris = await world.given_person(), await world.given_person("Борис")
    head = await world.given_person("Глава", Role.DIRECTOR)
    await world.given_client(boris, "Ромашка", "+7 999 123-45-67", "Иванов")

    for wanted in ("ромашка", "89991234567", "иванов"):
        assert await names(world, anna, wanted) == []
        assert await names(world, head, wanted) == ["Ромашка"]


@pytest.mark.parametrize(
    "wanted", ["", "   ", "!!!", "%", "_", "\\", "'; drop table clients; --", "а" * 5000, "\u200f"]
)
async def test_odd_texts_find_nothing_and_break_nothing(world: ClientsWorld, wanted: str) -> None:
    anna = await world.given_person()
    await world.given_client(anna, "Ромашка")

    assert await names(world, anna, wanted) == []


async def test_a_number_that_is_no_phone_is_looked_up_as_a_name(world: ClientsWorld) -> None:
    anna = await world.given_person()
    await world.given_client(anna, "Завод 0000000000")

    assert await names(world, anna, "0000000000") == ["Завод 0000000000"]


@pytest.mark.usefixtures("as_owner")
async def test_a_hundred_thousand_clients_are_searched_through_the_indexes(
    world: ClientsWorld,
) -> None:
    anna = await world.given_person()
    await _given_many(world, anna, 100_000)
    await world.given_client(anna, "Ромашка")

    plans = []
    ways, page = ways_of(anna.scope), {"offset": 0, "size": 8, **ids_of(anna.scope)}
    searches = (
        (
            search._searched_by_name(ways, is_short=False),
            page | search._typed(search_key("рамашка")),
        ),
        (search._searched_by_phone(ways), page | {"phone": "+79991234567"}),
    )
    async with world.engine.connect() as connection:
        for reading, values in searches:
            compiled = reading.statement.params(values).compile(
                dialect=connection.dialect, compile_kwargs={"literal_binds": True}
            )
            rows = await connection.exec_driver_sql(f"EXPLAIN {compiled}")
            plans.append("\n".join(row[0] for row in rows))

    for table, index in product(("clients", "contacts"), ("trigrams", "beginning", "slips")):
        assert f"ix_{table}_name_key_{index}" in plans[0]
    assert "ix_phones_number" in plans[1]
    assert "Seq Scan" not in plans[0] + plans[1]
    assert "Ромашка" in await names(world, anna, "рамашка")


async def test_no_name_that_is_as_like_is_passed_over_unweighed(world):
    chance = random.Random(3)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(300)]
    known = sorted({search_key(" ".join(chance.sample(words, 2))) for _ in range(1_000)})
    asked = {_with_a_slip(chance.choice(known), chance) for _ in range(40)}

    async with world.engine.connect() as connection:
        found = 0
        for key in asked:
            likeness = least_likeness(key, max(1, forgiven_typos(key)))
            given = {"key": key, "known": known, "likeness": likeness}
            given["patterns"] = more_in_common(key, likeness)
            as_like, unweighed = (await connection.execute(WEIGHED, given)).one()
            found += as_like
            assert unweighed == 0, key
    assert found >= len(asked)


WEIGHED = text(
    """
    SELECT count(*), count(*) FILTER (WHERE NOT ' ' || name LIKE ANY(CAST(:patterns AS text[])))
      FROM unnest(CAST(:known AS text[])) AS name
     WHERE word_similarity(:key, name) >= CAST(:likeness AS float8)
    """
)


def _with_a_slip(key: str, chance: random.Random) -> str:
    at = chance.randrange(len(key) - 1)
    slips = (key[at + 1 :], "e" + key[at + 1 :], key[at + 1] + key[at] + key[at + 2 :])
    return " ".join((key[:at] + chance.choice(slips)).split())


async def _given_many(world: ClientsWorld, owner: Actor, count: int) -> None:
    """``count`` clients of made-up names, a phone each, and statistics about them."""
    chance = random.Random(7)
    named = [
        " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))) for _ in range(2))
        for _ in range(count)
    ]
    async with world.engine.begin() as connection:
        await connection.execute(
            insert(clients),
            [
                {
                    "name": name,
                    "name_key": search_key(name),
                    "branch_id": owner.branch_id,
                    "owner_id": owner.id,
                    "segment": "prospect",
                    "created_at": NOW,
                }
                for name in named
            ],
        )
        await connection.execute(
            text(
                "INSERT INTO contacts (client_id, name, name_key, changed_at, changed_via)"
                " SELECT id, name, name_key, now(), 'cli' FROM clients"
            )
        )
        await connection.execute(
            text(
                "INSERT INTO phones (client_id, number, changed_at, changed_via)"
                " SELECT id, '+7900' || lpad(id::text, 7, '0'), now(), 'cli' FROM clients"
            )
        )
    async with world.engine.connect() as connection:
        raw = await connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in (clients, contacts, phones):
            await raw.execute(text(f"VACUUM ANALYZE {table.name}"))
