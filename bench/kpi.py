"""Figures of a month over a million deals and ten million facts, against SQL written by hand.

The facts of the month and what is open now are the same in both databases; of what happened before
there is ten times more in one of them.
"""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date
from zoneinfo import ZoneInfo

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.company import NOW, Sizes
from bench.findings import Finding, Rest, Result, Timed, compare, in_turns
from bench.kpi_by_hand import OF_BRANCHES, OF_EVERYBODY, OF_ONE, figures
from bench.profiles import why_missed
from bench.servers import make_database
from bench.stalls import stall, standing_still
from bot.runtime import tune_garbage_collection
from domain.org.whose import WhoseKind
from domain.periods import PeriodKind, period_of
from storage.engine import make_engine
from storage.kpi.kpi import SqlKpi
from storage.postgres.address import dsn
from storage.rulebook_file import read_default_rulebook

BENCH = "Figures"
LIMIT = 1.2
GROWTH_LIMIT = 1.5
DAYS = 900
"""Of history."""
DENSE_DAYS = 80
"""So far back both databases hold the same: the month, and the deals that were open in it."""
FEWER = 10
NOVEMBER = period_of(PeriodKind.MONTH, date(2026, 11, 1))
BOUNDS = NOVEMBER.bounds(ZoneInfo("Europe/Moscow"))
FILLED = ("deals", "deal_moves", "interactions", "offers", "tasks")

# Deals begin evenly over the history, pass five stages in 20 to 60 days and end.
MAKE_DEALS = """
INSERT INTO deals (id, title, client_id, owner_id, branch_id, status, stage, stage_since,
                   stage_due_at, amount, margin, currency, next_step, next_step_at, lost_reason,
                   created_at, closed_at)
SELECT i, 'Поставка ' || i, 1 + i * 7 % {clients}, people.id, people.branch_id, status,
       (ARRAY['prospecting','engaging','offer','negotiation','contract'])[1 + passed],
       made_at + passed * span / 5, made_at + interval '30 days', 1000 + i % 7919 * 113,
       CASE WHEN i % 3 > 0 THEN 100 + i % 977 END, 'RUB',
       CASE WHEN status = 'open' THEN 'Позвонить' END,
       CASE WHEN status = 'open' THEN timestamptz '{now}' + (i % 400 - 60) * interval '1 hour' END,
       CASE WHEN status = 'lost' THEN 'price' END, made_at,
       CASE WHEN status <> 'open' THEN made_at + span END
  FROM generate_series(1, {deals}::bigint) AS i
 CROSS JOIN LATERAL (
       SELECT timestamptz '{now}' - i::float8 / {deals} * interval '{days} days' AS made_at,
              (20 + i % 41) * interval '1 day' AS span) AS begun
 CROSS JOIN LATERAL (
       SELECT CASE WHEN made_at + span > '{now}' THEN 'open'
                   WHEN i % 7 < 5 THEN 'won' ELSE 'lost' END AS status,
              least(4, floor(5 * extract(epoch FROM '{now}' - made_at)
                               / extract(epoch FROM span)))::int AS passed) AS lived
  JOIN people ON people.id = {first_rep} + i % {reps}
 WHERE i % {every} = 0 OR made_at > timestamptz '{now}' - interval '{dense} days'
"""
MAKE_MOVES = """
INSERT INTO deal_moves (at, deal_id, kind, stage, from_stage, from_since, owner_id, branch_id)
SELECT step.at, id, step.kind, step.stage, step.from_stage, step.since, owner_id, branch_id
  FROM (SELECT *, (20 + id % 41) * interval '1 day' AS span,
               '{prospecting,engaging,offer,negotiation,contract}'::text[] AS stages
          FROM deals) AS deals
 CROSS JOIN LATERAL (
       SELECT created_at AS at, 'created' AS kind, stages[1] AS stage, NULL AS from_stage,
              NULL::timestamptz AS since
       UNION ALL
       SELECT created_at + nth * span / 5, 'entered', stages[1 + nth],
              CASE WHEN nth > 0 THEN stages[nth] END,
              CASE WHEN nth > 0 THEN created_at + (nth - 1) * span / 5 END
         FROM generate_series(0, array_position(stages, deals.stage) - 1) AS nth
       UNION ALL
       SELECT closed_at, status, deals.stage, deals.stage, stage_since WHERE status <> 'open'
       ) AS step
 ORDER BY step.at
"""
MAKE_INTERACTIONS = """
INSERT INTO interactions (kind, client_id, deal_id, person_id, result, at, noted_at)
SELECT (ARRAY['call','call','meeting','visit'])[1 + i % 4], 1 + i % {clients}, i * {deals} / {all},
       {first_rep} + i % {reps}, CASE WHEN i % 5 > 0 THEN 'reached' ELSE 'no_answer' END, at, at
  FROM generate_series(1, {all}::bigint) AS i
 CROSS JOIN LATERAL (
       SELECT timestamptz '{now}' - i::float8 / {all} * interval '{days} days' AS at) AS made
 WHERE i % {every} = 0 OR at > timestamptz '{now}' - interval '{dense} days'
"""
MAKE_OFFERS = """
INSERT INTO offers (deal_id, amount, currency, status, sent_by, sent_at, follow_up_at, ladder,
                    ladder_to, answered_at)
SELECT id, amount, currency, 'withdrawn', owner_id, created_at, created_at, '{}', '{}', created_at
  FROM deals WHERE id % 3 = 0
"""
# Each deal has asked its owner's lead for something one time in three; all was done and rated.
MAKE_TASKS = """
INSERT INTO tasks (title, assigner_id, executor_id, branch_id, state, state_since, deadline_at,
                   agreed_deadline_at, estimate_frozen_minutes, created_at, given_at, started_at,
                   done_at, result_accepted_at, closed_at, rating)
SELECT 'Смета ' || deals.id, people.boss_id, owner_id, deals.branch_id, 'closed', at, at, at,
       15 * (1 + deals.id % 30), deals.created_at, deals.created_at, deals.created_at,
       at + (deals.id % 10 - 8) * interval '1 hour', at, at,
       CASE WHEN deals.id % 8 > 0 THEN 'up' ELSE 'down' END
  FROM deals
  JOIN people ON people.id = owner_id
 CROSS JOIN LATERAL (SELECT deals.created_at + interval '5 days' AS at) AS done
 WHERE deals.id % 3 = 1 AND at < timestamptz '{now}'
"""
MAKE_PLACES = """
INSERT INTO person_places (person_id, from_at, branch_id, boss_id, role)
SELECT id, '-infinity', branch_id, boss_id, role FROM people
"""


