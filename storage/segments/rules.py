"""The rulebook's criteria as the parameters of one statement, and that statement.

A month ends on the calendar day before the same day of the next one, on the client's branch's
calendar: of the last month on 31 March are the days from 1 March on.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Numeric, SmallInteger, Text, TextClause, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from domain.rulebook.model import Rulebook

MONTH_AT_MOST = timedelta(days=31)

# ``which`` narrows the clients. What is measured is only looked up for them.
_DECIDED = """
WITH alternatives AS MATERIALIZED (
    SELECT * FROM unnest(:places, :ranks, :segments, :money, :money_months, :deals, :deals_months,
                         :margin, :margin_months, CAST(:regions AS jsonb[]),
                         CAST(:sectors AS jsonb[]))
        AS alternative (place, rank, segment, money, money_months, deals, deals_months, margin,
                        margin_months, regions, sectors)
), scoped AS MATERIALIZED (
    SELECT clients.id, clients.segment, clients.region, clients.sector, branches.zone,
           (:now AT TIME ZONE branches.zone)::date AS today
      FROM clients JOIN branches ON branches.id = clients.branch_id
     WHERE clients.merged_into_id IS NULL
       AND NOT (clients.is_segment_pinned AND clients.segment = ANY(:known))
       AND {which}
), won AS MATERIALIZED (
    SELECT deals.client_id, months, count(*) AS deals,
           sum(deals.amount) FILTER (WHERE deals.currency = :currency) AS money,
           sum(deals.margin) FILTER (WHERE deals.currency = :currency) AS margin
      FROM scoped
      JOIN deals ON deals.client_id = scoped.id
           AND deals.status = 'won' AND deals.closed_at >= :since
      JOIN unnest(:spans) AS span (months)
           ON (deals.closed_at AT TIME ZONE scoped.zone)::date <= scoped.today
           AND (deals.closed_at AT TIME ZONE scoped.zone)::date
               > scoped.today - make_interval(months => months)
     GROUP BY deals.client_id, months
), judged AS MATERIALIZED (
    SELECT scoped.id AS client_id, alternatives.*, scoped.region, scoped.sector,
           coalesce(money.money, 0) AS won_money, coalesce(deals.deals, 0) AS won_deals,
           coalesce(margin.margin, 0) AS won_margin,
           alternatives.money IS NULL OR coalesce(money.money, 0) >= alternatives.money
               AS has_money,
           alternatives.deals IS NULL OR coalesce(deals.deals, 0) >= alternatives.deals
               AS has_deals,
           alternatives.margin IS NULL OR coalesce(margin.margin, 0) >= alternatives.margin
               AS has_margin,
           alternatives.regions IS NULL OR EXISTS (
               SELECT FROM jsonb_array_elements_text(alternatives.regions) AS wanted
                WHERE lower(trim(wanted)) = lower(trim(scoped.region))) AS has_region,
           alternatives.sectors IS NULL OR EXISTS (
               SELECT FROM jsonb_array_elements_text(alternatives.sectors) AS wanted
                WHERE lower(trim(wanted)) = lower(trim(scoped.sector))) AS has_sector
      FROM scoped CROSS JOIN alternatives
      LEFT JOIN won AS money ON money.client_id = scoped.id
                             AND money.months = alternatives.money_months
      LEFT JOIN won AS deals ON deals.client_id = scoped.id
                             AND deals.months = alternatives.deals_months
      LEFT JOIN won AS margin ON margin.client_id = scoped.id
                              AND margin.months = alternatives.margin_months
), chosen AS (
    SELECT DISTINCT ON (client_id) client_id, place, rank, segment
      FROM judged
     WHERE has_money AND has_deals AND has_margin AND has_region AND has_sector
     ORDER BY client_id, place
), decided AS (
    SELECT scoped.id, scoped.segment AS was, chosen.place, chosen.rank,
           coalesce(chosen.segment, :default_segment) AS segment
      FROM scoped LEFT JOIN chosen ON chosen.client_id = scoped.id
)
"""

_ALL = "true"
_IN_ZONES = "branches.zone = ANY(:zones)"
_NAMED = "clients.id = ANY(:client_ids)"

MANY = 1000
"""Of more clients the statement is told to hash: Postgres takes what is made on the way for few."""
HASHED = text("SELECT set_config('enable_nestloop', :on, true)")

_FORESEE = "SELECT id, was, segment FROM decided WHERE was <> segment ORDER BY id"
_STALE = "SELECT id FROM decided WHERE was <> segment ORDER BY id"

# Who enters a segment further up is told what they reached; who leaves one, what they lack now.
_MOVE = """
, moved AS (
    UPDATE clients
       SET segment = decided.segment, is_segment_pinned = false,
           changed_by = NULL, changed_via = 'clock', changed_at = :now
      FROM decided
     WHERE clients.id = decided.id AND decided.was <> decided.segment
    RETURNING clients.id, clients.owner_id, clients.branch_id, decided.was, decided.segment,
              decided.place, decided.rank
), shown AS (
    SELECT moved.*, coalesce(moved.rank < coalesce(former.rank, moved.rank + 1), false) AS is_up,
           CASE WHEN moved.rank < coalesce(former.rank, moved.rank + 1) THEN moved.place
                ELSE former.place END AS shown_place
      FROM moved
      LEFT JOIN (SELECT segment, min(place) AS place, min(rank) AS rank
                   FROM alternatives GROUP BY segment) AS former ON former.segment = moved.was
), reasons AS (
    SELECT judged.client_id,
           jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                   'what', what, 'value', value, 'is_met', is_met, 'least', least,
                   'months', months))
               ORDER BY number) AS why
      FROM shown
      JOIN judged ON judged.client_id = shown.id AND judged.place = shown.shown_place
     CROSS JOIN LATERAL (VALUES
           (1, 'won_money', won_money::text, money::text, money_months, has_money,
            money IS NOT NULL),
           (2, 'won_deals', won_deals::text, deals::text, deals_months, has_deals,
            deals IS NOT NULL),
           (3, 'won_margin', won_margin::text, margin::text, margin_months, has_margin,
            margin IS NOT NULL),
           (4, 'region', region, NULL, NULL, has_region, regions IS NOT NULL),
           (5, 'sector', sector, NULL, NULL, has_sector, sectors IS NOT NULL)
         ) AS measure (number, what, value, least, months, is_met, is_asked)
     WHERE is_asked AND (is_up OR NOT is_met)
     GROUP BY judged.client_id
), explained AS MATERIALIZED (
    SELECT shown.*, coalesce(reasons.why, '[]') AS why
      FROM shown LEFT JOIN reasons ON reasons.client_id = shown.id
), noted AS (
    INSERT INTO timeline (at, kind, client_id, channel, facts)
    SELECT :now, 'segment_changed', id, 'clock',
           jsonb_build_object('was', was, 'segment', segment, 'why', why)
      FROM explained ORDER BY id
), changes AS (
    INSERT INTO segment_changes (client_id, was, segment, at, why)
    SELECT id, was, segment, :now, why FROM explained
     WHERE was = ANY(:watched) OR segment = ANY(:watched)
     ORDER BY id
    RETURNING id, client_id
)
SELECT explained.id, was, segment, changes.id AS change_id
  FROM explained LEFT JOIN changes ON changes.client_id = explained.id
 ORDER BY explained.id
