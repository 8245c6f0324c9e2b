"""Due days reckoned for any number of clients in one statement.

What changes nothing is not written, and a ladder that has passed stays as it was. The function that
follows bosses is asked once for each branch and owner who left. Of two transactions that reckon one
client, the one that began later has seen more: a nightly run leaves a row that became another while
it was looking.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Date,
    Integer,
    SmallInteger,
    Text,
    TextClause,
    bindparam,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cadences.plan import Reckoning
from domain.clients.model import ClientId
from storage.changes import change_marks

COMPARED = (
    *("segment", "since_on", "contact_at", "counted_from", "counted_before", "due_on", "shows_on"),
    *("late_at", "is_moved", "responsible_id", "planned_at", "planned_as", "ring_at"),
    *("ladder", "ladder_to", "steps_done", "next_step_at", "late_in_a_row"),
)
"""Columns that are reckoned; the version rises where one of them changes."""


def _columns(prefix: str) -> str:
    return ", ".join(f"{prefix}{name}" for name in COMPARED)


# A card that shows what changed is edited, but for that of whoever is acting: they get theirs.
EDIT_CARDS = """
, touched AS (
    SELECT 'cadence' AS matter, client_id AS matter_id FROM kept
    UNION ALL SELECT 'client', client_id FROM kept
    UNION ALL SELECT 'cadence', client_id FROM gone
    UNION ALL SELECT 'client', client_id FROM gone
    UNION ALL SELECT 'cadence_move', id FROM needless
), edited AS (
    INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                        dedupe_key)
    SELECT DISTINCT people.id, 'refresh', matter, matter_id, 'now', :now, :now,
           people.id || ':refresh:' || matter || ':' || matter_id
      FROM touched
      JOIN cards USING (matter, matter_id)
      JOIN people ON people.telegram_id = cards.chat_id
     WHERE people.id IS DISTINCT FROM :changed_by
    ON CONFLICT (dedupe_key) WHERE status IN ('due', 'held')
    DO UPDATE SET is_wanted_again = ledger.claimed_until IS NOT NULL
    RETURNING id
)
SELECT (SELECT count(*) FROM kept) + (SELECT count(*) FROM gone) + (SELECT count(*) FROM hidden)
       AS changed,
       EXISTS (SELECT FROM edited) AS has_added