def sizes_of(sizes: Sizes) -> Sizes:
    """As many people and clients; the deals are made here."""
    return Sizes(deals=sizes.reps * 2, clients=sizes.clients, reps=sizes.reps, due=10)


async def fill(database_url: str, sizes: Sizes, *, every: int) -> None:
    """``sizes.deals`` deals with three contacts each and all their moves; of what is over
    ``DENSE_DAYS`` old one in ``every``.
    """
    given = {
        "now": NOW,
        "days": DAYS,
        "dense": DENSE_DAYS,
        "every": every,
        "deals": sizes.deals,
        "all": sizes.deals * 3,
        "clients": sizes.clients,
        "reps": sizes.reps,
        "first_rep": sizes.first_rep,
    }
    connection = await asyncpg.connect(dsn(database_url))
    try:
        await connection.execute("SET session_replication_role = replica")
        await connection.execute("SET maintenance_work_mem = '256MB'")
        await connection.execute("TRUNCATE deals, person_places CASCADE")
        async with _without_indexes(connection):
            await connection.execute(MAKE_DEALS.format(**given))
            await connection.execute(MAKE_MOVES)
            await connection.execute(MAKE_INTERACTIONS.format(**given))
            await connection.execute(MAKE_OFFERS)
            await connection.execute(MAKE_TASKS.format(**given))
        await connection.execute(MAKE_PLACES)
        await connection.execute("VACUUM ANALYZE")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()


