"""How many records a new rulebook would touch, counted over the live ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.rulebook.ports import OpenCounts, OpenMoney

COUNTS = text(
    """
    WITH staff AS MATERIALIZED (
        SELECT people.id, people.role, departments.name AS department
          FROM people LEFT JOIN departments ON departments.id = people.department_id
         WHERE people.is_active AND people.role <> 'client'
    )
    SELECT (SELECT json_agg(json_build_array(stage, there))
              FROM (SELECT stage, count(*) AS there FROM deals
                     WHERE status = 'open' GROUP BY stage) AS stages) AS deals_on_stages,
           (SELECT count(*) FROM offers WHERE status = 'awaiting') AS offers,
           (SELECT count(*) FROM tasks
             WHERE state NOT IN ('draft', 'closed', 'cancelled')) AS tasks,
           (SELECT count(*) FROM requests WHERE status <> 'closed') AS requests,
           (SELECT count(*) FROM visits WHERE status IN ('booked', 'to_move')) AS visits,
           (SELECT count(*) FROM cycles WHERE ended_at IS NULL) AS cycles,
           (SELECT json_agg(json_build_array(department, there))
              FROM (SELECT department, count(*) AS there FROM staff GROUP BY department) AS parts
           ) AS people_by_department,
           (SELECT json_agg(json_build_array(role, there))
              FROM (SELECT role, count(*) AS there FROM staff
                     WHERE NOT EXISTS (SELECT FROM digest_choices
                                        WHERE person_id = staff.id AND at IS NOT NULL)
                     GROUP BY role) AS roles) AS digests_by_role
    """
)

LACKING = text(
    """
    SELECT wanted.stage, wanted.item, count(*) AS lacking
      FROM unnest(:stages, :items) AS wanted (stage, item)
      JOIN deals ON deals.status = 'open' AND deals.stage = wanted.stage
     WHERE NOT coalesce(deals.ticks -> wanted.stage ? wanted.item, false)
     GROUP BY wanted.stage, wanted.item
    """
).bindparams(bindparam("stages", type_=ARRAY(Text)), bindparam("items", type_=ARRAY(Text)))

OPEN_MONEY = text(
    """
    SELECT stage, coalesce(sum(amount) FILTER (WHERE currency = :currency), 0) AS amount,
           count(amount) FILTER (WHERE currency <> :currency) AS others
      FROM deals
     WHERE status = 'open'
     GROUP BY stage
    """
)


class SqlRulebookReach:
    """``RulebookReach`` inside a unit of work."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def counts(self) -> OpenCounts:
        row = (await self._connection.execute(COUNTS)).one()
        return OpenCounts(
            deals_on_stages=_mapping(row.deals_on_stages),
            offers=row.offers,
            tasks=row.tasks,
            requests=row.requests,
            visits=row.visits,
            cycles=row.cycles,
            people_by_department=_mapping(row.people_by_department),
            digests_by_role=_mapping(row.digests_by_role),
        )

    async def lacking(self, items: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
        rows = await self._connection.execute(
            LACKING,
            {"stages": [stage for stage, _ in items], "items": [item for _, item in items]},
        )
        return {(row.stage, row.item): row.lacking for row in rows}

    async def open_money(self, currency: str) -> OpenMoney:
        rows = (await self._connection.execute(OPEN_MONEY, {"currency": currency})).all()
        return OpenMoney(
            {row.stage: row.amount for row in rows}, others=sum(row.others for row in rows)
        )


def _mapping(pairs: list[tuple[Any, int]] | None) -> dict[Any, int]:
    return dict(pairs or [])
