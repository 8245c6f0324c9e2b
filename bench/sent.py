"""What an engine sends to the server: by SQLAlchemy, and straight by the driver."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

BRACKETS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
OF_DRIVER = ("typeinfo_tree", "current_setting('jit')")
"""What the driver asks for itself, once a connection: which types there are."""


@asynccontextmanager
async def statements_sent(
    engine: AsyncEngine, *, with_brackets: bool = False
) -> AsyncIterator[list[tuple[str, Sequence[Any]]]]:
    """Fills with each statement that is sent inside, and its values; without what only begins and
    ends transactions, unless ``with_brackets``. Complete when it is left.
    """
    sent: list[tuple[str, Sequence[Any]]] = []
    heard: set[asyncpg.Connection] = set()

    def by_sqlalchemy(_connection: Any, _cursor: Any, sql: str, values: Any, *_: Any) -> None:
        sent.append((sql, values))

    def by_driver(told: Any) -> None:
        is_own = any(words in told.query for words in OF_DRIVER)
        if not is_own and (with_brackets or not told.query.startswith(BRACKETS)):
            sent.append((told.query, told.args or ()))

    def taken(adapted: Any, *_: Any) -> None:
        if adapted.driver_connection not in heard:
            heard.add(adapted.driver_connection)
            adapted.driver_connection.add_query_logger(by_driver)

    event.listen(engine.sync_engine, "before_cursor_execute", by_sqlalchemy)
    event.listen(engine.sync_engine, "checkout", taken)
    try:
        yield sent
        await asyncio.sleep(0)  # the driver tells a turn later
    finally:
        event.remove(engine.sync_engine, "checkout", taken)
        event.remove(engine.sync_engine, "before_cursor_execute", by_sqlalchemy)
        for driver in heard:
            driver.remove_query_logger(by_driver)
