"""The co-executors of a draft: who helps, who is added, who is let go."""

from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.callback_data import OpenTask
from bot.matters import show_instead
from bot.questions import Asked
from bot.screens import Button, Screen, show
from bot.shortening import shorten
from bot.tasks.colleagues import ColleagueChoice, choose_colleague
from bot.tasks.drafts.callback_data import ChooseCoExecutor, DropCoExecutor, OpenCoExecutors
from bot.texts import Texts
from domain.delivery.ports import Cards
from domain.org.model import Actor, PersonId
from domain.tasks.co_executors import AddCoExecutor, LetCoExecutorGo
from domain.tasks.model import PeopleKind, TaskId
from domain.tasks.queries import ViewTask
from domain.tasks.views import TaskView

CO_EXECUTOR: Final = "draft_helper"  # forms that are open keep this word
LONGEST_LABEL: Final = 40
MOST_SHOWN: Final = 20
"""Shown as buttons; nobody asks more for one task."""


def co_executors_screen(view: TaskView, texts: Texts) -> Screen:
    task = view.task
    helping = [one for one in view.people if one.kind is PeopleKind.CO_EXECUTOR]
    rows = [
        (
            Button(
                texts.plain("draft-drop-co-executor-button", name=shorten(one.name, LONGEST_LABEL)),
                DropCoExecutor(task_id=task.id, version=task.version, person_id=one.person_id),
            ),
        )
        for one in helping[:MOST_SHOWN]
    ]
    add = ChooseCoExecutor(task_id=task.id, version=task.version)
    key = "draft-co-executors" if helping else "draft-no-co-executors"
    return Screen(
        texts(key, title=task.title),
        (
            *rows,
            (Button(texts.plain("draft-add-co-executor-button"), add),),
            (Button(texts.plain("back-button"), OpenTask(task_id=task.id)),),
        ),
    )


async def co_executors_opened(
    query: CallbackQuery,
    callback_data: OpenCoExecutors,
    actor: Actor,
    texts: Texts,
    view_task: ViewTask,
    cards: Cards,
) -> None:
    view = await view_task(actor, TaskId(callback_data.task_id))
    await show_instead(query, co_executors_screen(view, texts), cards)


async def co_executor_dropped(
    query: CallbackQuery,
    callback_data: DropCoExecutor,
    actor: Actor,
    texts: Texts,
    let_co_executor_go: LetCoExecutorGo,
    view_task: ViewTask,
) -> None:
    task_id, version = TaskId(callback_data.task_id), callback_data.version
    await let_co_executor_go(actor, task_id, PersonId(callback_data.person_id), version=version)
    await show(query, co_executors_screen(await view_task(actor, task_id), texts))


async def co_executor_asked(
    _query: CallbackQuery,
    callback_data: ChooseCoExecutor,
    actor: Actor,
    view_task: ViewTask,
    dialog_manager: DialogManager,
) -> None:
    await view_task(actor, TaskId(callback_data.task_id), version=callback_data.version)
    ids = {"task_id": callback_data.task_id, "version": callback_data.version}
    await choose_colleague(dialog_manager, CO_EXECUTOR, **ids)


async def co_executor_chosen(asked: Asked, person_id: PersonId) -> None:
    add_co_executor: AddCoExecutor = asked.data["add_co_executor"]
    view_task: ViewTask = asked.data["view_task"]
    actor, task_id = asked.data["actor"], TaskId(asked.ids["task_id"])
    await add_co_executor(actor, task_id, person_id, version=asked.ids["version"])
    await asked.close()
    await show(
        asked.target, co_executors_screen(await view_task(actor, task_id), asked.data["texts"])
    )


COLLEAGUE_CHOICES = (
    ColleagueChoice(CO_EXECUTOR, "draft-co-executor-question", co_executor_chosen),
)


def router() -> Router:
    co_executors = Router(name="draft-co-executors")
    co_executors.callback_query.register(co_executors_opened, OpenCoExecutors.filter())
    co_executors.callback_query.register(co_executor_dropped, DropCoExecutor.filter())
    return co_executors


def dialog_router() -> Router:
    asking = Router(name="draft-co-executors-asking")
    asking.callback_query.register(co_executor_asked, ChooseCoExecutor.filter())
    return asking
