"""Deals on their stages: who entered and went on, who moved in and out, and who waited for whom."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.counts import OnStage, Taken
from storage.kpi.attribution import Asking, Attribution, reading
from storage.kpi.sales_closed import microseconds_between, narrowed, spans, to_spans
from storage.kpi.stretches import stretches
from storage.readings import Reading

# Every move of the deals that moved in the period, with the furthest place that each comes to from
# there on. Stages have places from 1 on; a deal begins at 0, and the win is after the last one.
ENTRIES: Final = """
touched AS (
    SELECT DISTINCT deal_id FROM deal_moves AS move
     WHERE kind IN ('entered', 'won') AND at >= :since AND at < :until {narrowed}
), ahead AS (
    SELECT move.id, move.deal_id, move.at, move.owner_id, move.branch_id, to_place, from_place,
           max(to_place) OVER (PARTITION BY move.deal_id ORDER BY move.at DESC, move.id DESC)
               AS furthest
      FROM touched
      JOIN deals ON deals.id = touched.deal_id
      JOIN deal_moves AS move ON move.deal_id = touched.deal_id
     CROSS JOIN LATERAL (
           SELECT CASE move.kind WHEN 'won' THEN cardinality(:stages) + 1
                  ELSE array_position(:stages, move.stage) END AS to_place,
                  CASE WHEN move.kind = 'entered' AND move.from_stage IS NULL THEN 0
                  ELSE array_position(:stages, move.from_stage) END AS from_place) AS places
     WHERE move.kind = 'entered'
        OR move.kind = 'won' AND deals.status = 'won' AND deals.closed_at = move.at
), entry AS (
    SELECT DISTINCT ON (deal_id, place)
           at, deal_id, owner_id, branch_id, place, furthest > place AS went_on
      FROM ahead
     CROSS JOIN LATERAL generate_series(
           least(from_place + 1, to_place), least(to_place, cardinality(:stages))) AS place
     WHERE to_place IS NOT NULL
     ORDER BY deal_id, place, at, id
), fact AS (
    SELECT at, deal_id, owner_id, branch_id, place, (:stages)[place] AS key, went_on
      FROM entry WHERE at >= :since AND at < :until
)"""

_ENTERED: Final = {"entered": "count(*)", "went_on": "count(*) FILTER (WHERE went_on)"}

# Each move once for the stage that it leads to and once for the one that it leads from.
MOVES: Final = f"""
fact AS (
    SELECT move.at, move.deal_id, move.owner_id, move.branch_id, side.*
      FROM deal_moves AS move
     CROSS JOIN LATERAL (VALUES
           (move.stage, move.kind = 'entered', false, NULL::float8),
           (move.from_stage, false,
            move.kind = 'won'
                OR move.kind = 'entered' AND array_position(:stages, move.stage)
                                             > array_position(:stages, move.from_stage),
            {microseconds_between("move.from_since", "move.at")})
           ) AS side (key, is_in, is_on, microseconds)
     WHERE move.kind IN ('entered', 'won', 'lost')
       AND move.at >= :since AND move.at < :until
       AND (side.is_in OR side.is_on OR side.microseconds IS NOT NULL) {{narrowed}}
)"""  # noqa: S608 - put together of constants

_MOVED: Final = """
WITH {people} {moves}, {owned}
SELECT whose_id, key, count(*) FILTER (WHERE is_in) AS moves_in,
       count(*) FILTER (WHERE is_on) AS moves_on,
       {stays}
  FROM owned GROUP BY whose_id, key
