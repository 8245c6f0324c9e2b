"""Processes that a bench starts beside itself; each is ended by whoever started it."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

END_WITHIN_SECONDS = 10


@asynccontextmanager
async def started(module: str, *arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """``python -m module``, its input and output in pipes. It ends when its input is closed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), END_WITHIN_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()


@asynccontextmanager
async def stand_in(*, has_limits: bool = False, has_stranger: bool = False) -> AsyncIterator[str]:
    """The origin of a Bot API of its own; see ``bench/stand_in.py``."""
    wishes = {"--limits": has_limits, "--stranger": has_stranger}
    arguments = [name for name, is_wished in wishes.items() if is_wished]
    async with started("bench.stand_in", *arguments) as process:
        port = int(await said(process))
        yield f"http://127.0.0.1:{port}"


async def said(process: asyncio.subprocess.Process) -> str:
    """The next line that the process prints."""
    assert process.stdout is not None
    line = await process.stdout.readline()
    if not line:
        raise RuntimeError("the process ended without a word")
    return line.decode().strip()


async def asked(process: asyncio.subprocess.Process, word: str) -> str:
    """The line that the process answers to a line."""
    assert process.stdin is not None
    process.stdin.write(f"{word}\n".encode())
    await process.stdin.drain()
    return await said(process)


async def seen_by(origin: str) -> dict[str, Any]:
    """What the stand-in has seen."""
    async with aiohttp.ClientSession() as session, session.get(f"{origin}/seen") as answer:
        content: dict[str, Any] = json.loads(await answer.read())
        return content
