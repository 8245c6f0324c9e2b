"""Plans as a workbook: written to be filled in, and read as it comes back."""

import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from unicodedata import category

from domain.errors import BadInput
from domain.imports.columns import title_key
from domain.org.whose import WhoseKind
from domain.plans.errors import PlanColumnsMissing, PlanInOtherCurrency, PlanSheetEmpty
from domain.plans.model import Planned
from domain.plans.sheets import (
    NEEDED,
    Column,
    PlanSheet,
    SheetRow,
    SheetWords,
    code_of,
    folded,
)
from domain.plans.views import PlanPaper, PlanRow
from storage.tabular.opening import open_table
from storage.tabular.workbooks import HEAD_FILL, open_workbook
from storage.tabular.xlsx_table import XlsxTable

MONTH_FORMAT: Final = "mm.yyyy"
MONEY_FORMAT, COUNT_FORMAT, SHARE_FORMAT = "#,##0.##", "#,##0", "0.0%"
TO_FILL: Final = "#FFF8E1"
"""Behind the cells that are to be filled in."""
WIDTHS: Final = {
    Column.MONTH: 10,
    Column.KIND: 14,
    Column.NAME: 30,
    Column.BRANCH: 20,
    Column.CODE: 12,
}
FIGURE_WIDTH: Final = 15
LAST_NAMED: Final = 3
"""Columns that stay in sight: month, kind, name."""
CURRENCY_SIGNS: Final = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸", "INR": "₹"}


def write_plan_sheet(paper: PlanPaper, words: SheetWords) -> bytes:
    out = io.BytesIO()
    book = open_workbook(out, in_memory=True)
    book.set_properties({"title": words.title})
    _Sheet(book, paper, words).write()
    book.close()
    return out.getvalue()


class _Sheet:
    """Month, kind, name, branch; then plan, fact and share of each figure; the hidden code last."""

    def __init__(self, book: Any, paper: PlanPaper, words: SheetWords) -> None:
        self._paper, self._words = paper, words
        self._sheet = book.add_worksheet(words.title[:31])
        self._head = book.add_format(
            {"bold": True, "bg_color": HEAD_FILL, "text_wrap": True, "valign": "top"}
        )
        self._month = book.add_format({"num_format": MONTH_FORMAT, "align": "left"})
        self._note = book.add_format({"italic": True, "font_color": "#666666"})
        self._share = book.add_format({"num_format": SHARE_FORMAT})
        self._formats = {
            (is_money, kind): book.add_format(
                {"num_format": MONEY_FORMAT if is_money else COUNT_FORMAT, **style}
            )
            for is_money in (True, False)
            for kind, style in (
                ("plan", {"bg_color": TO_FILL}),
                ("fact", {}),
                ("total", {"bold": True, "top": 1}),
            )
        }
        self._bold = book.add_format({"bold": True, "top": 1})
        self._named = (Column.MONTH, Column.KIND, Column.NAME, Column.BRANCH)
        self._first = {
            planned: len(self._named) + 3 * place for place, planned in enumerate(Planned)
        }
        self._code = len(self._named) + 3 * len(Planned)

    def write(self) -> None:
        self._write_head()
        for line, row in enumerate(self._paper.rows, 1):
            self._write_row(line, row)
        last = len(self._paper.rows)
        self._write_totals(last)
        self._sheet.autofilter(0, 0, last, self._code - 1)
        self._sheet.freeze_panes(1, LAST_NAMED)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)

    def _write_head(self) -> None:
        for place, column in enumerate(self._named):
            self._sheet.set_column(place, place, WIDTHS[column])
            self._sheet.write_string(0, place, self._words.columns[column], self._head)
        for planned, place in self._first.items():
            self._sheet.set_column(place, place + 2, FIGURE_WIDTH)
            titles = (self._words.plans, self._words.facts, self._words.shares)
            for shift, known in enumerate(titles):
                self._sheet.write_string(0, place + shift, known[planned], self._head)
        self._sheet.set_column(self._code, self._code, WIDTHS[Column.CODE], None, {"hidden": True})
        self._sheet.write_string(0, self._code, self._words.columns[Column.CODE], self._head)

    def _write_row(self, line: int, row: PlanRow) -> None:
        sheet, words = self._sheet, self._words
        first = self._paper.month.starts_on
        sheet.write_datetime(line, 0, datetime.combine(first, time()), self._month)
        sheet.write_string(line, 1, words.kinds[row.whose.kind])
        sheet.write_string(line, 2, row.name)
        sheet.write_string(line, 3, row.branch_name)
        sheet.write_string(line, self._code, code_of(row.whose))
        for planned, place in self._first.items():
            plan = row.plans.get(planned)
            style = self._formats[planned.is_money, "plan"]
            if plan is None:
                sheet.write_blank(line, place, None, style)
            else:
                sheet.write_number(line, place, plan, style)
            fact = row.facts.get(planned, Decimal(0))
            sheet.write_number(line, place + 1, fact, self._formats[planned.is_money, "fact"])
            self._write_share(line, place, fact / plan if plan else None)

    def _write_share(self, line: int, place: int, value: Decimal | None) -> None:
        plan, fact = _cell(line, place), _cell(line, place + 1)
        formula = f'=IF(N({plan})=0,"",{fact}/{plan})'
        shown: object = "" if value is None else float(value)
        self._sheet.write_formula(line, place + 2, formula, self._share, shown)

    def _write_totals(self, last: int) -> None:
        """Of each kind apart: a branch holds its people, so that all together would count twice."""
        kinds = [row.whose.kind for row in self._paper.rows]
        line = last
        for kind in (WhoseKind.PERSON, WhoseKind.TEAM, WhoseKind.BRANCH):
            if kinds.count(kind) < 2:  # noqa: PLR2004 - one is its own total
                continue
            line += 1
            self._sheet.write_string(line, 1, self._words.total, self._bold)
            self._sheet.write_string(line, 2, self._words.totals[kind], self._bold)
            for planned, place in self._first.items():
                rows = [row for row in self._paper.rows if row.whose.kind is kind]
                sums = (
                    sum((row.plans.get(planned, Decimal(0)) for row in rows), Decimal(0)),
                    sum((row.facts.get(planned, Decimal(0)) for row in rows), Decimal(0)),
                )
                style = self._formats[planned.is_money, "total"]
                for shift, value in enumerate(sums):
                    column = _column(place + shift)
                    formula = (
                        f'=SUMIF($B$2:$B${last + 1},"{self._words.kinds[kind]}",'
                        f"{column}$2:{column}${last + 1})"
                    )
                    self._sheet.write_formula(line, place + shift, formula, style, float(value))
                plan, fact = sums
                self._write_share(line, place, fact / plan if plan else None)
        self._sheet.write_string(line + 2, 2, self._words.note, self._note)


