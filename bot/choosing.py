"""A list of names in a form: it turns pages, and what is typed narrows it.

A getter reads ``page`` and ``wanted`` of the form's data, and tells ``has_earlier`` and
``has_more``.
"""

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row

from bot.dialogs import ButtonAtTimes, Label

LONGEST_WANTED = 100
"""Letters of a name that are looked for."""


def wanted_in(message: Message) -> str:
    return " ".join((message.text or "").split())[:LONGEST_WANTED]


def look_for(manager: DialogManager, wanted: str | None = None) -> None:
    """From the first page again."""
    manager.dialog_data.update(wanted=wanted, page=0)


async def name_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    look_for(manager, wanted_in(message))


async def page_turned(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    step = 1 if button.widget_id == "more" else -1
    manager.dialog_data["page"] = max(0, manager.dialog_data.get("page", 0) + step)


def page_buttons() -> Row:
    return Row(
        ButtonAtTimes(
            Label("previous-page-button"),
            id="earlier",
            on_click=page_turned,
            when="has_earlier",
        ),
        ButtonAtTimes(Label("next-page-button"), id="more", on_click=page_turned, when="has_more"),
    )
