"""CSV and XLSX files as people have them, good and bad."""

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.imports.errors import (
    CellTooLong,
    EncodingUnknown,
    FileEmpty,
    FileNotTable,
    FileRefused,
    FileTooLarge,
    HeaderMissing,
    LineTooLong,
    TooManyColumns,
    TooManyRows,
    ZipBomb,
)
from storage.tabular import limits
from storage.tabular.opening import open_table

JANUARY_31 = datetime(2026, 1, 31)  # noqa: DTZ001 - a spreadsheet knows no zones


def written(folder: Path, content: bytes | str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def cells(path: Path) -> list[tuple[object, ...]]:
    return [row.cells for row in open_table(path).rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_usual_encoding_and_delimiter_is_read(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    rows = [("Клиент", "Сумма"), ("Ромашка", "1500"), ("Объект Ёж", "7")]
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)

    table = open_table(written(tmp_path, text.encode(encoding)))

    assert table.header == ("Клиент", "Сумма")
    assert [row.cells for row in table.rows()] == rows[1:]


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866"])
def test_an_encoding_nobody_should_guess_is_refused(tmp_path: Path, encoding: str) -> None:
    text = "Клиент;Сумма\nРомашка на Невском;1500\nСеверный Ветер;20\n"

    with pytest.raises(EncodingUnknown):
        open_table(written(tmp_path, text.encode(encoding)))


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    path = written(tmp_path, "Клиент;Сумма\nРомашка, ООО;1,5\nВетер;2,25\n")

    assert cells(path) == [("Ромашка, ООО", "1,5"), ("Ветер", "2,25")]


def test_line_ends_inside_quotes_keep_a_row_whole_and_lines_counted(tmp_path: Path) -> None:
    path = written(tmp_path, 'name,comment\nA,"one\ntwo"\n\nB,x\n')

    rows = list(open_table(path).rows())

    assert [(row.line, row.cells) for row in rows] == [(2, ("A", "one\ntwo")), (5, ("B", "x"))]


def test_a_header_below_blank_lines_and_excels_hint_are_understood(tmp_path: Path) -> None:
    path = written(tmp_path, "sep=;\n;;\nname;phone\nA;1\n")

    assert open_table(path).header == ("name", "phone")
    assert cells(path) == [("A", "1")]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FileEmpty),
        (b" \n\n ", FileEmpty),
        (b";;;\n;;\n", FileEmpty),
        (b"1;2;3\n4;5;6\n", HeaderMissing),
        (b"%PDF-1.7 ...", FileNotTable),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), FileNotTable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), FileNotTable),
        (b"PK\x03\x04 this is no archive", FileNotTable),
        (bytes(range(256)) * 4, FileNotTable),
    ],
)
def test_what_is_no_table_is_refused_by_its_name(
    tmp_path: Path, content: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        open_table(written(tmp_path, content, "thing.xlsx"))


def test_a_file_of_over_fifty_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)

    with pytest.raises(FileTooLarge) as refused:
        open_table(path)

    assert refused.value.facts == {"file": "big.csv", "limit_megabytes": 50}


def test_one_huge_line_is_refused_without_being_held(tmp_path: Path) -> None:
    with pytest.raises(LineTooLong):
        open_table(written(tmp_path, b"name," * 1_000_000))


def test_a_quote_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    content = 'name,phone\nA,1\n"B,2\n' + "C,3\n" * 400_000

    with pytest.raises((LineTooLong, CellTooLong)):
        cells(written(tmp_path, content))


def test_a_cell_over_the_limit_is_named_by_line_and_column(tmp_path: Path) -> None:
    path = written(tmp_path, f"name,phone\nA,1\nB,{'x' * 10_001}\n")

    with pytest.raises(CellTooLong) as refused:
        cells(path)

    assert (refused.value.facts["line"], refused.value.facts["column"]) == (3, 2)


