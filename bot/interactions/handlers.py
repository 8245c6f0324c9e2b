"""Contacts with clients: told, logged by two taps, filed, looked at. Unpack, one use case, show."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager

from bot.interactions import cards as interaction_cards
from bot.interactions import form, form_windows, questions, replies
from bot.interactions.callback_data import (
    ChooseContactKind,
    LogContact,
    OpenInteraction,
    OpenInteractions,
    SetInteractionResult,
    ShowFiled,
)
from bot.interactions.contents import is_to_be_filed
from bot.interactions.files import send_filed
from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.tasks.thread.contents import file_of, place_of
from bot.texts import Texts
from domain.clients.model import ClientId
from domain.clients.queries import ViewClient
from domain.clock import Clock
from domain.deals.model import DealId
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.interactions.model import InteractionId, InteractionKind, NewInteraction
from domain.interactions.reading import ReadContact
from domain.interactions.use_cases import (
    CorrectInteraction,
    Correction,
    ListInteractions,
    LogInteraction,
    ViewInteraction,
)
from domain.org.model import Actor
from domain.tasks.lines import ReadLine


async def kind_wanted(
    query: CallbackQuery,
    callback_data: ChooseContactKind,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    cards: Cards,
    view_client: ViewClient,
) -> None:
    page = await view_client(actor, ClientId(callback_data.client_id))
    deal_id = DealId(callback_data.deal_id) if callback_data.deal_id else None
    screen = interaction_cards.kind_choices(page.view, deal_id, texts, now=clock())
    await show_instead(query, screen, cards)


async def contact_logged(
    query: CallbackQuery,
    callback_data: LogContact,
    actor: Actor,
    log_interaction: LogInteraction,
    show_matter: ShowMatter,
) -> None:
    """``once`` is of the button that was shown: whoever taps it twice had one contact."""
    new = NewInteraction(
        kind=callback_data.kind,
        client_id=ClientId(callback_data.client_id),
        once=f"tap:{actor.id}:{callback_data.client_id}:{callback_data.shown_at}",
        result=callback_data.result,
        deal_id=DealId(callback_data.deal_id) if callback_data.deal_id else None,
    )
    logged = await log_interaction(actor, new)
    await show_matter(query, actor, Matter.INTERACTION, logged.interaction.id)


async def interaction_opened(
    query: CallbackQuery,
    callback_data: OpenInteraction,
    actor: Actor,
    show_matter: ShowMatter,
) -> None:
    await show_matter(query, actor, Matter.INTERACTION, callback_data.interaction_id)


async def result_pressed(
    query: CallbackQuery,
    callback_data: SetInteractionResult,
    actor: Actor,
    correct_interaction: CorrectInteraction,
    show_matter: ShowMatter,
) -> None:
    interaction_id = InteractionId(callback_data.interaction_id)
    change = Correction(result=callback_data.result)
    await correct_interaction(actor, interaction_id, change, version=callback_data.version)
    await show_matter(query, actor, Matter.INTERACTION, interaction_id)


async def interactions_opened(
    query: CallbackQuery,
    callback_data: OpenInteractions,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    cards: Cards,
    list_interactions: ListInteractions,
) -> None:
    kind = callback_data.kind
    view, shown, page = await list_interactions(
        actor,
        ClientId(callback_data.client_id),
        () if kind == "all" else (InteractionKind(kind),),
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    screen = interaction_cards.interactions_list(
        view, shown, page, texts, kind=kind, now=clock(), zone=actor.zone
    )
    await show_instead(query, screen, cards)


async def files_wanted(
    query: CallbackQuery,
    callback_data: ShowFiled,
    actor: Actor,
    texts: Texts,
    view_interaction: ViewInteraction,
) -> None:
    page = await view_interaction(actor, InteractionId(callback_data.interaction_id))
    await query.answer()
    if isinstance(query.message, Message) and query.bot is not None:
        await send_filed(query.bot, query.message.chat.id, page.view.files, texts)


async def file_sent(
    message: Message,
    actor: Actor,
    read_contact: ReadContact,
    read_line: ReadLine,
    show_matter: ShowMatter,
    dialog_manager: DialogManager,
) -> None:
    """Under a file, words that ask for something make a task of it; else it is of a contact."""
    caption, file = message.caption, file_of(message)
    is_own = caption is not None and message.forward_origin is None
    if is_own and file is not None and await read_contact(actor, caption or "") is None:
        read = await read_line(actor, caption or "", file=file, place=place_of(message))
        if read.task is not None:
            await show_matter(message, actor, Matter.TASK, read.task.id)
            return
    await form.propose_filed(dialog_manager, message)


def router() -> Router:
    """Taps, and answers to the card of a contact."""
    interactions = Router(name="interactions")
    tapped = interactions.callback_query.register
    tapped(kind_wanted, ChooseContactKind.filter())
    tapped(contact_logged, LogContact.filter())
    tapped(interaction_opened, OpenInteraction.filter())
    tapped(result_pressed, SetInteractionResult.filter())
    tapped(interactions_opened, OpenInteractions.filter())
    tapped(files_wanted, ShowFiled.filter())
    interactions.include_router(replies.router())
    return interactions


def dialog_router() -> Router:
    return questions.dialog_router()


def filing_router() -> Router:
    """Goes behind the forms, which may have asked for what was sent, and before free text."""
    filing = Router(name="interactions-filing")
    filing.message.register(file_sent, ~F.text.startswith("/"), is_to_be_filed)
    return filing


def dialogs() -> tuple[Dialog, ...]:
    return (form_windows.dialog(),)
