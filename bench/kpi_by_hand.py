"""Figures of a month in SQL written by hand: for one zone, one currency, one calendar, and of
people or of branches. ``$1`` and ``$2`` are the month's ends, ``$3`` is now, ``$4`` the person
where it is one. What the server counts is made into one number for each figure, and nothing more.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

ORDER: Final = "'{prospecting,engaging,offer,negotiation,contract,payment}'::text[]"
HOURS_A_DAY: Final = 8

_CLOSED: Final = """
SELECT {whose},
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
  {tree}
 WHERE move.kind IN ('won', 'lost') AND move.at >= $1 AND move.at < $2 AND $3 > $1 {one}
 GROUP BY 1
"""
_BOUGHT: Final = """
SELECT {whose}, count(*), count(*) FILTER (WHERE is_again),
       count(*) FILTER (WHERE NOT is_again AND client_id IS NOT NULL)
  FROM deal_moves move
  JOIN deals ON deals.id = move.deal_id AND deals.status = 'won' AND deals.closed_at = move.at
 CROSS JOIN LATERAL (SELECT EXISTS (
       SELECT FROM deals earlier WHERE earlier.client_id = deals.client_id
          AND earlier.status = 'won' AND earlier.closed_at <= deals.closed_at
          AND (earlier.closed_at, earlier.id) < (deals.closed_at, deals.id)) AS is_again
       OFFSET 0) AS bought
  {tree}
 WHERE move.kind IN ('won', 'lost') AND move.kind = 'won'
   AND move.at >= $1 AND move.at < $2 AND $3 > $1 {one}
 GROUP BY 1
"""
_BEGUN: Final = """
SELECT {whose}, count(*) FROM deal_moves move {tree}
 WHERE kind = 'created' AND at >= $1 AND at < $2 AND $3 > $1 {one} GROUP BY 1
"""
_KEPT: Final = """
WITH {theirs} bought AS (
    SELECT DISTINCT ON (client_id) client_id, move.at, move.owner_id, move.branch_id
      FROM deal_moves move
      JOIN deals ON deals.id = move.deal_id AND deals.status = 'won' AND deals.closed_at = move.at
     WHERE move.kind IN ('won', 'lost') AND move.kind = 'won' AND client_id IS NOT NULL
       AND move.at > $1 - interval '180 days' AND move.at < $1
       {is_theirs}
     ORDER BY client_id, move.at DESC, deals.id DESC
)
SELECT {whose}, count(*), count(*) FILTER (WHERE is_gone),
       sum(last_at - first_at) FILTER (WHERE is_gone)
  FROM bought AS move {tree}
  JOIN clients ON clients.id = move.client_id
 CROSS JOIN LATERAL (SELECT CASE clients.segment WHEN 'vip' THEN interval '90 days'
                            ELSE interval '180 days' END AS patience) AS by_segment
 CROSS JOIN LATERAL (
       SELECT min(closed_at) AS first_at,
              max(closed_at) FILTER (WHERE closed_at < least($2, $3)) AS last_at FROM deals
        WHERE deals.client_id = move.client_id AND status = 'won') AS known
 CROSS JOIN LATERAL (SELECT last_at + patience <= least($2, $3) AS is_gone) AS told
 WHERE move.at + patience > $1 {one} GROUP BY 1
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
SELECT {whose}, count(*), sum(amount) FILTER (WHERE currency = 'RUB'),
       sum(amount * (ARRAY[.05,.15,.35,.55,.75,.9])[array_position({order}, stage)])
           FILTER (WHERE currency = 'RUB'),
       count(*) FILTER (WHERE amount IS NULL), count(*) FILTER (WHERE stage <> 'prospecting'),
       count(*) FILTER (WHERE next_step_at > $3 AND is_active
                              AND (stage_due_at IS NULL OR stage_due_at > $3))
  FROM deals AS move JOIN people ON people.id = owner_id {tree}
 WHERE move.status = 'open' AND $1 < $2 {one} GROUP BY 1
"""
_ACTED: Final = """
SELECT {whose_of_person}, sum(calls)::bigint, sum(meetings)::bigint, sum(offers)::bigint FROM (
    SELECT person_id AS owner_id, count(*) FILTER (WHERE kind = 'call') AS calls,
           count(*) FILTER (WHERE kind <> 'call' AND result = 'reached') AS meetings, 0 AS offers
      FROM interactions
     WHERE kind IN ('call', 'meeting', 'visit') AND at >= $1 AND at < $2 {spoken}
     GROUP BY person_id
    UNION ALL
    SELECT sent_by, 0, 0, count(*) FROM offers
     WHERE sent_at >= $1 AND sent_at < $2 AND $3 > $1 {sent} GROUP BY sent_by) AS acted
  JOIN people ON people.id = owner_id {place}
 GROUP BY 1
