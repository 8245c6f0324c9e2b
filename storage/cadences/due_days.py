"""Due days of any number of clients, as one statement finds them: what is made of them, others say.

Each step is kept apart by ``OFFSET 0``: else what one reckons, the next ones reckon over again. The
function that follows bosses is asked once for each branch and owner who left.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Date,
    Integer,
    Text,
    TextClause,
    bindparam,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from domain.cadences.plan import Reckoning
from domain.clients.model import ClientId
from storage.changes import change_marks

EPOCH = date(2000, 1, 1)
DAYS = 100_000
MOST_CALENDARS = 100_000
"""A calendar's day is one number: what is joined by several columns, is joined badly."""

COMPARED = (
    *("segment", "since_on", "contact_at", "counted_from", "counted_before", "due_on", "shows_on"),
    *("late_at", "is_moved", "responsible_id", "planned_at", "planned_as", "ring_at"),
    *("ladder", "ladder_to", "steps_done", "next_step_at", "late_in_a_row"),
)
"""Columns that are reckoned; the version rises where one of them changes."""


def columns(prefix: str) -> str:
    """``COMPARED`` as SQL lists them, each with ``prefix``."""
    return ", ".join(f"{prefix}{name}" for name in COMPARED)


RECKONED = """
WITH terms AS (
    SELECT segment, every_days, ahead_days, CAST(kinds AS text[]) AS kinds, ladder_number,
           CAST(ladder_to AS text[]) AS steps_to
      FROM unnest(:segments, :every_days, :ahead_days, :kinds, :ladders, :ladder_to)
        AS term (segment, every_days, ahead_days, kinds, ladder_number, ladder_to)
), held AS (
    SELECT * FROM unnest(:people, :people_calendars) AS held (person_id, calendar)
), placed AS (
    SELECT * FROM unnest(:branches, :branch_calendars) AS placed (branch_id, calendar)
), off AS MATERIALIZED (
    SELECT * FROM unnest(:off_keys, :worked_on) AS off (key, worked_on)
), rungs AS MATERIALIZED (
    SELECT key, CAST(moments AS timestamptz[]) AS moments
      FROM unnest(:rung_keys, :rung_moments) AS rung (key, moments)
), moved AS MATERIALIZED (
    SELECT client_id, counted_from, max(until_on) AS until_on
      FROM cadence_moves WHERE status = 'agreed' GROUP BY client_id, counted_from
), headed AS MATERIALIZED (
    SELECT owner_id, branch_id, nullif(head_of(owner_id, branch_id, 'owner'), 0) AS head_id
      FROM (SELECT DISTINCT coalesce(clients.owner_id, 0) AS owner_id, clients.branch_id
              FROM {clients} LEFT JOIN held ON held.person_id = clients.owner_id
             WHERE held.person_id IS NULL AND clients.merged_into_id IS NULL
               AND clients.segment = ANY (:segments)
               {only}) AS unowned
), under AS (
    SELECT clients.id AS client_id, coalesce(clients.owner_id, 0) AS owner_id,
           held.person_id AS active_id, clients.branch_id, terms.*, by.calendar,
           (CAST(:zones AS text[]))[by.calendar + 1] AS zone,
           (CAST(:todays AS date[]))[by.calendar + 1] AS today
      FROM {clients}
      JOIN terms ON terms.segment = clients.segment
      LEFT JOIN held ON held.person_id = clients.owner_id
      JOIN placed ON placed.branch_id = clients.branch_id
     CROSS JOIN LATERAL (SELECT coalesce(held.calendar, placed.calendar) AS calendar) AS by
     WHERE clients.merged_into_id IS NULL
       {only}
), spoken AS (
    SELECT under.*, coalesce(active_id, head_id) AS responsible_id, contact.at AS contact_at,
           (contact.at AT TIME ZONE zone)::date AS contact_on,
           CASE WHEN old.segment = under.segment THEN old.since_on ELSE coalesce((
               SELECT min(part.since_on)
                 FROM clients AS merged JOIN cadences AS part ON part.client_id = merged.id
                WHERE merged.merged_into_id = under.client_id AND part.segment = under.segment
                  AND part.responsible_id IS NOT NULL
           ), today) END AS since_on,
           old.contact_at AS known_at, old.counted_before AS known_before
      FROM under
      LEFT JOIN headed ON active_id IS NULL AND headed.owner_id = under.owner_id
            AND headed.branch_id = under.branch_id
      LEFT JOIN cadences AS old ON old.client_id = under.client_id
      LEFT JOIN LATERAL (
          SELECT at FROM interactions
           WHERE interactions.client_id = under.client_id
             AND result = 'reached' AND kind = ANY (kinds)
           ORDER BY at DESC LIMIT 1
      ) AS contact ON true
    OFFSET 0
), counted AS (
    SELECT spoken.*, coalesce(contact_on, since_on) AS counted_from,
           CASE WHEN {is_known} THEN known_before
                ELSE coalesce(before.on_day, CASE WHEN since_on < contact_on THEN since_on END)
                END AS counted_before
      FROM spoken
      LEFT JOIN LATERAL (
          SELECT (at AT TIME ZONE zone)::date AS on_day FROM interactions
           WHERE interactions.client_id = spoken.client_id
             AND result = 'reached' AND kind = ANY (kinds)
             AND at < CAST(contact_on AS timestamp) AT TIME ZONE zone
             AND NOT {is_known}
           ORDER BY at DESC LIMIT 1
      ) AS before ON true
    OFFSET 0
), within AS (
    SELECT counted.*, until_on,
           greatest(CASE WHEN worked_on > counted.counted_from THEN worked_on
                         ELSE counted.counted_from + every_days END, since_on) AS within_on
      FROM counted
      LEFT JOIN off ON off.key = calendar * {days} + (counted.counted_from + every_days - {epoch})
      LEFT JOIN moved ON moved.client_id = counted.client_id
            AND moved.counted_from = counted.counted_from
    OFFSET 0
), dated AS (
    SELECT within.*, greatest(within_on, until_on) AS due_on,
           coalesce(until_on > within_on, false) AS is_moved
      FROM within
    OFFSET 0
), laddered AS (
    SELECT dated.*,
           least(due_on, greatest(
               CASE WHEN worked_on > counted_from THEN worked_on ELSE due_on - ahead_days END,
               counted_from + 1)) AS shows_on,
           CAST(due_on + 1 AS timestamp) AT TIME ZONE zone AS late_at,
           moments
      FROM dated
      LEFT JOIN off ON off.key = calendar * {days} + (due_on - ahead_days - {epoch})
      JOIN rungs ON rungs.key = (ladder_number * {calendars} + calendar) * {days}
           + (least(greatest(due_on, CAST(:ladders_from AS date)), CAST(:ladders_to AS date))
              - {epoch})
    OFFSET 0
), compared AS (
    SELECT laddered.*, since.is_same, old.version AS old_version, {old_columns},
           since.is_same AND old.due_on < CAST(:ladders_from AS date) AS is_past,
           since.is_counted AND (old.planned_as = 'retry' OR old.planned_at < laddered.late_at)
               AS is_planned
      FROM laddered
      LEFT JOIN cadences AS old ON old.client_id = laddered.client_id
     CROSS JOIN LATERAL (
         SELECT coalesce(old.counted_from = laddered.counted_from, false) AS is_counted,
                coalesce(old.counted_from = laddered.counted_from
                         AND old.due_on = laddered.due_on, false) AS is_same
     ) AS since
    OFFSET 0
), reckoned AS (
    SELECT compared.*,
           CASE WHEN is_planned THEN was_planned_at END AS planned_at,
           CASE WHEN is_planned THEN was_planned_as END AS planned_as,
           CASE WHEN is_planned THEN was_ring_at END AS ring_at,
           CASE WHEN is_past THEN was_ladder ELSE moments END AS ladder,
           CASE WHEN is_past THEN was_ladder_to ELSE steps_to END AS ladder_to,
           CASE WHEN is_past THEN was_steps_done
                WHEN is_same THEN least(was_steps_done, cardinality(moments))
                ELSE 0 END AS steps_done,
           CASE WHEN is_same AND late_at <= :now THEN was_late_in_a_row ELSE 0 END
               AS late_in_a_row
      FROM compared
    OFFSET 0
), stepped AS (
    SELECT reckoned.*, ladder[steps_done + 1] AS next_step_at FROM reckoned
), kept_under AS (
    SELECT client_id, {columns}, kinds, zone, old_version,
           old_version IS NULL OR ({old}) IS DISTINCT FROM ({columns}) AS is_changed
      FROM stepped
)
"""

