"""Plans as a sheet that is filled in and sent back: what its rows say, and what is wrong with them.

Columns are known by their names, wherever they stand. A row is known by its hidden code, else by
what it says: whose kind, name, branch. An empty cell changes nothing; 0 takes a plan away. Of a
sheet with a fault nothing is taken.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from domain.amounts import (
    AmountNegative,
    AmountTooFine,
    AmountTooLarge,
    parse_amount_with_currency,
    parse_file_amount,
)
from domain.errors import BadInput
from domain.org.whose import Whose, WhoseKind
from domain.plans.errors import PlanInOtherCurrency, PlanNotWhole
from domain.plans.model import Change, Plan, PlanKey, Planned
from domain.plans.roster import Roster
from domain.plans.rules import change_of, is_open, read_plan, require_whole
from domain.plans.views import PlanPaper

Cell = object
"""What a cell holds: a text, a number, a date, nothing."""

MOST_FAULTS: Final = 200
"""More are not looked for."""
_MONTH = re.compile(
    r"(?:([0-9]{1,2})[./-]([0-9]{4})|([0-9]{4})[./-]([0-9]{1,2})(?:[./-][0-9]{1,2})?)"
)


class Column(StrEnum):
    """What a column says besides plans."""

    MONTH = "month"
    KIND = "kind"
    NAME = "name"
    BRANCH = "branch"
    CODE = "code"


NEEDED: Final = (Column.MONTH, Column.KIND, Column.NAME)
"""A sheet without one of them is not read."""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What is written in a sheet, in one language. ``plans``, ``facts`` and ``shares`` are titles
    of columns.
    """

    title: str
    columns: Mapping[Column, str]
    plans: Mapping[Planned, str]
    facts: Mapping[Planned, str]
    shares: Mapping[Planned, str]
    kinds: Mapping[WhoseKind, str]
    total: str
    totals: Mapping[WhoseKind, str]
    note: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """``line`` is the row's number in the sheet; ``formulas`` names the columns whose cell holds a
    formula, each with the cell's address.
    """

    line: int
    cells: Mapping[Column | Planned, Cell]
    formulas: Mapping[Column | Planned, str] = field(default_factory=dict)

    def text(self, column: Column) -> str:
        cell = self.cells.get(column)
        return "" if cell is None else " ".join(str(cell).split())


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """``kinds`` and ``total`` are the words of all languages, folded as ``folded`` does; ``signs``
    are those of currencies in the titles of plans.
    """

    rows: Sequence[SheetRow]
    kinds: Mapping[str, WhoseKind]
    total: frozenset[str]
    signs: frozenset[str] = frozenset()


class ReadPlanSheet(Protocol):
    """Reads a workbook; ``words`` are those of every language, the reader's first."""

    def knows(self, content: bytes, words: Sequence[SheetWords]) -> bool:
        """Whether it is a sheet of plans, by its columns; no other table, nor what is no table."""
        ...

    def __call__(self, content: bytes, words: Sequence[SheetWords]) -> PlanSheet:
        """Of a sheet that is known. Raises: PlanColumnsMissing, PlanSheetEmpty, FileRefused."""
        ...


class WritePlanSheet(Protocol):
    """XLSX: a row a plan, with facts and shares beside, and totals as formulas."""

    def __call__(self, paper: PlanPaper, words: SheetWords) -> bytes: ...


class FaultKind(StrEnum):
    FORMULA = "formula"
    UNREADABLE = "unreadable"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    TOO_FINE = "too_fine"
    NOT_WHOLE = "not_whole"
    OTHER_CURRENCY = "other_currency"
    NAME_UNKNOWN = "name_unknown"
    NAME_AMBIGUOUS = "name_ambiguous"
    NAME_OTHER = "name_other"
    MONTH_UNREADABLE = "month_unreadable"
    MONTH_CLOSED = "month_closed"
    TWICE = "twice"
    NOT_YOURS = "not_yours"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with line ``line``; ``what`` is what stands there, or the cell's address."""

    line: int
    kind: FaultKind
    what: str = ""


class PlanSheetWrong(BadInput):
    """The sheet has ``faults``, and nothing of it was taken."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(faults)


def folded(words: str) -> str:
    return " ".join(words.split()).casefold().replace("ё", "е")


def code_of(whose: Whose) -> str:
    return f"{whose.kind}-{whose.id}"


def months_of(sheet: PlanSheet) -> frozenset[date]:
    """The months that its rows name and that can be read."""
    found = (read_month(row.cells.get(Column.MONTH)) for row in sheet.rows)
    return frozenset(month for month in found if month is not None)


def read_month(cell: Cell) -> date | None:
    """«11.2026», «2026-11», a date of the month."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, 1)
    found = _MONTH.fullmatch(str(cell).strip()) if isinstance(cell, str) else None
    if found is None:
        return None
    year, month = int(found[2] or found[3]), int(found[1] or found[4])
    try:
        return date(year, month, 1)
    except ValueError:
        return None


