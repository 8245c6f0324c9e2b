"""Every window of every form can be shown, in both languages, whatever it is filled with."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiogram import Router
from aiogram.types import InlineKeyboardMarkup
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.about import AiogramDialogStates

import bot.cadences.questions
import bot.clients.questions
import bot.cycles.routers
import bot.deals.questions
import bot.greetings.questions
import bot.interactions.questions
import bot.org.routers
import bot.plans.handlers
import bot.polls.questions
import bot.products.questions
import bot.requests.questions
import bot.tasks.routers
import bot.visits.questions
from bot.composition.dispatcher import _forms
from bot.html_length import visible_length
from bot.playground.formatting import parse_html
from bot.playground.keyboards import check_markup
from bot.questions import Asking, Question
from bot.screens import CALLBACK_DATA_BYTES, TEXT_LIMIT
from bot.texts import Markup, texts_for
from domain.language import Language

LONG = "<b>Рога</b> & «Копыта» " * 9
LONGEST_LABEL = 40
INTENT = "aBcDeF"
"""As the library names one dialog that is open."""
LARGEST_ID = str(2**53)
ROWS = [(LONG[:LONGEST_LABEL], LARGEST_ID), ("<i>x</i> & y", "1")]

FILLED: dict[str, Any] = {
    "amount": "999 999 999 999 ₽",
    "can_create": True,
    "can_go_back": True,
    "can_log": True,
    "can_skip": True,
    "changes": ROWS * 7,
    "clear": [("Убрать файлы", "14")],
    "client": LONG,
    "count": 1000,
    "day": "вт, 25 ноября 2027",
    "days": [("вт, 25 ноября", "2027-11-25"), ("ср, 26 ноября", "2027-11-26")],
    "deals": ROWS,
    "deputy": LONG,
    "file": "есть",
    "filled": Markup("💬 Посмотрели образцы"),
    "first": "сегодня",
    "sign": "phone",
    "found": ROWS,
    "goals": LONG,
    "has_amount": True,
    "has_deals": True,
    "has_earlier": True,
    "has_files": True,
    "has_fixed_task": True,
    "has_goals": True,
    "has_last_day": True,
    "has_more": True,
    "has_people": True,
    "has_step": True,
    "has_template": True,
    "is_change": True,
    "is_chosen": True,
    "is_first": False,
    "is_new": True,
    "is_fixed": False,
    "is_last": True,
    "is_ready": True,
    "is_unready": False,
    "is_whole": True,
    "kinds": ROWS * 5,
    "last": "вт, 25 ноября",
    "look": Markup("<b>Ромашка</b>"),
    "moments": ROWS,
    "name": LONG,
    "names": ROWS,
    "nobody": False,
    "number": LONG[:50],
    "on": [("Готово", "14")],
    "people": ROWS,
    "plan": Markup("<b>План</b>"),
    "present": "5 мая 1980",
    "price": "999 999 999 999 ₽",
    "product": LONG,
    "products": ROWS * 6,
    "proposals": ROWS,
    "question": Markup("<b>Кому?</b>"),
    "quick": [("Печать", f"14-{'a' * 24}"), ("Сегодня", "14-2026-11-25")],
    "review": Markup("<b>Проверьте</b>"),
    "roles": ROWS * 10,
    "seen": ROWS,
    "skip": "Пропустить",
    "skips": [("Пропустить", "14")],
    "team": Markup("<b>Команда</b>"),
    "templates": ROWS,
    "terms": ROWS * 5,
    "text": LONG,
    "title": Markup("<b>Визит</b>"),
    "twins": Markup("<b>Рога</b> &amp; Копыта\n" * 5),
    "wanted": LONG[:60],
    "what": "день рождения",
    "warning": Markup("<b>!</b>"),
}
EMPTY: dict[str, Any] = {
    **{name: None for name, value in FILLED.items() if isinstance(value, str)},
    **{name: [] for name, value in FILLED.items() if isinstance(value, list)},
    **{name: False for name, value in FILLED.items() if isinstance(value, bool)},
    "count": 0,
    "is_last": True,
    "is_unready": True,
    "look": Markup("—"),
    "nobody": True,
    "plan": Markup("—"),
    "team": Markup("—"),
    "filled": Markup(""),
    "title": Markup("<b>Визит</b>"),
    "twins": Markup(""),
    "warning": Markup(""),
}
QUESTIONS = (
    *bot.deals.questions.QUESTIONS,
    *bot.clients.questions.QUESTIONS,
    *bot.cadences.questions.QUESTIONS,
    *bot.cycles.routers.QUESTIONS,
    *bot.greetings.questions.QUESTIONS,
    *bot.interactions.questions.QUESTIONS,
    *bot.org.routers.QUESTIONS,
    *bot.plans.handlers.QUESTIONS,
    *bot.polls.questions.QUESTIONS,
    *bot.products.questions.QUESTIONS,
    *bot.requests.questions.QUESTIONS,
    *bot.tasks.routers.QUESTIONS,
    *bot.visits.questions.QUESTIONS,
)


def dialogs(router: Router) -> Iterator[Dialog]:
    for below in router.sub_routers:
        if isinstance(below, Dialog):
            yield below
        yield from dialogs(below)


WINDOWS = {
    state.state: window
    for dialog in dialogs(_forms())
    for state, window in dialog.windows.items()
    if isinstance(window, Window) and state.group is not AiogramDialogStates
}
FORMS = {name: window for name, window in WINDOWS.items() if name != Asking.question.state}


async def assert_fits(window: Window, data: dict[str, Any], language: Language) -> None:
    """It is shown as Telegram takes it, with a way on."""
    shown = SimpleNamespace(
        middleware_data={"texts": texts_for(language)},
        current_context=lambda: SimpleNamespace(id=INTENT),
        is_preview=lambda: False,
    )
    manager = cast("DialogManager", shown)
    html = await window.render_text(data, manager)
    keyboard = await window.render_kbd(data, manager)

    assert isinstance(keyboard, InlineKeyboardMarkup)
    text, _ = parse_html(html)
    assert text.strip()
    assert visible_length(html) <= TEXT_LIMIT
    check_markup(keyboard.model_dump(exclude_none=True))
    buttons = [button for row in keyboard.inline_keyboard for button in row]
    assert buttons, "no way out"
    for button in buttons:
        assert button.text.strip()
        assert button.callback_data
        assert button.callback_data.startswith(INTENT)
        assert len(button.callback_data.encode()) <= CALLBACK_DATA_BYTES


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("data", [FILLED, EMPTY], ids=["filled", "empty"])
@pytest.mark.parametrize("name", FORMS)
async def test_a_window_of_a_form_fits_and_has_a_way_out(name, data, language):
    await assert_fits(FORMS[name], data, language)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
async def test_a_question_fits_and_has_a_way_out(question: Question, language):
    texts = texts_for(language)
    ready = [(texts.plain(key), value) for value, key in question.ready]

    window = WINDOWS[Asking.question.state]

    await assert_fits(window, {"text_key": question.text_key, "ready": ready}, language)


def test_no_two_questions_share_a_name():
    names = [question.name for question in QUESTIONS]

    assert len(names) == len(set(names))
