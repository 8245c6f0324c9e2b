from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import departments
from storage.tables import people as everybody


class SqlPersonDepartments:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, people: Collection[int]) -> Mapping[int, str]:
        rows = await self._connection.execute(
            select(everybody.c.id, departments.c.name)
            .join(departments, departments.c.id == everybody.c.department_id)
            .where(everybody.c.id.in_(people))
        )
        return {row.id: row.name for row in rows}
