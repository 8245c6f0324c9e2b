"""The way to the newest revision and back, and what stops it."""

import asyncio

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine import make_engine
from storage.migrations.revisions import (
    EXTENSIONS,
    VERSIONS,
    current_revision,
    known_revisions,
    latest_revision,
    revision_by,
)
from storage.migrations.run import downgrade, migrate
from storage.postgres.address import dsn, engine_url
from storage.postgres.errors import DatabaseBusy, DatabaseNewer
from storage.tables import metadata
from tests.bare_database import execute, shape


async def test_every_test_has_a_database_of_its_own_with_the_extensions(engine):
    async with engine.connect() as connection:
        found = await connection.scalars(text("SELECT extname FROM pg_extension"))

        assert set(EXTENSIONS) <= set(found)


async def test_cyrillic_is_lowered_and_compared_by_trigrams(engine):
    async with engine.connect() as connection:
        lowered = await connection.scalar(text("SELECT lower('ЁЖ')"))
        likeness = await connection.scalar(text("SELECT similarity('Ромашка', 'РОМАШК')"))

        assert lowered == "ёж"
        assert likeness > 0.6


async def test_an_empty_database_comes_to_the_newest_revision(bare_database_url):
    engine = make_engine(bare_database_url)
    before = [await current_revision(bare_database_url), await revision_by(engine)]

    await migrate(bare_database_url)

    after = [await current_revision(bare_database_url), await revision_by(engine)]
    assert (before, after) == ([None] * 2, [latest_revision()] * 2)
    await engine.dispose()


def test_revisions_are_known_by_their_files_as_alembic_knows_them():
    scripts = ScriptDirectory(str(VERSIONS.parent)).walk_revisions()

    assert known_revisions() == tuple(script.revision for script in scripts)[::-1]


async def test_a_table_in_use_is_waited_for_but_not_with_everybody_behind(
    bare_database_url, monkeypatch
):
    monkeypatch.setattr("storage.migrations.run.LOCK_SECONDS", 0.01)
    monkeypatch.setattr("storage.migrations.run.PAUSE_SECONDS", 0)
    await migrate(bare_database_url)
    await downgrade(bare_database_url, "0026")
    reader = await asyncpg.connect(dsn(bare_database_url))
    reading = reader.transaction()
    await reading.start()
    await reader.execute("SELECT count(*) FROM tasks")

    with pytest.raises(DatabaseBusy):
        await migrate(bare_database_url)
    behind = await current_revision(bare_database_url)
    await reading.rollback()
    await migrate(bare_database_url)

    assert behind == "0026"
    assert await current_revision(bare_database_url) == latest_revision()
    await reader.close()


async def test_two_processes_may_migrate_at_once(bare_database_url):
    await asyncio.gather(*(migrate(bare_database_url) for _ in range(3)))

    assert await current_revision(bare_database_url) == latest_revision()


async def test_up_and_down_and_up_again_leaves_what_up_alone_leaves(bare_database_url):
    await migrate(bare_database_url)
    first = await shape(bare_database_url)
    await downgrade(bare_database_url, "base")
    empty = await shape(bare_database_url)

    await migrate(bare_database_url)

    assert await shape(bare_database_url) == first
    assert empty == []


async def test_indexes_of_large_tables_may_be_made_by_hand_before(bare_database_url):
    await migrate(bare_database_url)
    usual = await shape(bare_database_url)
    await downgrade(bare_database_url, "0029")
    for name, indexed in BY_HAND_BEFORE.items():
        await execute(bare_database_url, f"CREATE INDEX CONCURRENTLY {name} ON {indexed}")

    await migrate(bare_database_url)

    assert await shape(bare_database_url) == usual


async def test_the_migrations_make_the_tables_that_the_queries_are_written_for(database_url):
    engine = create_async_engine(engine_url(database_url))

    async with engine.connect() as connection:
        differences = await connection.run_sync(differences_from_tables)
    await engine.dispose()

    assert differences == []


async def test_a_database_of_a_newer_program_is_left_as_it_is(bare_database_url):
    await migrate(bare_database_url)
    await execute(bare_database_url, "DELETE FROM alembic_version")
    await execute(bare_database_url, "INSERT INTO alembic_version VALUES ('9999')")

    for change in (migrate(bare_database_url), downgrade(bare_database_url, "base")):
        with pytest.raises(DatabaseNewer) as refused:
            await change

        assert refused.value.revision == "9999"
    assert await current_revision(bare_database_url) == "9999"


def differences_from_tables(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return compare_metadata(context, metadata)


BY_HAND_BEFORE = {
    "ix_clients_name_key_beginning": "clients (name_key text_pattern_ops)",
    "ix_deals_open_next_step_at_anew": "deals (owner_id, next_step_at) INCLUDE (id)"
    " WHERE status = 'open'",
}
