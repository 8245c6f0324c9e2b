"""What people look at, through the use cases, against the same rows asked for in plain SQL."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.company import DIRECTOR, FIRST_LEAD, NOW, Sizes
from bench.day_by_hand import STATEMENTS, STATEMENTS_OF_HEAD
from bench.findings import Finding, Rest, Result, Timed, compare, in_turns
from bench.profiles import why_missed
from bot.composition.wiring import wire
from domain.clients.queries import FindClients, FoundClients
from domain.day.model import Day
from domain.day.queries import ViewDay
from domain.deals.queries import ViewBoard
from domain.deals.views import Board
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
LOOKS, LEAST_SECONDS = 5, 0.05
"""At each turn at least; one look alone takes too little time to be told from noise."""
DAY_ENDS = NOW.replace(hour=21)  # midnight in Moscow

SOUGHT = 30
"""Clients of one name among the others, as many in a large company as in a small one."""
MAKE_SOUGHT = """
INSERT INTO clients (name, name_key, branch_id, owner_id, segment, created_at)
SELECT 'ООО «Карофит Хлорофит ' || i || '»', 'karofit hlorofit ' || i, branch_id, people.id,
       'regular', $2
  FROM generate_series(1, $3::int) AS i JOIN people ON people.id = $1 + i % 10
"""
FOUND = """
WITH found AS ({found}), page AS (
    SELECT found.*, clients.name, owner_id, branch_id, count(*) OVER () AS total
      FROM found JOIN clients USING (id)
     ORDER BY rank DESC, length(clients.name), id LIMIT 8)
SELECT page.id, page.name, people.name, branches.name, contact_name, total,
       (SELECT count(*) FROM deals WHERE deals.client_id = page.id AND status = 'open')
  FROM page
  JOIN branches ON branches.id = page.branch_id
  LEFT JOIN people ON people.id = page.owner_id
 ORDER BY rank DESC, length(page.name), page.id
"""
BY_PHONE = """
SELECT clients.id, 1 AS rank, contacts.name AS contact_name
  FROM phones JOIN clients ON clients.id = phones.client_id AND merged_into_id IS NULL
  LEFT JOIN contacts ON contacts.id = contact_id
 WHERE number = $1
"""
BY_NAME = """
SELECT DISTINCT ON (id) * FROM (
    (SELECT clients.id, {rank_of_client} AS rank, NULL AS contact_name
       FROM clients WHERE {client_is_found} AND merged_into_id IS NULL LIMIT 200)
    UNION ALL
    (SELECT clients.id, {rank_of_contact}, contacts.name
       FROM contacts JOIN clients ON clients.id = client_id AND merged_into_id IS NULL
      WHERE {contact_is_found} LIMIT 200)) AS both_ways
 ORDER BY id, rank DESC, contact_name
"""
RANK = """
CASE WHEN {key} = {typed} THEN 4 WHEN {key} LIKE {typed} || '%' THEN 3
     WHEN {key} LIKE '% ' || {typed} || '%' THEN 2 ELSE 1 END
