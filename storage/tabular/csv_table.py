"""CSV as it is found: any of four delimiters, any of three encodings, quoted line ends."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from domain.imports.errors import (
    CellTooLong,
    FileEmpty,
    LineTooLong,
    TooManyColumns,
    TooManyRows,
)
from domain.imports.table import SourceRow
from storage.tabular import limits
from storage.tabular.encodings import detect_encoding

DELIMITERS = ";,\t|"
_SAMPLE_CHARACTERS = 64 * 1024
_SAMPLE_ROWS = 30
_EXCEL_HINT = "sep="  # the first line by which Excel is told the delimiter


@dataclass(frozen=True, slots=True)
class CsvTable:
    """``header_line`` is where the header starts; what stands above it is blank."""

    path: Path
    name: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_line: int

    def rows(self) -> Iterator[SourceRow]:
        count = 0
        for row in _records(self.path, self.name, self.encoding, self.delimiter):
            if row.line <= self.header_line or row.is_empty:
                continue
            count += 1
            if count > limits.ROWS:
                raise TooManyRows(file=self.name, limit=limits.ROWS)
            yield row


def open_csv(path: Path, name: str) -> CsvTable:
    """Raises: FileEmpty, EncodingUnknown, LineTooLong, CellTooLong, TooManyColumns."""
    encoding = detect_encoding(path)
    delimiter = _detect_delimiter(path, encoding)
    for row in _records(path, name, encoding, delimiter):
        if not row.is_empty:
            header = tuple(str(cell).strip() for cell in row.cells)
            return CsvTable(path, name, encoding, delimiter, header, row.line)
    raise FileEmpty(file=name)


def _detect_delimiter(path: Path, encoding: str) -> str:
    """The one that cuts the first rows into the most columns of the same number as the header's."""
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(_SAMPLE_CHARACTERS)
    first_line = sample.split("\n", 1)[0].strip()
    if first_line.casefold().startswith(_EXCEL_HINT) and len(first_line) == len(_EXCEL_HINT) + 1:
        return first_line[-1]
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    try:
        rows = [
            row
            for row in islice(csv.reader(io.StringIO(sample), delimiter=delimiter), _SAMPLE_ROWS)
            if any(row)
        ]
    except csv.Error:
        return (0, 0)
    if len(sample) >= _SAMPLE_CHARACTERS and len(rows) > 1:
        rows = rows[:-1]  # the last one may be cut off
    if not rows or len(rows[0]) == 1:
        return (0, 0)
    width = len(rows[0])
    even = sum(len(row) == width for row in rows) / len(rows)
    return (even, width)


def _records(path: Path, name: str, encoding: str, delimiter: str) -> Iterator[SourceRow]:
    with path.open(encoding=encoding, newline="") as file:
        lines = _BoundedLines(file, name)
        reader = csv.reader(lines, delimiter=delimiter)
        while True:
            start = reader.line_num + 1
            lines.record_characters = 0
            try:
                cells = next(reader, None)
            except csv.Error as error:  # a field beyond the reader's own limit
                raise CellTooLong(
                    file=name, line=start, column=1, limit=limits.CELL_CHARACTERS
                ) from error
            if cells is None:
                return
            if start == 1 and _is_excel_hint(cells, delimiter):
                continue
            yield SourceRow(start, _within_limits(cells, name, start))


def _is_excel_hint(cells: list[str], delimiter: str) -> bool:
    return delimiter.join(cells).strip().casefold() == _EXCEL_HINT + delimiter


def _within_limits(cells: list[str], name: str, line: int) -> tuple[str, ...]:
    while len(cells) > limits.COLUMNS and not cells[-1]:
        cells.pop()
    if len(cells) > limits.COLUMNS:
        raise TooManyColumns(file=name, limit=limits.COLUMNS)
    for column, cell in enumerate(cells, 1):
        if len(cell) > limits.CELL_CHARACTERS:
            raise CellTooLong(file=name, line=line, column=column, limit=limits.CELL_CHARACTERS)
    return tuple(cells)


class _BoundedLines:
    """The lines of a file, none of them and no quoted record longer than the limit."""

    def __init__(self, file: TextIO, name: str) -> None:
        self._file = file
        self._name = name
        self._line = 0
        self.record_characters = 0

    def __iter__(self) -> "_BoundedLines":
        return self

    def __next__(self) -> str:
        line = self._file.readline(limits.LINE_CHARACTERS + 1)
        if not line:
            raise StopIteration
        self._line += 1
        self.record_characters += len(line)
        if self.record_characters > limits.LINE_CHARACTERS:
            raise LineTooLong(file=self._name, line=self._line, limit=limits.LINE_CHARACTERS)
        return line
