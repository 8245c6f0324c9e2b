"""Memory: the program idle against what it stands on, and whether it grows with work."""

import asyncio

from bench.findings import Finding, Result
from bench.processes import asked, said, stand_in, started
from bench.started_bot import is_polling, resident_bytes, started_bot

BENCH = "Memory"
IDLE_LIMIT = 1.3
GROWTH_LIMIT = 1.05
"""Of noise alone: what grows by some bytes a tap grows by more in thousands of them."""
SETTLE_SECONDS = 3.0
MEGABYTE = 1024 * 1024


async def run(start_url: str, company_url: str, *, few: int, many: int) -> Result:
    """``start_url``: a migrated database with nobody in it; taps go to ``company_url``."""
    async with started("bench.resident", "imports") as process:
        await said(process)
        imports = resident_bytes(process.pid)
    async with stand_in() as origin, started_bot(start_url, origin) as bot:
        await bot.spent_until(is_polling)
        await asyncio.sleep(SETTLE_SECONDS)
        idle = resident_bytes(bot.process.pid)
    async with (
        stand_in() as origin,
        started("bench.resident", "taps", company_url, origin) as process,
    ):
        await asked(process, str(few))
        after_few = resident_bytes(process.pid)
        await asked(process, str(many - few))
        after_many = resident_bytes(process.pid)
    return Result(
        (
            _finding(
                "idle: started, polling, nobody there",
                "a process that imported aiogram, aiogram_dialog, sqlalchemy",
                idle,
                imports,
                IDLE_LIMIT,
            ),
            _finding(
                f"after {many:,} updates", f"after {few:,}", after_many, after_few, GROWTH_LIMIT
            ),
        )
    )


def _finding(what: str, against: str, ours: int, theirs: int, limit: float) -> Finding:
    return Finding(
        bench=BENCH,
        what=what,
        against=against,
        ratio=ours / theirs,
        limit=limit,
        ours=f"{ours / MEGABYTE:.0f} MB",
        theirs=f"{theirs / MEGABYTE:.0f} MB",
    )
