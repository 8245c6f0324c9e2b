import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.readings import Reading
from storage.retention import forget
from storage.tables.machinery import conversation_states as kept

# Postgres takes neither zero bytes nor halves of surrogate pairs; a person may send both.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
STATE = Reading(select(kept.c.state).where(kept.c.key == bindparam("of")))
DATA = Reading(select(kept.c.data).where(kept.c.key == bindparam("of")))


class SqlConversationStates:
    """``ConversationStates`` in one table. Every statement is committed by itself.

    A conversation with neither state nor data has no row: what is emptied is then deleted, but only
    if it is empty still. A key that Postgres cannot hold, out of forged callback data, has nothing.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def state(self, key: str) -> str | None:
        if UNSTORABLE.search(key):
            return None
        for row in await STATE.rows_alone(self._engine, {"of": key}):
            return None if row.state is None else str(row.state)
        return None

    async def data(self, key: str) -> dict[str, Any]:
        if UNSTORABLE.search(key):
            return {}
        for row in await DATA.rows_alone(self._engine, {"of": key}):
            return dict(row.data)
        return {}

    async def keep_state(self, key: str, state: str | None, *, now: datetime) -> None:
        async with self._engine.connect() as connection:
            if state is None:
                await connection.execute(
                    update(kept).where(kept.c.key == key).values(state=None, updated_at=now)
                )
                await connection.execute(
                    delete(kept).where(kept.c.key == key, kept.c.state.is_(None), kept.c.data == {})
                )
            else:
                await connection.execute(
                    insert(kept)
                    .values(key=key, state=state, updated_at=now)
                    .on_conflict_do_update(
                        index_elements=[kept.c.key], set_={"state": state, "updated_at": now}
                    )
                )

    async def keep_data(self, key: str, data: Mapping[str, Any], *, now: datetime) -> None:
        storable = _storable(dict(data))
        async with self._engine.connect() as connection:
            if storable:
                await connection.execute(
                    insert(kept)
                    .values(key=key, data=storable, updated_at=now)
                    .on_conflict_do_update(
                        index_elements=[kept.c.key], set_={"data": storable, "updated_at": now}
                    )
                )
            else:
                await connection.execute(
                    update(kept).where(kept.c.key == key).values(data={}, updated_at=now)
                )
                await connection.execute(
                    delete(kept).where(kept.c.key == key, kept.c.state.is_(None), kept.c.data == {})
                )

    async def forget_untouched_since(self, moment: datetime) -> int:
        old = {"moment": moment}
        return await forget(self._engine, "conversation_states", "updated_at < :moment", old)


def _storable(value: Any) -> Any:
    """The same JSON value without what jsonb refuses."""
    match value:
        case str():
            return UNSTORABLE.sub("", value)
        case dict():
            return {_storable(name): _storable(item) for name, item in value.items()}
        case list() | tuple():
            return [_storable(item) for item in value]
        case _:
            return value
