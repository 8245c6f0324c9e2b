"""An administrator loads files in the chat: plays docs/conversations/imports.md."""

import io
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from bot.texts import texts_for
from domain.imports.columns import Field, Kind, map_columns, recognise
from domain.imports.model import Fault, RefusedRow, RowFault
from domain.imports.table import SourceRow
from domain.language import Language
from storage.imports.error_report import ErrorReport
from tests.company import Company
from tests.messages import data_of, says

PEOPLE = "ФИО;Руководитель;Филиал\nАнна Ким;Ольга Рау;Юг\n"
DEALS = "Ответственный;Этап;Клиент;Сумма\nАнна Ким;Won;Ромашка;1500\nНикто;Won;Ромашка;5\n"


async def test_an_administrator_learns_what_to_send(company: Company) -> None:
    await company.administrator.sends("/import")

    guide = await company.administrator.sees("Загрузка из файлов")
    assert says(guide, "Пришлите сюда таблицы CSV или XLSX")
    assert says(guide, "Люди\nНужно: ФИО.\nЕсли есть: Роль, Руководитель, Филиал")
    assert says(guide, "Сделки\nНужно: Ответственный, Этап.")
    assert says(guide, "меняются не здесь: /rulebook")
    assert await company.administrator.buttons(guide) == ["Мой день"]


async def test_others_are_told_whom_to_ask(company: Company) -> None:
    await company.rep.sends("/import")

    await company.rep.sees("Это может только администратор.")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Kind)
def test_a_file_with_the_columns_of_the_guide_is_understood(kind: Kind, language: Language) -> None:
    texts = texts_for(language)
    titles = [texts.plain(f"import-guide-{part}-{kind}") for part in ("needed", "others")]
    header = ", ".join(titles).split(", ")

    mapping = map_columns(header, recognise(header))

    assert mapping.kind is kind
    assert not mapping.missing
    assert not mapping.unknown


async def test_files_are_recognised_previewed_and_loaded_and_refused_rows_come_back(
    company: Company,
) -> None:
    admin = company.administrator
    await admin.sends_file(PEOPLE.encode("cp1251"), "people.csv")
    await admin.sees("people.csv: Люди, читаем столбцов: 3 из 3")
    await admin.sends_file(DEALS.encode(), "deals.csv")
    await admin.sees("deals.csv: Сделки, читаем столбцов: 4 из 4")

    await admin.taps("🔎 Проверить")
    preview = await admin.sees("Сделки: строк 2, новых 1, уже есть 0, дополнено 0, не принято 1")
    assert says(preview, "· менеджер по продажам: 1\n· руководитель филиала: 1\n")
    assert await company.value("SELECT count(*) FROM deals") == 0
    await admin.taps("📥 Загрузить")

    await admin.sees("Загрузка выполнена")
    await admin.sees("Выиграна: 1 на 1 500 ₽")
    await admin.sees_file("ne-prinyato.xlsx")
    await admin.sees("Не принята 1 строка")
    assert await company.value("SELECT count(*) FROM deals") == 1
    assert await company.rows("SELECT DISTINCT channel FROM audit WHERE subject = 'deals'") == [
        ("telegram",)
    ]


async def test_what_the_columns_do_not_tell_is_asked_by_buttons(company: Company) -> None:
    admin = company.administrator
    await company.given_person("Анна Ким")
    await admin.sends_file("кто;что;комментарий\nАнна Ким;Won;x\n".encode(), "f.csv")

    await admin.sees("Что в файле f.csv?")
    await admin.taps("Сделки")
    await admin.sees("в каком столбце ответственный?")
    await admin.taps("кто")
    await admin.sees("в каком столбце этап?")
    await admin.taps("что")
    await admin.taps("🔎 Проверить")
    await admin.taps("📥 Загрузить")

    await admin.sees("Загрузка выполнена")
    assert await company.value("SELECT count(*) FROM deals") == 1


