"""The ledger's way to Telegram at Telegram's pace: time against the ideal, refusals, losses."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import asyncpg

from bench.company import NOW, TELEGRAM, Sizes
from bench.findings import Finding, Result
from bench.processes import seen_by, stand_in
from bench.taps import POOL_SIZE, TOKEN
from bot.composition.program import Program
from bot.playground.rate_limits import OVERALL_PER_SECOND
from storage.engine import make_engine
from storage.postgres.address import dsn

BENCH = "Ledger"
TIME_LIMIT = 1.04
FLOOD_LIMIT = 0.01

# The card of an open deal of each of so many reps.
ADD = """
INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                    dedupe_key)
SELECT owner_id, 'deal', 'deal', min(id), 'now', $1, $1, owner_id || ':deal:deal:' || min(id)
  FROM deals WHERE status = 'open' AND owner_id >= $2 AND owner_id < $3
 GROUP BY owner_id
"""


async def run(database_url: str, sizes: Sizes, rows: int) -> Result:
    """``rows`` cards, each to another rep; as many as there are reps at most."""
    rows = min(rows, sizes.reps)
    async with stand_in(has_limits=True) as origin:
        program = Program(
            token=TOKEN,
            bot_api_url=origin,
            engine=make_engine(database_url, pool_size=POOL_SIZE),
            clock=running_from(NOW),  # noon: nobody's quiet hours
        )
        try:
            await _add(database_url, sizes, rows)
            began = time.perf_counter()
            await program.sender.drain()
            seconds = time.perf_counter() - began
        finally:
            await program.bot.session.close()
            await program.engine.dispose()
        seen = await seen_by(origin)
    written = {int(chat): count for chat, count in seen["written"].items()}
    wanted = {TELEGRAM + sizes.first_rep + place for place in range(rows)}
    lost = len(wanted - written.keys())
    doubled = sum(written.values()) - len(written)
    ideal = max(0, rows - OVERALL_PER_SECOND) / OVERALL_PER_SECOND
    return Result(
        (
            Finding(
                bench=BENCH,
                what=f"time of {rows:,} messages",
                against=f"(N - {OVERALL_PER_SECOND}) / {OVERALL_PER_SECOND} s",
                ratio=seconds / ideal if ideal else 1.0,
                limit=TIME_LIMIT,
                ours=f"{seconds:.1f} s",
                theirs=f"{ideal:.1f} s",
            ),
            _share("refused with 429", seen["refused"], rows, FLOOD_LIMIT),
            _share("lost", lost, rows, 0.0),
            _share("doubled", doubled, rows, 0.0),
        )
    )


def running_from(start: datetime) -> Callable[[], datetime]:
    """A clock that shows ``start`` now, and runs."""
    began = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


async def _add(database_url: str, sizes: Sizes, rows: int) -> None:
    connection = await asyncpg.connect(dsn(database_url))
    try:
        await connection.execute("TRUNCATE ledger")
        await connection.execute("DELETE FROM cards WHERE matter = 'deal'")
        await connection.execute(ADD, NOW, sizes.first_rep, sizes.first_rep + rows)
    finally:
        await connection.close()


def _share(what: str, count: int, rows: int, limit: float) -> Finding:
    return Finding(
        bench=BENCH,
        what=what,
        against="all sent",
        ratio=count / rows,
        limit=limit,
        ours=str(count),
        theirs=str(rows),
    )
