"""The embedded server through its life: start, stop, kills, strangers and two programs at once."""

import asyncio
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from storage.postgres.address import dsn
from storage.postgres.binaries import ServerUser, programs_for, wheel_folder
from storage.postgres.embedded import EmbeddedPostgres
from storage.postgres.errors import (
    DataOfAnotherVersion,
    DiskFull,
    FolderNotWritable,
    SocketFolderTaken,
)
from storage.postgres.postmaster import is_answering, may_be_alive, read_pid_file

ROOT = Path(__file__).parents[2]
NOBODY = pwd.getpwnam("nobody")
ANSWER_SECONDS = 60

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


class Program:
    """Another program on the same folder; see ``tests/postgres_program.py``."""

    def __init__(self, home: Path, *account: int, **environment: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.postgres_program", str(home), *map(str, account)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def answer(self) -> dict[str, Any]:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def finish(self) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self.answer()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(ANSWER_SECONDS)

    def close(self) -> None:
        self.kill()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream
            stream.close()


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that everybody may enter; whatever server is left there is stopped."""
    folder = Path(tempfile.mkdtemp(prefix="naparnik-home-"))
    folder.chmod(0o755)
    yield folder
    remove(folder)


@pytest.fixture
def program(home: Path) -> Iterator[Callable[..., Program]]:
    started: list[Program] = []

    def start(*account: int, **environment: str) -> Program:
        started.append(Program(home, *account, **environment))
        return started[-1]

    yield start
    for each in started:
        each.close()


def remove(home: Path) -> None:
    data = home / "postgres" / "data"
    claim = read_pid_file(data) if data.is_dir() else None
    if claim and may_be_alive(claim.pid, data, data.stat().st_uid):
        os.kill(claim.pid, signal.SIGQUIT)
    shutil.rmtree(home, ignore_errors=True)


def server_pid(home: Path) -> int:
    claim = read_pid_file(home / "postgres" / "data")
    assert claim
    assert is_answering(claim)
    return claim.pid


def ask(url: str, *statements: str) -> Any:
    """The value that the last statement gives."""

    async def asked() -> Any:
        connection = await asyncpg.connect(dsn(url))
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            return await connection.fetchval(statements[-1])
        finally:
            await connection.close()

    return asyncio.run(asked())


def remember(url: str) -> None:
    ask(url, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('ромашка') RETURNING word")


def remembered(url: str) -> str:
    return ask(url, "SELECT word FROM kept")


def test_what_was_written_is_there_after_a_stop_and_a_start(home):
    with EmbeddedPostgres(home) as url:
        remember(url)

    assert read_pid_file(home / "postgres" / "data") is None
    with EmbeddedPostgres(home) as url:
        assert remembered(url) == "ромашка"


def test_the_server_listens_on_a_private_socket_only_and_commits_durably(home):
    with EmbeddedPostgres(home) as url:
        claim = read_pid_file(home / "postgres" / "data")

        assert ask(url, "SHOW listen_addresses") == ""
        assert ask(url, "SHOW synchronous_commit") == "on"
        assert ask(url, "SHOW fsync") == "on"
        assert claim.socket_folder.stat().st_mode & 0o777 == 0o700


def test_stopping_twice_or_without_a_start_does_nothing(home):
    postgres = EmbeddedPostgres(home)
    assert postgres.stop() is False
    postgres.start()

    assert postgres.stop() is True
    assert postgres.stop() is False


def test_stopping_after_the_folder_was_removed_is_no_failure(home):
    postgres = EmbeddedPostgres(home)
    postgres.start()
    pid = server_pid(home)
    (home / "postgres").rename(home / "elsewhere")

    assert postgres.stop() is False
    os.kill(pid, signal.SIGQUIT)


def test_it_speaks_russian_where_the_locale_is_c(home, program):
    started = program(LANG="C", LC_ALL="C").answer()

    assert ask(started["url"], "SELECT lower('ЁЛКА')") == "ёлка"


@needs_root
def test_under_root_the_server_is_not_root(home):
    with EmbeddedPostgres(home):
        pid = server_pid(home)

        assert Path(f"/proc/{pid}").stat().st_uid == NOBODY.pw_uid


@needs_root
def test_under_root_a_home_that_others_cannot_enter_will_do(home):
    home.chmod(0o700)

    with EmbeddedPostgres(home) as url:
        remember(url)
        assert remembered(url) == "ромашка"
    assert (home / "postgres" / "data" / "PG_VERSION").exists()


@needs_root
def test_an_ordinary_user_runs_it_and_root_may_use_it_afterwards(home, program):
    os.chown(home, NOBODY.pw_uid, NOBODY.pw_gid)
    first = program(NOBODY.pw_uid, NOBODY.pw_gid)
    remember(first.answer()["url"])
    assert first.finish() == {"was_stopped": True}

    with EmbeddedPostgres(home) as url:
        assert remembered(url) == "ромашка"
    again = program(NOBODY.pw_uid, NOBODY.pw_gid)
    assert remembered(again.answer()["url"]) == "ромашка"


@needs_root
def test_root_copies_programs_that_the_server_may_not_read(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    wheel = wheel_folder()
    for folder in (wheel, wheel.with_name(wheel.name + ".libs")):
        (closed / folder.name).symlink_to(folder)
    user = ServerUser(NOBODY.pw_uid, NOBODY.pw_gid)
    copies = Path(tempfile.mkdtemp(prefix="naparnik-copies-"))
    try:
        programs = programs_for(user, closed / wheel.name, (copies,))
        told = subprocess.run(
            [programs / "initdb", "--version"],
            cwd="/",
            capture_output=True,
            text=True,
            check=True,
            **user.credentials(),
        )

        assert programs.is_relative_to(copies)
        assert told.stdout.startswith("initdb (PostgreSQL) 18")
        assert programs_for(user, closed / wheel.name, (copies,)) == programs
    finally:
        shutil.rmtree(copies)


@needs_root
def test_root_runs_no_programs_that_others_could_have_written(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)

    with pytest.raises(FolderNotWritable):
        programs_for(ServerUser(NOBODY.pw_uid, NOBODY.pw_gid), closed, (open_to_all,))


def test_two_programs_share_one_server_and_the_last_one_out_stops_it(home, program):
    first, second = program(), program()
    remember(first.answer()["url"])
    assert remembered(second.answer()["url"]) == "ромашка"
    pid = server_pid(home)

    assert first.finish() == {"was_stopped": False}
    assert server_pid(home) == pid
    assert second.finish() == {"was_stopped": True}
    assert read_pid_file(home / "postgres" / "data") is None


def test_a_killed_program_leaves_a_server_that_the_next_one_uses_and_stops(home, program):
    first = program()
    remember(first.answer()["url"])
    pid = server_pid(home)
    first.kill()

    second = program()
    assert remembered(second.answer()["url"]) == "ромашка"
    assert server_pid(home) == pid
    assert second.finish() == {"was_stopped": True}


def test_a_program_killed_while_it_made_the_cluster_blocks_nobody(home):
    unfinished = home / "postgres" / "data.new"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")

    with EmbeddedPostgres(home) as url:
        assert ask(url, "SELECT 1") == 1


def test_a_killed_server_comes_back_with_everything_committed(home):
    first = EmbeddedPostgres(home)
    remember(first.start())
    pid = server_pid(home)
    os.kill(pid, signal.SIGKILL)

    with EmbeddedPostgres(home) as url:
        assert remembered(url) == "ромашка"
        assert server_pid(home) != pid
        assert first.stop() is False


@pytest.fixture
def stranger(home: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of the very user that runs the server, so that nothing but care protects it."""
    account = {} if os.geteuid() else {"user": NOBODY.pw_uid, "group": NOBODY.pw_gid}
    process = subprocess.Popen(["/bin/sleep", "600"], cwd="/", **account)
    yield process
    process.kill()
    process.wait()


def claim_for(pid: int, home: Path) -> None:
    """Make the pid file name ``pid``, as it does when a number has been given out again."""
    path = home / "postgres" / "data" / "postmaster.pid"
    lines = path.read_text().split("\n")
    path.write_text("\n".join([str(pid), *lines[1:]]))


def test_a_stale_pid_file_with_a_strangers_number_neither_hurts_nor_hinders(home, stranger):
    with EmbeddedPostgres(home) as url:
        remember(url)
        left_behind = (home / "postgres" / "data" / "postmaster.pid").read_text()
    path = home / "postgres" / "data" / "postmaster.pid"
    path.write_text(left_behind)
    data = home / "postgres" / "data"
    os.chown(path, data.stat().st_uid, data.stat().st_gid)
    claim_for(stranger.pid, home)

    with EmbeddedPostgres(home) as url:
        assert remembered(url) == "ромашка"
    assert stranger.poll() is None


def test_stopping_does_not_believe_a_pid_file_that_names_a_stranger(home, stranger):
    postgres = EmbeddedPostgres(home)
    postgres.start()
    own = server_pid(home)
    claim_for(stranger.pid, home)

    assert postgres.stop() is False
    assert stranger.poll() is None
    os.kill(own, signal.SIGQUIT)


def test_a_long_home_with_odd_characters_gets_a_short_socket(home):
    odd = home / "дом 100% 'своего', \"дела\"" / ("x" * 90)

    with EmbeddedPostgres(odd) as url:
        claim = read_pid_file(odd / "postgres" / "data")

        assert ask(url, "SELECT 1") == 1
        assert len(os.fsencode(claim.socket_folder)) < 80
    assert not claim.socket_folder.exists()


def test_a_short_home_with_odd_characters_keeps_its_socket(home):
    odd = home / "дом 5% 'ё'"

    with EmbeddedPostgres(odd) as url:
        assert ask(url, "SELECT 1") == 1
        assert read_pid_file(odd / "postgres" / "data").socket_folder.is_relative_to(odd)


def test_a_socket_folder_that_is_open_to_others_is_not_used(home):
    long = home / ("x" * 100)
    with EmbeddedPostgres(long):
        folder = read_pid_file(long / "postgres" / "data").socket_folder
    folder.mkdir()
    folder.chmod(0o777)
    try:
        with pytest.raises(SocketFolderTaken) as refused:
            EmbeddedPostgres(long).start()

        assert str(folder) in str(refused.value)
    finally:
        folder.rmdir()


def test_a_folder_that_cannot_be_written_is_named(home, program):
    home.chmod(0o555)
    account = () if os.geteuid() else (NOBODY.pw_uid, NOBODY.pw_gid)

    refused = program(*account).answer()

    assert refused["refused"] == "FolderNotWritable"
    assert str(home) in refused["words"]


def test_a_place_where_no_folder_can_be_made_is_named():
    with pytest.raises(FolderNotWritable) as refused:
        EmbeddedPostgres(Path("/proc/naparnik")).start()

    assert "/proc/naparnik" in str(refused.value)


def test_a_file_in_place_of_the_folder_is_named(home):
    (home / "postgres").write_text("")

    with pytest.raises(FolderNotWritable):
        EmbeddedPostgres(home).start()


def test_data_of_another_version_are_left_alone(home):
    with EmbeddedPostgres(home):
        pass
    (home / "postgres" / "data" / "PG_VERSION").write_text("17\n")

    with pytest.raises(DataOfAnotherVersion) as refused:
        EmbeddedPostgres(home).start()

    assert (refused.value.found, refused.value.expected) == ("17", "18")


@pytest.fixture
def small_disk(home: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a disk of so many megabytes at a folder."""
    mounted: list[Path] = []

    def mount(megabytes: int) -> Path:
        folder = home / "disk"
        folder.mkdir()
        options = f"size={megabytes}m,mode=0755"
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)],
            capture_output=True,
            check=False,
        )
        if made.returncode != 0:
            pytest.skip("this user may not mount a small disk")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_too_small_for_a_cluster_is_named_and_left_clean(small_disk):
    disk = small_disk(20)

    with pytest.raises(DiskFull) as refused:
        EmbeddedPostgres(disk).start()

    assert refused.value.path == disk
    assert not (disk / "postgres" / "data.new").exists()


def test_a_disk_that_has_filled_up_is_named_at_start_and_space_heals_it(small_disk):
    disk = small_disk(120)
    with EmbeddedPostgres(disk) as url:
        remember(url)
    fill(disk / "ballast")

    with pytest.raises(DiskFull):
        EmbeddedPostgres(disk).start()

    (disk / "ballast").unlink()
    with EmbeddedPostgres(disk) as url:
        assert remembered(url) == "ромашка"


def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file, suppress(OSError):  # it ends when nothing fits
        while True:
            file.write(bytes(4096))
