"""Deals that are open at a moment: now, or as they were then."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Final

from sqlalchemy import TextClause
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.counts import Opened
from storage.kpi.attribution import Asking, Attribution, statement
from storage.kpi.sales_closed import summed, to_summed

STEPS_ARE_KNOWN: Final = timedelta(days=1)
"""So long after a moment the next steps of then are taken to be those of now."""

NOW: Final = """
    SELECT :moment AS at, deals.id AS deal_id, deals.owner_id, deals.branch_id, deals.stage,
           deals.amount, deals.currency, deals.next_step_at, deals.stage_due_at
      FROM deals WHERE deals.status = 'open' {narrowed}"""

# What nothing happened to since is as it is now; of the rest the last moves before tell.
THEN: Final = """
    SELECT :moment AS at, deals.id AS deal_id, deals.owner_id, deals.branch_id, deals.stage,
           deals.amount, deals.currency, deals.next_step_at, deals.stage_due_at
      FROM deals
     WHERE deals.status = 'open' AND deals.created_at < :moment
       AND NOT EXISTS (SELECT FROM touched WHERE touched.deal_id = deals.id) {narrowed}
    UNION ALL
    SELECT :moment, deals.id, was.owner_id, was.branch_id, was.stage, deals.amount,
           deals.currency, deals.next_step_at, deals.stage_due_at
      FROM touched JOIN deals ON deals.id = touched.deal_id
     CROSS JOIN LATERAL (
           SELECT (array_agg(owner_id ORDER BY at DESC, id DESC))[1] AS owner_id,
                  (array_agg(branch_id ORDER BY at DESC, id DESC))[1] AS branch_id,
                  (array_agg(stage ORDER BY at DESC, id DESC)
                      FILTER (WHERE kind <> 'given'))[1] AS stage,
                  (array_agg(kind ORDER BY at DESC, id DESC)
                      FILTER (WHERE kind IN ('created', 'won', 'lost', 'reopened')))[1] AS state
             FROM deal_moves AS earlier
            WHERE earlier.deal_id = deals.id AND earlier.at < :moment
           ) AS was
     WHERE was.state IN ('created', 'reopened') {narrowed_then}"""
TOUCHED: Final = """
touched AS MATERIALIZED (SELECT DISTINCT deal_id FROM deal_moves WHERE at >= :moment),"""

OPENED: Final = """
{touched} fact AS (
    SELECT open_deals.*, people.is_active, stage.place,
           coalesce(stage.probability, 0) AS probability
      FROM ({opened}) AS open_deals
      JOIN people ON people.id = open_deals.owner_id
      LEFT JOIN unnest(:stages, :places, :probabilities) AS stage (key, place, probability)
           ON stage.key = open_deals.stage
)"""
IS_QUALIFIED: Final = "place IS DISTINCT FROM 0"
IS_TRANSPARENT: Final = (
    "is_active AND next_step_at > at AND (stage_due_at IS NULL OR stage_due_at > at)"
)

_OPENED: Final = """
WITH {people} {opened}, {owned}
SELECT whose_id, {deals},
       sum(amount * probability) FILTER (WHERE currency = :currency) AS weighted,
       count(*) FILTER (WHERE {is_qualified}) AS qualified,
       count(*) FILTER (WHERE {is_transparent}) AS transparent
  FROM owned GROUP BY whose_id
"""


def opened(of: Attribution, *, is_past: bool) -> str:
    narrowed = of.narrowed("deals.owner_id", "deals.branch_id")
    if not is_past:
        return OPENED.format(touched="", opened=NOW.format(narrowed=narrowed))
    narrowed_then = of.narrowed("was.owner_id", "was.branch_id")
    then = THEN.format(narrowed=narrowed, narrowed_then=narrowed_then)
    return OPENED.format(touched=TOUCHED, opened=then)


@cache
def _opened(of: Attribution, *, is_past: bool) -> TextClause:
    return statement(
        _OPENED.format(
            people=of.people,
            opened=opened(of, is_past=is_past),
            owned=of.owned(is_in_period=False),
            deals=summed("deals", "true"),
            is_qualified=IS_QUALIFIED,
            is_transparent=IS_TRANSPARENT,
        )
    )


async def count_opened(connection: AsyncConnection, asked: Asking) -> Mapping[int, Opened]:
    found: dict[int, Opened] = {}
    for part in asked.by_ends():
        moment = part.parameters["moment"]
        is_known = asked.now - moment <= STEPS_ARE_KNOWN
        statement_ = _opened(part.attribution, is_past=moment < asked.now)
        for row in await connection.execute(statement_, part.parameters):
            found[row.whose_id] = Opened(
                deals=to_summed(row, "deals"),
                weighted=row.weighted or Decimal(0),
                qualified=row.qualified,
                transparent=row.transparent if is_known else None,
            )
    return found
