"""Whose it was that somebody tells of: the clients that a form offers to choose from."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.types import Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Column, SwitchTo

from bot.choosing import wanted_in
from bot.dialogs import TYPED, ButtonAtTimes, Choice, Label, Say, cancel, only_words, texts_of
from bot.interactions.cards import LONGEST_NAME
from bot.pages import PAGE_SIZE
from bot.shortening import shorten
from domain.clients.queries import FindClients
from domain.interactions.reading import FindNamedClients
from domain.interactions.use_cases import ListRecentClients
from domain.org.model import Actor


async def client_wanted(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    manager.dialog_data["wanted"] = wanted_in(message)


async def clients_to_choose(manager: DialogManager, filled: Mapping[str, Any]) -> dict[str, Any]:
    """By what was typed (``wanted``), else by the name that was told (``named``), else the latest;
    with the question, as a window shows them.
    """
    data = manager.middleware_data
    actor: Actor = data["actor"]
    wanted, named = filled.get("wanted"), filled.get("named")
    find_clients: FindClients = data["find_clients"]
    find_named_clients: FindNamedClients = data["find_named_clients"]
    list_recent_clients: ListRecentClients = data["list_recent_clients"]
    found: list[tuple[str, int]] = []
    if wanted:
        lines = (await find_clients(actor, wanted, offset=0, size=PAGE_SIZE)).lines
        found = [(_beside(line.name, line.owner_name), line.id) for line in lines]
    elif named:
        lines = tuple(await find_named_clients(actor, named))
        found = [(_beside(line.name, line.owner_name), line.id) for line in lines]
    if not found and not wanted:
        recent = await list_recent_clients(actor)
        found = [(shorten(one.name, LONGEST_NAME), one.id) for one in recent]
        key = "interaction-client-unknown" if named else "interaction-client-question"
    else:
        key = "interaction-client-found" if found else "interaction-client-none"
    texts, sought = texts_of(manager), shorten(wanted or named or "", LONGEST_NAME)
    return {
        "question": texts(key, wanted=sought),
        "found": found,
        "wanted": sought,
        "can_create": bool(wanted and not found),
        "is_chosen": filled.get("about") is not None,
    }


def _beside(name: str, owner_name: str | None) -> str:
    """Two clients of one name are told apart by whose they are."""
    return " · ".join(shorten(part, LONGEST_NAME // 2) for part in (name, owner_name) if part)


def client_window(
    state: State,
    review: State,
    *further: Any,
    chosen: Any,
    created: Any,
    getter: Any,
    typed: Any = client_wanted,
) -> Window:
    """The question whose it was; ``further`` is what else may be tapped or sent, ``typed`` takes
    what is said in words.
    """
    return Window(
        Say("interaction-asks", "question"),
        Column(Choice("found", "found", chosen)),
        ButtonAtTimes(
            Label("interaction-create-client-button", "wanted"),
            id="create",
            on_click=created,
            when="can_create",
        ),
        *further,
        SwitchTo(Label("back-button"), id="back", state=review, when="is_chosen"),
        cancel(),
        MessageInput(typed, filter=TYPED),
        only_words(),
        state=state,
        getter=getter,
    )
