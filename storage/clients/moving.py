"""A merged client's rows go to the survivor, and back: one statement a table."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.merging import Merge, MergeId
from domain.clients.model import ClientId
from storage.changes import change_marks
from storage.clients.references import Reference, Unique, moved_references

# A phone that both have stays the survivor's; whose it is, is not forgotten.
FILL_PHONES = """
WITH filled AS (
    UPDATE phones AS kept
       SET contact_id = coalesce(kept.contact_id, taken.contact_id),
           extension = coalesce(kept.extension, taken.extension),
           changed_by = :changed_by, changed_via = :changed_via, changed_at = :changed_at
      FROM phones AS taken, phones AS former
     WHERE kept.client_id = :survivor AND taken.client_id = :loser AND former.id = kept.id
       AND kept.number = taken.number
       AND ((kept.contact_id IS NULL AND taken.contact_id IS NOT NULL)
            OR (kept.extension IS NULL AND taken.extension IS NOT NULL))
    RETURNING kept.id, former.contact_id AS former_contact, kept.contact_id,
              former.extension AS former_extension, kept.extension
)
INSERT INTO client_merge_moves (merge_id, subject, filled_rows)
SELECT :merge_id, 'phones', jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
           'id', id,
           'contact_id', CASE WHEN former_contact IS NULL THEN contact_id END,
           'extension', CASE WHEN former_extension IS NULL THEN extension END)))
  FROM filled HAVING count(*) > 0
"""
EMPTY_PHONES = """
UPDATE phones
   SET contact_id = CASE WHEN contact_id = (given ->> 'contact_id')::bigint THEN NULL
                         ELSE contact_id END,
       extension = CASE WHEN extension = given ->> 'extension' THEN NULL ELSE extension END,
       changed_by = :changed_by, changed_via = :changed_via, changed_at = :changed_at
  FROM client_merge_moves AS moves, jsonb_array_elements(moves.filled_rows) AS given
 WHERE moves.merge_id = :merge_id AND moves.subject = 'phones'
   AND phones.id = (given ->> 'id')::bigint AND phones.client_id = :survivor
"""
MOVE_CARDS = """
UPDATE cards SET matter_id = :survivor
 WHERE matter = 'client' AND matter_id = :loser
   AND NOT EXISTS (SELECT FROM cards AS there WHERE there.chat_id = cards.chat_id
                   AND there.matter = 'client' AND there.matter_id = :survivor)
"""


async def rows_by_table(connection: AsyncConnection, client_id: ClientId) -> Mapping[str, int]:
    """How many rows of each table name the client; tables without any are left out. Offers come
    with their deals."""
    parts = [
        f"SELECT '{of.table.name}' AS subject, count(*) AS rows FROM {of.table.name} "  # noqa: S608 - our own names
        f"WHERE {of.column} = :client"
        for of in moved_references()
    ]
    parts.append(
        "SELECT 'offers', count(*) FROM offers JOIN deals ON deals.id = offers.deal_id "
        "WHERE deals.client_id = :client"
    )
    found = await connection.execute(text(" UNION ALL ".join(parts)), {"client": client_id})
    return {row.subject: row.rows for row in found if row.rows}


async def move_rows(
    connection: AsyncConnection,
    merge_id: MergeId,
    loser_id: ClientId,
    survivor_id: ClientId,
    now: datetime,
) -> None:
    """Every row of the loser goes to the survivor; which, is kept with the merge. Both clients
    are locked."""
    ids = {"merge_id": merge_id, "loser": loser_id, "survivor": survivor_id}
    await connection.execute(text(FILL_PHONES), {**ids, **change_marks(now)})
    for reference in moved_references():
        marks = change_marks(now) if "changed_by" in reference.table.c else {}
        for unique in reference.uniques:
            for statement in _take_out(reference, unique, is_marked=bool(marks)):
                await connection.execute(text(statement), {**ids, **marks})
        await connection.execute(text(_move(reference, is_marked=bool(marks))), {**ids, **marks})
    await connection.execute(text(MOVE_CARDS), ids)


async def move_back(connection: AsyncConnection, merge: Merge, now: datetime) -> None:
    """What the merge moved and is still the survivor's goes back. The loser is itself again."""
    ids = {"merge_id": merge.id, "loser": merge.loser_id, "survivor": merge.survivor_id}
    await connection.execute(text(EMPTY_PHONES), {**ids, **change_marks(now)})
    for reference in moved_references():
        marks = change_marks(now) if "changed_by" in reference.table.c else {}
        await connection.execute(
            text(_move_back(reference, is_marked=bool(marks))), {**ids, **marks}
        )
        await connection.execute(text(_put_back(reference)), {"merge_id": merge.id})


