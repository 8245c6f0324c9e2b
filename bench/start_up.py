"""From the command to the first question for updates, on a database that is there already."""

import asyncio
import sys
import time

from bench.findings import Result, compare
from bench.processes import stand_in
from bench.started_bot import started_bot

BENCH = "Start"
LIMIT = 1.6
LIBRARIES = "import aiogram, aiogram_dialog, sqlalchemy"
PROGRAM = "import bot.__main__, bot.composition.commands, bot.composition.production"


async def run(start_url: str, rounds: int) -> Result:
    starts: list[float] = []
    libraries: list[float] = []
    modules: list[float] = []
    for _ in range(rounds):
        libraries.append(await _seconds_of(LIBRARIES))
        async with stand_in() as origin, started_bot(start_url, origin) as (_, seconds):
            starts.append(seconds)
        modules.append(await _seconds_of(PROGRAM))
    return Result(
        (
            compare(
                BENCH,
                "to the first request for updates",
                "importing aiogram, aiogram_dialog, sqlalchemy",
                (starts, libraries),
                limit=LIMIT,
            ),
            compare(BENCH, "of it, imports", "the whole start", (modules, starts), limit=None),
        )
    )


async def _seconds_of(code: str) -> float:
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    if await process.wait() != 0:
        raise RuntimeError(f"failed: {code}")
    return time.perf_counter() - began