"""
_TAKEN: Final = """
SELECT {whose}, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY least(
           (SELECT min(later.at) FROM deal_moves later
             WHERE later.deal_id = move.deal_id AND later.at >= move.at AND later.id > move.id
               AND later.kind IN ('entered', 'won', 'lost', 'given')),
           (SELECT min(spoken.at) FROM interactions spoken
             WHERE spoken.deal_id = move.deal_id AND spoken.at >= move.at
               AND spoken.person_id = move.owner_id)) - move.at)
  FROM deal_moves move {tree}
 WHERE kind IN ('entered', 'given') AND at >= $1 AND at < $2 AND $3 > $1
   AND from_owner_id IS NOT NULL {one}
 GROUP BY 1
"""
_ENTERED: Final = """
WITH touched AS (
    SELECT DISTINCT deal_id FROM deal_moves move
     WHERE kind IN ('entered', 'won') AND at >= $1 AND at < $2 AND $3 > $1 {one}
), ahead AS (
    SELECT move.id, move.deal_id, move.at, move.owner_id, move.branch_id, to_place, from_place,
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
    SELECT DISTINCT ON (deal_id, place) at, owner_id, branch_id, place, furthest > place AS went_on
      FROM ahead
     CROSS JOIN LATERAL generate_series(
           least(from_place + 1, to_place), least(to_place, 6)) AS place
     WHERE to_place IS NOT NULL
     ORDER BY deal_id, place, at, id
)
SELECT {whose}, place, count(*), count(*) FILTER (WHERE went_on)
  FROM entry AS move {tree} WHERE at >= $1 AND at < $2 {one} GROUP BY 1, 2
"""
_MOVED: Final = """
SELECT {whose}, side.stage, count(*) FILTER (WHERE is_in), count(*) FILTER (WHERE is_on),
       count(stay), percentile_cont(0.5) WITHIN GROUP (ORDER BY stay)
  FROM deal_moves move {tree}
 CROSS JOIN LATERAL (VALUES
       (move.stage, kind = 'entered', false, NULL::interval),
       (from_stage, false, kind = 'won' OR kind = 'entered'
            AND array_position({order}, move.stage) > array_position({order}, from_stage),
        at - from_since)) AS side (stage, is_in, is_on, stay)
 WHERE kind IN ('entered', 'won', 'lost') AND at >= $1 AND at < $2 AND $3 > $1
   AND (is_in OR is_on OR stay IS NOT NULL) {one}
 GROUP BY 1, 2
"""
# Presence by one calendar: the week without Saturdays, Sundays and the one holiday of the month.
_WORKED: Final = """
WITH counted AS (
    SELECT executor_id, count(*) FILTER (WHERE what = 'due') AS due,
           count(*) FILTER (WHERE what = 'due' AND is_good) AS on_time,
           count(*) FILTER (WHERE what = 'accepted') AS accepted,
           sum(minutes) FILTER (WHERE what = 'accepted') AS minutes,
           count(*) FILTER (WHERE what = 'rated') AS rated,
           count(*) FILTER (WHERE what = 'rated' AND is_good) AS up
      FROM (SELECT executor_id, 'due' AS what, done_at <= agreed_deadline_at AS is_good,
                   0 AS minutes
              FROM tasks
             WHERE state NOT IN ('draft', 'waiting_approval') AND state <> 'cancelled'
               AND agreed_deadline_at >= $1 AND agreed_deadline_at < least($2, $3)
               AND assigner_id <> executor_id {executed}
            UNION ALL
            SELECT executor_id, 'accepted', true, estimate_frozen_minutes
              FROM tasks
             WHERE result_accepted_at >= $1 AND result_accepted_at < $2
               AND assigner_id <> executor_id
               AND NOT EXISTS (SELECT FROM tasks part WHERE part.parent_id = tasks.id) {executed}
            UNION ALL
            SELECT executor_id, 'rated', rating = 'up', 0
              FROM tasks
             WHERE rating IS NOT NULL AND closed_at >= $1 AND closed_at < $2 {executed}) AS done
     GROUP BY executor_id
), present AS (
    SELECT people.id, count(*) AS days
      FROM people
      JOIN generate_series($1 AT TIME ZONE 'Europe/Moscow',
                           least($2, $3 - interval '9 hours') AT TIME ZONE 'Europe/Moscow',
                           interval '1 day') AS day
           ON extract(isodow FROM day) < 6 AND day::date <> '2026-11-04'
     WHERE people.joined_at <= $3
       AND NOT EXISTS (SELECT FROM absences
                        WHERE person_id = people.id AND day::date BETWEEN starts_on AND ends_on)
       {present}
     GROUP BY people.id
)
SELECT {whose_of_person}, sum(due)::bigint, sum(on_time)::bigint, sum(accepted)::bigint,
       sum(minutes)::bigint, sum(rated)::bigint, sum(up)::bigint, sum(days)::bigint
  FROM present JOIN people ON people.id = present.id
  LEFT JOIN counted ON counted.executor_id = people.id {place}
 GROUP BY 1
