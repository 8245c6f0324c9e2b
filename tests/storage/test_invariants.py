"""Every invariant holds in a company that lives, and each one finds what breaks it."""

import re
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from storage.clients.references import REFERENCES, OnMerge
from storage.invariants import breaches, invariants
from storage.postgres.address import engine_url
from storage.tables import AUDITED
from tests.postgres_fixtures import Server
from tests.storage.broken_invariants import BROKEN

ON_ONE_CONNECTION = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def demo_url(migrated_server: Server, demo_template: str) -> Iterator[str]:
    """One database for all: what a test breaks is rolled back."""
    url = migrated_server.create(demo_template)
    yield url
    migrated_server.drop(url)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def demo_connection(demo_url: str) -> AsyncIterator[AsyncConnection]:
    """One for all: the server plans each query once."""
    engine = create_async_engine(engine_url(demo_url), poolclass=NullPool)
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


@pytest_asyncio.fixture(loop_scope="module")
async def demo(demo_connection: AsyncConnection) -> AsyncIterator[AsyncConnection]:
    yield demo_connection
    await demo_connection.rollback()


@ON_ONE_CONNECTION
async def test_none_is_breached_in_a_company_that_lives(demo):
    assert await breaches(demo) == []


async def test_none_is_breached_where_there_is_only_a_rulebook(crm):
    async with crm.connection() as connection:
        assert await breaches(connection) == []


@ON_ONE_CONNECTION
@pytest.mark.parametrize("name", BROKEN)
async def test_what_breaks_one_is_found_by_that_one_alone(demo, name):
    for statement in BROKEN[name]:
        await demo.exec_driver_sql(statement)

    assert [breach.name for breach in await breaches(demo)] == [name]


def test_each_has_something_that_breaks_it():
    assert [invariant.name for invariant in invariants()] == list(BROKEN)


def test_every_reference_that_a_merge_moves_is_asked_about():
    (query,) = [one.query for one in invariants() if one.name == "nothing-names-a-merged-client"]

    moved = {name for name, rule in REFERENCES.items() if rule is OnMerge.MOVED}
    assert {f"{table}.client_id" for table in re.findall(r"FROM (\w+) WHERE client_id", query)} | {
        "task_series.client_id",
        "clients.merged_into_id",
    } == moved


@ON_ONE_CONNECTION
async def test_every_trigger_that_there_is_is_asked_about(demo):
    queries = {invariant.name: invariant.query for invariant in invariants()}
    found = await demo.exec_driver_sql(
        "SELECT tgname::text, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    )
    there = {(name, table) for name, table in found}
    guards = queries["guards-stand"]
    of_merges = _listed(guards)
    asked = set(re.findall(r"\('(\w{2,})', '(\w+)'\)", guards))
    asked |= {("lead_to_survivor", table) for table in of_merges}
    asked |= {("audit", table) for table in _listed(queries["audited-tables-are-audited"])}

    assert asked == there
    assert {table for name, table in asked if name == "audit"} == {table.name for table in AUDITED}


def _listed(query: str) -> set[str]:
    found = re.search(r"'\{([\w,\s]+)\}'::text\[\]", query)
    assert found is not None
    return {name.strip() for name in found[1].split(",")}
