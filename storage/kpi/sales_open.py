"""Deals that are open at a moment: now, or as they were then."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.counts import ZERO, Opened
from storage.kpi.attribution import Asking, Attribution, reading
from storage.kpi.sales_closed import sums, to_summed
from storage.readings import Reading

STEPS_ARE_KNOWN: Final = timedelta(days=45)
"""So long after a moment the next steps and limits of then are looked up in the audit: longer than
any month waits to be closed, and short enough for the changes since to be few.
"""

NOW: Final = """
    SELECT :moment AS at, deals.id AS deal_id, deals.owner_id, deals.branch_id, deals.stage,
           deals.amount, deals.currency, deals.next_step_at, deals.stage_due_at
      FROM deals WHERE deals.status = 'open' {narrowed}"""

# What nothing happened to since is as it is now; of the rest the last moves before tell.
THEN: Final = """
    SELECT :moment AS at, deals.id AS deal_id, deals.owner_id, deals.branch_id, deals.stage,
           deals.amount, deals.currency, {steps}
      FROM deals {changed}
     WHERE deals.status = 'open' AND deals.created_at < :moment
       AND NOT EXISTS (SELECT FROM touched WHERE touched.deal_id = deals.id) {narrowed}
    UNION ALL
    SELECT :moment, deals.id, was.owner_id, was.branch_id, was.stage, deals.amount,
           deals.currency, {steps}
      FROM touched JOIN deals ON deals.id = touched.deal_id {changed}
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
# The first change since tells what there was until then; without one, it is what there is.
STEPS_THEN: Final = """
           CASE WHEN changed.steps > 0 THEN changed.next_step_at
                ELSE deals.next_step_at END AS next_step_at,
           CASE WHEN changed.dues > 0 THEN changed.stage_due_at
                ELSE deals.stage_due_at END AS stage_due_at"""
CHANGED: Final = """
     CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE before ? 'next_step_at') AS steps,
                  (array_agg(CAST(before ->> 'next_step_at' AS timestamptz) ORDER BY id)
                      FILTER (WHERE before ? 'next_step_at'))[1] AS next_step_at,
                  count(*) FILTER (WHERE before ? 'stage_due_at') AS dues,
                  (array_agg(CAST(before ->> 'stage_due_at' AS timestamptz) ORDER BY id)
                      FILTER (WHERE before ? 'stage_due_at'))[1] AS stage_due_at
             FROM audit
            WHERE audit.subject = 'deals' AND audit.subject_id = deals.id
              AND audit.act = 'update' AND audit.at >= :moment AND deals.changed_at >= :moment
           ) AS changed"""
TOUCHED: Final = """
touched AS MATERIALIZED (SELECT DISTINCT deal_id FROM deal_moves WHERE at >= :moment),"""

OPENED: Final = """
{touched} fact AS (
    SELECT open_deals.*, people.is_active OR people.left_at > open_deals.at AS is_active,
           array_position(:stages, stage) AS place,
           coalesce((:probabilities)[array_position(:stages, stage)], 0) AS probability
      FROM ({opened}) AS open_deals
      JOIN people ON people.id = open_deals.owner_id
)"""
IS_QUALIFIED: Final = "place IS DISTINCT FROM 1"
IS_TRANSPARENT: Final = (
    "is_active AND next_step_at > at AND (stage_due_at IS NULL OR stage_due_at > at)"
)

_OPENED: Final = {
    **sums("deals", "true"),
    "weighted": "sum(amount * probability) FILTER (WHERE currency = :currency)",
    "qualified": f"count(*) FILTER (WHERE {IS_QUALIFIED})",
    "transparent": f"count(*) FILTER (WHERE {IS_TRANSPARENT})",
}


def opened(of: Attribution, *, is_past: bool, is_known: bool) -> str:
    """``is_known``: with the steps and limits of then, where it is of the past."""
    narrowed = of.narrowed("deals.owner_id", "deals.branch_id")
    if not is_past:
        return OPENED.format(touched="", opened=NOW.format(narrowed=narrowed))
    then = THEN.format(
        narrowed=narrowed,
        narrowed_then=of.narrowed("was.owner_id", "was.branch_id"),
        steps=STEPS_THEN if is_known else "deals.next_step_at, deals.stage_due_at",
        changed=CHANGED if is_known else "",
    )
    return OPENED.format(touched=TOUCHED, opened=then)


@cache
def _opened(of: Attribution, *, is_past: bool, is_known: bool) -> Reading:
    fact = opened(of, is_past=is_past, is_known=is_known)
    return reading(of.counting(fact, _OPENED, is_in_period=False))


async def count_opened(connection: AsyncConnection, asked: Asking) -> Mapping[int, Opened]:
    found: dict[int, Opened] = {}
    for part in asked.by_ends():
        moment = part.parameters["moment"]
        is_known = asked.now - moment <= STEPS_ARE_KNOWN
        is_past = moment < asked.now
        counting = _opened(part.attribution, is_past=is_past, is_known=is_known)
        for row in await counting.rows(connection, part.parameters):
            found[row[0]] = Opened(
                deals=to_summed(*row[1:5]),
                weighted=row[5] or ZERO,
                qualified=row[6],
                transparent=row[7] if is_known else None,
            )
    return found