async def test_an_old_button_and_a_second_tap_say_so_and_change_nothing(company: Company) -> None:
    admin = company.administrator
    await admin.sends_file(PEOPLE.encode(), "people.csv")
    card = await admin.sees_button("Отмена")
    stop = data_of(card, "Отмена")
    await admin.sends_file(DEALS.encode(), "deals.csv")
    await admin.sees("deals.csv: Сделки")

    outdated = await admin.taps_data(card, stop, forged=True)
    await admin.taps("Отмена")
    await admin.sees("Загрузка отменена. Ничего не изменилось.")
    again = await admin.taps_data(card, stop, forged=True)

    assert "от прежнего состояния" in outdated["text"]
    assert "уже отменена" in again["text"]


async def test_another_persons_buttons_and_nonsense_do_nothing(company: Company) -> None:
    admin, rep = company.administrator, company.rep
    await admin.sends_file(PEOPLE.encode(), "people.csv")
    card = await admin.sees_button("🔎 Проверить")
    go = data_of(card, "🔎 Проверить").replace("im-check", "im-go")
    hello = await rep.sees("Здравствуйте, Иван Петров!")

    forged = (
        go.replace("im-go:1", "im-go:9"),
        "im-col:1:2:99:stage:999",
        "im-kind:1:2:-1:people",
        "im-kind:1:2:0:pets",
        "im-col:1:2:0:x:0",
    )
    answers = [
        await rep.taps_data(hello, go, forged=True),
        *[await admin.taps_data(card, data, forged=True) for data in forged],
    ]
    await rep.sends_file(PEOPLE.encode(), "people.csv")
    await rep.does_not_see("Загрузка")

    assert all(answer["show_alert"] and answer["text"] for answer in answers)
    assert await company.value("SELECT count(*) FROM people") == len(company.people)
    assert await company.rows("SELECT status, version FROM import_runs") == [("gathering", 2)]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.4", "a.csv", "это PDF"),
        (b"", "b.csv", "ничего нет"),
        (b"x," * 1_000_000, "c.csv", "длиннее"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "d.xls", "старом формате Excel"),
    ],
    ids=["pdf", "empty", "one huge line", "old excel"],
)
async def test_a_file_that_is_no_table_is_refused_in_words(
    company: Company, content: bytes, name: str, words: str
) -> None:
    await company.administrator.sends_file(content or b" ", name)

    await company.administrator.sees(words)


async def test_an_import_that_a_dead_process_left_is_finished_by_the_next(company: Company) -> None:
    admin = company.administrator
    await admin.sends_file(PEOPLE.encode(), "people.csv")
    await admin.taps("🔎 Проверить")
    await admin.sees_button("📥 Загрузить")
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            "UPDATE import_runs SET status = 'confirmed', claimed_until = '2026-11-18 06:00+00'"
        )

    await admin.sends_file(DEALS.encode(), "deals.csv")
    await admin.taps("🔎 Проверить")

    await admin.sees("Загрузка выполнена")


async def test_the_workbook_of_refused_rows_shows_them_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    moment = datetime(2026, 1, 31, tzinfo=UTC)
    row = SourceRow(7, ("=1+1", "http://x.ru", 15, moment, None, "@a"))
    fault = RowFault(Field.STAGE, Fault.STAGE_UNKNOWN, "Мечта")

    with ErrorReport(
        path,
        {"сделки[1].csv": ("a", "b")},
        word_reasons=lambda refused: str(refused.faults[0].code),
        line_title="Строка",
        reason_title="Почему",
    ) as report:
        report.add(RefusedRow("сделки[1].csv", Kind.DEALS, row, (fault,)))

    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).active
    assert [cell.value for cell in sheet[1]][:4] == ["Строка", "Почему", "a", "b"]
    assert [cell.value for cell in sheet[2]] == [
        *(7, "stage_unknown", "=1+1", "http://x.ru", 15, "2026-01-31"),
        *(None, "@a"),
    ]
    assert [cell.data_type for cell in sheet[2]][2] == "s"
