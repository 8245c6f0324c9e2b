"""Who of several processes sends: a session-level advisory lock on a connection of its own.

Postgres frees the lock as soon as the connection is gone, so a killed leader is followed within a
poll of the next process, and one cut off from the network within about ten seconds.
"""

import asyncio
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

SENDER_LOCK: Final = 0x6E61_7061_7273_6E64  # "naparsnd": not the migrations' lock
ANSWER_SECONDS: Final = 3.0

# The server must notice a leader that vanished without a word; a local socket ignores these.
NOTICE_VANISHING = text(
    """
    SELECT set_config('tcp_keepalives_idle', '4', false),
           set_config('tcp_keepalives_interval', '2', false),
           set_config('tcp_keepalives_count', '3', false)
    """
)
TRY_TO_LEAD = text("SELECT pg_try_advisory_lock(:lock)")
STILL_THERE = text("SELECT 1")


class AdvisoryLeadership:
    """``Leadership`` by ``pg_try_advisory_lock``; ``lock`` names what is led."""

    def __init__(self, engine: AsyncEngine, *, lock: int = SENDER_LOCK) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._lock = lock
        self._connection: AsyncConnection | None = None

    async def is_held(self) -> bool:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                if self._connection is not None:
                    await self._connection.execute(STILL_THERE)
                    return True
                return await self._try_to_lead()
        except (OSError, SQLAlchemyError):
            await self._drop()
            return False

    async def resign(self) -> None:
        """Let another process lead at once."""
        await self._drop()

    async def _try_to_lead(self) -> bool:
        connection = await self._engine.connect()
        try:
            is_leader = bool(await connection.scalar(TRY_TO_LEAD, {"lock": self._lock}))
            if is_leader:
                await connection.execute(NOTICE_VANISHING)
                self._connection = connection
        finally:
            if self._connection is None:
                await connection.close()
        return is_leader

    async def _drop(self) -> None:
        if self._connection is None:
            return
        connection, self._connection = self._connection, None
        # The lock lives as long as the session: it must not go back to the pool.
        await connection.invalidate()
        await connection.close()
