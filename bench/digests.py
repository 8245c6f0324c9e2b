"""The evening digests of 100 managers over a million deals, against SQL written by hand.

The company is that of the figures' bench, with a manager in many a city besides those of regions.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.company import CITIES, NOW, REGIONS, Sizes
from bench.findings import Finding, Result, compare, in_turns, timed
from bench.kpi import FEWER, fill, sizes_of
from bench.profiles import why_missed
from bench.sent import statements_sent
from bench.servers import make_database
from bench.stalls import stall, standing_still
from bot.composition.wiring import wire
from bot.runtime import tune_garbage_collection
from domain.digests.evening import ViewEvening
from domain.digests.model import DigestPart
from domain.org.model import Actor, PersonId
from domain.org.ports import Actors
from domain.periods import PeriodKind, period_of
from storage.engine import make_engine
from storage.postgres.address import dsn

BENCH = "Digests"
BARE_LIMIT = 1.5
LIMIT = None
"""By hand all managers are one statement; a digest is made when it is sent, to each alone."""
GROWTH_LIMIT = 1.5
MOST_STATEMENTS = 20
"""A digest asks no branch, team or person by itself."""
FIGURES = frozenset(DigestPart) - {DigestPart.OWN, DigestPart.PLAN}
MOSCOW = ZoneInfo("Europe/Moscow")
TODAY = NOW.astimezone(MOSCOW).date()
DAY = period_of(PeriodKind.DAY, TODAY).bounds(MOSCOW)
WEEK = period_of(PeriodKind.WEEK, TODAY).bounds(MOSCOW)

MAKE_MANAGERS = """
INSERT INTO people (id, name, role, branch_id, boss_id, telegram_id)
SELECT 1000000 + i, 'Управляющий города ' || i, 'manager', {first_city} + i % {cities},
       3 + i % {regions}, 90000000 + i
  FROM generate_series(0, {last}) AS i;
