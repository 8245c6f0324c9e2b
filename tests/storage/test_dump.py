"""A database saved to a file and brought back: all of it, or nothing."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.composition.playground import TOKEN
from bot.composition.program import Program
from bot.playground.clock import MovableClock
from storage.engine import make_engine
from storage.migrations.revisions import current_revision, known_revisions, latest_revision
from storage.migrations.run import downgrade, migrate
from storage.postgres import dump
from storage.postgres.address import dsn
from storage.postgres.errors import (
    BackupBroken,
    BackupNewer,
    DatabaseNotEmpty,
    DumpFailed,
    DumpProgramsMissing,
    NothingToBackUp,
    OwnerNeeded,
)
from storage.postgres.postmaster import exists
from storage.tables import metadata
from tests.bare_database import execute, shape
from tests.builders import NOW, utc
from tests.postgres_fixtures import as_program

NOWHERE = "http://127.0.0.1:9"
MOMENTS = (NOW, utc("2026-11-19 07:00"), utc("2026-12-01 07:00"))
"""A morning, the next one, and one after a month that closes."""
WITHOUT_BRACKETS = str.maketrans("", "", "()")
ROWS = "SELECT count(*), md5(string_agg(row::text, '\n' ORDER BY row::text COLLATE \"C\"))"


@pytest.fixture
def database_template(demo_template: str) -> str:
    """The company of the playground, which the program's role has made."""
    return demo_template


def silent(_table: str) -> None:
    pass


async def ticked(url: str) -> Sequence[str]:
    """Everything that the clock does, at each of the moments; the jobs that failed."""
    clock = MovableClock()
    engine = make_engine(url, pool_size=4)
    program = Program(token=TOKEN, bot_api_url=NOWHERE, engine=engine, clock=clock)
    failed: list[str] = []
    program.ticker._on_failure = failed.append
    for moment in MOMENTS:
        clock.move_to(moment, force=True)
        await program.ticker.tick_all()
    await program.stop()
    return failed


async def contents(url: str) -> dict[str, object]:
    """A digest of each table's rows, and where each sequence stands."""
    connection = await asyncpg.connect(dsn(url))
    found: dict[str, object] = {}
    for name in (*metadata.tables, "alembic_version"):
        found[name] = tuple(await connection.fetchrow(f"{ROWS} FROM {name} AS row"))
    sequences = await connection.fetch("SELECT sequencename, last_value FROM pg_sequences")
    found |= {row[0]: row[1] for row in sequences}
    await connection.close()
    return found


async def test_what_the_program_s_role_made_of_a_company_comes_back_row_by_row(
    database_url: str, program_url: str, bare_database_url: str, tmp_path: Path
):
    failed = await ticked(program_url)
    told: list[str] = []

    made = await dump.back_up(database_url, tmp_path / "backup", told.append)
    revision = await dump.restore(bare_database_url, tmp_path / "backup", told.append)
    await migrate(bare_database_url, program_url=as_program(bare_database_url))

    before, after = await contents(database_url), await contents(bare_database_url)
    assert failed == []
    assert [name for name in before if before[name] != after[name]] == []
    assert await bare_shape(bare_database_url) == await bare_shape(database_url)
    assert made.revision == revision == latest_revision()
    assert made.size == (tmp_path / "backup").stat().st_size
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600
    assert names_in(tmp_path) == {"backup"}
    assert {"clients", "audit"} <= set(told)
    assert await rights(as_program(bare_database_url)) == await rights(program_url)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def bare_shape(url: str) -> list[str]:
    """Without brackets: a condition that was written out and read again has fewer of them."""
    return sorted(line.translate(WITHOUT_BRACKETS) for line in await shape(url))


async def rights(url: str) -> list[str]:
    connection = await asyncpg.connect(dsn(url))
    rows = await connection.fetch(
        "SELECT table_name || ' ' || privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee = current_user ORDER BY 1"
    )
    await connection.close()
    return [row[0] for row in rows]


@pytest.fixture
async def backup(database_url: str, tmp_path: Path) -> Path:
    """Of a database that is one step behind."""
    await downgrade(database_url, known_revisions()[-2])
    await dump.back_up(database_url, tmp_path / "backup", silent)
    return tmp_path / "backup"


