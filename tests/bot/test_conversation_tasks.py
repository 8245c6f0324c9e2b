"""Plays docs/conversations/tasks.md, "A task's life"."""

from datetime import timedelta
from typing import Any

from sqlalchemy import text

from bot.tasks.callback_data import (
    AcceptTaskNow,
    AskAboutTask,
    CancelTaskNow,
    FinishTaskNow,
    OpenParts,
    OpenTaskActs,
)
from domain.tasks.model import TaskState
from domain.tasks.oversight import ReassignTask
from tests.bot.tasks_in_chat import given_task
from tests.company import Company
from tests.messages import data_of, says
from tests.person import Person


async def accepted(company: Company) -> Any:
    return await company.rows("SELECT kind FROM timeline WHERE kind = 'task_accepted'")


async def given_far_colleague(company: Company) -> Person:
    """Вера comes to the chat: she sells in another branch."""
    other_rep = await company.given_joined("other_rep")
    await other_rep.starts()
    await other_rep.waits_for_idle_bot()
    return other_rep


async def test_a_task_is_accepted_started_done_returned_done_and_rated(company: Company):
    lead, rep = company.lead, company.rep
    await given_task(company, estimate=timedelta(hours=2))

    card = await rep.sees("🔔 Новая задача: Подготовить КП")
    await rep.sees("Ольга Смирнова → Иван Петров")
    await rep.sees("Срок: пт, 20 ноября")
    await rep.sees("Оценка: 2 ч")
    assert "🚫 Отказаться" not in await rep.buttons(card)
    await rep.taps("✅ Принять")
    await rep.sees("👌 принята")
    await rep.taps("▶️ Начать")
    await rep.sees("▶️ в работе")
    told = await rep.taps("🏁 Готово")
    assert told["text"].startswith("Отправлено на приёмку")
    await rep.sees("Ответьте на карточку")

    await lead.sees("🏁 Сделано, примите: Подготовить КП")
    await lead.taps("↩️ Вернуть")
    await lead.sees("Что доработать?")
    await lead.sends("Нет цен на монтаж")
    await lead.sees("↩️ на доработке")
    await rep.sees("↩️ Ольга Смирнова: Нет цен на монтаж")

    await rep.sees("↩️ Вернули на доработку: Подготовить КП")
    await rep.taps("🏁 Готово")
    await lead.sees("🏁 Сделано, примите: Подготовить КП")
    await lead.taps("👍 Принять")
    await lead.sees("✅ закрыта")

    await company.waits(minutes=16)
    await rep.sees("👍 Результат принят: Подготовить КП")
    assert len([m for m in await rep.messages() if says(m, "Ольга Смирнова → Иван Петров")]) == 1


async def test_a_thumb_down_asks_what_was_wrong(company: Company):
    await given_task(company)
    await company.rep.taps("🏁 Готово")
    await company.lead.sees("🏁 Сделано, примите: Подготовить КП")
    await company.lead.taps("👎 Принять с замечанием")
    await company.lead.sees("Что было не так?")
    await company.lead.sends("Без цен на монтаж")
    await company.lead.sees("✅ закрыта")

    await company.waits(minutes=16)

    await company.rep.sees("👎 Принято с замечанием: Подготовить КП")
    await company.rep.sees("↩️ Ольга Смирнова: Без цен на монтаж")


async def test_the_boss_of_an_executor_from_elsewhere_observes_and_objects(company: Company):
    other_rep = await given_far_colleague(company)
    lead, rep = company.lead, company.rep
    await given_task(company, by="other_rep", title="Собрать отзывы")

    await lead.sees("👀 Вы наблюдаете: Собрать отзывы")
    await lead.taps("⋯ Ещё")
    await lead.taps("✋ Возразить")
    await lead.sees("В чём возражение?")
    await lead.sends("Иван занят до понедельника")
    await lead.sees("✋ Ольга Смирнова возражает: Иван занят до понедельника")

    stopped = await rep.sees("✋ Работа остановлена: Собрать отзывы")
    assert "✅ Принять" not in await rep.buttons(stopped)
    await other_rep.sees("✋ Возражение, нужен ваш ответ: Собрать отзывы")
    await other_rep.taps("✋ Ответить на возражение")
    await other_rep.sends("Понедельник подойдёт")
    await other_rep.sees_button("💬 Обсуждение (1)")
    await lead.sees("▶️ На возражение ответили: Собрать отзывы")
    going = await rep.sees("▶️ На возражение ответили: Собрать отзывы")
    assert "✅ Принять" in await rep.buttons(going)