"""
_ALL: Final = (
    *(_CLOSED, _BOUGHT, _BEGUN, _KEPT, _OPENED, _ACTED, _TAKEN),
    *(_ENTERED, _MOVED, _WORKED),
)


def _written(statement: str, *, is_one: bool = False, is_of_branches: bool = False) -> str:
    tree = "JOIN branch_tree tree ON tree.descendant_id = move.branch_id"
    written = statement.format(
        order=ORDER,
        one="AND move.owner_id = $4" if is_one else "",
        spoken="AND person_id = $4" if is_one else "",
        sent="AND sent_by = $4" if is_one else "",
        executed="AND executor_id = $4" if is_one else "",
        present="AND people.id = $4" if is_one else "",
        theirs=_THEIRS if is_one else "",
        is_theirs="AND client_id = ANY(ARRAY(SELECT client_id FROM theirs))" if is_one else "",
        whose="tree.ancestor_id" if is_of_branches else "move.owner_id",
        tree=tree if is_of_branches else "",
        whose_of_person="tree.ancestor_id" if is_of_branches else "people.id",
        place=tree.replace("move", "people") if is_of_branches else "",
    )
    return re.sub(r"\$([123])", r"$\1::timestamptz", written)


OF_EVERYBODY: Final = tuple(_written(statement) for statement in _ALL)
OF_ONE: Final = tuple(_written(statement, is_one=True) for statement in _ALL)
OF_BRANCHES: Final = tuple(_written(statement, is_of_branches=True) for statement in _ALL)

Row = Sequence[Any]
Values = Sequence[Decimal | None]


def figures(counted: Sequence[Sequence[Row]]) -> Mapping[int, list[Decimal | None]]:
    """One number for each figure of each id, of what the statements gave."""
    made = (_closed, _bought, _begun, _kept, _opened, _acted, _taken, _entered, _moved, _worked)
    found: dict[int, list[Decimal | None]] = {}
    for rows, make in zip(counted, made, strict=True):
        for row in rows:
            found.setdefault(row[0], []).extend(make(row))
    return found


def _share(part: Any, whole: Any) -> Decimal | None:
    return Decimal(part or 0) / Decimal(whole) if whole else None


def _days(span: timedelta | None) -> Decimal | None:
    return None if span is None else Decimal(span.total_seconds()) / 86_400


def _closed(row: Row) -> Iterator[Decimal | None]:
    _, won, lost, money, lost_money, unpriced, _, margin, margin_of, mean, middle = row
    yield from (Decimal(won), Decimal(lost), money, lost_money, _share(money, won - unpriced))
    yield from (_share(margin, margin_of), _share(won, won + lost), _days(mean), _days(middle))


def _bought(row: Row) -> Values:
    return Decimal(row[3]), _share(row[2], row[1])


def _begun(row: Row) -> Values:
    return (Decimal(row[1]),)


def _kept(row: Row) -> Values:
    _, active, gone, lived = row
    lived_days = _days(lived)
    mean = lived_days / gone if lived_days is not None and gone else None
    return _share(gone, active), _share(active - gone, active), mean


def _opened(row: Row) -> Values:
    _, number, money, weighted, _, qualified, transparent = row
    return money, weighted, _share(transparent, number), Decimal(qualified)


def _acted(row: Row) -> Values:
    return Decimal(row[1]), Decimal(row[2]), Decimal(row[3])


def _taken(row: Row) -> Values:
    return (_days(row[2]),)


def _entered(row: Row) -> Values:
    return (_share(row[3], row[2]),)


def _moved(row: Row) -> Values:
    return _share(row[3], row[2]), _days(row[5])


def _worked(row: Row) -> Values:
    _, due, on_time, _, minutes, rated, up, days = row
    hours = Decimal(minutes or 0) / 60
    return _share(on_time, due), _share(hours, HOURS_A_DAY * days), _share(up, rated)
