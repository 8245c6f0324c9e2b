"""Who of several processes sends: a session-level advisory lock on a connection of its own.

Postgres frees the lock as soon as the connection is gone, so a killed leader is followed within a
poll of the next process. A leader that is silent for ``LEASE_SECONDS``, because it is frozen, its
machine sleeps or the network between has gone, has its session ended by the server; it knows by its
own clock, asking nobody, for how long nobody else can lead.

On the same connection the leader hears of what others have added to the ledger (LISTEN, NOTIFY).
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

CALLS: Final = "naparnik_ledger"
"""The channel on which the leader is called."""
SENDER_LOCK: Final = 0x6E61_7061_7273_6E64  # "naparsnd": not the migrations' lock
ANSWER_SECONDS: Final = 3.0
LEASE_SECONDS: Final = 6.0
CERTAIN_SECONDS: Final = 5.0
"""Shorter than the lease, for two clocks and the way of the question."""

# One statement: a process that stops right after it has the lock and the limits, or neither. The
# latter four are for a network that is gone; a local socket ignores them.
TRY_TO_LEAD = text(
    """
    SELECT set_config('idle_session_timeout', :lease, false),
           set_config('tcp_user_timeout', :lease, false),
           set_config('tcp_keepalives_idle', '2', false),
           set_config('tcp_keepalives_interval', '2', false),
           set_config('tcp_keepalives_count', '2', false)
     WHERE pg_try_advisory_lock(:lock)
    """
)
STILL_THERE = text("SELECT 1")
CALL = text(f"NOTIFY {CALLS}")


def awake_and_asleep() -> float:
    """Seconds of a clock that is never set, and goes on while the machine sleeps where it can."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


class AdvisoryLeadership:
    """``Leadership`` by ``pg_try_advisory_lock``; ``lock`` names what is led.

    ``on_call`` is rung where this process leads and another calls.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        *,
        lock: int = SENDER_LOCK,
        lease_seconds: float = LEASE_SECONDS,
        on_call: Callable[[], None] = lambda: None,
        monotonic: Callable[[], float] = awake_and_asleep,
    ) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._asking = {"lock": lock, "lease": f"{lease_seconds * 1000:.0f}ms"}
        self._on_call = on_call
        self._monotonic = monotonic
        self._connection: AsyncConnection | None = None
        self._certain_until = float("-inf")

    async def is_held(self) -> bool:
        asked_at = self._monotonic()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                if self._connection is None:
                    await self._try_to_lead()
                else:
                    await self._connection.execute(STILL_THERE)
        except (OSError, SQLAlchemyError):
            await self._drop()
        if self._connection is None:
            return False
        self._certain_until = asked_at + CERTAIN_SECONDS
        return True

    def is_certain(self) -> bool:
        return self._monotonic() < self._certain_until

    async def call(self) -> None:
        async with self._engine.connect() as connection:
            await connection.execute(CALL)

    async def resign(self) -> None:
        """Let another process lead at once."""
        await self._drop()

    async def _try_to_lead(self) -> None:
        connection = await self._engine.connect()
        try:
            is_leader = (await connection.execute(TRY_TO_LEAD, self._asking)).first()
            if is_leader is not None:
                await self._listen(connection)
        except BaseException:
            # Whether it has the lock is not known: nobody else may get this connection.
            await connection.invalidate()
            await connection.close()
            raise
        if is_leader is None:
            await connection.close()
        else:
            self._connection = connection

    async def _listen(self, connection: AsyncConnection) -> None:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await driver.add_listener(CALLS, lambda *_: self._on_call())

    async def _drop(self) -> None:
        self._certain_until = float("-inf")
        if self._connection is None:
            return
        connection, self._connection = self._connection, None
        # The lock lives as long as the session: it must not go back to the pool.
        await connection.invalidate()
        await connection.close()
