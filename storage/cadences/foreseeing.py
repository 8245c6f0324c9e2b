"""What ``reckoning`` would do of all clients under other rules, counted and not written."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cadences.plan import DueShift, Reckoning
from domain.segments.model import SegmentMove
from storage.cadences.due_days import MORE_MEMORY, NAMES, RECKONED, typed, values_of

# Clients as they will be: some move to another segment by the same rules.
_MOVED = """
WITH foreseen AS MATERIALIZED (
    SELECT clients.id, clients.owner_id, clients.branch_id, clients.merged_into_id,
           coalesce(move.segment, clients.segment) AS segment
      FROM clients
      LEFT JOIN unnest(:moving, :moving_to) AS move (id, segment) ON move.id = clients.id
), terms AS (
"""

_COUNT = """
SELECT count(*) FILTER (WHERE then_on IS NOT NULL) AS clients,
       count(*) FILTER (WHERE then_late) AS late_then,
       count(*) FILTER (WHERE was_late) AS late,
       count(*) FILTER (WHERE then_late AND NOT was_late) AS come_late,
       count(*) FILTER (WHERE was_late AND NOT then_late) AS no_longer_late,
       count(*) FILTER (WHERE was_on <> then_on) AS moved,
       count(*) FILTER (WHERE was_on IS NULL) AS come,
       count(*) FILTER (WHERE then_on IS NULL) AS leave
  FROM (SELECT old.due_on AS was_on, kept_under.due_on AS then_on,
               coalesce(old.late_at <= :now, false) AS was_late,
               coalesce(kept_under.late_at <= :now, false) AS then_late
          FROM kept_under
          FULL JOIN (SELECT cadences.* FROM cadences JOIN clients
                         ON clients.id = cadences.client_id AND clients.merged_into_id IS NULL
                    ) AS old ON old.client_id = kept_under.client_id
       ) AS compared
"""

_NONE = """
WITH kept_under AS (
    SELECT NULL::bigint AS client_id, NULL::date AS due_on, NULL::timestamptz AS late_at
     WHERE false
)
"""

_RECKONED_THEN = RECKONED.replace("\nWITH terms AS (\n", _MOVED, 1).format(
    clients="foreseen AS clients",
    only="",
    is_known="coalesce(contact_at = known_at, false)",
    **NAMES,
)
FORESEE = typed(_RECKONED_THEN + _COUNT).bindparams(
    bindparam("moving", type_=ARRAY(BigInteger)), bindparam("moving_to", type_=ARRAY(Text))
)
FORESEE_NONE = typed(_NONE + _COUNT)


async def foresee(
    connection: AsyncConnection, plan: Reckoning, moves: Sequence[SegmentMove], now: datetime
) -> DueShift:
    """``moves``: what the same rules do to segments."""
    await connection.execute(MORE_MEMORY)
    if plan.terms and plan.branches:
        moving = {
            "moving": [move.client_id for move in moves],
            "moving_to": [move.segment for move in moves],
        }
        found = await connection.execute(FORESEE, values_of(plan, None, now) | moving)
    else:
        found = await connection.execute(FORESEE_NONE, {"now": now})
    return DueShift(**found.one()._mapping)
