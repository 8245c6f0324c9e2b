"""A whole database into a file and out of it, by Postgres' own ``pg_dump`` and ``pg_restore``.

The file is Postgres' custom format: compressed, one consistent picture, readable by any later
``pg_restore``. Owners and rights are not in it: whoever restores owns what comes out, and lets the
program's role in anew. Nothing is ever told to a program on its command line, which every user of
the machine may read: the address goes by the environment, which they may not.
"""

import asyncio
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from storage.migrations.revisions import known_revisions, revision_in
from storage.migrations.run import create_extensions, holding_migrations
from storage.postgres.address import DEFAULT_PORT, engine_url
from storage.postgres.binaries import wheel_folder
from storage.postgres.errors import (
    BackupBroken,
    BackupNewer,
    BackupOfNewerPostgres,
    DatabaseNotEmpty,
    DiskFull,
    DumpFailed,
    DumpProgramsMissing,
    FolderNotWritable,
    NothingToBackUp,
    OwnerNeeded,
    ProgramsMissing,
)
from storage.postgres.server import connected, require_supported_server

MADE = re.compile(r"(?:dumping contents of|processing data for) table \"?(\S+?)\"?$")
VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
FORMAT_OF_17 = 17
"""From this version on ``pg_restore`` sets what older servers do not know."""
LEFT_OUT = (" EXTENSION ", " SCHEMA - public ")
"""What an archive lists that is there before anything is restored."""
NOT_ALLOWED = re.compile(r"permission denied|lack \S+ privilege")
LAST_LINES = 3

Progress = Callable[[str], None]
"""Told the table in hand."""

