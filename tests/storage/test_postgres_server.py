"""How a server that cannot be used is named."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.migrations.run import migrate
from storage.postgres.address import dsn, engine_url, with_database
from storage.postgres.embedded import EmbeddedPostgres
from storage.postgres.errors import (
    OLDEST_SERVER,
    ChangeNotAllowed,
    DatabaseMissing,
    ExtensionNotAllowed,
    ServerTooOld,
    ServerUnreachable,
    WrongPassword,
)
from storage.postgres.server import connected, ensure_database, require_supported
from tests.bare_database import execute

PASSWORDS_FOR_ALL_BUT_THE_SUPERUSER = """
local all naparnik trust
local all all scram-sha-256
"""


@pytest.fixture(scope="module")
def guarded_server() -> Iterator[str]:
    """The admin address of a server that asks the role ``rep`` for the password ``сезам``."""
    home = Path(tempfile.mkdtemp(prefix="naparnik-home-"))
    home.chmod(0o755)
    postgres = EmbeddedPostgres(home, settings={"fsync": "off"}, is_durable=False)
    url = postgres.start()
    (home / "postgres/data/pg_hba.conf").write_text(PASSWORDS_FOR_ALL_BUT_THE_SUPERUSER)
    asyncio.run(prepare(url))
    yield url
    postgres.stop()
    shutil.rmtree(home)


async def prepare(admin_url: str) -> None:
    connection = await asyncpg.connect(dsn(admin_url))
    await connection.execute("SELECT pg_reload_conf()")
    await connection.execute("CREATE ROLE rep LOGIN PASSWORD 'сезам'")
    await connection.close()


@pytest.fixture
async def sales(guarded_server: str) -> AsyncIterator[str]:
    """The superuser's address of an empty database that belongs to the superuser."""
    yield await ensure_database(guarded_server, "sales")
    connection = await asyncpg.connect(dsn(guarded_server))
    await connection.execute("DROP DATABASE sales WITH (FORCE)")
    await connection.close()


def as_rep(url: str, password: str = "сезам") -> str:
    return (
        engine_url(url)
        .set(drivername="postgresql", username="rep", password=password)
        .render_as_string(hide_password=False)
    )


async def connect(url: str) -> None:
    async with connected(url) as connection:
        await connection.execute("SELECT 1")


async def test_a_server_with_the_right_password_will_do(sales):
    await connect(as_rep(sales))


async def test_a_wrong_password_is_named_without_being_shown(sales):
    with pytest.raises(WrongPassword) as refused:
        await connect(as_rep(sales, password="hunter2"))

    assert refused.value.user == "rep"
    assert "hunter2" not in str(refused.value)
    assert "Check the user and the password" in str(refused.value)


async def test_a_user_that_the_server_does_not_know_gets_the_same_words(sales):
    unknown = engine_url(sales).set(username="stranger", password="x", drivername="postgresql")

    with pytest.raises(WrongPassword):
        await connect(unknown.render_as_string(hide_password=False))


async def test_a_database_that_is_not_there_is_named(guarded_server):
    with pytest.raises(DatabaseMissing) as refused:
        await connect(with_database(guarded_server, "nowhere"))

    assert refused.value.database == "nowhere"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("postgresql://rep@127.0.0.1:1/sales", "127.0.0.1:1"),
        ("postgresql://rep@/sales?host=/nowhere", "/nowhere"),
    ],
)
async def test_a_server_that_does_not_answer_is_named(url, server):
    with pytest.raises(ServerUnreachable) as refused:
        await connect(url)

    assert refused.value.server == server


async def test_a_database_is_made_once_however_many_ask(guarded_server):
    urls = await asyncio.gather(*(ensure_database(guarded_server, 'the "one"') for _ in range(4)))

    await connect(urls[0])
    assert len(set(urls)) == 1


async def test_a_user_who_may_not_make_databases_is_told_to_have_one_made(sales):
    with pytest.raises(DatabaseMissing) as refused:
        await ensure_database(as_rep(sales), "mine")

    assert 'CREATE DATABASE "mine"' in str(refused.value)


async def test_a_missing_right_to_an_extension_is_named_with_what_to_run(sales):
    with pytest.raises(ExtensionNotAllowed) as refused:
        await migrate(as_rep(sales))

    assert refused.value.extension == "pg_trgm"
    assert "CREATE EXTENSION pg_trgm" in str(refused.value)


async def test_extensions_that_an_administrator_has_made_need_no_right(sales):
    for extension in ("pg_trgm", "unaccent", "btree_gist"):
        await execute(sales, f"CREATE EXTENSION {extension}")

    with pytest.raises(ChangeNotAllowed):  # the next thing that is missing
        await migrate(as_rep(sales))


async def test_the_owner_of_a_database_needs_no_administrator(sales):
    await execute(sales, "ALTER DATABASE sales OWNER TO rep")

    await migrate(as_rep(sales))


@given(st.integers(min_value=OLDEST_SERVER * 10_000, max_value=990_000))
def test_every_version_from_the_oldest_supported_on_is_taken(version_num):
    require_supported(version_num)


@given(st.integers(min_value=80_000, max_value=OLDEST_SERVER * 10_000 - 1))
def test_every_older_version_is_refused_by_its_major_number(version_num):
    with pytest.raises(ServerTooOld) as refused:
        require_supported(version_num)

    assert refused.value.found == version_num // 10_000


def test_a_server_of_version_14_is_told_to_be_upgraded():
    with pytest.raises(ServerTooOld) as refused:
        require_supported(140_013)

    assert str(refused.value).startswith("The server is Postgres 14, and 15 or newer is needed.")
