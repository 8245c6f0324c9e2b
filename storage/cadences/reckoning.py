"""Due days written down, of all clients in one statement or of some.

What changes nothing is not written, and a ladder that has passed stays as it was. Of two
transactions that reckon one client, the one that began later has seen more: a nightly run leaves a
row that became another while it was looking.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import TextClause
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cadences.plan import Reckoning
from domain.clients.model import ClientId
from storage.cadences.due_days import MORE_MEMORY, NAMES, RECKONED, columns, typed, values_of

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
       AND clients.segment <> ALL (:segments)
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
       AND {is_needless}
       {only}
    RETURNING cadence_moves.id
)
"""

KEEP = """
, kept AS (
    INSERT INTO cadences (client_id, {columns}, version)
    SELECT client_id, {columns}, coalesce(old_version, 0) + 1
      FROM kept_under WHERE is_changed ORDER BY client_id
    ON CONFLICT (client_id) DO UPDATE
       SET ({columns}) = ({excluded}), version = cadences.version + 1
     {guard}
    RETURNING client_id
)
"""

# What was logged late may tell that a day that passed was kept. A night learns nothing of the kind,
# nor of what came before a last contact that it knows: whoever logs or corrects one reckons it.
FORGIVE = """
, forgiven AS (
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


COUNTED_OTHERWISE = """NOT EXISTS (
           SELECT FROM kept_under
            WHERE kept_under.client_id = cadence_moves.client_id
              AND kept_under.counted_from = cadence_moves.counted_from)"""
UNDER_NO_CADENCE = "clients.segment <> ALL (:segments)"


def _statement(reckon: str, *, of_all: bool) -> TextClause:
    only = "" if of_all else "AND clients.id = ANY (:client_ids)"
    # Of some, the client's own row is locked, and nobody reckons it meanwhile.
    guard = "WHERE cadences.version + 1 = excluded.version" if of_all else ""
    return typed(
        (reckon + LEAVE + EDIT_CARDS).format(
            clients="clients",
            only=only,
            guard=guard,
            is_known="coalesce(contact_at = known_at, false)" if of_all else "false",
            is_needless=UNDER_NO_CADENCE if of_all else COUNTED_OTHERWISE,
            excluded=columns("excluded."),
            **NAMES,
        )
    )


OF_ALL = _statement(RECKONED + KEEP, of_all=True)
OF_SOME = _statement(RECKONED + KEEP + FORGIVE, of_all=False)
LEAVE_SOME = _statement(LEAVE_ALONE, of_all=False)


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
        named = ("now", "changed_by", "changed_via", "client_ids", "segments")
        values = {name: values[name] for name in named}
    if client_ids is None:
        await connection.execute(MORE_MEMORY)
    done = (await connection.execute(statement, values)).one()
    return int(done.changed), bool(done.has_added)
