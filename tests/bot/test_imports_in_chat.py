"""An administrator loads files in the chat, through the playground's Bot API."""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.imports.handlers import router
from bot.imports.runner import ImportRunner
from bot.playground.clock import MovableClock
from bot.playground.personas import Persona
from bot.playground.server import Playground
from bot.refusals import refusals_router
from bot.texts import texts_for
from bot.updates.callback_answers import NoteCallbackAnswers
from bot.updates.intake import Intake
from bot.updates.middleware import ActorMiddleware, install
from bot.updates.polling import Poller, allowed_updates
from domain.imports.columns import Field, Kind
from domain.imports.model import Fault, RefusedRow, RowFault
from domain.imports.run_use_cases import (
    AddFileToImport,
    ChangeImport,
    TakeWaitingImport,
    ViewImport,
)
from domain.imports.table import SourceRow
from storage.imports.error_report import ErrorReport
from storage.imports.runs import SqlImportRuns
from storage.org.actors import SqlActors
from storage.outages import Outages
from storage.processed_updates import SqlProcessedUpdates
from storage.tables.imports import import_runs
from storage.tabular.opening import open_table
from tests.imports_world import NOW, ImportWorld
from tests.person import Person

TOKEN = "4200:playground"
PEOPLE = "ФИО;Руководитель;Филиал\nАнна Ким;Ольга Рау;Юг\n"
DEALS = "Ответственный;Этап;Клиент;Сумма\nАнна Ким;Won;Ромашка;1500\nНикто;Won;Ромашка;5\n"


class Chat:
    """The bot's import handlers and runner on a playground with two people."""

    def __init__(self, world: ImportWorld, folder: Path) -> None:
        self.world = world
        self.playground = Playground(
            token=TOKEN,
            bot_username="naparnik_bot",
            personas=[
                Persona("admin", 1001, "Ада", "administrator"),
                Persona("rep", 1002, "Рем", "rep"),
            ],
            clock=MovableClock(real=lambda: NOW),
            folder=folder,
        )

    async def open(self) -> None:
        engine = self.world.engine
        origin = await self.playground.start()
        session = AiohttpSession(api=TelegramAPIServer.from_base(origin))
        session.middleware(NoteCallbackAnswers())
        self.bot = Bot(TOKEN, session=session)

        def begin_runs() -> SqlImportRuns:
            return SqlImportRuns(engine)

        actors = SqlActors(engine)
        self.runner = ImportRunner(
            bot=self.bot,
            take=TakeWaitingImport(begin_runs, lambda: NOW),
            plan_import=self.world.plan,
            run_import=self.world.run,
            begin_import=self.world.begin,
            open_table=open_table,
            make_error_report=ErrorReport,
            actors=actors,
            clock=lambda: NOW,
        )
        self.dispatcher = Dispatcher()
        install(
            self.dispatcher,
            ActorMiddleware(
                actors=actors,
                processed_updates=SqlProcessedUpdates(engine),
                clock=lambda: NOW,
                texts_for=texts_for,
                stranger=_nobody,
            ),
        )
        self.dispatcher.workflow_data.update(
            open_table=open_table,
            add_file_to_import=AddFileToImport(begin_runs, lambda: NOW),
            change_import=ChangeImport(begin_runs, lambda: NOW),
            view_import=ViewImport(begin_runs),
            import_runner=self.runner,
        )
        self.dispatcher.include_routers(refusals_router(), router())
        self.poller = Poller(
            Intake(
                self.bot,
                self.dispatcher,
                passes_by_itself=Outages(engine).passes_by_itself,
                apologise=_nobody,
                observe=lambda *_: None,
            ),
            allowed_updates(self.dispatcher),
            long_poll_seconds=1,
        )
        self.polling = asyncio.create_task(self.poller.run())
        self.running = asyncio.create_task(self.runner.run_forever())
        self.admin = Person(origin, "admin")
        self.rep = Person(origin, "rep")
        await self.admin.starts()
        await self.rep.starts()

    async def close(self) -> None:
        self.running.cancel()
        self.poller.stop()
        await asyncio.gather(self.running, self.polling, return_exceptions=True)
        await self.admin.leaves()
        await self.rep.leaves()
        await self.bot.session.close()
        await self.playground.stop()


async def _nobody(*_: object) -> None:
    return None