"""

_TYPES = (
    bindparam("places", type_=ARRAY(SmallInteger)),
    bindparam("ranks", type_=ARRAY(SmallInteger)),
    bindparam("segments", type_=ARRAY(Text)),
    bindparam("money", type_=ARRAY(Numeric)),
    bindparam("money_months", type_=ARRAY(SmallInteger)),
    bindparam("deals", type_=ARRAY(BigInteger)),
    bindparam("deals_months", type_=ARRAY(SmallInteger)),
    bindparam("margin", type_=ARRAY(Numeric)),
    bindparam("margin_months", type_=ARRAY(SmallInteger)),
    bindparam("regions", type_=ARRAY(Text)),
    bindparam("sectors", type_=ARRAY(Text)),
    bindparam("spans", type_=ARRAY(SmallInteger)),
    bindparam("known", type_=ARRAY(Text)),
)


def _statement(which: str, end: str, *more: Any) -> TextClause:
    return text(_DECIDED.format(which=which) + end).bindparams(*_TYPES, *more)


FORESEE = _statement(_ALL, _FORESEE)
STALE_OF_ALL = _statement(_ALL, _STALE)
STALE_IN_ZONES = _statement(_IN_ZONES, _STALE, bindparam("zones", type_=ARRAY(Text)))
MOVE = _statement(
    _NAMED,
    _MOVE,
    bindparam("client_ids", type_=ARRAY(BigInteger)),
    bindparam("watched", type_=ARRAY(Text)),
)


def criteria_of(rulebook: Rulebook, now: datetime) -> dict[str, Any]:
    """What the statements take of the rulebook."""
    rows = [
        (rank, segment.key, criteria)
        for rank, segment in enumerate(rulebook.segments)
        for criteria in segment.criteria
    ]
    columns: dict[str, list[Any]] = {
        "places": list(range(len(rows))),
        "ranks": [rank for rank, _, _ in rows],
        "segments": [key for _, key, _ in rows],
        "regions": [_listed(criteria.regions) for _, _, criteria in rows],
        "sectors": [_listed(criteria.sectors) for _, _, criteria in rows],
    }
    for name in ("money", "deals", "margin"):
        asked = [getattr(criteria, f"won_{name}") for _, _, criteria in rows]
        columns[name] = [wanted and wanted.at_least for wanted in asked]
        columns[f"{name}_months"] = [wanted and wanted.months for wanted in asked]
    spans = {
        months
        for name in ("money", "deals", "margin")
        for months in columns[f"{name}_months"]
        if months is not None
    }
    return {
        **columns,
        "spans": sorted(spans),
        "since": now - MONTH_AT_MOST * (max(spans, default=0) + 1),
        "known": [segment.key for segment in rulebook.segments],
        "default_segment": rulebook.default_segment,
        "currency": rulebook.company.currency,
        "now": now,
    }


def watched_of(rulebook: Rulebook) -> list[str]:
    return [segment.key for segment in rulebook.segments if segment.tells]


def _listed(names: Sequence[str]) -> str | None:
    return json.dumps(names, ensure_ascii=False) if names else None
