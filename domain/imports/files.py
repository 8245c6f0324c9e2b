"""The files of one import, each with what its columns hold."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from domain.imports.columns import ColumnMapping, Field, Kind, map_columns, recognise
from domain.imports.errors import NothingToImport, RowsMissing
from domain.imports.model import RefusedRow, RowRefused
from domain.imports.table import SourceRow, Table

CHUNK_ROWS = 500

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FileToImport:
    """``kind`` is None where the columns are to tell; ``chosen`` is what a person said of columns
    that are not known by their names: ``title_key`` of the name to the field."""

    table: Table
    kind: Kind | None = None
    chosen: Mapping[str, Field] = field(default_factory=dict)

    def mapping(self) -> ColumnMapping:
        """Raises: KindUnknown."""
        kind = self.kind or recognise(self.table.header, self.table.name)
        return map_columns(self.table.header, kind, self.chosen)


@dataclass(frozen=True, slots=True)
class ReadyFile:
    table: Table
    mapping: ColumnMapping


def ready(files: Sequence[FileToImport]) -> dict[Kind, list[ReadyFile]]:
    """Files by kind. Raises: NothingToImport, KindUnknown, ColumnsMissing."""
    if not files:
        raise NothingToImport
    by_kind: dict[Kind, list[ReadyFile]] = {kind: [] for kind in Kind}
    for file in files:
        mapping = file.mapping().require_complete(file.table.name)
        by_kind[mapping.kind].append(ReadyFile(file.table, mapping))
    return by_kind


async def count_rows(files: Mapping[Kind, Sequence[ReadyFile]]) -> dict[Kind, int]:
    """Rows of each kind. Every file is read to its end, so that one that cannot be is refused
    before anything is written. Raises: FileRefused; RowsMissing, if one has none."""

    def count(file: ReadyFile) -> int:
        rows = sum(1 for _ in file.table.rows())
        if not rows:
            raise RowsMissing(file=file.table.name)
        return rows

    return {
        kind: sum([await asyncio.to_thread(count, file) for file in of_kind])
        for kind, of_kind in files.items()
    }


Read = Callable[[SourceRow], T]
"""One row as a draft; raises RowRefused."""


async def read_in_chunks(
    file: ReadyFile, read: Read[T]
) -> AsyncIterator[tuple[list[T], list[RefusedRow]]]:
    """Drafts and refused rows, ``CHUNK_ROWS`` rows at a time, read in a thread."""
    rows = file.table.rows()
    while True:
        drafts, refused = await asyncio.to_thread(_read_chunk, file, rows, read)
        if not drafts and not refused:
            return
        yield drafts, refused


def _read_chunk(
    file: ReadyFile, rows: Iterator[SourceRow], read: Read[T]
) -> tuple[list[T], list[RefusedRow]]:
    drafts: list[T] = []
    refused: list[RefusedRow] = []
    for row in islice(rows, CHUNK_ROWS):
        try:
            drafts.append(read(row))
        except RowRefused as refusal:
            refused.append(RefusedRow(file.table.name, file.mapping.kind, row, refusal.faults))
    return drafts, refused
