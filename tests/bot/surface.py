"""Everything that the program answers to, as the dispatcher itself has it.

An entry is one way in: a kind of button, a command, a handler of messages or of other events, a
form's window, a question in words, a kind of link. Its name is what the matrix of strangers
(``tests/bot/matrix.py``) has a row for; whoever adds a handler adds its row.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from aiogram import Dispatcher, Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.kbd import Group, Keyboard

from bot.composition.program import Program
from bot.org.deep_links import DeepLinks
from bot.questions import Asking, Question
from bot.tasks.colleagues import ChoosingColleague, ColleagueChoice
from domain.clock import utc_now
from storage.engine import make_engine

NOBODYS_DATABASE = "postgresql://nobody@127.0.0.1:1/nowhere"
OF_THE_LIBRARIES = {"update", "error", "aiogd_update"}
"""Events that no person causes."""


@lru_cache(maxsize=1)
def dispatcher() -> Dispatcher:
    """The real one; nothing is asked of a database."""
    engine = make_engine(NOBODYS_DATABASE)
    program = Program(
        token="42:nobody", bot_api_url="http://127.0.0.1:1", engine=engine, clock=utc_now
    )
    return program.dispatcher


@dataclass(frozen=True)
class Registered:
    """A handler with the router that it is on, and the kind of event."""

    handler: HandlerObject
    router: Router
    event: str

    def __str__(self) -> str:
        return f"{self.router.name}: {self.handler.callback.__qualname__}"

    @property
    def filters(self) -> list[Callable[..., Any]]:
        return [inspect.unwrap(found.callback) for found in self.handler.filters or ()]

    @property
    def commands(self) -> set[str]:
        return {
            str(name)
            for found in self.filters
            if isinstance(found, Command)
            for name in found.commands
        }

    @property
    def button(self) -> type[CallbackData] | None:
        kinds = [found for found in self.filters if isinstance(found, CallbackQueryFilter)]
        return kinds[0].callback_data if kinds else None

    @property
    def is_among_forms(self) -> bool:
        return any(router.name == "forms" for router in self.router.chain_head)

    @property
    def entries(self) -> set[str]:
        """The names of what this handler answers to."""
        callback = self.handler.callback
        own = f"{callback.__module__.removeprefix('bot.')}.{callback.__qualname__}"
        if self.button is not None:
            return {f"button {self.button.__prefix__}"}
        return {f"/{name} {own}" for name in self.commands} or {f"{self.event} {own}"}


def registered() -> Iterator[Registered]:
    for router in dispatcher().chain_tail:
        if isinstance(router, Dialog):
            continue
        for name, observer in router.observers.items():
            for handler in observer.handlers:
                yield Registered(handler, router, name)


def our_handlers() -> list[Registered]:
    return [found for found in registered() if found.handler.callback.__module__.startswith("bot.")]


def buttons(kind: type[CallbackData] = CallbackData) -> Iterator[type[CallbackData]]:
    """Every kind of button that the program has."""
    dispatcher()
    for below in kind.__subclasses__():
        if below.__module__.startswith("bot."):
            yield below
        yield from buttons(below)


def windows() -> dict[str, Window]:
    """Every window of a form, by its state."""
    dialogs = [router for router in dispatcher().chain_tail if isinstance(router, Dialog)]
    return {
        str(state.state): window
        for dialog in dialogs
        for state, window in dialog.windows.items()
        if isinstance(window, Window) and dialog.name != "AiogramDialogStates"
    }


def questions() -> dict[str, Question]:
    """Every question in words, by its name."""
    getter = windows()[str(Asking.question.state)].getter.normal_getter
    question_of = inspect.getclosurevars(getter).nonlocals["question_of"]
    found: dict[str, Question] = inspect.getclosurevars(question_of).nonlocals["by_name"]
    return found


def colleague_choices() -> dict[str, ColleagueChoice]:
    """Everything that a colleague is chosen for, by its name."""
    getter = windows()[str(ChoosingColleague.list.state)].getter.normal_getter
    found: dict[str, ColleagueChoice] = inspect.getclosurevars(getter).nonlocals["by_name"]
    return found


def widgets(window: Window) -> Iterator[Keyboard]:
    """The buttons and choices of a form's window, those not shown just now among them."""
    waiting: list[Any] = [window.keyboard]
    while waiting:
        widget = waiting.pop()
        if isinstance(widget, Group):
            waiting += reversed(widget.buttons)
        elif isinstance(widget, Keyboard):
            yield widget


def links() -> set[str]:
    """The prefixes of what a link to the bot opens."""
    known = dispatcher().workflow_data["deep_links"]
    assert isinstance(known, DeepLinks)
    return set(known._openers)


def entries() -> set[str]:
    """The names of all of it."""
    handled = {
        name
        for found in registered()
        if found.event not in OF_THE_LIBRARIES
        for name in found.entries
    }
    return (
        handled
        | {f"form {state}" for state in windows()}
        | {f"question {name}" for name in questions()}
        | {f"link {prefix}" for prefix in links()}
    )
