"""One transaction for what goes through SQLAlchemy, what is read past it, and what is kept."""

import asyncio

import pytest
from sqlalchemy import BigInteger, Column, MetaData, Table, Text, bindparam, insert, text, update
from sqlalchemy.exc import DBAPIError

from storage.driver import ANYTHING
from storage.engine import make_engine
from storage.outages import Outages
from storage.readings import Reading
from storage.transaction import Transaction
from storage.watched_pool import connections_in_use
from storage.writings import Writing

metadata = MetaData()
notes = Table("notes", metadata, Column("id", BigInteger), Column("words", Text))
marks = Table("marks", metadata, Column("id", BigInteger))
TABLES = (
    "CREATE TEMP TABLE notes (id bigint UNIQUE, words text)",
    "CREATE TEMP TABLE marks (id bigint)",
)
NOTE = Writing(insert(notes).returning(notes.c.id), to=notes, columns=("id", "words"))
REWORD = Writing(update(notes).where(notes.c.id == bindparam("of")), to=notes, columns=("words",))
MARK = Writing(insert(marks), to=marks, columns=("id",))
PID = Reading(text("SELECT pg_backend_pid()"))
NOTED = Reading(text("SELECT words FROM notes ORDER BY id"))
SENT = Reading(text("SELECT count(*) FROM marks"))


@pytest.fixture
async def transaction(engine):
    """With its tables, which go with its connection."""
    async with Transaction(engine) as opened:
        for table in TABLES:
            await opened.execute(text(table))
        await opened.commit()
        yield opened
        await opened.rollback()
        await opened.execute(text("DISCARD TEMP"))
        await opened.commit()


async def words(transaction):
    return [row.words for row in await NOTED.rows(transaction)]


async def test_what_is_kept_is_written_with_the_commit_in_one_statement(transaction):
    heard = []
    await transaction.write(NOTE, {"id": 1, "words": "раз"}, tells="count(*)", then=heard.append)
    await transaction.write(MARK, {"id": 7})
    assert heard == []

    await transaction.commit()

    assert heard == [1]
    assert await words(transaction) == ["раз"]
    assert await SENT.scalar(transaction) == 1


async def test_what_was_kept_is_there_for_whatever_is_read_next(transaction):
    await transaction.write(NOTE, {"id": 1, "words": "раз"})

    assert await transaction.scalar(text("SELECT count(*) FROM notes")) == 1
    await transaction.write(NOTE, {"id": 2, "words": "два"})
    assert await words(transaction) == ["раз", "два"]


async def test_a_row_is_changed_as_often_as_it_is_written(transaction):
    await transaction.write(NOTE, {"id": 1, "words": "раз"})
    await transaction.write(REWORD, {"of": 1, "words": "два"})
    await transaction.write(REWORD, {"of": 1, "words": "три"})

    await transaction.commit()

    assert await words(transaction) == ["три"]


async def test_without_a_commit_nothing_is_written(transaction):
    await transaction.write(NOTE, {"id": 1, "words": "раз"})
    await transaction.send_kept()

    await transaction.rollback()

    assert await words(transaction) == []


async def test_what_hears_of_a_write_may_stop_the_commit(transaction):
    def refuse(_count):
        raise ValueError("not this one")

    await transaction.write(NOTE, {"id": 1, "words": "раз"}, tells="count(*)", then=refuse)
    with pytest.raises(ValueError, match="not this one"):
        await transaction.commit()

    await transaction.rollback()
    assert await words(transaction) == []


async def test_a_savepoint_takes_back_what_was_written_inside_it_alone(transaction):
    await transaction.write(NOTE, {"id": 1, "words": "раз"})
    savepoint = await transaction.begin_nested()
    await transaction.write(NOTE, {"id": 2, "words": "два"})

    await savepoint.rollback()
    await transaction.commit()

    assert await words(transaction) == ["раз"]


async def test_what_is_read_after_begin_now_stays_locked(transaction, engine):
    await transaction.begin_now()
    assert await transaction.scalar(text("SELECT pg_advisory_xact_lock(41) IS NULL")) is False

    async with Transaction(engine) as other:
        taken = await Reading(text("SELECT pg_try_advisory_xact_lock(41)")).scalar(other)
    await transaction.commit()
    async with Transaction(engine) as other:
        free = await Reading(text("SELECT pg_try_advisory_xact_lock(41)")).scalar(other)

    assert (taken, free) == (False, True)


async def test_a_connection_that_broke_off_is_an_outage_and_the_next_one_works(engine):
    async with Transaction(engine) as transaction:
        await transaction.begin_now()
        own = await PID.scalar(transaction)
        async with engine.connect() as other:
            await other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": own})

        await transaction.write(MARK, {"id": 1})
        with pytest.raises(DBAPIError) as broken:
            await transaction.commit()

    assert await Outages(engine).passes_by_itself(broken.value)
    async with Transaction(engine) as transaction:
        assert await PID.scalar(transaction) != own


@pytest.mark.parametrize("is_begun", [False, True], ids=["beginning", "committing"])
async def test_a_connection_cut_off_at_the_edge_of_a_transaction_is_nobodys_again(engine, is_begun):
    transaction = await Transaction(engine).start()
    own = await PID.scalar(transaction)
    if is_begun:
        await transaction.begin_now()
    at_the_edge = transaction.commit() if is_begun else transaction.begin_now()
    cut_off = asyncio.create_task(at_the_edge)
    await asyncio.sleep(0)

    cut_off.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cut_off
    await transaction.close()

    async with Transaction(engine) as following:
        assert await PID.scalar(following) != own
        assert not following.driver.is_in_transaction()


@pytest.mark.parametrize("is_begun", [False, True], ids=["beginning", "committing"])
async def test_a_connection_that_broke_off_while_nobody_asked_is_an_outage(engine, is_begun):
    async with Transaction(engine) as transaction:
        own = await PID.scalar(transaction)
        if is_begun:
            await transaction.begin_now()
        transaction.driver.terminate()

        with pytest.raises(DBAPIError) as broken:
            await (transaction.commit() if is_begun else transaction.begin_now())

    assert await Outages(engine).passes_by_itself(broken.value)
    async with Transaction(engine) as following:
        assert await PID.scalar(following) != own


@pytest.fixture
async def pooled(database_url):
    """With the program's own pool."""
    engine = make_engine(database_url, pool_size=2)
    yield engine
    await engine.dispose()


async def test_what_goes_on_without_waiting_has_the_same_connection(pooled):
    await PID.rows_alone(pooled)

    assert connections_in_use(pooled) == 1  # nobody has taken it back yet
    async with Transaction(pooled):
        assert connections_in_use(pooled) == 1
    assert connections_in_use(pooled) == 0


async def test_a_connection_is_not_kept_for_whoever_waits(pooled):
    await PID.rows_alone(pooled)

    await asyncio.sleep(0)

    assert connections_in_use(pooled) == 0


async def test_an_engine_that_is_disposed_of_takes_no_connection_with_it(pooled):
    (row,) = await PID.rows_alone(pooled)
    pool = pooled.sync_engine.pool

    await pooled.dispose()

    assert (pool.checkedin(), pool.checkedout()) == (0, 0)
    async with Transaction(pooled) as other:
        assert await PID.scalar(other) != row.pg_backend_pid


async def test_a_connection_that_broke_off_before_is_opened_anew(pooled):
    async with Transaction(pooled) as transaction:
        await transaction.execute(ANYTHING)
        await transaction.invalidate()

    async with Transaction(pooled) as again:
        assert await PID.scalar(again)
