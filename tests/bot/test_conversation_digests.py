"""docs/conversations/digests.md, played over HTTP."""

from datetime import UTC, date, datetime

from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask
from tests.bot.nothing_happens import (  # noqa: F401 - watches every test
    nothing_breaks,
    reaction_to,
)
from tests.company import Company
from tests.messages import text_of

EVENING = datetime(2026, 11, 18, 15, 30, 30, tzinfo=UTC)  # 18:30 in Moscow, a Wednesday


async def given_closed(
    company: Company, amount: int, status: str = "won", owner: str = "rep"
) -> None:
    deal = await company.given_deal(amount=amount, owner=owner)
    reason = "'price'" if status == "lost" else "NULL"
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE deals SET status = '{status}', lost_reason = {reason},"
            f" closed_at = '{company.clock().isoformat()}' WHERE id = {deal.id}"
        )


async def test_the_days_result_leads_from_branches_to_the_deals_card(company: Company):
    await given_closed(company, 150_000)
    await given_closed(company, 120_000)
    await given_closed(company, 80_000, "lost")
    await company.given_offer(amount=45_000)

    await company.waits_until(EVENING)

    digest = await company.director.sees("Елена, итоги дня")
    for words in (
        "✅ Выиграно: 2 на 270 000 ₽",
        "❌ Проиграно: 1 на 80 000 ₽ · Дорого: 1 на 80 000 ₽",
        "💼 В работе: 1 на 120 000 ₽",
        "🔕 Ждут ответа по КП: 1 на 45 000 ₽",
        "🏢 За неделю впереди Москва (270 000 ₽), позади Новосибирск (0 ₽)",
    ):
        await company.director.sees(words)
    await company.manager.sees("✅ Выиграно: 2 на 270 000 ₽")
    assert "🏢 Филиалы" not in await company.manager.buttons()
    director = company.director
    await director.taps("🏢 Филиалы", on=digest)
    await director.sees("1. Москва: ✅ 2 на 270 000 ₽ · ❌ 1 · 🔕 1")
    await director.sees("2. Новосибирск: ✅ 0 · ❌ 0 · 🔕 0")
    await director.taps("1")
    await director.sees("1. Команда: Ольга Смирнова: ✅ 2 на 270 000 ₽ · ❌ 1 · 🔕 1")
    await director.sees("2. Сергей Волков: ✅ 0")
    await director.taps("1")
    await director.sees("👥 Команда: Ольга Смирнова")
    await director.taps("1")
    await director.sees("✅ 1. ")
    await director.sees("❌ 3. ")
    await director.taps("3")
    await director.sees("Проиграна")
    await director.taps("« Список")
    for _ in range(3):
        await director.taps("« Выше")
    await director.sees("1. Москва: ✅ 2 на 270 000 ₽")
    await director.taps("« Сводка")
    await director.sees("Елена, итоги дня")


async def test_week_and_month_come_in_the_morning_with_what_changed(company: Company):
    await given_closed(company, 150_000)
    await given_closed(company, 80_000, "lost")

    await company.waits_until(datetime(2026, 11, 23, 6, 0, 30, tzinfo=UTC))  # Monday, 09:00

    for part in (company.rep, company.lead, company.manager):
        await part.sees("📆 Итоги недели")
        week = await part.sees("16–22 ноября 2026")
    await company.manager.sees("Сумма выигранных: 150 000 ₽ ▲ +150 000 ₽ (было 0)")
    await company.manager.sees("▲▼ сравнение: 9–15 ноября 2026.")
    await company.manager.taps("📈 Показатели", on=week)
    await company.manager.sees("📊 Филиал: Москва · 16–22 ноября 2026")
    await company.waits_until(datetime(2026, 12, 4, 6, 0, 30, tzinfo=UTC))  # closed after 3 days
    await company.rep.sees("🗓 Итоги месяца")
    await company.rep.sees("16–22 ноября 2026")  # the week's stays where it is
    await company.rep.sees("ноябрь 2026")


