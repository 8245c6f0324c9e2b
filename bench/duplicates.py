"""Clients that may be one: the whole base in one statement, against comparing pair by pair.

Comparing 100,000 names pair by pair would take hours, so a sample of names is compared with all the
others, and its time multiplied by what the sample is of the base.
"""

import time

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.findings import Result, compare, in_turns
from domain.clients.duplicates import pairs_among
from storage.clients.duplicates import SqlDuplicates
from storage.engine import make_engine

BENCH = "Duplicates"
SAMPLE = 40
LIMIT = 0.2
"""Of the time of all pairs."""

PAIR_BY_PAIR = """
SELECT count(*)
  FROM (SELECT id, name_key FROM clients ORDER BY hashtext(id::text) LIMIT :sample) AS one
  JOIN clients AS other ON other.id > one.id
 WHERE similarity(one.name_key, other.name_key) >= 0.33
"""


async def run(database_url: str, rounds: int) -> Result:
    engine = make_engine(database_url, pool_size=1)
    try:
        async with engine.connect() as connection:
            total = await connection.scalar(text("SELECT count(*) FROM clients")) or 1
        sample = min(SAMPLE, total)

        async def searched() -> float:
            began = time.perf_counter()
            async with engine.connect() as connection:
                pairs_among(await SqlDuplicates(connection).candidates())
            return time.perf_counter() - began

        async def compared() -> float:
            return await _pair_by_pair(engine, sample) * total / sample

        seconds = await in_turns(searched, compared, rounds)
    finally:
        await engine.dispose()
    what = f"{total:,} clients looked through"
    return Result((compare(BENCH, what, "pair by pair, from a sample", seconds, limit=LIMIT),))


async def _pair_by_pair(engine: AsyncEngine, sample: int) -> float:
    began = time.perf_counter()
    async with engine.connect() as connection:
        await connection.execute(text(PAIR_BY_PAIR), {"sample": sample})
    return time.perf_counter() - began
