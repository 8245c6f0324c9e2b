"""The commands of ``naparnik``, each run as a shell runs it."""

import os
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from bot.composition.failures import database_key
from bot.texts import texts_for
from domain.language import Language
from storage.postgres.address import dsn, with_database
from storage.postgres.errors import DatabaseUnusable
from tests.bot.cli_program import OURS, Outcome, naparnik

NOWHERE = "postgresql://nobody:secret-of-nobody@127.0.0.1:9/nothing"
PEOPLE = """name,role,branch,e-mail
Иван Петров,rep,Москва,petrov@example.org
Иван Сидоров,rep,Москва,sidorov@example.org
"""


async def fetch(database_url: str, sql: str) -> int:
    connection = await asyncpg.connect(dsn(database_url))
    try:
        return int(await connection.fetchval(sql))
    finally:
        await connection.close()


def is_one_line(outcome: Outcome) -> bool:
    said = outcome.err.strip()
    return bool(said) and "\n" not in said and "Traceback" not in outcome.out


async def test_run_without_a_token_says_where_to_get_one(tmp_path: Path) -> None:
    outcome = await naparnik("run", settings={}, folder=tmp_path)

    assert outcome.code == 1
    assert "@BotFather" in outcome.err
    assert "naparnik playground" in outcome.err


async def test_the_terminals_language_is_spoken(tmp_path: Path) -> None:
    outcome = await naparnik("run", settings={"LC_ALL": "ru_RU.UTF-8"}, folder=tmp_path)

    assert outcome.err.startswith("Не задан BOT_TOKEN.")


async def test_check_config_names_every_wrong_setting_and_repeats_no_secret(tmp_path: Path) -> None:
    wrong = {"BOT_TOKEN": "hush", "HTTP_PORT": "99999", "DATABASE_URL": "mysql://u:hush@h/d"}

    outcome = await naparnik("check-config", settings=wrong, folder=tmp_path)

    assert outcome.code == 1
    assert all(name in outcome.err for name in wrong)
    assert "hush" not in outcome.err + outcome.out


async def test_check_config_approves_of_an_empty_environment(tmp_path: Path) -> None:
    outcome = await naparnik("check-config", settings={}, folder=tmp_path, is_cold=True)

    assert outcome.code == 0
    assert outcome.out.startswith("The settings are fine.\nBOT_TOKEN is not set")


