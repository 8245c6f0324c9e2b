"""To whom a client, a deal, or all clients of somebody are to go, and a look before it is done."""

from typing import Any

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.choosing import look_for
from bot.dialogs import Label, Say, cancel, close_form, open_form, started_with, texts_of
from bot.handovers.callback_data import HandOver
from bot.matters import ShowMatter
from bot.org.choosing import choosing_window
from domain.clients.model import ClientId
from domain.clients.queries import ViewClient
from domain.deals.model import DealId
from domain.deals.queries import ViewDeal
from domain.delivery.model import Matter
from domain.handovers.giving import HandOverClient, HandOverClients, HandOverDeal
from domain.handovers.model import Handover
from domain.org.model import Actor, PersonId
from domain.org.queries import ViewPerson


class ReceiverForm(StatesGroup):
    receiver = State()
    look = State()


async def handing_over_begun(
    _query: CallbackQuery,
    callback_data: HandOver,
    actor: Actor,
    view_client: ViewClient,
    view_deal: ViewDeal,
    view_person: ViewPerson,
    dialog_manager: DialogManager,
) -> None:
    record_id = callback_data.record_id
    data: dict[str, Any] = {"what": callback_data.what, "record_id": record_id}
    match callback_data.what:
        case "client":
            client = (await view_client(actor, ClientId(record_id))).view.client
            data |= {"client_id": client.id, "name": client.name, "person_id": client.owner_id}
        case "deal":
            view, _ = await view_deal(actor, DealId(record_id))
            deal = view.deal
            data |= {"deal_id": deal.id, "name": deal.title, "person_id": deal.owner_id}
        case "clients":
            person, _ = await view_person(actor, PersonId(record_id))
            data |= {"name": person.name, "person_id": person.id}
    await open_form(dialog_manager, ReceiverForm.receiver, data)


async def receiver_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, person_id: str
) -> None:
    data = manager.middleware_data
    view_person: ViewPerson = data["view_person"]
    person, _ = await view_person(data["actor"], PersonId(int(person_id)))
    manager.dialog_data.update(receiver_id=person.id, receiver=person.name)
    await manager.switch_to(ReceiverForm.look)


async def _look(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    started, texts = started_with(dialog_manager), texts_of(dialog_manager)
    look = texts(
        f"handover-look-{started['what']}",
        name=started["name"],
        receiver=dialog_manager.dialog_data["receiver"],
    )
    return {"look": look}


async def handed_over(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data, started = manager.middleware_data, started_with(manager)
    receiver_id = PersonId(manager.dialog_data["receiver_id"])
    handover = await _hand_over(data, started["what"], started["record_id"], receiver_id)
    show_matter: ShowMatter = data["show_matter"]
    await close_form(manager)
    await show_matter(query, data["actor"], Matter.HANDOVER, handover.id)


async def _hand_over(
    data: dict[str, Any], what: str, record_id: int, receiver_id: PersonId
) -> Handover:
    actor: Actor = data["actor"]
    if what == "client":
        hand_over_client: HandOverClient = data["hand_over_client"]
        return await hand_over_client(actor, ClientId(record_id), receiver_id)
    if what == "deal":
        hand_over_deal: HandOverDeal = data["hand_over_deal"]
        return await hand_over_deal(actor, DealId(record_id), receiver_id)
    hand_over_clients: HandOverClients = data["hand_over_clients"]
    return await hand_over_clients(actor, PersonId(record_id), receiver_id)


async def other_tapped(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    look_for(manager)


def dialog() -> Dialog:
    return Dialog(
        choosing_window(ReceiverForm.receiver, "handover-to-whom", receiver_chosen),
        Window(
            Say("handover-look", "look"),
            Button(Label("handover-do-button"), id="do", on_click=handed_over),
            SwitchTo(
                Label("absence-other-deputy-button"),
                id="other",
                state=ReceiverForm.receiver,
                on_click=other_tapped,
            ),
            cancel(),
            state=ReceiverForm.look,
            getter=_look,
        ),
    )


def dialog_router() -> Router:
    form = Router(name="receiver")
    form.callback_query.register(handing_over_begun, HandOver.filter())
    return form
