"""The sweeps into the ledger: over silent offers, tasks and clients to be contacted, each against
the same effect in SQL written by hand; and what a tick costs that finds nothing.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

import asyncpg

from bench.company import NOW, Sizes
from bench.findings import Result, compare, in_turns, within
from bench.profiles import why_missed
from bench.stalls import stall, standing_still
from bot.composition.wiring import wire
from domain.cadences.watch import ClimbDueCadences
from domain.deals.offer_watch import ClimbDueOffers
from domain.tasks.watch import RemindOfTasks
from storage.engine import make_engine
from storage.postgres.address import dsn

LIMIT = 1.2
GROWTH_LIMIT = 1.5
EMPTY_LIMIT_SECONDS = 0.001
EMPTY_SWEEPS = 50
"""At each turn."""
LONG_BEFORE = NOW - timedelta(days=400)
"""Nothing is due by then."""
BENCH = "Sweep"

# The least that does the same: moves the step on, finds whom each rung names and who stands in for
# them, adds to the ledger. Joins stand in the place of the program's SQL functions.
BY_HAND = """
WITH due AS (
    SELECT {key} AS id, {holder} AS holder_id, {done} AS done, {ladder} AS ladder, {to} AS ladder_to
           {more}
      FROM {table} AS mine
     WHERE {watched} AND {next} <= $1
     ORDER BY {next} LIMIT 1000 FOR UPDATE SKIP LOCKED
), climbed AS (
    UPDATE {table} SET {done} = due.done + 1, {next} = due.ladder[due.done + 2] {marks}
      FROM due WHERE {table}.{key} = due.id
), named AS (
    SELECT due.id, due.done, {kind} AS kind, due.ladder_to[due.done + 1] AS rung,
           CASE due.ladder_to[due.done + 1]
           WHEN 'owner' THEN {person}
           WHEN 'lead' THEN (
               SELECT boss.id FROM reporting r JOIN people boss ON boss.id = r.boss_id
                WHERE r.subordinate_id = {person} AND r.depth > 0 AND boss.is_active
                  AND boss.role IN ('lead', 'manager', 'director', 'administrator')
                ORDER BY r.depth LIMIT 1)
           ELSE (
               SELECT boss.id FROM reporting r JOIN people boss ON boss.id = r.boss_id
                WHERE r.subordinate_id = {person} AND r.depth > 0 AND boss.is_active
                  AND boss.role IN ('manager', 'director')
                ORDER BY r.depth LIMIT 1) END AS head_id
      FROM due {join}
), told AS (
    SELECT named.*, coalesce(absences.deputy_id, named.head_id) AS recipient_id
      FROM named
      LEFT JOIN absences ON absences.person_id = named.head_id
           AND ($1 AT TIME ZONE 'Europe/Moscow')::date BETWEEN starts_on AND ends_on
), noted AS (
    INSERT INTO ledger (recipient_id, kind, matter, matter_id, facts, urgency, not_before,
                        created_at, dedupe_key)
    SELECT recipient_id, kind, '{matter}', id,
           jsonb_build_object('rung', rung, 'step', done), 'now', $1, $1,
           recipient_id || ':' || kind || ':{matter}:' || id
      FROM told
    ON CONFLICT DO NOTHING
)
SELECT count(*) FROM due
"""
MARKS = ", changed_by = NULL, changed_via = 'clock', changed_at = $1"

MAKE_TASKS = """
INSERT INTO tasks (title, assigner_id, executor_id, branch_id, state, state_since, deadline_at,
                   agreed_deadline_at, given_at, created_at, reminders, reminders_to,
                   next_reminder_at)
SELECT 'Смета ' || i, people.boss_id, people.id, people.branch_id, 'given', '{now}', at, at,
       '{now}', '{now}', steps, ARRAY['owner', 'lead', 'manager'], steps[1]
  FROM generate_series(1, {offers}) AS i
  JOIN people ON people.id = {first_rep} + i % {reps}
 CROSS JOIN LATERAL (
       SELECT timestamptz '{now}' + CASE WHEN i <= {due} THEN interval '-10 minutes'
              ELSE interval '5 hours' + i % 40000 * interval '1 minute' END AS at) AS moment
 CROSS JOIN LATERAL (
       SELECT ARRAY[at, at + interval '1 day', at + interval '2 days'] AS steps) AS ladder
