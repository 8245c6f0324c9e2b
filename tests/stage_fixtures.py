"""The fixture of end-to-end tests; what it stands on is imported only where it is asked for."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from tests.postgres_fixtures import Server, digest_of

if TYPE_CHECKING:
    from tests.company import Company

MADE_FROM = ("domain", "storage", "tests/company.py")


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