"""

# What came into other hands, and when something was done with it there first. Materialized, for
# what is looked up of each is counted more than once.
DONE: Final = """least(
               (SELECT min(later.at) FROM deal_moves AS later
                 WHERE later.deal_id = move.deal_id AND later.at >= move.at
                   AND (later.at, later.id) > (move.at, move.id)
                   AND later.kind IN ('entered', 'won', 'lost', 'given')),
               (SELECT min(spoken.at) FROM interactions AS spoken
                 WHERE spoken.deal_id = move.deal_id AND spoken.at >= move.at
                   AND spoken.person_id = move.owner_id))"""
TAKEN: Final = f"""
fact AS MATERIALIZED (
    SELECT move.at, move.deal_id, move.owner_id, move.branch_id,
           {microseconds_between("move.at", DONE)} AS microseconds
      FROM deal_moves AS move
     WHERE move.kind IN ('entered', 'given') AND move.at >= :since AND move.at < :until
       AND (move.from_owner_id IS NOT NULL {{or_of_stage}}) {{narrowed}}
)"""  # noqa: S608 - put together of constants
IS_OF_ANOTHER_DEPARTMENT: Final = """
            OR move.kind = 'entered' AND move.from_stage IS NOT NULL
               AND (:departments)[array_position(:stages, move.stage)] IS NOT NULL
               AND (:departments)[array_position(:stages, move.stage)] IS DISTINCT FROM
                   (:departments)[array_position(:stages, move.from_stage)]"""

_TAKEN: Final = """
WITH {people} {taken}, {owned}
SELECT whose_id, count(*) FILTER (WHERE microseconds IS NULL) AS waiting, {waits}
  FROM owned GROUP BY whose_id
"""


@cache
def _entered(of: Attribution) -> Reading:
    return reading(of.counting(narrowed(ENTRIES, of), _ENTERED, by="place"))


@cache
def _moved(of: Attribution) -> Reading:
    stays = spans("stays", "microseconds IS NOT NULL")
    return reading(
        _MOVED.format(people=of.people, moves=narrowed(MOVES, of), owned=of.owned(), stays=stays)
    )


def taken(of: Attribution, *, by_departments: bool = True) -> str:
    """``by_departments``: stages are of departments, in whose hands a deal comes there."""
    return TAKEN.format(
        or_of_stage=IS_OF_ANOTHER_DEPARTMENT if by_departments else "",
        narrowed=of.narrowed("move.owner_id", "move.branch_id"),
    )


@cache
def _taken(of: Attribution, *, by_departments: bool) -> Reading:
    waits = spans("waits", "microseconds IS NOT NULL")
    source = taken(of, by_departments=by_departments)
    return reading(_TAKEN.format(people=of.people, taken=source, owned=of.owned(), waits=waits))


async def count_entered(
    connection: AsyncConnection, asked: Asking
) -> Mapping[int, Mapping[str, tuple[int, int]]]:
    """Of each stage how many deals first entered it, and how many of them went on."""
    found: dict[int, dict[str, tuple[int, int]]] = {}
    rows = await _entered(asked.attribution).rows(connection, asked.parameters)
    keys = asked.rulebook.stage_keys
    async for some in stretches(rows):
        for whose_id, place, entered, went_on in some:
            found.setdefault(whose_id, {})[keys[place - 1]] = (entered, went_on)
    return found


async def count_moved(
    connection: AsyncConnection, asked: Asking
) -> Mapping[int, Mapping[str, OnStage]]:
    """Of each stage the moves into it and out of it; nothing of first entries."""
    found: dict[int, dict[str, OnStage]] = {}
    rows = await _moved(asked.attribution).rows(connection, asked.parameters)
    async for some in stretches(rows):
        for whose_id, key, moves_in, moves_on, *stays in some:
            of = found.setdefault(whose_id, {})
            of[key] = OnStage(0, 0, moves_in, moves_on, to_spans(*stays))
    return found


async def count_taken(connection: AsyncConnection, asked: Asking) -> Mapping[int, Taken]:
    by_departments = any(stage.department for stage in asked.rulebook.stages)
    counting = _taken(asked.attribution, by_departments=by_departments)
    rows = await counting.rows(connection, asked.parameters)
    return {whose_id: Taken(to_spans(*waits), waiting) for whose_id, waiting, *waits in rows}
