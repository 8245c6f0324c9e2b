"""Every invariant holds in a company that lives, and each one finds what breaks it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from storage.invariants import breaches
from storage.postgres.address import engine_url
from tests.builders import NOW
from tests.postgres_fixtures import Server, digest_of


async def _found_a_company(database_url: str) -> None:
    from bot.composition.playground import prepare_company
    from bot.texts import texts_for
    from domain.language import Language

    await prepare_company(database_url, NOW, data=None, texts=texts_for(Language.RUSSIAN))


@pytest.fixture(scope="module")
def demo_url(migrated_server: Server) -> Iterator[str]:
    """One database for all: what a test breaks is rolled back."""
    name = f"naparnik_demo_{digest_of('domain', 'storage', 'bot/playground')}"
    migrated_server.ensure_template(name, source=migrated_server.template, fill=_found_a_company)
    url = migrated_server.create(name)
    yield url
    migrated_server.drop(url)


@pytest.fixture
async def demo(demo_url: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(engine_url(demo_url), poolclass=NullPool)
    async with engine.connect() as connection:
        yield connection
        await connection.rollback()
    await engine.dispose()


async def test_none_is_breached_in_a_company_that_lives(demo):
    assert await breaches(demo) == []
