"""Statements that only read, straight from the driver."""

import pytest
from sqlalchemy import Integer, Text, bindparam, literal, select, text
from sqlalchemy.exc import DBAPIError

from storage.outages import Outages
from storage.readings import Reading

TYPED = Reading(select(literal(2).label("two"), bindparam("words", type_=Text).label("said")))


async def test_a_row_has_its_columns_as_attributes(engine):
    async with engine.connect() as connection:
        row = await TYPED.row(connection, {"words": "слова", "more": 1})

    assert (row.two, row.said) == (2, "слова")


async def test_reading_opens_no_transaction(engine):
    async with engine.connect() as connection:
        pid = await Reading(text("SELECT pg_backend_pid()")).scalar(connection)

        async with engine.connect() as other:
            watched = await other.scalar(
                text("SELECT state FROM pg_stat_activity WHERE pid = :pid"), {"pid": pid}
            )

    assert watched == "idle"


async def test_what_the_transaction_changed_is_read(engine):
    async with engine.connect() as connection:
        await connection.execute(text("CREATE TEMP TABLE seen ON COMMIT DROP AS SELECT 7 AS n"))

        found = await Reading(text("SELECT n FROM seen")).scalar(connection)

    assert found == 7


async def test_a_value_that_is_missing_is_told(engine):
    async with engine.connect() as connection:
        with pytest.raises(KeyError, match="words"):
            await TYPED.rows(connection)


async def test_constants_in_a_list_are_compiled_in(engine):
    listed = Reading(select(literal(1)).where(literal(1).in_([1, 2])))

    async with engine.connect() as connection:
        assert await listed.scalar(connection) == 1


async def test_a_statement_that_differs_by_its_values_is_refused(engine):
    listed = Reading(select(literal(1)).where(literal(1).in_(bindparam("ids", expanding=True))))

    async with engine.connect() as connection:
        with pytest.raises(TypeError, match="compiled once"):
            await listed.rows(connection)


async def test_a_broken_connection_is_an_outage_and_the_next_one_works(engine):
    number = Reading(select(literal(1, Integer)))
    async with engine.connect() as connection:
        pid = await Reading(text("SELECT pg_backend_pid()")).scalar(connection)
        async with engine.connect() as other:
            await other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})

        with pytest.raises(DBAPIError) as broken:
            await number.scalar(connection)

    async with engine.connect() as connection:
        assert await number.scalar(connection) == 1
    assert await Outages(engine).passes_by_itself(broken.value)
