"""``naparnik`` in a fork of a process that has imported it already.

A shell's command spends seconds of processor time on imports before it does anything. A fork does
not, and is otherwise a process of its own, with its own settings, folder, channels and exit code.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.__main__ import main

WHAT_COMMANDS_IMPORT = (
    "alembic.command",
    "bot.composition.failures",
    "bot.composition.import_command",
    "bot.composition.invite_command",
    "bot.composition.playground",
    "bot.composition.production",
    "uvloop",
)
for module in WHAT_COMMANDS_IMPORT:
    import_module(module)

FORKING = get_context("forkserver")
FORKING.set_forkserver_preload([__name__])


@dataclass(frozen=True)
class Fork:
    """What ``asyncio.subprocess.Process`` has, as far as tests ask for it."""

    process: ForkServerProcess
    stdout: asyncio.StreamReader
    stderr: asyncio.StreamReader | None

    @property
    def returncode(self) -> int | None:
        return self.process.exitcode

    async def communicate(self) -> tuple[bytes, bytes]:
        """What it says until it ends."""
        out = await self.stdout.read()
        err = await self.stderr.read() if self.stderr else b""
        await asyncio.to_thread(self.process.join)
        return out, err

    def send_signal(self, number: signal.Signals) -> None:
        assert self.process.pid is not None
        os.kill(self.process.pid, number)

    def terminate(self) -> None:
        self.process.terminate()

    def kill(self) -> None:
        self.process.kill()


async def fork(
    line: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    stdin: int,
    joins_channels: bool,
) -> Fork:
    """``stdin`` is a descriptor; where ``joins_channels``, errors are said on ``stdout``."""
    heard, said = FORKING.Pipe(duplex=False)
    heard_errors, errors = FORKING.Pipe(duplex=False)
    typed = Connection(os.dup(stdin), writable=False)
    channels = (typed, said, said if joins_channels else errors)
    process = FORKING.Process(target=_become, args=(line, dict(environment), folder, channels))
    await asyncio.to_thread(process.start)  # the first one waits for the imports
    for channel in (typed, said, errors):
        channel.close()
    return Fork(
        process,
        await _reader_of(heard),
        None if joins_channels else await _reader_of(heard_errors),
    )


async def _reader_of(pipe: Connection) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(os.dup(pipe.fileno()), "rb")
    )
    pipe.close()
    return reader


def _become(
    line: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    channels: tuple[Connection, Connection, Connection],
) -> None:
    for number, channel in enumerate(channels):
        os.dup2(channel.fileno(), number)
    for channel in set(channels):
        channel.close()
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - for as long as it lives
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - stays open
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", closefd=False)  # noqa: SIM115 - stays open
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.exit(main(line))
