"""The plans of 200 pairs of sellers in a morning, 150 clients each, against the least that does the
same: their clients read, laid into days by the pure planner, and the calls inserted, by hand.
"""

import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.company import NOW, Sizes
from bench.findings import Finding, Result, Timed, compare, in_turns
from bench.sent import statements_sent
from bench.servers import make_database
from bot.composition.wiring import wire
from domain.cycles.planner import Candidate, Laid, lay
from domain.cycles.planning import PlanCycles
from storage.engine import make_engine
from storage.postgres.address import dsn

BENCH = "Cycle plans"
CLIENTS_OF_PAIR, DEALS_OF_PAIR = 150, 300
FEWER = 10
"""Of the clients of a pair one in so many, to see that no statement is sent for each."""
LIMIT = 3.0
"""Besides: weights, rows made values, the pairs locked, each cycle noted as planned."""
CALLS_A_DAY = 20

PREPARE = """
UPDATE clients SET region = 'Район ' || id % 9 WHERE true;
INSERT INTO interactions (kind, client_id, person_id, result, at, noted_at)
SELECT 'call', id, owner_id, 'reached', made_at - id % 90 * interval '1 day', made_at
  FROM clients CROSS JOIN (SELECT timestamptz '{now}' AS made_at) AS clock
 CROSS JOIN generate_series(1, 3);
INSERT INTO seller_pairs (caller_id, visitor_id, made_at)
SELECT id, id + {pairs}, timestamptz '{now}' FROM people WHERE role = 'rep'
 ORDER BY id LIMIT {pairs};
"""
NONE_PLANNED = "TRUNCATE planned_calls, cycles CASCADE"
READ = """
SELECT pair.id, clients.id, clients.region, spoken.at, open.deals
  FROM seller_pairs pair
  JOIN clients ON clients.owner_id IN (pair.caller_id, pair.visitor_id)
 CROSS JOIN LATERAL (SELECT max(at) AS at FROM interactions
                      WHERE client_id = clients.id AND result = 'reached'
                        AND kind IN ('call', 'meeting', 'visit')) AS spoken
 CROSS JOIN LATERAL (SELECT count(*) AS deals FROM deals
                      WHERE client_id = clients.id AND status = 'open') AS open
"""
BEGIN = """
INSERT INTO cycles (pair_id, number, starts_on, ends_on, planned_for, working_days)
SELECT id, 1, $1, $2, $1, $3 FROM seller_pairs RETURNING id, pair_id
"""
ADD = """
INSERT INTO planned_calls (cycle_id, client_id, planned_on, place)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::date[], $4::integer[])
"""


async def run(admin_url: str, rounds: int, pairs: int) -> Result:
    """On a database of its own: its pairs would stand on the days of other benches."""
    clients, deals = pairs * CLIENTS_OF_PAIR, pairs * DEALS_OF_PAIR
    sizes = Sizes(deals=deals, clients=clients, reps=2 * pairs, due=10)
    database_url = await make_database(admin_url, "bench_cycles", sizes)
    engine = make_engine(database_url, pool_size=2)
    bare = await asyncpg.connect(dsn(database_url), server_settings={"jit": "off"})
    try:
        await bare.execute("SET session_replication_role = replica")
        await bare.execute(PREPARE.format(now=NOW, pairs=pairs))
        await bare.execute("SET session_replication_role = DEFAULT")
        await bare.execute("VACUUM ANALYZE")
        plan = wire(engine, _now).get(PlanCycles)

        async def planned() -> None:
            await plan()

        async def by_hand() -> None:
            await _by_hand(bare)

        timed = await in_turns(_timed(planned, bare), _timed(by_hand, bare), rounds)
        findings = [
            compare(
                BENCH,
                f"{pairs} pairs, {clients:,} clients",
                "SQL and the pure planner",
                timed,
                limit=LIMIT,
            )
        ]
        await bare.execute(NONE_PLANNED)
        many = await _statements(engine, planned)
        await bare.execute(NONE_PLANNED)
        await bare.execute(
            "UPDATE clients SET owner_id = NULL WHERE id / $1 % $2 > 0", 2 * pairs, FEWER
        )
        few = await _statements(engine, planned)
        findings.append(
            Finding(
                BENCH,
                "statements of a morning",
                f"those of {1 / FEWER:.0%} of the clients",
                many / few,
                1.0,
            )
        )
    finally:
        await bare.close()
        await engine.dispose()
    return Result(tuple(findings))


async def _by_hand(bare: asyncpg.Connection) -> None:
    today = NOW.date()
    days = [today + timedelta(days=n) for n in range(42)]
    days = [day for day in days if day.weekday() < 5]
    async with bare.transaction():
        of_pair: dict[int, list[Candidate]] = {}
        for pair_id, client_id, region, spoken_at, deals in await bare.fetch(READ):
            points = 100 + (NOW - spoken_at).days + 15 * deals
            of_pair.setdefault(pair_id, []).append(Candidate(client_id, points, region))
        begun = await bare.fetch(BEGIN, today, today + timedelta(days=41), len(days))
        cycles: list[int] = []
        laid: list[Laid] = []
        for cycle_id, pair_id in begun:
            calls = lay(of_pair.get(pair_id, ()), days, CALLS_A_DAY)
            cycles += [cycle_id] * len(calls)
            laid += calls
        planned: list[date | None] = [call.on for call in laid]
        clients = [call.client_id for call in laid]
        await bare.execute(ADD, cycles, clients, planned, [call.place for call in laid])


def _timed(work: Callable[[], Awaitable[None]], bare: asyncpg.Connection) -> Timed:
    """On a morning on which nothing is planned yet."""

    async def once() -> float:
        await bare.execute(NONE_PLANNED)
        began = time.perf_counter()
        await work()
        return time.perf_counter() - began

    return once


async def _statements(engine: AsyncEngine, work: Callable[[], Awaitable[None]]) -> int:
    """How many are sent."""
    async with statements_sent(engine) as sent:
        await work()
    return len(sent)


def _now() -> Any:
    return NOW
