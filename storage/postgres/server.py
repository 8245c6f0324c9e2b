"""Questions to a running server, with its refusals as named errors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from storage.postgres.address import dsn, engine_url, server_name, with_database
from storage.postgres.errors import (
    OLDEST_SERVER,
    AddressInvalid,
    DatabaseMissing,
    DiskFull,
    ServerTooOld,
    ServerUnreachable,
    WrongPassword,
)

CONNECT_SECONDS = 10.0
"""How long a server may take to let us in before it counts as unreachable."""


@asynccontextmanager
async def connected(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """One raw connection, closed afterwards.

    Raises:
        AddressInvalid, ServerUnreachable, WrongPassword, DatabaseMissing.
    """
    connection = await _connect(database_url)
    try:
        yield connection
    except asyncpg.DiskFullError as error:
        raise DiskFull(None) from error
    finally:
        await connection.close()


async def _connect(database_url: str) -> asyncpg.Connection:
    server = server_name(database_url)
    url = engine_url(database_url)
    try:
        return await asyncpg.connect(dsn(database_url), timeout=CONNECT_SECONDS)
    except (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError) as error:
        raise WrongPassword(server, url.username or "") from error
    except asyncpg.InvalidCatalogNameError as error:
        raise DatabaseMissing(server, url.database or url.username or "") from error
    except asyncpg.DiskFullError as error:
        raise DiskFull(None) from error
    except TimeoutError as error:
        raise ServerUnreachable(server, f"no answer in {CONNECT_SECONDS:.0f} s") from error
    except (OSError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError) as error:
        raise ServerUnreachable(server, _first_line(error)) from error
    except asyncpg.InsufficientResourcesError as error:  # too many connections
        raise ServerUnreachable(server, _first_line(error)) from error
    except asyncpg.InterfaceError as error:
        raise AddressInvalid(_first_line(error)) from error


def require_supported(server_version_num: int) -> None:
    """Refuse a server that is too old; ``server_version_num`` is as Postgres tells it, 150004.

    Raises:
        ServerTooOld: its major version is under ``OLDEST_SERVER``.
    """
    major = server_version_num // 10_000
    if major < OLDEST_SERVER:
        raise ServerTooOld(major)


async def require_supported_server(connection: asyncpg.Connection) -> int:
    """The same of the server at the other end; its major version, where it will do."""
    version_num = int(await connection.fetchval("SHOW server_version_num"))
    require_supported(version_num)
    return version_num // 10_000


async def ensure_database(admin_url: str, name: str) -> str:
    """The address of the database ``name`` on that server; it is created if it was not there.

    Two programs may ask at once. Cyrillic and trigrams need UTF8 and a UTF-8 ctype, which the
    embedded cluster's template has.

    Raises:
        DatabaseMissing: it is not there, and this user may not create databases.
    """
    quoted = '"' + name.replace('"', '""') + '"'
    async with connected(admin_url) as connection:
        there = await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name)
        if not there:
            try:
                await connection.execute(f"CREATE DATABASE {quoted}")
            except (asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
                pass  # the other program was faster, and that is as good
            except asyncpg.InsufficientPrivilegeError as error:
                raise DatabaseMissing(server_name(admin_url), name) from error
    return with_database(admin_url, name)


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