async def test_a_task_from_elsewhere_is_declined_with_a_reason_and_handed_on(company: Company):
    other_rep = await given_far_colleague(company)
    rep = company.rep
    await given_task(company, by="other_rep", title="Собрать отзывы")

    await rep.taps("🚫 Отказаться")
    await rep.sees("Почему отказываетесь?")
    await rep.sends("В отпуске")
    await rep.sees("🚫 исполнитель отказался")
    await rep.sends("/tasks")
    await rep.sees("Мои задачи: 0")

    await other_rep.sees("🚫 Исполнитель отказался: Собрать отзывы")
    await other_rep.sees("Причина отказа: В отпуске")
    await other_rep.taps("👤 Поручить другому")
    await other_rep.sees("Кому поручить?")
    await other_rep.sends("Волков")
    await other_rep.taps("Сергей Волков")
    await other_rep.sees("Вера Соколова → Сергей Волков")
    await company.manager.sees("🔔 Новая задача: Собрать отзывы")
    await rep.sees("👤 Задачу передали другому: Собрать отзывы")


async def test_whoever_takes_a_task_upon_themself_has_accepted_it(company: Company):
    task = await given_task(company, by="manager")
    lead = await company.actor("lead")
    reassign_task = company.container.get(ReassignTask)

    taken = await reassign_task(lead, task.id, lead.id, version=task.version)

    assert (taken.executor_id, taken.state) == (lead.id, TaskState.ACCEPTED)


async def test_a_cancelled_task_wants_a_second_tap_and_is_told_to_all(company: Company):
    await given_task(company)
    task = await company.value("SELECT id FROM tasks")
    lead = company.lead
    await lead.starts(f"task_{task}")
    await lead.sees("🆕 ждёт исполнителя")

    await lead.taps("⋯ Ещё")
    await lead.taps("🗑 Отменить")
    await lead.sees("Отменить задачу «Подготовить КП»?")
    assert await company.value("SELECT state FROM tasks") == "given"
    await lead.taps("🗑 Да, отменить")

    await lead.sees("✖️ отменена")
    await company.waits(minutes=16)
    await company.rep.sees("🗑 Задачу отменили: Подготовить КП")


async def test_priority_and_estimate_are_changed_from_the_card(company: Company):
    lead, rep = company.lead, company.rep
    task = await given_task(company)
    await lead.starts(f"task_{task.id}")
    await lead.taps("⋯ Ещё")
    await lead.taps("⚡ Поднять приоритет")
    await lead.sees("Сейчас: обычная")
    await lead.taps("⚡ срочно")
    await lead.sees("🆕 ждёт исполнителя · ⚡ срочно")
    await rep.sees("⚡ Стало важнее: Подготовить КП")

    await lead.taps("⋯ Ещё")
    await lead.taps("⏱ Оценка")
    await lead.sends("10000 ч")
    await lead.sees("Слишком много для одной задачи: можно до 400 ч")
    await lead.sends("ерунда")
    await lead.sees("Не понимаю, сколько это")
    await lead.sends("полтора часа")

    await lead.sees("Оценка: 1 ч 30 мин")


async def test_a_second_tap_accepts_once_and_an_outdated_one_draws_the_card(company: Company):
    lead, rep = company.lead, company.rep
    task = await given_task(company)
    card = await rep.sees("🔔 Новая задача")
    take, start = data_of(card, "✅ Принять"), data_of(card, "▶️ Начать")

    for _ in range(2):
        await rep.taps_data(card, take, forged=True)
    await rep.sees("👌 принята")
    assert [row.kind for row in await accepted(company)] == ["task_accepted"]
    await lead.starts(f"task_{task.id}")
    await lead.taps("⋯ Ещё")
    await lead.taps("🗑 Отменить")
    await lead.taps("🗑 Да, отменить")
    await rep.sees("✖️ отменена")
    told = await rep.taps_data(await rep.last(), start, forged=True)

    assert told["show_alert"]
    assert told["text"] == "Задача отменена."
    await rep.sees("✖️ отменена")


async def test_a_question_about_a_task_that_changed_ends_with_its_card(company: Company):
    lead, rep = company.lead, company.rep
    task = await given_task(company)
    await rep.taps("⋯ Ещё")
    await rep.taps("⏱ Оценка")
    await rep.sees("Сколько это займёт?")
    await lead.starts(f"task_{task.id}")
    await lead.taps("⋯ Ещё")
    await lead.taps("⚡ Поднять приоритет")
    await lead.taps("⚡ важно")
    await lead.sees("⚡ важно")

    await rep.sends("2 ч")

    await rep.sees("Задачу только что изменили")
    await rep.sees("🆕 ждёт исполнителя · ⚡ важно")


async def test_an_outdated_button_asks_nothing(company: Company):
    lead, rep = company.lead, company.rep
    task = await given_task(company)
    await rep.taps("⋯ Ещё")
    estimate = data_of(await rep.sees("Что ещё можно сделать"), "⏱ Оценка")
    await lead.starts(f"task_{task.id}")
    await lead.taps("⋯ Ещё")
    await lead.taps("⚡ Поднять приоритет")
    await lead.taps("⚡ важно")
    await rep.sees("⚡ Стало важнее")

    told = await rep.taps_data(await rep.last(), estimate, forged=True)

    assert told["text"].startswith("Задачу только что изменили")
    await rep.does_not_see("Сколько это займёт?")


