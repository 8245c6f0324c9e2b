"""Processes of the program: started fresh, killed, frozen, continued."""

import asyncio
import multiprocessing
import os
import signal
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import aiohttp

from chaos import program

READY_WITHIN_SECONDS = 90.0
END_WITHIN_SECONDS = 30.0
LOOK_SECONDS = 0.25

# Started by a process that has imported everything: a start costs a second, not five. It finds what
# is installed; this package may not be.
_started_from = multiprocessing.get_context("forkserver")
_started_from.set_forkserver_preload(["bot.composition.production", "bot.composition.answering"])


@dataclass(slots=True)
class Running:
    """One life of a program."""

    process: ForkServerProcess
    port: int
    environment: Mapping[str, str]

    @property
    def is_alive(self) -> bool:
        return self.process.is_alive()


class Programs:
    """Starts programs by name; a name that was killed is started again under the same one."""

    def __init__(self, home: Path, clock_file: Path, environment: Mapping[str, str]) -> None:
        self._home = home
        self._clock_file = clock_file
        self._environment = environment
        self._running: dict[str, Running] = {}
        self.starts = 0
        self.ended_by_themselves = 0

    def log_of(self, name: str) -> Path:
        return self._home / f"{name}.log"

    def port_of(self, name: str) -> int:
        return self._running[name].port

    async def start(self, name: str, **environment: str) -> None:
        """Begin its life; ``ready`` waits until it works."""
        port = free_port()
        settings = {**self._environment, "HTTP_PORT": str(port), **environment}
        process = _started_from.Process(
            target=program.main,
            args=(settings, str(self._clock_file), str(self.log_of(name))),
            name=name,
            daemon=True,
        )
        await asyncio.to_thread(process.start)
        self._running[name] = Running(process, port, environment)
        self.starts += 1

    async def ready(self, name: str) -> str:
        """Empty when it takes updates and works on the ledger; one that ended by itself, its
        database away, is started again, as whoever supervises it would. What it said last, where it
        is not ready in time.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + READY_WITHIN_SECONDS
        said = "nothing"
        async with aiohttp.ClientSession() as session:
            while loop.time() < until:
                running = self._running[name]
                if not running.is_alive:
                    self.ended_by_themselves += 1
                    await self.start(name, **running.environment)
                    continue
                with suppress(aiohttp.ClientError, TimeoutError):
                    address = f"http://127.0.0.1:{running.port}/readyz"
                    async with session.get(address, timeout=_BRIEFLY) as answer:
                        if answer.ok:
                            return ""
                        said = await answer.text()
                await asyncio.sleep(LOOK_SECONDS)
        return said

    async def kill(self, name: str) -> None:
        """As the machine's power failing: nothing is finished."""
        process = self._running[name].process
        process.kill()
        await asyncio.to_thread(process.join)

    async def stop(self, name: str) -> int:
        """Ask it to end; its exit code, negative where it had to be killed."""
        process = self._running[name].process
        process.terminate()
        await asyncio.to_thread(process.join, END_WITHIN_SECONDS)
        if process.is_alive():
            await self.kill(name)
        return process.exitcode if process.exitcode is not None else -1

    def freeze(self, name: str) -> None:
        self._signal(name, signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        self._signal(name, signal.SIGCONT)

    async def end_all(self) -> None:
        """Leave no process behind, whatever state it is in."""
        for name, running in self._running.items():
            if running.is_alive:
                await self.kill(name)

    def _signal(self, name: str, number: signal.Signals) -> None:
        process_id = self._running[name].process.pid
        if process_id is not None:
            os.kill(process_id, number)


_BRIEFLY = aiohttp.ClientTimeout(total=5)
"""Longer than the program takes to find that it is not ready."""


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