"""
MAKE_CADENCES = """
INSERT INTO cadences (client_id, segment, since_on, counted_from, due_on, shows_on, late_at,
                      responsible_id, ladder, ladder_to, next_step_at)
SELECT clients.id, 'vip', '{now}'::date - 14, '{now}'::date - 14, '{now}'::date, '{now}'::date,
       timestamptz '{now}' + interval '9 hours', owner_id, steps,
       ARRAY['owner', 'lead', 'manager'], steps[1]
  FROM clients
 CROSS JOIN LATERAL (
       SELECT timestamptz '{now}' + CASE WHEN id <= {due} THEN interval '-10 minutes'
              ELSE interval '5 hours' + id % 40000 * interval '1 minute' END AS at) AS moment
 CROSS JOIN LATERAL (
       SELECT ARRAY[at, at + interval '1 day', at + interval '2 days'] AS steps) AS ladder
"""


@dataclass(frozen=True, slots=True)
class Sweep:
    """``rows`` says what is swept of a company of those sizes. ``put_back`` undoes one sweep, and
    ``clean`` what was made for it.
    """

    name: str
    use_case: type[Any]
    by_hand: str
    put_back: str
    rows: Callable[[Sizes], int]
    make: str = ""
    clean: str = ""


SWEEPS = (
    Sweep(
        "offers",
        ClimbDueOffers,
        BY_HAND.format(
            table="offers",
            key="id",
            holder="deal_id",
            join="JOIN deals ON deals.id = due.holder_id",
            person="deals.owner_id",
            watched="status = 'awaiting'",
            next="next_step_at",
            done="steps_done",
            ladder="ladder",
            to="ladder_to",
            more="",
            kind="'offer_follow_up'",
            matter="offer",
            marks=MARKS,
        ),
        """UPDATE offers SET steps_done = steps_done - 1, next_step_at = ladder[steps_done]
            WHERE changed_via = 'clock' AND changed_at = '{now}';
           UPDATE offers SET changed_at = 'epoch' WHERE changed_at = '{now}';
           VACUUM offers""",
        lambda sizes: sizes.offers,
    ),
    Sweep(
        "tasks",
        RemindOfTasks,
        BY_HAND.format(
            table="tasks",
            key="id",
            holder="executor_id",
            join="",
            person="due.holder_id",
            watched="state in ('given', 'accepted', 'in_work', 'returned')",
            next="next_reminder_at",
            done="reminders_done",
            ladder="reminders",
            to="reminders_to",
            more=", deadline_at",
            kind="CASE WHEN due.ladder[due.done + 1] < due.deadline_at"
            " THEN 'task_reminder' ELSE 'task_overdue' END",
            matter="task",
            marks=MARKS,
        ),
        """UPDATE tasks SET reminders_done = 0, next_reminder_at = reminders[1]
            WHERE changed_via = 'clock' AND changed_at = '{now}';
           UPDATE tasks SET changed_at = 'epoch' WHERE changed_at = '{now}';
           VACUUM tasks""",
        lambda sizes: sizes.offers,
        MAKE_TASKS,
        "DELETE FROM tasks; VACUUM ANALYZE tasks",
    ),
    Sweep(
        "VIP clients",
        ClimbDueCadences,
        BY_HAND.format(
            table="cadences",
            key="client_id",
            holder="responsible_id",
            join="",
            person="due.holder_id",
            watched="next_step_at IS NOT NULL",
            next="next_step_at",
            done="steps_done",
            ladder="ladder",
            to="ladder_to",
            more="",
            kind="'cadence'",
            matter="cadence",
            marks="",
        ),
        """UPDATE cadences SET steps_done = 0, next_step_at = ladder[1] WHERE steps_done > 0;
           VACUUM cadences""",
        lambda sizes: sizes.clients,
        MAKE_CADENCES,
        "DELETE FROM cadences; VACUUM ANALYZE cadences",
    ),
)


class Sweeping:
    """Both ways of one sweep on one database; each time it is undone before the next, untimed."""

    def __init__(self, sweep: Sweep, database_url: str, sizes: Sizes) -> None:
        self._sweep = sweep
        self._url = database_url
        self._sizes = sizes
        self._engine = make_engine(database_url, pool_size=2)
        self._climb = wire(self._engine, lambda: NOW).get(sweep.use_case)
        self._climb_long_before = wire(self._engine, lambda: LONG_BEFORE).get(sweep.use_case)

    async def open(self) -> None:
        self._bare = await asyncpg.connect(dsn(self._url), server_settings={"jit": "off"})
        self._undoing = await asyncpg.connect(dsn(self._url))
        await self._undoing.execute("SET session_replication_role = replica")
        if self._sweep.make:
            given = {"first_rep": self._sizes.first_rep, "offers": self._sizes.offers}
            made = self._sweep.make.format(
                now=NOW, reps=self._sizes.reps, due=self._sizes.due, **given
            )
            await self._run(f"{made}; VACUUM ANALYZE")

    async def close(self) -> None:
        await self._run(self._sweep.clean)
        await self._engine.dispose()
        await self._bare.close()
        await self._undoing.close()

    async def program(self) -> float:
        return await self._timed(self._climb)

    async def by_hand(self) -> float:
        return await self._timed(self._climb_by_hand)

    async def empty(self) -> float:
        """Of many the one in the middle: what else the machine does stretches some of them."""
        seconds = []
        for _ in range(EMPTY_SWEEPS):
            began = time.perf_counter()
            await self._climb_long_before()
            seconds.append(time.perf_counter() - began)
        return median(seconds)

    async def longest_stall(self) -> float:
        async with standing_still() as longest:
            await self._climb()
        await self._undo()
        return longest.seconds

    async def _climb_by_hand(self) -> int:
        climbed = 0
        while here := await self._bare.fetchval(self._sweep.by_hand, NOW):
            climbed += int(here)
        return climbed

    async def _timed(self, climb: Callable[[], Awaitable[int]]) -> float:
        began = time.perf_counter()
        climbed = await climb()
        seconds = time.perf_counter() - began
        if climbed < self._sizes.due:
            raise RuntimeError(f"{climbed} steps were climbed, {self._sizes.due} were due")
        await self._undo()
        return seconds

    async def _undo(self) -> None:
        await self._run(f"{self._sweep.put_back.format(now=NOW)}; TRUNCATE ledger; VACUUM audit")

    async def _run(self, statements: str) -> None:
        for statement in filter(str.strip, statements.split(";")):
            await self._undoing.execute(statement)


async def run(urls: tuple[str, str], sizes: Sizes, rounds: int) -> Result:
    """``urls``: the database of ``sizes``, and the one of a tenth of them."""
    results = [await _swept(sweep, urls, sizes, rounds) for sweep in SWEEPS]
    return Result(
        tuple(finding for result in results for finding in result.findings),
        tuple(rest for result in results for rest in result.rests),
    )


async def _swept(sweep: Sweep, urls: tuple[str, str], sizes: Sizes, rounds: int) -> Result:
    many, few = Sweeping(sweep, urls[0], sizes), Sweeping(sweep, urls[1], sizes.tenth())
    await many.open()
    await few.open()
    swept = f"{sizes.due:,} due of {sweep.rows(sizes):,} {sweep.name}"
    try:
        by_hand = await in_turns(many.program, many.by_hand, rounds)
        grown = await in_turns(many.program, few.program, rounds)
        stalls = [await many.longest_stall() for _ in range(rounds)]
        empty = [await many.empty() for _ in range(rounds)]
        theirs = "the same effect in hand-written SQL"
        fewer = "as many due in ten times fewer stored"
        findings = (
            compare(BENCH, swept, theirs, by_hand, limit=LIMIT),
            compare(BENCH, f"{sweep.name}: the same", fewer, grown, limit=GROWTH_LIMIT),
            stall(BENCH, f"over {sweep.name}", stalls),
            within(BENCH, f"{sweep.name}: nothing is due", empty, EMPTY_LIMIT_SECONDS),
        )
        rests = await why_missed(findings, many.program)
    finally:
        await many.close()
        await few.close()
    return Result(findings, rests)
