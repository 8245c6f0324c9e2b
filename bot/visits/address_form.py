"""A client's address: typed, or where whoever is there says to be."""

from typing import Any

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput

from bot.dialogs import TYPED, Say, cancel, close_form, only_words, open_form, started_with
from bot.interactions.contents import spot_in
from bot.matters import ShowMatter
from bot.visits.callback_data import AskForAddress
from domain.clients.addresses import NoteAddress, PlaceClient
from domain.clients.model import ClientId
from domain.clients.queries import ViewClient
from domain.delivery.model import Matter
from domain.org.model import Actor


class AddressForm(StatesGroup):
    telling = State()


async def address_asked(
    _query: CallbackQuery,
    callback_data: AskForAddress,
    actor: Actor,
    view_client: ViewClient,
    dialog_manager: DialogManager,
) -> None:
    client = (await view_client(actor, ClientId(callback_data.client_id))).view.client
    data = {"client_id": client.id, "name": client.name}
    await open_form(dialog_manager, AddressForm.telling, data)


async def name_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    return {"name": started_with(dialog_manager)["name"]}


async def address_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    note_address: NoteAddress = manager.middleware_data["note_address"]
    client_id = ClientId(started_with(manager)["client_id"])
    await note_address(manager.middleware_data["actor"], client_id, message.text or "")
    await _show(message, manager)


async def place_shared(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    place_client: PlaceClient = manager.middleware_data["place_client"]
    spot = spot_in(message)
    if spot is not None:
        client_id = ClientId(started_with(manager)["client_id"])
        await place_client(manager.middleware_data["actor"], client_id, spot)
    await _show(message, manager)


async def _show(message: Message, manager: DialogManager) -> None:
    data, client_id = manager.middleware_data, started_with(manager)["client_id"]
    show_matter: ShowMatter = data["show_matter"]
    await close_form(manager)
    await show_matter(message, data["actor"], Matter.CLIENT, client_id)


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("address-question", "name"),
            cancel(),
            MessageInput(address_typed, filter=TYPED),
            MessageInput(place_shared, filter=F.location | F.venue),
            only_words(),
            state=AddressForm.telling,
            getter=name_getter,
        )
    )


def dialog_router() -> Router:
    asking = Router(name="client-address")
    asking.callback_query.register(address_asked, AskForAddress.filter())
    return asking
