"""Plans as a workbook that is filled in and sent back."""

import io
from datetime import datetime, time
from decimal import Decimal
from typing import Any, Final

from domain.org.whose import WhoseKind
from domain.plans.model import Planned
from domain.plans.sheets import (
    Column,
    SheetWords,
    code_of,
)
from domain.plans.views import PlanPaper, PlanRow
from storage.tabular.workbooks import HEAD_FILL, open_workbook

MONTH_FORMAT: Final = "mm.yyyy"
MONEY_FORMAT, COUNT_FORMAT, SHARE_FORMAT = "#,##0.00", "#,##0", "0.0%"
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
        sheet.write_string(line, 2, row.name or words.kinds[row.whose.kind])
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
        plan, fact = cell_address(line, place), cell_address(line, place + 1)
        formula = f'=IF(N({plan})=0,"",{fact}/{plan})'
        shown: object = "" if value is None else float(value)
        self._sheet.write_formula(line, place + 2, formula, self._share, shown)

    def _write_totals(self, last: int) -> None:
        """Of people, and of topmost branches: a branch holds its people and the branches below it,
        so that all together would count twice.
        """
        line = last
        for kind in (WhoseKind.PERSON, WhoseKind.BRANCH):
            rows = [row for row in self._paper.rows if row.whose.kind is kind and row.is_summed]
            if len(rows) < 2:  # noqa: PLR2004 - one is its own total
                continue
            line += 1
            self._sheet.write_string(line, 1, self._words.total, self._bold)
            self._sheet.write_string(line, 2, self._words.totals[kind], self._bold)
            for planned, place in self._first.items():
                sums = (
                    sum((row.plans.get(planned, Decimal(0)) for row in rows), Decimal(0)),
                    sum((row.facts.get(planned, Decimal(0)) for row in rows), Decimal(0)),
                )
                style = self._formats[planned.is_money, "total"]
                for shift, value in enumerate(sums):
                    column = _column(place + shift)
                    topmost = f',$D$2:$D${last + 1},"="' if kind is WhoseKind.BRANCH else ""
                    formula = (
                        f"=SUMIFS({column}$2:{column}${last + 1},"
                        f'$B$2:$B${last + 1},"{self._words.kinds[kind]}"{topmost})'
                    )
                    self._sheet.write_formula(line, place + shift, formula, style, float(value))
                plan, fact = sums
                self._write_share(line, place, fact / plan if plan else None)
        self._sheet.write_string(line + 2, 2, self._words.note, self._note)


def cell_address(line: int, column: int) -> str:
    """«E7»; both are counted from 0."""
    return f"{_column(column)}{line + 1}"


def _column(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - late: see open_workbook

    return str(xl_col_to_name(column))
