"""The questions of a brief, one after another.

Buttons that answer carry the place of their question: a second tap on one does not answer the next.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from aiogram import F
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Group, Row
from aiogram_dialog.widgets.text import Format

from bot.briefs.cards import question_text
from bot.briefs.kept import (
    BriefForm,
    answers_of,
    asked_field,
    go_on,
    keep_answers,
    opened_brief,
)
from bot.dialogs import TYPED, ButtonAtTimes, Choice, Label, cancel, texts_of, today_of
from bot.tasks.thread.contents import file_of
from domain.briefs import rules
from domain.briefs.errors import AnswerOfOtherKind
from domain.rulebook.briefs import FieldKind


async def _question(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    manager, texts, today = dialog_manager, texts_of(dialog_manager), today_of(dialog_manager)
    opened = await opened_brief(manager)
    answers, field = answers_of(manager, opened), asked_field(manager, opened)
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
    opened = await opened_brief(manager)
    field, answers = asked_field(manager, opened), answers_of(manager, opened)
    keep_answers(manager, rules.answer(field, answers, said, today=today_of(manager)))
    await go_on(manager, opened)


async def file_sent(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """One of several perhaps: the question stands until it is said that these are all."""
    file = file_of(message)
    assert file is not None
    opened = await opened_brief(manager)
    field = asked_field(manager, opened)
    manager.dialog_data["at"] = field.key
    keep_answers(manager, rules.add_file(field, answers_of(manager, opened), file))


async def other_sent(_message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """A voice, a sticker, a place: nothing that answers any question."""
    field = asked_field(manager, await opened_brief(manager))
    raise AnswerOfOtherKind(kind=str(field.kind))


async def skip_tapped(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, _place: str
) -> None:
    opened = await opened_brief(manager)
    keep_answers(manager, rules.skip(asked_field(manager, opened), answers_of(manager, opened)))
    await go_on(manager, opened)


async def on_tapped(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, _place: str
) -> None:
    """The answer that is there stays."""
    await go_on(manager, await opened_brief(manager))


async def files_cleared(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, _place: str
) -> None:
    opened = await opened_brief(manager)
    field, answers = asked_field(manager, opened), answers_of(manager, opened)
    manager.dialog_data["at"] = field.key
    others = {key: said for key, said in answers.given.items() if key != field.key}
    keep_answers(manager, replace(answers, given=others))


async def back_pressed(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    opened = await opened_brief(manager)
    before = rules.question_before(opened.brief, asked_field(manager, opened).key)
    if before is None or manager.dialog_data.get("from_review"):
        await go_on(manager, opened)
    else:
        manager.dialog_data["at"] = before.key


def question_window() -> Window:
    return Window(
        Format("{question}"),
        Group(Choice("quick", "quick", answer_tapped), width=2),
        Row(
            Choice("on", "on", on_tapped),
            Choice("clear", "clear", files_cleared),
        ),
        Row(
            ButtonAtTimes(
                Label("back-button"), id="back", on_click=back_pressed, when="can_go_back"
            ),
            Choice("skip", "skips", skip_tapped),
        ),
        cancel(),
        MessageInput(answer_typed, filter=TYPED),
        MessageInput(file_sent, filter=F.document | F.photo),
        MessageInput(other_sent, filter=~F.text),
        state=BriefForm.question,
        getter=_question,
    )