def _set_marks(*, is_marked: bool) -> str:
    if not is_marked:
        return ""
    return ", changed_by = :changed_by, changed_via = :changed_via, changed_at = :changed_at"


def _take_out(reference: Reference, unique: Unique, *, is_marked: bool) -> list[str]:
    """Rows of the loser that the survivor has already; marked first, since a deletion has no
    marks of its own."""
    name, column = reference.table.name, reference.column
    condition = "" if unique.condition is None else f" AND {unique.condition}"
    equal = "".join(f" AND there.{other} = {name}.{other}" for other in unique.columns)
    same = (
        f"{column} = :loser{condition} AND EXISTS ("  # noqa: S608 - our own names
        f"SELECT FROM (SELECT * FROM {name} WHERE {column} = :survivor{condition}) AS there "
        f"WHERE true{equal})"
    )
    taken = (
        f"WITH taken AS (DELETE FROM {name} WHERE {same} RETURNING {name}.*) "  # noqa: S608 - our own names
        "INSERT INTO client_merge_moves (merge_id, subject, taken_rows) "
        f"SELECT :merge_id, '{name}', jsonb_agg(to_jsonb(taken)) FROM taken HAVING count(*) > 0"
    )
    if not is_marked:
        return [taken]
    marked = f"UPDATE {name} SET {_set_marks(is_marked=True)[2:]} WHERE {same}"  # noqa: S608 - our own names
    return [marked, taken]


def _move(reference: Reference, *, is_marked: bool) -> str:
    name, column = reference.table.name, reference.column
    if reference.rest_of_key is None:
        returned, kept, into = "id", "array_agg(id)", "row_ids"
    else:
        pairs = ", ".join(f"'{item}', {item}" for item in reference.rest_of_key)
        returned = f"jsonb_build_object({pairs}) AS key"
        kept, into = "jsonb_agg(key)", "row_keys"
    return (
        f"WITH moved AS (UPDATE {name} SET {column} = :survivor"  # noqa: S608 - our own names
        f"{_set_marks(is_marked=is_marked)} WHERE {column} = :loser RETURNING {returned}) "
        f"INSERT INTO client_merge_moves (merge_id, subject, {into}) "
        f"SELECT :merge_id, '{name}', {kept} FROM moved HAVING count(*) > 0"
    )


def _move_back(reference: Reference, *, is_marked: bool) -> str:
    name, column = reference.table.name, reference.column
    if reference.rest_of_key is None:
        source, is_same = "unnest(moves.row_ids) AS row_id", f"{name}.id = row_id"
    else:
        source = "jsonb_array_elements(moves.row_keys) AS row_key"
        parts = [f"{name}.{item}::text = row_key ->> '{item}'" for item in reference.rest_of_key]
        is_same = " AND ".join(parts) or "true"
    return (
        f"UPDATE {name} SET {column} = :loser{_set_marks(is_marked=is_marked)} "  # noqa: S608 - our own names
        f"FROM client_merge_moves AS moves, {source} "
        f"WHERE moves.merge_id = :merge_id AND moves.subject = '{name}' "
        f"AND {name}.{column} = :survivor AND {is_same}"
    )


def _put_back(reference: Reference) -> str:
    name = reference.table.name
    return (
        f"INSERT INTO {name} SELECT (jsonb_populate_record(NULL::{name}, taken)).* "  # noqa: S608 - our own names
        "FROM client_merge_moves AS moves, jsonb_array_elements(moves.taken_rows) AS taken "
        f"WHERE moves.merge_id = :merge_id AND moves.subject = '{name}' ON CONFLICT DO NOTHING"
    )
