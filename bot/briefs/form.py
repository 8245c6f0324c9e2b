"""The form of a brief: one question after another, then one screen to look all of them over.

The form keeps the key of its template with the version of the rulebook, so it goes on with the
questions as they were when it was begun, whatever the rulebook says by then. Buttons that answer
carry the place of their question: a second tap on one does not answer the next.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Group, Row, SwitchTo
from aiogram_dialog.widgets.text import Format

from bot.briefs.callback_data import ChangeBrief, StartBrief
from bot.briefs.cards import question_text, review_text
from bot.clients.cards import cut
from bot.dialogs import (
    TYPED,
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
from bot.pages import PAGE_SIZE
from domain.briefs import rules
from domain.briefs.errors import AnswerOfOtherKind
from domain.briefs.model import BriefAnswers, OpenBrief
from domain.briefs.use_cases import (
    ChangeTaskBrief,
    CreateTaskByBrief,
    ProposeTaskByBrief,
    ViewBrief,
    ViewTaskBrief,
)
from domain.briefs.written import read_answers, write_answers
from domain.delivery.model import Matter
from domain.org.model import Actor, PersonId
from domain.rulebook.briefs import BriefField, FieldKind
from domain.tasks.colleagues import FindColleagues
from domain.tasks.model import FileKind, TaskFile, TaskId
from domain.typed_dates import parse_day

DUE_IN_DAYS = (1, 2, 7)
"""What is offered instead of the deadline that is proposed."""

LONGEST_WANTED = 100
LONGEST_NAME = 30
LONGEST_BRANCH = 24


class BriefForm(StatesGroup):
    question = State()
    review = State()
    executor = State()
    deadline = State()


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


# What the form keeps


async def _opened(manager: DialogManager) -> OpenBrief:
    data, started = manager.middleware_data, started_with(manager)
    if "task_id" in started:
        view_task_brief: ViewTaskBrief = data["view_task_brief"]
        brief = await view_task_brief(data["actor"], TaskId(started["task_id"]))
        return OpenBrief(brief.template, started["version"])
    view_brief: ViewBrief = data["view_brief"]
    return await view_brief(data["actor"], started["key"], started["version"])


def _answers(manager: DialogManager, opened: OpenBrief) -> BriefAnswers:
    kept = manager.dialog_data.get("answers") or started_with(manager).get("answers") or {}
    return read_answers(opened.brief.fields, kept)


def _asked(manager: DialogManager, opened: OpenBrief) -> BriefField:
    """The question that is shown: the one gone back to, else the first that is left."""
    at = manager.dialog_data.get("at") or ""
    by_key = {field.key: field for field in opened.brief.fields}
    left = rules.next_question(opened.brief, _answers(manager, opened))
    return by_key.get(at) or left or opened.brief.fields[0]


def _keep(manager: DialogManager, answers: BriefAnswers) -> None:
    manager.dialog_data["answers"] = write_answers(answers)


def _day(manager: DialogManager) -> date | None:
    due_on = manager.dialog_data.get("due_on")
    return date.fromisoformat(due_on) if due_on else None


def _executor(manager: DialogManager) -> PersonId | None:
    executor_id = manager.dialog_data.get("executor_id")
    return PersonId(executor_id) if executor_id else None


async def _go_on(manager: DialogManager, opened: OpenBrief) -> None:
    """To the first question that is left, else to the look over all of them."""
    manager.dialog_data["at"] = None
    if rules.next_question(opened.brief, _answers(manager, opened)) is None:
        await manager.switch_to(BriefForm.review)


# Questions


async def _question(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    manager, texts, today = dialog_manager, texts_of(dialog_manager), today_of(dialog_manager)
    opened = await _opened(manager)
    answers, field = _answers(manager, opened), _asked(manager, opened)
    place = rules.place_of(opened.brief, field.key)
    quick = [
        (choice.name.for_language(texts.language), f"{place}-{choice.key}")
        for choice in field.choices
    ]
    if field.kind is FieldKind.DATE:
        quick = [
            (texts.plain("brief-today-button"), f"{place}-{today.isoformat()}"),
            (
                texts.plain("brief-tomorrow-button"),
                f"{place}-{(today + timedelta(days=1)).isoformat()}",
            ),
        ]
    has_answer, files = answers.get(field.key) is not None, rules.files_of(answers, field.key)
    on = "brief-files-done-button" if files else "brief-keep-button"
    return {
        "question": question_text(opened.brief, field, answers, texts, today=today),
        "quick": quick,
        "on": [(texts.plain(on), str(place))] if has_answer else [],
        "clear": [(texts.plain("brief-files-clear-button"), str(place))] if files else [],
        "skips": [] if field.required else [(texts.plain("skip-button"), str(place))],
        "can_go_back": place > 0 or manager.dialog_data.get("from_review", False),
    }


async def answer_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    await _take(manager, message.text or "")


async def answer_tapped(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, value: str
) -> None:
    _place, _, said = value.partition("-")
    await _take(manager, said)


async def _take(manager: DialogManager, said: str) -> None:
    opened = await _opened(manager)
    field, answers = _asked(manager, opened), _answers(manager, opened)
    _keep(manager, rules.answer(field, answers, said, today=today_of(manager)))
    await _go_on(manager, opened)


async def file_sent(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """One of several perhaps: the question stands until it is said that these are all."""
    opened = await _opened(manager)
    field = _asked(manager, opened)
    manager.dialog_data["at"] = field.key
    _keep(manager, rules.add_file(field, _answers(manager, opened), _file_of(message)))


def _file_of(message: Message) -> TaskFile:
    if message.photo:
        return TaskFile(message.photo[-1].file_id, FileKind.PHOTO)
    document = message.document
    assert document is not None
    return TaskFile(document.file_id, FileKind.DOCUMENT, document.file_name)


async def other_sent(_message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """A voice, a sticker, a place: nothing that answers any question."""
    field = _asked(manager, await _opened(manager))
    raise AnswerOfOtherKind(kind=str(field.kind))


async def skip_tapped(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, _place: str
) -> None:
    opened = await _opened(manager)
    _keep(manager, rules.skip(_asked(manager, opened), _answers(manager, opened)))
    await _go_on(manager, opened)


async def on_tapped(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, _place: str
) -> None:
    """The answer that is there stays."""
    await _go_on(manager, await _opened(manager))


async def files_cleared(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, _place: str
) -> None:
    opened = await _opened(manager)
    field, answers = _asked(manager, opened), _answers(manager, opened)
    manager.dialog_data["at"] = field.key
    others = {key: said for key, said in answers.given.items() if key != field.key}
    _keep(manager, replace(answers, given=others))


async def back_pressed(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    opened = await _opened(manager)
    before = rules.question_before(opened.brief, _asked(manager, opened).key)
    if before is None or manager.dialog_data.get("from_review"):
        await _go_on(manager, opened)
    else:
        manager.dialog_data["at"] = before.key


# Looking over


async def _review(
    dialog_manager: DialogManager,
    actor: Actor,
    propose_task_by_brief: ProposeTaskByBrief,
    **_: Any,
) -> dict[str, Any]:
    manager, texts, today = dialog_manager, texts_of(dialog_manager), today_of(dialog_manager)
    manager.dialog_data["from_review"] = True
    opened, is_new = await _opened(manager), "task_id" not in started_with(manager)
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
    answers = _answers(manager, opened)
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
    opened, started = await _opened(manager), started_with(manager)
    task = await create_task_by_brief(
        data["actor"],
        opened.brief.key,
        opened.version,
        _answers(manager, opened),
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
    answers = _answers(manager, await _opened(manager))
    task_id, version = TaskId(started["task_id"]), started["version"]
    task = await change_task_brief(data["actor"], task_id, answers, version=version)
    await close_form(manager)
    await show_matter(query, data["actor"], Matter.TASK, task.id)


# Who and when


async def _colleagues(
    dialog_manager: DialogManager, actor: Actor, find_colleagues: FindColleagues, **_: Any
) -> dict[str, Any]:
    kept, texts = dialog_manager.dialog_data, texts_of(dialog_manager)
    wanted, number = kept.get("wanted") or "", kept.get("page", 0)
    people, page = await find_colleagues(actor, wanted, offset=number * PAGE_SIZE, size=PAGE_SIZE)
    rows = [
        (
            texts.plain(
                "task-colleague-button",
                name=cut(person.name, LONGEST_NAME),
                branch=cut(person.branch_name, LONGEST_BRANCH),
            ),
            person.id,
        )
        for person in people
    ]
    return {
        "people": rows,
        "nobody": not rows,
        "wanted": wanted,
        "has_earlier": page.number > 1,
        "has_more": page.number < page.count,
    }


async def name_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    wanted = " ".join((message.text or "").split())[:LONGEST_WANTED]
    manager.dialog_data.update(wanted=wanted, page=0)


async def page_turned(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    step = 1 if button.widget_id == "more" else -1
    manager.dialog_data["page"] = max(0, manager.dialog_data.get("page", 0) + step)


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


def _choices(widget_id: str, items: str, on_click: Any) -> Choice:
    return Choice(
        Format("{item[0]}"),
        id=widget_id,
        items=items,
        item_id_getter=lambda item: str(item[1]),
        on_click=on_click,
    )


def _back_to_review() -> SwitchTo:
    return SwitchTo(Label("back-button"), id="back", state=BriefForm.review)


def dialog() -> Dialog:
    return Dialog(
        Window(
            Format("{question}"),
            Group(_choices("quick", "quick", answer_tapped), width=2),
            Row(
                _choices("on", "on", on_tapped),
                _choices("clear", "clear", files_cleared),
            ),
            Row(
                Button(Label("back-button"), id="back", on_click=back_pressed, when="can_go_back"),
                _choices("skip", "skips", skip_tapped),
            ),
            cancel(),
            MessageInput(answer_typed, filter=TYPED),
            MessageInput(file_sent, filter=F.document | F.photo),
            MessageInput(other_sent, filter=~F.text),
            state=BriefForm.question,
            getter=_question,
        ),
        Window(
            Format("{review}"),
            Group(_choices("change", "changes", change_tapped), width=2),
            Row(
                SwitchTo(Label("brief-executor-button"), id="who", state=BriefForm.executor),
                SwitchTo(Label("brief-due-button"), id="when", state=BriefForm.deadline),
                when="is_new",
            ),
            Button(Label("brief-send-button"), id="send", on_click=sent_pressed, when="is_new"),
            Button(Label("brief-save-button"), id="save", on_click=saved_pressed, when="is_change"),
            cancel(),
            state=BriefForm.review,
            getter=_review,
        ),
        Window(
            Say("brief-executor-question"),
            Say("task-colleague-hint", when=lambda data, *_: not data["nobody"]),
            Say("task-colleague-nobody", "wanted", when="nobody"),
            Column(_choices("executor", "people", executor_chosen)),
            Row(
                Button(
                    Label("previous-page-button"),
                    id="earlier",
                    on_click=page_turned,
                    when="has_earlier",
                ),
                Button(Label("next-page-button"), id="more", on_click=page_turned, when="has_more"),
            ),
            _back_to_review(),
            MessageInput(name_typed, filter=TYPED),
            only_words(),
            state=BriefForm.executor,
            getter=_colleagues,
        ),
        Window(
            Say("brief-due-question"),
            Group(_choices("due", "days", day_chosen), width=2),
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
