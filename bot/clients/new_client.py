"""The form of a new client: name, phone, contact; before saving, who may be the same one."""

from dataclasses import asdict, replace
from typing import Any

from aiogram import F, Router
from aiogram.enums import ParseMode
from aiogram.filters import Command, CommandObject
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column

from bot.asked_in import contact_by, wanted_by
from bot.clients.callback_data import CreateFromContact, CreateWanted
from bot.clients.cards import LONGEST_LABEL, twin_lines
from bot.dialogs import Choice, Label, Say, cancel, close_form, only_words, open_form, texts_of
from bot.matters import ShowMatter
from bot.shortening import shorten
from domain.clients.errors import ClientHasTwins
from domain.clients.queries import CheckNewClient
from domain.clients.typed_line import TypedClient, read_client_line
from domain.clients.use_cases import CreateClient
from domain.delivery.model import Matter
from domain.phones import looks_like_phone

Target = Message | CallbackQuery


class NewClient(StatesGroup):
    name = State()
    phone = State()
    contact = State()
    twins = State()


async def client_commanded(
    message: Message, command: CommandObject, dialog_manager: DialogManager
) -> None:
    """``/client`` alone asks step by step; with a line after it the client is there at once."""
    if command.args:
        await _create_at_once(message, dialog_manager, read_client_line(command.args))
    else:
        await _begin(dialog_manager, NewClient.name, TypedClient(""))


async def create_wanted_pressed(query: CallbackQuery, dialog_manager: DialogManager) -> None:
    wanted = wanted_by(query)
    typed = TypedClient("", wanted) if looks_like_phone(wanted) else read_client_line(wanted)
    await _create_at_once(query, dialog_manager, typed)


async def create_from_contact_pressed(query: CallbackQuery, dialog_manager: DialogManager) -> None:
    await _create_at_once(query, dialog_manager, contact_by(query))


async def _create_at_once(target: Target, manager: DialogManager, typed: TypedClient) -> None:
    """The card, or the one question that is left: the name, or whether it is not another's twin."""
    if not typed.name:
        await _begin(manager, NewClient.name, typed)
        return
    try:
        await _create(target, manager, typed)
    except ClientHasTwins:
        await _begin(manager, NewClient.twins, typed)


async def _begin(manager: DialogManager, state: State, typed: TypedClient) -> None:
    await open_form(manager, state, asdict(typed))


async def _create(
    target: Target, manager: DialogManager, typed: TypedClient, *, in_spite_of_twins: bool = False
) -> None:
    data = manager.middleware_data
    create_client: CreateClient = data["create_client"]
    show_matter: ShowMatter = data["show_matter"]
    client = await create_client(data["actor"], typed, in_spite_of_twins=in_spite_of_twins)
    if manager.has_context():
        await close_form(manager)
    await show_matter(target, data["actor"], Matter.CLIENT, client.id)


async def _began(start_data: Any, manager: DialogManager) -> None:
    manager.dialog_data.update(start_data)


def _typed(manager: DialogManager) -> TypedClient:
    return TypedClient(**manager.dialog_data)


async def _check(manager: DialogManager, typed: TypedClient) -> None:
    """Refuse at once what could not be saved in the end, and remember the rest."""
    check_new_client: CheckNewClient = manager.middleware_data["check_new_client"]
    await check_new_client(manager.middleware_data["actor"], typed)
    manager.dialog_data.update(asdict(typed))


async def name_entered(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """The name, or the whole line at once."""
    line, known = read_client_line(message.text or ""), _typed(manager)
    typed = replace(
        known,
        name=line.name,
        phone=line.phone or known.phone,
        contact_name=line.contact_name or known.contact_name,
        email=line.email or known.email,
        tax_number=line.tax_number or known.tax_number,
    )
    await _check(manager, typed)
    if typed.phone is None:
        await manager.switch_to(NewClient.phone)
    elif typed.contact_name is None:
        await manager.switch_to(NewClient.contact)
    else:
        await _finish(message, manager, typed)


async def phone_entered(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    typed = replace(_typed(manager), phone=(message.text or "").strip())
    await _check(manager, typed)
    await _after_phone(message, manager)


async def phone_skipped(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await _after_phone(query, manager)


async def _after_phone(target: Target, manager: DialogManager) -> None:
    typed = _typed(manager)
    if typed.contact_name is None:
        await manager.switch_to(NewClient.contact)
    else:
        await _finish(target, manager, typed)


async def contact_entered(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    await _finish(message, manager, replace(_typed(manager), contact_name=message.text or ""))


async def contact_skipped(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await _finish(query, manager, _typed(manager))


async def _finish(target: Target, manager: DialogManager, typed: TypedClient) -> None:
    try:
        await _create(target, manager, typed)
    except ClientHasTwins:
        manager.dialog_data.update(asdict(typed))
        await manager.switch_to(NewClient.twins)


async def twins_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Read afresh: whoever was a twin may have been renamed since."""
    check_new_client: CheckNewClient = dialog_manager.middleware_data["check_new_client"]
    actor = dialog_manager.middleware_data["actor"]
    twins = await check_new_client(actor, _typed(dialog_manager))
    seen = [twin for twin in twins if twin.client_id is not None and twin.name is not None]
    return {
        "twins": twin_lines(twins, texts_of(dialog_manager)),
        "seen": [(shorten(twin.name or "", LONGEST_LABEL), twin.client_id) for twin in seen],
    }


async def twin_chosen(
    query: CallbackQuery, _widget: Any, manager: DialogManager, client_id: str
) -> None:
    data = manager.middleware_data
    show_matter: ShowMatter = data["show_matter"]
    await close_form(manager)
    await show_matter(query, data["actor"], Matter.CLIENT, int(client_id))


async def create_anyway_pressed(
    query: CallbackQuery, _button: Button, manager: DialogManager
) -> None:
    await _create(query, manager, _typed(manager), in_spite_of_twins=True)


def dialog() -> Dialog:
    words = F.text & ~F.text.startswith("/")
    return Dialog(
        Window(
            Say("client-name-question"),
            cancel(),
            MessageInput(name_entered, filter=words),
            only_words(),
            parse_mode=ParseMode.HTML,
            state=NewClient.name,
        ),
        Window(
            Say("client-phone-question"),
            Button(Label("skip-button"), id="skip_phone", on_click=phone_skipped),
            cancel(),
            MessageInput(phone_entered, filter=words),
            only_words(),
            parse_mode=ParseMode.HTML,
            state=NewClient.phone,
        ),
        Window(
            Say("client-contact-question"),
            Button(Label("skip-button"), id="skip_contact", on_click=contact_skipped),
            cancel(),
            MessageInput(contact_entered, filter=words),
            only_words(),
            parse_mode=ParseMode.HTML,
            state=NewClient.contact,
        ),
        Window(
            Say("client-twins", "twins"),
            Column(Choice("twin", "seen", twin_chosen)),
            Button(
                Label("client-create-anyway-button"), id="anyway", on_click=create_anyway_pressed
            ),
            cancel(),
            parse_mode=ParseMode.HTML,
            state=NewClient.twins,
            getter=twins_getter,
        ),
        on_start=_began,
    )


def dialog_router() -> Router:
    form = Router(name="new-client")
    form.message.register(client_commanded, Command("client", "new"))
    form.callback_query.register(create_wanted_pressed, CreateWanted.filter())
    form.callback_query.register(create_from_contact_pressed, CreateFromContact.filter())
    return form
