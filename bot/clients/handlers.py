"""Clients looked for and looked at: unpack, one use case, a list or a card."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog

from bot import asked_in
from bot.callback_data import OpenClient
from bot.clients import attach_contact, new_client, others_with, questions
from bot.clients import cards as client_cards
from bot.clients.callback_data import (
    EditClient,
    LeaveSegment,
    OpenClientHistory,
    OpenFound,
    SetSegment,
    TurnFound,
)
from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.screens import show
from bot.texts import Texts
from domain.clients.erasure import may_erase
from domain.clients.model import ClientId
from domain.clients.queries import FindClients, ViewClient, ViewClientTimeline
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.org.model import Actor
from domain.segments.use_cases import ChangeSegment, LeaveSegmentToRules


async def text_sent(
    message: Message,
    actor: Actor,
    texts: Texts,
    find_clients: FindClients,
    show_matter: ShowMatter,
) -> None:
    """A phone number finds its client, anything else is looked up as a name."""
    wanted = asked_in.wanted_in(message)
    found = await find_clients(actor, wanted, offset=0, size=PAGE_SIZE)
    if found.phone is not None and len(found.lines) == 1:
        await show_matter(message, actor, Matter.CLIENT, found.lines[0].id)
    else:
        await asked_in.answer(message, client_cards.found_clients(found, wanted, texts))


async def find_commanded(
    message: Message,
    command: CommandObject,
    actor: Actor,
    texts: Texts,
    find_clients: FindClients,
    show_matter: ShowMatter,
) -> None:
    if command.args:
        await text_sent(message, actor, texts, find_clients, show_matter)
    else:
        await show(message, client_cards.find_prompt(texts))


async def found_turned(
    query: CallbackQuery,
    callback_data: TurnFound,
    actor: Actor,
    texts: Texts,
    find_clients: FindClients,
    cards: Cards,
) -> None:
    wanted = asked_in.wanted_by(query)
    found = await find_clients(actor, wanted, offset=callback_data.page * PAGE_SIZE, size=PAGE_SIZE)
    await show_instead(query, client_cards.found_clients(found, wanted, texts), cards)


async def found_opened(
    query: CallbackQuery,
    callback_data: OpenFound,
    actor: Actor,
    texts: Texts,
    view_client: ViewClient,
    show_matter: ShowMatter,
) -> None:
    page = await view_client(actor, ClientId(callback_data.client_id))
    is_found = asked_in.find_wanted(query) is not None
    screen = client_cards.client_card(page, texts, zone=actor.zone, is_found=is_found)
    await show_matter.as_screen(query, actor, Matter.CLIENT, page.view.client.id, screen)


async def client_opened(
    query: CallbackQuery,
    callback_data: OpenClient,
    actor: Actor,
    texts: Texts,
    view_client: ViewClient,
    show_matter: ShowMatter,
) -> None:
    await found_opened(
        query,
        OpenFound(client_id=callback_data.client_id),
        actor,
        texts,
        view_client,
        show_matter,
    )


async def history_opened(
    query: CallbackQuery,
    callback_data: OpenClientHistory,
    actor: Actor,
    texts: Texts,
    view_client_timeline: ViewClientTimeline,
) -> None:
    view, entries, page, rulebook = await view_client_timeline(
        actor,
        ClientId(callback_data.client_id),
        callback_data.part,
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    screen = client_cards.client_history(
        view, entries, page, rulebook, texts, zone=actor.zone, part=callback_data.part
    )
    await show(query, screen)


async def edit_pressed(
    query: CallbackQuery,
    callback_data: EditClient,
    actor: Actor,
    texts: Texts,
    view_client: ViewClient,
) -> None:
    page = await view_client(actor, ClientId(callback_data.client_id))
    await show(query, client_cards.client_changes(page, texts, hands_out_data=may_erase(actor)))


async def segment_pressed(
    query: CallbackQuery,
    callback_data: SetSegment,
    actor: Actor,
    change_segment: ChangeSegment,
    show_matter: ShowMatter,
) -> None:
    await change_segment(actor, ClientId(callback_data.client_id), callback_data.segment)
    await show_matter(query, actor, Matter.CLIENT, callback_data.client_id)


async def segment_left_to_rules(
    query: CallbackQuery,
    callback_data: LeaveSegment,
    actor: Actor,
    leave_segment_to_rules: LeaveSegmentToRules,
    show_matter: ShowMatter,
) -> None:
    await leave_segment_to_rules(actor, ClientId(callback_data.client_id))
    await show_matter(query, actor, Matter.CLIENT, callback_data.client_id)


def router() -> Router:
    clients = Router(name="clients")
    tapped = clients.callback_query.register
    tapped(client_opened, OpenClient.filter())
    tapped(found_opened, OpenFound.filter())
    tapped(found_turned, TurnFound.filter())
    tapped(history_opened, OpenClientHistory.filter())
    tapped(edit_pressed, EditClient.filter())
    tapped(segment_pressed, SetSegment.filter())
    tapped(segment_left_to_rules, LeaveSegment.filter())
    clients.message.register(find_commanded, Command("find"))
    clients.message.register(attach_contact.contact_shared, F.contact)
    return clients


def dialog_router() -> Router:
    """What starts a form; goes under the dialogs' router, before the dialogs."""
    forms = Router(name="clients-forms")
    forms.include_routers(
        new_client.dialog_router(), attach_contact.dialog_router(), questions.dialog_router()
    )
    return forms


def dialogs() -> tuple[Dialog, ...]:
    return (new_client.dialog(), attach_contact.dialog(), others_with.dialog())
