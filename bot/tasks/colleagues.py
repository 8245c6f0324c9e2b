"""Choosing a colleague: by a button, or by a part of the name or the login, typed.

A noun lists what colleagues are chosen for, as it lists its questions; ``choose_colleague`` begins
one of them, and the outcome is told to its ``chosen``.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column
from aiogram_dialog.widgets.text import Format

from bot.choosing import name_typed, page_buttons
from bot.dialogs import (
    TYPED,
    ButtonAtTimes,
    Choice,
    Say,
    cancel,
    only_words,
    open_form,
    started_with,
    texts_of,
)
from bot.pages import PAGE_SIZE
from bot.questions import Asked
from bot.shortening import shorten
from domain.org.model import Actor, PersonId
from domain.tasks.colleagues import FindColleagues

LONGEST_NAME = 30
LONGEST_BRANCH = 24


class ChoosingColleague(StatesGroup):
    list = State()


@dataclass(frozen=True, slots=True)
class ColleagueChoice:
    """``text_key`` words the question; ``chosen`` acts, closes the form, and shows the outcome.

    ``skip_key`` labels a button that chooses the actor themself; None: the actor stands in the list
    like everybody else.
    """

    name: str
    text_key: str
    chosen: Callable[[Asked, PersonId], Awaitable[None]]
    skip_key: str | None = None


async def choose_colleague(manager: DialogManager, name: str, **ids: int | str | None) -> None:
    """Ask for whom, in place of the card that was tapped; earlier forms are dropped."""
    await open_form(manager, ChoosingColleague.list, {"name": name, "ids": ids})


async def colleagues_found(
    manager: DialogManager, actor: Actor, find_colleagues: FindColleagues
) -> dict[str, Any]:
    """One page of those to choose from, as a window shows them."""
    kept, texts = manager.dialog_data, texts_of(manager)
    wanted, number = kept.get("wanted") or "", kept.get("page", 0)
    people, page = await find_colleagues(actor, wanted, offset=number * PAGE_SIZE, size=PAGE_SIZE)
    rows = [
        (
            texts.plain(
                "task-colleague-button",
                name=shorten(person.name, LONGEST_NAME),
                branch=shorten(person.branch_name, LONGEST_BRANCH),
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


def colleagues_dialog(choices: Sequence[ColleagueChoice]) -> Dialog:
    """The dialog that lets a colleague be chosen for any of ``choices``."""
    by_name = {choice.name: choice for choice in choices}

    async def getter(
        dialog_manager: DialogManager, actor: Actor, find_colleagues: FindColleagues, **_: Any
    ) -> dict[str, Any]:
        texts = texts_of(dialog_manager)
        choice = by_name[started_with(dialog_manager)["name"]]
        found = await colleagues_found(dialog_manager, actor, find_colleagues)
        return {
            **found,
            "question": texts(choice.text_key),
            "can_skip": choice.skip_key is not None,
            "skip": texts.plain(choice.skip_key) if choice.skip_key else "",
        }

    async def chosen(
        query: CallbackQuery, _widget: Any, manager: DialogManager, person_id: str
    ) -> None:
        started = started_with(manager)
        asked = Asked(query, manager, started["ids"])
        await by_name[started["name"]].chosen(asked, PersonId(int(person_id)))

    async def skipped(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
        started = started_with(manager)
        actor: Actor = manager.middleware_data["actor"]
        await by_name[started["name"]].chosen(Asked(query, manager, started["ids"]), actor.id)

    return Dialog(
        Window(
            Format("{question}"),
            Say("task-colleague-hint", when=lambda data, *_: not data["nobody"]),
            Say("task-colleague-nobody", "wanted", when="nobody"),
            ButtonAtTimes(Format("{skip}"), id="skip", on_click=skipped, when="can_skip"),
            Column(Choice("colleague", "people", chosen)),
            page_buttons(),
            cancel(),
            MessageInput(name_typed, filter=TYPED),
            only_words(),
            state=ChoosingColleague.list,
            getter=getter,
        )
    )
