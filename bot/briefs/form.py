"""The form of a brief: begun, looked over as a whole, and made a task of."""

from datetime import date, timedelta
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Group, Row, SwitchTo
from aiogram_dialog.widgets.text import Format

from bot.briefs.callback_data import ChangeBrief, StartBrief
from bot.briefs.cards import review_text
from bot.briefs.kept import BriefForm, answers_of, opened_brief
from bot.briefs.questions import question_window
from bot.choosing import name_typed, page_buttons
from bot.dialogs import (
    TYPED,
    ButtonAtTimes,
    Choice,
    Label,
    Say,
    cancel,
    close_form,
    only_words,
    open_form,
    started_with,
    texts_of,
    today_of,
)
from bot.matters import ShowMatter
from bot.tasks.colleagues import colleagues_found
from domain.briefs.use_cases import (
    ChangeTaskBrief,
    CreateTaskByBrief,
    ProposeTaskByBrief,
    ViewBrief,
    ViewTaskBrief,
)
from domain.briefs.written import write_answers
from domain.delivery.model import Matter
from domain.org.model import Actor, PersonId
from domain.tasks.colleagues import FindColleagues
from domain.tasks.model import TaskId
from domain.typed_dates import parse_day

DUE_IN_DAYS = (1, 2, 7)
"""What is offered instead of the deadline that is proposed."""


async def brief_begun(
    _query: CallbackQuery,
    callback_data: StartBrief,
    actor: Actor,
    view_brief: ViewBrief,
    dialog_manager: DialogManager,
) -> None:
    opened = await view_brief(actor, callback_data.key)
    data = {
        "key": opened.brief.key,
        "version": opened.version,
        "deal_id": callback_data.deal_id,
        "client_id": callback_data.client_id,
    }
    await open_form(dialog_manager, BriefForm.question, data)


async def change_begun(
    _query: CallbackQuery,
    callback_data: ChangeBrief,
    actor: Actor,
    view_task_brief: ViewTaskBrief,
    dialog_manager: DialogManager,
) -> None:
    brief = await view_task_brief(actor, TaskId(callback_data.task_id))
    data = {
        "task_id": callback_data.task_id,
        "version": callback_data.version,
        "answers": write_answers(brief.answers),
    }
    await open_form(dialog_manager, BriefForm.review, data)


def _day(manager: DialogManager) -> date | None:
    due_on = manager.dialog_data.get("due_on")
    return date.fromisoformat(due_on) if due_on else None


def _executor(manager: DialogManager) -> PersonId | None:
    executor_id = manager.dialog_data.get("executor_id")
    return PersonId(executor_id) if executor_id else None


# Looking over


async def _review(
    dialog_manager: DialogManager,
    actor: Actor,
    propose_task_by_brief: ProposeTaskByBrief,
    **_: Any,
) -> dict[str, Any]:
    manager, texts, today = dialog_manager, texts_of(dialog_manager), today_of(dialog_manager)
    manager.dialog_data["from_review"] = True
    opened, is_new = await opened_brief(manager), "task_id" not in started_with(manager)
    proposed, due = None, ""
    if is_new:
        proposed = await propose_task_by_brief(
            actor,
            opened.brief.key,
            opened.version,
            executor_id=_executor(manager),
            due_on=_day(manager),
        )
        due = texts.day(proposed.deadline.at.astimezone(actor.zone).date(), today=today)
    answers = answers_of(manager, opened)
    return {
        "is_new": is_new,
        "is_change": not is_new,
        "review": review_text(opened, answers, proposed, texts, due=due, today=today),
        "changes": [
            (field.name.for_language(texts.language), field.key) for field in opened.brief.fields
        ],
    }


async def change_tapped(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, key: str
) -> None:
    manager.dialog_data["at"] = key
    await manager.switch_to(BriefForm.question)


