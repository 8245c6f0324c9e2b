"""A date of a kind that is there already: replaced only when that is meant."""

from collections.abc import Mapping
from typing import Any

from aiogram.enums import ParseMode
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.kbd import Button

from bot.dialogs import Label, Say, cancel, close_form, open_form, started_with, texts_of
from bot.greetings.callback_data import COMPANY
from bot.greetings.dates_handlers import show_dates
from bot.greetings.wording import kind_words, yearly_words
from domain.clients.model import ClientId, ContactId
from domain.greetings.errors import PersonalDateThere
from domain.greetings.model import DateKind, PersonalDate
from domain.greetings.use_cases import AddPersonalDate


class DateInstead(StatesGroup):
    confirm = State()


async def confirm_replacing(
    manager: DialogManager, there: PersonalDateThere, ids: Mapping[str, Any], text: str
) -> None:
    """Show the date that there is, and ask whether the typed one takes its place."""
    present = there.facts["present"]
    if not isinstance(present, PersonalDate):
        raise TypeError("a refusal came without the date that is there")
    texts = texts_of(manager)
    data = {
        "client_id": ids["client_id"],
        "contact_id": ids["contact_id"],
        "kind": ids["kind"],
        "text": text,
        "what": kind_words(present.kind, present.label, texts),
        "present": yearly_words(present.day, texts),
    }
    await open_form(manager, DateInstead.confirm, data)


async def dates_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    started = started_with(dialog_manager)
    return {name: started[name] for name in ("what", "present", "text")}


async def replace_pressed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data, started = manager.middleware_data, started_with(manager)
    add_personal_date: AddPersonalDate = data["add_personal_date"]
    contact_id = started["contact_id"]
    await add_personal_date(
        data["actor"],
        ClientId(started["client_id"]),
        None if contact_id == COMPANY else ContactId(contact_id),
        DateKind(started["kind"]),
        started["text"],
        instead=True,
    )
    await close_form(manager)
    await show_dates(
        query,
        data["actor"],
        started["client_id"],
        data["texts"],
        data["view_client_dates"],
        data["cards"],
    )


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("date-instead", "what", "present", "text"),
            Button(Label("date-instead-button"), id="instead", on_click=replace_pressed),
            cancel(),
            parse_mode=ParseMode.HTML,
            state=DateInstead.confirm,
            getter=dates_getter,
        )
    )
