"""Limits of stages reckoned for any number of open deals in one statement.

A deal's limit is found in its calendar's shifts by ``width_bucket``, which halves a sorted array:
how much was worked until the deal came to the stage, and in which shift the limit on top of that is
reached. The earliest moment counts, so a limit that ends with a shift ends there.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Text, TextClause, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.deals.stage_dues import StageDuesPlan, StageLate, StagePlace
from domain.delivery.model import Matter
from domain.org.model import BranchId, PersonId
from domain.org.workplaces import Workplace
from storage.changes import change_marks
from storage.delivery.refreshing import refresh_all

PLACES = text(
    """
    SELECT deals.branch_id, deals.owner_id, branches.country, branches.zone, people.working_hours,
           min(deals.stage_since) AS first, max(deals.stage_since) AS last
      FROM deals
      JOIN branches ON branches.id = deals.branch_id
      JOIN people ON people.id = deals.owner_id
     WHERE deals.status = 'open' AND deals.stage = ANY (:stages)
     GROUP BY deals.branch_id, deals.owner_id, branches.id, people.id
    """
).bindparams(bindparam("stages", type_=ARRAY(Text)))

# Locked in the order of ids, as whoever changes many deals does; what waited is read anew.
_RECKONED = """
WITH limits AS MATERIALIZED (
    SELECT * FROM unnest(:stages, :limits) AS stage_limit (stage, worked)
), places AS MATERIALIZED (
    SELECT * FROM unnest(:branches, :owners, :numbers) AS place (branch_id, owner_id, calendar)
), calendars AS MATERIALIZED (
    SELECT number - 1 AS calendar, CAST(begins AS bigint[]) AS begins,
           CAST(befores AS bigint[]) AS befores
      FROM unnest(:begins, :befores) WITH ORDINALITY AS shifts (begins, befores, number)
), standing AS MATERIALIZED (
    SELECT id, stage, stage_since, stage_due_at, branch_id, owner_id,
           CAST(extract(epoch FROM stage_since) * 1000000 AS bigint) AS since
      FROM deals
     WHERE status = 'open' AND stage = ANY (:stages)
     {locked}
), reckoned AS (
    SELECT standing.id, standing.stage, standing.stage_since, standing.stage_due_at,
           timestamptz 'epoch' + interval '1 microsecond'
               * (begins[shift] + target - befores[shift]) AS due_at
      FROM standing
      JOIN limits USING (stage)
      JOIN places USING (branch_id, owner_id)
      JOIN calendars USING (calendar)
     CROSS JOIN LATERAL (SELECT width_bucket(since, begins) AS came_in) AS entered
     CROSS JOIN LATERAL (
         SELECT limits.worked + least(befores[came_in] + since - begins[came_in],
                                      befores[came_in + 1]) AS target
     ) AS reached
     CROSS JOIN LATERAL (SELECT width_bucket(target - 1, befores) AS shift) AS ended
)
"""

_FORESEE = """
SELECT stage, count(*) AS deals, count(*) FILTER (WHERE is_late) AS late,
       count(*) FILTER (WHERE will_be_late) AS late_then,
       count(*) FILTER (WHERE will_be_late AND NOT is_late) AS come_late,
       count(*) FILTER (WHERE is_late AND NOT will_be_late) AS no_longer_late
  FROM reckoned
 CROSS JOIN LATERAL (SELECT coalesce(stage_due_at <= :now, false) AS is_late,
                            due_at <= :now AS will_be_late) AS compared
 GROUP BY stage
"""

_MOVE = """
, moved AS (
    UPDATE deals
       SET stage_due_at = reckoned.due_at,
           changed_by = :changed_by, changed_via = :changed_via, changed_at = :now
      FROM reckoned
     WHERE deals.id = reckoned.id AND deals.status = 'open'
       AND deals.stage = reckoned.stage AND deals.stage_since = reckoned.stage_since
       AND deals.stage_due_at IS DISTINCT FROM reckoned.due_at
    RETURNING deals.id
)
SELECT coalesce(array_agg(id), '{{}}') AS ids FROM moved
"""

_ARRAYS: Mapping[str, Any] = {
    "stages": Text,
    "limits": BigInteger,
    "branches": BigInteger,
    "owners": BigInteger,
    "numbers": BigInteger,
    "begins": Text,
    "befores": Text,
}


def _statement(end: str, *, locked: str) -> TextClause:
    return text((_RECKONED + end).format(locked=locked)).bindparams(
        *(bindparam(name, type_=ARRAY(kind)) for name, kind in _ARRAYS.items())
    )


FORESEE = _statement(_FORESEE, locked="")
MOVE = _statement(_MOVE, locked="ORDER BY id FOR NO KEY UPDATE").bindparams(
    bindparam("changed_by", type_=BigInteger)
)


class SqlStageDues:
    """``StageDues`` inside a unit of work. ``has_added``: the sender has something to do after."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.has_added = False

    async def places(self, stages: Sequence[str]) -> Sequence[StagePlace]:
        rows = await self._connection.execute(PLACES, {"stages": list(stages)})
        return [
            StagePlace(
                BranchId(row.branch_id),
                PersonId(row.owner_id),
                Workplace(row.country, ZoneInfo(row.zone), row.working_hours),
                row.first,
                row.last,
            )
            for row in rows
        ]

    async def foresee(self, plan: StageDuesPlan, now: datetime) -> Mapping[str, StageLate]:
        rows = await self._connection.execute(FORESEE, _values(plan) | {"now": now})
        return {
            row.stage: StageLate(
                row.deals, row.late, row.late_then, row.come_late, row.no_longer_late
            )
            for row in rows
        }

    async def reckon(self, plan: StageDuesPlan, now: datetime) -> int:
        if not plan.places:
            return 0
        marks = change_marks(now)
        values = {
            "now": now,
            "changed_by": marks["changed_by"],
            "changed_via": marks["changed_via"],
        }
        moved: list[int] = (
            await self._connection.execute(MOVE, _values(plan) | values)
        ).scalar_one()
        added = await refresh_all(self._connection, Matter.DEAL, moved, now)
        self.has_added = self.has_added or added
        return len(moved)


def _values(plan: StageDuesPlan) -> dict[str, Any]:
    return {
        "stages": list(plan.limits),
        "limits": list(plan.limits.values()),
        "branches": [branch_id for branch_id, _ in plan.places],
        "owners": [owner_id for _, owner_id in plan.places],
        "numbers": list(plan.places.values()),
        "begins": [_array(calendar.begins) for calendar in plan.calendars],
        "befores": [_array(calendar.befores) for calendar in plan.calendars],
    }


def _array(numbers: Sequence[int]) -> str:
    """As Postgres writes an array."""
    return "{" + ",".join(map(str, numbers)) + "}"
