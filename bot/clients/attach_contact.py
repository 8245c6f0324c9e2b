"""A shared contact: a new client, or one more person at a client that there is."""

from dataclasses import asdict
from typing import Any

from aiogram import F, Router
from aiogram.enums import ParseMode
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Column

from bot.asked_in import answer, contact_by, contact_in
from bot.clients.callback_data import FileContact
from bot.clients.cards import LONGEST_LABEL, LONGEST_NAME, shared_contact
from bot.dialogs import Choice, Say, cancel, close_form, only_words, open_form
from bot.matters import ShowMatter
from bot.pages import PAGE_SIZE
from bot.shortening import shorten
from bot.texts import Texts
from domain.clients.model import ClientId
from domain.clients.queries import FindClients
from domain.clients.typed_line import TypedClient
from domain.clients.use_cases import AddClientContact
from domain.delivery.model import Matter
from domain.org.model import Actor


class AttachContact(StatesGroup):
    client = State()


async def contact_shared(
    message: Message, actor: Actor, texts: Texts, find_clients: FindClients
) -> None:
    person = contact_in(message)
    known = await find_clients(actor, person.phone or "", offset=0, size=PAGE_SIZE)
    await answer(message, shared_contact(person, known.lines if known.phone else (), texts))


async def file_pressed(query: CallbackQuery, dialog_manager: DialogManager) -> None:
    await open_form(dialog_manager, AttachContact.client, asdict(contact_by(query)))


async def client_wanted(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    manager.dialog_data["wanted"] = (message.text or "").strip()


async def found_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    wanted = dialog_manager.dialog_data.get("wanted")
    if not wanted:
        return {"is_first": True, "count": 0, "wanted": "", "found": []}
    find_clients: FindClients = dialog_manager.middleware_data["find_clients"]
    actor = dialog_manager.middleware_data["actor"]
    found = await find_clients(actor, wanted, offset=0, size=PAGE_SIZE)
    return {
        "is_first": False,
        "count": found.page.total,
        "wanted": shorten(wanted, LONGEST_NAME),
        "found": [(shorten(line.name, LONGEST_LABEL), line.id) for line in found.lines],
    }


async def client_chosen(
    query: CallbackQuery, _widget: Any, manager: DialogManager, client_id: str
) -> None:
    data = manager.middleware_data
    add_client_contact: AddClientContact = data["add_client_contact"]
    show_matter: ShowMatter = data["show_matter"]
    if not isinstance(manager.start_data, dict):
        raise TypeError("a contact was filed that nobody shared")
    person = TypedClient(**manager.start_data)
    client = await add_client_contact(data["actor"], ClientId(int(client_id)), person)
    await close_form(manager)
    await show_matter(query, data["actor"], Matter.CLIENT, client.id)


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("contact-client-question", when="is_first"),
            Say("contact-clients-found", "count", when="count"),
            Say("contact-clients-none", "wanted", when=~F["is_first"] & ~F["count"]),
            Column(Choice("client", "found", client_chosen)),
            cancel(),
            MessageInput(client_wanted, filter=F.text & ~F.text.startswith("/")),
            only_words(),
            parse_mode=ParseMode.HTML,
            state=AttachContact.client,
            getter=found_getter,
        )
    )


def dialog_router() -> Router:
    form = Router(name="attach-contact")
    form.callback_query.register(file_pressed, FileContact.filter())
    return form
