import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from storage.outages import Outages
from storage.postgres.address import engine_url, with_database
from storage.postgres.errors import ServerUnreachable

NO_SERVER = "postgresql://me:secret@127.0.0.1:1/crm"
NO_SOCKET = "postgresql:///crm?host=/nonexistent"


async def error_of(engine, sql):
    try:
        async with engine.begin() as connection:
            await connection.execute(text(sql))
    except Exception as error:
        return error
    return None


@pytest.mark.parametrize("address", [NO_SERVER, NO_SOCKET])
async def test_a_server_that_is_not_there_is_waited_for(address):
    engine = create_async_engine(engine_url(address))

    error = await error_of(engine, "SELECT 1")

    assert await Outages(engine).passes_by_itself(error)
    assert not await Outages(engine).database_answers()


async def test_a_database_that_is_not_there_is_waited_for(database_url):
    engine = create_async_engine(engine_url(with_database(database_url, "nowhere")))

    error = await error_of(engine, "SELECT 1")

    assert await Outages(engine).passes_by_itself(error)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT pg_terminate_backend(pg_backend_pid())",
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$",
    ],
    ids=["connection cut", "deadlock", "lost a race", "disk full"],
)
async def test_what_the_server_says_will_pass_is_tried_again(engine, sql):
    error = await error_of(engine, sql)

    assert isinstance(error, DBAPIError)
    assert await Outages(engine).passes_by_itself(error)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 / 0",
        "SELECT * FROM no_such_table",
        "INSERT INTO processed_updates (update_id) VALUES (1)",
    ],
)
async def test_a_wrong_statement_is_a_bug_however_often_it_is_tried(engine, sql):
    error = await error_of(engine, sql)

    assert not await Outages(engine).passes_by_itself(error)


@pytest.mark.parametrize("error", [ValueError(), FileNotFoundError(), TimeoutError(), KeyError()])
async def test_an_error_of_another_kind_is_a_bug_while_the_database_answers(engine, error):
    assert not await Outages(engine).passes_by_itself(error)


async def test_an_outage_inside_another_error_is_found(engine):
    error = RuntimeError()
    error.__cause__ = ServerUnreachable("db:5432", "refused")

    assert await Outages(engine).passes_by_itself(error)


async def test_waiting_in_vain_for_a_connection_is_an_outage(database_url):
    engine = create_async_engine(
        engine_url(database_url), pool_size=1, max_overflow=0, pool_timeout=0.01
    )

    async with engine.connect():
        error = await error_of(engine, "SELECT 1")

    assert await Outages(engine).passes_by_itself(error)
    await asyncio.wait_for(engine.dispose(), 10)


async def test_what_must_be_noted_is_although_its_task_is_cancelled_meanwhile(engine):
    begun, may_go_on, noted = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def note():
        begun.set()
        await may_go_on.wait()
        noted.set()

    noting = asyncio.create_task(Outages(engine).seen_through(note))
    await begun.wait()
    noting.cancel()
    may_go_on.set()

    with pytest.raises(asyncio.CancelledError):
        await noting
    assert noted.is_set()
