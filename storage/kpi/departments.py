from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import departments, person_places


class SqlPersonDepartments:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, people: Collection[int], at: datetime) -> Mapping[int, str]:
        until_at = person_places.c.until_at
        rows = await self._connection.execute(
            select(person_places.c.person_id, departments.c.name)
            .join(departments, departments.c.id == person_places.c.department_id)
            .where(
                person_places.c.person_id.in_(people),
                person_places.c.from_at <= at,
                or_(until_at.is_(None), until_at > at),
            )
        )
        return {row.person_id: row.name for row in rows}
