"""Plays docs/conversations/approvals.md."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.tasks.approvals.callback_data import ApproveShown, ApproveTaskNow
from domain.org.model import Person
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask, Task
from tests.company import Company
from tests.messages import plain, text_of
from tests.person import Person as Chatter

FRIDAY_SIX = Deadline(datetime(2026, 11, 20, 15, 0, tzinfo=UTC))
"""Friday 20 November 2026, when work ends in Moscow."""

THURSDAY_TEN = datetime(2026, 11, 19, 7, 0, 30, tzinfo=UTC)
TODAY = date(2026, 11, 18)
HOURS_20 = timedelta(hours=20)
ASKED = "🙋 Ждёт вашего согласования: Сверстать каталог"


@pytest.fixture
async def anna(company: Company) -> Person:
    """A colleague of Иван under the same lead, who never came to the chat."""
    return await company.given_person("Анна Серова", boss=company.people["lead"])


async def asks(company: Company, executor: Person, **fields: Any) -> Task:
    """Иван gives Анна more than may be given without approval; who approves has the card."""
    known: dict[str, Any] = {
        "title": "Сверстать каталог",
        "executor_id": executor.id,
        "deadline": FRIDAY_SIX,
        "estimate": HOURS_20,
    }
    create_task = company.container.get(CreateTask)
    task = await create_task(await company.actor("rep"), NewTask(**known | fields))
    await company.waits(seconds=1)
    return task


async def forges(who: Chatter, data: str) -> str:
    """Tap what no button of theirs has, and what the bot answers."""
    answer = await who.taps_data(await who.last(), data, forged=True)
    return str(answer["text"])


async def state_of(company: Company, task: Task) -> str:
    return str(await company.value(f"SELECT state FROM tasks WHERE id = {task.id}"))


async def test_a_lead_approves_from_the_card_with_the_load_of_the_week(company, anna):
    client = await company.given_client()
    task = await asks(company, anna, client_id=client.id)
    lead = company.lead

    card = await lead.sees(ASKED)
    assert plain(text_of(card)).split("\n") == [
        ASKED,
        "Иван Петров просит поручить: Анна Серова",
        "Клиент: ООО «Ромашка»",
        "Срок: пт, 20 ноября",
        "Оценка: 20 ч",
        "Причина согласования: большая оценка",
        "",
        "Загрузка на этой неделе: ▓▓▓▓▓▓▓ 17,5 из 17,5 ч ❗ не помещается 2,5 ч",
        "⚠️ Не успеть к сроку: при такой загрузке закончит в понедельник, 23 ноября.",
        "",
        "Ответ нужен до: завтра, 10:00",
    ]
    assert (await lead.buttons(card))[:4] == [
        "✅ Согласовать",
        "🚫 Отклонить",
        "❓ Спросить",
        "🗓 Другой срок",
    ]
    told = await lead.taps("✅ Согласовать")

    assert told["text"] == "Согласовано."
    await lead.sees("ждёт исполнителя")
    assert await state_of(company, task) == "given"


async def test_a_free_colleague_is_proposed_where_it_is_too_much(company, anna):
    await asks(company, anna)
    await company.given_person("Борис Лунин", boss=company.people["lead"])

    await company.lead.taps("✅ Согласовать")
    await company.lead.sees("ждёт исполнителя")
    await asks(company, anna, title="Второй каталог", estimate=timedelta(hours=17))
    await company.lead.sends("/approvals")
    await company.lead.taps("📄 1")

    await company.lead.sees("Свободнее: Борис Лунин, есть 17,5 ч.")


async def test_declining_asks_why_and_the_draft_is_back_with_the_reason(company, anna):
    task = await asks(company, anna)
    lead, rep = company.lead, company.rep
    await lead.taps("🚫 Отклонить")
    await lead.sees("Почему отклоняете?")

    await lead.sends("Каталог уже заказали")

    await rep.sees("Не согласовано, Ольга Смирнова: Каталог уже заказали")
    assert await state_of(company, task) == "draft"


async def test_a_question_reaches_the_assigner_and_the_decision_waits(company, anna):
    task = await asks(company, anna)
    lead, rep = company.lead, company.rep
    await lead.taps("❓ Спросить")
    await lead.sees("решение подождёт")
    await lead.sends("Зачем нужен каталог?")
    await lead.sees("Ответ нужен до: завтра, 10:00")

    await company.waits(seconds=1)

    await rep.sees("💬 Новое в обсуждении: Сверстать каталог")
    await rep.sees("Ольга Смирнова: «Зачем нужен каталог?»")
    await lead.taps("💬 Обсуждение (1)")
    await lead.sees("Зачем нужен каталог?")
    assert await state_of(company, task) == "waiting_approval"


async def test_another_date_is_told_to_the_assigner_and_the_decision_waits(company, anna):
    task = await asks(company, anna)
    lead, rep = company.lead, company.rep
    await lead.taps("🗓 Другой срок")
    await lead.sees("Задача останется на согласовании")
    await lead.sends("вчера")
    await lead.sees("уже")
    await lead.sends("25.11")
    await lead.sees("Срок: ср, 25 ноября")
    await lead.sees("При такой загрузке закончит в понедельник, 23 ноября.")

    await company.waits(seconds=1)

    await rep.sees("🗓 Согласующий изменил срок: Сверстать каталог")
    await rep.sees("Срок: ср, 25 ноября")
    await lead.taps("✅ Согласовать")
    await lead.sees("ждёт исполнителя")
    assert await state_of(company, task) == "given"


async def test_the_second_who_taps_learns_who_decided_and_when(company, anna):
    await company.given_absence(company.people["lead"], company.people["manager"], TODAY, TODAY)
    task = await asks(company, anna)
    manager, lead = company.manager, company.lead
    card = await manager.sees(ASKED)
    await lead.does_not_see(ASKED)
    await lead.starts(f"task_{task.id}")
    await lead.taps("✅ Согласовать")
    await lead.sees("ждёт исполнителя")
    data = ApproveTaskNow(task_id=task.id, version=task.version).pack()

    told = await manager.taps_data(card, data, forged=True)

    assert told["show_alert"]
    assert told["text"] == "Уже согласовано: Ольга Смирнова, 18.11.2026 10:00."
    await manager.sees("ждёт исполнителя")


async def test_the_cards_of_everybody_are_edited_to_the_outcome(company, anna):
    await company.given_absence(company.people["lead"], company.people["manager"], TODAY, TODAY)
    task = await asks(company, anna)
    await company.rep.starts(f"task_{task.id}")
    await company.rep.sees("ждёт согласования")
    await company.lead.starts(f"task_{task.id}")
    await company.lead.sees("Ответ нужен до")

    await company.manager.taps("✅ Согласовать")
    await company.waits(seconds=1)

    await company.lead.sees("ждёт исполнителя")
    await company.lead.does_not_see("Ответ нужен до")
    await company.rep.sees("ждёт исполнителя")


async def test_nobody_approves_their_own_even_while_standing_in(company, anna):
    await company.given_absence(company.people["lead"], company.people["rep"], TODAY, TODAY)
    task = await asks(company, anna)

    await company.manager.sees(ASKED)
    await company.rep.sends("/approvals")
    await company.rep.sees("Ничего не ждёт вашего согласования")
    data = ApproveTaskNow(task_id=task.id, version=task.version).pack()
    assert "Свою задачу согласует кто-то другой" in await forges(company.rep, data)
    assert await state_of(company, task) == "waiting_approval"


async def test_a_rep_of_another_branch_gets_nothing_by_a_forged_tap(company, anna):
    task = await asks(company, anna)
    stranger = await company.given_joined("other_rep")
    await stranger.starts()

    for data in (
        ApproveTaskNow(task_id=task.id, version=task.version).pack(),
        f"appr-one:{task.id}:{task.version}:0",
        f"appr-all2:0:{1 << 20}",
    ):
        await forges(stranger, data)
        await stranger.does_not_see("Сверстать каталог")

    assert await state_of(company, task) == "waiting_approval"


async def test_silence_climbs_and_a_late_answer_gets_clear_words(company, anna):
    task = await asks(company, anna)
    lead, manager = company.lead, company.manager
    card = await lead.sees(ASKED)
    data = ApproveTaskNow(task_id=task.id, version=task.version).pack()

    await company.waits_until(THURSDAY_TEN)

    await manager.sees(ASKED)
    await lead.sees("Согласует: Сергей Волков")
    told = await lead.taps_data(card, data, forged=True)
    assert told["text"] == "Время на решение вышло. Теперь решает Сергей Волков."

    await company.waits(days=6)
    await company.rep.sees("Сверстать каталог")
    assert await state_of(company, task) == "draft"
    told = await manager.taps_data(await manager.last(), data, forged=True)
    assert told["text"] == "Время на решение вышло, задача вернулась постановщику."


async def test_all_that_is_shown_is_approved_with_a_second_tap(company, anna):
    tasks = [await asks(company, anna, title=f"Каталог {number}") for number in range(1, 8)]
    lead = company.lead
    await lead.sends("/approvals")
    await lead.sees("Ждут вашего согласования: 7")
    await lead.sees("Неделя исполнителя: ▓▓▓▓▓▓▓ 17,5 из 17,5 ч ❗ не помещается 2,5 ч")

    await lead.taps("✅ Согласовать все показанные (5)")
    await lead.sees("Согласовать 5 задач?")
    assert {await state_of(company, task) for task in tasks} == {"waiting_approval"}
    await lead.taps("✅ Да, согласовать 5")

    await lead.sees("✅ Согласовано: 5")
    await lead.sees("Ждут вашего согласования: 2")
    states = [await state_of(company, task) for task in tasks]
    assert states == ["given"] * 5 + ["waiting_approval"] * 2
    await company.waits(seconds=1)
    await lead.does_not_see("Ждёт вашего согласования: Каталог 1")


async def test_what_was_decided_meanwhile_is_named_and_the_rest_approved(company, anna):
    await company.given_absence(company.people["lead"], company.people["manager"], TODAY, TODAY)
    first = await asks(company, anna, title="Первая")
    second = await asks(company, anna, title="Вторая")
    lead, manager = company.lead, company.manager
    await lead.sends("/approvals")
    await lead.taps("✅ Согласовать все показанные (2)")
    await lead.sees("Согласовать 2 задачи?")
    await manager.starts(f"task_{first.id}")
    await manager.sees("🙋 Первая")
    await manager.taps("🚫 Отклонить")
    await manager.sends("Не сейчас")
    await manager.sees("Не согласовано")

    await lead.taps("✅ Да, согласовать 2")

    await lead.sees("✅ Согласовано: 1")
    await lead.sees("«Первая» не согласована. Уже отклонено: Сергей Волков, 18.11.2026 10:00.")
    assert await state_of(company, first) == "draft"
    assert await state_of(company, second) == "given"


async def test_one_line_is_approved_and_the_screen_stays(company, anna):
    await asks(company, anna, title="Первая")
    second = await asks(company, anna, title="Вторая")
    lead = company.lead
    await lead.sends("/approvals")

    await lead.taps("✅ 2")

    await lead.sees("✅ Согласовано: 1")
    await lead.sees("1. Первая")
    assert await state_of(company, second) == "given"


async def test_a_second_tap_about_other_tasks_approves_nothing(company, anna):
    task = await asks(company, anna)
    lead = company.lead
    await lead.sends("/approvals")
    await lead.sees("Ждут вашего согласования: 1")

    await forges(lead, ApproveShown(page=0, shown=1).pack())

    await lead.sees("Список уже другой")
    assert await state_of(company, task) == "waiting_approval"


async def test_an_executor_who_left_is_named(company, anna):
    task = await asks(company, anna)
    async with company.engine.begin() as connection:
        await connection.execute(
            text("UPDATE people SET is_active = false WHERE id = :id"), {"id": anna.id}
        )
    await company.lead.starts(f"task_{task.id}")
    await company.lead.sees("Анна Серова больше не работает в компании.")

    told = await company.lead.taps("✅ Согласовать")

    assert "Анна Серова больше не работает" in told["text"]
