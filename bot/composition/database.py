"""The database that a command works on: the one named in the settings, else the embedded one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings

PRODUCTION = "naparnik"


@asynccontextmanager
async def opened(settings: Settings, name: str = PRODUCTION) -> AsyncIterator[str]:
    """The database's address as the program uses it, ready for use and at the newest revision.

    ``name`` is the database in the embedded server; the settings' own address names its own. Where
    its user may not change the schema, the database has to be at that revision already.

    Raises:
        storage.postgres.errors.DatabaseUnusable: what is wrong, and what to do about it.
    """
    from storage.migrations.revisions import current_revision, latest_revision

    async with _served(settings, name) as embedded_url:
        url = program_address(settings) or embedded_url
        if await current_revision(url) != latest_revision():
            from storage.migrations.run import migrate_if_allowed

            await migrate_if_allowed(url)
        yield url


def program_address(settings: Settings) -> str | None:
    """The program's own address; None of the embedded database, which has one role."""
    return None if settings.database_url is None else settings.database_url.get_secret_value()


@asynccontextmanager
async def owned(settings: Settings, name: str = PRODUCTION) -> AsyncIterator[str]:
    """The database's address as its owner uses it, in whatever state it is.

    Raises: as ``opened``.
    """
    async with _served(settings, name) as embedded_url:
        given = settings.owner_database_url
        yield given.get_secret_value() if given else embedded_url


@asynccontextmanager
async def _served(settings: Settings, name: str) -> AsyncIterator[str]:
    """The address in the embedded server, which runs meanwhile; "" where the settings name one."""
    if settings.owner_database_url is not None:
        yield ""
        return
    from storage.postgres.embedded import EmbeddedPostgres
    from storage.postgres.server import ensure_database

    server = EmbeddedPostgres(settings.naparnik_home)
    admin_url = await asyncio.to_thread(server.start)
    try:
        yield await ensure_database(admin_url, name)
    finally:
        await asyncio.to_thread(server.stop)
