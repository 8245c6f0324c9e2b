import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.delivery.leadership import CERTAIN_SECONDS, LEASE_SECONDS, AdvisoryLeadership
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


async def test_who_leads_is_called_by_who_follows(two_engines):
    called, other_called = asyncio.Event(), asyncio.Event()
    one = AdvisoryLeadership(two_engines[0], on_call=called.set)
    other = AdvisoryLeadership(two_engines[1], on_call=other_called.set)
    await one.is_held()
    await other.is_held()

    await other.call()

    await asyncio.wait_for(called.wait(), 20)
    assert not other_called.is_set()
    await one.resign()


class Seconds:
    """A clock that stands still until a test moves it."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


async def test_who_does_not_ask_in_time_is_certain_no_longer(two_engines):
    clock = Seconds()
    one = AdvisoryLeadership(two_engines[0], monotonic=clock)
    before = one.is_certain()
    await one.is_held()
    clock.now = CERTAIN_SECONDS - 0.001
    nearly_over = one.is_certain()
    clock.now = CERTAIN_SECONDS
    over = one.is_certain()
    await one.is_held()

    assert (before, nearly_over, over) == (False, True, False)
    assert one.is_certain()
    assert CERTAIN_SECONDS < LEASE_SECONDS
    await one.resign()
    assert not one.is_certain()


async def test_who_follows_is_never_certain(two_engines):
    one, other = (AdvisoryLeadership(engine) for engine in two_engines)
    await one.is_held()

    await other.is_held()

    assert not other.is_certain()
    await one.resign()


async def test_the_server_ends_the_session_of_a_leader_that_is_silent(two_engines):
    one, other = (AdvisoryLeadership(engine, lease_seconds=0.05) for engine in two_engines)
    await one.is_held()

    while not await other.is_held():  # noqa: ASYNC110 - the server tells nobody
        await asyncio.sleep(0)

    assert not await one.is_held()
    await other.resign()


async def test_a_connection_of_who_follows_goes_back_as_it_was(two_engines):
    one, other = (AdvisoryLeadership(engine) for engine in two_engines)
    await one.is_held()
    await other.is_held()

    async with two_engines[1].connect() as connection:
        limit = await connection.scalar(text("SHOW idle_session_timeout"))

    assert limit == "0"
    await one.resign()
