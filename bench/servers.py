"""The Postgres of a run: embedded, in a temporary folder, as durable as in production."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.company import Sizes, make_company
from bot.composition.wiring import wire
from domain.clock import utc_now
from domain.rulebook.use_cases import InstallDefaultRulebook
from storage.engine import make_engine
from storage.migrations.run import migrate
from storage.postgres.address import with_database
from storage.postgres.embedded import EmbeddedPostgres
from storage.postgres.server import connected, ensure_database

MIGRATED = "bench_migrated"


@asynccontextmanager
async def server() -> AsyncIterator[str]:
    """The address of its admin database. The cluster is gone when this ends."""
    home = Path(tempfile.mkdtemp(prefix="naparnik-bench-"))
    postgres = EmbeddedPostgres(home, settings={"autovacuum": "off"})
    try:
        yield await asyncio.to_thread(postgres.start)
    finally:
        await asyncio.to_thread(postgres.stop)
        shutil.rmtree(home, ignore_errors=True)


async def empty_database(admin_url: str, name: str) -> str:
    """A new database with nobody in it: a copy of what the migrations have made of the first."""
    async with connected(admin_url) as connection:
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", MIGRATED):
            await migrate(await ensure_database(admin_url, MIGRATED))
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE {MIGRATED}")
    return with_database(admin_url, name)


async def make_database(admin_url: str, name: str, sizes: Sizes) -> str:
    """A database made by the migrations, with the rulebook and a company of ``sizes``."""
    database_url = await empty_database(admin_url, name)
    engine = make_engine(database_url, pool_size=2)
    try:
        await wire(engine, utc_now).get(InstallDefaultRulebook)()
    finally:
        await engine.dispose()
    await make_company(database_url, sizes)
    return database_url