INSERT INTO reporting (boss_id, subordinate_id, depth)
SELECT id, id, 0 FROM people WHERE id >= 1000000;
"""
# The least that does the same: closed deals, those in work, silent offers, late clients and
# requests, for all managers at once.
BY_HAND = (
    """
    SELECT manager.id, deals.status, deals.lost_reason, deals.currency, deals.closed_at >= $1,
           count(*), sum(deals.amount)
      FROM deals
      JOIN branch_tree ON branch_tree.descendant_id = deals.branch_id
      JOIN people manager ON manager.branch_id = branch_tree.ancestor_id
                         AND manager.role = 'manager'
     WHERE deals.status <> 'open' AND deals.closed_at >= $3 AND deals.closed_at < $2
     GROUP BY 1, 2, 3, 4, 5
    """,
    """
    SELECT manager.id, work.currency, sum(work.number), sum(work.money)
      FROM (SELECT branch_id, currency, count(*) AS number, sum(amount) AS money
              FROM deals WHERE status = 'open' GROUP BY 1, 2) AS work
      JOIN branch_tree ON branch_tree.descendant_id = work.branch_id
      JOIN people manager ON manager.branch_id = branch_tree.ancestor_id
                         AND manager.role = 'manager'
     WHERE $1::timestamptz < $2::timestamptz AND $3::timestamptz < $2::timestamptz
     GROUP BY 1, 2
    """,
    """
    SELECT manager.id, offers.currency, count(*), sum(offers.amount)
      FROM offers
      JOIN deals ON deals.id = offers.deal_id
      JOIN branch_tree ON branch_tree.descendant_id = deals.branch_id
      JOIN people manager ON manager.branch_id = branch_tree.ancestor_id
                         AND manager.role = 'manager'
     WHERE offers.status = 'awaiting' AND $1::timestamptz < $2::timestamptz
       AND $3::timestamptz < $2::timestamptz
     GROUP BY 1, 2
    """,
)


class Evenings:
    """Both ways on one database."""

    def __init__(self, database_url: str, managers: int) -> None:
        self._url = database_url
        self._make_managers = MAKE_MANAGERS.format(
            first_city=2 + REGIONS, cities=CITIES, regions=REGIONS, last=managers - REGIONS - 1
        )
        self.engine: AsyncEngine = make_engine(database_url, pool_size=2)
        self._container = wire(self.engine, lambda: NOW)
        self._actors: Sequence[Actor] = ()
        self._sent: list[tuple[str, Sequence[Any]]] = []

    async def open(self) -> None:
        self._bare = await asyncpg.connect(dsn(self._url), server_settings={"jit": "off"})
        await self._bare.execute(self._make_managers)
        await self._bare.execute("VACUUM ANALYZE people")
        ids = await self._bare.fetch("SELECT id FROM people WHERE role = 'manager' ORDER BY id")
        get = self._container.get(Actors).get
        self._actors = [await get(PersonId(row["id"]), now=NOW) for row in ids]

    async def close(self) -> None:
        await self.engine.dispose()
        await self._bare.close()

    async def all(self) -> None:
        for actor in self._actors:
            await self._one(actor)

    async def sparing(self) -> float:
        """How long, in seconds, the loop stood still at the longest while all were made."""
        async with standing_still() as longest:
            await self.all()
        return longest.seconds

    async def first(self) -> None:
        await self._one(self._actors[0])

    async def _one(self, actor: Actor) -> None:
        evening = await self._container.get(ViewEvening)(actor, FIGURES, TODAY)
        if actor is self._actors[0] and evening.is_empty:  # a region's; a city may have nothing
            raise RuntimeError("an empty digest")

    async def listen(self) -> None:
        """Keep what each digest sends, for ``bare``."""
        self._sent = []
        for actor in self._actors:
            async with statements_sent(self.engine) as sent:
                await self._one(actor)
            self._sent.extend(sent)

    async def bare(self) -> None:
        for statement, values in self._sent:
            await self._bare.fetch(statement, *values)

    async def by_hand(self) -> None:
        for statement in BY_HAND:
            await self._bare.fetch(statement, *DAY, WEEK[0])


async def run(admin_url: str, sizes: Sizes, rounds: int, managers: int) -> Result:
    """On databases of its own; ``sizes`` says how many deals, clients and people. ``managers`` are
    more than there are regions.
    """
    many_url = await make_database(admin_url, "bench_digests_many", sizes_of(sizes))
    await fill(many_url, sizes, every=1)
    few_url = await make_database(admin_url, "bench_digests_few", sizes_of(sizes))
    await fill(few_url, sizes, every=FEWER)
    many, few = Evenings(many_url, managers), Evenings(few_url, managers)
    await many.open()
    await few.open()
    stored = f"{sizes.deals:,} deals, {sizes.reps:,} people, 77 branches"
    tune_garbage_collection()
    try:
        await many.listen()
        heard = await _statements(many.engine, many.first)
        findings = (
            Finding(
                BENCH,
                "statements of one evening digest",
                "a fixed number, however many branches",
                heard / MOST_STATEMENTS,
                limit=1,
                ours=str(heard),
                theirs=str(MOST_STATEMENTS),
            ),
            compare(
                BENCH,
                f"evening digests of {managers} managers; {stored}",
                "the same statements on bare asyncpg",
                await in_turns(timed(many.all), timed(many.bare), rounds),
                limit=BARE_LIMIT,
            ),
            compare(
                BENCH,
                f"evening digests of {managers} managers",
                "SQL by hand, all at once",
                await in_turns(timed(many.all), timed(many.by_hand), rounds),
                limit=LIMIT,
            ),
            compare(
                BENCH,
                f"evening digests of {managers} managers",
                "ten times fewer facts before it",
                await in_turns(timed(many.all), timed(few.all), rounds),
                limit=GROWTH_LIMIT,
            ),
            stall(BENCH, "while they are made", [await many.sparing() for _ in range(rounds)]),
        )
        rests = await why_missed(findings, timed(many.all))
    finally:
        await many.close()
        await few.close()
    return Result(findings, rests)


async def _statements(engine: AsyncEngine, look: Callable[[], Awaitable[None]]) -> int:
    """How many are sent for one look."""
    async with statements_sent(engine) as sent:
        await look()
    return len(sent)
