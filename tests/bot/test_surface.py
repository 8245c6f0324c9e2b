"""What the whole program answers to: commands, buttons, and the names that handlers ask for.

Wiring that is missing shows here without a tap.
"""

import inspect
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from aiogram_dialog import Dialog

import bot
from bot.comments import answers_card
from bot.interactions.replies import answers_interaction
from bot.org.deep_links import DeepLinks
from bot.org.help_cards import GROUPS
from bot.org.menus import COMMANDS
from bot.plans.handlers import brings_plan
from bot.projects.topics.handlers import answers_topic_card
from bot.requests.replies import answers_request
from bot.tasks.thread.replies import answers_task
from domain.org.model import Role
from tests.bot.surface import Registered, buttons, dispatcher, our_handlers

HIDDEN = {"start": "Telegram's own button; only strangers have it in their menu"}
"""Commands of nobody's menu, and why."""

SHARED_BUTTONS = {"AnswerOffer": "one handler an answer: accepted, thinking, no answer"}
"""Kinds of button with several handlers, and why."""

FROM_AIOGRAM = {
    *("bot", "bots", "dispatcher", "event_router", "event_update", "handler"),
    *("event_from_user", "event_chat", "event_thread_id", "event_context"),
    *("state", "raw_state", "fsm_storage"),
}
FROM_MIDDLEWARE = {"actor", "texts"}
GIVEN_BY: Mapping[Callable[..., Any], set[str]] = {
    answers_card: {"matter", "matter_id"},
    answers_interaction: {"matter", "matter_id"},
    answers_request: {"matter", "matter_id"},
    answers_task: {"matter", "matter_id"},
    answers_topic_card: {"task_id"},
    brings_plan: {"plan_sheet"},
}
"""Names that a filter gives to its handler."""

IN_FORMS = {"dialog_manager"}
BY_NAME = re.compile(r'(?:\bmiddleware_data|\bdata)\["(\w+)"\]')
FORM_OWN = {"client_id", "text", "nobody", "text_key"}
"""What forms keep or count for themselves, looked up the same way."""


def given_to(found: Registered) -> set[str]:
    """Names that this handler gets besides the program's own."""
    names = FROM_AIOGRAM | FROM_MIDDLEWARE
    if found.button:
        names = names | {"callback_data"}
    if found.commands:
        names = names | {"command"}
    for one in found.filters:
        names = names | GIVEN_BY.get(one, set())
    return names | IN_FORMS if found.is_among_forms else names


def taken(function: Callable[..., Any], *, skips: int = 1) -> list[str]:
    """What the function takes by name, after the event itself."""
    call = function if inspect.isroutine(function) else type(function).__call__
    parameters = list(inspect.signature(call).parameters.values())
    named = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    skips += 0 if inspect.isroutine(function) else 1
    return [parameter.name for parameter in parameters[skips:] if parameter.kind in named]


def test_every_command_of_a_menu_has_a_handler() -> None:
    handled = set().union(*(found.commands for found in our_handlers()))

    assert set(COMMANDS) <= handled


def test_every_command_that_is_handled_is_in_somebodys_menu_or_hidden_for_a_reason() -> None:
    handled = set().union(*(found.commands for found in our_handlers()))

    assert handled - set(COMMANDS) == set(HIDDEN)
    assert all(roles & set(Role) for roles in COMMANDS.values())


def test_every_command_is_explained_in_the_help_once() -> None:
    explained = Counter(command for group in GROUPS.values() for command in group)

    assert explained == Counter(COMMANDS.keys())


def test_no_two_kinds_of_button_have_the_same_prefix() -> None:
    prefixes = Counter(button.__prefix__ for button in buttons())

    assert [prefix for prefix, count in prefixes.items() if count > 1] == []


def test_every_kind_of_button_has_exactly_one_handler() -> None:
    handled = Counter(found.button for found in our_handlers() if found.button)
    wrong = {
        button.__qualname__: handled[button]
        for button in buttons()
        if handled[button] != 1 and button.__qualname__ not in SHARED_BUTTONS
    }

    assert wrong == {}


def test_every_name_that_a_handler_takes_is_given() -> None:
    known = set(dispatcher().workflow_data)
    missing = {
        f"{found}({name})"
        for found in our_handlers()
        for function in (found.handler.callback, *found.filters)
        if getattr(function, "__module__", "").startswith("bot.")
        for name in taken(function)
        if name not in known | given_to(found)
    }

    assert missing == set()


def test_every_name_that_a_forms_window_takes_is_given() -> None:
    known = set(dispatcher().workflow_data) | FROM_AIOGRAM | FROM_MIDDLEWARE | IN_FORMS
    dialogs = [router for router in dispatcher().chain_tail if isinstance(router, Dialog)]
    windows = [window for dialog in dialogs for window in dialog.windows.values()]
    assert windows

    missing = {
        f"{getter.__module__}.{getter.__qualname__}({name})"
        for window in windows
        for getter in [window.getter.normal_getter]
        if inspect.isroutine(getter)
        for name in taken(getter, skips=0)
        if name not in known
    }

    assert missing == set()


def test_every_name_that_a_link_takes_is_given() -> None:
    links = dispatcher().workflow_data["deep_links"]
    assert isinstance(links, DeepLinks)
    known = set(dispatcher().workflow_data) | FROM_MIDDLEWARE

    missing = {
        name
        for opener in links._openers.values()
        for name in taken(opener.callback, skips=1)
        if name not in known | {"record_id"}
    }

    assert missing == set()


def test_every_name_that_forms_look_up_is_given() -> None:
    known = {*dispatcher().workflow_data, *FROM_AIOGRAM, *FROM_MIDDLEWARE, *FORM_OWN}
    folder = Path(bot.__file__).parent
    sources = [path for path in folder.rglob("*.py") if "playground" not in path.parts]

    missing = {
        f"{path.relative_to(folder)}: {name}"
        for path in sources
        for name in BY_NAME.findall(path.read_text(encoding="utf-8"))
        if name not in known
    }

    assert missing == set()