async def test_a_backup_of_an_older_program_is_brought_up_to_date(backup, bare_database_url):
    revision = await dump.restore(bare_database_url, backup, silent)
    await migrate(bare_database_url)

    assert revision == known_revisions()[-2]
    assert await current_revision(bare_database_url) == latest_revision()


async def test_what_is_not_a_whole_backup_for_an_empty_database_changes_nothing(
    backup, database_url, bare_database_url, tmp_path
):
    half, other = tmp_path / "half", tmp_path / "other"
    half.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    other.write_text("not a backup")

    for file in (half, other):
        with pytest.raises((BackupBroken, DumpFailed)):
            await dump.restore(bare_database_url, file, silent)
    with pytest.raises(DatabaseNotEmpty):
        await dump.restore(database_url, backup, silent)
    with pytest.raises(NothingToBackUp):
        await dump.back_up(bare_database_url, tmp_path / "nothing", silent)
    with pytest.raises(FileExistsError):
        await dump.back_up(database_url, other, silent)
    await dump.restore(bare_database_url, backup, silent)

    assert other.read_text() == "not a backup"
    assert names_in(tmp_path) == {"backup", "half", "other"}


async def test_a_role_that_may_not_read_all_is_told_to_name_the_owner(
    database_url, program_url, tmp_path
):
    with pytest.raises(OwnerNeeded):
        await dump.back_up(program_url, tmp_path / "backup", silent)

    assert list(tmp_path.iterdir()) == []


async def test_a_backup_of_a_newer_program_is_refused(database_url, bare_database_url, tmp_path):
    await execute(database_url, "UPDATE alembic_version SET version_num = '9999'")
    await dump.back_up(database_url, tmp_path / "backup", silent)

    with pytest.raises(BackupNewer) as refused:
        await dump.restore(bare_database_url, tmp_path / "backup", silent)

    assert refused.value.revision == "9999"


async def test_a_server_newer_than_every_pg_dump_is_told_of(database_url, tmp_path, monkeypatch):
    old = tmp_path / "bin"
    old.mkdir()
    (old / "pg_dump").write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 14.1'\n")
    (old / "pg_dump").chmod(0o755)
    monkeypatch.setattr(dump, "_places", lambda: [old])

    with pytest.raises(DumpProgramsMissing) as refused:
        await dump.back_up(database_url, tmp_path / "backup", silent)

    assert (refused.value.program, refused.value.found) == ("pg_dump", "14")
    assert names_in(tmp_path) == {"bin"}


async def test_a_backup_that_is_broken_off_leaves_neither_a_file_nor_a_process(
    database_url, tmp_path, monkeypatch
):
    slow = tmp_path / "bin"
    slow.mkdir()
    (slow / "pg_dump").write_text(
        "#!/bin/sh\n[ $1 = --version ] && echo 'pg_dump (PostgreSQL) 99.0' && exit\n"
        'echo "pg_dump: dumping contents of table public.$$" >&2\nexec sleep 60\n'
    )
    (slow / "pg_dump").chmod(0o755)
    monkeypatch.setattr(dump, "_places", lambda: [slow])
    begun: asyncio.Queue[str] = asyncio.Queue()

    backing_up = asyncio.create_task(
        dump.back_up(database_url, tmp_path / "backup", begun.put_nowait)
    )
    pid = int(await begun.get())
    backing_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await backing_up

    assert names_in(tmp_path) == {"bin"}
    assert not exists(pid)


async def test_no_program_is_told_the_address_on_its_command_line(
    database_url, tmp_path, monkeypatch
):
    started: list[str] = []
    start = asyncio.create_subprocess_exec

    async def start_and_note(*command, **options):
        started.extend(map(str, command))
        assert "BOT_TOKEN" not in options["env"]
        return await start(*command, **options)

    monkeypatch.setenv("BOT_TOKEN", "1:hush")
    monkeypatch.setattr(asyncio, "create_subprocess_exec", start_and_note)
    address = make_url(dsn(database_url))
    asked = address.set(password="hush").render_as_string(hide_password=False)

    await dump.back_up(asked, tmp_path / "backup", silent)

    said = " ".join(started)
    assert "--format=custom" in said
    assert not [part for part in ("hush", address.database, "socket") if part in said]
