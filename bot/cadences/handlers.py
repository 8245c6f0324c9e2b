"""Contacts that are due: seen, made, tried, put off, reminded of. Unpack, one use case, show."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.cadences.callback_data import (
    AgreeToMove,
    ChooseContactDay,
    ContactedNow,
    MoveContactTo,
    NobodyAnswered,
    OpenCadence,
    OpenCadenceMove,
    OpenCadences,
    RemindResponsible,
)
from bot.cadences.cards import day_choices, noted_card
from bot.cadences.list_cards import cadence_list
from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.texts import Texts
from domain.cadences.choices import ProposeCadenceDays
from domain.cadences.contacting import (
    NoteCadenceContact,
    NoteCadenceNoAnswer,
    PlanCadence,
    RemindOfCadence,
)
from domain.cadences.model import CadenceMoveId
from domain.cadences.moving import AgreeCadenceMove
from domain.cadences.queries import ListCadences
from domain.cadences.views import CadencePart
from domain.clients.model import ClientId
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.interactions.use_cases import ViewInteraction
from domain.org.model import Actor


async def cadence_opened(
    query: CallbackQuery, callback_data: OpenCadence, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.CADENCE, callback_data.client_id)


async def contacted_pressed(
    query: CallbackQuery,
    callback_data: ContactedNow,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    note_cadence_contact: NoteCadenceContact,
    view_interaction: ViewInteraction,
    show_matter: ShowMatter,
) -> None:
    """The contact's own card comes next: words, another time and «не ответили» are there."""
    noted = await note_cadence_contact(
        actor,
        ClientId(callback_data.client_id),
        callback_data.kind,
        version=callback_data.version,
    )
    interaction_id = noted.interaction.id
    page = await view_interaction(actor, interaction_id)
    screen = noted_card(noted, page, texts, actor=actor, now=clock())
    await show_matter.as_screen(query, actor, Matter.INTERACTION, interaction_id, screen)


async def nobody_answered_pressed(
    query: CallbackQuery,
    callback_data: NobodyAnswered,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    note_cadence_no_answer: NoteCadenceNoAnswer,
    show_matter: ShowMatter,
) -> None:
    client_id = ClientId(callback_data.client_id)
    cadence = await note_cadence_no_answer(actor, client_id, version=callback_data.version)
    if cadence.planned_at is not None:
        moment = texts.moment(cadence.planned_at, zone=actor.zone, now=clock())
        await query.answer(texts.plain("cadence-will-remind", moment=moment))
    await show_matter(query, actor, Matter.CADENCE, cadence.client_id)


async def days_wanted(
    query: CallbackQuery,
    callback_data: ChooseContactDay,
    actor: Actor,
    texts: Texts,
    propose_cadence_days: ProposeCadenceDays,
    cards: Cards,
) -> None:
    client_id = ClientId(callback_data.client_id)
    choices = await propose_cadence_days(actor, client_id, version=callback_data.version)
    await show_instead(query, day_choices(choices, texts), cards)


async def day_pressed(
    query: CallbackQuery,
    callback_data: MoveContactTo,
    actor: Actor,
    plan_cadence: PlanCadence,
    show_matter: ShowMatter,
) -> None:
    cadence = await plan_cadence(
        actor,
        ClientId(callback_data.client_id),
        date.fromordinal(callback_data.ordinal),
        version=callback_data.version,
    )
    await show_matter(query, actor, Matter.CADENCE, cadence.client_id)


async def remind_pressed(
    query: CallbackQuery,
    callback_data: RemindResponsible,
    actor: Actor,
    texts: Texts,
    remind_of_cadence: RemindOfCadence,
) -> None:
    name = await remind_of_cadence(actor, ClientId(callback_data.client_id))
    await query.answer(texts.plain("cadence-reminded", name=name), show_alert=True)


async def move_opened(
    query: CallbackQuery, callback_data: OpenCadenceMove, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.CADENCE_MOVE, callback_data.move_id)


async def agreed_pressed(
    query: CallbackQuery,
    callback_data: AgreeToMove,
    actor: Actor,
    texts: Texts,
    agree_cadence_move: AgreeCadenceMove,
    show_matter: ShowMatter,
) -> None:
    move = await agree_cadence_move(actor, CadenceMoveId(callback_data.move_id))
    await query.answer(texts.plain("move-agreed-toast"))
    await show_matter(query, actor, Matter.CADENCE_MOVE, move.id)


async def _show_list(
    target: Message | CallbackQuery,
    asked: OpenCadences,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_cadences: ListCadences,
    cards: Cards,
) -> None:
    offset = max(0, asked.page) * PAGE_SIZE
    found = await list_cadences(actor, asked.part, offset=offset, size=PAGE_SIZE)
    screen = cadence_list(found, asked.part, texts, actor=actor, now=clock())
    await show_instead(target, screen, cards)


async def cadences_asked(
    message: Message,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_cadences: ListCadences,
    cards: Cards,
) -> None:
    """Who leads people begins with those of the team."""
    part = CadencePart.TEAM if actor.role.leads_people else CadencePart.MINE
    asked = OpenCadences(part=part)
    await _show_list(message, asked, actor, texts, clock, list_cadences, cards)


async def cadences_opened(
    query: CallbackQuery,
    callback_data: OpenCadences,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_cadences: ListCadences,
    cards: Cards,
) -> None:
    await _show_list(query, callback_data, actor, texts, clock, list_cadences, cards)


def router() -> Router:
    cadences = Router(name="cadences")
    cadences.message.register(cadences_asked, Command("vip"))
    tapped = cadences.callback_query.register
    tapped(cadence_opened, OpenCadence.filter())
    tapped(contacted_pressed, ContactedNow.filter())
    tapped(nobody_answered_pressed, NobodyAnswered.filter())
    tapped(days_wanted, ChooseContactDay.filter())
    tapped(day_pressed, MoveContactTo.filter())
    tapped(remind_pressed, RemindResponsible.filter())
    tapped(move_opened, OpenCadenceMove.filter())
    tapped(agreed_pressed, AgreeToMove.filter())
    tapped(cadences_opened, OpenCadences.filter())
    return cadences
