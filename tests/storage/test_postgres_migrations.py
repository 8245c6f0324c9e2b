"""The way to the newest revision and back, and what stops it."""


from sqlalchemy import text

from storage.migrations.run import (
    EXTENSIONS,
    current_revision,
    latest_revision,
    migrate,
)


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
    await migrate(bare_database_url)

    assert await current_revision(bare_database_url) == latest_revision()