"""

# Of a merged client the row stays, silent, for when the merge is undone.
LEAVE = """
, gone AS (
    DELETE FROM cadences
     USING clients
     WHERE clients.id = cadences.client_id AND clients.merged_into_id IS NULL
       AND NOT EXISTS (SELECT FROM kept_under WHERE kept_under.client_id = cadences.client_id)
       {only}
    RETURNING cadences.client_id
), hidden AS (
    UPDATE cadences
       SET responsible_id = NULL, next_step_at = NULL, ring_at = NULL,
           version = cadences.version + 1
      FROM clients
     WHERE clients.id = cadences.client_id AND clients.merged_into_id IS NOT NULL
       AND cadences.responsible_id IS NOT NULL
       {only}
    RETURNING cadences.client_id
), needless AS (
    UPDATE cadence_moves
       SET status = 'needless', decided_at = :now,
           changed_by = :changed_by, changed_via = :changed_via, changed_at = :now
      FROM clients
     WHERE clients.id = cadence_moves.client_id AND cadence_moves.status = 'open'
       AND NOT EXISTS (
           SELECT FROM kept_under
            WHERE kept_under.client_id = cadence_moves.client_id
              AND kept_under.counted_from = cadence_moves.counted_from)
       {only}
    RETURNING cadence_moves.id
)
"""

RECKON = """
WITH terms AS (
    SELECT segment, every_days, ahead_days, CAST(kinds AS text[]) AS kinds, ladder,
           CAST(ladder_to AS text[]) AS ladder_to
      FROM unnest(:segments, :every_days, :ahead_days, :kinds, :ladders, :ladder_to)
        AS term (segment, every_days, ahead_days, kinds, ladder, ladder_to)
), calendars AS (
    SELECT * FROM unnest(:calendars, :zones, :todays) AS calendar (calendar, zone, today)
), held AS (
    SELECT * FROM unnest(:people, :people_calendars) AS held (person_id, calendar)
), placed AS (
    SELECT * FROM unnest(:branches, :branch_calendars) AS placed (branch_id, calendar)
), off AS MATERIALIZED (
    SELECT * FROM unnest(:off_calendars, :off_days, :worked_on) AS off (calendar, day, worked_on)
), rungs AS MATERIALIZED (
    SELECT ladder, calendar, day, CAST(moments AS timestamptz[]) AS moments
      FROM unnest(:rung_ladders, :rung_calendars, :rung_days, :rung_moments)
        AS rung (ladder, calendar, day, moments)
), moved AS MATERIALIZED (
    SELECT client_id, counted_from, max(until_on) AS until_on
      FROM cadence_moves WHERE status = 'agreed' GROUP BY client_id, counted_from
), under AS MATERIALIZED (
    SELECT clients.id AS client_id, coalesce(clients.owner_id, 0) AS owner_id,
           held.person_id AS active_id, clients.branch_id, terms.*, calendars.*
      FROM clients
      JOIN terms ON terms.segment = clients.segment
      LEFT JOIN held ON held.person_id = clients.owner_id
      JOIN placed ON placed.branch_id = clients.branch_id
      JOIN calendars ON calendars.calendar = coalesce(held.calendar, placed.calendar)
     WHERE clients.merged_into_id IS NULL
       {only}
), headed AS MATERIALIZED (
    SELECT owner_id, branch_id, nullif(head_of(owner_id, branch_id, 'owner'), 0) AS head_id
      FROM (SELECT DISTINCT owner_id, branch_id FROM under WHERE active_id IS NULL) AS unowned
), spoken AS (
    SELECT under.*, coalesce(active_id, head_id) AS responsible_id, contact.at AS contact_at,
           (contact.at AT TIME ZONE zone)::date AS contact_on,
           CASE WHEN cadences.segment = under.segment THEN since_on ELSE today END AS since_on
      FROM under
      LEFT JOIN headed ON active_id IS NULL AND headed.owner_id = under.owner_id
            AND headed.branch_id = under.branch_id
      LEFT JOIN cadences ON cadences.client_id = under.client_id
      LEFT JOIN LATERAL (
          SELECT at FROM interactions
           WHERE interactions.client_id = under.client_id
             AND result = 'reached' AND kind = ANY (kinds)
           ORDER BY at DESC LIMIT 1
      ) AS contact ON true
), counted AS (
    SELECT spoken.*, coalesce(contact_on, since_on) AS counted_from,
           coalesce(before.on_day, CASE WHEN since_on < contact_on THEN since_on END)
               AS counted_before
      FROM spoken
      LEFT JOIN LATERAL (
          SELECT (at AT TIME ZONE zone)::date AS on_day FROM interactions
           WHERE interactions.client_id = spoken.client_id
             AND result = 'reached' AND kind = ANY (kinds)
             AND at < CAST(contact_on AS timestamp) AT TIME ZONE zone
           ORDER BY at DESC LIMIT 1
      ) AS before ON true
), within AS (
    SELECT counted.*, until_on,
           greatest(CASE WHEN worked_on > counted.counted_from THEN worked_on
                         ELSE counted.counted_from + every_days END, since_on) AS within_on
      FROM counted
      LEFT JOIN off ON off.calendar = counted.calendar
            AND off.day = counted.counted_from + every_days
      LEFT JOIN moved ON moved.client_id = counted.client_id
            AND moved.counted_from = counted.counted_from
), dated AS (
    SELECT within.*, greatest(within_on, until_on) AS due_on,
           coalesce(until_on > within_on, false) AS is_moved
      FROM within
), laddered AS (
    SELECT dated.*,
           least(due_on, greatest(
               CASE WHEN worked_on > counted_from THEN worked_on ELSE due_on - ahead_days END,
               counted_from + 1)) AS shows_on,
           CAST(due_on + 1 AS timestamp) AT TIME ZONE zone AS late_at,
           moments
      FROM dated
      LEFT JOIN off ON off.calendar = dated.calendar AND off.day = due_on - ahead_days
      JOIN rungs ON rungs.ladder = dated.ladder AND rungs.calendar = dated.calendar
           AND rungs.day = least(greatest(due_on, CAST(:ladders_from AS date)),
                                 CAST(:ladders_to AS date))
), reckoned AS (
    SELECT laddered.client_id, laddered.segment, laddered.since_on, laddered.contact_at,
           laddered.counted_from, laddered.counted_before, laddered.due_on, laddered.shows_on,
           laddered.late_at, laddered.is_moved, laddered.responsible_id, laddered.kinds,
           laddered.zone,
           CASE WHEN is_past THEN old.ladder ELSE moments END AS ladder,
           CASE WHEN is_past THEN old.ladder_to ELSE laddered.ladder_to END AS ladder_to,
           CASE WHEN is_planned THEN old.planned_at END AS planned_at,
           CASE WHEN is_planned THEN old.planned_as END AS planned_as,
           CASE WHEN is_planned THEN old.ring_at END AS ring_at,
           step.done AS steps_done,
           (CASE WHEN is_past THEN old.ladder ELSE moments END)[step.done + 1] AS next_step_at,
           CASE WHEN is_same AND laddered.late_at <= :now THEN old.late_in_a_row ELSE 0 END
               AS late_in_a_row,
           old.version AS old_version,
           old.client_id IS NOT NULL AS is_known
      FROM laddered
      LEFT JOIN cadences AS old ON old.client_id = laddered.client_id
     CROSS JOIN LATERAL (
         SELECT coalesce(old.counted_from = laddered.counted_from
                         AND old.due_on = laddered.due_on, false) AS is_same,
                coalesce(old.counted_from = laddered.counted_from
                         AND (old.planned_as = 'retry' OR old.planned_at < laddered.late_at),
                         false) AS is_planned,
                coalesce(old.counted_from = laddered.counted_from
                         AND old.due_on = laddered.due_on
                         AND old.due_on < CAST(:ladders_from AS date), false) AS is_past
     ) AS compared
     CROSS JOIN LATERAL (
         SELECT CASE WHEN is_past THEN old.steps_done
                     WHEN is_same THEN least(old.steps_done, cardinality(moments))
                     ELSE 0 END AS done
     ) AS step
), kept_under AS MATERIALIZED (
    SELECT * FROM reckoned
), changed AS (
    SELECT kept_under.*
      FROM kept_under
      LEFT JOIN cadences AS old ON old.client_id = kept_under.client_id
     WHERE NOT is_known OR ({old}) IS DISTINCT FROM ({new})
), kept AS (
    INSERT INTO cadences (client_id, {columns}, version)
    SELECT client_id, {columns}, coalesce(old_version, 0) + 1
      FROM changed ORDER BY client_id
    ON CONFLICT (client_id) DO UPDATE
       SET ({columns}) = ({excluded}), version = cadences.version + 1
     {guard}
    RETURNING client_id
), forgiven AS (
    DELETE FROM cadence_lapses
     USING kept_under
     WHERE kept_under.client_id = cadence_lapses.client_id
       AND EXISTS (
           SELECT FROM interactions
            WHERE interactions.client_id = kept_under.client_id
              AND result = 'reached' AND kind = ANY (kinds)
              AND at >= CAST(cadence_lapses.counted_from + 1 AS timestamp) AT TIME ZONE zone
              AND at < CAST(cadence_lapses.due_on + 1 AS timestamp) AT TIME ZONE zone)
)
"""

# Where no client is under a cadence, nothing is reckoned.
LEAVE_ALONE = """
WITH kept_under AS (
    SELECT NULL::bigint AS client_id, NULL::date AS counted_from WHERE false
), kept AS (
    SELECT client_id FROM kept_under
)
"""


def _typed(statement: str) -> TextClause:
    arrays: dict[str, Any] = {
        **dict.fromkeys(("client_ids", "people", "branches"), BigInteger),
        **dict.fromkeys(("every_days", "ahead_days"), Integer),
        **dict.fromkeys(
            (
                *("ladders", "calendars", "people_calendars", "branch_calendars"),
                *("off_calendars", "rung_ladders", "rung_calendars"),
            ),
            SmallInteger,
        ),
        **dict.fromkeys(("todays", "off_days", "worked_on", "rung_days"), Date),
        **dict.fromkeys(("segments", "kinds", "ladder_to", "zones", "rung_moments"), Text),
    }
    named = set(re.findall(r"(?<!:):(\w+)", statement))
    return text(statement).bindparams(
        *(bindparam(name, type_=ARRAY(kind)) for name, kind in arrays.items() if name in named),
        bindparam("changed_by", type_=BigInteger),
    )


def _statement(reckon: str, *, of_all: bool) -> TextClause:
    only = "" if of_all else "AND clients.id = ANY (:client_ids)"
    # Of some, the client's own row is locked, and nobody reckons it meanwhile.
    guard = "WHERE cadences.version + 1 = excluded.version" if of_all else ""
    return _typed(
        (reckon + LEAVE + EDIT_CARDS).format(
            only=only,
            guard=guard,
            columns=_columns(""),
            excluded=_columns("excluded."),
            old=_columns("old."),
            new=_columns("kept_under."),
        )
    )


OF_ALL = _statement(RECKON, of_all=True)
OF_SOME = _statement(RECKON, of_all=False)
LEAVE_SOME = _statement(LEAVE_ALONE, of_all=False)


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
        "calendars": list(range(len(plan.calendars))),
        "zones": [zone for zone, _ in plan.calendars],
        "todays": [today for _, today in plan.calendars],
        "people": list(plan.people),
        "people_calendars": list(plan.people.values()),
        "branches": list(plan.branches),
        "branch_calendars": list(plan.branches.values()),
        "off_calendars": [calendar for calendar, _, _ in plan.days_off],
        "off_days": [day for _, day, _ in plan.days_off],
        "worked_on": [worked_on for _, _, worked_on in plan.days_off],
        "rung_ladders": [ladder for ladder, _, _, _ in plan.rungs],
        "rung_calendars": [calendar for _, calendar, _, _ in plan.rungs],
        "rung_days": [day for _, _, day, _ in plan.rungs],
        "rung_moments": [
            _array([moment.isoformat() for moment in moments]) for _, _, _, moments in plan.rungs
        ],
        "ladders_from": plan.ladders_from,
        "ladders_to": plan.ladders_to,
    }
    if client_ids is not None:
        values["client_ids"] = list(client_ids)
    return values


def _array(items: Sequence[str]) -> str:
    """Words and moments as Postgres writes an array: none of them needs quoting."""
    return "{" + ",".join(f'"{item}"' for item in items) + "}"


async def reckon(
    connection: AsyncConnection,
    plan: Reckoning,
    client_ids: Sequence[ClientId] | None,
    now: datetime,
) -> tuple[int, bool]:
    """How many changed, and whether somebody is to be told."""
    values = values_of(plan, client_ids, now)
    statement = OF_ALL if client_ids is None else OF_SOME
    if client_ids is not None and not plan.branches:
        statement = LEAVE_SOME
        values = {name: values[name] for name in ("now", "changed_by", "changed_via", "client_ids")}
    done = (await connection.execute(statement, values)).one()
    return int(done.changed), bool(done.has_added)
