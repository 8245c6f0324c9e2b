"""The one writer of tables as workbooks: typed cells, a head that stays and filters, totals that
are formulas. Rows go to disk as they come, so that memory does not grow with them.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from domain.sheets import CellKind, Row, SheetColumn, SheetPaper
from storage.tabular.workbooks import HEAD_FILL, open_workbook

FORMATS: Final[dict[CellKind, dict[str, object]]] = {
    CellKind.TEXT: {},
    CellKind.NUMBER: {"num_format": "#,##0"},
    CellKind.MONEY: {"num_format": "#,##0.00"},
    CellKind.DAY: {"num_format": "dd.mm.yyyy", "align": "left"},
    CellKind.MOMENT: {"num_format": "dd.mm.yyyy hh:mm", "align": "left"},
    CellKind.PERCENT: {"num_format": "0.0%"},
    CellKind.HOURS: {"num_format": "#,##0.0"},
    CellKind.DAYS: {"num_format": "#,##0.0"},
}
LONGEST_NAME: Final = 31
NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_TEXT: Final = 32_767
FACT_WIDTHS: Final = (24, 60)

Put = Callable[[int, object], object]
"""Writes a value that is there into a row's cell."""


def sheet_name(title: str) -> str:
    """``title`` as a worksheet may be called."""
    name = (
        " ".join(NOT_IN_NAMES.sub(" ", title).split()).strip("'")[:LONGEST_NAME].strip().strip("'")
    )
    return name or "1"


class SheetFile:
    """See ``domain.sheets.Sheet``."""

    def __init__(self, path: Path, paper: SheetPaper) -> None:
        self._paper = paper
        self._book = open_workbook(str(path), constant_memory=True, tmpdir=str(path.parent))
        self._book.set_properties({"title": paper.title})
        self._sheet = self._book.add_worksheet(sheet_name(paper.title))
        self._formats = {
            kind: self._book.add_format(shown) if shown else None for kind, shown in FORMATS.items()
        }
        self._row = 0
        self._sums: dict[tuple[int, str], Decimal] = {}
        self._currencies: dict[str, None] = {}
        self._write_head()
        self._puts = [self._put(place, known) for place, known in enumerate(paper.columns)]
        self._summed = [place for place, known in enumerate(paper.columns) if known.is_summed]

    def add(self, rows: Sequence[Row]) -> None:
        puts, currency_at = self._puts, self._paper.currency_column
        number = self._row
        for row in rows:
            number += 1
            for put, value in zip(puts, row, strict=True):
                if value is not None:
                    put(number, value)
            currency = "" if currency_at is None else str(row[currency_at] or "")
            for place in self._summed:
                self._sum(place, currency, row[place])
        self._row = number

    def close(self) -> None:
        last = len(self._paper.columns) - 1
        self._sheet.autofilter(0, 0, max(self._row, 1), last)
        if self._row and self._summed:
            self._write_totals()
        self._write_facts()
        self._book.close()

    def _write_head(self) -> None:
        head = self._book.add_format(
            {"bold": True, "bg_color": HEAD_FILL, "valign": "vcenter", "text_wrap": True}
        )
        for place, column in enumerate(self._paper.columns):
            self._sheet.set_column(place, place, column.width)
        for place, column in enumerate(self._paper.columns):
            self._sheet.write_string(0, place, column.title, head)
        self._sheet.freeze_panes(1, 1)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)

    def _put(self, place: int, column: SheetColumn) -> Put:
        sheet, style = self._sheet, self._formats[column.kind]
        match column.kind:
            case CellKind.TEXT:
                words = column.words or {}

                def put_text(row: int, value: object) -> object:
                    said = words.get(str(value), str(value))
                    return sheet.write_string(row, place, said[:LONGEST_TEXT], style)

                return put_text
            case CellKind.DAY | CellKind.MOMENT:
                zone = self._paper.zone

                def put_moment(row: int, value: object) -> object:
                    return sheet.write_datetime(row, place, _wall_time(value, zone), style)

                return put_moment
            case _:
                return lambda row, value: sheet.write_number(row, place, value, style)

    def _sum(self, place: int, currency: str, value: object) -> None:
        if isinstance(value, int | Decimal):
            is_money = self._paper.columns[place].kind is CellKind.MONEY
            key = (place, currency if is_money else "")
            self._sums[key] = self._sums.get(key, Decimal(0)) + value
            if is_money:
                self._currencies.setdefault(currency)

    def _write_totals(self) -> None:
        """A row for each currency; where there is but one, the sums follow the filter."""
        bold = {"bold": True, "top": 1}
        label = self._book.add_format(bold)
        styles = {
            kind: self._book.add_format({**FORMATS[kind], **bold})
            for kind in (CellKind.NUMBER, CellKind.HOURS, CellKind.MONEY)
        }
        currencies = list(self._currencies) or [""]
        last = self._row + 1
        for currency in currencies:
            self._row += 1
            is_one = len(currencies) == 1
            words = self._paper.total if is_one else f"{self._paper.total}, {currency}"
            self._sheet.write_string(self._row, 0, words, label)
            for place in self._summed:
                kind = self._paper.columns[place].kind
                if kind is CellKind.MONEY:
                    value = self._sums.get((place, currency), Decimal(0))
                elif currency == currencies[0]:
                    value = self._sums.get((place, ""), Decimal(0))
                else:
                    continue
                splits = kind is CellKind.MONEY and not is_one
                formula = self._total(place, last, currency if splits else None)
                self._sheet.write_formula(self._row, place, formula, styles[kind], float(value))

    def _total(self, place: int, last: int, currency: str | None) -> str:
        """``last`` is the last row that is no total, as a spreadsheet counts."""
        from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - late: files are rare

        column = xl_col_to_name(place)
        cells = f"{column}2:{column}{last}"
        if currency is None:
            return f"=SUBTOTAL(109,{cells})"
        assert self._paper.currency_column is not None
        by = xl_col_to_name(self._paper.currency_column)
        return f'=SUMIF({by}2:{by}{last},"{currency}",{cells})'

    def _write_facts(self) -> None:
        if not self._paper.facts:
            return
        name, taken = sheet_name(self._paper.facts_title), sheet_name(self._paper.title)
        is_taken = name.casefold() == taken.casefold()
        facts = self._book.add_worksheet(sheet_name(f"2 {name}") if is_taken else name)
        bold = self._book.add_format({"bold": True, "valign": "top"})
        wrapped = self._book.add_format({"text_wrap": True})
        for place, width in enumerate(FACT_WIDTHS):
            facts.set_column(place, place, width)
        for row, (name, value) in enumerate((("", self._paper.title), *self._paper.facts)):
            facts.write_string(row, 0, name, bold)
            facts.write_string(row, 1, value, wrapped)


def _wall_time(value: object, zone: Any) -> datetime:
    """A spreadsheet knows no zones."""
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None)
    assert isinstance(value, date)
    return datetime.combine(value, time())
