"""Plays docs/conversations/tasks.md: another date, and reminders of it."""

from datetime import UTC, datetime, timedelta

from domain.tasks.dates import ProposeNewDate
from domain.tasks.model import Deadline
from tests.bot.tasks_in_chat import FRIDAY_SIX, given_task
from tests.company import Company
from tests.messages import data_of


async def ask_for_monday(company: Company) -> None:
    rep = company.rep
    await rep.taps("⋯ Ещё")
    await rep.taps("🗓 Попросить срок")
    await rep.sees("До какого срока просите?")
    await rep.taps("Через неделю")
    await rep.sees("Почему нужен другой срок?")
    await rep.sends("Жду цены")
    await rep.sees("🗓 Просят новый срок: ")


async def test_a_new_date_agreed_before_the_deadline_counts(company: Company):
    lead, rep = company.lead, company.rep
    await given_task(company)
    await ask_for_monday(company)

    await lead.sees("🗓 Просят новый срок: Подготовить КП")
    await lead.sees("🗓 Просят новый срок: ср, 25 ноября. Причина: Жду цены")
    told = await lead.taps("✅ Новый срок")

    assert told["text"] == "Новый срок согласован и считается сроком задачи."
    await lead.sees("Срок: ср, 25 ноября")
    await rep.sees("🗓 Новый срок: Подготовить КП")
    assert await company.value("SELECT agreed_deadline_at = deadline_at FROM tasks")


async def test_a_new_date_agreed_after_the_deadline_does_not_count(company: Company):
    lead = company.lead
    await given_task(company)
    await ask_for_monday(company)
    await lead.sees("🗓 Просят новый срок: Подготовить КП")
    await company.waits_until(FRIDAY_SIX.at + timedelta(minutes=1))

    told = await lead.taps("✅ Новый срок")

    assert told["text"] == "Срок перенесён, но просрочка останется в истории."
    assert await company.value("SELECT agreed_deadline_at < deadline_at FROM tasks")


async def test_a_new_date_is_refused_by_one_tap_and_an_older_question_cannot_be_answered(
    company: Company,
):
    lead, rep = company.lead, company.rep
    await given_task(company)
    await ask_for_monday(company)
    card = await lead.sees("🗓 Просят новый срок: Подготовить КП")
    old = data_of(card, "✅ Новый срок")
    await lead.taps("✖️ Прежний срок")
    await rep.sees("✖️ Срок остался прежним: Подготовить КП")
    await rep.taps("⋯ Ещё")
    await rep.taps("🗓 Попросить срок")
    await rep.sends("1 декабря")
    await rep.sends("Совсем другой")
    await lead.sees("🗓 Просят новый срок: вт, 1 декабря")

    told = await lead.taps_data(await lead.last(), old, forged=True)

    assert told["text"] == "По новому сроку уже решено."
    assert await company.value("SELECT deadline_at FROM tasks") == FRIDAY_SIX.at


async def test_the_assigner_sets_another_date_without_a_reason(company: Company):
    lead = company.lead
    task = await given_task(company)
    await lead.starts(f"task_{task.id}")
    await lead.taps("⋯ Ещё")
    await lead.taps("🗓 Другой срок")
    await lead.sees("Какой теперь срок?")

    await lead.sends("вчера")
    await lead.sees("уже в прошлом")
    await lead.sends("завтра в 8")
    await lead.sees("Это можно понять двояко: 19.11.2026 08:00 или 19.11.2026 20:00")
    await lead.sends("завтра в 15")

    await lead.sees("Срок: завтра, 15:00")
    await company.rep.sees("🗓 Новый срок: Подготовить КП")


