import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from storage.delivery.leadership import AdvisoryLeadership
from storage.postgres.address import engine_url
from tests.ledger_world import break_leaders_connection


@pytest.fixture
async def two_engines(bare_database_url):
    engines = [create_async_engine(engine_url(bare_database_url)) for _ in range(2)]
    yield engines
    for engine in engines:
        await engine.dispose()


async def test_of_two_processes_one_leads(two_engines):
    one, other = (AdvisoryLeadership(engine) for engine in two_engines)

    assert await one.is_held()
    assert not await other.is_held()
    assert await one.is_held()
    await one.resign()


async def test_who_resigns_is_followed_at_once(two_engines):
    one, other = (AdvisoryLeadership(engine) for engine in two_engines)
    await one.is_held()

    await one.resign()

    assert await other.is_held()
    assert not await one.is_held()
    await other.resign()


async def test_who_loses_the_connection_loses_the_lead(two_engines):
    one, other = (AdvisoryLeadership(engine) for engine in two_engines)
    await one.is_held()

    await break_leaders_connection(two_engines[1])

    assert await other.is_held()
    assert not await one.is_held()
    await other.resign()
