"""The dispatcher: middlewares, every noun's routers in their order, and what handlers get.

Taps and commands come first, on routers that know nothing of forms, so that the hot ones pay for
nothing. Forms come next, on a router of their own. Free text that nobody wanted comes last.
"""

from aiogram import Dispatcher, Router
from aiogram.types import Message, User
from aiogram_dialog import setup_dialogs
from dishka import Container

import bot.briefs.form
import bot.briefs.handlers
import bot.cadences.handlers
import bot.cadences.questions
import bot.clients.duplicates.handlers
import bot.clients.duplicates.personal_data
import bot.clients.handlers
import bot.clients.questions
import bot.comments
import bot.cycles.routers
import bot.day.handlers
import bot.deals.board_handlers
import bot.deals.handlers
import bot.deals.new_deal
import bot.deals.new_offer
import bot.deals.offer_handlers
import bot.deals.questions
import bot.delivery.handlers
import bot.digests.group_handlers
import bot.digests.handlers
import bot.digests.level_handlers
import bot.digests.questions
import bot.greetings.date_instead
import bot.greetings.dates_handlers
import bot.greetings.handlers
import bot.greetings.questions
import bot.handovers.routers
import bot.imports.handlers
import bot.inline.handlers
import bot.intentions
import bot.interactions.handlers
import bot.interactions.questions
import bot.kpi.handlers
import bot.kpi.questions
import bot.org.routers
import bot.plans.handlers
import bot.polls.handlers
import bot.polls.questions
import bot.products.handlers
import bot.products.questions
import bot.projects.painters
import bot.projects.routers
import bot.projects.topics.handlers
import bot.reports.routers
import bot.requests.handlers
import bot.requests.questions
import bot.risks.handlers
import bot.risks.questions
import bot.rulebook.handlers
import bot.rulebook.rules_handlers
import bot.segments.handlers
import bot.tasks.routers
import bot.visits.address_form
import bot.visits.handlers
import bot.visits.questions
import bot.visits.report_form
from bot.button_routes import ButtonRouter
from bot.cadences.painters import PaintCadence, PaintCadenceMove
from bot.clients.painters import PaintClient
from bot.composition.use_cases import USE_CASES, parameter_of
from bot.conversation_storage import ConversationIsolation, Conversations, ConversationStorage
from bot.cycles.painters import PaintCall, ShowNextCall
from bot.deals.painters import PaintDeal, PaintOffer
from bot.delivery.makers import Makers
from bot.dialogs import FormMessages
from bot.digests.painters import PaintDigest
from bot.forged import forged_router
from bot.greetings.painters import PaintGreeting
from bot.handovers.painters import PaintHandover
from bot.interactions.painters import PaintInteraction
from bot.kpi.blocks import FurtherLines
from bot.matters import Painter, ShowMatter
from bot.message_routes import FormsRouter, known_commands
from bot.open_forms import DropFormOnCommand
from bot.org.deep_links import DeepLinks, Opener
from bot.projects.painters import PaintProject
from bot.questions import questions_dialog
from bot.refusals import refusals_router
from bot.requests.painters import PaintRequest
from bot.risks.painters import PaintRisk
from bot.segments.painters import PaintSegmentChange
from bot.strangers import stranger_met
from bot.stray import group_router, stray_router
from bot.tasks.painters import PaintTask
from bot.texts import texts_for
from bot.unknown_commands import unknown_commands_router
from bot.updates.filters_at_once import ask_at_once
from bot.updates.middleware import ActorMiddleware, ProfileHook, install
from bot.updates.straight import StraightToButton, StraightWithWords
from bot.visits.painters import PaintVisit
from domain.clock import Clock
from domain.conversations.ports import ConversationStates, ProcessedUpdates
from domain.cycles.check_files import WriteRepCheck
from domain.delivery.model import Matter
from domain.delivery.ports import Cards, Outbox
from domain.imports.ports import OpenTable
from domain.org.invitations import TelegramAccount
from domain.org.model import Actor
from domain.org.ports import Actors
from domain.org.profiles import NoteProfile
from domain.plans.sheets import ReadPlanSheet, WritePlanSheet
from domain.polls.files import WritePollWorkbook
from domain.products.matrix_files import WriteMatrixWorkbook
from domain.projects.plan_files import WritePlanPages, WritePlanWorkbook

LINKED = {
    "deal": Matter.DEAL,
    "offer": Matter.OFFER,
    "client": Matter.CLIENT,
    "task": Matter.TASK,
    "project": Matter.PROJECT,
    "visit": Matter.VISIT,
    "request": Matter.REQUEST,
}
"""The prefix of a link's payload, and what it opens."""


