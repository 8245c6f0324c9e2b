"""The role that the program runs as: what it may not do, however it is asked."""

from base64 import b64decode
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

from storage.clients.erasure import FREE_TEXTS
from storage.migrations.revisions import (
    current_revision,
    is_new_enough,
    known_revisions,
    latest_revision,
)
from storage.migrations.run import downgrade, migrate, migrate_if_allowed, more_than_needed
from storage.postgres.address import dsn, engine_url
from storage.postgres.errors import MigrationNeeded, OwnerNeeded, RoleMissing
from storage.postgres.privileges import (
    ADDED_TO,
    CALLED,
    FIRED,
    NEVER_DELETED_FROM,
    READ,
    WRITTEN_BY_TRIGGERS,
    scram_proof,
)
from storage.tables import metadata
from tests.postgres_fixtures import as_program

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


async def test_what_acts_as_the_owner_finds_nobody_else_s_tables(program):
    acting = await program.fetch(
        "SELECT oid::regprocedure::text AS name, proconfig FROM pg_proc WHERE prosecdef"
    )

    found = {row["name"].replace(",", ", "): row["proconfig"] for row in acting}
    assert set(found) == {*CALLED, *FIRED}
    assert {tuple(path) for path in found.values()} == {
        ("search_path=pg_catalog, public, pg_temp",)
    }


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


async def test_a_new_table_is_open_to_rows_from_its_first_moment_and_to_nothing_else(
    program, database_url
):
    await told(database_url, "CREATE TABLE new_things (id int)")

    await program.execute("INSERT INTO new_things VALUES (1)")

    assert await refused(program, "TRUNCATE new_things")
    assert await refused(program, "ALTER TABLE new_things ADD COLUMN own int")


async def test_migrating_again_takes_back_what_somebody_gave_by_hand(program, database_url):
    role = engine_url(as_program(database_url)).username or ""
    await told(
        database_url, f"GRANT ALL ON audit TO {role}", f"GRANT CREATE ON SCHEMA public TO {role}"
    )
    before = await more_than_needed(database_url, role)

    await migrate(database_url)

    assert before
    assert not await more_than_needed(database_url, role)
    assert await refused(program, "DELETE FROM audit")
    assert await refused(program, "CREATE TABLE own (id int)")


async def test_an_old_schema_is_told_of_where_it_may_not_be_changed(
    database_url, program_url, bare_database_url
):
    await migrate_if_allowed(program_url)
    with pytest.raises(MigrationNeeded) as empty:
        await migrate_if_allowed(as_program(bare_database_url))
    await downgrade(database_url, known_revisions()[-2])

    with pytest.raises(MigrationNeeded) as old:
        await migrate_if_allowed(program_url)

    assert (empty.value.revision, empty.value.needed) == ("-", latest_revision())
    assert (old.value.revision, old.value.needed) == (known_revisions()[-2], latest_revision())


async def test_no_superuser_is_needed(bare_database_url):
    """The owner of a database makes everything; somebody who may make roles makes the other one."""
    owner, other = (f"naparnik_test_{uuid4().hex}" for _ in range(2))
    name = engine_url(bare_database_url).database
    await told(
        bare_database_url, f"CREATE ROLE {owner} LOGIN", f'ALTER DATABASE "{name}" OWNER TO {owner}'
    )
    url = logged_in(bare_database_url, owner)
    try:
        with pytest.raises(RoleMissing) as missing:
            await migrate(url, program_url=logged_in(bare_database_url, other))
        await told(bare_database_url, f"CREATE ROLE {other} LOGIN")

        let_in = await migrate(url, program_url=logged_in(bare_database_url, other))
        await migrate_if_allowed(logged_in(bare_database_url, other))
        is_mighty = await more_than_needed(url, other)
    finally:
        await told(bare_database_url, f"REASSIGN OWNED BY {owner} TO CURRENT_USER")
        for role in (owner, other):
            await told(bare_database_url, f"DROP OWNED BY {role}", f"DROP ROLE IF EXISTS {role}")

    assert missing.value.role == let_in == other
    assert not is_mighty


async def test_a_password_is_kept_as_the_server_itself_keeps_it(database_url):
    role = f"naparnik_test_{uuid4().hex}"
    owner = await asyncpg.connect(dsn(database_url))
    await owner.execute("SET password_encryption = 'scram-sha-256'")
    await owner.execute(f"CREATE ROLE {role} PASSWORD 'пароль pass'")
    kept = await owner.fetchval("SELECT rolpassword FROM pg_authid WHERE rolname = $1", role)
    await owner.execute(f"DROP ROLE {role}")
    await owner.close()

    salt = b64decode(kept.partition(":")[2].partition("$")[0])

    assert scram_proof("пароль pass", salt) == kept


def test_a_replica_stays_ready_while_a_newer_one_has_changed_the_schema():
    newest, older = latest_revision(), known_revisions()[-2]

    assert is_new_enough(newest)
    assert is_new_enough("9999")
    assert not is_new_enough(older)
    assert not is_new_enough(None)


async def told(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(dsn(url))
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


def logged_in(url: str, role: str) -> str:
    named = make_url(dsn(url)).set(username=role)
    return named.render_as_string(hide_password=False).replace(" ", "%20")


async def test_a_role_that_was_not_let_in_is_told_who_can_help(database_url):
    other = f"other_{uuid4().hex[:8]}"
    owner = await asyncpg.connect(dsn(database_url))
    await owner.execute(f"CREATE ROLE {other} LOGIN")
    theirs = make_url(database_url).set(username=other).render_as_string(hide_password=False)

    try:
        for ask in (current_revision, migrate_if_allowed, migrate):
            with pytest.raises(OwnerNeeded, match=other):
                await ask(theirs)
    finally:
        await owner.execute(f"DROP ROLE {other}")
        await owner.close()
