"""One question asked in the chat, answered in words or by a button, with a way out.

A noun lists its questions; each names its text, how to offer ready answers, and what to do with the
answer. A refusal rises, is worded by ``bot/errors.py``, and the question stands.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import F
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Column
from aiogram_dialog.widgets.text import Text

from bot.dialogs import Choice, cancel, close_form, only_words, open_form, texts_of
from domain.errors import BadInput

LONGEST_ANSWER = 1000
"""Signs of a typed answer: more does not fit on a card beside everything else."""


class Asking(StatesGroup):
    question = State()


class AnswerTooLong(BadInput):
    """A typed answer has at most ``limit`` signs; this one has ``length``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer comes with: where to reply, and the ids that the question was about."""

    target: Message | CallbackQuery
    manager: DialogManager
    ids: Mapping[str, Any]

    @property
    def data(self) -> dict[str, Any]:
        """Everything handlers get: actor, texts, clock, use cases."""
        return self.manager.middleware_data

    async def close(self) -> None:
        """The question is answered; its buttons go."""
        await close_form(self.manager)


@dataclass(frozen=True, slots=True)
class Question:
    """``text_key`` words it; ``answered`` reads the answer, acts, closes, and shows the outcome.

    ``ready`` are answers to tap: pairs of a value, handed to ``answered`` as if typed, and its
    label's key.
    """

    name: str
    text_key: str
    answered: Callable[[Asked, str], Awaitable[None]]
    ready: Sequence[tuple[str, str]] = ()


class _QuestionText(Text):
    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        return texts_of(manager)(str(data["text_key"]))


def questions_dialog(questions: Sequence[Question]) -> Dialog:
    """The dialog that asks any of ``questions``. Raises: ValueError: two have one name."""
    by_name = {question.name: question for question in questions}
    if len(by_name) < len(questions):
        names = [question.name for question in questions]
        twice = sorted(name for name in by_name if names.count(name) > 1)
        raise ValueError(f"two questions of one name: {', '.join(twice)}")

    def question_of(manager: DialogManager) -> Question:
        return by_name[_start_data(manager)["name"]]

    async def getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
        question, texts = question_of(dialog_manager), texts_of(dialog_manager)
        labels = [(texts.plain(key), value) for value, key in question.ready]
        return {"text_key": question.text_key, "ready": labels}

    async def typed(message: Message, _: MessageInput, manager: DialogManager) -> None:
        text = (message.text or "").strip()
        if len(text) > LONGEST_ANSWER:
            raise AnswerTooLong(limit=LONGEST_ANSWER, length=len(text))
        await question_of(manager).answered(_asked(message, manager), text)

    async def tapped(query: CallbackQuery, _: Any, manager: DialogManager, value: str) -> None:
        await question_of(manager).answered(_asked(query, manager), value)

    return Dialog(
        Window(
            _QuestionText(),
            Column(Choice("ready", "ready", tapped)),
            cancel(),
            MessageInput(typed, filter=F.text & ~F.text.startswith("/")),
            only_words(),
            state=Asking.question,
            getter=getter,
        )
    )


def _start_data(manager: DialogManager) -> dict[str, Any]:
    data = manager.start_data
    if not isinstance(data, dict):
        raise TypeError("a question was asked about nothing")
    return data


def _asked(target: Message | CallbackQuery, manager: DialogManager) -> Asked:
    return Asked(target, manager, _start_data(manager)["ids"])


async def ask(manager: DialogManager, name: str, **ids: int | str | None) -> None:
    """Put the question ``name`` under everything else; earlier forms are dropped."""
    await open_form(manager, Asking.question, {"name": name, "ids": ids})