def make_dispatcher(container: Container, makers: Makers) -> Dispatcher:
    clock = container.get(Clock)
    storage = ConversationStorage(container.get(ConversationStates), clock)
    isolation = ConversationIsolation()
    dispatcher = Dispatcher(storage=storage, events_isolation=isolation, disable_fsm=True)
    dispatcher.update.outer_middleware(Conversations(storage, isolation))
    buttons = ButtonRouter(*_hot_routers(), name="buttons")
    forms, late = _forms(), _late_routers()
    commands = known_commands(buttons, forms)
    dispatcher.message.outer_middleware(DropFormOnCommand(storage, isolation, commands))
    install(
        dispatcher,
        ActorMiddleware(
            actors=container.get(Actors),
            processed_updates=container.get(ProcessedUpdates),
            clock=clock,
            texts_for=texts_for,
            stranger=stranger_met,
            profile_seen=_profile_hook(container.get(NoteProfile)),
        ),
    )
    dispatcher.update.outer_middleware(StraightToButton(buttons))
    dispatcher.update.outer_middleware(StraightWithWords(buttons, forms, *late))
    _provide(dispatcher, container, makers)
    dispatcher.include_routers(
        refusals_router(),
        bot.inline.handlers.router(),
        bot.projects.topics.handlers.group_router(),
        bot.digests.group_handlers.group_router(),
        group_router(),
        forged_router(),
        unknown_commands_router(commands),
        buttons,
        forms,
        *late,
    )
    ask_at_once(dispatcher)
    return dispatcher


def _profile_hook(note_profile: NoteProfile) -> ProfileHook:
    async def profile_seen(actor: Actor, user: User) -> None:
        await note_profile(actor, TelegramAccount(user.id, user.username, user.language_code))

    return profile_seen


def _provide(dispatcher: Dispatcher, container: Container, makers: Makers) -> None:
    """Everything that a handler can take by its parameter's name."""
    clock, cards = container.get(Clock), container.get(Cards)
    dispatcher.workflow_data.update(
        {parameter_of(use_case): container.get(use_case) for use_case in USE_CASES},
        clock=clock,
        cards=cards,
        outbox=container.get(Outbox),
        makers=makers,
        open_table=container.get(OpenTable),
        write_plan_workbook=container.get(WritePlanWorkbook),
        write_matrix_workbook=container.get(WriteMatrixWorkbook),
        write_poll_workbook=container.get(WritePollWorkbook),
        write_plan_sheet=container.get(WritePlanSheet),
        read_plan_sheet=container.get(ReadPlanSheet),
        write_plan_pages=container.get(WritePlanPages),
        write_rep_check=container.get(WriteRepCheck),
        show_next_call=container.get(ShowNextCall),
        further_lines=container.get(FurtherLines),
        paint_digest=container.get(PaintDigest),
        deep_links=_deep_links(),
        show_matter=ShowMatter(_painters(container), cards, clock),
    )


def _hot_routers() -> list[Router]:
    return [
        bot.deals.handlers.router(),
        bot.deals.offer_handlers.router(),
        bot.day.handlers.router(),
        bot.digests.handlers.router(),
        bot.digests.level_handlers.router(),
        bot.digests.group_handlers.router(),
        bot.deals.board_handlers.router(),
        bot.clients.handlers.router(),
        bot.cadences.handlers.router(),
        bot.cycles.routers.router(),
        bot.greetings.handlers.router(),
        bot.greetings.dates_handlers.router(),
        bot.visits.handlers.router(),
        bot.segments.handlers.router(),
        bot.risks.handlers.router(),
        bot.clients.duplicates.handlers.router(),
        bot.clients.duplicates.personal_data.router(),
        bot.interactions.handlers.router(),
        bot.requests.handlers.router(),
        bot.kpi.handlers.router(),
        bot.polls.handlers.router(),
        bot.reports.routers.router(),
        bot.plans.handlers.router(),
        bot.products.handlers.router(),
        bot.tasks.routers.router(),
        bot.projects.topics.handlers.router(),
        bot.projects.routers.router(),
        bot.briefs.handlers.router(),
        bot.org.routers.router(),
        bot.handovers.routers.router(),
        bot.rulebook.handlers.router(),
        bot.rulebook.rules_handlers.router(),
        bot.imports.handlers.router(),
        bot.delivery.handlers.router(),
        bot.comments.router(),
    ]


