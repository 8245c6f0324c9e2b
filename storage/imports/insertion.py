"""Rows into tables, a set at a time; what is there already is left as it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, literal, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.imports.deal_plan import IMPORTED
from domain.origin import current_origin
from storage.changes import change_marks
from storage.imports.recordset import recordset
from storage.tables import timeline

CHANGE_MARKS = ("changed_by", "changed_via", "changed_at")


async def insert_new(
    connection: AsyncConnection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    now: datetime,
    returning: Sequence[str] = (),
) -> Sequence[Any]:
    """Insert what is not there already; ``returning`` is of the rows that were inserted."""
    if not rows:
        return ()
    names = list(rows[0])
    given = recordset(rows, [table.c[name] for name in names])
    marks = change_marks(now)
    statement = (
        upsert(table)
        .from_select(
            [*names, *CHANGE_MARKS],
            select(given, *(literal(marks[name], table.c[name].type) for name in CHANGE_MARKS)),
        )
        .on_conflict_do_nothing()
    )
    if not returning:
        await connection.execute(statement)
        return ()
    added = await connection.execute(statement.returning(*(table.c[name] for name in returning)))
    return added.all()


async def add_history(connection: AsyncConnection, lines: Iterable[Mapping[str, Any]]) -> None:
    channel = str(current_origin().channel)
    rows = [{"facts": {IMPORTED: True}, "channel": channel, **line} for line in lines]
    if not rows:
        return
    names = sorted({name for row in rows for name in row})
    given = recordset(rows, [timeline.c[name] for name in names])
    await connection.execute(insert(timeline).from_select(names, select(given)))
