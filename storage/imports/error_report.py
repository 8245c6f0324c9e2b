"""Rows that were not taken, as a workbook: each as it was, with its line and why."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from domain.imports.model import RefusedRow
from domain.imports.table import Cell, cell_text
from storage.tabular.workbooks import open_workbook

SHEET_NAME_LIMIT = 31
_FORBIDDEN_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_EXACT_DIGITS = 15  # a spreadsheet's numbers are binary fractions: longer ones stay text
_REASON_WIDTH = 60

WordReasons = Callable[[RefusedRow], str]
"""Why the row was not taken, in the reader's language."""


class ErrorReport:
    """Writes ``path``, a sheet for each file, rows as they come; one row is in memory at a time.

    ``headers`` are the files' names of columns, ``line_title`` and ``reason_title`` those of the
    two that are added. What stood in a cell is written as it stood: a text that looks like a
    formula or a link stays a text. Nothing is written where no row was refused.
    """

    def __init__(
        self,
        path: Path,
        headers: Mapping[str, tuple[str, ...]],
        *,
        word_reasons: WordReasons,
        line_title: str,
        reason_title: str,
    ) -> None:
        self._path = path
        self._headers = headers
        self._word_reasons = word_reasons
        self._titles = (line_title, reason_title)
        self._book: Any = None
        self._sheets: dict[str, Any] = {}
        self._next_rows: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._book is not None:
            self._book.close()

    @property
    def has_rows(self) -> bool:
        return self._book is not None

    def add(self, refused: RefusedRow) -> None:
        sheet = self._sheets.get(refused.file) or self._start_sheet(refused.file)
        number = self._next_rows[refused.file]
        self._next_rows[refused.file] += 1
        sheet.write_number(number, 0, refused.row.line)
        sheet.write_string(number, 1, self._word_reasons(refused))
        for column, cell in enumerate(refused.row.cells, 2):
            _write(sheet, number, column, cell)

    def _start_sheet(self, file: str) -> Any:
        if self._book is None:
            self._book = open_workbook(str(self._path), constant_memory=True)
        sheet = self._book.add_worksheet(self._sheet_name(file))
        bold = self._book.add_format({"bold": True})
        sheet.set_column(1, 1, _REASON_WIDTH)
        sheet.freeze_panes(1, 2)
        for column, title in enumerate((*self._titles, *self._headers.get(file, ()))):
            sheet.write_string(0, column, title, bold)
        self._sheets[file] = sheet
        self._next_rows[file] = 1
        return sheet

    def _sheet_name(self, file: str) -> str:
        number = len(self._sheets) + 1
        name = file.translate(_FORBIDDEN_IN_SHEET_NAME).strip()
        return f"{number} {name}"[:SHEET_NAME_LIMIT].rstrip()


def _write(sheet: Any, row: int, column: int, cell: Cell) -> None:
    match cell:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, column, cell)
        case int() | float() | Decimal() if len(f"{abs(cell)}") <= _EXACT_DIGITS:
            sheet.write_number(row, column, cell)
        case str():
            sheet.write_string(row, column, cell)
        case datetime() | date() | time():
            sheet.write_string(row, column, cell_text(cell))
        case _:
            sheet.write_string(row, column, str(cell))
