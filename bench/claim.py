"""What is due, claimed from a table and settled, against a scheduler with a job for each reminder.

The other way is APScheduler's SQLAlchemyJobStore on the same Postgres. It is written for drivers
that wait; the only one here does not, so SQLAlchemy's greenlets carry its calls. What it stores,
reads and deletes for each job stays as it is; the loop stands still with it no longer than a
statement takes to send, which flatters it.
"""

import asyncio
import json
import pickle
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import asyncpg
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import STATE_PAUSED, STATE_RUNNING
from sqlalchemy import create_engine
from sqlalchemy.util import greenlet_spawn

from bench.company import NOW, Sizes
from bench.findings import Finding, Result, compare, in_turns, within
from bench.profiles import why_missed
from bench.stalls import stall, standing_still
from bench.sweep import EMPTY_LIMIT_SECONDS, EMPTY_SWEEPS, LONG_BEFORE
from bot.composition.wiring import wire
from bot.runtime import tune_garbage_collection
from domain.deals.offer_watch import ClimbDueOffers
from domain.delivery.model import Outcome, Settlement
from storage.delivery.outbox import SqlOutbox
from storage.engine import make_engine
from storage.postgres.address import dsn, engine_url

BENCH = "Claim"
TIMES_FASTER = 20
LIMIT = 1.2
LEASE = timedelta(minutes=2)

FILL_LEDGER = """
INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                    dedupe_key)
SELECT {first_rep} + i % {reps}, 'offer_follow_up', 'offer', i, 'now',
       timestamptz '{now}' + CASE WHEN i < {due} THEN -i * interval '1 second'
                             ELSE interval '1 hour' + i * interval '1 second' END,
       '{now}', 'bench:' || i
  FROM generate_series(0, {stored} - 1) AS i
"""
CLAIM_BY_HAND = """
WITH chosen AS (
    SELECT id FROM ledger AS mine
     WHERE status = 'due' AND not_before <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
       AND NOT EXISTS (
           SELECT FROM ledger AS other
            WHERE other.status = 'due' AND other.recipient_id = mine.recipient_id
              AND other.not_before <= $2 AND other.id <> mine.id
              AND (other.claimed_until > $1
                   OR (other.not_before, other.id) < (mine.not_before, mine.id)))
     ORDER BY not_before, id LIMIT $3 FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE ledger SET claimed_until = $2, is_repeat = is_repeat OR attempted_at IS NOT NULL
     WHERE id = ANY(ARRAY(SELECT id FROM chosen))
    RETURNING id, recipient_id, kind, matter, matter_id, urgency, facts, not_before, created_at,
              attempts, is_repeat, claimed_until
)
SELECT * FROM claimed ORDER BY not_before, id
"""
PUT_OFFERS_BACK = (
    f"""UPDATE offers SET steps_done = steps_done - 1, next_step_at = ladder[steps_done]
         WHERE changed_via = 'clock' AND changed_at = '{NOW}'""",
    f"UPDATE offers SET changed_at = 'epoch' WHERE changed_at = '{NOW}'",
    "TRUNCATE ledger",
    "VACUUM offers",
    "VACUUM audit",
)


# APScheduler has no types.
STORE: Any = SQLAlchemyJobStore
SCHEDULER: Any = AsyncIOScheduler
EXECUTOR: Any = AsyncIOExecutor


class Fired:
    """How many jobs have run: of the module, for a job is stored with the name of its function."""

    def __init__(self) -> None:
        self.left = 0
        self.all = asyncio.Event()

    def expect(self, number: int) -> None:
        self.left = number
        self.all.clear()

    def note(self) -> None:
        self.left -= 1
        if not self.left:
            self.all.set()


FIRED = Fired()


async def remind(_offer_id: int) -> None:
    """The least that a job can do."""
    FIRED.note()