"""
PART = ("{key} LIKE '%' || {typed} || '%'", RANK)
TYPO = ("{typed} <% {key}", "word_similarity({typed}, {key})")
LIKENESS_OF_TYPO = 0.44
"""From which on a word of eight letters with a slip is the same to the program."""
SEEN, UNSEEN = "$1", "(SELECT $1)"
"""A value that a statement is planned for anew, and one that it is planned for once."""


def by_name(way: tuple[str, str], typed: str = SEEN) -> str:
    """The best eight of both tables, as many as a page has, with the number of all."""
    found, rank = way
    of_client, of_contact = [
        {"key": f"{table}.name_key", "typed": typed} for table in ("clients", "contacts")
    ]
    ids = BY_NAME.format(
        client_is_found=found.format(**of_client),
        rank_of_client=rank.format(**of_client),
        contact_is_found=found.format(**of_contact),
        rank_of_contact=rank.format(**of_contact),
    )
    return FOUND.format(found=ids)


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
class Look:
    """``stays``: it must not grow with what is stored. ``planned_once`` is the hand's way with what
    no hand would think of at once: a plan that is kept.
    """

    name: str
    ours: Callable[[], Awaitable[Any]]
    by_hand: Callable[[], Awaitable[Any]]
    stays: bool = True
    planned_once: Callable[[], Awaitable[Any]] | None = None


@dataclass(frozen=True, slots=True)
class Looks:
    """What is looked at in one database, each by the program and by hand. Each look of either takes
    a connection from a pool and gives it back, and neither is asked to put it in order.
    """

    engine: AsyncEngine
    pool: asyncpg.Pool
    sizes: Sizes
    director: Actor
    lead: Actor
    rep: Actor
    task_id: TaskId
    """Of the rep, with ``COMMENTS``."""

    @classmethod
    async def at(cls, database_url: str, sizes: Sizes) -> "Looks":
        engine = make_engine(database_url, pool_size=2)
        actors = wire(engine, _now).get(Actors)
        pool = await asyncpg.create_pool(
            dsn(database_url),
            min_size=1,
            max_size=2,
            # As the program's: a busy server has no cores to spare for one reader's workers.
            server_settings={"jit": "off", "parallel_setup_cost": "20000"},
            init=_forgive_typos,
            reset=_leave_as_it_is,
        )
        rep = await actors.get(PersonId(sizes.first_rep + 5), now=NOW)
        await pool.execute(MAKE_SOUGHT, sizes.first_rep, NOW, SOUGHT)
        task_id = TaskId(await pool.fetchval(COMMENTED, rep.id, NOW, COMMENTS))
        for table in ("clients", "task_comments"):
            await pool.execute(f"VACUUM ANALYZE {table}")
        director = await actors.get(PersonId(DIRECTOR), now=NOW)
        lead = await actors.get(PersonId(FIRST_LEAD), now=NOW)
        return cls(engine, pool, sizes, director, lead, rep, task_id)

    async def close(self) -> None:
        await self.engine.dispose()
        await self.pool.close()

    def all(self) -> list[Look]:
        container = wire(self.engine, _now)
        # On a clock by which nobody searches too often.
        find = replace(container.get(FindClients), rate_limits=RateLimits(_hours_later()))
        board = container.get(ViewBoard)
        day, begin = container.get(ViewDay), container.get(Begin)

        async def thread() -> Any:
            async with begin() as uow:
                return await uow.task_threads.page(self.task_id, since=None, size=PAGE)

        async def thread_by_hand() -> Any:
            async with self.pool.acquire() as connection, connection.transaction():
                await connection.fetchval(THREAD_LENGTH, self.task_id)
                return await connection.fetch(THREAD, self.task_id)

        def found(text: str) -> Callable[[], Awaitable[Any]]:
            return lambda: find(self.director, text, offset=0, size=PAGE)

        def by_hand(sql: str, *values: object) -> Callable[[], Awaitable[Any]]:
            return lambda: self.pool.fetch(sql, *values)

        def named(name: str, text: str, key: str, way: tuple[str, str]) -> Look:
            once = by_hand(by_name(way, UNSEEN), key)
            return Look(name, found(text), by_hand(by_name(way), key), planned_once=once)

        phone = f"+79{self.sizes.clients // 2:09d}"
        everybody, one = BOARD.format(seen=""), BOARD.format(seen="AND owner_id = $2")
        return [
            named("client by part of the name", "карофи", "karofi", PART),
            named("client by a name with a typo", "хларофит", "hlarofit", TYPO),
            named("client in the other alphabet", "karofi", "karofi", PART),
            Look("client by phone", found(phone), by_hand(FOUND.format(found=BY_PHONE), phone)),
            Look(
                "board of the whole group",
                lambda: board(self.director),
                by_hand(everybody, NOW),
                stays=False,
            ),
            Look("board of one rep", lambda: board(self.rep), by_hand(one, NOW, self.rep.id)),
            Look("«Мой день» of one rep", lambda: day(self.rep), self._day(self.rep, STATEMENTS)),
            Look(
                "«Мой день» of a lead of ten",
                lambda: day(self.lead),
                self._day(self.lead, (*STATEMENTS, *STATEMENTS_OF_HEAD)),
            ),
            Look(LONG_THREAD, thread, thread_by_hand),
        ]

    def _day(self, actor: Actor, statements: Sequence[str]) -> Callable[[], Awaitable[Any]]:
        async def look() -> Any:
            async with self.pool.acquire() as connection:
                values = (NOW, DAY_ENDS, actor.id)
                return [await connection.fetch(statement, *values) for statement in statements]

        return look


async def _forgive_typos(connection: asyncpg.Connection) -> None:
    await connection.execute(f"SET pg_trgm.word_similarity_threshold = {LIKENESS_OF_TYPO}")


async def _leave_as_it_is(_connection: asyncpg.Connection) -> None:
    """The program's pool asks for nothing either when a connection is given back."""