def _cell(line: int, column: int) -> str:
    return f"{_column(column)}{line + 1}"


def _column(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - late: see open_workbook

    return str(xl_col_to_name(column))


def read_plan_sheet(
    content: bytes, name: str, words: Sequence[SheetWords], currency: str
) -> PlanSheet | None:
    """See ``domain.plans.sheets.ReadPlanSheet``; ``words`` are those of every language."""
    with tempfile.TemporaryDirectory(prefix="naparnik-plan-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        try:
            table = open_table(path, name)
        except BadInput:
            return None
        if not isinstance(table, XlsxTable):
            return None
        known = _known(words)
        places = [(place, known.get(title_key(title))) for place, title in enumerate(table.header)]
        if not _is_of_plans([column for _, column in places]):
            return None
        found = _required(places, table.header, words[0], currency)
        rows = list(_rows(table, found))
    total = frozenset(folded(known.total) for known in words)
    rows = [row for row in rows if not _is_empty(row)]
    if not rows:
        raise PlanSheetEmpty
    kinds = {folded(word): kind for known in words for kind, word in known.kinds.items()}
    return PlanSheet(name, rows, kinds, total)


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
    currency: str,
) -> dict[Column | Planned, int]:
    """Where each column stands. Raises: PlanColumnsMissing, PlanInOtherCurrency."""
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
    for planned, place in found.items():
        if isinstance(planned, Planned):
            signs = {sign for sign in header[place] if category(sign) == "Sc"}
            other = signs - {CURRENCY_SIGNS.get(currency, currency)}
            if other:
                raise PlanInOtherCurrency(currency=other.pop(), expected=currency)
    return found


def _rows(table: XlsxTable, places: Mapping[Column | Planned, int]) -> Iterator[SheetRow]:
    formulas = table.formula_cells()
    for row in table.rows():
        yield SheetRow(
            row.line,
            {column: row.cell(place) for column, place in places.items()},
            {
                column: _cell(row.line - 1, place)
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
