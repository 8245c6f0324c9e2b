"""The engine's pool: tells somebody of the time that is spent waiting for a connection, and hands
one from who is done with it to who goes on at once.

Where nothing has to be awaited, a connection is taken without a greenlet, and who acts and the
transaction of one update share one. With two other savings that made a tap a tenth cheaper
(docs/performance.md). It leans on private names of SQLAlchemy's pool (docs/adr/0012).
"""

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import Any

from sqlalchemy import AsyncAdaptedQueuePool, Pool, PoolProxiedConnection
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry


class WatchedPool(AsyncAdaptedQueuePool):
    """``on_wait`` is called with the seconds of each wait, that for a new connection included."""

    on_wait: Callable[[float], None] | None = None
    _left: PoolProxiedConnection | None = None

    def leave(self, connection: PoolProxiedConnection) -> None:
        """Take ``connection`` back in the loop's next turn, if nobody has asked for one by then:
        what goes on without waiting for anything has the same one again.
        """
        if self._left is not None:
            self._left.close()
        self._left = connection
        asyncio.get_running_loop().call_soon(self._take_back, connection)

    def idle(self) -> PoolProxiedConnection | None:
        """A connection for which nothing has to be awaited; None where there is none."""
        left, self._left = self._left, None
        if left is not None:
            return left
        if not self.checkedin():
            return None
        first: Any = super()._do_get()
        self._do_return_conn(first)  # the last one in is the first one out
        has_broken_off = first.dbapi_connection is None or first.starttime < self._invalidate_time
        return None if has_broken_off else self.connect()

    def dispose(self) -> None:
        if self._left is not None:
            self._take_back(self._left)
        super().dispose()

    def _take_back(self, connection: PoolProxiedConnection) -> None:
        if self._left is connection:
            self._left = None
            connection.close()

    def recreate(self) -> "WatchedPool":
        again = super().recreate()
        assert isinstance(again, WatchedPool)
        again.on_wait = self.on_wait
        return again

    def _do_get(self) -> ConnectionPoolEntry:
        if self.on_wait is None:
            return super()._do_get()
        started = perf_counter()
        try:
            return super()._do_get()
        finally:
            self.on_wait(perf_counter() - started)


def idle_connection(pool: Pool) -> PoolProxiedConnection | None:
    """See ``WatchedPool.idle``."""
    return pool.idle() if isinstance(pool, WatchedPool) else None


def leave_connection(pool: Pool, connection: PoolProxiedConnection) -> None:
    """See ``WatchedPool.leave``; another pool takes it back at once."""
    if isinstance(pool, WatchedPool):
        pool.leave(connection)
    else:
        connection.close()


def watch_pool(engine: AsyncEngine, on_wait: Callable[[float], None]) -> None:
    """Have ``on_wait`` told of every wait for a connection of ``engine``, if its pool can tell."""
    if isinstance(engine.sync_engine.pool, WatchedPool):
        engine.sync_engine.pool.on_wait = on_wait


def pool_size(engine: AsyncEngine) -> int:
    """The most connections that ``engine`` can have."""
    pool = engine.sync_engine.pool
    return pool.size() if isinstance(pool, WatchedPool) else 0


def connections_in_use(engine: AsyncEngine) -> int:
    """How many connections of ``engine`` are taken at this moment."""
    pool = engine.sync_engine.pool
    return pool.checkedout() if isinstance(pool, WatchedPool) else 0