async def sent_pressed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.middleware_data
    create_task_by_brief: CreateTaskByBrief = data["create_task_by_brief"]
    show_matter: ShowMatter = data["show_matter"]
    opened, started = await opened_brief(manager), started_with(manager)
    task = await create_task_by_brief(
        data["actor"],
        opened.brief.key,
        opened.version,
        answers_of(manager, opened),
        executor_id=_executor(manager),
        due_on=_day(manager),
        deal_id=started["deal_id"],
        client_id=started["client_id"],
    )
    await close_form(manager)
    await show_matter(query, data["actor"], Matter.TASK, task.id)


async def saved_pressed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data, started = manager.middleware_data, started_with(manager)
    change_task_brief: ChangeTaskBrief = data["change_task_brief"]
    show_matter: ShowMatter = data["show_matter"]
    answers = answers_of(manager, await opened_brief(manager))
    task_id, version = TaskId(started["task_id"]), started["version"]
    task = await change_task_brief(data["actor"], task_id, answers, version=version)
    await close_form(manager)
    await show_matter(query, data["actor"], Matter.TASK, task.id)


# Who and when


async def _colleagues(
    dialog_manager: DialogManager, actor: Actor, find_colleagues: FindColleagues, **_: Any
) -> dict[str, Any]:
    return await colleagues_found(dialog_manager, actor, find_colleagues)


async def executor_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, person_id: str
) -> None:
    manager.dialog_data.update(executor_id=int(person_id), wanted=None, page=0)
    await manager.switch_to(BriefForm.review)


async def _days(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    texts, today = texts_of(dialog_manager), today_of(dialog_manager)
    days = [today + timedelta(days=count) for count in DUE_IN_DAYS]
    return {"days": [(texts.day(day, today=today), day.isoformat()) for day in days]}


async def day_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    await _take_day(manager, parse_day(message.text or "", today=today_of(manager)))


async def day_chosen(_query: CallbackQuery, _widget: Any, manager: DialogManager, day: str) -> None:
    await _take_day(manager, date.fromisoformat(day))


async def _take_day(manager: DialogManager, day: date) -> None:
    manager.dialog_data["due_on"] = day.isoformat()
    await manager.switch_to(BriefForm.review)


# Windows


def _back_to_review() -> SwitchTo:
    return SwitchTo(Label("back-button"), id="back", state=BriefForm.review)


def dialog() -> Dialog:
    return Dialog(
        question_window(),
        Window(
            Format("{review}"),
            Group(Choice("change", "changes", change_tapped), width=2),
            Row(
                SwitchTo(Label("brief-executor-button"), id="who", state=BriefForm.executor),
                SwitchTo(Label("brief-due-button"), id="when", state=BriefForm.deadline),
                when="is_new",
            ),
            ButtonAtTimes(
                Label("brief-send-button"), id="send", on_click=sent_pressed, when="is_new"
            ),
            ButtonAtTimes(
                Label("brief-save-button"), id="save", on_click=saved_pressed, when="is_change"
            ),
            cancel(),
            state=BriefForm.review,
            getter=_review,
        ),
        Window(
            Say("brief-executor-question"),
            Say("task-colleague-hint", when=lambda data, *_: not data["nobody"]),
            Say("task-colleague-nobody", "wanted", when="nobody"),
            Column(Choice("executor", "people", executor_chosen)),
            page_buttons(),
            _back_to_review(),
            MessageInput(name_typed, filter=TYPED),
            only_words(),
            state=BriefForm.executor,
            getter=_colleagues,
        ),
        Window(
            Say("brief-due-question"),
            Group(Choice("due", "days", day_chosen), width=2),
            _back_to_review(),
            MessageInput(day_typed, filter=TYPED),
            only_words(),
            state=BriefForm.deadline,
            getter=_days,
        ),
    )


def dialog_router() -> Router:
    form = Router(name="new-brief")
    form.callback_query.register(brief_begun, StartBrief.filter())
    form.callback_query.register(change_begun, ChangeBrief.filter())
    return form
