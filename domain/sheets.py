"""A table as a file, whatever it is about: what those who write it are given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Protocol

Row = Sequence[object]
"""Values in the order of the columns; None is an empty cell."""


class CellKind(StrEnum):
    """What a column holds: ``str``, ``int``, ``Decimal``, ``date``, an aware ``datetime``, or a
    share of one as ``Decimal``; ``HOURS`` and ``DAYS`` that passed are ``Decimal`` too. What people
    typed is ``TEXT``, and is never read as a formula.
    """

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    PERCENT = "percent"
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """``width`` in letters. ``words`` are said for the keys that a text column holds; a key that is
    not among them is shown as it is.
    """

    title: str
    kind: CellKind = CellKind.TEXT
    width: int = 16
    is_summed: bool = False
    words: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """A table with what is said of it: ``facts`` are pairs of a name and a value.

    Moments are shown in ``zone``. ``currency_column`` is the place of the column by which sums of
    money are told apart; None where all money is of one currency.
    """

    title: str
    columns: tuple[SheetColumn, ...]
    zone: tzinfo
    total: str
    facts: tuple[tuple[str, str], ...] = ()
    facts_title: str = ""
    currency_column: int | None = None


class Sheet(Protocol):
    """A workbook that is being written. Every call blocks, and none is made beside another."""

    def add(self, rows: Sequence[Row]) -> None: ...

    def close(self) -> None:
        """The totals, and the file is whole."""
        ...


OpenSheet = Callable[[Path, SheetPaper], Sheet]
"""Begin a workbook, .xlsx, at a path. Rows are not kept in memory."""


@dataclass(frozen=True, slots=True)
class PagesPaper:
    """A table as pages: every cell is worded already. ``align_right`` are places of columns.

    ``note`` stands under the title; ``totals`` is the last row. ``page_words`` has ``{page}`` and
    ``{pages}``.
    """

    title: str
    subtitle: str
    titles: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Sequence[tuple[str, ...]]
    language: str
    page_words: str
    align_right: frozenset[int] = field(default_factory=frozenset)
    totals: Sequence[tuple[str, ...]] = ()
    note: str = ""


WritePages = Callable[[Path, PagesPaper], None]
"""Write a PDF to a path. Blocks."""
