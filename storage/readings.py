"""Reading straight from the driver: for answers that take less time than SQLAlchemy's share of
them, and for answers of many rows.

A statement is written with SQLAlchemy as any other, and compiled once. It opens no transaction:
alone it needs none, and two round trips fewer; in a unit of work that has changed something it sees
what was changed. A statement that writes would be committed at once: those go the usual way.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

import asyncpg
from sqlalchemy import Executable, text
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import BindParameter

DIALECT: Final = dialect()  # type: ignore[no-untyped-call]
ANYTHING: Final = text("SELECT 1")
NO_VALUES: Final[Mapping[str, Any]] = {}


class Row(asyncpg.Record):  # type: ignore[misc]
    """A row with its columns as attributes, as those of SQLAlchemy have them."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class Reading:
    """A statement that only reads, compiled at its first use."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement

    async def rows(
        self, connection: AsyncConnection, values: Mapping[str, Any] = NO_VALUES
    ) -> list[Any]:
        """All of them; see ``Row``. ``values`` may hold more than the statement names."""
        sql, parameters = self._compiled
        given = [_given(parameter, process, values) for parameter, process in parameters]
        driver = _driver_of(connection)
        try:
            found: list[Any] = await driver.fetch(sql, *given, record_class=Row)
        except Exception as error:
            if isinstance(error, asyncpg.InternalClientError):
                driver.terminate()  # it broke off just as it was asked
            if driver.is_closed():  # SQLAlchemy tells of it its own way, and forgets its pool
                await connection.execute(ANYTHING)
            raise
        return found

    async def row(
        self, connection: AsyncConnection, values: Mapping[str, Any] = NO_VALUES
    ) -> Any | None:
        """The first one, if there is one."""
        found = await self.rows(connection, values)
        return found[0] if found else None

    async def scalar(
        self, connection: AsyncConnection, values: Mapping[str, Any] = NO_VALUES
    ) -> Any | None:
        """The first column of the first row, if there is one."""
        found = await self.rows(connection, values)
        return found[0][0] if found else None

    @cached_property
    def _compiled(self) -> tuple[str, list[tuple[BindParameter[Any], Any]]]:
        """The SQL, and its parameters in order, each with what makes the driver's value of one."""
        compiled: Any = self._statement.compile(dialect=DIALECT)  # type: ignore[attr-defined]
        if compiled.post_compile_params or compiled.literal_execute_params:
            raise TypeError("a statement that differs by its values cannot be compiled once")
        parameters = [
            (compiled.binds[name], compiled.binds[name].type.dialect_impl(DIALECT))
            for name in compiled.positiontup or ()
        ]
        return str(compiled), [
            (known, type_.bind_processor(DIALECT)) for known, type_ in parameters
        ]


def _given(parameter: BindParameter[Any], process: Any, values: Mapping[str, Any]) -> Any:
    if parameter.key in values:
        value = values[parameter.key]
    elif parameter.required:
        raise KeyError(parameter.key)
    else:
        value = parameter.effective_value
    return value if process is None else process(value)


def _driver_of(connection: AsyncConnection) -> asyncpg.Connection:
    sync = connection.sync_connection
    if sync is None:
        raise RuntimeError("the connection is not open")
    return sync.connection.driver_connection
