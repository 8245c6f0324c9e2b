"""Fixtures for all tests; what makes them lives in modules of its own."""

pytest_plugins = ["tests.postgres_fixtures", "tests.stage_fixtures", "tests.crm"]