NAMES: Final = {
    "days": DAYS,
    "calendars": MOST_CALENDARS,
    "epoch": f"DATE '{EPOCH}'",
    "columns": columns(""),
    "old": columns("was_"),
    "old_columns": ", ".join(f"old.{name} AS was_{name}" for name in COMPARED),
}
"""What ``RECKONED`` leaves open, whoever's due days it reckons."""

MORE_MEMORY = text("SET LOCAL work_mem = '64MB'")
"""So that what is known of a hundred thousand clients is not laid by on disk meanwhile."""


def typed(statement: str) -> TextClause:
    """``statement``, with types for the parameters that it names."""
    arrays: dict[str, Any] = {
        **dict.fromkeys(("client_ids", "people", "branches"), BigInteger),
        **dict.fromkeys(("every_days", "ahead_days"), Integer),
        **dict.fromkeys(
            (
                *("ladders", "people_calendars", "branch_calendars"),
                *("off_keys", "rung_keys"),
            ),
            BigInteger,
        ),
        **dict.fromkeys(("todays", "worked_on"), Date),
        **dict.fromkeys(("segments", "kinds", "ladder_to", "zones", "rung_moments"), Text),
    }
    named = set(re.findall(r"(?<!:):(\w+)", statement))
    return text(statement).bindparams(
        *(bindparam(name, type_=ARRAY(kind)) for name, kind in arrays.items() if name in named),
        *([bindparam("changed_by", type_=BigInteger)] if "changed_by" in named else []),
    )


