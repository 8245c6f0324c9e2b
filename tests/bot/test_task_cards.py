"""The card of a task, without a database: what it says and which acts it offers to whom."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.html_length import visible_length
from bot.screens import TEXT_LIMIT, Screen
from bot.tasks.act_buttons import more_acts
from bot.tasks.cards import task_card
from bot.tasks.choices import parts_screen, reminders_screen
from bot.tasks.wording import STATE_MARKS, deadline_words, duration, state_name
from bot.texts import texts_for
from domain.language import Language
from domain.org.model import Actor, PersonId
from domain.tasks.model import (
    DateProposal,
    DateProposalId,
    Deadline,
    Objection,
    Rating,
    TaskId,
    TaskPriority,
    TaskState,
)
from domain.tasks.reminders import ReminderChoice
from domain.tasks.views import TaskLine, TaskView
from tests.builders import NOW, utc
from tests.tasks_world import (
    ASSIGNER,
    BOSS,
    EXECUTOR,
    FRIDAY,
    OBSERVER,
    OTHER,
    a_task,
    a_view,
    an_actor,
)

RU, EN = texts_for(Language.RUSSIAN), texts_for(Language.ENGLISH)
MOSCOW = an_actor().zone
LONG = "<b>Очень длинные слова</b> & " * 40


def a_part(number: int, state: TaskState = TaskState.GIVEN) -> TaskLine:
    return TaskLine(
        id=TaskId(100 + number),
        title=f"Часть {number}",
        assigner_id=EXECUTOR,
        assigner_name="Пётр",
        executor_id=EXECUTOR,
        executor_name="Пётр",
        state=state,
        priority=TaskPriority.NORMAL,
        deadline=Deadline(FRIDAY),
        estimate=None,
        client_name=None,
        is_stopped=False,
        has_new_date=False,
        version=1,
    )


def card(view: TaskView, reader: PersonId = EXECUTOR, texts: Any = RU) -> Screen:
    return task_card(view, texts, actor=an_actor(reader), now=NOW, zone=MOSCOW)


def labels(screen: Screen) -> list[str]:
    return [button.text for row in screen.buttons for button in row]


def rarer(view: TaskView, reader: PersonId) -> list[str]:
    return labels(more_acts(view, RU, actor=an_actor(reader)))


def test_a_new_task_is_told_in_a_few_lines() -> None:
    screen = card(a_view(a_task(estimate=timedelta(hours=2))))

    assert screen.text.splitlines() == [
        "📌 <b>Подготовить КП</b>",
        "🆕 ждёт исполнителя",
        "Анна → Пётр",
        "Наблюдают: Соня",
        "Срок: пт, 20 ноября",
        "Оценка: 2 ч",
    ]


def test_whoever_has_a_task_from_elsewhere_may_decline_it_and_begin() -> None:
    assert labels(card(a_view()))[:5] == [
        *("✅ Принять", "🚫 Отказаться"),
        *("▶️ Начать", "🏁 Готово"),
        "⋯ Ещё",
    ]


def test_an_observer_and_a_stranger_are_offered_nothing_to_do() -> None:
    for reader in (OBSERVER, OTHER):
        assert labels(card(a_view(), reader)) == ["💬 Обсуждение (3)", "« Мой день"]


@pytest.mark.parametrize(
    ("reader", "acts"),
    [
        (
            EXECUTOR,
            [
                *("🗓 Попросить срок", "⏱ Оценка", "➕ Подзадача"),
                *("🧩 Сделать частью", "🔔 Напоминания"),
            ],
        ),
        (
            ASSIGNER,
            [
                *("🗓 Другой срок", "⏱ Оценка", "⚡ Поднять приоритет"),
                *("👤 Поручить другому", "➕ Подзадача", "🧩 Сделать частью", "🗑 Отменить"),
            ],
        ),
        (BOSS, ["⚡ Поднять приоритет", "👤 Поручить другому", "✋ Возразить"]),
    ],
)
def test_the_rarer_acts_are_behind_one_button(reader: PersonId, acts: list[str]) -> None:
    assert rarer(a_view(), reader) == [*acts, "« Назад"]


def test_what_is_done_is_judged_by_its_assigner() -> None:
    view = a_view(a_task(state=TaskState.DONE, result="Готово <быстро>"))

    assert labels(card(view, ASSIGNER))[:3] == [
        "👍 Принять",
        "👎 Принять с замечанием",
        "↩️ Вернуть",
    ]
    assert "Итог: Готово &lt;быстро&gt;" in card(view, ASSIGNER).text
    assert labels(card(view)) == ["💬 Обсуждение (3)", "« Мой день"]


def test_a_stopped_task_offers_its_executor_nothing_until_the_assigner_answers() -> None:
    stopped = a_view(a_task(objection=Objection(BOSS, NOW, "Нет времени")))

    assert labels(card(stopped)) == ["⋯ Ещё", "💬 Обсуждение (3)", "« Мой день"]
    assert "✋ Ответить на возражение" in labels(card(stopped, ASSIGNER))
    assert (
        "✋ Лев возражает: Нет времени\nРабота стоит, пока не ответит Анна." in card(stopped).text
    )


def test_a_new_date_is_decided_by_two_buttons_and_asked_for_once() -> None:
    asked = Deadline(utc("2026-11-23 15:00"))
    proposal = DateProposal(DateProposalId(7), TaskId(1), EXECUTOR, asked, "Жду цены", NOW)
    view = a_view(proposal=proposal)

    assert labels(card(view, ASSIGNER))[:2] == ["✅ Новый срок", "✖️ Прежний срок"]
    assert "🗓 Просят новый срок: пн, 23 ноября. Причина: Жду цены" in card(view).text
    assert "🗓 Попросить срок" not in rarer(view, EXECUTOR)


def test_an_overdue_task_says_by_how_much_as_the_calendar_counts() -> None:
    late = a_view(a_task(deadline=Deadline(utc("2026-11-16 15:00"))))

    assert "❗ Срок: пн, 16 ноября, просрочена на 2 дня" in card(late).text


def test_a_changed_estimate_is_told_beside_the_frozen_one() -> None:
    task = a_task(
        state=TaskState.IN_WORK,
        estimate=timedelta(hours=3),
        estimate_frozen=timedelta(hours=2),
        started_at=NOW,
    )

    text = card(a_view(task, spent=timedelta(minutes=90))).text

    assert "Оценка: 3 ч, при начале была 2 ч, потрачено 1 ч 30 мин" in text


def test_a_task_with_subtasks_counts_them_and_leads_to_them() -> None:
    parts = (a_part(1, TaskState.DONE), a_part(2), a_part(3, TaskState.CANCELLED))
    view = a_view(parts=parts)

    assert "Подзадачи: 1 из 2" in card(view).text
    assert "🧩 Подзадачи" in labels(card(view))
    assert "⏱ Оценка" not in rarer(view, EXECUTOR)


def test_subtasks_are_listed_by_pages() -> None:
    view = a_view(parts=tuple(a_part(number) for number in range(20)))

    first, last = (parts_screen(view, number, RU, now=NOW) for number in (0, 2))

    assert labels(first)[0] == "🆕 Часть 0 · Пётр"
    assert len(labels(first)) == 8 + 2
    assert labels(last)[-2:] == ["« Раньше", "« Назад"]
    assert labels(parts_screen(view, 99, RU, now=NOW)) == ["« Раньше", "« Назад"]


@pytest.mark.parametrize("texts", [RU, EN], ids=["ru", "en"])
@pytest.mark.parametrize("state", TaskState)
def test_a_card_fits_one_message_in_every_state(state: TaskState, texts: Any) -> None:
    task = a_task(
        title=LONG[:200],
        details=LONG[:1000] * 3,
        state=state,
        priority=TaskPriority.URGENT,
        estimate=timedelta(hours=400),
        objection=Objection(BOSS, NOW, LONG[:500]),
        result=LONG[:1000],
        decline_reason=LONG[:500],
        rating=Rating.DOWN,
        parent_id=TaskId(9),
    )
    view = a_view(task, parent_title=LONG[:200], client_name=LONG[:200])

    for reader in (ASSIGNER, EXECUTOR, BOSS):
        screen = card(view, reader, texts)

        assert screen.fitting_text
        assert visible_length(screen.fitting_text) <= TEXT_LIMIT
        assert screen.buttons


@pytest.mark.parametrize("state", TaskState)
def test_every_state_has_a_sign_and_a_name_of_its_own(state: TaskState) -> None:
    assert STATE_MARKS[state]
    assert state_name(state, RU) != state_name(state, EN)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 мин"),
        (20, "20 мин"),
        (60, "1 ч"),
        (90, "1 ч 30 мин"),
        (2400, "40 ч"),
        (-30, "−30 мин"),
    ],
)
def test_a_length_is_told_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert duration(timedelta(minutes=minutes), RU) == words


def test_a_deadline_names_its_time_only_where_one_was_said() -> None:
    def words(deadline: Deadline | None) -> str:
        return deadline_words(deadline, RU, now=NOW, zone=MOSCOW)

    assert words(Deadline(FRIDAY)) == "пт, 20 ноября"
    assert words(Deadline(FRIDAY, has_time=True)) == "пт, 20 ноября, 18:00"
    assert words(None) == "—"


def test_the_screen_of_reminders_shows_what_holds() -> None:
    shown = labels(reminders_screen(TaskId(1), ReminderChoice(True, (60,)), RU))

    assert "✅ Утром в день срока" in shown
    assert "✅ За час" in shown
    other = labels(reminders_screen(TaskId(1), ReminderChoice(False, ()), RU))
    assert "⬜ Утром в день срока" in other
    assert "✅ Без часов" in other


def test_who_stands_in_is_offered_what_the_absent_person_could_do() -> None:
    deputy: Actor = replace(an_actor(OTHER), stands_in_for=(EXECUTOR,))
    screen = task_card(a_view(), RU, actor=deputy, now=NOW, zone=MOSCOW)

    assert "✅ Принять" in labels(screen)