class Scheduler:
    """APScheduler with a job for each of ``stored`` reminders, of which ``due`` are due."""

    def __init__(self, database_url: str, *, stored: int, due: int) -> None:
        self._url = database_url
        self._stored = stored
        self._due = due
        self._engine = create_engine(engine_url(database_url), pool_size=2)
        store = STORE(engine=self._engine, tablename="bench_jobs")
        self._scheduler = SCHEDULER(jobstores={"default": store}, executors={"default": EXECUTOR()})
        self._jobs: list[tuple[str, float, bytes]] = []

    async def open(self) -> None:
        self._bare = await asyncpg.connect(dsn(self._url))
        await greenlet_spawn(self._scheduler.start, True)
        self._jobs = list(self._made())

    async def close(self) -> None:
        await greenlet_spawn(self._engine.dispose)  # the store would, on the bare loop
        self._scheduler.shutdown(wait=False)
        await self._bare.execute("DROP TABLE IF EXISTS bench_jobs")
        await self._bare.close()

    def _made(self) -> Iterator[tuple[str, float, bytes]]:
        """Rows as the store writes them: by itself it takes a transaction for each."""
        maker, now = SCHEDULER(), datetime.now(UTC)
        for number in range(self._stored):
            late = timedelta(seconds=1) if number < self._due else -timedelta(hours=1 + number)
            job = maker.add_job(
                remind,
                "date",
                [number],
                run_date=now - late,
                id=str(number),
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )
            job._modify(next_run_time=now - late)
            maker._pending_jobs.clear()
            yield (
                job.id,
                (now - late).timestamp(),
                pickle.dumps(job.__getstate__(), pickle.HIGHEST_PROTOCOL),
            )

    async def fire(self) -> float:
        """How long it takes until all that are due have run."""
        await self._bare.execute("TRUNCATE bench_jobs")
        await self._bare.copy_records_to_table("bench_jobs", records=self._jobs)
        await self._bare.execute("VACUUM ANALYZE bench_jobs")
        FIRED.expect(self._due)
        self._scheduler.state = STATE_RUNNING
        began = time.perf_counter()
        await greenlet_spawn(self._scheduler._process_jobs)
        await FIRED.all.wait()
        seconds = time.perf_counter() - began
        self._scheduler.state = STATE_PAUSED
        left = await self._bare.fetchval("SELECT count(*) FROM bench_jobs")
        if left != self._stored - self._due:
            raise RuntimeError(f"{left} jobs are left of {self._stored}, {self._due} were due")
        return seconds


