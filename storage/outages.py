"""Whether an error will pass by itself, so that the same act is worth trying again as it is."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Final, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.postgres.errors import DatabaseUnusable

PASSING_CLASSES = ("08", "53")
"""SQLSTATE classes: the connection is gone; the server is out of connections, memory or disk."""

PASSING_STATES = frozenset(
    {
        "57P01",  # the administrator stopped the server
        "57P02",  # the server crashed
        "57P03",  # the server is starting
        "57P05",  # the session was idle for too long
        "25006",  # read only: the server has become a replica
        "40001",  # another transaction came first
        "40P01",  # deadlock: the other one went on
    }
)

ANSWER_SECONDS = 3.0
LONGEST_CHAIN = 10
WAITED_OUT_SECONDS: Final = 40.0
"""Shorter than an update is given, and than a notice is claimed for."""
LOOK_SECONDS: Final = 0.25

T = TypeVar("T")


class Outages:
    """Tells outages from bugs: by the error itself, else by whether the database answers now."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def passes_by_itself(self, error: BaseException) -> bool:
        """Whether the act that raised ``error`` may succeed later, unchanged."""
        chain = list(_chain(error))
        if any(_is_surely_passing(link) for link in chain):
            return True
        if any(isinstance(link, OSError | SQLAlchemyError) for link in chain):
            # A connection that broke off shows itself in many ways, and some are also bugs'.
            return not await self.database_answers()
        return False

    async def waited_out(
        self, act: Callable[[], Awaitable[T]], *, within_seconds: float = WAITED_OUT_SECONDS
    ) -> T:
        """What ``act`` gives, tried anew while the database is away: for what has happened where
        nobody can undo it, and must be noted. It may have been done once already.

        Raises: what ``act`` raises, and its last error where the outage is longer.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + within_seconds
        while True:
            try:
                return await act()
            except Exception as error:
                if loop.time() >= until or not await self.passes_by_itself(error):
                    raise
            await asyncio.sleep(LOOK_SECONDS)

    async def seen_through(self, act: Callable[[], Awaitable[T]]) -> T:
        """As ``waited_out``. Whoever is stopped meanwhile is so when it is done, or in
        ``ANSWER_SECONDS``.
        """
        doing = asyncio.ensure_future(self.waited_out(act))
        try:
            return await asyncio.shield(doing)
        except asyncio.CancelledError:
            try:
                await asyncio.wait({doing}, timeout=ANSWER_SECONDS)
            finally:
                doing.cancel()
            raise

    async def database_answers(self) -> bool:
        """Whether a query gets through within ``ANSWER_SECONDS``."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS), self._engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except (OSError, SQLAlchemyError):
            return False
        except Exception as error:
            if _sqlstate(error):  # the driver's own error, met while connecting
                return False
            raise
        return True


def _is_surely_passing(error: BaseException) -> bool:
    if isinstance(error, NoFreeConnection | ConnectionError | DatabaseUnusable):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    state = _sqlstate(error)
    return state[:2] in PASSING_CLASSES or state in PASSING_STATES


def _sqlstate(error: BaseException) -> str:
    """The server's code, from the driver's error or from SQLAlchemy's around it; else empty."""
    inner = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(inner, "sqlstate", None) or "")


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    for _ in range(LONGEST_CHAIN):
        if link is None:
            return
        yield link
        link = link.__cause__ or link.__context__