def test_too_many_rows_and_columns_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ROWS", 3)

    with pytest.raises(TooManyRows):
        cells(written(tmp_path, "name\n" + "a\n" * 4))
    with pytest.raises(TooManyColumns):
        open_table(written(tmp_path, "a," * 300 + "\n"))


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_gives_its_first_filled_sheet_with_numbers_and_dates(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Пусто"
    data = book.create_sheet("Сделки")
    data.append(["Этап", "Сумма", "Дата"])
    data.append([None, None, None])
    data.append(["Won", 1500.5, JANUARY_31])
    book.save(tmp_path / "deals.xlsx")

    table = open_table(tmp_path / "deals.xlsx")

    assert table.header == ("Этап", "Сумма", "Дата")
    assert [(row.line, row.cells) for row in table.rows()] == [(3, ("Won", 1500.5, JANUARY_31))]


def test_a_formula_gives_its_text_where_no_value_was_saved_with_it(tmp_path: Path) -> None:
    path = sheet(tmp_path / "f.xlsx", ("name", "sum"), ("A", "=1+1"), ("B", 5))

    assert cells(path) == [("A", "=1+1"), ("B", 5)]


def test_texts_that_look_like_formulas_in_csv_stay_texts(tmp_path: Path) -> None:
    path = written(tmp_path, "name,x\n=cmd|' /C calc'!A0,1\n+7 999,-2\n@A,3\n")

    assert [row[0] for row in cells(path)] == ["=cmd|' /C calc'!A0", "+7 999", "@A"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)

    with pytest.raises(ZipBomb):
        open_table(path)


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ("name", "x"), ("A", 1), ("B", 2))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    lying = parts["xl/worksheets/sheet1.xml"].replace(b'ref="A1:B3"', b'ref="A1:A1"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts, "xl/worksheets/sheet1.xml": lying}.items():
            archive.writestr(name, content)

    assert cells(path) == [("A", 1), ("B", 2)]


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ("name",), ("A",))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    parts["xl/worksheets/sheet1.xml"] = bomb + parts["xl/worksheets/sheet1.xml"].split(b"?>")[-1]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    with pytest.raises(FileNotTable):
        cells(path)


@given(place=st.integers(0, 4000), junk=st.binary(min_size=1, max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_damaged_workbook_does_no_worse_than_be_refused(
    tmp_path: Path, place: int, junk: bytes
) -> None:
    path = sheet(tmp_path / "a.xlsx", ("name", "x"), ("A", 1))
    content = path.read_bytes()
    path.write_bytes(content[:place] + junk + content[place + len(junk) :])

    try:
        cells(path)
    except FileRefused:
        return


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf"]), max_size=20
).map(str.strip)


@given(rows=st.lists(st.lists(texts, min_size=2, max_size=2), max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_csv_writes_is_what_is_read(tmp_path: Path, rows: list[list[str]]) -> None:
    output = io.StringIO()
    csv.writer(output, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["name", "phone"], *rows])

    found = cells(written(tmp_path, output.getvalue()))

    assert found == [tuple(row) for row in rows if any(" ".join(cell.split()) for cell in row)]


@given(content=st.binary(max_size=400))
@example(content=b"\x00\x01\x00\x01\x00\x01\x00")
@example(content=b"\xef\xbb\xbfname;\xff\n")
@example(content=b"\xff\xfea")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_file_does_worse_than_be_refused(tmp_path: Path, content: bytes) -> None:
    try:
        cells(written(tmp_path, content))
    except FileRefused:
        return


def test_a_workbook_is_read_whatever_the_file_is_called(tmp_path: Path) -> None:
    """Files from the chat are kept under numbers."""
    path = sheet(tmp_path / "a.xlsx", ("name", "x"), ("A", 1)).rename(tmp_path / "0")

    table = open_table(path, "clients.xlsx")

    assert table.header == ("name", "x")
    assert [row.cells for row in table.rows()] == [("A", 1)]
