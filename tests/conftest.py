"""Fixtures for all tests; what makes them lives in modules of its own."""

from hypothesis import settings

pytest_plugins = ["tests.postgres_fixtures", "tests.stage_fixtures", "tests.crm"]

# How fast or busy the machine is says nothing about the program.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
