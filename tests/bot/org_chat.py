"""People, absences and the rulebook in a chat of the playground, with this noun's routers alone."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aiogram import Bot, Dispatcher, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram_dialog import setup_dialogs
from dishka import Provider, Scope, make_container
from sqlalchemy.ext.asyncio import AsyncEngine

import bot.org.routers
import bot.rulebook.handlers
from bot.apologies import apologise
from bot.composition.use_cases import ORG, RULEBOOK, parameter_of
from bot.conversation_storage import ConversationIsolation, ConversationStorage
from bot.dialogs import FormMessages
from bot.matters import ShowMatter
from bot.org.deep_links import DeepLinks
from bot.org.menus import CommandMenus
from bot.playground.clock import MovableClock
from bot.playground.personas import Persona
from bot.playground.server import Playground
from bot.questions import questions_dialog
from bot.refusals import refusals_router
from bot.strangers import stranger_met
from bot.texts import texts_for
from bot.updates.callback_answers import NoteCallbackAnswers
from bot.updates.intake import Intake
from bot.updates.middleware import ActorMiddleware, install
from bot.updates.polling import Poller
from domain.deals.desk import Desk
from domain.rulebook.ports import RulebookFiles
from storage.conversations import SqlConversationStates
from storage.delivery.cards import SqlCards
from storage.processed_updates import SqlProcessedUpdates
from tests.org_world import OrgWorld
from tests.person import Person as InChat

TOKEN = "4200:playground"
BOT_USERNAME = "naparnik_bot"
PERSONAS = (
    Persona("anna", 1001, "Анна", "rep"),
    Persona("boris", 1002, "Борис", "lead"),
    Persona("vera", 1003, "Вера", "administrator"),
    Persona("gleb", 1004, "Глеб", "rep", language="en"),
)


@dataclass(frozen=True, slots=True)
class OrgChat:
    """The company in the database, the people in the chat, and the bot between them."""

    world: OrgWorld
    bot: Bot
    deep_links: DeepLinks
    menus: CommandMenus
    anna: InChat
    boris: InChat
    vera: InChat
    gleb: InChat


async def never(_error: BaseException) -> bool:
    """Nothing passes by itself here: what breaks is a bug."""
    return False


def _dispatcher(world: OrgWorld, links: DeepLinks, menus: CommandMenus) -> Dispatcher:
    states = SqlConversationStates(world.engine)
    dispatcher = Dispatcher(
        storage=ConversationStorage(states, world.clock), events_isolation=ConversationIsolation()
    )
    install(
        dispatcher,
        ActorMiddleware(
            actors=world.actors,
            processed_updates=SqlProcessedUpdates(world.engine),
            clock=world.clock,
            texts_for=texts_for,
            stranger=stranger_met,
        ),
    )
    provider = Provider(scope=Scope.APP)
    provider.provide(lambda: world.desk, provides=Desk)
    provider.provide(lambda: world.files, provides=RulebookFiles)
    use_cases: Sequence[type] = (*ORG, *RULEBOOK)
    for use_case in use_cases:
        provider.provide(use_case)
    container = make_container(provider)
    dispatcher.workflow_data.update(
        {parameter_of(use_case): container.get(use_case) for use_case in use_cases},
        clock=world.clock,
        cards=SqlCards(world.engine),
        show_matter=ShowMatter({}, SqlCards(world.engine), world.clock),
        deep_links=links,
        command_menus=menus,
    )
    forms = Router(name="forms")
    forms.include_routers(
        bot.org.routers.dialog_router(),
        questions_dialog(bot.org.routers.QUESTIONS),
        *bot.org.routers.dialogs(),
    )
    setup_dialogs(forms, message_manager=FormMessages())
    dispatcher.include_routers(
        refusals_router(), bot.org.routers.router(), bot.rulebook.handlers.router(), forms
    )
    return dispatcher


@asynccontextmanager
async def org_chat(engine: AsyncEngine) -> AsyncIterator[OrgChat]:
    """The playground with a bot that polls it; nobody is in the company yet."""
    world = await OrgWorld(engine).open()
    place = Playground(
        token=TOKEN, bot_username=BOT_USERNAME, personas=PERSONAS, clock=MovableClock()
    )
    await place.start()
    session = AiohttpSession(api=TelegramAPIServer.from_base(place.origin))
    session.middleware(NoteCallbackAnswers())
    client = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    links = DeepLinks()
    menus = CommandMenus(SqlConversationStates(engine), world.clock)
    dispatcher = _dispatcher(world, links, menus)
    intake = Intake(client, dispatcher, passes_by_itself=never, apologise=apologise)
    updates = Poller(intake, allowed=dispatcher.resolve_used_update_types())
    polling = asyncio.create_task(updates.run())
    async with AsyncExitStack() as stack:
        people = [
            await stack.enter_async_context(InChat(place.origin, persona.key))
            for persona in PERSONAS
        ]
        try:
            yield OrgChat(world, client, links, menus, *people)
        finally:
            updates.stop()
            await polling
            await session.close()
            await place.stop()
