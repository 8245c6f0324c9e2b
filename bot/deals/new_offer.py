"""The form of a sent offer: for how much, then one screen with what may be added, then sent."""

from datetime import date
from decimal import Decimal
from typing import Any

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo

from bot.deals.callback_data import NewOffer
from bot.dialogs import (
    TYPED,
    ButtonAtTimes,
    Choice,
    Label,
    Say,
    cancel,
    close_form,
    only_words,
    open_form,
    started_with,
    texts_of,
    today_of,
)
from bot.matters import ShowMatter
from bot.texts import Texts
from domain.amounts import TypedAmount, parse_amount_with_currency
from domain.deals.model import DealId, OfferFile
from domain.deals.offer_sending import ProposeFollowUps, SendOffer, clean_offer_number
from domain.deals.queries import ViewDeal
from domain.deals.rules import priced
from domain.delivery.model import Matter
from domain.errors import BadInput
from domain.money import Money
from domain.org.model import Actor
from domain.typed_dates import DateUnreadable, parse_day


class FileMissing(BadInput):
    """A file or a photo was asked for, and something else came."""


class NothingForOffer(BadInput):
    """An offer ready to be sent takes a day, a file or a photo, and something else came."""


class NewOfferForm(StatesGroup):
    amount = State()
    review = State()
    number = State()
    file = State()
    day = State()


async def new_offer_pressed(
    _query: CallbackQuery,
    callback_data: NewOffer,
    actor: Actor,
    view_deal: ViewDeal,
    propose_follow_ups: ProposeFollowUps,
    dialog_manager: DialogManager,
) -> None:
    view, _ = await view_deal(actor, DealId(callback_data.deal_id))
    usual, choices = await propose_follow_ups(actor, view.deal.id)
    amount = view.deal.amount
    data = {
        "deal_id": view.deal.id,
        "same_amount": str(amount.amount) if amount else None,
        "currency": view.deal.currency,
        "day": usual.astimezone(actor.zone).date().isoformat(),
        "days": [choice.astimezone(actor.zone).date().isoformat() for choice in choices],
    }
    await open_form(dialog_manager, NewOfferForm.amount, data)


async def _getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    started, filled = started_with(dialog_manager), dialog_manager.dialog_data
    texts = texts_of(dialog_manager)
    today = today_of(dialog_manager)
    day = date.fromisoformat(filled.get("day") or started["day"])
    return {
        "has_amount": started["same_amount"] is not None,
        "amount": _worded(started["same_amount"], started["currency"], texts),
        "has_price": "amount" in filled,
        "price": _worded(filled.get("amount"), filled.get("currency") or "", texts),
        "number": filled.get("number"),
        "file": texts.plain("offer-has-file") if filled.get("file_id") else None,
        "day": texts.day(day, today=today),
        "days": [
            (texts.day(date.fromisoformat(choice), today=today), choice)
            for choice in started["days"]
        ],
    }


def _worded(amount: str | None, currency: str, texts: Texts) -> str:
    return texts.money(Money(Decimal(amount), currency) if amount else None)


async def amount_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    typed = parse_amount_with_currency(message.text or "")
    await _set_amount(manager, typed)


async def same_amount_pressed(
    _query: CallbackQuery, _button: Button, manager: DialogManager
) -> None:
    started = started_with(manager)
    await _set_amount(manager, TypedAmount(Decimal(started["same_amount"]), None))


async def _set_amount(manager: DialogManager, typed: TypedAmount) -> None:
    price = priced(typed, started_with(manager)["currency"])
    manager.dialog_data.update(amount=str(price.amount), currency=price.currency)
    await manager.switch_to(NewOfferForm.review)


async def number_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    manager.dialog_data["number"] = clean_offer_number(message.text or "")
    await manager.switch_to(NewOfferForm.review)


async def file_sent(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    if message.document is not None:
        manager.dialog_data.update(file_id=message.document.file_id, file_kind="document")
    elif message.photo:
        manager.dialog_data.update(file_id=message.photo[-1].file_id, file_kind="photo")
    else:
        raise FileMissing
    await manager.switch_to(NewOfferForm.review)


async def day_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    today = today_of(manager)
    day = parse_day(message.text or "", today=today, years_ahead=1)
    manager.dialog_data["day"] = day.isoformat()
    await manager.switch_to(NewOfferForm.review)


async def other_than_file_sent(
    message: Message, _input: MessageInput, manager: DialogManager
) -> None:
    """A day may be typed beside the offer itself, with no question about it."""
    try:
        await day_typed(message, _input, manager)
    except DateUnreadable:
        raise NothingForOffer from None


async def day_chosen(_query: CallbackQuery, _widget: Any, manager: DialogManager, day: str) -> None:
    manager.dialog_data["day"] = day
    await manager.switch_to(NewOfferForm.review)


async def sent_pressed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data, filled = manager.middleware_data, manager.dialog_data
    send_offer: SendOffer = data["send_offer"]
    show_matter: ShowMatter = data["show_matter"]
    file_id = filled.get("file_id")
    offer = await send_offer(
        data["actor"],
        DealId(started_with(manager)["deal_id"]),
        TypedAmount(Decimal(filled["amount"]), filled["currency"]),
        number=filled.get("number"),
        file=OfferFile(file_id, filled["file_kind"]) if file_id else None,
        follow_up_on=date.fromisoformat(filled["day"]) if filled.get("day") else None,
    )
    await close_form(manager)
    await show_matter(query, data["actor"], Matter.OFFER, offer.id)


def _back(*, when: str | None = None) -> SwitchTo:
    return SwitchTo(Label("back-button"), id="back", state=NewOfferForm.review, when=when)


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("offer-amount-question"),
            ButtonAtTimes(
                Label("offer-same-amount-button", "amount"),
                id="same",
                on_click=same_amount_pressed,
                when="has_amount",
            ),
            _back(when="has_price"),
            cancel(),
            MessageInput(amount_typed, filter=TYPED),
            only_words(),
            state=NewOfferForm.amount,
            getter=_getter,
        ),
        Window(
            Say("offer-review", "price", "number", "file", "day"),
            Button(Label("offer-sent-button"), id="sent", on_click=sent_pressed),
            Group(
                SwitchTo(Label("deal-amount-button"), id="price", state=NewOfferForm.amount),
                SwitchTo(Label("offer-number-button"), id="number", state=NewOfferForm.number),
                SwitchTo(Label("offer-attach-button"), id="file", state=NewOfferForm.file),
                SwitchTo(Label("offer-day-button"), id="day", state=NewOfferForm.day),
                width=2,
            ),
            cancel(),
            MessageInput(file_sent, filter=F.document | F.photo),
            MessageInput(other_than_file_sent, filter=~(F.text & F.text.startswith("/"))),
            state=NewOfferForm.review,
            getter=_getter,
        ),
        Window(
            Say("offer-number-question"),
            _back(),
            MessageInput(number_typed, filter=TYPED),
            only_words(),
            state=NewOfferForm.number,
        ),
        Window(
            Say("offer-file-question"),
            _back(),
            MessageInput(file_sent, filter=~(F.text & F.text.startswith("/"))),
            state=NewOfferForm.file,
        ),
        Window(
            Say("offer-day-question"),
            Group(Choice("choice", "days", day_chosen), width=2),
            _back(),
            MessageInput(day_typed, filter=TYPED),
            only_words(),
            state=NewOfferForm.day,
            getter=_getter,
        ),
    )


def dialog_router() -> Router:
    form = Router(name="new-offer")
    form.callback_query.register(new_offer_pressed, NewOffer.filter())
    return form