async def given_task(company: Company, executor: str = "rep", day: int = 19) -> None:
    create_task = company.container.get(CreateTask)
    deadline = Deadline(datetime(2026, 11, day, 15, tzinfo=UTC))
    new = NewTask("Планёрка", company.people[executor].id, deadline)
    await create_task(await company.actor("lead"), new)


async def test_a_person_sets_time_days_and_parts_and_has_it_sent_now(company: Company):
    rep = company.rep
    await rep.sends("/digest")
    await rep.sees("Приходит по рабочим дням в 08:30 (UTC+3).")
    await rep.sees("Следующая: завтра, 08:30.")
    await rep.sees("В ней: сделки и КП, задачи, клиенты, визиты и звонки, план.")
    assert "👥 В группу" not in await rep.buttons()
    outdated = await rep.sees("Ваша сводка")

    await rep.taps("⏰ Время")
    await rep.sees("Сейчас в 08:30. Во сколько присылать?")
    await rep.taps("✏️ Другое")
    await rep.sees("Напишите время, например 9:15.")
    await rep.sends("25:00")
    await rep.sees("Такого времени нет. Напишите от 0:00 до 23:59, например 9:15.")
    await rep.sends("21:30")
    await rep.sees("Приходит по рабочим дням в 21:30 (UTC+3).")
    await rep.sees("Следующая: сегодня, 21:30.")
    await rep.sees("Это тихие часы: сводка придёт, остальное подождёт до утра.")

    await rep.taps("📅 Дни")
    for day in ("пн", "вт", "чт", "пт"):
        await rep.taps(f"☑️ {day}")
    answer = await rep.taps("☑️ ср")
    assert answer["text"] == "Оставьте хотя бы один день."
    await rep.sees("Сейчас: по рабочим дням (ср).")
    await rep.taps("« Сводка")
    await rep.taps("🧩 Части")
    await rep.taps("☑️ план")
    await rep.sees_button("☐ план")
    await rep.taps("« Сводка")
    await rep.taps("📆 Неделя и месяц")
    await rep.taps("☑️ Итоги недели")
    await rep.taps("« Сводка")
    await rep.sees("Итоги месяца приходят, итоги недели — нет.")
    answer = await rep.taps_data(outdated, "dg-at:900:0", forged=True)
    assert "Настройки сводки уже другие" in answer["text"]

    await rep.taps("📨 Прислать сейчас")
    answer = await rep.taps("За день")
    assert answer["text"] == "Сейчас в сводке пусто."
    await given_task(company)
    await rep.taps("За день")
    digest = await rep.sees("Иван, ваш день")
    assert "⚙️ Сводка" in await rep.buttons(digest)

    await company.waits_until(datetime(2026, 11, 18, 18, 30, 30, tzinfo=UTC))
    await rep.sees("Иван, итоги дня", newer_than=digest)
    await rep.sends("/digest")
    await rep.sees("Следующая: ср, 25 ноября, 21:30.")
    await rep.taps("↩️ Как у всех")
    await rep.sees("Следующая: завтра, 08:30.")


async def test_the_plan_is_told_once_and_a_leads_is_that_of_the_team(company: Company):
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO plans (month, whose, person_id, planned, amount, currency)"
            " SELECT DATE '2026-11-01', whose, id, 'won_value', amount, 'RUB'"
            " FROM (VALUES ('Ольга Смирнова', 'team', 2000000),"
            " ('Ольга Смирнова', 'person', 500000), ('Иван Петров', 'person', 900000))"
            " AS given (name, whose, amount) JOIN people USING (name)"
        )
    for key, said in (
        ("rep", "План: 0 ₽ из 900 000 ₽"),
        ("lead", "План команды: 0 ₽ из 2 000 000 ₽"),
    ):
        person = company.rep if key == "rep" else company.lead
        await given_task(company, key, day=18)
        await person.sends("/digest")
        await person.taps("📨 Прислать сейчас")
        await person.taps("За день")
        digest = await person.sees(f"📈 {said} (0 %), прошло 55 % рабочих дней")
        assert text_of(digest).count("📈 План") == 1
        assert (await person.buttons(digest)).count("📈 План") == 1

    rep = company.rep
    before = await rep.sends("/digest")
    await rep.taps("🧩 Части")
    await rep.taps("☑️ план")
    await rep.taps("« Сводка")
    await rep.taps("📨 Прислать сейчас")
    await rep.taps("За день")
    digest = await rep.sees("Иван, ваш день", newer_than=before)
    assert "📈 План" not in text_of(digest)
    assert "📈 План" not in await rep.buttons(digest)


