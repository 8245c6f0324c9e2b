"""What ``docs/conversations/cycles.md`` tells, played word for word."""

import io
from datetime import UTC, datetime

import openpyxl
from sqlalchemy import text

from bot.cycles.callback_data import (
    EndPairNow,
    MissCall,
    OpenCall,
    OpenCycleCalls,
    OpenPairBoard,
    OpenRepCheck,
    SetNoInterest,
    TurnPairRound,
)
from domain.cycles.pairs import MakePair
from domain.cycles.views import Show
from domain.org.model import Person
from tests.company import Company
from tests.messages import says

NAMES = ("Ромашка", "Василёк", "Лютик")
REGIONS = ("Север", "Север", "Юг")


PLANNED_FOR_TODAY = """
    UPDATE planned_calls SET planned_on = '2026-11-18', place = clients.id
      FROM clients WHERE clients.id = client_id
"""


async def given_partner(company: Company) -> Person:
    return await company.given_person("Анна Серова", boss=company.people["lead"])


async def given_pair(company: Company) -> Person:
    """Иван calls and Анна visits: three clients of his, all of them today."""
    partner = await given_partner(company)
    for name in NAMES:
        await company.given_client(name, phone=None, contact="Пётр Иванов")
    make_pair = company.container.get(MakePair)
    await make_pair(await company.actor("manager"), company.people["rep"].id, partner.id)
    await company.waits(minutes=2)
    async with company.engine.begin() as connection:
        for name, region in zip(NAMES, REGIONS, strict=True):
            await connection.execute(
                text("UPDATE clients SET region = :region WHERE name = :name"),
                {"region": region, "name": name},
            )
        await connection.execute(text(PLANNED_FOR_TODAY))
    return partner


async def test_a_head_makes_turns_and_ends_a_pair(company: Company) -> None:
    await given_partner(company)
    manager = company.manager
    await manager.sends("/people Иван")
    await manager.taps("Иван Петров")
    await manager.taps("👥 Пара")
    await manager.sees("Работает без пары.")

    await manager.taps("📞 Звонит")
    await manager.sees("Кто будет ездить к клиентам?")
    await manager.sends("Вера")
    assert says(await manager.taps("Вера Соколова"), "Вера Соколова не из ваших сотрудников.")
    await manager.sends("Иван")
    assert says(await manager.taps("Иван Петров"), "В паре два разных человека.")
    await manager.sends("Анна")
    await manager.taps("Анна Серова")

    await manager.sees("📞 Звонит: Иван Петров\n🚗 Ездит: Анна Серова")
    await company.rep.sees("👥 Вы в паре: Анна Серова. Вы звоните, ездит Анна Серова.")
    await manager.taps("🔄 Поменять ролями")
    await manager.sees("📞 Звонит: Анна Серова\n🚗 Ездит: Иван Петров")
    await manager.taps("« Назад")
    await manager.sees("Пара: Анна Серова")
    await manager.taps("👥 Пара")
    await manager.taps("✖️ Разделить")
    await manager.sees("Разделить пару?")
    await manager.taps("Разделить")
    await manager.sees("Работает без пары.")
    await company.rep.sends("/calls")
    await company.rep.sees("📞 Вы работаете без пары, звонки по циклу не планируются.")


async def given_calls_left_over(company: Company) -> None:
    async with company.engine.begin() as connection:
        await connection.execute(text("UPDATE planned_calls SET was_left = true"))


