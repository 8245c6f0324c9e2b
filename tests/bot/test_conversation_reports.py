"""What ``docs/conversations/reports.md`` tells, played."""

import asyncio
import io
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import text

from bot.reports.callback_data import (
    CancelReportRun,
    OpenReport,
    OpenSelection,
    SelectionPart,
    SetForSelection,
    TakeReport,
    WhoseLetter,
)
from bot.reports.runner import ReportRunner
from domain.desk import Desk
from domain.org.ports import Actors
from domain.org.whose import whose_own
from domain.reports.making import AskForReport, MakeReport, TakeWaitingReport
from domain.reports.model import Asked, FileKind, Filter, ReportKey, Span
from domain.sheets import Row, SheetPaper
from storage.tabular.pages import write_pages
from storage.tabular.sheets import SheetFile
from tests.company import Company
from tests.messages import says
from tests.person import PATIENCE_SECONDS, Person

HOSTILE = "=cmd|' /C calc'!A0"


async def sheets_of(person: Person, message: dict[str, Any]) -> Any:
    return load_workbook(io.BytesIO(await person.file(message)))


async def changes(company: Company, sql: str) -> None:
    async with company.engine.begin() as connection:
        await connection.execute(text(sql))


async def test_a_rep_takes_a_standard_report(company: Company) -> None:
    rep = company.rep
    client = await company.given_client(HOSTILE)
    await company.given_deal(client, amount=120_000)
    await company.given_deal(client, amount=200_000)

    await rep.sends("/report")
    listed = await rep.sees("📊 Отчёты")
    assert "Загрузка" not in await rep.buttons(listed)
    await rep.taps("Открытые сделки")
    card = await rep.sees("Найдено: 2 сделки на 320 000 ₽")
    assert says(card, "Чьи: Иван Петров\nНа 18.11.2026 10:0")
    await rep.taps("📊 XLSX")
    sent = await rep.sees_file("Открытые сделки, Иван Петров, 18.11.2026.xlsx")

    assert says(sent, "Найдено: 2 сделки на 320 000 ₽")
    book = await sheets_of(rep, sent)
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]][:5] == ["Клиент", "Сделка", "Этап", "Сумма", "Валюта"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == (HOSTILE, "s")
    assert sheet["D4"].value == "=SUBTOTAL(109,D2:D3)"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:M3"
    facts = {row[0].value: row[1].value for row in book["О файле"].rows}
    assert (facts["Чьи данные"], facts["Время"]) == ("Иван Петров", "UTC+3")

    await rep.taps("📄 PDF", on=card)
    sent = await rep.sees_file("Открытые сделки, Иван Петров, 18.11.2026.pdf")
    assert (await rep.file(sent)).startswith(b"%PDF")
    given, _ = await company.rows("SELECT file, status, row_count FROM report_runs ORDER BY id")
    assert tuple(given) == ("xlsx", "done", 2)
    asked, done = await company.rows(
        "SELECT actor_id, act FROM audit WHERE subject = 'report_runs' AND subject_id = 1"
        " ORDER BY id"
    )
    assert (asked.act, done.act) == ("insert", "update")
    assert asked.actor_id == done.actor_id == company.people["rep"].id

    await types_days_of_ones_own(rep)


async def types_days_of_ones_own(rep: Person) -> None:
    await rep.sends("/report")
    await rep.taps("Проигранные и почему")
    card = await rep.sees("Закрыты: ноябрь 2026 · время: UTC+3")
    answer = await rep.taps("📊 XLSX", on=card)
    assert answer["text"].startswith("Ничего не нашлось")
    await rep.taps("Прошлый квартал")
    await rep.sees("Закрыты: 3 квартал 2026")
    await rep.taps("Свой период")
    await rep.sees("За какие дни?")
    await rep.sends("1.1.1926 – 18.11.2026")
    await rep.sees("Период длиннее 1 098 дней")
    await rep.sends("18.11 – 1.10.2026")
    await rep.sees("позже последнего")
    await rep.sends("когда-то")
    await rep.sees("Не понял, за какие дни.")
    await rep.sends("1.10 – 15.11")
    shown = await rep.sees("Закрыты: 1 октября – 15 ноября 2026")
    assert "✅ Свой период" in await rep.buttons(shown)


async def test_what_is_not_ones_own_to_see_is_not_there(company: Company) -> None:
    rep, lead, manager = company.rep, company.lead, company.manager
    await company.given_deal(amount=120_000)
    await company.given_deal(owner="other_rep", amount=999_000)
    mine, others = company.people["rep"].id, company.people["other_rep"].id
    await rep.sends("/report")
    listed = await rep.sees("📊 Отчёты")
    for key, whose, id_ in (
        (ReportKey.OPEN_DEALS, WhoseLetter.PERSON, others),
        (ReportKey.OPEN_DEALS, WhoseLetter.COMPANY, 0),
        (ReportKey.OPEN_DEALS, WhoseLetter.TEAM, company.people["lead"].id),
        (ReportKey.OPEN_DEALS, WhoseLetter.BRANCH, 10**9),
        (ReportKey.PEOPLE, WhoseLetter.COMPANY, 0),
        (ReportKey.LOAD, WhoseLetter.PERSON, mine),
    ):
        for button in (
            OpenReport(report=key, span=Span.EVER, whose=whose, id=id_),
            TakeReport(report=key, span=Span.EVER, whose=whose, id=id_, file=FileKind.XLSX),
        ):
            answer = await rep.taps_data(listed, button.pack(), forged=True)
            assert answer["text"].startswith("Не нашлось"), button
    far = OpenReport(report=ReportKey.TASKS, span=Span.OWN, first=1, last=10**9)
    assert (await rep.taps_data(listed, far.pack(), forged=True))["text"].startswith("Не нашлось")
    long = OpenReport(
        report=ReportKey.TASKS,
        span=Span.OWN,
        first=1,
        last=739_000,
        whose=WhoseLetter.PERSON,
        id=mine,
    )
    answer = await rep.taps_data(listed, long.pack(), forged=True)
    assert answer["text"].startswith("Период длиннее")
    assert await company.value("SELECT count(*) FROM report_runs") == 0

    await lead.sends("/report")
    await lead.taps("Открытые сделки")
    card = await lead.sees("Чьи: команда: Ольга Смирнова")
    assert says(card, "Найдено: 1 сделка на 120 000 ₽")
    await lead.taps("Я")
    await lead.sees("Чьи: Ольга Смирнова")
    await lead.taps("Другое")
    await lead.taps("Иван Петров")
    await lead.sees("Чьи: Иван Петров")
    await manager.sends("/report")
    await manager.taps("Загрузка")
    await manager.sees("Чьи: филиал: Москва")
    await manager.taps("Другое")
    await manager.taps("Сотрудники")
    await manager.taps("Иван Петров")
    await manager.sees("Строк: 1")
    await takes_figures_and_plans(company)
    group = await company.rep.in_group()
    await group.sends("/report")
    await group.sees("только в личном чате")


async def takes_figures_and_plans(company: Company) -> None:
    """The rep has a deal of 120 000 ₽ that is open."""
    rep, lead = company.rep, company.lead
    asked = await rep.sends("/report")
    listed = await rep.sees("📊 Отчёты", newer_than=asked)
    assert not {"План и факт", "VIP без связи", "Воронка"} & set(await rep.buttons(listed))
    await rep.taps("Показатели")
    card = await rep.sees("Период: ноябрь 2026 · время: UTC+3\nСтрок: 1")
    await rep.taps("📊 XLSX", on=card)
    sent = await rep.sees_file("Показатели, Иван Петров, ноябрь 2026.xlsx")
    sheet = (await sheets_of(rep, sent)).worksheets[0]
    told = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (told["Чьи"].value, told["Кто это"].value) == ("Иван Петров", "Сотрудник")
    assert told["Сделки в работе, ₽"].value == 120_000
    assert told["Прозрачность"].number_format == "0.0%"
    assert sheet.max_row == 2

    await lead.sends("/report")
    await lead.taps("Показатели")
    card = await lead.sees("Чьи: команда: Ольга Смирнова")
    await lead.taps("📄 PDF", on=card)
    await lead.sees_file("Показатели, Ольга Смирнова, ноябрь 2026.pdf")
    await lead.taps("« Отчёты")
    await lead.taps("План и факт")
    await lead.taps("Этот квартал")
    card = await lead.sees("Месяц: ноябрь 2026")
    answer = await lead.taps("📊 XLSX", on=card)
    assert answer["text"].startswith("Ничего не нашлось")


class HeldSheet:
    """A workbook whose rows wait until they are let go."""

    def __init__(self) -> None:
        self.goes_on = threading.Event()

    def __call__(self, path: Path, paper: SheetPaper) -> "HeldSheet":
        self.sheet = SheetFile(path, paper)
        return self

    def add(self, rows: Sequence[Row]) -> None:
        self.sheet.add(rows)
        self.goes_on.wait(PATIENCE_SECONDS)

    def close(self) -> None:
        self.sheet.close()


def runner_of(company: Company, sheet: HeldSheet) -> ReportRunner:
    """Another process beside the one that is on stage."""
    get = company.container.get
    return ReportRunner(
        bot=company.bot,
        take=get(TakeWaitingReport),
        make_report=MakeReport(get(Desk), sheet, write_pages),
        actors=get(Actors),
        clock=company.clock,
        edit_seconds=0.05,
    )


async def asks_elsewhere(company: Company) -> None:
    """As if through another process: the one on stage is not woken."""
    rep = await company.actor()
    asked = Asked(ReportKey.OPEN_DEALS, Filter(whose_own(rep)))
    await company.container.get(AskForReport)(rep, 7001, asked, FileKind.XLSX)


async def test_a_long_one_shows_how_far_it_is_and_outlives_its_process(company: Company) -> None:
    rep, sheet = company.rep, HeldSheet()
    await company.given_deal()
    await asks_elsewhere(company)
    making = asyncio.create_task(runner_of(company, sheet).do_next())
    shown = await rep.sees("⏳ Собираю «Открытые сделки»…")
    await rep.sends("/report")
    await rep.taps("Открытые сделки")
    card = await rep.sees("Найдено: 1 сделка")
    answer = await rep.taps("📊 XLSX", on=card)
    assert answer["text"].startswith("Один файл для вас уже собирается.")
    asked = await company.lead.sends("/report")
    listed = await company.lead.sees("📊 Отчёты", newer_than=asked)
    stop = CancelReportRun(run_id=1).pack()
    answer = await company.lead.taps_data(listed, stop, forged=True)
    assert answer["text"].startswith("Не нашлось")
    await rep.taps("Отмена", on=shown)
    stopped = await rep.sees("Отменено: «Открытые сделки».")
    answer = await rep.taps_data(stopped, stop, forged=True)
    assert answer["text"].startswith("Поздно отменять")
    sheet.goes_on.set()
    assert await making

    sheet.goes_on.clear()
    await asks_elsewhere(company)
    making = asyncio.create_task(runner_of(company, sheet).do_next())
    shown = await rep.sees("⏳ Собираю «Открытые сделки»…")
    waiting = "SELECT message_id FROM report_runs WHERE status = 'waiting'"
    while await company.value(waiting) is None:
        continue  # it is sent first, and noted then
    making.cancel()
    sheet.goes_on.set()
    assert not await runner_of(company, sheet).do_next()
    await company.waits(minutes=2)
    assert await runner_of(company, sheet).do_next()
    await rep.sees_file("Открытые сделки, Иван Петров, 18.11.2026.xlsx")
    assert shown["message_id"] not in {message["message_id"] for message in await rep.messages()}


async def test_ones_own_selection_is_made_of_chips_and_kept(company: Company) -> None:
    rep = company.rep
    await company.given_deal(await company.given_client("Ромашка"), amount=120_000)
    await company.given_deal(await company.given_client("Василёк", phone=None), amount=200_000)

    await rep.sends("/report")
    await rep.taps("🔎 Своя выборка")
    draft = await rep.sees("Найдено: 2 сделки на 320 000 ₽")
    assert says(draft, "Созданы: всё время · время: UTC+3\nВыбрано: открытые")
    for label in ("📋 Список", "Ромашка · 120 000 ₽", "« Список", "« Выборка"):
        await rep.taps(label)
    for label in ("Период: всё время", "Прошлый месяц"):
        await rep.taps(label)
    await rep.sees("Ничего не нашлось. Измените период или то, что выбрано.")
    for label in ("Период: октябрь 2026", "Этот месяц", "Этап: все", "Переговоры"):
        await rep.taps(label)
    await rep.sees("Ничего не нашлось. Измените период или то, что выбрано.")
    await rep.taps("Статус: открытые")
    await rep.taps("проигранные")
    shown = await rep.sees("Закрыты: ноябрь 2026")
    await rep.taps("Причина: все")
    await rep.taps("Дорого")
    await rep.sees("Выбрано: проигранные, этап «Переговоры», причина «Дорого»")
    old = SetForSelection(selection_id=1, version=1, part=SelectionPart.STAGE)
    answer = await rep.taps_data(shown, old.pack(), forged=True)
    assert answer["text"] == "Выборка изменилась. Показываю её как есть."
    await rep.taps("Сбросить")
    await rep.sees("Найдено: 2 сделки на 320 000 ₽")

    await rep.taps("💾 Сохранить")
    await rep.sees("Как назвать выборку?")
    await rep.sends("x" * 41)
    await rep.sees("40")
    await rep.sends("Крупные открытые")
    await rep.sees("⭐ Крупные открытые")
    for label in ("« Мои выборки", "« Отчёты", "🔎 Своя выборка", "💾 Сохранить"):
        await rep.taps(label)
    await rep.sends("крупные ОТКРЫТЫЕ")
    await rep.sees("у вас уже есть. Напишите другое название.")
    await rep.sends("Вторая")
    await rep.sees("⭐ Вторая")
    await rep.taps("🗑 Удалить")
    await rep.sees("Удалить выборку «Вторая»?")
    await rep.taps("🗑 Удалить")
    await rep.taps("⭐ Крупные открытые")
    await changes(
        company,
        'UPDATE report_selections SET filter = filter || \'{"stage": "old"}\' WHERE id = 2',
    )
    await rep.taps_data(shown, OpenSelection(selection_id=2).pack(), forged=True)
    await rep.sees("⚠️ В регламенте больше нет этапа «old». Показано без него.")
    await refuses_what_is_forged(company, shown)


async def refuses_what_is_forged(company: Company, shown: dict[str, Any]) -> None:
    """Selection 2 is the rep's; ``shown`` is a message of theirs."""
    rep = company.rep
    lead_sees = await company.lead.sends("/report")
    listed = await company.lead.sees("📊 Отчёты", newer_than=lead_sees)
    answer = await company.lead.taps_data(listed, OpenSelection(selection_id=2).pack(), forged=True)
    assert answer["text"].startswith("Не нашлось")
    for part, value in (
        (SelectionPart.WHOSE, "c0"),
        (SelectionPart.WHOSE, "zz"),
        (SelectionPart.STAGE, "nowhere"),
        (SelectionPart.SEGMENT, "nobody"),
        (SelectionPart.REASON, "none"),
        (SelectionPart.PRODUCT, "999"),
        (SelectionPart.DAYS, "own"),
        (SelectionPart.STATUS, "gone"),
    ):
        forged = SetForSelection(selection_id=2, version=1, part=part, value=value)
        answer = await rep.taps_data(shown, forged.pack(), forged=True)
        assert answer["text"].startswith("Не нашлось"), forged


async def test_a_subscription_comes_by_itself_while_its_owner_works_here(company: Company) -> None:
    rep = company.rep
    await company.given_deal(amount=120_000)
    await rep.sends("/report")
    await rep.taps("🔎 Своя выборка")
    await rep.taps("💾 Сохранить")
    await rep.sends("Мои открытые")
    await rep.taps("🔔 Подписаться")
    await rep.taps("Каждую неделю, XLSX")
    await rep.sees("🔔 Каждую неделю, XLSX · следующий раз: пн, 23 ноября, 08:30")

    await company.waits(days=1)
    assert await company.value("SELECT count(*) FROM report_runs") == 0
    await company.waits_until(company.clock().replace(day=23, hour=5, minute=35))
    sent = await rep.sees_file("Мои открытые, Иван Петров, 23.11.2026.xlsx")
    assert says(sent, "🔔 По подписке.")
    await changes(company, "UPDATE deals SET status = 'won', closed_at = now()")
    await company.waits(days=7)
    await rep.sees("⭐ Мои открытые: ничего не нашлось.")
    await changes(company, "UPDATE people SET is_active = false WHERE name = 'Иван Петров'")
    await company.waits(days=7)
    kept = await company.rows("SELECT every, next_at FROM report_selections WHERE name IS NOT NULL")
    assert [tuple(row) for row in kept] == [(None, None)]
    assert await company.value("SELECT count(*) FROM report_runs") == 2
