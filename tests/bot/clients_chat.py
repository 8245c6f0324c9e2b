"""The clients' part of the bot in the playground, over a real database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram_dialog import setup_dialogs
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.apologies import apologise
from bot.clients import handlers, questions
from bot.clients.painters import PaintClient
from bot.conversation_storage import ConversationIsolation, ConversationStorage
from bot.dialogs import FormMessages
from bot.matters import ShowMatter
from bot.playground.clock import MovableClock
from bot.playground.personas import Persona
from bot.playground.server import Playground
from bot.questions import questions_dialog
from bot.refusals import refusals_router
from bot.strangers import stranger_met
from bot.stray import group_router, stray_router
from bot.texts import texts_for
from bot.updates.callback_answers import NoteCallbackAnswers
from bot.updates.intake import Intake
from bot.updates.middleware import ActorMiddleware, install
from bot.updates.polling import Poller, allowed_updates
from domain.clients import queries, use_cases
from domain.delivery.model import Matter
from storage.conversations import SqlConversationStates
from storage.delivery.cards import SqlCards
from storage.outages import Outages
from storage.phone_numbers import read_phone
from storage.processed_updates import SqlProcessedUpdates
from tests.clients_world import ClientsWorld

TOKEN = "4200:playground"
PERSONAS = (
    Persona("anna", 2001, "Анна", "rep", last_name="Серова"),
    Persona("boris", 2002, "Борис", "rep", last_name="Чужой"),
)


@asynccontextmanager
async def clients_chat(world: ClientsWorld, engine: AsyncEngine) -> AsyncIterator[str]:
    """The address where Anna of Moscow and Boris of Kazan talk to the running bot."""
    playground = Playground(
        token=TOKEN,
        bot_username="naparnik_bot",
        personas=PERSONAS,
        clock=MovableClock(),
        limits="off",
    )
    origin = await playground.start()
    session = AiohttpSession(api=TelegramAPIServer.from_base(origin))
    session.middleware(NoteCallbackAnswers())
    bot = Bot(TOKEN, session=session)
    dispatcher = _dispatcher(world, engine)
    intake = Intake(
        bot,
        dispatcher,
        passes_by_itself=Outages(engine).passes_by_itself,
        apologise=apologise,
    )
    poller = Poller(intake, allowed_updates(dispatcher))
    polling = asyncio.create_task(poller.run())
    yield origin
    poller.stop()
    await polling
    await bot.session.close()
    await playground.stop()


def _dispatcher(world: ClientsWorld, engine: AsyncEngine) -> Dispatcher:
    dispatcher = Dispatcher(
        storage=ConversationStorage(SqlConversationStates(engine), world.desk.clock),
        events_isolation=ConversationIsolation(),
    )
    install(
        dispatcher,
        ActorMiddleware(
            actors=world.actors,
            processed_updates=SqlProcessedUpdates(engine),
            clock=world.desk.clock,
            texts_for=texts_for,
            stranger=stranger_met,
        ),
    )
    desk, cards = world.desk, SqlCards(engine)
    view_client = queries.ViewClient(desk)
    dispatcher.workflow_data.update(
        create_client=use_cases.CreateClient(desk, read_phone),
        add_client_phone=use_cases.AddClientPhone(desk, read_phone),
        add_client_contact=use_cases.AddClientContact(desk, read_phone),
        rename_client=use_cases.RenameClient(desk),
        change_segment=use_cases.ChangeSegment(desk),
        add_client_note=use_cases.AddClientNote(desk),
        find_clients=queries.FindClients(desk, read_phone),
        view_client=view_client,
        view_client_timeline=queries.ViewClientTimeline(desk),
        check_new_client=queries.CheckNewClient(desk, read_phone),
        find_phone_owners=queries.FindPhoneOwners(desk, read_phone),
        clock=desk.clock,
        cards=cards,
        show_matter=ShowMatter({Matter.CLIENT: PaintClient(view_client)}, cards, desk.clock),
    )
    forms = Router(name="forms")
    forms.include_routers(
        handlers.dialog_router(), questions_dialog(questions.QUESTIONS), *handlers.dialogs()
    )
    setup_dialogs(forms, message_manager=FormMessages())
    dispatcher.include_routers(
        refusals_router(),
        group_router(),
        handlers.router(),
        forms,
        handlers.fallback_router(),
        stray_router(),
    )
    return dispatcher
