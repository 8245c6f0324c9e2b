"""A reply to a card is a comment on what the card is about."""

from typing import Any

from aiogram import F, Router
from aiogram.types import Message

from bot.texts import Texts
from domain.clients.model import ClientId
from domain.clients.use_cases import AddClientNote
from domain.deals.model import DealId, OfferId
from domain.deals.use_cases import AddNote, AddOfferNote
from domain.delivery.model import Card, Matter
from domain.delivery.ports import Cards
from domain.org.model import Actor

COMMENTED = frozenset({Matter.DEAL, Matter.OFFER, Matter.CLIENT})


async def answers_card(message: Message, cards: Cards) -> bool | dict[str, Any]:
    """Whether the message answers a card, with that card for the handler."""
    answered = message.reply_to_message
    if answered is None:
        return False
    card = await cards.at(message.chat.id, answered.message_id)
    return {"card": card} if card is not None and card.matter in COMMENTED else False


async def card_commented(
    message: Message,
    card: Card,
    actor: Actor,
    texts: Texts,
    add_note: AddNote,
    add_offer_note: AddOfferNote,
    add_client_note: AddClientNote,
) -> None:
    words = message.text or ""
    if card.matter is Matter.DEAL:
        await add_note(actor, DealId(card.matter_id), words)
    elif card.matter is Matter.OFFER:
        await add_offer_note(actor, OfferId(card.matter_id), words)
    else:
        await add_client_note(actor, ClientId(card.matter_id), words)
    await message.reply(texts("comment-kept"))


def router() -> Router:
    comments = Router(name="comments")
    comments.message.register(
        card_commented, F.text & ~F.text.startswith("/") & F.reply_to_message, answers_card
    )
    return comments
