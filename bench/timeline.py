"""The history of a client of many years: its first page and a deep one, against the bare statement,
and against the first page of a client with a short history.
"""

import time
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg

from bench.company import DIRECTOR, NOW
from bench.findings import Result, Timed, compare, in_turns
from bot.composition.wiring import wire
from domain.clients.model import ClientId
from domain.clients.queries import ViewClientTimeline
from domain.org.model import PersonId
from domain.org.ports import Actors
from storage.engine import make_engine
from storage.postgres.address import dsn

BENCH = "Client's history"
FEW = 50
PAGE = 8
LOOKS = 20
"""At each turn; one alone takes too little time to be told from noise."""
GROWTH_LIMIT = 1.5
LIMIT = 2.0
"""Of a deep page: the bare statement does not look whose each entry is."""

CLIENT = """
INSERT INTO clients (name, name_key, branch_id, owner_id, segment, created_at)
VALUES ('История', 'istoria', 1, $1, 'prospect', $2) RETURNING id
"""
HAPPENED = """
INSERT INTO timeline (at, kind, client_id, actor_id, channel, facts)
SELECT $1::timestamptz - i * interval '1 hour',
       CASE WHEN i % 3 = 0 THEN 'note' ELSE 'interaction' END,
       $2, $3, 'telegram', '{"text": "слово"}'
  FROM generate_series(1, $4) AS i
"""
BARE = """
SELECT timeline.*, people.name, deals.title
  FROM timeline
  LEFT JOIN people ON people.id = timeline.actor_id
  LEFT JOIN deals ON deals.id = timeline.deal_id
 WHERE timeline.client_id = $1
 ORDER BY timeline.at DESC, timeline.id DESC LIMIT 9 OFFSET $2
"""


async def run(database_url: str, rounds: int, entries: int) -> Result:
    """``entries``: of the client with a long history; the deep page is at four fifths of them."""
    deep_at = entries * 4 // 5
    engine = make_engine(database_url, pool_size=1)
    bare = await asyncpg.connect(dsn(database_url))
    try:
        container = wire(engine, lambda: NOW)
        view = container.get(ViewClientTimeline)
        director = await container.get(Actors).get(PersonId(DIRECTOR), now=NOW)
        long, short = [await _given_client(bare, n) for n in (entries, FEW)]
        await bare.execute("VACUUM ANALYZE timeline")

        def ours(client_id: ClientId, offset: int) -> Timed:
            return _timed(lambda: view(director, client_id, offset=offset, size=PAGE))

        def by_hand(offset: int) -> Timed:
            return _timed(lambda: bare.fetch(BARE, long, offset))

        first = ours(long, 0)
        with_few = await in_turns(first, ours(short, 0), rounds)
        at_first = await in_turns(first, by_hand(0), rounds)
        deep = await in_turns(ours(long, deep_at), by_hand(deep_at), rounds)
    finally:
        await bare.close()
        await engine.dispose()
    what = f"first page of {entries:,} entries"
    return Result(
        (
            compare(BENCH, what, f"a client with {FEW}", with_few, limit=GROWTH_LIMIT),
            compare(BENCH, what, "bare statement", at_first, limit=None),  # too short for a share
            compare(BENCH, f"page from entry {deep_at:,}", "bare statement", deep, limit=LIMIT),
        )
    )


async def _given_client(bare: "asyncpg.Connection[Any]", entries: int) -> ClientId:
    client_id = await bare.fetchval(CLIENT, DIRECTOR, NOW)
    await bare.execute(HAPPENED, NOW, client_id, DIRECTOR, entries)
    return ClientId(client_id)


def _timed(look: Callable[[], Awaitable[Any]]) -> Timed:
    async def timed() -> float:
        began = time.perf_counter()
        for _ in range(LOOKS):
            await look()
        return (time.perf_counter() - began) / LOOKS

    return timed
