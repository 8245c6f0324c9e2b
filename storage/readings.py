"""Reading straight from the driver: for answers that take less time than SQLAlchemy's share of
them, and for answers of many rows.

A statement is written with SQLAlchemy as any other, and compiled once. It opens no transaction:
alone it needs none, and two round trips fewer; in a unit of work that has changed something it sees
what was changed. A statement that writes would be committed at once: that is a ``Writing``, or goes
the usual way.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.driver import Parameter, Row, ask, compiled, row_of
from storage.transaction import Transaction

NO_VALUES: Final[Mapping[str, Any]] = {}


class Reading:
    """A statement that only reads, compiled at its first use."""

    def __init__(self, statement: Executable) -> None:
        self.statement = statement

    async def rows(
        self, connection: AsyncConnection, values: Mapping[str, Any] = NO_VALUES
    ) -> list[Any]:
        """All of them; see ``Row``. ``values`` may hold more than the statement names."""
        if isinstance(connection, Transaction):
            await connection.send_kept()
        sql, parameters, row = self._compiled
        given = [parameter.given(values) for parameter in parameters]
        return await ask(connection, sql, given, row)

    async def rows_alone(
        self, engine: AsyncEngine, values: Mapping[str, Any] = NO_VALUES
    ) -> list[Any]:
        """The same for whoever asks nothing else, on a connection that is given back at once; what
        goes on from there without waiting for anything has the same one.
        """
        connection = Transaction(engine)
        await connection.start()
        try:
            return await self.rows(connection, values)
        finally:
            await connection.leave()

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
    def _compiled(self) -> tuple[str, tuple[Parameter, ...], type[Row]]:
        return *compiled(self.statement), row_of(self.statement)
