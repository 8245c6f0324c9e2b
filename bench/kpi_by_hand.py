"""Figures of sales for people in SQL written by hand: for one zone, one currency and no other kind
of whose. ``$1`` and ``$2`` are the month's ends, ``$3`` is now; ``{one}`` narrows to one person.
"""

import re
from typing import Final

ORDER: Final = "'{prospecting,engaging,offer,negotiation,contract,payment}'::text[]"

_CLOSED: Final = """
SELECT move.owner_id,
       count(*) FILTER (WHERE move.kind = 'won'), count(*) FILTER (WHERE move.kind = 'lost'),
       sum(amount) FILTER (WHERE move.kind = 'won' AND currency = 'RUB'),
       sum(amount) FILTER (WHERE move.kind = 'lost' AND currency = 'RUB'),
       count(*) FILTER (WHERE move.kind = 'won' AND amount IS NULL),
       count(*) FILTER (WHERE move.kind = 'lost' AND amount IS NULL),
       sum(margin) FILTER (WHERE move.kind = 'won' AND currency = 'RUB'),
       sum(amount) FILTER (WHERE move.kind = 'won' AND currency = 'RUB' AND margin IS NOT NULL),
       avg(move.at - deals.created_at) FILTER (WHERE move.kind = 'won'),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY move.at - deals.created_at)
           FILTER (WHERE move.kind = 'won')
  FROM deal_moves move
  JOIN deals ON deals.id = move.deal_id AND deals.status = move.kind AND deals.closed_at = move.at
 WHERE move.kind IN ('won', 'lost') AND move.at >= $1 AND move.at < $2 AND $3 > $1 {one}
 GROUP BY move.owner_id
"""
_BOUGHT: Final = """
SELECT move.owner_id, count(*), count(*) FILTER (WHERE is_again),
       count(*) FILTER (WHERE NOT is_again AND client_id IS NOT NULL)
  FROM deal_moves move
  JOIN deals ON deals.id = move.deal_id AND deals.status = 'won' AND deals.closed_at = move.at
 CROSS JOIN LATERAL (SELECT EXISTS (
       SELECT FROM deals earlier WHERE earlier.client_id = deals.client_id
          AND earlier.status = 'won' AND earlier.closed_at <= deals.closed_at
          AND (earlier.closed_at, earlier.id) < (deals.closed_at, deals.id)) AS is_again) AS bought
 WHERE move.kind IN ('won', 'lost') AND move.kind = 'won'
   AND move.at >= $1 AND move.at < $2 AND $3 > $1 {one}
 GROUP BY move.owner_id
"""
_BEGUN: Final = """
SELECT owner_id, count(*) FROM deal_moves move
 WHERE kind = 'created' AND at >= $1 AND at < $2 AND $3 > $1 {one} GROUP BY owner_id
"""
_KEPT: Final = """
WITH {theirs} bought AS (
    SELECT DISTINCT ON (client_id) client_id, move.owner_id
      FROM deal_moves move
      JOIN deals ON deals.id = move.deal_id AND deals.status = 'won' AND deals.closed_at = move.at
     WHERE move.kind IN ('won', 'lost') AND move.kind = 'won' AND client_id IS NOT NULL
       AND move.at > $1 - interval '180 days' AND move.at < $1
       {is_theirs}
     ORDER BY client_id, move.at DESC, deals.id DESC
)
SELECT owner_id, count(*), count(*) FILTER (WHERE is_gone),
       sum(last_at - first_at) FILTER (WHERE is_gone)
  FROM bought AS move
 CROSS JOIN LATERAL (
       SELECT min(closed_at) AS first_at,
              max(closed_at) FILTER (WHERE closed_at < least($2, $3)) AS last_at FROM deals
        WHERE deals.client_id = move.client_id AND status = 'won') AS known
 CROSS JOIN LATERAL (SELECT last_at + interval '180 days' <= least($2, $3) AS is_gone) AS told
 WHERE true {one} GROUP BY owner_id
"""
_THEIRS: Final = """theirs AS MATERIALIZED (
    SELECT DISTINCT client_id
      FROM deal_moves move
      JOIN deals ON deals.id = move.deal_id AND deals.status = 'won' AND deals.closed_at = move.at
     WHERE move.kind IN ('won', 'lost') AND move.kind = 'won'
       AND move.at > $1 - interval '180 days' AND move.at < $1
       AND move.owner_id = $4
),"""
_OPENED: Final = """
SELECT owner_id, count(*), sum(amount) FILTER (WHERE currency = 'RUB'),
       sum(amount * (ARRAY[.05,.15,.35,.55,.75,.9])[array_position({order}, stage)])
           FILTER (WHERE currency = 'RUB'),
       count(*) FILTER (WHERE amount IS NULL), count(*) FILTER (WHERE stage <> 'prospecting'),
       count(*) FILTER (WHERE next_step_at > $3 AND is_active
                              AND (stage_due_at IS NULL OR stage_due_at > $3))
  FROM deals AS move JOIN people ON people.id = owner_id
 WHERE status = 'open' AND $1 < $2 {one} GROUP BY owner_id
"""
_ACTED: Final = """
SELECT owner_id, sum(calls), sum(meetings), sum(offers) FROM (
    SELECT person_id AS owner_id, count(*) FILTER (WHERE kind = 'call') AS calls,
           count(*) FILTER (WHERE kind <> 'call' AND result = 'reached') AS meetings, 0 AS offers
      FROM interactions
     WHERE kind IN ('call', 'meeting', 'visit') AND at >= $1 AND at < $2 {spoken}
     GROUP BY person_id
    UNION ALL
    SELECT sent_by, 0, 0, count(*) FROM offers
     WHERE sent_at >= $1 AND sent_at < $2 AND $3 > $1 {sent} GROUP BY sent_by) AS acted
 GROUP BY owner_id
"""
_TAKEN: Final = """
SELECT move.owner_id, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY least(
           (SELECT min(later.at) FROM deal_moves later
             WHERE later.deal_id = move.deal_id AND later.at >= move.at AND later.id > move.id
               AND later.kind IN ('entered', 'won', 'lost', 'given')),
           (SELECT min(spoken.at) FROM interactions spoken
             WHERE spoken.deal_id = move.deal_id AND spoken.at >= move.at
               AND spoken.person_id = move.owner_id)) - move.at)
  FROM deal_moves move
 WHERE kind IN ('entered', 'given') AND at >= $1 AND at < $2 AND $3 > $1
   AND from_owner_id IS NOT NULL {one}
 GROUP BY move.owner_id
"""
_ENTERED: Final = """
WITH touched AS (
    SELECT DISTINCT deal_id FROM deal_moves move
     WHERE kind IN ('entered', 'won') AND at >= $1 AND at < $2 AND $3 > $1 {one}
), ahead AS (
    SELECT move.id, move.deal_id, move.at, move.owner_id, to_place, from_place,
           max(to_place) OVER (PARTITION BY move.deal_id ORDER BY move.at DESC, move.id DESC)
               AS furthest
      FROM touched
      JOIN deals ON deals.id = touched.deal_id
      JOIN deal_moves move ON move.deal_id = touched.deal_id
     CROSS JOIN LATERAL (
           SELECT CASE move.kind WHEN 'won' THEN 7
                  ELSE array_position({order}, move.stage) END AS to_place,
                  CASE WHEN move.kind = 'entered' AND move.from_stage IS NULL THEN 0
                  ELSE array_position({order}, move.from_stage) END AS from_place) AS places
     WHERE move.kind = 'entered'
        OR move.kind = 'won' AND deals.status = 'won' AND deals.closed_at = move.at
), entry AS (
    SELECT DISTINCT ON (deal_id, place) at, owner_id, place, furthest > place AS went_on
      FROM ahead
     CROSS JOIN LATERAL generate_series(
           least(from_place + 1, to_place), least(to_place, 6)) AS place
     WHERE to_place IS NOT NULL
     ORDER BY deal_id, place, at, id
)
SELECT owner_id, place, count(*), count(*) FILTER (WHERE went_on)
  FROM entry AS move WHERE at >= $1 AND at < $2 {one} GROUP BY owner_id, place
"""
_MOVED: Final = """
SELECT owner_id, side.stage, count(*) FILTER (WHERE is_in), count(*) FILTER (WHERE is_on),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY stay)
  FROM deal_moves move
 CROSS JOIN LATERAL (VALUES
       (move.stage, kind = 'entered', false, NULL::interval),
       (from_stage, false, kind = 'won' OR kind = 'entered'
            AND array_position({order}, move.stage) > array_position({order}, from_stage),
        at - from_since)) AS side (stage, is_in, is_on, stay)
 WHERE kind IN ('entered', 'won', 'lost') AND at >= $1 AND at < $2 AND $3 > $1
   AND (is_in OR is_on OR stay IS NOT NULL) {one}
 GROUP BY owner_id, side.stage
"""
_ALL: Final = (
    *(_CLOSED, _BOUGHT, _BEGUN, _KEPT, _OPENED, _ACTED, _TAKEN),
    *(_ENTERED, _MOVED),
)


def _written(statement: str, *, is_one: bool) -> str:
    written = statement.format(
        order=ORDER,
        one="AND move.owner_id = $4" if is_one else "",
        spoken="AND person_id = $4" if is_one else "",
        sent="AND sent_by = $4" if is_one else "",
        theirs=_THEIRS if is_one else "",
        is_theirs="AND client_id = ANY(ARRAY(SELECT client_id FROM theirs))" if is_one else "",
    )
    return re.sub(r"\$([123])", r"$\1::timestamptz", written)


OF_EVERYBODY: Final = tuple(_written(statement, is_one=False) for statement in _ALL)
OF_ONE: Final = tuple(_written(statement, is_one=True) for statement in _ALL)
