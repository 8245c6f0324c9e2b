"""The question «who?»: colleagues of one's branch, or by name, a button each."""

from typing import Any

from aiogram.fsm.state import State
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Select
from aiogram_dialog.widgets.kbd.select import OnItemClick

from bot.choosing import name_typed, page_buttons
from bot.dialogs import TYPED, Choice, Say, cancel, only_words, started_with, texts_of
from bot.pages import PAGE_SIZE
from domain.org.model import Actor
from domain.org.queries import ListColleagues

Chosen = OnItemClick[Select[str], str]


async def colleagues(
    dialog_manager: DialogManager, actor: Actor, list_colleagues: ListColleagues, **_: Any
) -> dict[str, Any]:
    """One page of those to choose from, without whose records they are."""
    kept, holder = dialog_manager.dialog_data, started_with(dialog_manager).get("person_id")
    number, wanted = kept.get("page", 0), kept.get("wanted")
    people, page = await list_colleagues(actor, wanted, offset=number * PAGE_SIZE, size=PAGE_SIZE)
    texts = texts_of(dialog_manager)
    rows = [
        (
            texts.plain(
                "people-away-button" if person.away_until else "people-person-button",
                name=person.name,
                about=person.branch_name,
            ),
            person.id,
        )
        for person in people
        if person.id != holder
    ]
    return {
        "people": rows,
        "nobody": not rows,
        "has_earlier": number > 0,
        "has_more": number + 1 < page.count,
    }


def choosing_window(state: State, question: str, chosen: Chosen, *further: Button) -> Window:
    """``question`` is a text's key; ``further`` buttons stand above the way out."""
    return Window(
        Say(question, when=lambda data, *_: not data["nobody"]),
        Say("choose-nobody", when="nobody"),
        Column(Choice("person", "people", chosen)),
        page_buttons(),
        *further,
        cancel(),
        MessageInput(name_typed, filter=TYPED),
        only_words(),
        state=state,
        getter=colleagues,
    )
