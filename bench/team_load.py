"""The load of 1,000 people over a quarter, as a head looks at it: one statement for everybody."""

from datetime import datetime, timedelta
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.company import DIRECTOR, NOW, Sizes
from bench.findings import Finding, Result, compare, in_turns, timed
from bench.profiles import why_missed
from bench.sent import statements_sent
from bench.servers import make_database
from bot.composition.wiring import wire
from domain.org.model import PersonId
from domain.org.ports import Actors
from domain.tasks.load_queries import ViewTeamLoad
from storage.engine import make_engine
from storage.postgres.address import dsn
from storage.tasks.loads import LOADS, SqlTaskLoads

BENCH = "Team load"
DAYS = 92
TASKS_EACH = 30
MOST_PEOPLE = 1_000
LIMIT = 2.0
"""Rows become frozen values, with the working hours and the days away of each person."""
ONE_STATEMENT = "task_time.task_id"
"""Words that only the statement of the load has."""

MAKE_TASKS = f"""
INSERT INTO tasks (title, assigner_id, executor_id, branch_id, state, state_since, created_at,
                   deadline_at, agreed_deadline_at, estimate_minutes, given_at)
SELECT 'Задача ' || place, boss_id, id, branch_id, 'accepted', made_at, made_at, due_at, due_at,
       30 + place * 17 % 400, made_at
  FROM (SELECT people.*, place, $1::timestamptz AS made_at,
               $1::timestamptz + (people.id % 7 + place * 3) * interval '1 day' AS due_at
          FROM people CROSS JOIN generate_series(1, {TASKS_EACH}) AS place
         WHERE role = 'rep') AS planned
"""
MAKE_TIME = """
INSERT INTO task_time (task_id, person_id, minutes, at)
SELECT id, executor_id, 15, $1 FROM tasks WHERE id % 4 = 0
"""
MAKE_ABSENCES = """
INSERT INTO absences (person_id, deputy_id, starts_on, ends_on)
SELECT id, boss_id, date '2026-12-01' + (id % 40)::int, date '2026-12-08' + (id % 40)::int
  FROM people WHERE role = 'rep' AND id % 5 = 0
"""


async def _make(connection: asyncpg.Connection) -> None:
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(MAKE_TASKS, NOW)
    await connection.execute(MAKE_TIME, NOW)
    await connection.execute(MAKE_ABSENCES)
    await connection.execute("SET session_replication_role = DEFAULT")
    await connection.execute("VACUUM ANALYZE")


async def run(admin_url: str, rounds: int, people: int) -> Result:
    """On a database of its own: what it makes would stand on the days of other benches."""
    sizes = Sizes(deals=2_000, clients=1_000, reps=people, due=10)
    database_url = await make_database(admin_url, "bench_teams", sizes)
    engine = make_engine(database_url, pool_size=2)
    bare = await asyncpg.connect(dsn(database_url), server_settings={"jit": "off"})
    try:
        await _make(bare)
        container = wire(engine, _now)
        director = await container.get(Actors).get(PersonId(DIRECTOR), now=NOW)
        view = container.get(ViewTeamLoad)
        ids = [
            row["id"]
            for row in await bare.fetch(
                "SELECT id FROM people WHERE is_active ORDER BY name, id LIMIT $1", MOST_PEOPLE
            )
        ]
        statement = _numbered(str(LOADS.statement))
        since = NOW.date()
        until = since + timedelta(days=DAYS)

        async def looked() -> None:
            await view(director, days=DAYS, limit=MOST_PEOPLE)

        async def asked() -> None:
            await bare.fetch(statement, ids, since, until)

        async def loaded() -> None:
            async with engine.connect() as connection:
                await SqlTaskLoads(connection).of(ids, since=since, until=until)

        heard = await _statements(engine, looked)
        loading = compare(
            BENCH,
            f"{len(ids):,} people, {DAYS} days: loaded",
            "plain SQL",
            await in_turns(timed(loaded), timed(asked), rounds),
            limit=LIMIT,
        )
        laying = compare(
            BENCH,
            f"{len(ids):,} people, {DAYS} days: laid into days",
            "plain SQL",
            await in_turns(timed(looked), timed(asked), rounds),
            limit=None,
        )
        rests = await why_missed([loading], timed(loaded))
    finally:
        await bare.close()
        await engine.dispose()
    return Result((_count(heard), loading, laying), rests)


async def _statements(engine: AsyncEngine, look: Any) -> list[str]:
    """What is sent for one look."""
    async with statements_sent(engine) as sent:
        await look()
    return [sql for sql, _ in sent]


def _count(heard: list[str]) -> Finding:
    of_load = sum(ONE_STATEMENT in sql for sql in heard)
    return Finding(BENCH, "statements for everybody's load", "one", float(of_load), 1.0)


def _numbered(sql: str) -> str:
    """asyncpg's own placeholders."""
    for number, name in enumerate((":people", ":since", ":until"), 1):
        sql = sql.replace(name, f"${number}")
    return sql


def _now() -> datetime:
    return NOW
