"""The stage on which the matrix of strangers is played."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from tests.postgres_fixtures import Server

if TYPE_CHECKING:
    from tests.bot.matrix_company import Matrix


@pytest.fixture
async def matrix(migrated_server: Server, staffed_template: str) -> "AsyncIterator[Matrix]":
    """A company with a record of every kind, and who has no business with them."""
    from tests.bot.matrix_company import on_matrix_stage

    url = migrated_server.create(staffed_template)
    try:
        async with on_matrix_stage(url) as made:
            yield made
    finally:
        migrated_server.drop(url)
