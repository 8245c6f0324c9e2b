"""Reminders that climb: the owner first, then the lead, then the manager, a step at each moment.

A row under watch keeps the moments of its steps, to whom each one goes, how many are done and when
the next one is. One statement takes the steps that are due, whatever kind of row it is.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import DateTime, TextClause, bindparam, text

from storage.readings import Reading

NOW: Final = bindparam("now", type_=DateTime(timezone=True))
BRANCH_OF_CLIENT = "(SELECT branch_id FROM clients WHERE clients.id = due.client_id)"
"""A ladder's ``branch``: looked up only for whom heads are looked for."""
CLOCKS_MARKS = "changed_by = NULL, changed_via = 'clock', changed_at = :now"


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where a table keeps its ladder, and what is told of it; all of it SQL, constants of ours.

    ``is_watched`` is the text of the partial index that finds what is due; ``holder`` the person
    whose heads are climbed to, ``branch`` where they are found, both of ``due`` (the row) and
    ``joins``. ``kind`` and ``above_cap`` are expressions over the same, and ``rung``.
    """

    table: str
    matter: str
    kind: str
    is_watched: str
    holder: str
    branch: str
    joins: str = ""
    above_cap: str = "false"
    key: str = "id"
    ladder: str = "ladder"
    ladder_to: str = "ladder_to"
    steps_done: str = "steps_done"
    next_step_at: str = "next_step_at"
    marks: str = CLOCKS_MARKS


def dues(*firsts: str) -> Reading:
    """Whether anything is due at ``:now``, a column for each ``first``: asked first, for most ticks
    find nothing, and to find that out they need no transaction.
    """
    asked = ", ".join(f"({first}) <= :now" for first in firsts)
    return Reading(text(f"SELECT {asked}").bindparams(NOW))


def first(moment: str, table: str, is_watched: str) -> str:
    """The earliest moment of what is watched: the first entry of its index, whatever the plan."""
    return f"SELECT min({moment}) FROM {table} WHERE {is_watched}"  # noqa: S608 - constants


def first_step(ladder: Ladder) -> str:
    return first(ladder.next_step_at, ladder.table, ladder.is_watched)


def climb(ladder: Ladder) -> TextClause:
    """Take the next step of at most ``:most`` rows that are due at ``:now``, and tell whose turn it
    is, or who stands in for them; gives how many rows climbed.

    The counter and the notice are one statement. A notice is deduplicated per recipient: a sweep
    that runs late climbs several steps and tells each person once. Values of partial indexes stand
    as literals, so that a prepared statement is served by them too. The functions that follow
    bosses and deputies are called only for whom plain columns do not answer: in no zone is the day
    further from UTC's than one.
    """
    return text(
        f"""
        WITH due AS (
            SELECT {ladder.table}.*
              FROM {ladder.table}
             WHERE {ladder.is_watched} AND {ladder.next_step_at} <= :now
             ORDER BY {ladder.next_step_at}
             LIMIT :most
               FOR UPDATE SKIP LOCKED
        ), climbed AS (
            UPDATE {ladder.table}
               SET {ladder.steps_done} = due.{ladder.steps_done} + 1,
                   {ladder.next_step_at} = due.{ladder.ladder}[due.{ladder.steps_done} + 2]
                   {"," if ladder.marks else ""} {ladder.marks}
              FROM due
             WHERE {ladder.table}.{ladder.key} = due.{ladder.key}
        ), away AS (
            SELECT person_id FROM absences
             WHERE starts_on <= (:now AT TIME ZONE 'UTC')::date + 1
               AND ends_on >= (:now AT TIME ZONE 'UTC')::date - 1
        ), named AS MATERIALIZED (
            SELECT due.{ladder.key} AS matter_id, due.{ladder.steps_done} AS step, rung,
                   {ladder.kind} AS kind, {ladder.above_cap} AS above_cap,
                   CASE WHEN rung = 'owner' AND people.is_active THEN people.id
                        ELSE head_of(people.id, {ladder.branch}, rung) END AS head_id
              FROM due
              {ladder.joins}
              JOIN people ON people.id = {ladder.holder}
             CROSS JOIN LATERAL (
                   SELECT due.{ladder.ladder_to}[due.{ladder.steps_done} + 1] AS rung) AS climbing
        ), told AS (
            SELECT named.*,
                   CASE WHEN head_id IN (SELECT person_id FROM away) THEN stand_in(head_id, :now)
                        ELSE head_id END AS recipient_id
              FROM named
        ), noted AS (
            INSERT INTO ledger (recipient_id, kind, matter, matter_id, facts, urgency, not_before,
                                created_at, dedupe_key)
            SELECT recipient_id, kind, '{ladder.matter}', matter_id,
                   jsonb_build_object('rung', rung, 'step', step, 'above_cap', above_cap),
                   'now', :now, :now,
                   recipient_id || ':' || kind || ':{ladder.matter}:' || matter_id
              FROM told
             WHERE recipient_id IS NOT NULL
            ON CONFLICT DO NOTHING
        )
        SELECT count(*) FROM due
        """  # noqa: S608 - constants of the schema
    )