def changes_in(
    sheet: PlanSheet,
    roster: Roster,
    plans: Mapping[PlanKey, Plan],
    currency: str,
    today: date,
) -> list[Change]:
    """What the sheet changes, in its order.

    Raises: PlanInOtherCurrency: by a column's title; PlanSheetWrong: each fault by its row.
    """
    for sign in sorted(sheet.signs):
        other = _currency_of(sign)
        if other != currency:
            raise PlanInOtherCurrency(currency=other, expected=currency)
    reading = _Reading(sheet, roster, plans, currency, today)
    for row in sheet.rows:
        reading.read(row)
        if len(reading.faults) >= MOST_FAULTS:
            break
    if reading.faults:
        raise PlanSheetWrong(reading.faults)
    return reading.changes


def _currency_of(sign: str) -> str:
    """Of a sign or a code; itself where nobody knows it."""
    try:
        return parse_amount_with_currency(f"1 {sign}").currency or sign
    except BadInput:
        return sign


class _Reading:
    def __init__(
        self,
        sheet: PlanSheet,
        roster: Roster,
        plans: Mapping[PlanKey, Plan],
        currency: str,
        today: date,
    ) -> None:
        self._sheet = sheet
        self._roster = roster
        self._plans = plans
        self._currency = currency
        self._today = today
        self._seen: set[tuple[date, Whose]] = set()
        self._named: dict[tuple[WhoseKind, str], list[Whose]] = {}
        self._by_code: dict[str, Whose] = {}
        for whose in roster.everybody():
            self._named.setdefault((whose.kind, folded(roster.name(whose))), []).append(whose)
            self._by_code[code_of(whose)] = whose
        self.faults: list[Fault] = []
        self.changes: list[Change] = []

    def read(self, row: SheetRow) -> None:
        if folded(row.text(Column.KIND)) in self._sheet.total:
            return
        named = [row.formulas[column] for column in Column if column in row.formulas]
        if named:
            self._wrong(row, FaultKind.FORMULA, ", ".join(named))
            return
        whose = self._whose(row)
        month = self._month(row)
        if whose is None or month is None:
            return
        if (month, whose) in self._seen:
            self._wrong(row, FaultKind.TWICE, row.text(Column.NAME))
            return
        self._seen.add((month, whose))
        for planned in Planned:
            after = self._amount(row, planned)
            if after is not None:
                self._change(row, PlanKey(month, whose, planned), after)

    def _change(self, row: SheetRow, key: PlanKey, after: Decimal) -> None:
        change = change_of(self._plans.get(key), key, after)
        if after == (change.before or 0):
            return
        if not is_open(key.month, self._today):
            self._wrong(row, FaultKind.MONTH_CLOSED, f"{key.month:%m.%Y}")
        elif not self._roster.may_set(key.whose):
            self._wrong(row, FaultKind.NOT_YOURS, row.text(Column.NAME))
        else:
            self.changes.append(change)

    def _whose(self, row: SheetRow) -> Whose | None:
        name, code = row.text(Column.NAME), row.text(Column.CODE)
        by_code = self._by_code.get(code)
        if by_code is not None:
            if folded(self._roster.name(by_code)) == folded(name) or not by_code.id:
                return by_code
            self._wrong(row, FaultKind.NAME_OTHER, name)
            return None
        kind = self._sheet.kinds.get(folded(row.text(Column.KIND)))
        if kind is WhoseKind.COMPANY:
            found = [Whose(kind)] if self._roster.sees(Whose(kind)) else []
        else:
            found = self._named.get((kind, folded(name)), []) if kind is not None else []
        branch = folded(row.text(Column.BRANCH))
        if len(found) > 1 and branch:
            found = [one for one in found if folded(self._roster.branch_name(one)) == branch]
        if len(found) != 1:
            is_many = len(found) > 1
            self._wrong(row, FaultKind.NAME_AMBIGUOUS if is_many else FaultKind.NAME_UNKNOWN, name)
            return None
        return found[0]

    def _month(self, row: SheetRow) -> date | None:
        month = read_month(row.cells.get(Column.MONTH))
        if month is None:
            self._wrong(row, FaultKind.MONTH_UNREADABLE, row.text(Column.MONTH))
        return month

    def _amount(self, row: SheetRow, planned: Planned) -> Decimal | None:
        if planned in row.formulas:
            self._wrong(row, FaultKind.FORMULA, row.formulas[planned])
            return None
        cell = row.cells.get(planned)
        try:
            if isinstance(cell, str) and cell.strip():
                return read_plan(cell, planned, self._currency)
            amount = parse_file_amount(cell, allow_zero=True)
            if amount is not None:
                require_whole(amount, planned)
        except BadInput as refusal:
            self._wrong(row, _fault_of(refusal), " ".join(str(cell).split())[:40])
            return None
        return amount

    def _wrong(self, row: SheetRow, kind: FaultKind, what: str) -> None:
        self.faults.append(Fault(row.line, kind, what))


def _fault_of(refusal: BadInput) -> FaultKind:
    match refusal:
        case AmountNegative():
            return FaultKind.NEGATIVE
        case AmountTooLarge():
            return FaultKind.TOO_LARGE
        case AmountTooFine():
            return FaultKind.TOO_FINE
        case PlanInOtherCurrency():
            return FaultKind.OTHER_CURRENCY
        case PlanNotWhole():
            return FaultKind.NOT_WHOLE
        case _:
            return FaultKind.UNREADABLE
