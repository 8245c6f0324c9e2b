"""XLSX: the first sheet that is not empty, cells as they were last calculated.

Nothing is evaluated. A formula gives the value that was saved with it, or its own text where none
was.
"""

import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from domain.imports.errors import (
    CellTooLong,
    FileEmpty,
    FileNotTable,
    TooManyColumns,
    TooManyRows,
    ZipBomb,
)
from domain.imports.table import Cell, SourceRow, cell_text
from storage.tabular import limits

EXCEL_ROWS = 1_048_576
_SHARED_TEXT = "xl/sharedStrings.xml"
_CHUNK_BYTES = 1 << 20
_FORMULA_TAG = b"<f"
_BROKEN_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,  # zipfile, of a password
    InvalidFileException,
    ParseError,
    DefusedXmlException,
    LookupError,  # an encoding that nobody knows is one too
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
)
"""What openpyxl and zipfile raise for files that are not, or no longer, workbooks."""


@dataclass(frozen=True, slots=True)
class XlsxTable:
    path: Path
    name: str
    sheet: int
    has_formulas: bool
    header: tuple[str, ...]
    header_line: int

    def rows(self) -> Iterator[SourceRow]:
        count = 0
        with _reading(self.name):
            for row in _sheet_rows(self.path, self.name, self.sheet, self.has_formulas):
                if row.line <= self.header_line:
                    continue
                count += 1
                if count > limits.ROWS:
                    raise TooManyRows(file=self.name, limit=limits.ROWS)
                yield row

    def formula_cells(self) -> frozenset[tuple[int, int]]:
        """Line and column, from 1, of each cell that holds a formula."""
        if not self.has_formulas:
            return frozenset()
        with _reading(self.name), _workbook(self.path, data_only=False) as book:
            sheet = book.worksheets[self.sheet]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(min_col=1, max_col=limits.COLUMNS + 1)
            return frozenset(
                (line, column)
                for line, row in enumerate(rows, 1)
                for column, cell in enumerate(row, 1)
                if cell.data_type == "f"
            )


def open_xlsx(path: Path, name: str) -> XlsxTable:
    """Raises: ZipBomb, FileNotTable, FileEmpty, CellTooLong, TooManyColumns."""
    with _reading(name):
        _require_harmless(path, name)
        has_formulas = _has_formulas(path)
        for sheet in range(_sheet_count(path)):
            for row in _sheet_rows(path, name, sheet, has_formulas):
                header = tuple(cell_text(cell) for cell in row.cells)
                return XlsxTable(path, name, sheet, has_formulas, header, row.line)
    raise FileEmpty(file=name)


def _require_harmless(path: Path, name: str) -> None:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    bomb = ZipBomb(file=name, limit_megabytes=limits.UNPACKED_BYTES >> 20)
    if sum(member.file_size for member in members) > limits.UNPACKED_BYTES:
        raise bomb
    for member in members:
        packed = max(member.compress_size, 1)
        is_large = member.file_size > limits.SMALL_MEMBER_BYTES
        if is_large and member.file_size / packed > limits.TIGHTEST_PACKING:
            raise bomb
        if member.filename == _SHARED_TEXT and member.file_size > limits.SHARED_TEXT_BYTES:
            raise bomb


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        sheets = [item for item in archive.namelist() if item.startswith("xl/worksheets/")]
        return any(_holds_formula(archive, sheet) for sheet in sheets)


def _holds_formula(archive: zipfile.ZipFile, sheet: str) -> bool:
    with archive.open(sheet) as file:
        tail = b""
        while chunk := file.read(_CHUNK_BYTES):
            text = tail + chunk
            if any(_FORMULA_TAG + end in text for end in (b">", b" ", b"/")):
                return True
            tail = text[-len(_FORMULA_TAG) :]
    return False


def _sheet_count(path: Path) -> int:
    with _workbook(path, data_only=True) as book:
        return len(book.worksheets)


def _sheet_rows(path: Path, name: str, sheet: int, has_formulas: bool) -> Iterator[SourceRow]:
    """Rows that are not empty."""
    with _workbook(path, data_only=True) as values_book:
        values = _raw_rows(values_book.worksheets[sheet])
        if not has_formulas:
            yield from _bounded(zip(values, repeat(None)), name)
            return
        with _workbook(path, data_only=False) as formulas_book:
            formulas = _raw_rows(formulas_book.worksheets[sheet])
            yield from _bounded(zip(values, formulas, strict=True), name)


def _raw_rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what the file says of its own size need not be true
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(
        min_col=1, max_col=limits.COLUMNS + 1, values_only=True
    )
    return rows


def _bounded(
    rows: Iterator[tuple[tuple[Any, ...], tuple[Any, ...] | None]], name: str
) -> Iterator[SourceRow]:
    for line, (values, formulas) in enumerate(rows, 1):
        if line > EXCEL_ROWS:
            raise TooManyRows(file=name, limit=limits.ROWS)
        cells = [
            formula if value is None else value
            for value, formula in zip(values, formulas or repeat(None), strict=False)
        ]
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > limits.COLUMNS:
            raise TooManyColumns(file=name, limit=limits.COLUMNS)
        row = SourceRow(line, tuple(_plain(cell) for cell in cells))
        for column, cell in enumerate(row.cells, 1):
            if isinstance(cell, str) and len(cell) > limits.CELL_CHARACTERS:
                raise CellTooLong(file=name, line=line, column=column, limit=limits.CELL_CHARACTERS)
        if not row.is_empty:
            yield row


def _plain(cell: Any) -> Cell:
    """Array formulas and data tables are objects; their text is what a person sees."""
    if cell is None or isinstance(cell, Cell):
        return cell
    return str(getattr(cell, "text", None) or "")


@contextmanager
def _workbook(path: Path, *, data_only: bool) -> Iterator[Any]:
    with path.open("rb") as file:  # opened here: by a path it reads only what ends in .xlsx
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and dates it does not know, row by row
            book = openpyxl.load_workbook(
                file, read_only=True, data_only=data_only, keep_links=False
            )
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _reading(name: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN_WORKBOOK as error:
        raise FileNotTable(file=name, looks_like=None) from error
