"""Fixtures for all tests; what makes them lives in modules of its own."""

import pytest
from hypothesis import settings

pytest_plugins = [
    "tests.quick_starts",
    "tests.postgres_fixtures",
    "tests.stage_fixtures",
    "tests.crm",
    "tests.bot.matrix_fixtures",
]

LONGEST = ("tests/test_bench.py", "tests/test_chaos.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


# How fast or busy the machine is says nothing about the program.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
