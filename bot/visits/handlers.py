"""Visits: free times, booking, cards, lists, absences. Unpack, one use case, show."""

import asyncio
from datetime import date

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.cycles.callback_data import OpenCalls
from bot.errors import words_of
from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE, with_way_back
from bot.screens import Button, Document, Screen, send, show
from bot.texts import Texts
from bot.visits.callback_data import (
    ChooseVisitor,
    ConfirmVisitSeen,
    GiveClashes,
    Listed,
    OpenClashes,
    OpenSlots,
    OpenSlotsOfDay,
    OpenVisit,
    OpenVisits,
    PlaceClientHere,
    SendVisitFile,
    TakeSlot,
    Whose,
)
from bot.visits.cards import visit_card
from bot.visits.ics import visit_file
from bot.visits.list_cards import clashes_screen, visits_list
from bot.visits.slot_cards import (
    day_screen,
    days_screen,
    fresh_slots,
    moment_of,
    visitors_screen,
)
from domain.clients.addresses import PlaceClientAtInteraction
from domain.clients.model import ClientId
from domain.clock import Clock
from domain.cycles.model import CallId
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.errors import NotFound
from domain.interactions.model import InteractionId
from domain.org.model import AbsenceId, Actor, PersonId
from domain.visits.booking import BookVisit, ConfirmVisit, NewVisit
from domain.visits.clashes import GiveClashesToDeputy, ListClashes
from domain.visits.errors import SlotPast, SlotRefused
from domain.visits.model import VisitId
from domain.visits.queries import ListVisitors, ListVisits, ViewFreeSlots, ViewVisit

FILE_NAME = "naparnik-visit.ics"


async def slots_opened(
    query: CallbackQuery,
    callback_data: OpenSlots,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_free_slots: ViewFreeSlots,
    cards: Cards,
) -> None:
    free = await view_free_slots(
        actor,
        ClientId(callback_data.client_id),
        PersonId(callback_data.visitor_id) if callback_data.visitor_id else None,
        visit_id=VisitId(callback_data.visit_id) if callback_data.visit_id else None,
    )
    screen = days_screen(
        free,
        texts,
        now=clock(),
        call_id=callback_data.call_id,
        page=max(0, callback_data.page),
    )
    await show_instead(query, screen, cards)


async def day_opened(
    query: CallbackQuery,
    callback_data: OpenSlotsOfDay,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_free_slots: ViewFreeSlots,
    cards: Cards,
) -> None:
    """Raises: NotFound: no such day."""
    try:
        day = date.fromordinal(callback_data.day)
    except (ValueError, OverflowError):
        raise NotFound(day=callback_data.day) from None
    free = await view_free_slots(
        actor,
        ClientId(callback_data.client_id),
        PersonId(callback_data.visitor_id),
        visit_id=VisitId(callback_data.visit_id) if callback_data.visit_id else None,
    )
    screen = day_screen(
        free,
        day,
        texts,
        now=clock(),
        zone=actor.zone,
        call_id=callback_data.call_id,
        page=max(0, callback_data.page),
    )
    await show_instead(query, screen, cards)


async def visitors_asked(
    query: CallbackQuery,
    callback_data: ChooseVisitor,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_visitors: ListVisitors,
    cards: Cards,
) -> None:
    offset = max(0, callback_data.page) * PAGE_SIZE
    lines, page = await list_visitors(actor, offset=offset, size=PAGE_SIZE)
    today = clock().astimezone(actor.zone).date()
    screen = visitors_screen(callback_data, lines, page, texts, today=today)
    await show_instead(query, screen, cards)


async def slot_taken(
    query: CallbackQuery,
    callback_data: TakeSlot,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    book_visit: BookVisit,
    view_visit: ViewVisit,
    view_free_slots: ViewFreeSlots,
    show_matter: ShowMatter,
    cards: Cards,
) -> None:
    """Booked at once: the client is on the phone, and the time is theirs. Who came too late is
    told, and sees what is free now.
    """
    at = moment_of(callback_data.at)
    try:
        if at is None:
            raise SlotPast
        visit = await book_visit(
            actor,
            NewVisit(
                client_id=ClientId(callback_data.client_id),
                visitor_id=PersonId(callback_data.visitor_id),
                starts_at=at,
                call_id=CallId(callback_data.call_id) if callback_data.call_id else None,
            ),
        )
    except SlotRefused as refused:
        await query.answer(words_of(refused, texts, actor.zone), show_alert=True)
        free = await view_free_slots(
            actor, ClientId(callback_data.client_id), PersonId(callback_data.visitor_id)
        )
        await show_instead(
            query,
            fresh_slots(
                free, texts, at=at, now=clock(), zone=actor.zone, call_id=callback_data.call_id
            ),
            cards,
        )
        return
    page = await view_visit(actor, visit.id)
    card = visit_card(page, texts, actor=actor, now=clock())
    if callback_data.call_id:
        card = with_way_back(card, Button(texts.plain("calls-back-button"), OpenCalls()))
    await show_matter.as_screen(query, actor, Matter.VISIT, visit.id, card)
    await query.answer(texts.plain("visit-booked-answer"))


