"""The engine's pool, with the time that is spent waiting for a connection told to somebody."""

from collections.abc import Callable
from time import perf_counter

from sqlalchemy import AsyncAdaptedQueuePool
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry


class WatchedPool(AsyncAdaptedQueuePool):
    """``on_wait`` is called with the seconds of each wait, that for a new connection included."""

    on_wait: Callable[[float], None] | None = None

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
