"""Postgres without an installed Postgres: a cluster in a folder, run from a wheel's programs.

Several programs may use one folder at once. They share one server: each holds a shared lock on
``users.lock`` for as long as it works, and whoever leaves last stops the server. Starting and
stopping happen one at a time under ``start.lock``. Both locks go with their process, so a program
that was killed blocks nobody; the server it left behind is found and used by the next one.
"""

import errno
import fcntl
import hashlib
import os
import shlex
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from storage.postgres.binaries import ServerUser, programs_for, server_user, wheel_folder
from storage.postgres.errors import (
    DatabaseUnusable,
    DataOfAnotherVersion,
    DiskFull,
    FolderNotWritable,
    ServerNotStarted,
    ServerNotStopped,
    SocketFolderTaken,
)
from storage.postgres.postmaster import (
    exists,
    is_answering,
    may_be_alive,
    read_pid_file,
    socket_in,
)

SUPERUSER = "naparnik"
ADMIN_DATABASE = "postgres"
LONGEST_SOCKET_PATH = 100  # bytes; the system's limit is 104 or 108
SHORT_FOLDERS = Path("/tmp")  # noqa: S108 - not TMPDIR, which differs between two programs
START_SECONDS = 60
DRAIN_SECONDS = 15.0
"""How long a killed server's children may take to notice and leave."""
POLL_SECONDS = 0.05
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
LEAST_FREE_BYTES = 48 * 1024 * 1024
"""Three write-ahead segments: with less than this a start fails for want of space."""
LONGEST_LOG_BYTES = 10 * 1024 * 1024

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "synchronous_commit": "on",
    "max_wal_size": "512MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "jit": "off",  # compiling costs more than our queries take
}
ENVIRONMENT: Mapping[str, str] = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


