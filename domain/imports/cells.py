"""Values out of one row's cells; what cannot be read is gathered, so that all of it is told."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from zoneinfo import available_timezones

from domain.amounts import (
    AmountMissing,
    AmountNegative,
    AmountTooFine,
    AmountTooLarge,
    TypedAmount,
    parse_amount_with_currency,
    parse_file_amount,
)
from domain.clients.tax_numbers import TaxNumberUnreadable, read_tax_number
from domain.emails import EmailUnreadable, read_email
from domain.errors import BadInput
from domain.greetings.yearly import DateNotYet, YearlyDay, read_yearly_day, yearly_day_of
from domain.imports.columns import Field
from domain.imports.model import NAME_LIMIT, TEXT_LIMIT, Fault, RowFault, RowRefused
from domain.imports.table import Cell, SourceRow, cell_text
from domain.names import NameMissing, NameTooLong, clean_name
from domain.phones import FindPhones, Phone, PhoneUnreadable, ReadPhone
from domain.typed_dates import DateImpossible, DateUnreadable, parse_file_date

SHOWN_CHARACTERS = 60
FEWEST_DIGITS = 3  # of what may be a phone; an extension belongs to its number
_BETWEEN = " ,;/|()"
REMEMBERED_CELLS = 8192  # names and days repeat from row to row
_AMOUNT_FAULTS: tuple[tuple[type[BadInput], Fault], ...] = (
    (AmountNegative, Fault.AMOUNT_NEGATIVE),
    (AmountTooLarge, Fault.AMOUNT_TOO_LARGE),
    (AmountTooFine, Fault.AMOUNT_TOO_FINE),
)
_COUNTRY_LETTERS = 2
_CURRENCY_LETTERS = 3


class RowCells:
    """The cells of ``row`` by field. Each reader gives None for an empty or unreadable cell."""

    def __init__(self, row: SourceRow, columns: Mapping[Field, int]) -> None:
        self.row = row
        self._columns = columns
        self._faults: list[RowFault] = []

    def blame(self, field: Field | None, code: Fault) -> None:
        value = "" if field is None else self._shown(field)
        self._faults.append(RowFault(field, code, value))

    def require_readable(self) -> None:
        """Raises: RowRefused with every fault found so far."""
        if self._faults:
            raise RowRefused(*self._faults)

    def text(self, field: Field, *, limit: int = NAME_LIMIT) -> str | None:
        """One line, nothing invisible in it; a dash alone is as good as an empty cell."""
        try:
            return _clean(cell_text(self._cell(field)), limit)
        except NameMissing:
            return None
        except NameTooLong:
            self.blame(field, Fault.TOO_LONG)
            return None

    def required_text(self, field: Field, *, limit: int = NAME_LIMIT) -> str:
        text = self.text(field, limit=limit)
        if text is None and not self._is_blamed(field):
            self.blame(field, Fault.MISSING)
        return text or ""

    def amount(self, field: Field, *, allow_negative: bool = False) -> TypedAmount | None:
        """Zero included; the currency where the cell names one."""
        cell = self._cell(field)
        try:
            if isinstance(cell, str):
                return parse_amount_with_currency(
                    cell, allow_zero=True, allow_negative=allow_negative
                )
            amount = parse_file_amount(cell, allow_zero=True, allow_negative=allow_negative)
            return None if amount is None else TypedAmount(amount, None)
        except AmountMissing:
            return None
        except BadInput as error:
            codes = [code for kind, code in _AMOUNT_FAULTS if isinstance(error, kind)]
            self.blame(field, codes[0] if codes else Fault.AMOUNT_UNREADABLE)
            return None

    def day(self, field: Field) -> date | None:
        try:
            cell = self._cell(field)
            return _day_of_text(cell) if isinstance(cell, str) else parse_file_date(cell)
        except DateImpossible:
            self.blame(field, Fault.DATE_IMPOSSIBLE)
        except BadInput:
            self.blame(field, Fault.DATE_UNREADABLE)
        return None

    def zone(self, field: Field) -> str | None:
        text = self.text(field)
        if text is not None and text not in available_timezones():
            self.blame(field, Fault.ZONE_UNKNOWN)
            return None
        return text

    def country(self, field: Field) -> str | None:
        return self._code(field, _COUNTRY_LETTERS, Fault.COUNTRY_UNKNOWN)

    def currency(self, field: Field) -> str | None:
        return self._code(field, _CURRENCY_LETTERS, Fault.CURRENCY_UNKNOWN)

    def email(self, field: Field) -> str | None:
        text = self.text(field)
        if text is None:
            return None
        try:
            return read_email(text)
        except EmailUnreadable:
            self.blame(field, Fault.EMAIL_UNREADABLE)
            return None

    def tax_number(self, field: Field, country: str) -> str | None:
        text = self.text(field)
        if text is None:
            return None
        try:
            return read_tax_number(text, country)
        except TaxNumberUnreadable:
            self.blame(field, Fault.TAX_NUMBER_UNREADABLE)
            return None

    def yearly_day(self, field: Field, *, today: date) -> YearlyDay | None:
        """A birthday: a date, or a day and a month without the year."""
        cell = self._cell(field)
        try:
            if not isinstance(cell, str):
                day = parse_file_date(cell)
                return None if day is None else yearly_day_of(day, today=today)
            text = self.text(field)
            if text is None:
                return None
            try:
                return read_yearly_day(text, today=today)
            except DateUnreadable:
                day = parse_file_date(text)
                return None if day is None else yearly_day_of(day, today=today)
        except DateImpossible:
            self.blame(field, Fault.DATE_IMPOSSIBLE)
        except DateNotYet:
            self.blame(field, Fault.DATE_IN_FUTURE)
        except BadInput:
            self.blame(field, Fault.DATE_UNREADABLE)
        return None

    def phones(
        self, field: Field, country: str, *, read: ReadPhone, find: FindPhones
    ) -> tuple[Phone, ...]:
        """The phone in the cell, or several of them; a cell where there is none is a fault."""
        text = self.text(field, limit=TEXT_LIMIT)
        if text is None:
            return ()
        try:
            return (read(text, country),)
        except PhoneUnreadable:
            found = tuple(dict.fromkeys(found.phone for found in find(text, country)))
            if not found:
                self.blame(field, Fault.PHONE_UNREADABLE)
            return found

    def other_phones(self, field: Field, country: str, *, find: FindPhones) -> str | None:
        """What stands in the cell beside the phones that were found there, if it has digits."""
        text = self.text(field, limit=TEXT_LIMIT) or ""
        spans = [(found.begin, found.end) for found in find(text, country)]
        ends = [0, *(end for _, end in spans)]
        begins = [*(begin for begin, _ in spans), len(text)]
        left = [text[end:begin].strip(_BETWEEN) for end, begin in zip(ends, begins, strict=True)]
        numbers = [part for part in left if sum(map(str.isdigit, part)) >= FEWEST_DIGITS]
        return ", ".join(numbers) if spans and numbers else None

    def contents(self, fields: Iterable[Field]) -> tuple[str, ...]:
        """What stands in ``fields``: for telling rows without an id apart."""
        return tuple(cell_text(self._cell(field)).casefold() for field in fields)

    def _code(self, field: Field, length: int, fault: Fault) -> str | None:
        text = self.text(field)
        if text is None:
            return None
        if len(text) != length or not (text.isascii() and text.isalpha()):
            self.blame(field, fault)
            return None
        return text.upper()

    def _cell(self, field: Field) -> Cell:
        position = self._columns.get(field)
        return None if position is None else self.row.cell(position)

    def _shown(self, field: Field) -> str:
        text = cell_text(self._cell(field))
        return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"

    def _is_blamed(self, field: Field) -> bool:
        return any(fault.field is field for fault in self._faults)


@lru_cache(maxsize=REMEMBERED_CELLS)
def _clean(text: str, limit: int) -> str | None:
    return clean_name(text, limit=limit) if text else None


@lru_cache(maxsize=REMEMBERED_CELLS)
def _day_of_text(text: str) -> date | None:
    return parse_file_date(text)


def without_zero(amount: Decimal | None) -> Decimal | None:
    """A zero in a file stands for an amount that nobody entered."""
    return amount or None
