"""Statements handed to the driver itself: written with SQLAlchemy, compiled once."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple

import asyncpg
from sqlalchemy import Executable, text
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.ext.asyncio import AsyncConnection

DIALECT: Final = dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
ANYTHING: Final = text("SELECT 1")


class Row(asyncpg.Record):  # type: ignore[misc]  # asyncpg has no types
    """A row with its columns as attributes, as those of SQLAlchemy have them."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


def row_of(statement: Executable) -> type[Row]:
    """``Row`` that knows the columns of ``statement`` beforehand: it is asked for each by name, and
    ``__getattr__`` alone took a thirtieth of a tap. Of bare SQL none are known.
    """
    columns = getattr(statement, "exported_columns", None)
    names = () if columns is None else columns.keys()
    known = {name: property(itemgetter(name)) for name in names if not hasattr(Row, name)}
    return type("Row", (Row,), known)


class Parameter(NamedTuple):
    """``value`` stands where none is given; ``process`` makes the driver's value of one."""

    name: str
    is_required: bool
    value: Any
    process: Callable[[Any], Any] | None

    def given(self, values: Any) -> Any:
        value = values[self.name] if self.is_required else self.value
        return value if self.process is None else self.process(value)


def compiled(
    statement: Executable, columns: Sequence[str] = ()
) -> tuple[str, tuple[Parameter, ...]]:
    """The SQL, and its parameters in order. ``columns`` are set to values of their names.

    Raises:
        TypeError: the statement differs by its values.
    """
    made: Any = statement.compile(  # type: ignore[attr-defined]  # every statement has it
        dialect=DIALECT, column_keys=list(columns) or None
    )
    named = {key: bound for key, bound in made.binds.items() if bound.required}
    if any(bound.expanding for bound in named.values()):
        raise TypeError("a statement that differs by its values cannot be compiled once")
    expanded = made.construct_expanded_state(dict.fromkeys(named))
    processors = {**made._bind_processors, **expanded.processors}
    return expanded.statement, tuple(
        Parameter(name, name in named, expanded.parameters[name], processors.get(name))
        for name in expanded.positiontup or ()
    )


async def ask(
    connection: AsyncConnection, sql: str, given: Sequence[Any], row: type[Row] = Row
) -> list[Any]:
    """The rows that the server answers with; see ``Row``.

    Raises: the driver's own errors; of a connection that broke off, SQLAlchemy's.
    """
    driver = _driver_of(connection)
    try:
        found: list[Any] = await driver.fetch(sql, *given, record_class=row)
    except Exception as error:
        await tell_if_broken(connection, driver, error)
        raise
    return found


async def tell_if_broken(
    connection: AsyncConnection, driver: asyncpg.Connection, error: Exception
) -> None:
    """Where ``error`` is that the connection broke off, SQLAlchemy tells of it its own way, and
    forgets its pool. Of anything else nothing is told.

    Raises: SQLAlchemy's errors.
    """
    if any(isinstance(one, asyncpg.InternalClientError) for one in (error, error.__cause__)):
        driver.terminate()  # it broke off just as it was asked
    if driver.is_closed():
        await connection.execute(ANYTHING)


def _driver_of(connection: AsyncConnection) -> asyncpg.Connection:
    driver = getattr(connection, "driver", None)  # a ``Transaction`` knows its own
    if driver is not None:
        return driver
    sync = connection.sync_connection
    if sync is None:
        raise RuntimeError("the connection is not open")
    return sync.connection.driver_connection