@pytest.fixture
async def chat(engine: AsyncEngine, tmp_path: Path) -> AsyncIterator[Chat]:
    world = ImportWorld(engine, tmp_path)
    await world.given_rulebook()
    async with engine.begin() as connection:
        await connection.run_sync(import_runs.create, checkfirst=True)
        await connection.exec_driver_sql(
            "INSERT INTO branches (name, country, zone) VALUES ('Моя компания', 'RU', "
            "'Europe/Moscow'); "
        )
        for telegram_id, name, role in ((1001, "Ада", "administrator"), (1002, "Рем", "rep")):
            await connection.exec_driver_sql(
                "INSERT INTO people (name, role, branch_id, telegram_id) "
                f"SELECT '{name}', '{role}', id, {telegram_id} FROM branches"
            )
    chat = Chat(world, tmp_path)
    await chat.open()
    yield chat
    await chat.close()


async def test_files_are_recognised_previewed_and_loaded_and_refused_rows_come_back(
    chat: Chat,
) -> None:
    admin = chat.admin
    await admin.sends_file(PEOPLE.encode("cp1251"), "people.csv")
    await admin.sees("people.csv: Люди, читаем столбцов: 3 из 3")
    await admin.sends_file(DEALS.encode(), "deals.csv")
    await admin.sees("deals.csv: Сделки, читаем столбцов: 4 из 4")

    await admin.taps("🔎 Проверить")
    await admin.sees("Сделки: строк 2, новых 1, уже есть 0, дополнено 0, не принято 1")
    assert await chat.world.value("SELECT count(*) FROM deals") == 0
    await admin.taps("📥 Загрузить")

    await admin.sees("Загрузка выполнена")
    await admin.sees("Выиграна: 1 на 1 500 ₽")
    await admin.sees_file("ne-prinyato.xlsx")
    await admin.sees("Не принята 1 строка")
    assert await chat.world.value("SELECT count(*) FROM deals") == 1
    assert await chat.world.rows("SELECT DISTINCT channel FROM audit WHERE subject = 'deals'") == [
        ("telegram",)
    ]


async def test_what_the_columns_do_not_tell_is_asked_by_buttons(chat: Chat) -> None:
    admin = chat.admin
    await chat.world.given(chat.world.file(None, "ФИО,Роль", "Анна Ким,rep"))
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
    assert await chat.world.value("SELECT count(*) FROM deals") == 1


async def test_an_old_button_and_a_second_tap_say_so_and_change_nothing(chat: Chat) -> None:
    admin = chat.admin
    await admin.sends_file(PEOPLE.encode(), "people.csv")
    card = await admin.sees_button("Отмена")
    stop = _data_of(card, "Отмена")
    await admin.sends_file(DEALS.encode(), "deals.csv")
    await admin.sees("deals.csv: Сделки")

    outdated = await admin.taps_data(card, stop, forged=True)
    await admin.taps("Отмена")
    await admin.sees("Загрузка отменена. Ничего не изменилось.")
    again = await admin.taps_data(card, stop, forged=True)

    assert "от прежнего состояния" in outdated["text"]
    assert "уже отменена" in again["text"]


async def test_another_persons_buttons_and_nonsense_do_nothing(chat: Chat) -> None:
    admin, rep = chat.admin, chat.rep
    await admin.sends_file(PEOPLE.encode(), "people.csv")
    card = await admin.sees_button("🔎 Проверить")
    go = _data_of(card, "🔎 Проверить").replace("im-check", "im-go")
    await chat.bot.send_message(1002, "Привет")
    hello = await rep.sees("Привет")

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
    assert await chat.world.value("SELECT count(*) FROM people") == 2
    assert await chat.world.rows("SELECT status, version FROM import_runs") == [("gathering", 2)]


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
    chat: Chat, content: bytes, name: str, words: str
) -> None:
    await chat.admin.sends_file(content or b" ", name)

    await chat.admin.sees(words)


async def test_an_import_that_a_dead_process_left_is_finished_by_the_next(chat: Chat) -> None:
    admin = chat.admin
    await admin.sends_file(PEOPLE.encode(), "people.csv")
    await admin.taps("🔎 Проверить")
    await admin.sees_button("📥 Загрузить")
    chat.running.cancel()
    await admin.taps("📥 Загрузить")
    async with chat.world.engine.begin() as connection:
        await connection.exec_driver_sql(
            "UPDATE import_runs SET claimed_until = '2026-03-02 08:00+00'"
        )

    await chat.runner.do_next()

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


def _data_of(message: dict[str, object], label: str) -> str:
    keyboard = message["reply_markup"]["inline_keyboard"]  # type: ignore[index]
    return next(
        button["callback_data"] for row in keyboard for button in row if button["text"] == label
    )
