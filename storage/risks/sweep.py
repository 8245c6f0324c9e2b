"""Signs that a client may be lost, found for all at once, and what becomes of the risks.

What is watched costs, what is stored does not: few clients are of a watched segment, thumbs down
have an index of their own, and who is late is known by the cadences.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Numeric, SmallInteger, Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from domain.rulebook.risks import Against, Fall, SegmentRisks

SWEEP_LOCK = 0x7269_736B_73  # "risks": any number that nobody else takes
MONTHS_OF_YEAR = 12
LONGEST_MONTH = timedelta(days=31)

# Months are whole ones on the calendar of the client's branch, as for segments. A sign's figures
# may change from day to day; it is the same sign as long as its key is.
SWEEP = text(
    """
    WITH watched AS MATERIALIZED (
        SELECT * FROM unnest(:segments, :late_counts, :thumb_days, :fall_months, :fall_back,
                             :fall_percents, :fall_least, :fall_against)
            AS of (segment, late_count, thumb_days, months, back, percent, least, against)
    ), scoped AS MATERIALIZED (
        SELECT clients.id, clients.owner_id, clients.branch_id, branches.zone, watched.*,
               (:now AT TIME ZONE branches.zone)::date AS today
          FROM watched
          JOIN clients ON clients.segment = watched.segment AND clients.merged_into_id IS NULL
          JOIN branches ON branches.id = clients.branch_id
    ), won AS (
        SELECT scoped.id, months, percent, least, against,
               sum(amount) FILTER (
                   WHERE won_on > today - make_interval(months => months)) AS now,
               sum(amount) FILTER (
                   WHERE won_on <= today - make_interval(months => back)
                     AND won_on > today - make_interval(months => back + months)) AS was
          FROM scoped
          JOIN deals ON deals.client_id = scoped.id AND deals.status = 'won'
               AND deals.currency = :currency AND deals.closed_at >= :since
         CROSS JOIN LATERAL (
             SELECT (deals.closed_at AT TIME ZONE scoped.zone)::date AS won_on) AS day
         WHERE months IS NOT NULL AND won_on <= today
         GROUP BY scoped.id, months, percent, least, against
    ), found AS (
        SELECT scoped.id, 1 AS place, 'late:' || cadences.late_in_a_row AS key, 'late' AS kind,
               jsonb_build_object('count', cadences.late_in_a_row, 'on', cadences.due_on) AS facts
          FROM scoped JOIN cadences ON cadences.client_id = scoped.id
         WHERE cadences.late_in_a_row >= scoped.late_count
        UNION ALL
        SELECT id, 2, 'fall', 'fall',
               jsonb_build_object('was', was, 'now', coalesce(now, 0), 'months', months,
                                  'against', against)
          FROM won
         WHERE was >= least AND coalesce(now, 0) * 100 <= was * (100 - percent)
        UNION ALL
        SELECT scoped.id, 3, 'request_down:' || requests.id, 'request_down',
               jsonb_build_object('id', requests.id, 'title', left(requests.words, 200),
                                  'at', requests.closed_at)
          FROM requests JOIN scoped ON scoped.id = requests.client_id
         WHERE requests.rating = 'down' AND requests.status = 'closed'
           AND requests.closed_at >= :thumbs_since
           AND requests.closed_at > :now - make_interval(days => thumb_days)
        UNION ALL
        SELECT scoped.id, 4, 'task_down:' || tasks.id, 'task_down',
               jsonb_build_object('id', tasks.id, 'title', tasks.title, 'at', tasks.closed_at)
          FROM tasks
          LEFT JOIN deals ON deals.id = tasks.deal_id
          JOIN scoped ON scoped.id = coalesce(tasks.client_id, deals.client_id)
         WHERE tasks.rating = 'down' AND tasks.closed_at >= :thumbs_since
           AND tasks.closed_at > :now - make_interval(days => thumb_days)
    ), signed AS MATERIALIZED (
        SELECT id AS client_id, array_agg(key ORDER BY place, key) AS keys,
               jsonb_agg(jsonb_build_object('key', key, 'kind', kind, 'facts', facts)
                         ORDER BY place, key) AS signs
          FROM found GROUP BY id
    ), live AS MATERIALIZED (
        SELECT risks.*, clients.owner_id, clients.branch_id
          FROM risks JOIN clients ON clients.id = risks.client_id
         WHERE risks.status IN ('open', 'taken')
    ), unmuted AS (
        UPDATE risks
           SET muted = ARRAY(SELECT unnest(risks.muted) INTERSECT SELECT unnest(present.keys)),
               changed_by = NULL, changed_via = 'clock', changed_at = :now
          FROM (SELECT quiet.id, signed.keys
                  FROM risks AS quiet LEFT JOIN signed ON signed.client_id = quiet.client_id
                 WHERE quiet.muted <> '{}') AS present
         WHERE risks.id = present.id
           AND (present.keys IS NULL OR NOT risks.muted <@ present.keys)
        RETURNING risks.id
    ), gone AS (
        UPDATE risks
           SET status = 'gone', closed_at = :now, next_step_at = NULL, version = version + 1,
               changed_by = NULL, changed_via = 'clock', changed_at = :now
         WHERE status IN ('open', 'taken')
           AND NOT EXISTS (SELECT FROM signed WHERE signed.client_id = risks.client_id)
        RETURNING id, client_id, signs
    ), placed AS MATERIALIZED (
        SELECT live.id, signed.keys, signed.signs, NOT signed.keys <@ live.keys AS has_grown,
               head_id, head_id <> live.responsible_id AS has_moved
          FROM live JOIN signed USING (client_id)
         CROSS JOIN LATERAL (
             SELECT head_of(coalesce(live.owner_id, 0), live.branch_id, 'manager') AS head_id
         ) AS head
    ), changed AS (
        UPDATE risks
           SET keys = placed.keys, signs = placed.signs, responsible_id = placed.head_id,
               asked_id = CASE WHEN has_moved THEN placed.head_id ELSE risks.asked_id END,
               climbed = CASE WHEN has_moved THEN 0 ELSE risks.climbed END,
               next_step_at = CASE WHEN NOT has_moved THEN risks.next_step_at END,
               version = version + (placed.keys <> risks.keys)::int,
               changed_by = NULL, changed_via = 'clock', changed_at = :now
          FROM placed
         WHERE risks.id = placed.id AND risks.status IN ('open', 'taken')
           AND (placed.keys <> risks.keys OR placed.signs <> risks.signs OR has_moved)
        RETURNING risks.id, risks.client_id, risks.signs, risks.status, risks.asked_id,
                  risks.decided_by, placed.has_grown, placed.has_moved
    ), opened AS (
        INSERT INTO risks (client_id, keys, signs, responsible_id, asked_id, opened_at,
                           changed_by, changed_via, changed_at)
        SELECT signed.client_id, keys, signs, head_id, head_id, :now, NULL, 'clock', :now
          FROM signed
          JOIN scoped ON scoped.id = signed.client_id
         CROSS JOIN LATERAL (
             SELECT nullif(head_of(coalesce(scoped.owner_id, 0), scoped.branch_id, 'manager'), 0)
                 AS head_id) AS head
         WHERE head_id IS NOT NULL
           AND NOT EXISTS (SELECT FROM live WHERE live.client_id = signed.client_id)
           AND NOT signed.keys <@ ARRAY(
               SELECT unnest(muted) FROM risks AS quiet
                WHERE quiet.client_id = signed.client_id AND quiet.muted <> '{}')
        ON CONFLICT DO NOTHING
        RETURNING id, client_id, signs, asked_id
    ), noted AS (
        INSERT INTO timeline (at, kind, client_id, channel, facts)
        SELECT :now, kind, client_id, 'clock', jsonb_build_object('signs', signs)
          FROM (SELECT client_id, 'risk_found' AS kind, signs FROM opened
                UNION ALL SELECT client_id, 'risk_found', signs FROM changed WHERE has_grown
                UNION ALL SELECT client_id, 'risk_gone', signs FROM gone) AS what
         ORDER BY client_id
    ), told AS (
        INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                            dedupe_key)
        SELECT recipient_id, 'risk', 'risk', id, 'now', :now, :now,
               recipient_id || ':risk:risk:' || id
          FROM (SELECT id, stand_in(asked_id, :now) AS recipient_id FROM opened
                UNION
                SELECT id, CASE WHEN status = 'taken' THEN decided_by
                                ELSE stand_in(asked_id, :now) END
                  FROM changed WHERE has_grown OR (has_moved AND status = 'open')) AS one
        ON CONFLICT DO NOTHING
    )
    SELECT 'opened' AS what, id, client_id FROM opened
    UNION ALL SELECT 'changed', id, client_id FROM changed
    UNION ALL SELECT 'gone', id, client_id FROM gone
    """
).bindparams(
    bindparam("segments", type_=ARRAY(Text)),
    bindparam("fall_against", type_=ARRAY(Text)),
    bindparam("fall_least", type_=ARRAY(Numeric)),
    *(
        bindparam(name, type_=ARRAY(SmallInteger))
        for name in ("late_counts", "thumb_days", "fall_months", "fall_back", "fall_percents")
    ),
)


def parameters(watched: Sequence[SegmentRisks], *, currency: str, now: datetime) -> dict[str, Any]:
    """What the statement takes of the rulebook."""
    falls = [known.fall for known in watched]
    furthest = max((fall.months + _months_back(fall) for fall in falls if fall), default=0)
    thumbs = max((known.thumb_down_days or 0 for known in watched), default=0)
    return {
        "segments": [known.segment for known in watched],
        "late_counts": [known.late_in_a_row for known in watched],
        "thumb_days": [known.thumb_down_days for known in watched],
        "fall_months": [fall and fall.months for fall in falls],
        "fall_back": [fall and _months_back(fall) for fall in falls],
        "fall_percents": [fall and fall.percent for fall in falls],
        "fall_least": [fall and fall.at_least for fall in falls],
        "fall_against": [fall and str(fall.against) for fall in falls],
        "currency": currency,
        "since": now - LONGEST_MONTH * (furthest + 1),
        "thumbs_since": now - timedelta(days=thumbs),
        "now": now,
    }


def _months_back(fall: Fall) -> int:
    return MONTHS_OF_YEAR if fall.against is Against.YEAR else fall.months