async def visit_opened(
    query: CallbackQuery, callback_data: OpenVisit, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.VISIT, callback_data.visit_id)


async def seen_pressed(
    query: CallbackQuery,
    callback_data: ConfirmVisitSeen,
    actor: Actor,
    confirm_visit: ConfirmVisit,
    show_matter: ShowMatter,
) -> None:
    visit_id = VisitId(callback_data.visit_id)
    await confirm_visit(actor, visit_id, callback_data.version)
    await show_matter(query, actor, Matter.VISIT, visit_id)


async def file_asked(
    query: CallbackQuery,
    callback_data: SendVisitFile,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_visit: ViewVisit,
) -> None:
    """A message of its own: the card stays."""
    page = await view_visit(actor, VisitId(callback_data.visit_id))
    me = await bot.me()
    content = await asyncio.to_thread(
        visit_file, page.view, texts, now=clock(), origin=f"{me.username}.t.me"
    )
    screen = Screen(texts("visit-calendar-caption"), document=Document(FILE_NAME, content))
    await send(bot, query.from_user.id, screen)
    await query.answer()


async def visits_asked(
    message: Message, actor: Actor, texts: Texts, clock: Clock, list_visits: ListVisits
) -> None:
    await show(message, await _listed(actor, texts, clock, list_visits, "ahead", "mine", 0))


async def visits_opened(
    query: CallbackQuery,
    callback_data: OpenVisits,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_visits: ListVisits,
    cards: Cards,
) -> None:
    listed, whose = callback_data.listed, callback_data.whose
    screen = await _listed(
        actor, texts, clock, list_visits, listed, whose, max(0, callback_data.page)
    )
    await show_instead(query, screen, cards)


async def _listed(
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_visits: ListVisits,
    listed: Listed,
    whose: Whose,
    page: int,
) -> Screen:
    found = await list_visits(
        actor,
        is_past=listed == "past",
        is_team=whose == "team",
        offset=page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    return visits_list(
        found,
        texts,
        listed=listed,
        whose=whose,
        reader=actor.id,
        zone=actor.zone,
        now=clock(),
    )


async def clashes_opened(
    query: CallbackQuery,
    callback_data: OpenClashes,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_clashes: ListClashes,
    cards: Cards,
) -> None:
    clashes = await list_clashes(actor, AbsenceId(callback_data.absence_id))
    screen = clashes_screen(clashes, texts, reader=actor.id, zone=actor.zone, now=clock())
    await show_instead(query, screen, cards)


async def clashes_given(
    query: CallbackQuery,
    callback_data: GiveClashes,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    give_clashes_to_deputy: GiveClashesToDeputy,
    list_clashes: ListClashes,
    cards: Cards,
) -> None:
    absence_id = AbsenceId(callback_data.absence_id)
    given = await give_clashes_to_deputy(actor, absence_id)
    clashes = await list_clashes(actor, absence_id)
    screen = clashes_screen(
        clashes, texts, reader=actor.id, zone=actor.zone, now=clock(), given=given
    )
    await show_instead(query, screen, cards)


async def place_pressed(
    query: CallbackQuery,
    callback_data: PlaceClientHere,
    actor: Actor,
    place_client_at_interaction: PlaceClientAtInteraction,
    show_matter: ShowMatter,
) -> None:
    client = await place_client_at_interaction(actor, InteractionId(callback_data.interaction_id))
    await show_matter(query, actor, Matter.CLIENT, client.id)


def router() -> Router:
    visits = Router(name="visits")
    visits.message.register(visits_asked, Command("visits"))
    tapped = visits.callback_query.register
    tapped(slots_opened, OpenSlots.filter())
    tapped(day_opened, OpenSlotsOfDay.filter())
    tapped(visitors_asked, ChooseVisitor.filter())
    tapped(slot_taken, TakeSlot.filter())
    tapped(visit_opened, OpenVisit.filter())
    tapped(seen_pressed, ConfirmVisitSeen.filter())
    tapped(file_asked, SendVisitFile.filter())
    tapped(visits_opened, OpenVisits.filter())
    tapped(clashes_opened, OpenClashes.filter())
    tapped(clashes_given, GiveClashes.filter())
    tapped(place_pressed, PlaceClientHere.filter())
    return visits
