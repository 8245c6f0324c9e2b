import asyncio
from collections.abc import Awaitable, Callable

import structlog
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.updates.progress import Outcome as UpdateOutcome
from domain.delivery.model import Outcome

CONTENT_TYPE = CONTENT_TYPE_LATEST
UPDATE_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
DELAY_SECONDS = (0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600)
JOB_SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60)
USE_CASE_SECONDS = (0.005, 0.025, 0.1, 0.5, 2.5, 10)  # few: there are hundreds of use cases
POOL_SECONDS = (0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 30)
LAG_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5, 10)
READ_SECONDS = 3.0
"""How long the database may take to tell what is read of it for the metrics."""

logger = structlog.get_logger(__name__)


class Metrics:
    """What is counted, also for the ledger's sender. Each object has a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._updates = Counter(
            "naparnik_updates", "Updates by outcome.", ["outcome"], registry=self.registry
        )
        # Each is there from the start: of one that appears with a value no rise is seen.
        self._of_outcome = {outcome: self._updates.labels(outcome) for outcome in UpdateOutcome}
        self._update_seconds = Histogram(
            "naparnik_update_seconds",
            "Seconds from taking an update up to its end.",
            registry=self.registry,
            buckets=UPDATE_SECONDS,
        )
        self._sends = Counter(
            "naparnik_sends",
            "Notices settled by the sender, by outcome.",
            ["kind", "outcome"],
            registry=self.registry,
        )
        self._send_delay = Histogram(
            "naparnik_send_delay_seconds",
            "How long after its moment a message left.",
            registry=self.registry,
            buckets=DELAY_SECONDS,
        )
        self._silence = Counter(
            "naparnik_flood_silence_seconds",
            "Seconds of silence that Telegram asked for.",
            registry=self.registry,
        )
        self._outages = Counter(
            "naparnik_telegram_outages",
            "Sends that met an outage of Telegram or of the way to it.",
            registry=self.registry,
        )
        self._is_leader = Gauge(
            "naparnik_sender_is_leader", "1 where this process sends.", registry=self.registry
        )
        self._job_seconds = Histogram(
            "naparnik_sweep_seconds",
            "Seconds that a job's tick took.",
            ["sweep"],
            registry=self.registry,
            buckets=JOB_SECONDS,
        )
        self._job_failures = Counter(
            "naparnik_sweep_failures", "Ticks that failed.", ["sweep"], registry=self.registry
        )
        self._ledger_depth = Gauge(
            "naparnik_ledger_depth", "Ledger rows that wait to be sent.", registry=self.registry
        )
        self._oldest_due = Gauge(
            "naparnik_ledger_oldest_due_seconds",
            "How long the ledger's oldest due row is overdue; 0 where none is.",
            registry=self.registry,
        )
        self._use_case_seconds = Histogram(
            "naparnik_use_case_seconds",
            "Seconds of a use case that a person asked for.",
            ["use_case"],
            registry=self.registry,
            buckets=USE_CASE_SECONDS,
        )
        self._pool_wait = Histogram(
            "naparnik_pool_wait_seconds",
            "Seconds that somebody waited for a connection to the database.",
            registry=self.registry,
            buckets=POOL_SECONDS,
        )
        self._pool_in_use = Gauge(
            "naparnik_pool_in_use",
            "Connections to the database that are taken.",
            registry=self.registry,
        )
        self._pool_size = Gauge(
            "naparnik_pool_size", "The most there can be.", registry=self.registry
        )
        self._loop_lag = Histogram(
            "naparnik_loop_lag_seconds",
            "By how much the event loop came late to a beat.",
            registry=self.registry,
            buckets=LAG_SECONDS,
        )
        self._read_ledger: Callable[[], Awaitable[tuple[int, float]]] | None = None

    def update_done(self, outcome: UpdateOutcome, seconds: float) -> None:
        self._of_outcome[outcome].inc()
        self._update_seconds.observe(seconds)

    def settled(self, kind: str, outcome: Outcome) -> None:
        self._sends.labels(kind, outcome.value).inc()

    def delayed(self, seconds: float) -> None:
        self._send_delay.observe(seconds)

    def flooded(self, seconds: float) -> None:
        self._silence.inc(seconds)

    def outage_met(self) -> None:
        self._outages.inc()

    def leading(self, *, is_leader: bool) -> None:
        self._is_leader.set(is_leader)

    def sweep_done(self, sweep: str, seconds: float) -> None:
        self._job_seconds.labels(sweep).observe(seconds)
        self._job_failures.labels(sweep)  # so that the first failure is seen as a rise

    def sweep_failed(self, sweep: str) -> None:
        self._job_failures.labels(sweep).inc()

    def observer_of(self, use_case: str) -> Callable[[float], None]:
        """Who is told the seconds of ``use_case``; looked up once, not at each call."""
        observe: Callable[[float], None] = self._use_case_seconds.labels(use_case).observe
        return observe

    def pool_waited(self, seconds: float) -> None:
        self._pool_wait.observe(seconds)

    def loop_lagged(self, seconds: float) -> None:
        self._loop_lag.observe(seconds)

    def read_pool_by(self, in_use: Callable[[], int], *, size: int) -> None:
        """Ask ``in_use`` for the taken connections whenever the metrics are asked for."""
        self._pool_in_use.set_function(in_use)
        self._pool_size.set(size)

    def read_ledger_by(self, read: Callable[[], Awaitable[tuple[int, float]]]) -> None:
        """Ask ``read`` for the ledger's depth, and the age in seconds of its oldest due row,
        whenever the metrics are asked for.
        """
        self._read_ledger = read

    async def exposition(self) -> bytes:
        """All metrics in the Prometheus text format; what cannot be read is NaN."""
        if self._read_ledger:
            depth: float
            try:
                async with asyncio.timeout(READ_SECONDS):
                    depth, oldest_seconds = await self._read_ledger()
            except Exception as error:  # the other metrics matter most when the database is away
                depth = oldest_seconds = float("nan")
                logger.warning("ledger not read", error=type(error).__name__)
            self._ledger_depth.set(depth)
            self._oldest_due.set(oldest_seconds)
        return generate_latest(self.registry)