async def test_the_caller_goes_from_client_to_client(company: Company) -> None:
    await given_pair(company)
    rep = company.rep

    await rep.sends("/day")
    await rep.sees("📞 Звонки по циклу\n1. Позвонить: 3")
    await rep.taps("1")
    await rep.sees("📞 Звонки на сегодня: 3")
    await rep.taps("▶️ Начать")
    await rep.sees("📞 Ромашка · ")
    await rep.sees("❓ Почему сейчас: подошла очередь в цикле")
    assert await rep.buttons() == [
        *("🤝 Встреча", "✅ Дозвонился", "🔁 Перезвонить", "📵 Нет ответа"),
        *("🚫 Не интересно", "👤 Клиент", "« Звонки", "« Мой день"),
    ]
    await rep.taps("🔁 Перезвонить")
    await rep.taps("Другое время")
    await rep.sends("вчера")
    await rep.sends("в 15:00")
    await rep.sees("🔁 Ромашка: перезвоним сегодня, 15:00.")
    await rep.sees("📞 Василёк · ")
    call_id = await company.value("SELECT max(id) FROM planned_calls WHERE client_id = 2")
    missed = MissCall(call_id=call_id, version=1)
    await rep.taps("📵 Нет ответа")
    await rep.sees("📵 Василёк: повторим сегодня, 14:02")
    await rep.sees("📞 Лютик · ")
    last = await rep.last()
    assert says(
        await rep.taps_data(last, missed.pack(), forged=True), "Карточка звонка изменилась."
    )
    await rep.taps("« Звонки")
    await rep.taps("Лютик · Юг")
    await rep.taps("🚫 Не интересно")
    await rep.taps("Нет бюджета")
    await rep.sees("🚫 Лютик: записано. Клиент остаётся в базе и вернётся в следующем цикле.")
    await rep.sees("📞 Звонки на сегодня: 2")
    await rep.sees("Ждут своего часа: 2")
    await company.waits_until(datetime(2026, 11, 18, 12, 0, 30, tzinfo=UTC))
    await rep.sees("⏰ Обещали перезвонить сейчас.\n\n📞 Ромашка · ")
    await given_calls_left_over(company)
    await rep.sends("/calls")
    await rep.taps("▶️ Начать")
    await rep.sees("Почему сейчас: не ответили, попытка 2")
    await rep.does_not_see("до него ещё не дошли")
    await rep.taps("✅ Дозвонился")
    await rep.sends("ждут прайс")
    await rep.sees("✅ Василёк: записано.")
    await rep.sees("❓ Почему сейчас: обещали перезвонить сегодня, 15:00")
    await rep.taps("🤝 Встреча")
    await rep.sees("Едет: Анна Серова")
    await rep.taps("завтра · ")
    await rep.taps("10:00")
    await rep.sees("📍 Визит")
    await rep.sends("/cycle")
    await rep.sees("🤝 Встречи: назначено 1, проведено 0")
    said = await company.rows("SELECT result, words FROM interactions ORDER BY id")
    assert [tuple(row) for row in said] == [
        ("reached", None),
        ("no_answer", None),
        ("reached", "Нет бюджета"),
        ("reached", "ждут прайс"),
        ("reached", None),
    ]


async def test_the_board_the_check_and_forged_buttons(company: Company) -> None:
    partner = await given_pair(company)
    rep, manager = company.rep, company.manager
    await rep.sends("/calls")
    await rep.taps("▶️ Начать")
    await rep.taps("✅ Дозвонился")
    await rep.taps("Без слов")
    await rep.sees("✅ Ромашка: записано.")

    await rep.sends("/cycle")
    await rep.sees("📊 Цикл 1: Иван Петров + Анна Серова")
    await rep.sees("ср, 18 ноября — вт, 29 декабря, день 1 из 42")
    await rep.sees("📞 Обзвонили: 1 (33 %)")
    await rep.sees("Север: 1 из 2, встреч 0\nЮг: 0 из 1, встреч 0")
    await rep.taps("⏳ Осталось: 2")
    await rep.sees("⏳ Осталось обзвонить: 2")
    await rep.taps("Лютик")
    await rep.sees("📞 Лютик · ")

    await manager.sends("/cycle")
    await manager.sees("📊 Пары: 1")
    await manager.taps("Иван Петров + Анна Серова · 1 из 3")
    await manager.taps("📞 Обзвонили: 1")
    await manager.taps("Ромашка")
    await manager.sees("Звонит Иван Петров.")
    await manager.sees("✅ Дозвонились: Иван Петров, сегодня, 10:02")
    await manager.taps("📊 Цикл")
    await manager.taps("🔎 Проверка")
    await manager.sees("🔎 Работа продавцов: пн, 9 ноября — вс, 15 ноября")
    await manager.taps("Эта неделя")
    await manager.sees("❗ Анна Серова (Москва): не записано ещё ни одного контакта")
    await manager.sees("По плану звонков 1 из 3")
    await manager.taps("📄 XLSX")
    book = await manager.sees_file("reps-2026-11-16.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(await manager.file(book))).active
    assert [row[0].value for row in sheet.iter_rows()] == [
        "Продавец",
        "Анна Серова",
        "Ольга Смирнова",
        "Иван Петров",
    ]

    await company.waits_until(datetime(2026, 11, 23, 7, 1, tzinfo=UTC))
    await company.waits(minutes=16)
    await manager.sees("🔎 Работа продавцов: пн, 16 ноября — вс, 22 ноября")
    told = [kind for _, kind in await company.told()]
    assert told.count("rep_check") == 2  # of the other branch too, who has not come to the chat

    stranger = await company.given_joined("other_rep")
    await stranger.sends("/day")
    screen = await stranger.last()
    for forged in (
        OpenCall(call_id=1),
        MissCall(call_id=1, version=1),
        SetNoInterest(call_id=1, version=1, reason="other"),
        OpenPairBoard(pair_id=1),
        OpenCycleCalls(pair_id=1, show=Show.LEFT),
        OpenRepCheck(),
        TurnPairRound(person_id=partner.id, version=1),
        EndPairNow(person_id=partner.id, version=1),
        MissCall(call_id=10**9, version=1),
    ):
        answer = await stranger.taps_data(screen, forged.pack(), forged=True)
        assert answer["text"]
    assert await company.value("SELECT count(*) FROM seller_pairs WHERE ended_at IS NULL") == 1
    assert await company.value("SELECT sum(tries) FROM planned_calls") == 1
