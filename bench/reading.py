"""What people look at, through the use cases, against the same rows asked for in plain SQL."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.company import DIRECTOR, NOW, Sizes
from bench.day_by_hand import STATEMENTS
from bench.findings import Finding, Result, Timed, compare, in_turns
from bot.composition.wiring import wire
from domain.clients.queries import FindClients
from domain.day.queries import ViewDay
from domain.deals.queries import ViewBoard
from domain.org.model import Actor, PersonId
from domain.org.ports import Actors
from domain.rate_limits import RateLimits
from domain.tasks.model import TaskId
from domain.unit_of_work import Begin
from storage.engine import make_engine
from storage.postgres.address import dsn

LIMIT = 1.2
GROWTH_LIMIT = 1.5
BENCH = "Reading"
PAGE = 8
LOOKS = 5
"""At each turn; one alone takes too little time to be told from noise."""
DAY_ENDS = NOW.replace(hour=21)  # midnight in Moscow

FOUND = """
SELECT clients.id, clients.name, people.name, branches.name,
       (SELECT count(*) FROM deals WHERE deals.client_id = clients.id AND status = 'open')
  FROM ({ids}) AS found
  JOIN clients ON clients.id = found.id
  JOIN branches ON branches.id = clients.branch_id
  LEFT JOIN people ON people.id = clients.owner_id
 ORDER BY found.rank DESC, length(clients.name), clients.id
"""
BY_PART = """
SELECT id, max(rank) AS rank FROM (
    (SELECT id, CASE WHEN name_key LIKE $1 || '%' THEN 3 ELSE 1 END AS rank, length(name_key) AS l
       FROM clients WHERE name_key LIKE '%' || $1 || '%' LIMIT 200)
    UNION ALL
    (SELECT client_id, CASE WHEN name_key LIKE $1 || '%' THEN 3 ELSE 1 END, length(name_key)
       FROM contacts WHERE name_key LIKE '%' || $1 || '%' LIMIT 200)) AS both_ways
 GROUP BY id ORDER BY rank DESC, min(l), id LIMIT 8
"""
BY_TYPO = """
SELECT id, max(rank) AS rank FROM (
    (SELECT id, word_similarity($1, name_key) AS rank FROM clients WHERE $1 <% name_key
      ORDER BY rank DESC LIMIT 200)
    UNION ALL
    (SELECT client_id, word_similarity($1, name_key) AS rank FROM contacts WHERE $1 <% name_key
      ORDER BY rank DESC LIMIT 200)) AS both_ways
 GROUP BY id ORDER BY rank DESC LIMIT 8
"""
BY_PHONE = "SELECT client_id AS id, 1 AS rank FROM phones WHERE number = $1 LIMIT 8"

BOARD = """
SELECT stage, currency, count(*), sum(amount), count(*) FILTER (WHERE amount IS NULL),
       count(*) FILTER (WHERE stage_due_at <= $1)
  FROM deals WHERE status = 'open' {seen} GROUP BY stage, currency
UNION ALL
SELECT status, currency, count(*), sum(amount), count(*) FILTER (WHERE amount IS NULL), 0
  FROM deals WHERE status <> 'open' {seen} GROUP BY status, currency
"""
LONG_THREAD = "thread of a task with 5,000 comments"
COMMENTS = 5_000
COMMENTED = """
WITH task AS (
    INSERT INTO tasks (title, assigner_id, executor_id, branch_id, state, state_since, deadline_at,
                       agreed_deadline_at, given_at, created_at)
    SELECT 'Выставка', id, id, branch_id, 'given', $2, $2, $2, $2, $2 FROM people WHERE id = $1
    RETURNING id
), said AS (
    INSERT INTO task_comments (task_id, author_id, text, at)
    SELECT task.id, $1, 'Слово ' || number, $2 + number * interval '1 minute'
      FROM task, generate_series(1, $3) AS number
)
SELECT id FROM task
"""
THREAD_LENGTH = """
SELECT (SELECT count(*) FROM task_comments WHERE task_id = $1)
     + (SELECT count(*) FROM timeline WHERE task_id = $1)
"""
THREAD = """
SELECT said.*, people.name
  FROM ((SELECT at, id, 'comment' AS kind, author_id, text, file_id, CAST('{}' AS jsonb) AS facts
           FROM task_comments WHERE task_id = $1 ORDER BY at DESC, id DESC LIMIT 8)
        UNION ALL
        (SELECT at, id, kind, actor_id, NULL, NULL, facts
           FROM timeline WHERE task_id = $1 ORDER BY at DESC, id DESC LIMIT 8)) AS said
  LEFT JOIN people ON people.id = said.author_id
 ORDER BY said.at DESC, said.id DESC LIMIT 8
