"""A file of vCards as a table of clients: each card is a row, with a contact at a company.

Somebody without a company is a client of their own name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.clients.vcards import VCard, read_vcards
from domain.greetings.vcards import YEAR_LEFT_OUT, birthday_parts
from domain.imports.errors import FileEmpty, TooManyRows
from domain.imports.table import SourceRow
from storage.tabular import limits
from storage.tabular.encodings import detect_encoding

MARK: Final = b"BEGIN:VCARD"
HEADER: Final = ("Клиент", "Контакт", "Должность", "Почта", "Телефон", "День рождения")
BETWEEN: Final = "; "


@dataclass(frozen=True, slots=True)
class VCardTable:
    path: Path
    name: str
    encoding: str
    header: tuple[str, ...] = HEADER

    def rows(self) -> Iterator[SourceRow]:
        text = self.path.read_text(encoding=self.encoding)
        for count, card in enumerate(read_vcards(text), 1):
            if count > limits.ROWS:
                raise TooManyRows(file=self.name, limit=limits.ROWS)
            row = SourceRow(card.line, _cells(card))
            if not row.is_empty:
                yield row


def open_vcards(path: Path, name: str) -> VCardTable:
    """Raises: FileEmpty, EncodingUnknown."""
    table = VCardTable(path, name, detect_encoding(path))
    if next(table.rows(), None) is None:
        raise FileEmpty(file=name)
    return table


def _cells(card: VCard) -> tuple[str, ...]:
    return (
        card.company or card.name,
        card.name,
        card.position,
        next(iter(card.emails), ""),
        BETWEEN.join(card.phones),
        _birthday(card.birthday),
    )


def _birthday(text: str) -> str:
    """As a cell has it: «05.05.1980», «05.05» where the year is not known."""
    parts = birthday_parts(f"BDAY:{text}") if text else None
    if parts is None:
        return ""
    day, month, year = parts
    return f"{day}.{month}" if year in {None, YEAR_LEFT_OUT} else f"{day}.{month}.{year}"
