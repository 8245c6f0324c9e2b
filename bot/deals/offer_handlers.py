"""Taps on offers: unpack, one use case, the card as it is now."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot.callback_data import OpenOffer
from bot.deals import offer_cards
from bot.deals.callback_data import (
    AnswerOffer,
    AskAgainOn,
    ChooseRefusal,
    ChooseSnooze,
    OpenSilent,
    RefuseBecause,
    ShowOfferFile,
    SnoozeFor,
)
from bot.matters import ShowMatter
from bot.pages import PAGE_SIZE
from bot.questions import ask
from bot.screens import Document, Screen, send, show
from bot.texts import Texts
from domain.clock import Clock
from domain.deals.errors import ReasonMissing, SnoozesUsedUp
from domain.deals.model import Offer, OfferId
from domain.deals.offer_answers import (
    AcceptOffer,
    AskAgainInWorkingDays,
    NoteNoAnswer,
    NoteThinking,
    RefuseOffer,
    SnoozeOfferForAnHour,
    SnoozeOfferUntilDay,
)
from domain.deals.offer_watch import ListSilentOffers
from domain.deals.queries import ViewOffer
from domain.delivery.model import Matter
from domain.org.model import Actor
from domain.rulebook.model import SnoozeChoice


async def offer_opened(
    query: CallbackQuery, callback_data: OpenOffer, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.OFFER, callback_data.offer_id)


async def accepted_pressed(
    query: CallbackQuery,
    callback_data: AnswerOffer,
    actor: Actor,
    accept_offer: AcceptOffer,
    show_matter: ShowMatter,
) -> None:
    offer = await accept_offer(
        actor, OfferId(callback_data.offer_id), version=callback_data.version
    )
    await show_matter(query, actor, Matter.OFFER, offer.id)


async def thinking_pressed(
    query: CallbackQuery,
    callback_data: AnswerOffer,
    actor: Actor,
    note_thinking: NoteThinking,
    view_offer: ViewOffer,
    texts: Texts,
    clock: Clock,
    show_matter: ShowMatter,
) -> None:
    offer_id = OfferId(callback_data.offer_id)
    await note_thinking(actor, offer_id, version=callback_data.version)
    view, rulebook = await view_offer(actor, offer_id)
    now = clock()
    await query.answer(_thinking_toast(view.offer, actor, texts, now))
    screen = offer_cards.asked_again(view, rulebook, texts, now=now, zone=actor.zone)
    await show_matter.as_screen(query, actor, Matter.OFFER, offer_id, screen)


def _thinking_toast(offer: Offer, actor: Actor, texts: Texts, now: datetime) -> str:
    moment = texts.moment(offer.follow_up_at, zone=actor.zone, now=now)
    return texts.plain("offer-thinking-toast", moment=moment)


async def no_answer_pressed(
    query: CallbackQuery,
    callback_data: AnswerOffer,
    actor: Actor,
    note_no_answer: NoteNoAnswer,
    texts: Texts,
    clock: Clock,
    show_matter: ShowMatter,
) -> None:
    offer = await note_no_answer(
        actor, OfferId(callback_data.offer_id), version=callback_data.version
    )
    moment = texts.moment(offer.follow_up_at, zone=actor.zone, now=clock())
    await query.answer(texts.plain("offer-no-answer-noted", moment=moment))
    await show_matter(query, actor, Matter.OFFER, offer.id)


async def refusal_opened(
    query: CallbackQuery,
    callback_data: ChooseRefusal,
    actor: Actor,
    view_offer: ViewOffer,
    texts: Texts,
) -> None:
    view, rulebook = await view_offer(actor, OfferId(callback_data.offer_id))
    await show(query, offer_cards.refusal_reasons(view, rulebook, texts))


async def refusal_pressed(
    query: CallbackQuery,
    callback_data: RefuseBecause,
    actor: Actor,
    refuse_offer: RefuseOffer,
    show_matter: ShowMatter,
    dialog_manager: DialogManager,
) -> None:
    offer_id, version = OfferId(callback_data.offer_id), callback_data.version
    try:
        offer = await refuse_offer(actor, offer_id, callback_data.reason, version=version)
    except ReasonMissing:  # not a mistake of the person: the next step of the same act
        reason = callback_data.reason
        await ask(
            dialog_manager, "refusal_comment", offer_id=offer_id, version=version, reason=reason
        )
        return
    await show_matter(query, actor, Matter.OFFER, offer.id)


async def other_day_pressed(
    query: CallbackQuery,
    callback_data: AskAgainOn,
    actor: Actor,
    ask_again_in_working_days: AskAgainInWorkingDays,
    texts: Texts,
    clock: Clock,
    show_matter: ShowMatter,
    dialog_manager: DialogManager,
) -> None:
    offer_id, version = OfferId(callback_data.offer_id), callback_data.version
    if not callback_data.in_days:
        await ask(dialog_manager, "again_day", offer_id=offer_id, version=version)
        return
    offer = await ask_again_in_working_days(actor, offer_id, callback_data.in_days, version=version)
    await query.answer(_thinking_toast(offer, actor, texts, clock()))
    await show_matter(query, actor, Matter.OFFER, offer.id)


async def snooze_opened(
    query: CallbackQuery,
    callback_data: ChooseSnooze,
    actor: Actor,
    view_offer: ViewOffer,
    texts: Texts,
) -> None:
    view, rulebook = await view_offer(actor, OfferId(callback_data.offer_id))
    await show(query, offer_cards.snooze_choices(view, rulebook, texts))


async def snooze_pressed(
    query: CallbackQuery,
    callback_data: SnoozeFor,
    actor: Actor,
    snooze_offer_for_an_hour: SnoozeOfferForAnHour,
    snooze_offer_until_day: SnoozeOfferUntilDay,
    clock: Clock,
    texts: Texts,
    show_matter: ShowMatter,
    dialog_manager: DialogManager,
) -> None:
    offer_id, version, choice = (
        OfferId(callback_data.offer_id),
        callback_data.version,
        callback_data.choice,
    )
    if choice is SnoozeChoice.DATE:
        await ask(dialog_manager, "snooze_day", offer_id=offer_id, version=version)
        return
    try:
        if choice is SnoozeChoice.HOUR:
            offer = await snooze_offer_for_an_hour(actor, offer_id, version=version)
        else:
            offer = await snooze_offer_until_day(actor, offer_id, version=version)
    except SnoozesUsedUp:  # the next step of the same act
        await ask(
            dialog_manager, "snooze_reason", offer_id=offer_id, version=version, choice=str(choice)
        )
        return
    moment = texts.moment(offer.follow_up_at, zone=actor.zone, now=clock())
    await query.answer(texts.plain("offer-snoozed-toast", moment=moment))
    await show_matter(query, actor, Matter.OFFER, offer.id)


async def file_pressed(
    query: CallbackQuery,
    callback_data: ShowOfferFile,
    actor: Actor,
    view_offer: ViewOffer,
    texts: Texts,
) -> None:
    view, _ = await view_offer(actor, OfferId(callback_data.offer_id))
    file = view.offer.file
    if file is None or query.bot is None or query.message is None:
        return
    name = offer_cards.offer_name(view.offer, texts)
    screen = (
        Screen(name, photo=file.file_id)
        if file.kind == "photo"
        else Screen(name, document=Document("offer", file.file_id))
    )
    await send(query.bot, query.message.chat.id, screen)


async def silent_asked(
    message: Message,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_silent_offers: ListSilentOffers,
) -> None:
    found = await list_silent_offers(actor, offset=0, size=PAGE_SIZE)
    await show(message, offer_cards.silent_offers(found, texts, now=clock()))


async def silent_opened(
    query: CallbackQuery,
    callback_data: OpenSilent,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_silent_offers: ListSilentOffers,
) -> None:
    found = await list_silent_offers(actor, offset=callback_data.page * PAGE_SIZE, size=PAGE_SIZE)
    await show(query, offer_cards.silent_offers(found, texts, now=clock()))


def router() -> Router:
    offers = Router(name="offers")
    offers.message.register(silent_asked, Command("silent"))
    tapped = offers.callback_query.register
    tapped(offer_opened, OpenOffer.filter())
    tapped(accepted_pressed, AnswerOffer.filter(F.answer == "accepted"))
    tapped(thinking_pressed, AnswerOffer.filter(F.answer == "thinking"))
    tapped(no_answer_pressed, AnswerOffer.filter(F.answer == "no_answer"))
    tapped(refusal_opened, ChooseRefusal.filter())
    tapped(snooze_opened, ChooseSnooze.filter())
    tapped(file_pressed, ShowOfferFile.filter())
    tapped(silent_opened, OpenSilent.filter())
    return offers


def dialog_router() -> Router:
    """Taps that may lead to a question."""
    offers = Router(name="offers-asking")
    tapped = offers.callback_query.register
    tapped(refusal_pressed, RefuseBecause.filter())
    tapped(other_day_pressed, AskAgainOn.filter())
    tapped(snooze_pressed, SnoozeFor.filter())
    return offers
