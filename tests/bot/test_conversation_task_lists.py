"""Plays docs/conversations/task_lists.md."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.tasks.doing import FinishTask
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask, Task
from tests.company import Company

FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
TODAY = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
YESTERDAY = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)


async def given(
    company: Company,
    title: str = "Подготовить КП",
    *,
    by: str = "lead",
    to: str = "rep",
    due: datetime = FRIDAY,
    is_draft: bool = False,
    **fields: Any,
) -> Task:
    new = NewTask(
        title, executor_id=company.people[to].id, deadline=Deadline(due, has_time=False), **fields
    )
    create_task = company.container.get(CreateTask)
    return await create_task(await company.actor(by), new, as_draft=is_draft)


async def given_overdue(company: Company, title: str, **who: str) -> Task:
    """A task whose deadline passed unnoticed."""
    task = await given(company, title, **who)  # type: ignore[arg-type]
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE tasks SET deadline_at = '{YESTERDAY}' WHERE id = {task.id}"
        )
    return task


async def test_somebody_without_tasks_reads_what_to_do(company):
    await company.rep.sends("/tasks")

    await company.rep.sees("Мои задачи: 0")
    await company.rep.sees("Задач нет. Напишите, что сделать: завтра в 15 позвонить Иванову.")


async def test_rows_say_what_is_late_who_gave_it_and_until_when(company):
    await given(company, "Подготовить КП")
    await given_overdue(company, "Позвонить в «Ромашку»", by="rep")

    await company.rep.sends("/tasks")

    await company.rep.sees("1. ❗ Позвонить в «Ромашку» · вчера")
    await company.rep.sees("2. Подготовить КП · от: Ольга Смирнова · новая · пт, 20 ноября")


async def test_a_card_leads_back_to_the_page_of_the_list_that_it_was_opened_from(company):
    for number in range(1, 10):
        await given(company, f"Задача {number}")
    rep = company.rep
    await rep.sends("/tasks")
    await rep.taps("Дальше »")
    await rep.sees("9. Задача 9")

    await rep.taps("9")
    await rep.sees("📌 Задача 9")
    await rep.taps("« К списку")

    await rep.sees("9. Задача 9")
    await rep.sees("Мои задачи: 9")


async def test_chips_narrow_the_list(company):
    late = await given_overdue(company, "Сверка остатков", by="lead")
    done = await given(company, "Отчёт за неделю")
    await given(company, "Планёрка", is_draft=True)
    finish_task = company.container.get(FinishTask)
    await finish_task(await company.actor(), done.id, "Готово", version=done.version)
    lead = company.lead
    await lead.sends("/tasks")

    await lead.taps("От меня")
    await lead.sees("Задачи от меня: 2")
    await lead.taps("Ждут")
    await lead.sees("Задачи от меня, ждут решения: 1")
    await lead.sees("1. Отчёт за неделю · Иван Петров · сделана, ждёт приёмки · пт, 20 ноября")
    await lead.taps("Просроченные")
    await lead.sees("1. ❗ Сверка остатков · Иван Петров · новая · вчера")
    await lead.taps("Черновики")
    await lead.sees("1. Планёрка · Иван Петров · пт, 20 ноября")
    await lead.taps("Команда")
    await lead.sees("Задачи команды: 2")
    assert late.id


async def test_only_heads_have_a_team(company):
    await company.rep.sends("/tasks")
    await company.manager.sends("/tasks")

    of_rep = await company.rep.sees("Мои задачи")
    of_manager = await company.manager.sees("Мои задачи")

    assert "Команда" not in labels(of_rep)
    assert "Команда" in labels(of_manager)


def labels(message: dict[str, Any]) -> list[str]:
    return [key["text"] for row in message["reply_markup"]["inline_keyboard"] for key in row]


async def test_words_after_the_command_are_looked_for_in_titles(company):
    await given(company, "Согласовать каталог для ООО «Ромашка»")
    await given(company, "Отчёт")
    rep = company.rep

    await rep.sends("/tasks КАТАЛОГ ромаш")
    await rep.sees("Задачи по словам «КАТАЛОГ ромаш»: 1")
    await rep.taps("1")
    await rep.sees("📌 Согласовать каталог")
    await rep.taps("« К списку")

    await rep.sees("Задачи по словам «КАТАЛОГ ромаш»: 1")


async def test_a_button_asks_for_the_words(company):
    await given(company, "Отчёт за неделю")
    rep = company.rep
    await rep.sends("/tasks")

    await rep.taps("🔎 Найти")
    await rep.sees("Какие слова есть в названии задачи?")
    await rep.sends("отчет")
    await rep.sees("1. Отчёт за неделю · Иван Петров · новая · пт, 20 ноября")
    await rep.sends("/tasks лилия")
    await rep.sees("По словам «лилия» задач не нашёл")
    await rep.sends("/tasks «»")
    await rep.sees("Здесь нечего искать")


async def test_a_search_as_long_as_a_message_finds_nothing_and_breaks_nothing(company):
    await company.rep.sends("/tasks " + "а" * 4000)

    await company.rep.sees("задач не нашёл")


async def test_others_tasks_are_not_found(company):
    await given(company, "Тайный план", by="manager", to="lead")

    await company.rep.sends("/tasks план")

    await company.rep.sees("задач не нашёл")


@pytest.mark.parametrize(
    "data", ["tasks:mine:open:99", "tasks:team:open:0", "tasks:any:all:0", "t-found:3"]
)
async def test_a_forged_page_or_filter_shows_what_there_is_or_that_it_is_outdated(company, data):
    await given(company, "Подготовить КП")
    rep = company.rep
    await rep.sends("/tasks")
    shown = await rep.sees("Мои задачи: 1")

    answer = await rep.taps_data(shown, data, forged=True)

    assert answer["answered"]
    await rep.does_not_see("Что-то сломалось")


async def test_a_filter_that_there_is_not_is_outdated(company):
    await company.rep.sends("/tasks")
    shown = await company.rep.sees("Мои задачи: 0")

    answer = await company.rep.taps_data(shown, "tasks:everybody:open:0", forged=True)

    assert "устарела" in answer["text"]
