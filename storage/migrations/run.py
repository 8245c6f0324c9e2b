"""Bring a database to the shape that the program needs, or back.

All steps of one call are one transaction: a failure leaves the database as it was. Several
processes may call at once; an advisory lock puts them in a row, and the later ones find nothing
to do. A step that has to wait for somebody's transaction gives up soon and is tried again, for
everybody else who wants that table waits behind it.

It may run as another role than the program: see ``storage.postgres.privileges``.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.migrations.revisions import EXTENSIONS, known_revisions, latest_revision, revision_in
from storage.postgres.address import engine_url
from storage.postgres.errors import (
    ChangeNotAllowed,
    DatabaseBusy,
    DatabaseNewer,
    DiskFull,
    ExtensionNotAllowed,
    ExtensionUnavailable,
    MigrationNeeded,
    RoleMissing,
)
from storage.postgres.privileges import (
    create_role,
    let_in,
    may_change_schema,
    may_do_more,
    role_exists,
    roles_let_in,
)
from storage.postgres.server import connected, require_supported_server

MIGRATION_LOCK = 0x6E61_7061_726E_696B  # "naparnik": any number that nobody else takes
LATEST = "head"
LOCK_SECONDS = 3
"""How long a step waits for a table that somebody is writing to, with everybody behind it."""
TRIES = 10
PAUSE_SECONDS = 1.0
"""Between two tries: whoever had queued behind a step goes first."""


async def migrate(database_url: str, *, program_url: str | None = None) -> str | None:
    """Create what is missing: the extensions, then the tables up to the newest revision.

    ``program_url`` is the address under which the program works. Where it names another role, that
    one is made if need be and let in, and its name given; whoever was let in before is let in to
    what is new.

    Raises:
        ServerUnreachable, WrongPassword, DatabaseMissing, AddressInvalid: no connection.
        ServerTooOld: the server does not know our SQL.
        DatabaseNewer: a newer program was here; nothing was changed.
        OwnerNeeded: this user was not let in to the tables.
        ExtensionNotAllowed, ExtensionUnavailable: the administrator has to add an extension.
        ChangeNotAllowed: this user may not create tables there.
        RoleMissing: the administrator has to make the program's role.
        DatabaseBusy: somebody held a table all the time.
        DiskFull: the server has no space left.
    """
    async with holding_migrations(database_url) as connection:
        await require_supported_server(connection)
        await _require_known(connection)
        await create_extensions(connection)
        await _run(database_url, lambda config: command.upgrade(config, LATEST))
        return await _let_program_in(connection, program_url)


async def migrate_if_allowed(database_url: str) -> None:
    """``migrate`` where this user may change the database; else make sure that it need not be.

    Raises: as ``migrate``, and
        MigrationNeeded: the database is older than the program, and this user may not change it.
    """
    async with connected(database_url) as connection:
        await require_supported_server(connection)
        revision = await revision_in(connection)
        if revision == latest_revision():
            return
        if revision is not None and revision not in known_revisions():
            raise DatabaseNewer(revision)
        is_allowed = await may_change_schema(connection)
    if not is_allowed:
        raise MigrationNeeded(revision, latest_revision())
    await migrate(database_url)


async def more_than_needed(database_url: str, role: str) -> bool:
    """Whether this role of the program could change the schema or the past.

    Raises: the errors of connecting, as ``migrate``.
    """
    async with connected(database_url) as connection:
        return await may_do_more(connection, role)


async def downgrade(database_url: str, revision: str) -> None:
    """Go back to ``revision``; ``"base"`` is the empty database. Extensions stay.

    Raises: as ``migrate``.
    """
    async with holding_migrations(database_url) as connection:
        await _require_known(connection)
        await _run(database_url, lambda config: command.downgrade(config, revision))


@asynccontextmanager
async def holding_migrations(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """Hold the migration lock on a connection of its own; it goes when the connection closes."""
    async with connected(database_url) as connection:
        await connection.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
        yield connection


async def _require_known(connection: asyncpg.Connection) -> None:
    revision = await revision_in(connection)
    if revision is not None and revision not in known_revisions():
        raise DatabaseNewer(revision)


async def _let_program_in(connection: asyncpg.Connection, program_url: str | None) -> str | None:
    roles = list(await roles_let_in(connection))
    asked = None if program_url is None else engine_url(program_url)
    named = None if asked is None else asked.username
    if named == await connection.fetchval("SELECT current_user"):
        named = None
    if asked is not None and named is not None and named not in roles:
        await _ensure_role(connection, named, asked.password)
        roles.append(named)
    try:
        for role in roles:
            await let_in(connection, role)
    except asyncpg.InsufficientPrivilegeError as error:
        raise ChangeNotAllowed(str(error)) from error
    return named


async def _ensure_role(connection: asyncpg.Connection, role: str, password: str | None) -> None:
    if await role_exists(connection, role):
        return
    try:
        await create_role(connection, role, password)
    except asyncpg.InsufficientPrivilegeError as error:
        raise RoleMissing(role) from error


async def create_extensions(connection: asyncpg.Connection) -> None:
    """Raises: ExtensionNotAllowed, ExtensionUnavailable."""
    for extension in EXTENSIONS:
        await _create_extension(connection, extension)


async def _create_extension(connection: asyncpg.Connection, extension: str) -> None:
    # IF NOT EXISTS wants the right to create even where there is nothing to do.
    if await connection.fetchval("SELECT 1 FROM pg_extension WHERE extname = $1", extension):
        return
    try:
        await connection.execute(f"CREATE EXTENSION {extension}")
    except asyncpg.InsufficientPrivilegeError as error:
        raise ExtensionNotAllowed(extension) from error
    except (asyncpg.FeatureNotSupportedError, asyncpg.UndefinedFileError) as error:
        raise ExtensionUnavailable(extension) from error


async def _run(database_url: str, step: Callable[[Config], None]) -> None:
    def with_connection(connection: Connection) -> None:
        step(_config(connection))

    engine = create_async_engine(engine_url(database_url), poolclass=NullPool)
    try:
        for left in reversed(range(TRIES)):
            try:
                async with engine.begin() as connection:
                    await connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
                    await connection.run_sync(with_connection)
            except DBAPIError as error:
                cause = getattr(error.orig, "__cause__", None)
                if not isinstance(cause, asyncpg.LockNotAvailableError):
                    raise
                if left == 0:
                    raise DatabaseBusy from error
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return
    except DBAPIError as error:
        cause = getattr(error.orig, "__cause__", None)
        if isinstance(cause, asyncpg.DiskFullError):
            raise DiskFull(None) from error
        if isinstance(cause, asyncpg.InsufficientPrivilegeError):
            raise ChangeNotAllowed(str(cause)) from error
        raise
    finally:
        await engine.dispose()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
