"""A real Postgres for the tests: one server a run, one migrated template, a clone for each test.

The server is ``DATABASE_URL``'s where that is set, else an embedded one in a temporary folder that
the workers of one run share. The template is made by the migrations, once: whoever comes first
builds it under an advisory lock, under a name that says from which migrations it came.
"""

import asyncio
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.migrations.run import migrate
from storage.postgres.address import dsn, engine_url, with_database
from storage.postgres.embedded import EmbeddedPostgres

ROOT = Path(__file__).parent.parent
MEMORY = Path("/dev/shm")
ROOMY_BYTES = 4 * 1024**3
ABANDONED_SECONDS = 3600.0
PROGRAM_ROLE = "naparnik_test_program"
TEMPLATE_LOCK = 0x7465_6D70_6C61_7465
MIGRATED_BY = ("storage/migrations", "storage/tables", "storage/postgres/privileges.py")
FILLED = {
    "company": "staffed_template",
    "imported": "imported_template",
    "crm": "founded_template",
}
"""What a test that asks for one of these finds in its database, made once a run."""
SOURCES = ("*.py", "*.ftl", "*.yaml")
UNSAFE_AND_FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "300",
    "autovacuum": "off",  # tests that look at plans analyze for themselves
    "file_copy_method": "clone",
}


class Server:
    """The run's server, with one admin connection on a loop in a thread of its own.

    So databases can be made for tests of any kind, be there a running loop around them or not.
    """

    def __init__(self, admin_url: str, *, is_durable: bool) -> None:
        self.admin_url = admin_url
        # Copying files asks for two checkpoints: cheap without fsync, dear with it.
        self._strategy = "wal_log" if is_durable else "file_copy"
        self.template = f"naparnik_template_{digest_of(*MIGRATED_BY)}"
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="test-databases", daemon=True)
        self._thread.start()
        self._connection = self.wait(asyncpg.connect(dsn(admin_url)))

    def wait(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def execute(self, sql: str) -> None:
        self.wait(self._connection.execute(sql))

    def create(self, template: str | None) -> str:
        """The address of a new database, a copy of ``template`` or an empty one."""
        name = f"naparnik_test_{uuid4().hex}"
        source = template or "template0"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY {self._strategy}')
        return with_database(self.admin_url, name)

    def drop(self, database_url: str) -> None:
        self.execute(f'DROP DATABASE "{engine_url(database_url).database}" WITH (FORCE)')

    def make_template(self) -> None:
        self.ensure_template(self.template, source="template0", fill=migrate_for_program)

    def ensure_template(
        self, name: str, *, source: str, fill: Callable[[str], Coroutine[Any, Any, object]]
    ) -> None:
        """A database to copy: ``source`` and what ``fill`` puts there, given its address."""
        self.wait(self._ensure_template(name, source, fill))

    async def _ensure_template(
        self, name: str, source: str, fill: Callable[[str], Coroutine[Any, Any, object]]
    ) -> None:
        execute = self._connection.execute
        await execute("SELECT pg_advisory_lock($1)", TEMPLATE_LOCK)
        try:
            if not await self._connection.fetchval(
                "SELECT 1 FROM pg_database WHERE datname = $1", name
            ):
                unfinished = f"{name}_unfinished"
                await execute(f'DROP DATABASE IF EXISTS "{unfinished}"')
                await execute(f'CREATE DATABASE "{unfinished}" TEMPLATE "{source}"')
                url = with_database(self.admin_url, unfinished)
                await fill(url)
                # A session keeps what it has learnt of the catalogue in a file, which copies have.
                await (await asyncpg.connect(dsn(url))).close()
                await execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
        finally:
            await execute("SELECT pg_advisory_unlock($1)", TEMPLATE_LOCK)

    def close(self) -> None:
        self.wait(self._connection.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def migrate_for_program(database_url: str) -> None:
    await migrate(database_url, program_url=as_program(database_url))


def as_program(database_url: str) -> str:
    """The address of the same database for the role that the program runs as, not its owner's."""
    url = make_url(dsn(database_url)).set(username=PROGRAM_ROLE, password=PROGRAM_ROLE)
    return url.render_as_string(hide_password=False).replace(" ", "%20")


def digest_of(*places: str) -> str:
    """Changes with every source, text and rulebook in these folders, and with these files."""
    digest = hashlib.sha256()
    for place in places:
        path = ROOT / place
        found = [path, *(kept for kind in SOURCES for kept in path.rglob(kind))]
        for source in sorted(source for source in found if source.is_file()):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def homes() -> Path:
    """Where servers live: in memory where there is room, for each test makes a thousand files."""
    chosen = os.environ.get("TMPDIR")
    if chosen is None and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOMY_BYTES:
        return MEMORY
    return Path(chosen or tempfile.gettempdir())


def _remove_what_killed_runs_left() -> None:
    """A killed run cannot stop its server; after an hour it is nobody's any more."""
    for home in homes().glob("naparnik-tests-*"):
        if home.stat().st_mtime < time.time() - ABANDONED_SECONDS:
            abandoned = EmbeddedPostgres(home, settings=UNSAFE_AND_FAST, is_durable=False)
            try:
                abandoned.start()
                if not abandoned.stop():
                    continue  # a long run still works there
            except FileNotFoundError:
                pass  # another run removes it at this moment, or was killed while it did
            shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str) -> Iterator[Server]:
    """The run's server, without a template: a test of migrations need not wait for good ones."""
    given = os.environ.get("DATABASE_URL")
    _remove_what_killed_runs_left()
    home = homes() / f"naparnik-tests-{testrun_uid}"
    embedded = None if given else EmbeddedPostgres(home, settings=UNSAFE_AND_FAST, is_durable=False)
    server = Server(embedded.start() if embedded else given, is_durable=embedded is None)
    yield server
    server.close()
    if embedded and embedded.stop():
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_server(postgres_server: Server) -> Server:
    postgres_server.make_template()
    return postgres_server


@pytest.fixture
def database_template(migrated_server: Server, request: pytest.FixtureRequest) -> str:
    """What the test's own database is a copy of; on a stage the people are hired already."""
    for fixture, template in FILLED.items():
        if fixture in request.fixturenames:
            return str(request.getfixturevalue(template))
    return migrated_server.template


@pytest.fixture
def database_url(migrated_server: Server, database_template: str) -> Iterator[str]:
    """A migrated database of the test's own."""
    url = migrated_server.create(database_template)
    yield url
    migrated_server.drop(url)


@pytest.fixture
def program_url(database_url: str) -> str:
    """The same database for the role that the program runs as."""
    return as_program(database_url)


@pytest.fixture
def bare_database_url(postgres_server: Server) -> Iterator[str]:
    """An empty database of the test's own, with no tables and no extensions."""
    url = postgres_server.create(None)
    yield url
    postgres_server.drop(url)


@pytest.fixture
def as_owner() -> None:
    """For a test that itself empties tables or changes the schema: its engine is the owner's."""


@pytest.fixture
async def engine(database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[AsyncEngine]:
    """An engine on the test's database, for the role that the program runs as."""
    is_owner = as_owner.__name__ in request.fixturenames
    url = database_url if is_owner else as_program(database_url)
    engine = create_async_engine(engine_url(url))
    yield engine
    await engine.dispose()
