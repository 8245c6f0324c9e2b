"""A phone that another client has: added only when that is meant."""

from typing import Any

from aiogram.enums import ParseMode
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.kbd import Button

from bot.clients.cards import twin_lines
from bot.dialogs import Label, Say, cancel, close_form, open_form, texts_of
from bot.matters import ShowMatter
from domain.clients.model import ClientId
from domain.clients.queries import FindPhoneOwners
from domain.clients.use_cases import AddClientPhone
from domain.delivery.model import Matter


class PhoneOfOthers(StatesGroup):
    confirm = State()


async def confirm_phone(manager: DialogManager, client_id: int, text: str) -> None:
    """Show whose phone it is, and ask whether this client has it too."""
    await open_form(manager, PhoneOfOthers.confirm, {"client_id": client_id, "text": text})


def _started(manager: DialogManager) -> tuple[ClientId, str]:
    data = manager.start_data
    if not isinstance(data, dict):
        raise TypeError("a phone was confirmed that nobody typed")
    return ClientId(data["client_id"]), data["text"]


async def owners_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    find_phone_owners: FindPhoneOwners = dialog_manager.middleware_data["find_phone_owners"]
    owners = await find_phone_owners(
        dialog_manager.middleware_data["actor"], *_started(dialog_manager)
    )
    return {"twins": twin_lines(owners, texts_of(dialog_manager))}


async def add_anyway_pressed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.middleware_data
    add_client_phone: AddClientPhone = data["add_client_phone"]
    show_matter: ShowMatter = data["show_matter"]
    client_id, text = _started(manager)
    await add_client_phone(data["actor"], client_id, text, in_spite_of_twins=True)
    await close_form(manager)
    await show_matter(query, data["actor"], Matter.CLIENT, client_id)


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("client-phone-twins", "twins"),
            Button(Label("client-add-anyway-button"), id="anyway", on_click=add_anyway_pressed),
            cancel(),
            parse_mode=ParseMode.HTML,
            state=PhoneOfOthers.confirm,
            getter=owners_getter,
        )
    )