async def test_reminders_come_before_the_deadline_and_climb_after_it(company: Company):
    at_three = Deadline(datetime(2026, 11, 20, 12, 0, tzinfo=UTC), has_time=True)
    rep, lead = company.rep, company.lead
    await given_task(company, by="manager", deadline=at_three)

    await company.waits_until(datetime(2026, 11, 20, 6, 0, 30, tzinfo=UTC))
    await rep.sees("⏰ Срок через 6 ч: Подготовить КП")
    await company.waits_until(datetime(2026, 11, 20, 11, 0, 10, tzinfo=UTC))
    await rep.sees("⏰ Срок через 1 ч: Подготовить КП")
    await company.waits_until(at_three.at + timedelta(seconds=30))
    await rep.sees("⏰ Пора: Подготовить КП")
    await rep.sees("⏰ Срок: сегодня, 15:00, это сейчас")
    await lead.does_not_see("Подготовить КП: просрочена")
    await company.waits_until(datetime(2026, 11, 23, 12, 1, tzinfo=UTC))

    await lead.sees("❗ Просрочена на 3 дня: Подготовить КП")
    await lead.sees("просрочена на 3 дня")


async def test_nobody_else_is_told_of_ones_own_task(company: Company):
    at_three = Deadline(datetime(2026, 11, 20, 12, 0, tzinfo=UTC), has_time=True)
    await given_task(company, by="rep", deadline=at_three)

    await company.waits_until(datetime(2026, 11, 27, 12, 1, tzinfo=UTC))

    await company.rep.sees("❗ Просрочена на")
    await company.lead.does_not_see("Подготовить КП")
    await company.manager.does_not_see("Подготовить КП")


async def test_what_is_done_is_not_spoken_of_any_more(company: Company):
    rep = company.rep
    await given_task(company)
    await rep.taps("🏁 Готово")
    await rep.sees("🏁 сделана, ждёт приёмки")

    await company.waits_until(FRIDAY_SIX.at + timedelta(minutes=1))

    await rep.does_not_see("❗ Срок прошёл")


async def test_reminders_are_chosen_by_taps(company: Company):
    rep = company.rep
    await given_task(company)
    await rep.taps("⋯ Ещё")
    await rep.taps("🔔 Напоминания")
    await rep.sees_button("✅ Утром в день срока")
    await rep.sees_button("✅ За час")

    await rep.taps("За 3 часа")
    await rep.sees_button("✅ За 3 часа")
    await rep.taps("✅ Утром в день срока")
    await rep.sees_button("⬜ Утром в день срока")
    await rep.taps("« Назад")

    await rep.sees("🆕 ждёт исполнителя")
    rows = await company.rows("SELECT in_the_morning, minutes_before FROM reminder_choices")
    assert [tuple(row) for row in rows] == [(False, [180])]


async def given_day_full_of_messages(company: Company) -> None:
    """The rep has had as many as may ring in a day."""
    for number in range(12):
        await given_task(company, title=f"Задача {number}")
    await company.rep.sees("🔔 Новая задача: Задача 11")


async def test_what_is_due_today_rings_over_the_days_cap_and_the_rest_waits(company: Company):
    await given_day_full_of_messages(company)
    today = Deadline(datetime(2026, 11, 18, 13, 0, tzinfo=UTC), has_time=True)

    await given_task(company, title="Подождёт")
    await given_task(company, title="Согласовать прайс", deadline=today)

    await company.rep.sees("🔔 Новая задача: Согласовать прайс")
    await company.rep.does_not_see("🔔 Новая задача: Подождёт")


async def test_what_asks_for_a_decision_rings_over_the_days_cap(company: Company):
    lead, rep = company.lead, company.rep
    for number in range(12):
        await given_task(company, by="manager", to="lead", title=f"Задача {number}")
    await lead.sees("🔔 Новая задача: Задача 11")
    task = await given_task(company)
    propose_new_date = company.container.get(ProposeNewDate)
    monday = Deadline(datetime(2026, 11, 23, 15, 0, tzinfo=UTC))

    await propose_new_date(
        await company.actor("rep"), task.id, monday, "Болею", version=task.version
    )
    await company.waits(seconds=1)

    await rep.sees("🔔 Новая задача")
    await lead.sees("🗓 Просят новый срок: Подготовить КП")


async def test_a_timed_reminder_rings_over_the_days_cap(company: Company):
    await given_day_full_of_messages(company)
    at_three = Deadline(datetime(2026, 11, 18, 12, 0, tzinfo=UTC), has_time=True)
    await given_task(company, by="rep", title="Обзвон", deadline=at_three)

    await company.waits_until(datetime(2026, 11, 18, 11, 0, tzinfo=UTC))

    await company.rep.sees("⏰ Срок через")
