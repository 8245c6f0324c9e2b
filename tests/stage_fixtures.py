"""Fixtures that find a filled database; what they stand on is imported only where asked for."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.postgres_fixtures import Server, as_program, digest_of

if TYPE_CHECKING:
    from tests.company import Company
    from tests.imports_world import ImportWorld

MADE_FROM = ("bot", "domain", "storage", "tests/company.py")
PLAYED_BY = ("domain", "storage", "bot/playground")
IMPORTED_BY = ("domain", "storage", "tests/imports_world.py")


@pytest.fixture(scope="session")
def staffed_template(migrated_server: Server) -> str:
    """A database with the small company in it, hired once a run."""
    from tests.company import staff

    name = f"naparnik_staffed_{digest_of(*MADE_FROM)}"
    migrated_server.ensure_template(name, source=migrated_server.template, fill=staff)
    return name


@pytest.fixture
async def company(database_url: str) -> "AsyncIterator[Company]":
    """A company on a stage of its own; see ``tests/company.py``."""
    from tests.company import on_stage

    async with on_stage(database_url) as made:
        yield made


@pytest.fixture(scope="session")
def demo_template(migrated_server: Server) -> str:
    """A database with the company of the playground in it, made once a run."""
    name = f"naparnik_demo_{digest_of(*PLAYED_BY)}"
    migrated_server.ensure_template(name, source=migrated_server.template, fill=_make_demo)
    return name


async def _make_demo(database_url: str) -> None:
    from bot.composition.playground import prepare_company
    from bot.texts import texts_for
    from domain.language import Language
    from tests.builders import NOW

    await prepare_company(
        as_program(database_url), NOW, data=None, texts=texts_for(Language.RUSSIAN)
    )


@pytest.fixture(scope="session")
def imported_template(migrated_server: Server) -> str:
    """A database with the public data set in it, imported once a run."""
    from tests.imports_world import import_real_data

    name = f"naparnik_imported_{digest_of(*IMPORTED_BY)}"
    migrated_server.ensure_template(name, source=migrated_server.template, fill=import_real_data)
    return name


@pytest.fixture
def imported(engine: AsyncEngine) -> "ImportWorld":
    """The public data set as it was imported on the last day of its files."""
    from tests.imports_world import LAST_DAY, REAL_DATA, ImportWorld

    return ImportWorld(engine, REAL_DATA, now=LAST_DAY)
