"""Plays docs/conversations/task_lists.md."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.tasks.doing import CancelTask, FinishTask
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
    task = await given(company, title, **who)
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
    await rep.taps("« Список")

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
    await rep.taps("« Список")

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


async def test_a_task_is_begun_from_a_client_s_card_and_stands_there(company):
    client = await company.given_client()
    rep = company.rep
    await rep.starts(f"client_{client.id}")
    await rep.taps("☑️ Задачи: 0")
    await rep.sees("Задач здесь пока нет")

    await rep.taps("➕ Задача")
    await rep.sees("Что сделать и когда?")
    await rep.sends("завтра в 15 согласовать смету")
    await rep.sees("Клиент: ООО «Ромашка»")

    (draft,) = await company.rows("SELECT client_id, state, title FROM tasks")
    assert (draft.client_id, draft.state) == (client.id, "draft")


async def test_a_task_of_a_deal_is_of_its_client_too(company):
    deal = await company.given_deal()
    await given(company, "Замер", deal_id=deal.id)
    rep = company.rep

    await rep.starts(f"deal_{deal.id}")
    await rep.taps("☑️ Задачи: 1")
    await rep.sees("1. Замер · Иван Петров · новая · пт, 20 ноября")
    await rep.taps("1")
    await rep.sees("Замер")
    await rep.starts(f"client_{deal.client_id}")

    await rep.taps("☑️ Задачи: 1")
    await rep.sees("1. Замер")


async def test_a_line_that_does_not_say_what_to_do_is_asked_again(company):
    client = await company.given_client()
    rep = company.rep
    await rep.starts(f"client_{client.id}")
    await rep.taps("☑️ Задачи: 0")
    await rep.taps("➕ Задача")

    await rep.sends("завтра в 15")

    await rep.sees("Непонятно, что сделать")
    assert await company.value("SELECT count(*) FROM tasks") == 0


async def test_tasks_of_a_client_that_the_reader_does_not_see_are_not_shown(company):
    client = await company.given_client(owner="other_rep")
    await given(company, "Тайна", by="manager", to="lead")
    rep = company.rep
    await rep.sends("/tasks")
    shown = await rep.sees("Мои задачи")

    answer = await rep.taps_data(shown, f"t-client:{client.id}:0", forged=True)

    assert answer["answered"]
    await rep.does_not_see("Задачи: ")


async def test_the_day_shows_what_waits_for_whom(company):
    await given_overdue(company, "Сверка остатков")
    await given(company, "Планёрка", due=TODAY)
    await given(company, "Отчёт")
    done = await given(company, "Смета")
    finish_task = company.container.get(FinishTask)
    await finish_task(await company.actor(), done.id, "Готово", version=done.version)

    await company.rep.sends("/day")
    await company.lead.sends("/day")

    await company.rep.sees("❗ Просроченные задачи: 1")
    await company.rep.sees("1. Сверка остатков · от: Ольга Смирнова · вчера")
    await company.rep.sees("☑️ Задачи на сегодня: 1")
    await company.rep.sees("2. Планёрка · от: Ольга Смирнова")
    await company.rep.sees("🆕 Новые задачи: 1")
    await company.lead.sees("🏁 Принять результат: 1")
    await company.lead.sees("1. Смета · Иван Петров")
    await company.lead.taps("1")
    await company.lead.sees("📌 Смета")


async def test_a_long_day_fits_a_message_and_leads_to_the_rest(company):
    for number in range(30):
        await given_overdue(company, f"Задача {number} " + "о чём-то длинном " * 11)
        await given(company, f"Дело {number} " + "о чём-то длинном " * 11, due=TODAY)

    await company.rep.sends("/day")
    day = await company.rep.sees("❗ Просроченные задачи: 30")
    await company.rep.sees("…и ещё 25")
    await company.rep.taps("❗ Все просроченные")

    assert len(day["reply_markup"]["inline_keyboard"]) <= 8
    await company.rep.sees("Мои задачи, просроченные: 30")


async def test_a_digest_comes_for_who_has_only_tasks_and_none_for_who_has_nothing(company):
    await given(
        company, "Планёрка", by="manager", to="lead", due=datetime(2026, 11, 19, 15, tzinfo=UTC)
    )

    await company.waits_until(datetime(2026, 11, 19, 6, 0, 30, tzinfo=UTC))

    await company.lead.sees("Ольга, ваш день")
    await company.lead.sees("1. Планёрка · от: Сергей Волков")
    await company.rep.does_not_see("ваш день")


async def test_a_digest_of_the_evening_is_called_so(company):
    await given(company, "Договор", by="director", to="manager", due=TODAY)

    await company.waits_until(datetime(2026, 11, 18, 15, 30, 30, tzinfo=UTC))

    await company.manager.sees("Сергей, итоги дня")


async def test_what_happens_to_a_task_does_not_write_over_the_day_that_took_its_place(company):
    task = await given(company)
    rep = company.rep
    await rep.starts(f"task_{task.id}")
    await rep.taps("« Мой день")
    await rep.sees("🆕 Новые задачи: 1")

    cancel_task = company.container.get(CancelTask)
    await cancel_task(await company.actor("lead"), task.id, "Не нужно", version=task.version)
    await rep.waits_for_idle_bot()

    await rep.sees("🆕 Новые задачи: 1")


async def test_a_deal_leads_back_to_the_list_that_it_was_opened_from(company):
    deal = await company.given_deal()
    rep = company.rep
    await rep.starts(f"client_{deal.client_id}")
    await rep.taps("💼 Сделки")
    await rep.taps("ООО «Ромашка»")
    await rep.sees("Этап: Первый контакт")
    await rep.taps("« Список")
    await rep.sees("Сделки клиента: 1")
    await rep.sends("/board")
    await rep.taps("Первый контакт")
    await rep.taps("ООО «Ромашка»")
    await rep.sees("Этап: Первый контакт")
    await rep.taps("« Список")

    await rep.sees("Первый контакт, сделок: 1")


async def test_drafts_are_marked_in_a_search_and_all_deleted_by_a_second_tap(company):
    await given(company, "Планёрка", is_draft=True)
    await given(company, "Планёрка отдела")
    lead = company.lead
    await lead.sends("/tasks планёрка")
    await lead.sees("Планёрка · Иван Петров · черновик · пт, 20 ноября")
    await lead.taps("☑️ Задачи")
    await lead.taps("Черновики")

    await lead.taps("🗑 Удалить все")
    await lead.sees("Удалить 1 черновик?")
    answer = await lead.taps("Да, удалить")

    assert answer["text"] == "Удалено черновиков: 1"
    await lead.sees("Черновиков нет.")
    states = await company.rows("SELECT state, changed_by FROM tasks ORDER BY id")
    assert [row.state for row in states] == ["cancelled", "given"]


async def test_what_was_missed_of_one_series_stands_on_the_day_once(company):
    for _ in range(3):
        await given_overdue(company, "Обзвон", by="rep")
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            "WITH one AS (INSERT INTO task_series (assigner_id, executor_id, title, unit, step,"
            " first_on, zone, priority, co_executor_ids, observer_ids, weekdays,"
            " ended_at)"
            " SELECT assigner_id, executor_id, title, 'working_day', 1, '2026-11-01',"
            " 'Europe/Moscow', 'normal', '{}', '{}', '{}', now() FROM tasks LIMIT 1 RETURNING id)"
            " UPDATE tasks SET series_id = one.id FROM one"
        )

    await company.rep.sends("/day")

    await company.rep.sees("❗ Просроченные задачи: 1")
    await company.rep.sees("1. Обзвон · вчера · и ещё 2 раза")


async def test_a_head_reads_how_much_is_overdue_and_opens_it(company):
    await given_overdue(company, "Сверка остатков")

    await company.manager.sends("/day")

    await company.manager.sees("🔴 Просрочено в филиале: 1 задача")
    await company.manager.taps("🔴 Просрочено у команды")
    await company.manager.sees("Задачи команды, просроченные: 1")
    await company.manager.sees("Сверка остатков")
