"""What is told of tasks: a headline of its own for each kind, and nothing where it is settled."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import domain.tasks
from bot.tasks.notices import TELLINGS, _Moment
from bot.texts import texts_for
from domain.language import Language
from domain.org.model import PersonId
from domain.tasks.model import (
    DateProposal,
    DateProposalId,
    Deadline,
    Decision,
    Objection,
    PeopleKind,
    Rating,
    Task,
    TaskId,
    TaskPerson,
    TaskState,
    Verdict,
)
from tests.builders import NOW
from tests.tasks_world import (
    ASSIGNER,
    BOSS,
    EXECUTOR,
    FRIDAY,
    HEAD,
    OBSERVER,
    a_task,
    a_view,
    an_actor,
)

BY_THE_CLOCK = {
    *("task_reminder", "task_overdue"),
    *("task_approval_expired", "task_series_ended"),
}
TO_OUTSIDERS = {"task_taken_away"}
"""Told to who may not see the task any more."""


def moment(task: Task, reader: PersonId, **fields: Any) -> _Moment:
    return _Moment(a_view(task, **fields), an_actor(reader), NOW, texts_for(Language.RUSSIAN))


def kinds_told() -> Iterator[str]:
    """Every kind that an act on a task tells somebody."""
    folder = Path(str(domain.tasks.__file__)).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Tell", "everybody"}:
                yield from (
                    argument.value
                    for argument in node.args
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                )


def test_whatever_is_told_has_a_headline() -> None:
    told = set(kinds_told()) | BY_THE_CLOCK

    assert len(told) > 20
    assert told - TELLINGS.keys() <= TO_OUTSIDERS


PROPOSAL = DateProposal(DateProposalId(7), TaskId(1), EXECUTOR, Deadline(FRIDAY), "Жду цены", NOW)
OBJECTION = Objection(BOSS, NOW, "Нет времени")
PASSED = Deadline(NOW - timedelta(hours=3))
SOON = Deadline(NOW + timedelta(hours=1), has_time=True)


@pytest.mark.parametrize(
    ("kind", "reader", "task", "headline"),
    [
        ("task_given", EXECUTOR, a_task(), "🔔 Новая задача"),
        ("task_joined", OBSERVER, a_task(), "👀 Вы наблюдаете"),
        ("task_declined", ASSIGNER, a_task(state=TaskState.DECLINED), "🚫 Исполнитель отказался"),
        ("task_done", ASSIGNER, a_task(state=TaskState.DONE), "🏁 Сделано, примите"),
        ("task_returned", EXECUTOR, a_task(state=TaskState.RETURNED), "↩️ Вернули на доработку"),
        (
            "task_closed",
            EXECUTOR,
            a_task(state=TaskState.CLOSED, rating=Rating.DOWN),
            "👎 Принято с замечанием",
        ),
        ("task_cancelled", EXECUTOR, a_task(state=TaskState.CANCELLED), "🗑 Задачу отменили"),
        ("task_redate_agreed", EXECUTOR, a_task(), "🗓 Новый срок"),
        ("task_priority", EXECUTOR, a_task(), "⚡ Стало важнее"),
        ("task_objection", ASSIGNER, a_task(objection=OBJECTION), "✋ Возражение"),
        ("task_stopped", EXECUTOR, a_task(objection=OBJECTION), "✋ Работа остановлена"),
        (
            "task_approved",
            ASSIGNER,
            a_task(decision=Decision(HEAD, NOW, Verdict.APPROVED)),
            "✅ Согласовано",
        ),
        (
            "task_approval_declined",
            ASSIGNER,
            a_task(state=TaskState.DRAFT, decision=Decision(HEAD, NOW, Verdict.DECLINED, "Нет")),
            "🚫 Не согласовано",
        ),
        ("task_reminder", EXECUTOR, a_task(), "⏰ Срок пт, 20 ноября"),
        ("task_reminder", EXECUTOR, a_task(deadline=SOON), "⏰ Срок через 1 ч"),
        ("task_overdue", EXECUTOR, a_task(deadline=PASSED), "❗ Просрочена на 3 ч"),
        ("task_overdue", EXECUTOR, a_task(deadline=Deadline(NOW)), "❗ Срок прошёл"),
        ("task_overdue", EXECUTOR, a_task(deadline=Deadline(NOW, has_time=True)), "⏰ Пора"),
    ],
)
def test_the_first_line_says_what_has_happened_and_to_which_task(
    kind: str, reader: PersonId, task: Task, headline: str
) -> None:
    telling, at = TELLINGS[kind], moment(task, reader)

    assert telling.is_current(at)
    assert telling.words(at).startswith(headline)
    assert telling.words(at).splitlines()[0].endswith("<b>Подготовить КП</b>")


def test_a_helper_is_told_that_their_help_is_wanted() -> None:
    view = a_view()
    helping = (TaskPerson(OBSERVER, PeopleKind.CO_EXECUTOR),)
    view = replace(view, standing=replace(view.standing, people=helping))
    at = _Moment(view, an_actor(OBSERVER), NOW, texts_for(Language.RUSSIAN))

    assert TELLINGS["task_joined"].words(at).startswith("🤝 Нужна ваша помощь")


@pytest.mark.parametrize(
    ("kind", "reader", "task"),
    [
        ("task_given", EXECUTOR, a_task(state=TaskState.IN_WORK)),
        ("task_given", ASSIGNER, a_task()),
        ("task_done", ASSIGNER, a_task(state=TaskState.CLOSED)),
        ("task_returned", EXECUTOR, a_task(state=TaskState.DONE)),
        ("task_declined", ASSIGNER, a_task()),
        ("task_redate", ASSIGNER, a_task()),
        ("task_objection", ASSIGNER, a_task()),
        ("task_objection_answered", EXECUTOR, a_task(objection=OBJECTION)),
        ("task_approval", HEAD, a_task()),
        ("task_approval_expired", ASSIGNER, a_task()),
        ("task_reminder", EXECUTOR, a_task(state=TaskState.DONE)),
        ("task_reminder", EXECUTOR, a_task(objection=OBJECTION)),
        ("task_reminder", EXECUTOR, a_task(deadline=PASSED)),
        ("task_overdue", EXECUTOR, a_task()),
        ("task_overdue", EXECUTOR, a_task(deadline=PASSED, state=TaskState.CLOSED)),
    ],
)
def test_what_is_settled_is_not_told(kind: str, reader: PersonId, task: Task) -> None:
    assert not TELLINGS[kind].is_current(moment(task, reader))


def test_a_new_date_is_told_while_it_waits_for_an_answer() -> None:
    assert TELLINGS["task_redate"].is_current(moment(a_task(), ASSIGNER, proposal=PROPOSAL))


@pytest.mark.parametrize("kind", TELLINGS)
def test_every_headline_is_in_both_languages(kind: str) -> None:
    at = moment(a_task(), EXECUTOR)
    russian = TELLINGS[kind].words(at)

    english = TELLINGS[kind].words(replace(at, texts=texts_for(Language.ENGLISH)))

    assert russian != english
