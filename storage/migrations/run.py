"""Bring a database to the shape that the program needs, or back.

All steps of one call are one transaction: a failure leaves the database as it was. Several
processes may call at once; an advisory lock puts them in a row, and the later ones find nothing
to do.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.postgres.address import engine_url
from storage.postgres.errors import (
    ChangeNotAllowed,
    DatabaseNewer,
    DiskFull,
    ExtensionNotAllowed,
    ExtensionUnavailable,
)
from storage.postgres.server import connected, require_supported

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
MIGRATION_LOCK = 0x6E61_7061_726E_696B  # "naparnik": any number that nobody else takes
LATEST = "head"


async def migrate(database_url: str) -> None:
    """Create what is missing: the extensions, then the tables up to the newest revision.

    Raises:
        ServerUnreachable, WrongPassword, DatabaseMissing, AddressInvalid: no connection.
        ServerTooOld: the server does not know our SQL.
        DatabaseNewer: a newer program was here; nothing was changed.
        ExtensionNotAllowed, ExtensionUnavailable: the administrator has to add an extension.
        ChangeNotAllowed: this user may not create tables there.
        DiskFull: the server has no space left.
    """
    async with _alone(database_url) as connection:
        require_supported(int(await connection.fetchval("SHOW server_version_num")))
        await _require_known(connection)
        for extension in EXTENSIONS:
            await _create_extension(connection, extension)
        await _run(database_url, lambda config: command.upgrade(config, LATEST))


async def downgrade(database_url: str, revision: str) -> None:
    """Go back to ``revision``; ``"base"`` is the empty database. Extensions stay.

    Raises: as ``migrate``.
    """
    async with _alone(database_url) as connection:
        await _require_known(connection)
        await _run(database_url, lambda config: command.downgrade(config, revision))


async def current_revision(database_url: str) -> str | None:
    """The revision the database is at; None before the first migration.

    Raises: the errors of connecting, as ``migrate``.
    """
    async with connected(database_url) as connection:
        return await _revision(connection)


def latest_revision() -> str | None:
    """The revision that ``migrate`` leads to; None while there are none."""
    return ScriptDirectory.from_config(_config()).get_current_head()


@asynccontextmanager
async def _alone(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """Hold the migration lock on a connection of its own; it goes when the connection closes."""
    async with connected(database_url) as connection:
        await connection.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
        yield connection


async def _require_known(connection: asyncpg.Connection) -> None:
    revision = await _revision(connection)
    if revision is None:
        return
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision not in known:
        raise DatabaseNewer(revision)


async def _revision(connection: asyncpg.Connection) -> str | None:
    if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
        return None
    revision: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
    return revision


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
        async with engine.begin() as connection:
            await connection.run_sync(with_connection)
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