def _now() -> Any:
    return NOW


def _hours_later() -> Callable[[], datetime]:
    """A clock that is an hour ahead at each look."""
    hours = count()
    return lambda: NOW + timedelta(hours=next(hours))


def _timed(look: Callable[[], Awaitable[Any]]) -> Timed:
    async def timed() -> float:
        looks, seconds, began = 0, 0.0, time.perf_counter()
        while looks < LOOKS or seconds < LEAST_SECONDS:
            await look()
            looks, seconds = looks + 1, time.perf_counter() - began
        return seconds / looks

    return timed


async def _require_the_same(look: Look) -> None:
    """The lines of a search, the sums of a board, the deals of a day and what a team waits for are
    those of both, or what is compared is not the same.
    """
    ours, theirs = await look.ours(), await look.by_hand()
    mine: list[Any] = []
    others: list[Any] = []
    if isinstance(ours, FoundClients):
        mine = [(line.id, line.name, line.contact_name, ours.page.total) for line in ours.lines]
        others = [(row[0], row[1], row["contact_name"], row["total"]) for row in theirs]
    elif isinstance(ours, Day):
        mine = [(line.deal_id, ours.counts[line.errand]) for line in ours.lines]
        others = [(row["id"], row["how_many"]) for row in theirs[0]]
        if ours.silence is not None:
            mine.append((ours.silence.count, ours.silence.overdue))
            others += [(row[1], row[3]) for row in theirs[len(STATEMENTS)]]
    elif isinstance(ours[0], Board):
        board = ours[0]
        mine = sorted(
            (sum_.stage, sum_.count, sum_.over_limit)
            for sum_ in (*board.stages, board.won, board.lost)
            if sum_.count
        )
        others = sorted((row[0], row[2], row[5]) for row in theirs)
    else:
        return
    if mine != others or not mine:
        raise RuntimeError(f"{look.name}: {mine} is not {others}")


async def run(urls: tuple[str, str], sizes: Sizes, rounds: int) -> Result:
    """``urls``: the database of ``sizes``, and the one of a tenth of them."""
    many, few = await Looks.at(urls[0], sizes), await Looks.at(urls[1], sizes.tenth())
    findings: list[Finding] = []
    rests: list[Rest] = []
    try:
        for look, with_few in zip(many.all(), few.all(), strict=True):
            found = await _findings(look, with_few, rounds)
            findings += found
            rests += await why_missed(found, _timed(look.ours))
    finally:
        await many.close()
        await few.close()
    return Result(tuple(findings), tuple(rests))


async def _findings(look: Look, with_few: Look, rounds: int) -> list[Finding]:
    await _require_the_same(look)
    ours = _timed(look.ours)
    seconds = await in_turns(ours, _timed(look.by_hand), rounds)
    limit = None if look.name == LONG_THREAD else LIMIT  # too short to be held to a share
    found = [compare(BENCH, look.name, "plain SQL", seconds, limit=limit)]
    if look.planned_once is not None:
        once = await in_turns(ours, _timed(look.planned_once), rounds)
        found.append(compare(BENCH, look.name, "the same, planned once", once, limit=None))
    grown = await in_turns(ours, _timed(with_few.ours), rounds)
    growth = GROWTH_LIMIT if look.stays else None
    return [*found, compare(BENCH, look.name, "ten times fewer stored", grown, limit=growth)]
