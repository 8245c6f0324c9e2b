"""Which process is our server: never believed from a pid file alone.

A pid file outlives a crash, and the number in it may by then belong to a stranger. The file counts
only when the process behind the socket in our own private folder has that number; a file counts as
stale only when its process is certainly not a server working in that data folder.
"""

import os
import socket
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PORT = 5432  # a part of the socket's name; nothing listens on the network
SOCKET_LINE = 4  # counted from 0, in postmaster.pid
PROBE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class PidFile:
    """What ``postmaster.pid`` claims; a server that is just starting has not named its socket."""

    pid: int
    socket_folder: Path | None


def read_pid_file(data: Path) -> PidFile | None:
    """The claim, or None when there is no file or no number in it."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").split("\n")
        pid = int(lines[0])
    except (FileNotFoundError, ValueError):
        return None
    has_socket = len(lines) > SOCKET_LINE and lines[SOCKET_LINE]
    return PidFile(pid, socket_folder=Path(lines[SOCKET_LINE]) if has_socket else None)


def socket_in(folder: Path) -> Path:
    return folder / f".s.PGSQL.{PORT}"


def is_answering(claim: PidFile) -> bool:
    """Whether the process in the pid file is the one that listens on its socket."""
    if claim.socket_folder is None:
        return False
    probe = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    probe.settimeout(PROBE_SECONDS)
    try:
        probe.connect(str(socket_in(claim.socket_folder)))
        listener = _listener_pid(probe)
    except OSError:
        return False
    finally:
        probe.close()
    return listener is None or listener == claim.pid


def may_be_alive(pid: int, data: Path, uid: int) -> bool:
    """Whether ``pid`` could be a server working in ``data``; False only when it surely is not.

    A server's working folder is its data folder. Where the system does not show it, any program
    named postgres is left in peace.
    """
    if pid <= 0:
        return False
    if not sys.platform.startswith("linux"):
        return "postgres" in _command_name(pid)
    process = Path(f"/proc/{pid}")
    try:
        if process.stat().st_uid != uid:
            return False
        if (process / "comm").read_text().strip() != "postgres":
            return False
        return (process / "cwd").stat().st_ino == data.stat().st_ino
    except (FileNotFoundError, ProcessLookupError):
        return False
    except PermissionError:
        return True


def _listener_pid(connected: socket.socket) -> int | None:
    """Who listens at the other end, by the kernel's word; None where it cannot be asked."""
    if not hasattr(socket, "SO_PEERCRED"):
        return None
    size = struct.calcsize("3i")
    raw = connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    pid: int = struct.unpack("3i", raw)[0]
    return pid or None  # 0: the listener is in a pid namespace that we cannot see


def exists(pid: int) -> bool:
    """Whether any process has that number, be it one that nobody has buried yet."""
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _command_name(pid: int) -> str:
    asked = subprocess.run(  # noqa: S603 - a number is the only argument
        ["/bin/ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return asked.stdout
