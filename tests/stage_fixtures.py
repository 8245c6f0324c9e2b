"""The fixture of end-to-end tests; what it stands on is imported only where it is asked for."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.company import Company


@pytest.fixture
async def company(database_url: str) -> "AsyncIterator[Company]":
    """A company on a stage of its own; see ``tests/company.py``."""
    from tests.company import on_stage

    async with on_stage(database_url) as made:
        yield made