async def test_check_config_and_the_doctor_name_the_setting_that_was_meant(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_TOKN=hush\n")
    settings = {"WEBHOOK_URLS": "https://bot.example.org"}

    checked = await naparnik("check-config", settings=settings, folder=tmp_path)
    looked_at = await naparnik("doctor", settings=settings, folder=tmp_path)

    assert checked.code == 0
    for said in (checked.err, looked_at.out):
        assert "BOT_TOKN is not a setting" in said
        assert "you mean WEBHOOK_URL?" in said
        assert "hush" not in said


def test_a_reader_that_has_closed_its_end_meets_a_plain_end(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)

    ended = subprocess.run(
        [sys.executable, "-m", "bot", "check-config"],
        stdout=write_end,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=OURS,
        check=False,
    )
    os.close(write_end)

    assert (ended.returncode, ended.stderr) == (1, b"")


async def test_an_unknown_command_shows_how_to_use_the_program(tmp_path: Path) -> None:
    outcome = await naparnik("dance", settings={}, folder=tmp_path)

    assert outcome.code == 2
    assert "usage: naparnik" in outcome.err


async def test_migrate_brings_an_empty_database_up_to_date(
    bare_database_url: str, tmp_path: Path
) -> None:
    settings = {"DATABASE_URL": bare_database_url}

    outcome = await naparnik("migrate", settings=settings, folder=tmp_path, is_cold=True)

    assert (outcome.code, outcome.out) == (0, "The database is up to date.\n")
    assert await fetch(bare_database_url, "SELECT count(*) FROM people") == 0


async def test_migrate_without_a_database_makes_one_in_the_home_folder(tmp_path: Path) -> None:
    outcome = await naparnik("migrate", settings={}, folder=tmp_path)

    assert (outcome.code, outcome.out) == (0, "The database is up to date.\n")
    assert list((tmp_path / "home").rglob("PG_VERSION"))


async def test_a_database_that_cannot_be_reached_is_one_line_without_the_password(
    tmp_path: Path,
) -> None:
    outcome = await naparnik("migrate", settings={"DATABASE_URL": NOWHERE}, folder=tmp_path)

    assert outcome.code == 1
    assert is_one_line(outcome)
    assert "127.0.0.1:9" in outcome.err
    assert "secret-of-nobody" not in outcome.err


async def test_a_missing_database_is_one_line_in_the_terminals_language(
    bare_database_url: str, tmp_path: Path
) -> None:
    address = with_database(bare_database_url, "no_such_database")

    outcome = await naparnik(
        "migrate", settings={"DATABASE_URL": address, "LC_ALL": "ru_RU.UTF-8"}, folder=tmp_path
    )

    assert outcome.code == 1
    assert is_one_line(outcome)
    assert "нет базы no_such_database" in outcome.err


async def test_a_home_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")

    outcome = await naparnik("playground", "--no-browser", settings={}, folder=tmp_path)

    assert outcome.code == 1
    assert is_one_line(outcome)
    assert "cannot be written" in outcome.err


@pytest.mark.parametrize("language", Language)
def test_each_trouble_of_the_database_has_its_words(language: Language) -> None:
    texts = texts_for(language)

    assert all(texts.has(database_key(kind)) for kind in DatabaseUnusable.__subclasses__())


async def test_import_without_files_says_how_to_name_them(tmp_path: Path) -> None:
    outcome = await naparnik("import", "--yes", settings={}, folder=tmp_path)

    assert outcome.code == 1
    assert "--people F" in outcome.err


async def test_import_without_a_terminal_wants_yes(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE)

    outcome = await naparnik("import", "--people", people, settings={}, folder=tmp_path)

    assert outcome.code == 1
    assert "--yes" in outcome.err


async def test_import_names_the_file_that_is_not_there(tmp_path: Path) -> None:
    outcome = await naparnik("import", "--deals", "away.csv", "--yes", settings={}, folder=tmp_path)

    assert outcome.code == 1
    assert "away.csv" in outcome.err


async def test_import_of_what_is_no_table_writes_nothing(database_url: str, tmp_path: Path) -> None:
    picture = tmp_path / "people.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))

    outcome = await naparnik(
        "import",
        "--people",
        picture,
        "--yes",
        settings={"DATABASE_URL": database_url},
        folder=tmp_path,
    )

    assert outcome.code == 1
    assert is_one_line(outcome)
    assert await fetch(database_url, "SELECT count(*) FROM people") == 0


async def test_import_of_a_header_without_rows_writes_nothing(
    database_url: str, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE.partition("\n")[0])
    settings = {"DATABASE_URL": database_url}

    outcome = await naparnik(
        "import", "--people", people, "--yes", settings=settings, folder=tmp_path
    )

    assert outcome.code == 1
    assert is_one_line(outcome)
    assert "people.csv has names of columns only" in outcome.err
    assert await fetch(database_url, "SELECT count(*) FROM branches") == 0


@pytest.mark.parametrize(("answer", "code", "people"), [("n\n", 1, 0), ("y\n", 0, 2)])
async def test_import_at_a_terminal_shows_what_it_found_and_asks(
    database_url: str, tmp_path: Path, answer: str, code: int, people: int
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE)

    outcome = await naparnik(
        "import",
        "--people",
        file,
        settings={"DATABASE_URL": database_url},
        folder=tmp_path,
        typed=answer,
    )

    assert "Import this?" in outcome.out
    assert outcome.code == code, outcome
    assert await fetch(database_url, "SELECT count(*) FROM people") == people


async def test_invite_that_fits_several_people_names_them_and_a_whole_name_makes_a_link(
    database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE)
    settings = {"DATABASE_URL": database_url}
    await naparnik("import", "--people", file, "--yes", settings=settings, folder=tmp_path)

    vague = await naparnik("invite", "Иван", settings=settings, folder=tmp_path)
    exact = await naparnik("invite", "Иван Петров", settings=settings, folder=tmp_path)
    unknown = await naparnik("invite", "Пётр", settings=settings, folder=tmp_path)

    assert vague.code == 1
    assert "Иван Петров" in vague.err
    assert "Иван Сидоров" in vague.err
    assert exact.code == 0
    assert "start=" in exact.out
    laid_to_others = "SELECT count(*) FROM audit WHERE channel <> 'cli'"
    assert await fetch(database_url, laid_to_others) == 0
    assert unknown.code == 1
    assert is_one_line(unknown)
