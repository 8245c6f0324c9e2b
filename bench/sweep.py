"""The sweep over silent offers, against the same effect in SQL written by hand."""

import time

import asyncpg

from bench.company import NOW, Sizes
from bench.findings import Finding, Result, compare, in_turns
from bot.composition.wiring import wire
from domain.deals.offer_watch import ClimbDueOffers
from storage.engine import make_engine
from storage.postgres.address import dsn

LIMIT = 1.2
GROWTH_LIMIT = 1.5
BENCH = "Offer sweep"

# The least that does the same: moves the step on, finds whom each rung names and who stands in for
# them, adds to the ledger. Joins stand in the place of the program's SQL functions.
BY_HAND = """
WITH due AS (
    SELECT id, deal_id, steps_done, ladder, ladder_to
      FROM offers
     WHERE status = 'awaiting' AND next_step_at <= $1
     ORDER BY next_step_at LIMIT 1000 FOR UPDATE SKIP LOCKED
), climbed AS (
    UPDATE offers
       SET steps_done = due.steps_done + 1, next_step_at = due.ladder[due.steps_done + 2],
           changed_by = NULL, changed_via = 'clock', changed_at = $1
      FROM due WHERE offers.id = due.id
), named AS (
    SELECT due.id, due.steps_done, due.ladder_to[due.steps_done + 1] AS rung,
           CASE due.ladder_to[due.steps_done + 1]
           WHEN 'owner' THEN deals.owner_id
           WHEN 'lead' THEN (
               SELECT boss.id FROM reporting r JOIN people boss ON boss.id = r.boss_id
                WHERE r.subordinate_id = deals.owner_id AND r.depth > 0 AND boss.is_active
                  AND boss.role IN ('lead', 'manager', 'director', 'administrator')
                ORDER BY r.depth LIMIT 1)
           ELSE (
               SELECT boss.id FROM reporting r JOIN people boss ON boss.id = r.boss_id
                WHERE r.subordinate_id = deals.owner_id AND r.depth > 0 AND boss.is_active
                  AND boss.role IN ('manager', 'director')
                ORDER BY r.depth LIMIT 1) END AS head_id
      FROM due JOIN deals ON deals.id = due.deal_id
), told AS (
    SELECT named.*, coalesce(absences.deputy_id, named.head_id) AS recipient_id
      FROM named
      LEFT JOIN absences ON absences.person_id = named.head_id
           AND ($1 AT TIME ZONE 'Europe/Moscow')::date BETWEEN starts_on AND ends_on
), noted AS (
    INSERT INTO ledger (recipient_id, kind, matter, matter_id, facts, urgency, not_before,
                        created_at, dedupe_key)
    SELECT recipient_id, 'offer_follow_up', 'offer', id,
           jsonb_build_object('rung', rung, 'step', steps_done), 'now', $1, $1,
           recipient_id || ':offer_follow_up:offer:' || id
      FROM told
    ON CONFLICT DO NOTHING
)
SELECT count(*) FROM due
"""

PUT_BACK = """
    SET session_replication_role = replica;
    UPDATE offers SET steps_done = steps_done - 1, next_step_at = ladder[steps_done]
     WHERE changed_via = 'clock' AND changed_at = '{now}';
    UPDATE offers SET changed_at = 'epoch' WHERE changed_at = '{now}';
    TRUNCATE ledger;
    VACUUM offers;
    VACUUM audit;
    RESET session_replication_role;
"""


class Sweeps:
    """Both ways on one database; every sweep is undone before the next one, untimed."""

    def __init__(self, database_url: str, sizes: Sizes) -> None:
        self._url = database_url
        self._due = sizes.due
        self._engine = make_engine(database_url, pool_size=2)
        self._climb = wire(self._engine, lambda: NOW).get(ClimbDueOffers)

    async def open(self) -> None:
        self._bare = await asyncpg.connect(dsn(self._url), server_settings={"jit": "off"})
        self._undoing = await asyncpg.connect(dsn(self._url))

    async def close(self) -> None:
        await self._engine.dispose()
        await self._bare.close()
        await self._undoing.close()

    async def program(self) -> float:
        began = time.perf_counter()
        climbed = await self._climb()
        seconds = time.perf_counter() - began
        await self._undo(climbed)
        return seconds

    async def by_hand(self) -> float:
        began = time.perf_counter()
        climbed = 0
        while here := await self._bare.fetchval(BY_HAND, NOW):
            climbed += here
        seconds = time.perf_counter() - began
        await self._undo(climbed)
        return seconds

    async def _undo(self, climbed: int) -> None:
        if climbed < self._due:
            raise RuntimeError(f"{climbed} steps were climbed, {self._due} were due")
        for statement in PUT_BACK.format(now=NOW).split(";"):
            if statement.strip():
                await self._undoing.execute(statement)


async def run(urls: tuple[str, str], sizes: Sizes, rounds: int) -> Result:
    """``urls``: the database of ``sizes``, and the one of a tenth of them."""
    many, few = Sweeps(urls[0], sizes), Sweeps(urls[1], sizes.tenth())
    await many.open()
    await few.open()
    try:
        stored = f"{sizes.offers:,} offers of {sizes.deals:,} deals, {sizes.due:,} due"
        by_hand = compare(
            BENCH,
            stored,
            "the same effect in hand-written SQL",
            await in_turns(many.program, many.by_hand, rounds),
            limit=LIMIT,
        )
        growth: Finding = compare(
            BENCH,
            "the same",
            "as many due in ten times fewer stored",
            await in_turns(many.program, few.program, rounds),
            limit=GROWTH_LIMIT,
        )
    finally:
        await many.close()
        await few.close()
    return Result((by_hand, growth))
