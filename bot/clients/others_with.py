"""A phone, e-mail or tax number that another client has: taken only when that is meant."""

from collections.abc import Mapping
from typing import Any

from aiogram.enums import ParseMode
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.kbd import Button

from bot.clients.cards import twin_lines
from bot.dialogs import Label, Say, cancel, close_form, open_form, texts_of
from bot.matters import ShowMatter
from domain.clients.duplicates import Sign
from domain.clients.identity import ChangeEmail, ChangeTaxNumber, FindOthersWith
from domain.clients.model import ClientId, ContactId
from domain.clients.use_cases import AddClientPhone
from domain.delivery.model import Matter


class OthersWith(StatesGroup):
    confirm = State()


async def confirm_shared(
    manager: DialogManager, sign: Sign, client_id: int, text: str, contact_id: int = 0
) -> None:
    """Show who has it, and ask whether this client has it too."""
    asked = {"sign": str(sign), "client_id": client_id, "text": text, "contact_id": contact_id}
    await open_form(manager, OthersWith.confirm, asked)


def _started(manager: DialogManager) -> Mapping[str, Any]:
    data = manager.start_data
    if not isinstance(data, dict):
        raise TypeError("something was confirmed that nobody typed")
    return data


async def others_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    find_others_with: FindOthersWith = dialog_manager.middleware_data["find_others_with"]
    asked = _started(dialog_manager)
    others = await find_others_with(
        dialog_manager.middleware_data["actor"],
        ClientId(asked["client_id"]),
        Sign(asked["sign"]),
        asked["text"],
    )
    return {"twins": twin_lines(others, texts_of(dialog_manager)), "sign": asked["sign"]}


async def add_anyway_pressed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.middleware_data
    show_matter: ShowMatter = data["show_matter"]
    asked = _started(manager)
    client_id, text = ClientId(asked["client_id"]), asked["text"]
    match Sign(asked["sign"]):
        case Sign.EMAIL:
            change_email: ChangeEmail = data["change_email"]
            contact_id = ContactId(asked["contact_id"]) if asked["contact_id"] else None
            await change_email(data["actor"], client_id, contact_id, text, in_spite_of_twins=True)
        case Sign.TAX_NUMBER:
            change_tax_number: ChangeTaxNumber = data["change_tax_number"]
            await change_tax_number(data["actor"], client_id, text, in_spite_of_twins=True)
        case _:
            add_client_phone: AddClientPhone = data["add_client_phone"]
            await add_client_phone(data["actor"], client_id, text, in_spite_of_twins=True)
    await close_form(manager)
    await show_matter(query, data["actor"], Matter.CLIENT, client_id)


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("client-others-with", "twins", "sign"),
            Button(Label("client-add-anyway-button"), id="anyway", on_click=add_anyway_pressed),
            cancel(),
            parse_mode=ParseMode.HTML,
            state=OthersWith.confirm,
            getter=others_getter,
        )
    )
