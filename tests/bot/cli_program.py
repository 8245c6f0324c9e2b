"""``naparnik`` as a shell runs it: a process of its own, knowing only what a test sets."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE_SECONDS = 90.0
OURS = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "PYTHONUTF8": "1"}


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@dataclass
class Running:
    """A program that runs on; ``lines`` is what it has said so far, on both channels."""

    process: asyncio.subprocess.Process
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
    *arguments: str | Path, settings: Mapping[str, str], folder: Path, typed: str | None = None
) -> Outcome:
    """Run one command to its end. There is no terminal; ``typed`` makes one and types that."""
    terminal = None
    if typed is not None:
        ours, terminal = os.openpty()
        os.write(ours, typed.encode())
    process = await asyncio.create_subprocess_exec(
        *_line(arguments),
        cwd=folder,
        env={**OURS, "NAPARNIK_HOME": str(folder / "home"), **settings},
        stdin=asyncio.subprocess.DEVNULL if terminal is None else terminal,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
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
    *arguments: str | Path, settings: Mapping[str, str], folder: Path
) -> AsyncIterator[Running]:
    process = await asyncio.create_subprocess_exec(
        *_line(arguments),
        cwd=folder,
        env={**OURS, "NAPARNIK_HOME": str(folder / "home"), **settings},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield Running(process)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.communicate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _line(arguments: tuple[str | Path, ...]) -> list[str]:
    return [sys.executable, "-m", "bot", *map(str, arguments)]
