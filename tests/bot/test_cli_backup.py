"""Two roles, a backup and its way back, as an administrator has them from a shell."""

from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

from storage.migrations.revisions import known_revisions, latest_revision
from storage.migrations.run import downgrade
from storage.postgres.address import dsn
from tests.bot.cli_program import Outcome, naparnik
from tests.postgres_fixtures import as_program


def both(url: str) -> dict[str, str]:
    return {"DATABASE_URL": as_program(url), "MIGRATION_DATABASE_URL": url}


async def fetch(url: str, sql: str) -> object:
    connection = await asyncpg.connect(dsn(url))
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def is_one_line(outcome: Outcome) -> bool:
    return bool(outcome.err.strip()) and "\n" not in outcome.err.strip()


async def test_a_company_is_saved_by_one_command_and_brought_back_by_another(
    database_url: str, bare_database_url: str, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,role,branch\nИван Петров,rep,Москва\n")
    program = {"DATABASE_URL": as_program(database_url)}
    await naparnik("import", "--people", people, "--yes", settings=program, folder=tmp_path)
    await downgrade(database_url, known_revisions()[-2])
    old, new = both(database_url), both(bare_database_url)
    file = tmp_path / "naparnik.dump"

    too_old = await naparnik("invite", "Иван Петров", settings=program, folder=tmp_path)
    saved = await naparnik("backup", file, settings=old, folder=tmp_path)
    again = await naparnik("backup", file, settings=old, folder=tmp_path)
    occupied = await naparnik("restore", file, settings=old, folder=tmp_path)
    restored = await naparnik("restore", file, settings=new, folder=tmp_path)
    migrated = await naparnik("migrate", settings=new, folder=tmp_path)

    assert too_old.code == 1
    assert is_one_line(too_old)
    assert "naparnik migrate" in too_old.err
    assert (saved.code, saved.err) == (0, "")
    assert f"revision {known_revisions()[-2]}" in saved.out
    assert (again.code, is_one_line(again)) == (1, True)
    assert "is there already" in again.err
    assert (occupied.code, is_one_line(occupied)) == (1, True)
    assert "not empty" in occupied.err
    assert (restored.code, restored.err) == (0, "")
    assert f"to {latest_revision()}" in restored.out
    assert await fetch(as_program(bare_database_url), "SELECT name FROM people") == "Иван Петров"
    assert migrated.code == 0
    assert "can change neither the schema nor the audit" in migrated.out


@pytest.mark.parametrize("command", ["backup", "restore"])
async def test_a_place_that_is_not_there_is_one_line(command: str, tmp_path: Path) -> None:
    file = tmp_path / "away" / "naparnik.dump"

    outcome = await naparnik(command, file, settings={}, folder=tmp_path)

    assert outcome.code == 1
    assert is_one_line(outcome)
    assert "away" in outcome.err
    assert not (tmp_path / "home").exists()


async def test_a_role_that_nothing_binds_is_told_of(database_url: str, tmp_path: Path) -> None:
    role = f"naparnik_test_{uuid4().hex}"
    await fetch(database_url, f"CREATE ROLE {role} LOGIN SUPERUSER")
    mighty = make_url(dsn(database_url)).set(username=role).render_as_string(hide_password=False)
    settings = {"DATABASE_URL": mighty, "MIGRATION_DATABASE_URL": database_url}

    outcome = await naparnik("migrate", settings=settings, folder=tmp_path)
    await fetch(database_url, f"DROP OWNED BY {role}")
    await fetch(database_url, f"DROP ROLE {role}")

    assert outcome.code == 0
    assert is_one_line(outcome)
    assert "more rights than it needs" in outcome.err
