"""The program as it is started in production, in a process of its own, on an empty stand-in."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.processes import END_WITHIN_SECONDS, seen_by
from bench.taps import TOKEN

LOOK_SECONDS = 0.02
START_WITHIN_SECONDS = 120
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds since a process was started: by the clock, and of a processor's time."""

    clock: float
    processor: float


@dataclass(frozen=True, slots=True)
class StartedBot:
    process: asyncio.subprocess.Process
    origin: str
    began_at: float
    port: int

    async def spent_until(self, is_so: Callable[[dict[str, Any]], bool]) -> Spent:
        """What it took until the stand-in has seen that."""
        while not is_so(await seen_by(self.origin)):
            has_ended = self.process.returncode is not None
            if has_ended or time.monotonic() - self.began_at > START_WITHIN_SECONDS:
                raise RuntimeError("the program did not start")
            await asyncio.sleep(LOOK_SECONDS)
        return Spent(time.monotonic() - self.began_at, processor_seconds(self.process.pid))


@asynccontextmanager
async def started_bot(
    database_url: str,
    origin: str,
    *,
    command: Sequence[str] = ("bot", "run"),
    settings: Callable[[int], Mapping[str, str]] = lambda _: {},
) -> AsyncIterator[StartedBot]:
    """``command`` is a module and what it is told; it ends with this, if nobody has ended it.

    ``settings`` are further ones, by the port at which it is asked for its health.
    """
    port = _free_port()
    environment = {
        **os.environ,
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": origin,
        "DATABASE_URL": database_url,
        "HTTP_PORT": str(port),
        "WEBHOOK_URL": "",
        **settings(port),
    }
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *command,
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield StartedBot(process, origin, began, port)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), END_WITHIN_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


def is_polling(seen: dict[str, Any]) -> bool:
    return "getUpdates" in seen["methods"]


def resident_bytes(process_id: int) -> int:
    """Memory of the process that is in use now."""
    for line in Path(f"/proc/{process_id}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise LookupError(process_id)


def processor_seconds(process_id: int) -> float:
    """What all threads of the process have used so far."""
    after_name = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    user, system = int(after_name[11]), int(after_name[12])
    return (user + system) / TICKS_A_SECOND


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
