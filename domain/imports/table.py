"""A file as a table, however it is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol

Cell = str | int | float | bool | Decimal | datetime | date | time | timedelta | None
"""CSV gives texts, '' for an empty cell; XLSX numbers and dates too, None for an empty cell."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """``line`` counts from 1 as a spreadsheet does; ``cells`` may be shorter than the header."""

    line: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return all(cell_text(cell) == "" for cell in self.cells)

    def cell(self, position: int) -> Cell:
        return self.cells[position] if position < len(self.cells) else None


class Table(Protocol):
    """``rows`` streams the file anew each time it is called, empty rows left out.

    ``rows`` raises FileRefused for what is only found on the way: TooManyRows, LineTooLong ...
    """

    @property
    def name(self) -> str: ...

    @property
    def header(self) -> tuple[str, ...]: ...

    def rows(self) -> Iterator[SourceRow]: ...


def cell_text(cell: Cell) -> str:
    """What a person reads in the cell, on one line, spaces folded."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        is_day = cell.time() == time()
        return cell.date().isoformat() if is_day else cell.isoformat(sep=" ", timespec="minutes")
    return " ".join(str(cell).split())
