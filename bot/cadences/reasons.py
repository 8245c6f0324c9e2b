"""What there is to talk about with a client: a line each, and the button that leads to it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.callback_data import OpenDeal, OpenOffer
from bot.greetings.callback_data import OpenDates
from bot.greetings.wording import upcoming_words
from bot.products.callback_data import OpenClientProduct
from bot.requests.callback_data import OpenRequest
from bot.screens import Button
from bot.shortening import shorten_to_line
from bot.texts import Markup, Texts
from domain.cadences.views import BusinessReason, ReasonKind
from domain.clients.model import ClientId

MOST_REASONS: Final = 5
LONGEST_NAME: Final = 60
LONGEST_LABEL: Final = 30


def reason_line(reason: BusinessReason, texts: Texts, *, today: date) -> Markup:
    name = shorten_to_line(reason.name, LONGEST_NAME)
    match reason.kind:
        case ReasonKind.OFFER:
            return texts("cadence-reason-offer", price=reason.money)
        case ReasonKind.REQUEST:
            return texts("cadence-reason-request", words=name)
        case ReasonKind.DATE:
            on, known = reason.on, reason.personal
            words = upcoming_words(on, known, today, texts) if on and known else name
            return texts("cadence-reason-date", words=words)
        case ReasonKind.CONTRACT:
            day = texts.day(reason.on, today=today) if reason.on else None
            return texts("cadence-reason-contract", title=name, day=day)
        case ReasonKind.PRODUCT:
            return texts("cadence-reason-product", product=name)


def reason_buttons(
    reasons: Sequence[BusinessReason], client_id: ClientId, texts: Texts
) -> list[Button]:
    """Each place once, whatever leads to it."""
    found: dict[str, Button] = {}
    for reason in reasons[:MOST_REASONS]:
        button = _button(reason, client_id, texts)
        if button is not None:
            found.setdefault(button.callback_data or "", button)
    return list(found.values())


def _button(reason: BusinessReason, client_id: ClientId, texts: Texts) -> Button | None:
    name = shorten_to_line(reason.name, LONGEST_LABEL)
    match reason.kind:
        case ReasonKind.OFFER if reason.offer_id is not None:
            label = texts.plain("cadence-reason-offer-button", price=reason.money)
            return Button(label, OpenOffer(offer_id=reason.offer_id))
        case ReasonKind.DATE:
            return Button(texts.plain("client-dates-button"), OpenDates(client_id=client_id))
        case ReasonKind.CONTRACT if reason.deal_id is not None:
            label = texts.plain("cadence-reason-contract-button", title=name)
            return Button(label, OpenDeal(deal_id=reason.deal_id))
        case ReasonKind.REQUEST if reason.request_id is not None:
            label = texts.plain("cadence-reason-request-button")
            return Button(label, OpenRequest(request_id=reason.request_id))
        case ReasonKind.PRODUCT if reason.product_id is not None:
            opens = OpenClientProduct(client_id=client_id, product_id=reason.product_id)
            return Button(texts.plain("cadence-reason-product-button", product=name), opens)
        case _:
            return None
