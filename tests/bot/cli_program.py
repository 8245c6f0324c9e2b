"""``naparnik`` as a shell runs it: a process of its own, knowing only what a test sets.

Where nothing is said, it is a fork of one that has imported the program (``warm_program.py``);
``is_cold`` starts an interpreter, as a shell does.
"""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bot.warm_program import Fork, fork

PATIENCE_SECONDS = 90.0
_HELD: list[socket.socket] = []
OURS = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "PYTHONUTF8": "1"}


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@dataclass
class Running:
    """A program that runs on; ``lines`` is what it has said so far, on both channels."""

    process: asyncio.subprocess.Process | Fork
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.lines)

    async def says(self, words: str) -> str:
        """Wait for a line with ``words``; the line."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                found = next((line for line in self.lines if words in line), None)
                if found is not None:
                    return found
                await self._reads(words)

    async def _reads(self, words: str) -> None:
        assert self.process.stdout is not None
        line = await self.process.stdout.readline()
        assert line, f"it ended without saying {words!r}:\n{self.text}"
        self.lines.append(line.decode())

    async def stops(self) -> int:
        """Ask it to stop, as a supervisor does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE_SECONDS):
            rest, _ = await self.process.communicate()
        self.lines.append(rest.decode())
        assert self.process.returncode is not None
        return self.process.returncode


async def naparnik(
    *arguments: str | Path,
    settings: Mapping[str, str],
    folder: Path,
    typed: str | None = None,
    is_cold: bool = False,
) -> Outcome:
    """Run one command to its end. There is no terminal; ``typed`` makes one and types that."""
    terminal = None
    if typed is not None:
        ours, terminal = os.openpty()
        os.write(ours, typed.encode())
    process = await _start(
        arguments, settings, folder, stdin=terminal, joins_channels=False, is_cold=is_cold
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
        if terminal is not None:
            os.close(terminal)
            os.close(ours)
    assert process.returncode is not None
    return Outcome(process.returncode, out.decode(), err.decode())


@asynccontextmanager
async def running(
    *arguments: str | Path, settings: Mapping[str, str], folder: Path, is_cold: bool = False
) -> AsyncIterator[Running]:
    process = await _start(
        arguments, settings, folder, stdin=None, joins_channels=True, is_cold=is_cold
    )
    try:
        yield Running(process)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.communicate()


async def _start(
    arguments: tuple[str | Path, ...],
    settings: Mapping[str, str],
    folder: Path,
    *,
    stdin: int | None,
    joins_channels: bool,
    is_cold: bool,
) -> asyncio.subprocess.Process | Fork:
    line = [str(argument) for argument in arguments]
    environment = {**OURS, "NAPARNIK_HOME": str(folder / "home"), **settings}
    with Path(os.devnull).open() as nothing:  # noqa: ASYNC230 - a device
        typed = nothing.fileno() if stdin is None else stdin
        if not is_cold:
            return await fork(
                line,
                environment=environment,
                folder=folder,
                stdin=typed,
                joins_channels=joins_channels,
            )
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *line,
            cwd=folder,
            env=environment,
            stdin=typed,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT if joins_channels else asyncio.subprocess.PIPE,
        )


def free_port() -> int:
    """A port that nobody else is given while the tests run: it is held, and not listened at, which
    keeps no server of ours from it. Elsewhere than on Linux it would, and the port is let go.
    """
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    port: int = holder.getsockname()[1]
    if sys.platform == "linux":
        _HELD.append(holder)
    else:
        holder.close()
    return port