"""


@dataclass(frozen=True, slots=True)
class Looks:
    """What is looked at in one database, each by the program and by hand."""

    engine: AsyncEngine
    bare: asyncpg.Connection
    sizes: Sizes
    director: Actor
    rep: Actor
    task_id: TaskId
    """Of the rep, with ``COMMENTS``."""

    @classmethod
    async def at(cls, database_url: str, sizes: Sizes) -> "Looks":
        engine = make_engine(database_url, pool_size=2)
        actors = wire(engine, _now).get(Actors)
        bare = await asyncpg.connect(dsn(database_url), server_settings={"jit": "off"})
        rep = await actors.get(PersonId(sizes.first_rep + 5), now=NOW)
        task_id = TaskId(await bare.fetchval(COMMENTED, rep.id, NOW, COMMENTS))
        await bare.execute("VACUUM ANALYZE task_comments")
        director = await actors.get(PersonId(DIRECTOR), now=NOW)
        return cls(engine, bare, sizes, director, rep, task_id)

    async def close(self) -> None:
        await self.engine.dispose()
        await self.bare.close()

    def all(self) -> list[tuple[str, Timed, Timed, bool]]:
        """Name, the program's way, the hand's way, and whether it must not grow with the stored."""
        container = wire(self.engine, _now)
        # On a clock by which nobody searches too often.
        find = replace(container.get(FindClients), rate_limits=RateLimits(_hours_later()))
        board = container.get(ViewBoard)
        day, begin = container.get(ViewDay), container.get(Begin)

        async def thread() -> Any:
            async with begin() as uow:
                return await uow.task_threads.page(self.task_id, since=None, size=PAGE)

        async def thread_by_hand() -> Any:
            async with self.bare.transaction():
                await self.bare.fetchval(THREAD_LENGTH, self.task_id)
                return await self.bare.fetch(THREAD, self.task_id)

        def found(text: str) -> Callable[[], Awaitable[Any]]:
            return lambda: find(self.director, text, offset=0, size=PAGE)

        def by_hand(sql: str, *values: object) -> Callable[[], Awaitable[Any]]:
            return lambda: self.bare.fetch(sql, *values)

        part, typo = FOUND.format(ids=BY_PART), FOUND.format(ids=BY_TYPO)
        phone = f"+79{self.sizes.clients // 2:09d}"
        everybody, one = BOARD.format(seen=""), BOARD.format(seen="AND owner_id = $2")
        owner = self.rep.id
        looks: list[tuple[str, Callable[[], Awaitable[Any]], Callable[[], Awaitable[Any]], bool]]
        looks = [
            ("client by part of the name", found("карони"), by_hand(part, "karoni"), True),
            ("client by a name with a typo", found("карамид климот"), self._typo(typo), True),
            ("client in the other alphabet", found("karoni"), by_hand(part, "karoni"), True),
            ("client by phone", found(phone), by_hand(FOUND.format(ids=BY_PHONE), phone), True),
            (
                "board of the whole group",
                lambda: board(self.director),
                by_hand(everybody, NOW),
                False,
            ),
            ("board of one rep", lambda: board(self.rep), by_hand(one, NOW, owner), True),
            (
                "«Мой день» of one rep",
                lambda: day(self.rep),
                self._day,
                True,
            ),
            (LONG_THREAD, thread, thread_by_hand, True),
        ]
        return [(name, _timed(ours), _timed(theirs), stays) for name, ours, theirs, stays in looks]

    async def _day(self) -> Any:
        values = (NOW, DAY_ENDS, self.rep.id)
        return [await self.bare.fetch(statement, *values) for statement in STATEMENTS]

    def _typo(self, sql: str) -> Callable[[], Awaitable[Any]]:
        async def search() -> Any:
            await self.bare.execute("SET pg_trgm.word_similarity_threshold = 0.36")
            return await self.bare.fetch(sql, "karamid klimot")

        return search


def _now() -> Any:
    return NOW


def _hours_later() -> Callable[[], datetime]:
    """A clock that is an hour ahead at each look."""
    hours = count()
    return lambda: NOW + timedelta(hours=next(hours))


def _timed(look: Callable[[], Awaitable[Any]]) -> Timed:
    async def timed() -> float:
        began = time.perf_counter()
        for _ in range(LOOKS):
            await look()
        return (time.perf_counter() - began) / LOOKS

    return timed


async def run(urls: tuple[str, str], sizes: Sizes, rounds: int) -> Result:
    """``urls``: the database of ``sizes``, and the one of a tenth of them."""
    many, few = await Looks.at(urls[0], sizes), await Looks.at(urls[1], sizes.tenth())
    findings: list[Finding] = []
    try:
        for (name, ours, theirs, stays), (_, with_few, _, _) in zip(
            many.all(), few.all(), strict=True
        ):
            seconds = await in_turns(ours, theirs, rounds)
            limit = None if name == LONG_THREAD else LIMIT  # too short to be held to a share
            findings.append(compare(BENCH, name, "plain SQL", seconds, limit=limit))
            grown = await in_turns(ours, with_few, rounds)
            growth = GROWTH_LIMIT if stays else None
            findings.append(compare(BENCH, name, "ten times fewer stored", grown, limit=growth))
    finally:
        await many.close()
        await few.close()
    return Result(tuple(findings))