async def test_a_stranger_s_tap_is_answered_as_if_there_were_no_task(company: Company):
    task = await given_task(company, by="manager", to="manager")
    card = await company.rep.last()

    for button in (
        AcceptTaskNow(task_id=task.id, version=1),
        FinishTaskNow(task_id=task.id, version=1),
        OpenTaskActs(task_id=task.id),
        CancelTaskNow(task_id=task.id, version=1),
        OpenParts(task_id=task.id),
    ):
        told = await company.rep.taps_data(card, button.pack(), forged=True)
        assert told["text"].startswith("Не нашлось")
    assert await company.value("SELECT state FROM tasks") == "accepted"


async def test_a_task_becomes_a_part_of_another_and_never_of_itself(company: Company):
    lead = company.lead
    whole = await given_task(company, title="Большой заказ")
    part = await given_task(company, title="Смета")
    await lead.starts(f"task_{part.id}")
    await lead.taps("⋯ Ещё")
    await lead.taps("🧩 Сделать частью")
    await lead.sends("заказ")
    await lead.taps("🆕 Большой заказ")
    await lead.sees("Часть задачи: Большой заказ")

    await lead.starts(f"task_{whole.id}")
    await lead.waits_for_idle_bot()
    await lead.taps("⋯ Ещё")
    await lead.taps("🧩 Сделать частью")
    await lead.sends("смета")
    told = await lead.taps("🆕 Смета")
    assert told["text"] == "Задача не может быть частью самой себя. Выберите другую."

    await lead.starts(f"task_{part.id}")
    await lead.waits_for_idle_bot()
    await lead.taps("⋯ Ещё")
    await lead.taps("🧩 Сделать отдельной")
    await lead.waits_for_idle_bot()
    assert await company.value("SELECT count(parent_id) FROM tasks") == 0


async def test_a_link_opens_the_card_for_who_may_see_it(company: Company):
    task = await given_task(company)

    await company.lead.starts(f"task_{task.id}")
    await company.administrator.starts("task_999")

    await company.lead.sees("Ольга Смирнова → Иван Петров")
    await company.administrator.sees("Не нашлось")


async def test_a_boss_s_task_cannot_be_declined_by_a_forged_tap(company: Company):
    task = await given_task(company)
    rep = company.rep
    card = await rep.sees("🔔 Новая задача")
    ask = AskAboutTask(task_id=task.id, version=task.version, what="decline")
    await rep.taps_data(card, ask.pack(), forged=True)
    await rep.sees("Почему отказываетесь?")

    await rep.sends("Не хочу")

    await rep.sees("Задачу от своего руководителя отклонить нельзя. Попросите другой срок.")


async def test_a_task_cannot_be_handed_to_who_has_left(company: Company):
    task = await given_task(company)
    left = await company.given_person("Анна Серова")
    lead = company.lead
    await lead.starts(f"task_{task.id}")
    await lead.taps("⋯ Ещё")
    await lead.taps("👤 Поручить другому")
    shown = await lead.sees_button("Анна Серова")
    data = data_of(shown, "Анна Серова")
    async with company.engine.begin() as connection:
        await connection.execute(
            text("UPDATE people SET is_active = false WHERE id = :id"), {"id": left.id}
        )

    told = await lead.taps_data(shown, data, forged=True)

    assert told["text"]
    assert await company.value("SELECT executor_id FROM tasks") == company.people["rep"].id


async def test_both_histories_tell_of_a_deal_s_task(company: Company):
    deal = await company.given_deal()
    rep = company.rep
    await given_task(company, by="rep", to="rep", deal_id=deal.id)

    await rep.starts(f"deal_{deal.id}")
    await rep.taps("🕓 История")

    await rep.sees("Задача «Подготовить КП» поставлена: Иван Петров")


async def test_a_subtask_is_said_in_one_line_and_holds_the_whole_back(company: Company):
    lead, rep = company.lead, company.rep
    await given_task(company)
    await rep.sees("🔔 Новая задача")
    await rep.taps("⋯ Ещё")
    await rep.taps("➕ Подзадача")
    await rep.sees("Что сделать? Одной строкой")
    await rep.sends("сверстать каталог до пятницы 2ч")
    await rep.sees("сверстать каталог")
    assert await company.value("SELECT estimate_minutes FROM tasks ORDER BY id LIMIT 1") is None
    await rep.taps("✅ Поставить")

    whole = await company.value("SELECT min(id) FROM tasks")
    await rep.starts(f"task_{whole}")
    card = await rep.sees("Подзадачи: 0 из 1")
    await rep.sees("Оценка: 2 ч")
    told = await rep.taps("🏁 Готово", on=card)
    assert told["text"] == "Сначала завершите подзадачи. Осталось: 1."
    await rep.taps("🧩 Подзадачи")
    await rep.taps("👌 Сверстать каталог")
    await rep.sees("Часть задачи: Подготовить КП")
    await rep.taps("🏁 Готово")
    await rep.taps("⬆️ Главная задача")
    await rep.sees("Подзадачи: 1 из 1")
    await rep.taps("🏁 Готово")

    await lead.sees("🏁 Сделано, примите: Подготовить КП")