def values_of(
    plan: Reckoning, client_ids: Sequence[ClientId] | None, now: datetime
) -> dict[str, Any]:
    """The parameters of the statements."""
    marks = change_marks(now)
    values: dict[str, Any] = {
        "now": now,
        "changed_by": marks["changed_by"],
        "changed_via": marks["changed_via"],
        "segments": [terms.segment for terms, _ in plan.terms],
        "every_days": [terms.every_days for terms, _ in plan.terms],
        "ahead_days": [terms.ahead_days for terms, _ in plan.terms],
        "kinds": [_array(terms.kinds) for terms, _ in plan.terms],
        "ladders": [ladder for _, ladder in plan.terms],
        "ladder_to": [_array([step.to for step in terms.escalation]) for terms, _ in plan.terms],
        "zones": [zone for zone, _ in plan.calendars],
        "todays": [today for _, today in plan.calendars],
        "people": list(plan.people),
        "people_calendars": list(plan.people.values()),
        "branches": list(plan.branches),
        "branch_calendars": list(plan.branches.values()),
        "off_keys": [_key(0, calendar, day) for calendar, day, _ in plan.days_off],
        "worked_on": [worked_on for _, _, worked_on in plan.days_off],
        "rung_keys": [_key(ladder, calendar, day) for ladder, calendar, day, _ in plan.rungs],
        "rung_moments": [
            _array([moment.isoformat() for moment in moments]) for _, _, _, moments in plan.rungs
        ],
        "ladders_from": plan.ladders_from,
        "ladders_to": plan.ladders_to,
    }
    if client_ids is not None:
        values["client_ids"] = list(client_ids)
    return values


def _key(ladder: int, calendar: int, day: date) -> int:
    return (ladder * MOST_CALENDARS + calendar) * DAYS + (day - EPOCH).days


def _array(items: Sequence[str]) -> str:
    """Words and moments as Postgres writes an array: none of them needs quoting."""
    return "{" + ",".join(f'"{item}"' for item in items) + "}"