@asynccontextmanager
async def _without_indexes(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """Indexes are built at once, in a tenth of the time that rows one by one take."""
    indexes = await connection.fetch(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY($1)"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)",
        list(FILLED),
    )
    for index in indexes:
        await connection.execute(f"DROP INDEX {index['indexname']}")
    yield
    for index in indexes:
        await connection.execute(index["indexdef"])


class Figures:
    """Both ways on one database."""

    def __init__(self, database_url: str, person_id: int) -> None:
        self._url = database_url
        self._person_id = person_id
        self._engine: AsyncEngine = make_engine(database_url, pool_size=2)
        self._rulebook = read_default_rulebook()

    async def open(self) -> None:
        self._bare = await asyncpg.connect(
            dsn(self._url), server_settings={"jit": "off", "parallel_setup_cost": "20000"}
        )

    async def close(self) -> None:
        await self._engine.dispose()
        await self._bare.close()

    async def everybody(self) -> None:
        await self._figures(WhoseKind.PERSON, None)

    async def one(self) -> None:
        await self._figures(WhoseKind.PERSON, [self._person_id])

    async def branches(self) -> None:
        await self._figures(WhoseKind.BRANCH, None)

    async def _figures(self, kind: WhoseKind, ids: list[int] | None) -> None:
        async with self._engine.connect() as connection:
            found = await SqlKpi(connection).figures(
                kind, NOVEMBER, self._rulebook, now=NOW, ids=ids
            )
        if not found:
            raise RuntimeError("no figures")

    async def everybody_by_hand(self) -> None:
        await self._by_hand(OF_EVERYBODY)

    async def one_by_hand(self) -> None:
        await self._by_hand(OF_ONE, self._person_id)

    async def branches_by_hand(self) -> None:
        await self._by_hand(OF_BRANCHES)

    async def _by_hand(self, statements: Sequence[str], *ids: int) -> None:
        rows = [await self._bare.fetch(statement, *BOUNDS, NOW, *ids) for statement in statements]
        if not figures(rows):
            raise RuntimeError("no figures by hand")

    async def sparing(self) -> float:
        """How long, in seconds, the loop stood still at the longest while everybody's were made."""
        async with standing_still() as longest:
            await self.everybody()
        return longest.seconds


async def run(admin_url: str, sizes: Sizes, rounds: int) -> Result:
    """On databases of its own; ``sizes`` says how many deals, clients and people."""
    many_url = await make_database(admin_url, "bench_kpi_many", sizes_of(sizes))
    await fill(many_url, sizes, every=1)
    few_url = await make_database(admin_url, "bench_kpi_few", sizes_of(sizes))
    await fill(few_url, sizes, every=FEWER)
    many, few = (Figures(url, sizes.first_rep) for url in (many_url, few_url))
    await many.open()
    await few.open()
    tune_garbage_collection()
    stored = f"{sizes.deals:,} deals, {sizes.deals * 10:,} facts, {sizes.reps:,} people"
    asked = (
        (f"a month of everybody; {stored}", Figures.everybody, Figures.everybody_by_hand),
        ("a month of 78 branches", Figures.branches, Figures.branches_by_hand),
        ("one person's month", Figures.one, Figures.one_by_hand),
    )
    findings: list[Finding] = []
    rests: list[Rest] = []
    try:
        for what, ours, by_hand in asked:
            seconds = await in_turns(_timed(many, ours), _timed(many, by_hand), rounds)
            found = [compare(BENCH, what, "SQL by hand", seconds, limit=LIMIT)]
            for _ in range(rounds + 1):
                await ours(few)  # as often as of many: after five times the server keeps a plan
            grown = await in_turns(_timed(many, ours), _timed(few, ours), rounds)
            fewer = "ten times fewer facts before it"
            found.append(compare(BENCH, what, fewer, grown, limit=GROWTH_LIMIT))
            findings += found
            rests += await why_missed(found, _timed(many, ours))
        stalls = [await many.sparing() for _ in range(rounds)]
        findings.append(stall(BENCH, "while a month of everybody is counted", stalls))
    finally:
        await many.close()
        await few.close()
    return Result(tuple(findings), tuple(rests))


def _timed(on: Figures, work: Callable[[Figures], Awaitable[None]]) -> Timed:
    async def timed() -> float:
        began = time.perf_counter()
        await work(on)
        return time.perf_counter() - began

    return timed
