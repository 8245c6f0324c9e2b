"""The role that the program runs as: what it may not do, however it is asked."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from storage.clients.erasure import FREE_TEXTS
from storage.postgres.address import dsn
from storage.postgres.privileges import (
    ADDED_TO,
    NEVER_DELETED_FROM,
    READ,
    WRITTEN_BY_TRIGGERS,
)
from storage.tables import metadata

REFUSED = asyncpg.InsufficientPrivilegeError
FORBIDDEN = (
    "CREATE TABLE own (id int)",
    "CREATE FUNCTION own() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA own",
    "CREATE EXTENSION hstore",
    "CREATE ROLE another",
    "ALTER TABLE clients ADD COLUMN own int",
    "ALTER TABLE clients DISABLE TRIGGER audit",
    "DROP TRIGGER audit ON clients",
    "CREATE INDEX ON clients (id)",
    "DROP TABLE cards",
    "SET session_replication_role = replica",
    "SELECT pg_read_file('postgresql.conf')",
    "COPY people TO PROGRAM 'cat'",
    "UPDATE alembic_version SET version_num = '0001'",
    "UPDATE erasure_salts SET salt = ''",
    "INSERT INTO audit (at, channel, subject, subject_id, act) VALUES (now(), 'x', 'x', 1, 'x')",
    "SELECT setval('audit_id_seq', 1)",
    "SELECT audit_row()",
    # A table of one's own with our name, and our trigger on it, would write what it is told.
    "CREATE TEMPORARY TABLE deals AS SELECT * FROM public.deals;"
    "CREATE TRIGGER audit AFTER INSERT ON pg_temp.deals"
    " FOR EACH ROW EXECUTE FUNCTION audit_row('id')",
    "SELECT erase_from_audit(1, '.*')",
)


@pytest.fixture
async def program(program_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(dsn(program_url))
    yield connection
    await connection.close()


async def refused(program: asyncpg.Connection, statement: str) -> bool:
    try:
        async with program.transaction():
            await program.execute(statement)
    except REFUSED:
        return True
    return False


async def test_the_schema_and_the_past_are_out_of_its_reach(program):
    fixed = [*WRITTEN_BY_TRIGGERS, *READ, *ADDED_TO]
    statements = [
        *FORBIDDEN,
        *(f"UPDATE {name} SET {column_of(name)} = NULL" for name in fixed),
        *(f"DELETE FROM {name}" for name in (*fixed, *NEVER_DELETED_FROM)),
        *(f"TRUNCATE {name} CASCADE" for name in metadata.tables),
    ]

    allowed = [statement for statement in statements if not await refused(program, statement)]

    assert allowed == []


def column_of(name: str) -> str:
    return "version_num" if name == "alembic_version" else metadata.tables[name].columns.keys()[0]


def test_every_table_that_the_rights_name_is_there():
    named = {*WRITTEN_BY_TRIGGERS, *ADDED_TO, *NEVER_DELETED_FROM, "erasure_salts"}

    assert named <= set(metadata.tables)


async def test_an_erasure_of_another_day_gives_no_way_into_the_audit(program, database_url):
    owner = await asyncpg.connect(dsn(database_url))
    await owner.execute(
        "SET session_replication_role = replica;"
        "INSERT INTO erasures (subject, subject_id, erased_by, erased_at, reason)"
        " VALUES ('client', 1, 1, now(), '')"
    )
    await owner.close()

    assert await refused(program, "SELECT erase_from_audit(max(id), '.*') FROM erasures")


async def test_the_audit_is_cleaned_of_every_text_in_which_people_write(program):
    body = await program.fetchval(
        "SELECT prosrc FROM pg_proc WHERE oid = 'erase_from_audit(bigint, text)'::regprocedure"
    )

    audited = [part for part in FREE_TEXTS if "changed_by" in metadata.tables[part[0]].c]
    missing = [
        f"{table}.{column}"
        for table, columns, _ in audited
        for column in columns.split(", ")
        if f"subject = '{table}'" not in body or f",{column}," not in keys_of(body, table)
    ]

    assert missing == []


def keys_of(body: str, table: str) -> str:
    """The columns that are cleaned in the table's audit rows, between commas."""
    before = body.partition(f"WHERE subject = '{table}' AND subject_id IN")[0]
    return "," + before.rpartition("'{")[2].partition("}'")[0] + ","
