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

from domain.delivery.model import Outcome

CONTENT_TYPE = CONTENT_TYPE_LATEST
UPDATE_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
DELAY_SECONDS = (0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600)
JOB_SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60)

logger = structlog.get_logger(__name__)


class Metrics:
    """What is counted, also for the ledger's sender. Each object has a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._updates = Counter(
            "naparnik_updates", "Updates by outcome.", ["outcome"], registry=self.registry
        )
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
        self._read_ledger_depth: Callable[[], Awaitable[int]] | None = None

    def update_done(self, outcome: str, seconds: float) -> None:
        self._updates.labels(outcome).inc()
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

    def sweep_failed(self, sweep: str) -> None:
        self._job_failures.labels(sweep).inc()

    def read_ledger_depth_by(self, read: Callable[[], Awaitable[int]]) -> None:
        """Ask ``read`` for the ledger's depth whenever the metrics are asked for."""
        self._read_ledger_depth = read

    async def exposition(self) -> bytes:
        """All metrics in the Prometheus text format; a depth that cannot be read is NaN."""
        if self._read_ledger_depth:
            try:
                self._ledger_depth.set(await self._read_ledger_depth())
            except Exception as error:  # the other metrics matter most when the database is away
                self._ledger_depth.set(float("nan"))
                logger.warning("ledger depth not read", error=type(error).__name__)
        return generate_latest(self.registry)