class Due:
    """The program's ways: the sweep over offers, and the sender's side of the ledger."""

    def __init__(self, database_url: str, sizes: Sizes) -> None:
        self._url = database_url
        self._sizes = sizes
        self._engine = make_engine(database_url, pool_size=2)
        self._outbox = SqlOutbox(self._engine)
        self._climb = wire(self._engine, lambda: NOW).get(ClimbDueOffers)

    async def open(self) -> None:
        self._bare = await asyncpg.connect(dsn(self._url), server_settings={"jit": "off"})
        await self._bare.set_type_codec(  # what a notice is about has to be read either way
            "jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog"
        )
        self._undoing = await asyncpg.connect(dsn(self._url))
        await self._undoing.execute("SET session_replication_role = replica")

    async def close(self) -> None:
        await self._undoing.execute("TRUNCATE ledger")
        await self._engine.dispose()
        await self._bare.close()
        await self._undoing.close()

    async def sweep(self) -> float:
        """Each step is taken, noted in the audit, and its notice put into the ledger."""
        began = time.perf_counter()
        climbed = await self._climb()
        seconds = time.perf_counter() - began
        if climbed < self._sizes.due:
            raise RuntimeError(f"{climbed} steps were climbed, {self._sizes.due} were due")
        for statement in PUT_OFFERS_BACK:
            await self._undoing.execute(statement)
        return seconds

    async def claim_and_settle(self) -> float:
        """Settled in one write, as all are that one message tells."""
        await self.fill_ledger()
        began = time.perf_counter()
        claimed = await self._outbox.claim(NOW, lease=LEASE, limit=self._sizes.due)
        first, *others = [notice.id for notice in claimed]
        await self._outbox.settle(
            Settlement(first, Outcome.RANG, NOW, message_id=1, told_with_it=others)
        )
        return self._checked(len(claimed), time.perf_counter() - began)

    async def claim(self) -> float:
        await self.fill_ledger()
        began = time.perf_counter()
        claimed = await self._outbox.claim(NOW, lease=LEASE, limit=self._sizes.due)
        return self._checked(len(claimed), time.perf_counter() - began)

    async def claim_by_hand(self) -> float:
        await self.fill_ledger()
        began = time.perf_counter()
        claimed = await self._bare.fetch(CLAIM_BY_HAND, NOW, NOW + LEASE, self._sizes.due)
        return self._checked(len(claimed), time.perf_counter() - began)

    async def longest_stall(self) -> float:
        """While all that is due is claimed at once, and settled one by one as it is sent."""
        await self.fill_ledger()
        async with standing_still() as longest:
            for notice in await self._outbox.claim(NOW, lease=LEASE, limit=self._sizes.due):
                await self._outbox.settle(
                    Settlement(notice.id, Outcome.RANG, NOW, message_id=notice.id)
                )
        return longest.seconds

    async def empty(self) -> float:
        """A claim that finds nothing; of many the one in the middle."""
        await self.fill_ledger()
        seconds = []
        for _ in range(EMPTY_SWEEPS):
            began = time.perf_counter()
            if await self._outbox.claim(LONG_BEFORE, lease=LEASE, limit=self._sizes.due):
                raise RuntimeError("something was due")
            seconds.append(time.perf_counter() - began)
        return median(seconds)

    async def fill_ledger(self) -> None:
        await self._undoing.execute("TRUNCATE ledger")
        given: dict[str, Any] = {"now": NOW, "stored": self._sizes.clients, "due": self._sizes.due}
        await self._undoing.execute(
            FILL_LEDGER.format(**given, first_rep=self._sizes.first_rep, reps=self._sizes.reps)
        )
        await self._undoing.execute("VACUUM ANALYZE ledger")

    def _checked(self, claimed: int, seconds: float) -> float:
        if claimed < min(self._sizes.due, self._sizes.reps):
            raise RuntimeError(f"{claimed} were claimed of {self._sizes.due}")
        return seconds


async def run(database_url: str, sizes: Sizes, rounds: int) -> Result:
    """On the database of ``sizes``, whose ledger is emptied; of clients as many are stored."""
    stored, at_once = sizes.clients, min(sizes.due, sizes.reps)  # a person has one at a time
    due, scheduler = Due(database_url, sizes), Scheduler(database_url, stored=stored, due=at_once)
    await due.open()
    await scheduler.open()
    tune_garbage_collection()
    claimed = f"{at_once:,} claimed of a ledger of {stored:,}"
    swept = f"the sweep that brings {sizes.due:,} there, with history and audit"
    firing = f"APScheduler's job store firing {at_once:,} of {stored:,}"
    by_hand = "the same in hand-written SQL"
    stalls = "while all due are claimed, and settled one by one"
    try:
        settling = await in_turns(due.claim_and_settle, scheduler.fire, rounds)
        sweeping = await in_turns(due.sweep, scheduler.fire, rounds)
        claiming = await in_turns(due.claim, due.claim_by_hand, rounds)
        standing = [await due.longest_stall() for _ in range(rounds)]
        idling = [await due.empty() for _ in range(rounds)]
        both = _faster(f"{claimed} and settled", firing, settling, limit=TIMES_FASTER)
        alone = compare(BENCH, claimed, by_hand, claiming, limit=LIMIT)
        rests = await why_missed([both, alone], due.claim_and_settle)
    finally:
        await scheduler.close()
        await due.close()
    return Result(
        (
            both,
            _faster(swept, firing, sweeping, limit=None),
            alone,
            stall(BENCH, stalls, standing),
            within(BENCH, f"nothing is due of {stored:,}", idling, EMPTY_LIMIT_SECONDS),
        ),
        rests,
    )


def _faster(
    what: str, against: str, seconds: tuple[list[float], list[float]], *, limit: float | None
) -> Finding:
    return compare(BENCH, what, against, seconds, limit=limit, as_throughput=True)
