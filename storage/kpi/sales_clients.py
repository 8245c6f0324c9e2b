"""Clients that were active as a period began, and those of them that have gone since."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.counts import ZERO, Kept
from storage.kpi.attribution import Asking, Attribution, reading
from storage.kpi.sales_closed import CLOSINGS, MICROSECONDS, microseconds_between
from storage.readings import Reading

# A client is whose last deal before the period it was.
LAST_OF_ALL: Final = """
bought AS (
    SELECT DISTINCT ON (deals.client_id) deals.client_id, move.at, move.owner_id, move.branch_id
    {closings}
     WHERE move.kind IN ('won', 'lost') AND move.kind = 'won'
       AND move.at >= :since - CAST(:longest AS interval)
       AND move.at < :since AND deals.client_id IS NOT NULL
     ORDER BY deals.client_id, move.at DESC, move.deal_id DESC
)"""
# Of some, the clients that ever could be theirs are looked for, and the last deal of each: whatever
# the plan, only their deals are read.
LAST_OF_SOME: Final = """
theirs AS MATERIALIZED (
    SELECT DISTINCT deals.client_id
    {closings}
     WHERE move.kind IN ('won', 'lost') AND move.kind = 'won'
       AND move.at >= :since - CAST(:longest AS interval)
       AND move.at < :since {narrowed}
), bought AS (
    SELECT theirs.client_id, last.at, last.owner_id, last.branch_id
      FROM theirs
     CROSS JOIN LATERAL (
           SELECT move.at, move.owner_id, move.branch_id
             FROM deals
             JOIN deal_moves AS move ON move.deal_id = deals.id AND move.kind = deals.status
                                    AND move.at = deals.closed_at
            WHERE deals.client_id = theirs.client_id AND deals.status = 'won'
              AND deals.closed_at >= :since - CAST(:longest AS interval)
              AND deals.closed_at < :since
            ORDER BY deals.closed_at DESC, deals.id DESC
            LIMIT 1
           ) AS last
)"""
ACTIVE: Final = """
{bought}, fact AS (
    SELECT bought.*, known.first_at, known.last_at,
           make_interval(days => coalesce(rule.days, :other_days)) AS patience
      FROM bought
      JOIN clients ON clients.id = bought.client_id
      LEFT JOIN unnest(:segments, :segment_days) AS rule (segment, days)
           ON rule.segment = clients.segment
     CROSS JOIN LATERAL (
           SELECT min(won.closed_at) AS first_at,
                  max(won.closed_at) FILTER (WHERE won.closed_at < :moment) AS last_at
             FROM deals AS won
            WHERE won.client_id = bought.client_id AND won.status = 'won'
           ) AS known
     WHERE bought.at + make_interval(days => coalesce(rule.days, :other_days)) > :since {narrowed}
)"""
IS_GONE: Final = "last_at + patience <= :moment"

_KEPT: Final = {
    "active": "count(*)",
    "gone": f"count(*) FILTER (WHERE {IS_GONE})",
    "microseconds": f"sum({microseconds_between('first_at', 'last_at')}::bigint)"
    f" FILTER (WHERE {IS_GONE})",
}


def active(of: Attribution) -> str:
    moved = of.narrowed("move.owner_id", "move.branch_id")
    last = LAST_OF_SOME if moved else LAST_OF_ALL
    return ACTIVE.format(
        bought=last.format(closings=CLOSINGS, narrowed=moved),
        narrowed=of.narrowed("bought.owner_id", "bought.branch_id"),
    )


def patience(asked: Asking) -> dict[str, Any]:
    """After how many days without a deal a client of each segment has gone."""
    rules = asked.rulebook.kpi
    days = [rules.churn_days, *(known.churn_days for known in rules.segments)]
    return {
        "longest": timedelta(days=max(days)),
        "other_days": rules.churn_days,
        "segments": [known.segment for known in rules.segments],
        "segment_days": days[1:],
    }


@cache
def _kept(of: Attribution) -> Reading:
    return reading(of.counting(active(of), _KEPT, is_in_period=False))


async def count_kept(connection: AsyncConnection, asked: Asking) -> Mapping[int, Kept]:
    found: dict[int, Kept] = {}
    for part in asked.by_ends():
        parameters = part.parameters | patience(part)
        rows = await _kept(part.attribution).rows(connection, parameters)
        for whose_id, active_, gone, microseconds in rows:
            found[whose_id] = Kept(active_, gone, (microseconds or ZERO) / MICROSECONDS)
    return found
