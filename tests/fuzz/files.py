"""Files that people may send, bent from ones that are right, and what reads them."""

import io
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from hypothesis import strategies as st
from xlsxwriter import Workbook

from bot.plans.sheet_words import known_words
from domain.clients.vcards import read_vcards
from domain.errors import BadInput
from domain.language import Language
from domain.rulebook.errors import RulebookFileWrong
from storage.plans.sheet_reader import PlanSheetReader
from storage.rulebook_file import default_rulebook_text, read_rulebook
from storage.tabular.opening import open_table
from tests.fuzz.typed import MARKS

MOST_EDITS: Final = 12
CSV: Final = (
    'Название;Телефон;Сумма;Дата\r\n"ООО ""Ромашка""";+7 495 123-45-67;1 200,50;25.11.2026\r\n'
    "Лютик;8 (495) 765-43-21;900;2026-12-01\r\n"
)
VCARDS: Final = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Иванов;Иван;;;\r\nFN:Иван Иванов\r\nORG:Ромашка;Отдел\r\n"
    "TEL;TYPE=CELL:+7 916 123-45-67\r\nEMAIL:ivan@romashka.ru\r\nBDAY:1980-05-05\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9F;=D0=90\r\n"
    "TEL;CELL:89161234568\r\nEND:VCARD\r\n"
)
YAML_MARKS: Final = (
    *("&a [*a]", "!!python/object:os.system", "- - - -", "{a: 1, a: 2}", "|\n  ", "? ", "0x1F"),
    *("1e999", ".nan", "2026-02-30", "~", "yes", "'", '"', "\t", "%YAML 9.9", "<<: *x", "[" * 60),
)


def bent(whole: bytes, insertions: tuple[str, ...]) -> st.SearchStrategy[bytes]:
    """``whole`` with pieces cut, doubled, moved, overwritten and put in."""
    piece = st.one_of(st.binary(max_size=8), st.sampled_from(insertions).map(_encoded))
    edit = st.tuples(st.integers(0, len(whole)), st.integers(0, 40), piece, st.integers(0, 3))
    return st.lists(edit, min_size=1, max_size=MOST_EDITS).map(lambda edits: _edited(whole, edits))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _edited(whole: bytes, edits: list[tuple[int, int, bytes, int]]) -> bytes:
    for at, length, piece, how in edits:
        before, inside, after = whole[:at], whole[at : at + length], whole[at + length :]
        match how:
            case 0:
                whole = before + after
            case 1:
                whole = before + inside + inside + after
            case 2:
                whole = before + piece + after
            case _:
                whole = before + piece + inside + after
    return whole


@cache
def a_workbook() -> bytes:
    out = io.BytesIO()
    with Workbook(out) as book:
        sheet = book.add_worksheet("План")
        sheet.write_row(0, 0, ["Кто", "Чей", "Имя", "Месяц", "Продажи, план, ₽", "Формула"])
        sheet.write_row(1, 0, ["сотрудник", 7, "Иван Петров", "декабрь 2026", 900_000.5])
        sheet.write_datetime(2, 3, date(2026, 12, 1), book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write_formula(2, 4, "=SUM(E2:E2)", None, 900_000)
    return out.getvalue()


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    """Bent as an archive, or in one of its parts, or with parts gone, doubled and swapped."""
    whole = a_workbook()
    if draw(st.integers(0, 3)) == 0:
        return draw(bent(whole, MARKS))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(parts)
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=3)):
        match draw(st.integers(0, 5)):
            case 0:
                parts.pop(name, None)
            case 1:
                parts[name] = parts.get(draw(st.sampled_from(names)), b"")
            case _:
                xml = ("<c r='XFD1048577'/>", "<f>A1</f>", "<!DOCTYPE x [<!ENTITY a 'a'>]>", "&a;")
                parts[name] = draw(bent(parts.get(name, b""), xml))
    out = io.BytesIO()
    with zipfile.ZipFile(
        out, "w", draw(st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))
    ) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


csv_files: Final = st.one_of(
    bent(CSV.encode(), MARKS),
    bent(CSV.encode("cp1251"), MARKS),
    bent(CSV.encode("utf-16"), MARKS),
    st.binary(max_size=400),
)
vcard_files: Final = bent(VCARDS.encode(), (*MARKS, "BEGIN:VCARD\n", "\r\n ", "=\r\n", "PHOTO:"))
rulebook_files: Final = bent(default_rulebook_text().encode(), (*MARKS, *YAML_MARKS))


def read_table(content: bytes) -> None:
    """It is read to its last row, or refused in words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent"
        path.write_bytes(content)
        _read_or_refuse(lambda: list(open_table(path, "файл").rows()))


def read_cards(content: bytes) -> None:
    list(read_vcards(content.decode("utf-8", "replace")))
    read_table(content)


def read_plans(content: bytes) -> None:
    reader, words = PlanSheetReader(), known_words(Language.RUSSIAN)
    _read_or_refuse(lambda: reader(content, words))
    reader.knows(content, words)
    read_table(content)


def read_rules(content: bytes) -> None:
    _read_or_refuse(lambda: read_rulebook(content), RulebookFileWrong)


def _read_or_refuse(read: Callable[[], object], refusal: type[Exception] = BadInput) -> None:
    with suppress(refusal):
        read()
