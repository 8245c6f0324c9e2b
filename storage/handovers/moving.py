"""The statements that put records into other hands, and back: one for each way of holding one."""

from functools import cache
from typing import Final

from sqlalchemy import TextClause, text

from domain.handovers.model import Held
from storage.handovers.ways import LISTS, WAYS

HELPERS: Final = frozenset({Held.SERIES_HELPER, Held.SERIES_OBSERVER})
"""Lists that somebody is only taken out of."""

MARKS: Final = "changed_by = :changed_by, changed_via = :changed_via, changed_at = :changed_at"
CLOCK: Final = (
    "CROSS JOIN (SELECT CAST(:today AS date) AS today, CAST(:now AS timestamptz) AS now) AS clock"
)


def _place(held: Held) -> tuple[str, str]:
    table, column = held.split(".")
    return table, column


@cache
def held_by(held: Held, *, is_locked: bool) -> TextClause:
    """Of one way: the records that hang on ``:person``, with ``not_to``."""
    table, column = _place(held)
    way = WAYS[held]
    by = f":person = ANY(t.{column})" if held in LISTS else f"t.{column} = :person"
    if held is Held.LATER_APPROVAL:
        by += " AND t.approver_id <> :person"
    lock = "FOR UPDATE OF t" if is_locked else ""
    return text(
        f"SELECT t.id, {way.not_to} AS not_to FROM {table} t {CLOCK}"  # noqa: S608 - our own names
        f" WHERE {by} AND {way.is_open} ORDER BY t.id {lock}"
    )


@cache
def holders_of(held: Held) -> TextClause:
    """Of the moves of one way: the records that are open still, each with its holder now."""
    table, column = _place(held)
    holder = f"t.{column}"
    if held in LISTS:
        holder = (
            f"CASE WHEN m.to_id = ANY(t.{column}) THEN m.to_id"
            f" WHEN m.from_id = ANY(t.{column}) THEN m.from_id END"
        )
    return text(
        f"SELECT t.id, {holder} AS holder_id"  # noqa: S608 - our own names
        f" FROM handover_moves m JOIN {table} t ON t.id = m.record_id {CLOCK}"
        f" WHERE m.handover_id = :handover AND m.held = '{held}' AND {WAYS[held].is_open}"
        " ORDER BY t.id FOR UPDATE OF t"
    )


@cache
def put(held: Held, *, is_back: bool) -> TextClause:
    """Of one way: the handover's records into their new hands, or what returns into the former."""
    table, column = _place(held)
    way = WAYS[held]
    new, old = ("m.from_id", "m.to_id") if is_back else ("m.to_id", "m.from_id")
    if held in HELPERS:
        change = "array_append" if is_back else "array_remove"
        sets = [f"{column} = {change}(t.{column}, m.from_id)"]
    elif held is Held.LATER_APPROVAL:
        # Who comes instead may be asked earlier already: theirs is the last place.
        places = f"array_positions(t.{column}, {old})"
        sets = [f"{column}[({places})[cardinality({places})]] = {new}"]
    else:
        sets = [f"{column} = {new}"]
    if way.given:
        sets.append(way.given.format(new=new, old=old))
    if way.has_version:
        sets.append("version = version + 1")
    only = " AND m.has_returned" if is_back else ""
    return text(
        f"UPDATE {table} t SET {', '.join(sets)}, {MARKS} FROM handover_moves m"  # noqa: S608 - our own names
        f" WHERE m.handover_id = :handover AND m.held = '{held}' AND t.id = m.record_id{only}"
    )


ADD_MOVES: Final = text(
    """
    INSERT INTO handover_moves (handover_id, held, record_id, from_id, to_id)
    SELECT :handover, held, record_id, nullif(from_id, 0), nullif(to_id, 0)
      FROM unnest(CAST(:helds AS text[]), CAST(:record_ids AS bigint[]),
                  CAST(:from_ids AS bigint[]), CAST(:to_ids AS bigint[]))
           AS moved (held, record_id, from_id, to_id)
    """
)

