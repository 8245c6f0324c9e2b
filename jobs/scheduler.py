import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

logger = logging.getLogger(__name__)

MISFIRE_GRACE_SECONDS = 300
"""A tick that comes this late is still made; what is due is found by asking the database."""
STOP_SECONDS = 20.0
FIRST_TICK_SECONDS = 300.0
"""A rare job first ticks so long after the start: else restarts would keep it from ever ticking."""
MAKE_UP_SECONDS = 2.0
"""How often who may tick looks for what it could not."""
MAKE_UP = "missed ticks"
"""The id of that look; no job may have it."""


@dataclass(frozen=True, slots=True)
class _Job:
    id: str
    run: Callable[[], Awaitable[object]]
    lock: asyncio.Lock


class Ticker:
    """Runs jobs again and again. It holds no facts: a job asks the database what is due.

    A job never runs beside itself here. Of several replicas the one that ``leads`` ticks; another
    may still be at the same job when the lead passes on, so each job says what happens if it runs
    twice, late, or dies. A tick that came while another led, or while nobody was certain of it, is
    made up for as soon as this one leads: who led may have died before it. A failure is logged and
    counted, and the next tick comes as if nothing had happened.

    Args:
        on_done, on_failure: told the job's id, and its seconds.
        leads: asked at every tick of the clock's own.
        first_tick_seconds: how long after the start a rarer job first ticks.
        make_up_seconds: how often missed ticks are looked for.
    """

    def __init__(
        self,
        *,
        on_done: Callable[[str, float], None] = lambda _id, _seconds: None,
        on_failure: Callable[[str], None] = lambda _id: None,
        leads: Callable[[], bool] = lambda: True,
        first_tick_seconds: float = FIRST_TICK_SECONDS,
        make_up_seconds: float = MAKE_UP_SECONDS,
    ) -> None:
        self._scheduler: Any = AsyncIOScheduler(timezone=UTC)  # type: ignore[no-untyped-call]  # APScheduler has no types
        self._jobs: dict[str, _Job] = {}
        self._on_done = on_done
        self._on_failure = on_failure
        self._leads = leads
        self._missed: dict[str, _Job] = {}
        self._first_tick_seconds = first_tick_seconds
        self._make_up_seconds = make_up_seconds
        self._running: set[asyncio.Task[object]] = set()
        self._is_stopping = False

    def add(self, id: str, *, seconds: float, run: Callable[[], Awaitable[object]]) -> None:  # noqa: A002 - as APScheduler calls it
        """Run ``run`` every ``seconds``, for the first time that long after the start, or sooner.

        Raises:
            ValueError: there is such an ``id`` already.
        """
        if id in self._jobs or id == MAKE_UP:
            raise ValueError(f"job {id} is there already")
        self._jobs[id] = _Job(id, run, asyncio.Lock())
        first_after = min(seconds, self._first_tick_seconds)
        self._scheduler.add_job(
            self.tick,
            IntervalTrigger(seconds=seconds, timezone=UTC),  # type: ignore[no-untyped-call]  # APScheduler has no types
            args=[id],
            id=id,
            next_run_time=datetime.now(UTC) + timedelta(seconds=first_after),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=MISFIRE_GRACE_SECONDS,
        )

    def start(self) -> None:
        """Begin to tick, on the running loop."""
        self._scheduler.add_job(
            self._make_up,
            IntervalTrigger(seconds=self._make_up_seconds, timezone=UTC),  # type: ignore[no-untyped-call]  # APScheduler has no types
            id=MAKE_UP,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=MISFIRE_GRACE_SECONDS,
        )
        self._scheduler.start()

    async def tick(self, id: str) -> None:  # noqa: A002 - as APScheduler calls it
        """Run the job once, now; where another leads, as soon as this process does."""
        job = self._jobs[id]
        async with job.lock:  # who leads is asked late: it may be another by the time it is free
            if self._leads():
                await self._tick(job)
            else:
                self._missed[id] = job

    async def tick_all(self) -> None:
        """Run every job once, now, in the order in which they were added, and wait for the last;
        whoever leads.
        """
        for job in self._jobs.values():
            async with job.lock:
                await self._tick(job)

    async def stop(self, within_seconds: float = STOP_SECONDS) -> None:
        """Tick no more; whatever runs has ``within_seconds`` to finish and is cancelled then."""
        self._is_stopping = True
        if self._scheduler.running:
            self._scheduler.pause()
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=within_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _make_up(self) -> None:
        """One after the other, each once however often it was missed: who has just begun to lead
        has missed them all.
        """
        for job in list(self._missed.values()):
            async with job.lock:
                if job.id in self._missed and self._leads():
                    await self._tick(job)

    async def _tick(self, job: _Job) -> None:
        """Under the job's lock."""
        if self._is_stopping:
            return
        self._missed.pop(job.id, None)
        started = time.perf_counter()
        running = asyncio.ensure_future(_run(job))
        self._running.add(running)
        try:
            await running
        except asyncio.CancelledError:
            if not self._is_stopping:
                raise
            logger.warning("job %s was cut off by the stop", job.id)
        except Exception as error:
            self._on_failure(job.id)
            logger.exception("job %s failed: %s", job.id, type(error).__name__)
        else:
            self._on_done(job.id, time.perf_counter() - started)
        finally:
            self._running.discard(running)


async def _run(job: _Job) -> object:
    return await job.run()
