"""A workbook of plans as it comes back: columns by their names, formulas by their cells."""

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unicodedata import category

from domain.errors import BadInput
from domain.imports.columns import title_key
from domain.imports.errors import FileNotTable
from domain.imports.table import Table
from domain.plans.errors import PlanColumnsMissing, PlanSheetEmpty
from domain.plans.model import Planned
from domain.plans.sheets import (
    NEEDED,
    Column,
    PlanSheet,
    SheetRow,
    SheetWords,
    folded,
)
from storage.plans.sheet_writer import cell_address
from storage.tabular.opening import open_table

if TYPE_CHECKING:
    from storage.tabular.xlsx_table import XlsxTable

_CODE: Final = re.compile(r"\b[A-Z]{3}$")
"""Of a currency that has no sign."""


class PlanSheetReader:
    """See ``domain.plans.sheets.ReadPlanSheet``."""

    def knows(self, content: bytes, words: Sequence[SheetWords]) -> bool:
        try:
            with _opened(content) as table:
                return _is_of_plans([column for _, column in _columns(table, words)])
        except BadInput:
            return False

    def __call__(self, content: bytes, words: Sequence[SheetWords]) -> PlanSheet:
        with _opened(content) as table:
            found = _required(_columns(table, words), table.header, words[0])
            rows = [row for row in _rows(table, found) if not _is_empty(row)]
        if not rows:
            raise PlanSheetEmpty
        return PlanSheet(
            rows,
            {folded(word): kind for known in words for kind, word in known.kinds.items()},
            frozenset(folded(known.total) for known in words),
            _signs(table.header, found),
        )


@contextmanager
def _opened(content: bytes) -> Iterator["XlsxTable"]:
    """Raises: FileRefused."""
    with tempfile.TemporaryDirectory(prefix="naparnik-plan-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        table: Table = open_table(path)
        from storage.tabular.xlsx_table import XlsxTable  # noqa: PLC0415 - openpyxl is slow to import

        if not isinstance(table, XlsxTable):
            raise FileNotTable(file=path.name, looks_like=None)
        yield table


def _columns(
    table: "XlsxTable", words: Sequence[SheetWords]
) -> list[tuple[int, Column | Planned | None]]:
    known = _known(words)
    return [(place, _column(title, known)) for place, title in enumerate(table.header)]


def _column(title: str, known: Mapping[str, Column | Planned]) -> Column | Planned | None:
    """A currency's code may stand after the name: «План: продажи, UZS»."""
    key = title_key(title)
    code = _CODE.search(title)
    return known.get(key) or (known.get(title_key(title[: code.start()])) if code else None)


def _signs(header: Sequence[str], found: Mapping[Column | Planned, int]) -> frozenset[str]:
    return frozenset(
        sign
        for column, place in found.items()
        if isinstance(column, Planned)
        for sign in (
            *(sign for sign in header[place] if category(sign) == "Sc"),
            *_CODE.findall(header[place]),
        )
    )


def _known(words: Sequence[SheetWords]) -> Mapping[str, Column | Planned]:
    titles: dict[str, Column | Planned] = {}
    for known in words:
        titles.update({title_key(title): column for column, title in known.columns.items()})
        titles.update({title_key(title): planned for planned, title in known.plans.items()})
    return titles


def _is_of_plans(columns: Sequence[Column | Planned | None]) -> bool:
    """Whether a table is ours: a plan stands in it, or the code that nobody else writes."""
    return Column.CODE in columns or any(isinstance(column, Planned) for column in columns)


def _required(
    places: Sequence[tuple[int, Column | Planned | None]],
    header: Sequence[str],
    words: SheetWords,
) -> dict[Column | Planned, int]:
    """Where each column stands. Raises: PlanColumnsMissing."""
    found: dict[Column | Planned, int] = {}
    wrong: list[str] = []
    for place, column in places:
        if column is None:
            continue
        if column in found:
            wrong.append(header[place])
        found[column] = place
    wrong += [words.columns[column] for column in NEEDED if column not in found]
    if not any(planned in found for planned in Planned):
        wrong += [words.plans[planned] for planned in Planned]
    if wrong:
        raise PlanColumnsMissing(columns=tuple(wrong))
    return found


def _rows(table: "XlsxTable", places: Mapping[Column | Planned, int]) -> Iterator[SheetRow]:
    formulas = table.formula_cells()
    for row in table.rows():
        yield SheetRow(
            row.line,
            {column: row.cell(place) for column, place in places.items()},
            {
                column: cell_address(row.line - 1, place)
                for column, place in places.items()
                if (row.line, place + 1) in formulas
            },
        )


def _is_empty(row: SheetRow) -> bool:
    """Nothing in it says whose it is: a note below the table."""
    return (
        not row.text(Column.KIND)
        and not row.text(Column.CODE)
        and row.cells.get(Column.MONTH) in {None, ""}
    )