NOTE_RETURNS: Final = text(
    """
    UPDATE handover_moves SET has_returned = (held, record_id) IN (
        SELECT held, record_id
          FROM unnest(CAST(:helds AS text[]), CAST(:record_ids AS bigint[]))
               AS back (held, record_id))
     WHERE handover_id = :handover
    """
)


@cache
def note(*, is_back: bool) -> TextClause:
    """Histories of clients, deals and tasks: from whom to whom."""
    was, now = ("m.to_id", "m.from_id") if is_back else ("m.from_id", "m.to_id")
    only = " AND m.has_returned" if is_back else ""
    return text(
        f"""
        INSERT INTO timeline (at, kind, client_id, deal_id, task_id, actor_id, channel, facts)
        SELECT :at, told.kind, told.client_id, told.deal_id, told.task_id, :actor_id, :channel,
               jsonb_strip_nulls(jsonb_build_object('was', was.name, 'now', now.name,
                                                    'title', told.title))
          FROM (
            SELECT m.id, {was} AS was_id, {now} AS now_id, 'client_handed_over' AS kind,
                   m.record_id AS client_id, CAST(NULL AS bigint) AS deal_id,
                   CAST(NULL AS bigint) AS task_id, CAST(NULL AS text) AS title
              FROM handover_moves m
             WHERE m.handover_id = :handover AND m.held = 'clients.owner_id'{only}
            UNION ALL
            SELECT m.id, {was}, {now}, 'deal_handed_over', deals.client_id, deals.id, NULL, NULL
              FROM handover_moves m JOIN deals ON deals.id = m.record_id
             WHERE m.handover_id = :handover AND m.held = 'deals.owner_id'{only}
            UNION ALL
            SELECT m.id, {was}, {now},
                   CASE WHEN m.held = 'tasks.executor_id' THEN 'task_handed_over'
                        ELSE 'task_assigner_changed' END,
                   tasks.client_id, tasks.deal_id, tasks.id, tasks.title
              FROM handover_moves m JOIN tasks ON tasks.id = m.record_id
             WHERE m.handover_id = :handover{only}
               AND m.held IN ('tasks.executor_id', 'tasks.assigner_id')
          ) told
          LEFT JOIN people was ON was.id = told.was_id
          LEFT JOIN people now ON now.id = told.now_id
         ORDER BY told.id
        """  # noqa: S608 - our own names
    )


_MATTERS: Final = ", ".join(
    f"('{held}', '{way.matter}')" for held, way in WAYS.items() if way.matter
)

REFRESH: Final = text(
    f"""
    WITH changed AS (
        SELECT DISTINCT told.matter, m.record_id AS matter_id
          FROM handover_moves m JOIN (VALUES {_MATTERS}) AS told (held, matter)
               ON told.held = m.held
         WHERE m.handover_id = :handover AND m.has_returned IS NOT FALSE
        UNION
        SELECT 'offer', offers.id
          FROM handover_moves m JOIN offers ON offers.deal_id = m.record_id
         WHERE m.handover_id = :handover AND m.held = 'deals.owner_id'
           AND m.has_returned IS NOT FALSE AND offers.status = 'awaiting'
    ), watching AS (
        SELECT people.id, changed.matter, changed.matter_id
          FROM changed
          JOIN cards ON cards.matter = changed.matter AND cards.matter_id = changed.matter_id
          JOIN people ON people.telegram_id = cards.chat_id
        UNION
        SELECT ledger.recipient_id, changed.matter, changed.matter_id
          FROM changed
          JOIN ledger ON ledger.matter = changed.matter AND ledger.matter_id = changed.matter_id
         WHERE ledger.status = 'due'
    )
    INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                        dedupe_key)
    SELECT id, 'refresh', matter, matter_id, 'now', :at, :at,
           id || ':refresh:' || matter || ':' || matter_id
      FROM watching
     WHERE id IS DISTINCT FROM :except_for
     ORDER BY matter, matter_id, id
    ON CONFLICT (dedupe_key) WHERE status IN ('due', 'held')
    DO UPDATE SET is_wanted_again = ledger.claimed_until IS NOT NULL
    """  # noqa: S608 - our own names
)