class EmbeddedPostgres:
    """The server of one home folder; ``start`` and ``stop`` block (a loop calls them in a thread).

    ``settings`` are added to ``SETTINGS`` when this object starts the server, and have no effect
    on one that already runs. ``is_durable=False`` skips syncing a new cluster to disk (for tests).
    """

    def __init__(
        self, home: Path, *, settings: Mapping[str, str] | None = None, is_durable: bool = True
    ) -> None:
        self._home = home.absolute()
        self._folder = self._home / "postgres"
        self._data = self._folder / "data"
        self._settings = {**SETTINGS, **(settings or {})}
        self._is_durable = is_durable
        self._users_lock: int | None = None
        self._programs = Path()

    def start(self) -> str:
        """Start the server, or join the one that runs; the address of its admin database.

        Raises:
            FolderNotWritable, DiskFull, SocketFolderTaken, DataOfAnotherVersion, ProgramsMissing,
            ServerNotStarted.
        """
        with _named_failures(self._home):
            self._make_folder()
            user = server_user(self._data, self._home)
            self._own(self._folder, user)
            self._programs = programs_for(user, wheel_folder())
            with self._locked_for_start(user):
                if self._users_lock is None:
                    self._users_lock = self._open_lock("users.lock", user, fcntl.LOCK_SH)
                try:
                    return self._start_or_join(user)
                except BaseException:
                    self._leave()
                    raise

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        except OSError as error:
            if error.errno in FULL:
                raise
            # Where no folder can be made at all, as in /proc, the reasons are many.
            raise FolderNotWritable(self._home) from error

    def stop(self) -> bool:
        """Leave; True when nobody else uses the server and it was stopped.

        A second call, or one without a ``start``, does nothing.

        Raises:
            ServerNotStopped: it is still busy after a minute.
        """
        if self._users_lock is None:
            return False
        if not self._folder.exists():  # removed under us; the server notices that by itself
            self._leave()
            return False
        with _named_failures(self._home):
            user = server_user(self._data, self._home)
            with self._locked_for_start(user):
                try:
                    fcntl.flock(self._users_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    self._leave()
                    return False
                self._leave()
                claim = read_pid_file(self._data)
                if claim is None or not is_answering(claim):
                    return False
                stopped = self._run(
                    user, "pg_ctl", "-w", "-t", str(START_SECONDS), "-m", "fast", "stop"
                )
                if stopped.returncode != 0 and is_answering(claim):
                    raise ServerNotStopped(self._data, _last_lines(stopped.stderr))
                if claim.socket_folder and claim.socket_folder.parent == SHORT_FOLDERS:
                    claim.socket_folder.rmdir()
                return True

    def __enter__(self) -> str:
        return self.start()

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _start_or_join(self, user: ServerUser) -> str:
        running = self._running_server(user)
        if running is None:
            self._make_cluster(user)
            running = self._socket_folder(user)
            self._clear_what_a_crash_left(running)
            self._launch(user, running)
        return _address(running)

    def _running_server(self, user: ServerUser) -> Path | None:
        """The socket folder of the server that works here, once it is ready; None without one."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            claim = read_pid_file(self._data)
            if claim is None or not may_be_alive(claim.pid, self._data, user.uid):
                return None
            if claim.socket_folder is not None and is_answering(claim):
                folder = claim.socket_folder
                if self._run(user, "pg_isready", "-q", "-h", str(folder)).returncode == 0:
                    return folder
            time.sleep(POLL_SECONDS)
        raise ServerNotStarted(self._data, "a server works there and is not ready after a minute.")

    def _make_cluster(self, user: ServerUser) -> None:
        if self._data.exists():
            self._check_version(user)
            return
        unfinished = self._folder / "data.new"
        if unfinished.exists():  # killed half-way
            shutil.rmtree(unfinished)
        unfinished.mkdir(mode=0o700)
        self._own(unfinished, user)
        arguments = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        if not self._is_durable:
            arguments.append("--no-sync")
        made = self._run(user, "initdb", *arguments, data=unfinished)
        if made.returncode != 0:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise self._failure(made.stderr)
        unfinished.rename(self._data)

    def _check_version(self, user: ServerUser) -> None:
        found = (self._data / "PG_VERSION").read_text().strip()
        expected = self._run(user, "postgres", "--version").stdout.split()[-1].split(".")[0]
        if found != expected:
            raise DataOfAnotherVersion(self._data, found, expected)

    def _socket_folder(self, user: ServerUser) -> Path:
        """A folder of the server's user alone, short enough and reachable for that user."""
        folder = self._folder / "socket"
        fits = len(os.fsencode(socket_in(folder))) < LONGEST_SOCKET_PATH
        if not fits or {",", '"'} & set(str(folder)) or not self._is_reachable(user):
            digest = hashlib.sha256(os.fsencode(self._home.resolve())).hexdigest()[:12]
            folder = SHORT_FOLDERS / f"naparnik-{user.uid}-{digest}"
        try:
            folder.mkdir(mode=0o700)
            self._own(folder, user)
        except FileExistsError:
            found = folder.lstat()
            is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == user.uid
            if not is_ours or found.st_mode & 0o077:
                raise SocketFolderTaken(folder) from None
        return folder

    def _is_reachable(self, user: ServerUser) -> bool:
        """Whether the server's user can walk to our folder; root's home is closed to others."""
        if not user.is_someone_else:
            return True
        return all(
            parent.stat().st_mode & stat.S_IXOTH for parent in (self._folder, *self._folder.parents)
        )

    def _clear_what_a_crash_left(self, socket_folder: Path) -> None:
        """Remove stale files that would stop a start; no server of ours is behind them.

        A pid file of a dead process stays: Postgres removes it itself, having made sure that the
        dead server's children are gone. One that names a stranger would make it give up.
        """
        claim = read_pid_file(self._data)
        if claim is not None and exists(claim.pid):
            (self._data / "postmaster.pid").unlink(missing_ok=True)
        stale = socket_in(socket_folder)
        stale.unlink(missing_ok=True)
        stale.with_name(stale.name + ".lock").unlink(missing_ok=True)

    def _launch(self, user: ServerUser, socket_folder: Path) -> None:
        log = self._data / "server.log"
        if log.exists() and log.stat().st_size > LONGEST_LOG_BYTES:
            log.unlink()
        before = log.stat().st_size if log.exists() else 0
        quoted = '"' + str(socket_folder) + '"'
        settings = {**self._settings, "unix_socket_directories": quoted}
        options = shlex.join(f"--{name}={value}" for name, value in settings.items())
        arguments = ["-w", "-t", str(START_SECONDS), "-l", "server.log", "-o", options, "start"]
        until = time.monotonic() + DRAIN_SECONDS
        while True:
            started = self._run(user, "pg_ctl", *arguments)
            if started.returncode == 0:
                return
            said = log.read_bytes()[before:].decode(errors="replace") if log.exists() else ""
            is_draining = "is still in use" in said
            if not is_draining or time.monotonic() > until:
                raise self._failure(said or started.stderr)
            before += len(said.encode())
            time.sleep(POLL_SECONDS)

    def _failure(self, said: str) -> DatabaseUnusable:
        free = shutil.disk_usage(self._folder).free
        if os.strerror(errno.ENOSPC) in said or "No space left" in said or free < LEAST_FREE_BYTES:
            return DiskFull(self._home)
        return ServerNotStarted(self._data, _last_lines(said))

    def _run(
        self, user: ServerUser, program: str, *arguments: str, data: Path | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run one of the wheel's programs inside the data folder, as the server's user.

        Under another account the folder is named by where the process stands: root can put a
        process into a folder whose parents are closed to that account, and there it may stay.
        """
        data = data or self._data
        named = "/proc/self/cwd" if user.is_someone_else and _has_proc() else str(data)
        environment = {**ENVIRONMENT, "PGDATA": named}
        return subprocess.run(  # noqa: S603 - the wheel's programs and our own arguments
            [self._programs / program, *arguments],
            cwd=data,
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            umask=0o077,
            **user.credentials(),
        )

    @contextmanager
    def _locked_for_start(self, user: ServerUser) -> Iterator[None]:
        lock = self._open_lock("start.lock", user, fcntl.LOCK_EX)
        try:
            yield
        finally:
            os.close(lock)

    def _open_lock(self, name: str, user: ServerUser, kind: int) -> int:
        path = self._folder / name
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            self._own(path, user)
            fcntl.flock(lock, kind)
        except BaseException:
            os.close(lock)
            raise
        return lock

    def _leave(self) -> None:
        if self._users_lock is not None:
            os.close(self._users_lock)
            self._users_lock = None

    def _own(self, path: Path, user: ServerUser) -> None:
        if user.is_someone_else:
            os.chown(path, user.uid, user.gid, follow_symlinks=False)


def _address(socket_folder: Path) -> str:
    return f"postgresql://{SUPERUSER}@/{ADMIN_DATABASE}?host={quote(str(socket_folder))}"


def _has_proc() -> bool:
    return sys.platform.startswith("linux") and Path("/proc/self/cwd").exists()


def _last_lines(text: str) -> str:
    return " ".join(text.split("\n")[-6:]).strip()


@contextmanager
def _named_failures(home: Path) -> Iterator[None]:
    """Turn what the file system refuses into the errors of this package."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise DiskFull(home) from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}:
            raise FolderNotWritable(home) from error
        raise
