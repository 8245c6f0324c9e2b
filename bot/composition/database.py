"""The database that a command works on: the one named in the settings, else the embedded one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings

PRODUCTION = "naparnik"


@asynccontextmanager
async def opened(settings: Settings, name: str = PRODUCTION) -> AsyncIterator[str]:
    """The database's address, ready for use and at the newest revision.

    ``name`` is the database in the embedded server; the settings' own address names its own.

    Raises:
        storage.postgres.errors.DatabaseUnusable: what is wrong, and what to do about it.
    """
    from storage.migrations.run import migrate

    if settings.database_url is not None:
        url = settings.database_url.get_secret_value()
        await migrate(url)
        yield url
        return
    from storage.postgres.embedded import EmbeddedPostgres
    from storage.postgres.server import ensure_database

    server = EmbeddedPostgres(settings.naparnik_home)
    admin_url = await asyncio.to_thread(server.start)
    try:
        url = await ensure_database(admin_url, name)
        await migrate(url)
        yield url
    finally:
        await asyncio.to_thread(server.stop)