def _forms() -> Router:
    forms = FormsRouter(
        ButtonRouter(
            bot.deals.questions.dialog_router(),
            bot.deals.offer_handlers.dialog_router(),
            bot.deals.new_deal.dialog_router(),
            bot.deals.new_offer.dialog_router(),
            bot.clients.handlers.dialog_router(),
            bot.clients.duplicates.personal_data.dialog_router(),
            bot.cadences.questions.dialog_router(),
            bot.digests.questions.dialog_router(),
            bot.cycles.routers.dialog_router(),
            bot.greetings.questions.dialog_router(),
            bot.risks.questions.dialog_router(),
            bot.visits.questions.dialog_router(),
            bot.visits.report_form.dialog_router(),
            bot.visits.address_form.dialog_router(),
            bot.interactions.handlers.dialog_router(),
            bot.requests.handlers.dialog_router(),
            bot.polls.questions.dialog_router(),
            bot.kpi.questions.dialog_router(),
            bot.reports.routers.dialog_router(),
            bot.plans.handlers.dialog_router(),
            bot.products.questions.dialog_router(),
            bot.tasks.routers.dialog_router(),
            bot.projects.routers.dialog_router(),
            bot.briefs.form.dialog_router(),
            bot.org.routers.dialog_router(),
            bot.handovers.routers.dialog_router(),
            name="buttons-of-forms",
        ),
        questions_dialog(
            (
                *bot.deals.questions.QUESTIONS,
                *bot.clients.questions.QUESTIONS,
                *bot.clients.duplicates.personal_data.QUESTIONS,
                *bot.cadences.questions.QUESTIONS,
                *bot.digests.questions.QUESTIONS,
                *bot.cycles.routers.QUESTIONS,
                *bot.greetings.questions.QUESTIONS,
                *bot.risks.questions.QUESTIONS,
                *bot.visits.questions.QUESTIONS,
                *bot.interactions.questions.QUESTIONS,
                *bot.requests.questions.QUESTIONS,
                *bot.polls.questions.QUESTIONS,
                *bot.kpi.questions.QUESTIONS,
                *bot.reports.routers.QUESTIONS,
                *bot.plans.handlers.QUESTIONS,
                *bot.products.questions.QUESTIONS,
                *bot.tasks.routers.QUESTIONS,
                *bot.projects.routers.QUESTIONS,
                *bot.org.routers.QUESTIONS,
            )
        ),
        bot.deals.new_deal.dialog(),
        bot.deals.new_offer.dialog(),
        *bot.clients.handlers.dialogs(),
        bot.greetings.date_instead.dialog(),
        bot.visits.report_form.dialog(),
        bot.visits.address_form.dialog(),
        *bot.interactions.handlers.dialogs(),
        *bot.requests.handlers.dialogs(),
        *bot.tasks.routers.dialogs(),
        *bot.projects.routers.dialogs(),
        bot.briefs.form.dialog(),
        *bot.org.routers.dialogs(),
        *bot.handovers.routers.dialogs(),
        bot.interactions.handlers.filing_router(),
        bot.kpi.handlers.words_router(),
        bot.intentions.router(),
        name="forms",
    )
    setup_dialogs(forms, message_manager=FormMessages())
    return forms


def _late_routers() -> list[Router]:
    return [stray_router()]


def _painters(container: Container) -> dict[Matter, Painter]:
    """Who paints the card of a matter."""
    return {
        Matter.DEAL: container.get(PaintDeal),
        Matter.OFFER: container.get(PaintOffer),
        Matter.CLIENT: container.get(PaintClient),
        Matter.CADENCE: container.get(PaintCadence),
        Matter.CADENCE_MOVE: container.get(PaintCadenceMove),
        Matter.CALL: container.get(PaintCall),
        Matter.GREETING: container.get(PaintGreeting),
        Matter.VISIT: container.get(PaintVisit),
        Matter.SEGMENT_CHANGE: container.get(PaintSegmentChange),
        Matter.RISK: container.get(PaintRisk),
        Matter.INTERACTION: container.get(PaintInteraction),
        Matter.REQUEST: container.get(PaintRequest),
        Matter.TASK: container.get(PaintTask),
        Matter.PROJECT: container.get(PaintProject),
        Matter.HANDOVER: container.get(PaintHandover),
    }


def _deep_links() -> DeepLinks:
    """What links to the bot can open."""
    links = DeepLinks()
    for prefix, matter in LINKED.items():
        links.add(prefix, _opener(matter))
    return links


def _opener(matter: Matter) -> Opener:
    async def opened(
        message: Message, record_id: int, actor: Actor, show_matter: ShowMatter
    ) -> None:
        await show_matter(message, actor, matter, record_id)

    return opened