IS_EMPTY = """
SELECT NOT EXISTS (
    SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e'))
   AND NOT EXISTS (
    SELECT FROM pg_proc WHERE pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e'))
"""


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that was written: its size in bytes, and at which revision the database was."""

    size: int
    revision: str


async def back_up(database_url: str, file: Path, on_progress: Progress) -> Backup:
    """Write the whole database to ``file``, which only its owner may read.

    It appears under its name when it is complete. Others work meanwhile; what they change after the
    beginning is not in it.

    Raises:
        FileExistsError: there is such a file; it is not touched.
        FolderNotWritable, DiskFull, DumpProgramsMissing, DumpFailed.
        OwnerNeeded: this user may not read all of it.
        NothingToBackUp: there are no tables of the program's.
        and the errors of connecting, as ``storage.migrations.run.migrate``.
    """
    unfinished = await asyncio.to_thread(_new_file_beside, file)
    try:
        revision = await _dump(database_url, unfinished, on_progress)
        size = await asyncio.to_thread(_settle, unfinished, file)
    finally:
        await asyncio.to_thread(unfinished.unlink, missing_ok=True)
    return Backup(size, revision)


async def _dump(database_url: str, unfinished: Path, on_progress: Progress) -> str:
    async with connected(database_url) as connection:
        server = await require_supported_server(connection)
        revision = await revision_in(connection)
    if revision is None:
        raise NothingToBackUp
    program = await _program("pg_dump", server, fits=lambda found: found >= server)
    arguments = ("--format=custom", "--no-owner", "--no-privileges", "--verbose")
    command = (program, *arguments, f"--file={unfinished}")
    try:
        await _run(command, _environment(database_url), on_progress)
    except DumpFailed as error:
        if NOT_ALLOWED.search(error.detail):
            raise OwnerNeeded(engine_url(database_url).username or "") from error
        raise
    return revision


async def restore(database_url: str, file: Path, on_progress: Progress) -> str:
    """Fill an empty database from ``file``, all of it or nothing; the revision it is at then.

    Raises:
        BackupBroken: it is no backup of this program's, or only a part of one.
        BackupNewer: it was made by a newer program.
        BackupOfNewerPostgres: the programs that fit this server cannot read it.
        DatabaseNotEmpty: there is something in the database; it is not touched.
        DiskFull, DumpProgramsMissing, DumpFailed, ExtensionNotAllowed, ExtensionUnavailable.
        and the errors of connecting, as ``storage.migrations.run.migrate``.
    """
    async with holding_migrations(database_url) as connection:
        server = await require_supported_server(connection)
        if not await connection.fetchval(IS_EMPTY):
            raise DatabaseNotEmpty
        program = await _program("pg_restore", server, fits=lambda found: _restores(found, server))
        revision = await _revision_of(program, file)
        if revision not in known_revisions():
            raise BackupNewer(revision)
        await create_extensions(connection)
        with tempfile.TemporaryDirectory(prefix="naparnik-restore-") as folder:
            chosen = Path(folder) / "contents"
            chosen.write_text(_without_what_is_there(await _listed(program, file)))
            arguments = (
                "--single-transaction",
                "--exit-on-error",
                "--no-owner",
                "--no-privileges",
                "--verbose",
                f"--use-list={chosen}",
                "--dbname=",  # named by the environment
            )
            command = (program, *arguments, file)
            await _run(command, _environment(database_url), on_progress)
        await connection.execute("ANALYZE")
    return revision


def _restores(found: int, server: int) -> bool:
    return found == server or found > server >= FORMAT_OF_17


async def _program(name: str, server: int, *, fits: Callable[[int], bool]) -> Path:
    """The program that fits best: of the server's own version, else the oldest that will do.

    Raises: DumpProgramsMissing.
    """
    found = []
    for place in _places():
        path = place / name
        if path.is_file() and os.access(path, os.X_OK):
            said = await _output([path, "--version"])
            if version := VERSION.search(said):
                found.append((int(version[1]), path))
    fitting = [(version, path) for version, path in found if fits(version)]
    if not fitting:
        raise DumpProgramsMissing(name, server, [version for version, _ in found])
    return min(fitting, key=lambda pair: pair[0])[1]


def _places() -> Sequence[Path]:
    """The path's folders, the usual folders of Debian's packages, and the wheel."""
    folders = [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep) if part]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    with suppress(ProgramsMissing):
        folders.append(wheel_folder() / "pginstall" / "bin")
    return list(dict.fromkeys(folders))


async def _revision_of(program: Path, file: Path) -> str:
    """Raises: BackupBroken."""
    arguments = ("--data-only", "--table=alembic_version", "--file=-")
    try:
        said = await _output([program, *arguments, str(file)])
    except DumpFailed as error:
        if "unsupported version" in error.detail:
            raise BackupOfNewerPostgres(file) from error
        raise BackupBroken(file, error.detail) from error
    found = re.search(r"^COPY public\.alembic_version .*\n(\w+)\n\\\.$", said, re.MULTILINE)
    if found is None:
        raise BackupBroken(file, "no revision in it")
    return found[1]


async def _listed(program: Path, file: Path) -> str:
    return await _output([program, "--list", str(file)])


def _without_what_is_there(contents: str) -> str:
    kept = [
        line
        for line in contents.splitlines()
        if not any(entry in line for entry in LEFT_OUT) or line.startswith(";")
    ]
    return "\n".join(kept) + "\n"


def _new_file_beside(file: Path) -> Path:
    """Raises: FileExistsError, FolderNotWritable."""
    if file.exists():
        raise FileExistsError(file)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)  # mode 0600
    except OSError as error:
        raise FolderNotWritable(file.parent) from error
    os.close(handle)
    return Path(name)


def _settle(unfinished: Path, file: Path) -> int:
    """On the disk first, then under its name; its size in bytes."""
    _sync(unfinished)
    unfinished.rename(file)
    _sync(file.parent)
    return file.stat().st_size


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _environment(database_url: str) -> Mapping[str, str]:
    """The environment by which libpq finds the database; nothing else of ours is in it."""
    url = engine_url(database_url)
    host = url.query.get("host") or url.host
    port = url.query.get("port") or url.port or DEFAULT_PORT
    given = {
        "PGHOST": host,
        "PGPORT": str(port),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database or url.username,
        "PGSSLMODE": url.query.get("ssl"),
    }
    passed = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "HOME", "TMPDIR"} or name.startswith("PG")
    }
    return {
        **passed,
        **{name: str(value) for name, value in given.items() if value},
        "LC_ALL": "C",
        "PGAPPNAME": "naparnik",
    }


async def _run(
    command: Sequence[str | Path], environment: Mapping[str, str], on_progress: Progress
) -> None:
    """Raises: DumpFailed, DiskFull. A cancelled call leaves no process behind."""
    process = await asyncio.create_subprocess_exec(
        *command,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    said: list[str] = []
    try:
        assert process.stderr is not None
        async for raw in process.stderr:
            line = raw.decode(errors="replace").strip()
            if made := MADE.search(line):
                on_progress(made[1].removeprefix("public.").strip('"'))
            elif "error" in line.lower() or "fatal" in line.lower() or said:
                said.append(line)
        code = await process.wait()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    if code != 0:
        raise _failure(" ".join(said[:LAST_LINES]) or f"exit code {code}")


async def _output(command: Sequence[str | Path]) -> str:
    """What it says on its standard output. Raises: DumpFailed, DiskFull."""
    process = await asyncio.create_subprocess_exec(
        *command,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    if process.returncode != 0:
        raise _failure(err.decode(errors="replace").strip())
    return out.decode(errors="replace")


def _failure(said: str) -> DumpFailed | DiskFull:
    if "No space left" in said:
        return DiskFull(None)
    return DumpFailed(" ".join(said.split()))
