"""Every column that names a client, and what a merge does with it.

``REFERENCES`` is complete: a test walks the schema, and fails on a column that is not listed. Rows
that are ``MOVED`` go to the survivor; where the survivor has an equal one already (by a unique
index), the loser's is taken out, kept whole, and put back by an undo.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Column, Table, UniqueConstraint

from storage.tables import clients, metadata


class OnMerge(StrEnum):
    MOVED = "moved"
    KEPT = "kept"


REFERENCES: dict[str, OnMerge] = {
    "clients.merged_into_id": OnMerge.MOVED,  # so that one step leads to the survivor
    "contacts.client_id": OnMerge.MOVED,
    "phones.client_id": OnMerge.MOVED,
    "deals.client_id": OnMerge.MOVED,
    "tasks.client_id": OnMerge.MOVED,
    "task_series.client_id": OnMerge.MOVED,
    "interactions.client_id": OnMerge.MOVED,
    "personal_dates.client_id": OnMerge.MOVED,
    "client_holidays.client_id": OnMerge.MOVED,
    "greetings.client_id": OnMerge.MOVED,
    "cadence_lapses.client_id": OnMerge.MOVED,
    "cadence_moves.client_id": OnMerge.MOVED,
    "requests.client_id": OnMerge.MOVED,
    "client_products.client_id": OnMerge.MOVED,
    "poll_answers.client_id": OnMerge.MOVED,
    "planned_calls.client_id": OnMerge.MOVED,
    "segment_changes.client_id": OnMerge.MOVED,
    "risks.client_id": OnMerge.MOVED,
    "visits.client_id": OnMerge.MOVED,
    "timeline.client_id": OnMerge.MOVED,
    # Reckoned anew for each of the two; it waits for the merge to be undone.
    "cadences.client_id": OnMerge.KEPT,
    # These tell of the record itself: what was merged when, and what was told apart.
    "client_merges.loser_id": OnMerge.KEPT,
    "client_merges.survivor_id": OnMerge.KEPT,
    "duplicate_pairs.one_id": OnMerge.KEPT,
    "duplicate_pairs.other_id": OnMerge.KEPT,
}


@dataclass(frozen=True, slots=True)
class Unique:
    """Besides the client, ``columns`` tell rows apart where ``condition`` (if any) holds."""

    columns: tuple[str, ...]
    condition: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """``column`` of ``table`` names a client. ``rest_of_key`` is the primary key without it, None
    where the key is a single ``id``."""

    table: Table
    column: str
    rest_of_key: tuple[str, ...] | None
    uniques: tuple[Unique, ...]


def client_columns() -> list[str]:
    """``table.column`` of every foreign key to clients, in order."""
    return sorted(
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if any(key.column is clients.c.id for key in column.foreign_keys)
    )


def moved_references() -> list[Reference]:
    """In the order in which they are moved."""
    names = [name for name, rule in REFERENCES.items() if rule is OnMerge.MOVED]
    return [_reference(*name.split(".")) for name in names if name in set(client_columns())]


def _reference(table_name: str, column: str) -> Reference:
    table = metadata.tables[table_name]
    key = [item.name for item in table.primary_key.columns]
    return Reference(
        table=table,
        column=column,
        rest_of_key=None if key == ["id"] else tuple(name for name in key if name != column),
        uniques=tuple(_uniques(table, table.c[column], key)),
    )


def _uniques(table: Table, column: Column[int], key: Sequence[str]) -> list[Unique]:
    sets: list[tuple[list[str], str | None]] = [(list(key), None)]
    sets += [
        ([item.name for item in rule.columns], None)
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint)
    ]
    for index in table.indexes:
        if index.unique:
            where = index.dialect_options["postgresql"]["where"]
            sets.append(
                ([item.name for item in index.columns], None if where is None else str(where))
            )
    return [
        Unique(tuple(name for name in names if name != column.name), condition)
        for names, condition in sets
        if column.name in names
    ]
