"""A report of 100,000 deals as a workbook, against the barest loop over the same cursor: its time,
what it takes of memory, and what a query waits that is asked beside it.

``python -m bench.report_workbook DATABASE_URL PERSON`` makes one, of all deals for person 0, and
says how much memory it held at the most, in KB.
"""

import asyncio
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.company import DIRECTOR, NOW, Sizes
from bench.findings import Finding, Result, Timed, compare, in_turns
from bench.processes import said, started
from bench.servers import make_database
from bench.stalls import stall, standing_still
from bot.composition.wiring import wire
from bot.reports.papers import ReportWords
from bot.texts import texts_for
from domain.language import Language
from domain.org.model import Actor, PersonId
from domain.org.whose import COMPANY, Whose, WhoseKind
from domain.reports.making import MakeReport
from domain.reports.model import Asked, FileKind, Filter, ReportKey
from storage.engine import make_engine
from storage.org.actors import SqlActors
from storage.postgres.address import dsn

BENCH: Final = "Report"
MOST_ROWS: Final = 100_000
ROWS_A_REP: Final = 100
"""Every rep has as many deals."""
TIME_LIMIT: Final = 1.5
"""Besides: rows are counted, keys worded, totals summed, each part written in a thread."""
MEMORY_LIMIT: Final = 1.15
PREFETCH: Final = 500
BARE: Final = """
SELECT clients.name, title, status, stage, amount, deals.currency, segment, products.name,
       lost_reason, closes_on, deals.created_at, closed_at, people.name, branches.name
  FROM deals
  JOIN people ON people.id = deals.owner_id
  JOIN branches ON branches.id = deals.branch_id
  LEFT JOIN clients ON clients.id = deals.client_id
  LEFT JOIN products ON products.id = deals.product_id
 ORDER BY deals.created_at DESC, deals.id DESC
"""
TEXTS: Final = frozenset({0, 1, 2, 3, 5, 6, 7, 8, 12, 13})
AMOUNT: Final = 4


@dataclass(frozen=True, slots=True)
class Maker:
    make: MakeReport
    actor: Actor

    async def __call__(self, whose: Whose = COMPANY) -> int:
        """How many rows are in the file."""
        with tempfile.TemporaryDirectory() as folder:
            made = await self.make(
                self.actor,
                Asked(ReportKey.DEALS, Filter(whose)),
                FileKind.XLSX,
                Path(folder) / "report.xlsx",
                ReportWords(self.actor, texts_for(Language.RUSSIAN)),
                _nobody,
            )
        return made.rows


async def _nobody(_done: int, _count: int) -> None:
    """Nobody is told how far it is."""


async def _maker(engine: AsyncEngine) -> Maker:
    actor = await SqlActors(engine).get(PersonId(DIRECTOR), now=NOW)
    return Maker(wire(engine, lambda: NOW).get(MakeReport), actor)


async def run(admin_url: str, sizes: Sizes, rounds: int, queries: int) -> Result:
    """On a database of its own, of a tenth of the deals of the others: all go into the file."""
    rows = min(MOST_ROWS, sizes.deals // 10)
    own = Sizes(deals=rows, clients=rows // 10, reps=rows // ROWS_A_REP, due=10)
    database_url = await make_database(admin_url, "bench_reports", own)
    engine = make_engine(database_url, pool_size=3)
    bare = await asyncpg.connect(dsn(database_url), server_settings={"jit": "off"})
    try:
        maker = await _maker(engine)
        timed = await in_turns(_made(maker), _by_hand(bare), min(rounds, 3))
        time_taken = compare(
            BENCH, f"XLSX of {rows:,} rows", "a bare loop over the cursor", timed, limit=TIME_LIMIT
        )
        waits = await _beside(engine, maker, queries)
        stalls = [await _sparing(maker) for _ in range(min(rounds, 3))]
    finally:
        await bare.close()
        await engine.dispose()
    memory = await _memory(database_url, rows, own.first_rep)
    return Result((time_taken, memory, waits, stall(BENCH, "while one is made", stalls)))


def _made(maker: Maker) -> Timed:
    async def timed() -> float:
        began = time.perf_counter()
        await maker()
        return time.perf_counter() - began

    return timed


def _by_hand(bare: asyncpg.Connection) -> Timed:
    """Blocks the loop; nothing is counted, worded or summed."""
    import xlsxwriter

    async def timed() -> float:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            book = xlsxwriter.Workbook(f"{folder}/bare.xlsx", {"constant_memory": True})
            sheet = book.add_worksheet()
            money = book.add_format({"num_format": "#,##0.00"})
            moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
            async with bare.transaction():
                number = 0
                async for row in bare.cursor(BARE, prefetch=PREFETCH):
                    for place, value in enumerate(row):
                        if value is None:
                            continue
                        if place in TEXTS:
                            sheet.write_string(number, place, value)
                        elif place == AMOUNT:
                            sheet.write_number(number, place, value, money)
                        else:
                            is_moment = hasattr(value, "tzinfo")
                            known = value.replace(tzinfo=None) if is_moment else value
                            sheet.write_datetime(number, place, known, moment)
                    number += 1
            book.close()
        return time.perf_counter() - began

    return timed


async def _beside(engine: AsyncEngine, maker: Maker, queries: int) -> Finding:
    """What a light query takes while a file is made, and while nothing is."""
    idle = await _queries(engine, queries)
    making = asyncio.create_task(maker())
    busy = await _queries(engine, queries)
    is_whole = not making.done()
    await making
    return Finding(
        bench=BENCH,
        what=f"{queries:,} queries while one is made" if is_whole else "queries about when one is",
        against="while nothing else is done",
        ratio=busy / idle,
        limit=None,
        ours=f"{busy / queries * 1000:.2f} ms",
        theirs=f"{idle / queries * 1000:.2f} ms",
    )


async def _sparing(maker: Maker) -> float:
    """How long, in seconds, the loop stood still at the longest while one was made."""
    async with standing_still() as longest:
        await maker()
    return longest.seconds


async def _queries(engine: AsyncEngine, count: int) -> float:
    async with engine.connect() as connection:
        began = time.perf_counter()
        for _ in range(count):
            await connection.execute(text("SELECT 1"))
        return time.perf_counter() - began


async def _memory(database_url: str, rows: int, first_rep: int) -> Finding:
    """The most that a process held that made it, and one that made a single rep's."""
    held = []
    for person in (0, first_rep):
        async with started("bench.report_workbook", database_url, str(person)) as process:
            held.append(int(await said(process)))
    most, least = held
    return Finding(
        bench=BENCH,
        what=f"memory for {rows:,} rows",
        against=f"for {ROWS_A_REP}",
        ratio=most / least,
        limit=MEMORY_LIMIT,
        ours=f"{most / 1024:.0f} MB",
        theirs=f"{least / 1024:.0f} MB",
    )


async def _make_one(database_url: str, person: int) -> None:
    engine = make_engine(database_url, pool_size=2)
    try:
        maker = await _maker(engine)
        await maker(Whose(WhoseKind.PERSON, person) if person else COMPANY)
    finally:
        await engine.dispose()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)


if __name__ == "__main__":
    asyncio.run(_make_one(sys.argv[1], int(sys.argv[2])))