async def test_who_is_away_gets_none(company: Company):
    await given_task(company)
    rep, lead = company.people["rep"], company.people["lead"]
    await company.given_absence(rep, lead, date(2026, 11, 19), date(2026, 11, 20))

    await company.waits_until(datetime(2026, 11, 19, 6, 0, 30, tzinfo=UTC))

    await company.rep.does_not_see("ваш день")
    await company.lead.sees("Ольга, ваш день")


async def test_a_teams_figures_come_to_a_group_without_a_name_of_a_client(company: Company):
    await given_closed(company, 150_000)
    await given_closed(company, 80_000, "lost")
    await given_closed(company, 500_000, owner="other_rep")
    group = await company.rep.in_group()
    refused = await reaction_to(group, await group.sends("/digest"))
    assert text_of(refused) == "Сводку команды в группу включает её руководитель."
    heads = await company.lead.in_group()
    bound = await reaction_to(heads, await heads.sends("/digest"))
    assert "Сводка (Команда) будет приходить сюда по рабочим дням в 18:00" in text_of(bound)

    await company.waits_until(datetime(2026, 11, 18, 15, 0, 30, tzinfo=UTC))

    report = text_of(await group.sees("📰 Команда, ср, 18 ноября"))
    assert "✅ Выиграно: 1 на 150" in report
    assert "❌ Проиграно: 1 на 80" in report
    names = await company.rows(
        "SELECT name FROM clients UNION SELECT title FROM deals UNION SELECT name FROM people"
    )
    said = [text_of(message) for message in await group.messages() if message["from"]["is_bot"]]
    assert names
    assert not [row.name for row in names for words in said if row.name in words]
    await company.waits(minutes=10)
    assert len([one for one in await group.messages() if text_of(one) == report]) == 1

    tapped = await reaction_to(group, await group.sends("/digest"))
    assert not await group.buttons(tapped)
    shown = await reaction_to(heads, await heads.sends("/digest"))
    answer = await group.taps_data(shown, "dg-off-here")
    assert "Отключить может тот, кто включил" in answer["text"]
    await heads.taps("🔕 Отключить", on=shown)
    await heads.sees("🔕 Сводка сюда больше не приходит.")
    await group.leaves()
    await heads.leaves()


async def test_a_lost_group_and_a_head_who_leads_no_more_end_it(company: Company):
    heads = await company.lead.in_group()
    await heads.sends("/digest")
    await heads.sees("будет приходить сюда")
    await company.lead.sends("/digest")
    await company.lead.taps("👥 В группу")
    await company.lead.sees("1. Отдел продаж")
    await company.lead.sees_button("➕ Добавить в группу")
    await company.lead.taps("🔕 1")
    await company.lead.sees("Раз в рабочий день, в 18:00, в группу придут числа команды")
    await heads.sees("🔕 Сводка сюда больше не приходит.")

    await heads.sends("/digest")
    await heads.sees("будет приходить сюда")
    await given_task(company)
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE group_digests SET chat_id = -100999")
    await company.waits_until(datetime(2026, 11, 20, 15, 0, 30, tzinfo=UTC))
    await company.lead.sees("Сводка команды больше не приходит в группу «Отдел продаж»")

    await reaction_to(heads, await heads.sends("/digest"))
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE people SET role = 'rep' WHERE id = {company.people['lead'].id}"
        )
    await company.waits(minutes=2)
    await heads.sees("Ольга Смирнова больше не руководит командой")
    await heads.leaves()
