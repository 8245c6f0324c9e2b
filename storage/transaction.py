"""One transaction on one connection: SQLAlchemy's, and what goes past it for speed.

A ``Reading`` is handed to the driver, a ``Writing`` is kept until something waits for it, so that
what a commit brings is one statement. Whatever is sent through SQLAlchemy or read meanwhile comes
after what was kept. See docs/adr/0012-hot-statements.md.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Connection, PoolProxiedConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction
from sqlalchemy.util.concurrency import greenlet_spawn

from storage.driver import ask, tell_if_broken
from storage.watched_pool import idle_connection, leave_connection
from storage.writings import Writing, joined


@dataclass(frozen=True, slots=True)
class _Kept:
    writing: Writing
    values: list[Any]
    tells: str | None
    then: Callable[[Any], None] | None


class Transaction(AsyncConnection):
    """Start it, or enter it, to have its connection; leave it to give that back.

    It begins with the first statement that needs it: a ``Reading`` needs none, for under READ
    COMMITTED each statement sees a moment of its own anyway.
    """

    __slots__ = ("_fairy", "_kept")

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self._fairy: PoolProxiedConnection | None = None
        self._kept: list[_Kept] = []

    async def start(self, is_ctxmanager: bool = False) -> Self:
        """Take a connection from the pool; SQLAlchemy's own is made of it when it is asked for."""
        pool = self.sync_engine.pool
        try:
            self._fairy = idle_connection(pool) or await greenlet_spawn(pool.connect)
        except self.sync_engine.dialect.loaded_dbapi.Error:
            await super().start(is_ctxmanager)  # fails in SQLAlchemy's words
        return self

    async def close(self) -> None:
        """Give the connection back, and with it what was not committed up."""
        if self._is_broken:
            await self.invalidate()
        if self.sync_connection is not None:
            await super().close()
        elif self._fairy is not None and self._adapter._transaction is None:
            self._fairy.close()  # there is nothing to take back
        elif self._fairy is not None:
            await greenlet_spawn(self._fairy.close)
        self._fairy = None

    async def leave(self) -> None:
        """As ``close``; whoever goes on without waiting for anything has the connection next."""
        is_used = self.sync_connection is not None or self._is_broken
        if self._fairy is None or is_used or self._adapter._transaction is not None:
            await self.close()
            return
        leave_connection(self.sync_engine.pool, self._fairy)
        self._fairy = None

    @property
    def driver(self) -> Any:
        """The driver's own connection."""
        return self._adapter.driver_connection

    async def write(
        self,
        writing: Writing,
        values: Mapping[str, Any],
        *,
        tells: str | None = None,
        then: Callable[[Any], None] | None = None,
    ) -> None:
        """Write, at the latest with the commit, and in one statement with writes to other tables.

        Those do not see its rows. ``tells`` is an aggregate over what ``writing`` returns; ``then``
        hears it.
        """
        if any(one.writing.to is writing.to for one in self._kept):
            await self.send_kept()  # of one row, one statement can make one change only
        self._kept.append(_Kept(writing, writing.given(values), tells, then))
        if self.sync_connection is not None and self.in_nested_transaction():
            await self.send_kept()

    async def write_now(self, writing: Writing, values: Mapping[str, Any]) -> list[Any]:
        """Write what others refer to; the rows that ``writing`` returns, see ``Row``."""
        await self.send_kept()
        await self.begin_now()
        return await ask(self, writing.sql, writing.given(values))

    async def send_kept(self) -> None:
        """Send what is kept, if anything is."""
        if not self._kept:
            return
        kept, self._kept = self._kept, []
        await self.begin_now()
        sql = joined(tuple((one.writing, one.tells) for one in kept))
        (told,) = await ask(self, sql, [value for one in kept for value in one.values])
        heard = iter(told)
        for one in kept:
            if one.tells:
                answer = next(heard)
                if one.then:
                    one.then(answer)

    async def begin_now(self) -> None:
        """What is read from now on may lock."""
        adapter = self._adapter
        if adapter._transaction is None:
            await self._to_the_end(adapter._start_transaction())

    async def commit(self) -> None:
        await self.send_kept()
        if self.sync_connection is not None and self.in_transaction():
            await super().commit()
            return
        adapter = self._adapter
        if adapter._transaction is not None:
            await self._to_the_end(adapter._call_and_discard(adapter._transaction.commit))

    async def rollback(self) -> None:
        self._kept = []
        if self.sync_connection is not None and self.in_transaction():
            await super().rollback()
            return
        adapter = self._adapter
        if adapter._transaction is not None:
            await self._to_the_end(adapter._call_and_discard(adapter._transaction.rollback))

    async def _to_the_end(self, work: Awaitable[None]) -> None:
        """A beginning or an end of the driver's transaction. Where it is cut off, nobody knows in
        what the connection is: whoever had it next might write what is never committed.
        """
        driver = self.driver
        try:
            await work
        except Exception as error:
            await tell_if_broken(self, driver, error)
            raise
        except BaseException:
            driver.terminate()
            raise

    async def execute(self, *arguments: Any, **options: Any) -> Any:
        if self._kept:
            await self.send_kept()
        return await super().execute(*arguments, **options)

    def stream(self, *arguments: Any, **options: Any) -> Any:
        if self._kept:
            raise RuntimeError("send what is kept first: await transaction.send_kept()")
        return super().stream(*arguments, **options)

    def begin_nested(self) -> AsyncTransaction:
        return _Savepoint(self, nested=True)

    @property
    def _is_broken(self) -> bool:
        """Whether the connection has gone, and SQLAlchemy does not know it yet."""
        if self.sync_connection is not None:
            known = self.sync_connection.closed or self.sync_connection.invalidated
            return not known and self.driver.is_closed()
        return self._fairy is not None and self.driver.is_closed()

    @property
    def _adapter(self) -> Any:
        """SQLAlchemy's own picture of the driver's connection: it knows whether a transaction runs,
        and ends it when the connection goes back to the pool.
        """
        if self.sync_connection is not None:  # it may have another since the first broke off
            return self.sync_connection.connection.dbapi_connection
        if self._fairy is None:
            raise RuntimeError("the connection is not open")
        return self._fairy.dbapi_connection

    @property
    def _proxied(self) -> Connection:
        if self.sync_connection is None and self._fairy is not None:
            made = Connection(self.sync_engine, self._fairy)
            self.sync_connection = self._assign_proxied(made)
        return super()._proxied


class _Savepoint(AsyncTransaction):
    """What was kept before it does not go with it."""

    async def start(self, is_ctxmanager: bool = False) -> AsyncTransaction:
        if isinstance(self.connection, Transaction):
            await self.connection.send_kept()
        return await super().start(is_ctxmanager=is_ctxmanager)
