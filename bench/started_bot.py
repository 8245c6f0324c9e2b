"""The program as it is started in production, in a process of its own, on an empty stand-in."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.processes import END_WITHIN_SECONDS, seen_by
from bench.taps import TOKEN

LOOK_SECONDS = 0.01
START_WITHIN_SECONDS = 120


@asynccontextmanager
async def started_bot(database_url: str, origin: str) -> AsyncIterator[tuple[int, float]]:
    """Its process id, and the seconds until it asked for updates. ``origin``'s stand-in is new."""
    environment = {
        **os.environ,
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": origin,
        "DATABASE_URL": database_url,
        "HTTP_PORT": str(_free_port()),
        "WEBHOOK_URL": "",
    }
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        while "getUpdates" not in (await seen_by(origin))["methods"]:
            if process.returncode is not None or time.perf_counter() - began > START_WITHIN_SECONDS:
                raise RuntimeError("the program did not start")
            await asyncio.sleep(LOOK_SECONDS)
        yield process.pid, time.perf_counter() - began
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), END_WITHIN_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


def resident_bytes(process_id: int) -> int:
    """Memory of the process that is in use now."""
    for line in Path(f"/proc/{process_id}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise LookupError(process_id)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
