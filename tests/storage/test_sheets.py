"""Tables as workbooks and pages: typed cells, no formulas but our own, no markup at all."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from domain.sheets import CellKind, PagesPaper, Row, SheetColumn, SheetPaper
from storage.tabular.pages import write_pages
from storage.tabular.sheets import SheetFile, sheet_name
from tests.written_files import HOSTILE, pages_in

MOSCOW = ZoneInfo("Europe/Moscow")
COLUMNS = (
    SheetColumn("Клиент", width=30),
    SheetColumn("Сумма", CellKind.MONEY, is_summed=True),
    SheetColumn("Валюта"),
    SheetColumn("Задач", CellKind.NUMBER, is_summed=True),
    SheetColumn("Доля", CellKind.PERCENT),
    SheetColumn("День", CellKind.DAY),
    SheetColumn("Когда", CellKind.MOMENT),
    SheetColumn("Этап", words={"offer": "КП"}),
)
MIDNIGHT = datetime(2026, 11, 18, tzinfo=UTC)
DAY, MOMENT = date(2026, 11, 18), datetime(2026, 11, 18, 21, 30, tzinfo=UTC)


def a_row(client: str | None = "Ромашка", amount: int | None = 100, currency: str = "RUB") -> Row:
    money = None if amount is None else Decimal(amount)
    return (client, money, currency, 2, Decimal("0.5"), DAY, MOMENT, "offer")


def book_of(folder: Path, *parts: list[Row], **fields: Any) -> Any:
    paper = SheetPaper(
        **{
            "title": "Отчёт",
            "columns": COLUMNS,
            "zone": MOSCOW,
            "total": "Итого",
            "facts": (("Чьи", "Иван"),),
            "facts_title": "О файле",
            "currency_column": 2,
        }
        | fields
    )
    path = folder / "report.xlsx"
    sheet = SheetFile(path, paper)
    for rows in parts:
        sheet.add(rows)
    sheet.close()
    return load_workbook(path)


def test_what_people_typed_is_never_a_formula(tmp_path):
    hostile = [a_row(words) for words in (*HOSTILE, "\t=1+1", "{=1}", "x" * 40_000)]

    sheet = book_of(tmp_path, hostile).worksheets[0]

    written = [sheet.cell(row, 1) for row in range(2, len(hostile) + 2)]
    assert {cell.data_type for cell in written} == {"s"}
    assert [cell.value for cell in written[:-1]] == [row[0] for row in hostile[:-1]]
    assert all(cell.hyperlink is None for cell in written)
    assert all(cell.data_type != "f" for row in sheet["A2:H5"] for cell in row)


def test_cells_are_of_their_kind_and_moments_of_the_zone(tmp_path):
    sheet = book_of(tmp_path, [a_row(), a_row(None, None)]).worksheets[0]

    cells = [cell.value for cell in sheet[2]]
    wall = [moment.replace(tzinfo=None) for moment in (MIDNIGHT, MOMENT.astimezone(MOSCOW))]
    assert cells[:5] == ["Ромашка", 100, "RUB", 2, 0.5]
    assert cells[5:] == [*wall, "КП"]
    assert (sheet["A3"].value, sheet["B3"].value) == (None, None)
    assert sheet["E2"].number_format == "0.0%"


def test_the_head_stays_and_filters_and_sums_follow_the_filter(tmp_path):
    book = book_of(tmp_path, [a_row()], [a_row(amount=50), a_row(amount=None)])

    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:H4"
    assert [cell.value for cell in sheet[5]][:4] == [
        "Итого",
        "=SUBTOTAL(109,B2:B4)",
        None,
        "=SUBTOTAL(109,D2:D4)",
    ]
    assert [[cell.value for cell in row] for row in book["О файле"].rows][1] == ["Чьи", "Иван"]


def test_the_sums_are_known_to_who_does_not_count_formulas(tmp_path):
    book_of(tmp_path, [a_row(), a_row(amount=50)])

    sheet = load_workbook(tmp_path / "report.xlsx", data_only=True).worksheets[0]

    assert (sheet["B4"].value, sheet["D4"].value) == (150, 4)


def test_each_currency_has_a_sum_of_its_own(tmp_path):
    sheet = book_of(tmp_path, [a_row(), a_row(amount=7, currency="USD")]).worksheets[0]

    assert [sheet["A4"].value, sheet["B4"].value] == ["Итого, RUB", '=SUMIF(C2:C3,"RUB",B2:B3)']
    assert [sheet["A5"].value, sheet["B5"].value] == ["Итого, USD", '=SUMIF(C2:C3,"USD",B2:B3)']
    assert (sheet["D4"].value, sheet["D5"].value) == ("=SUBTOTAL(109,D2:D3)", None)


def test_a_book_without_rows_opens(tmp_path):
    sheet = book_of(tmp_path).worksheets[0]

    assert sheet["A1"].value == "Клиент"
    assert sheet.max_row == 1


def test_sheets_are_called_as_they_may_be(tmp_path):
    assert sheet_name("Итоги: 'январь' [1/2]*") == "Итоги 'январь' 1 2"
    assert sheet_name("'") == "1"
    assert len(sheet_name("я" * 99)) == 31
    assert book_of(tmp_path, title="О файле").sheetnames == ["О файле", "2 О файле"]


def test_pages_set_every_letter_as_it_is_and_repeat_their_head(tmp_path):
    path = tmp_path / "report.pdf"
    rows = [(words, "1 000,00") for words in (*HOSTILE, "слово" * 60)] * 12

    write_pages(
        path,
        PagesPaper(
            title="Отчёт #1 *",
            subtitle="Иван · $x$",
            titles=("Клиент", "Сумма"),
            widths=(30, 12),
            rows=rows,
            language="ru",
            page_words="Страница {page} из {pages}",
            align_right=frozenset({1}),
            totals=[("Итого", "12 000,00")],
            note="В PDF первые 500 строк",
        ),
    )

    assert pages_in(path.read_bytes()) > 1
