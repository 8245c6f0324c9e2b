"""A reply to a card is a comment on what the card is about."""

from typing import Any

from aiogram import F, Router
from aiogram.types import Message

from bot.tasks.thread import replies
from bot.texts import Texts
from domain.clients.model import ClientId
from domain.clients.use_cases import AddClientNote
from domain.deals.model import DealId, OfferId
from domain.deals.use_cases import AddNote, AddOfferNote
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.greetings.congratulating import AddGreetingNote
from domain.greetings.model import GreetingId
from domain.org.model import Actor

COMMENTED = frozenset({Matter.DEAL, Matter.OFFER, Matter.GREETING, Matter.CLIENT})
"""What takes words alone; a task takes more and has replies of its own."""


async def answers_card(message: Message, cards: Cards) -> bool | dict[str, Any]:
    """Whether the message answers a card, even one that moved on; with what it is about."""
    answered = message.reply_to_message
    if answered is None:
        return False
    subject = await cards.subject_of(message.chat.id, answered.message_id)
    if subject is None or subject[0] not in COMMENTED:
        return False
    return {"matter": subject[0], "matter_id": subject[1]}


async def card_commented(
    message: Message,
    matter: Matter,
    matter_id: int,
    actor: Actor,
    texts: Texts,
    add_note: AddNote,
    add_offer_note: AddOfferNote,
    add_client_note: AddClientNote,
    add_greeting_note: AddGreetingNote,
) -> None:
    words = message.text or ""
    if matter is Matter.DEAL:
        await add_note(actor, DealId(matter_id), words)
    elif matter is Matter.OFFER:
        await add_offer_note(actor, OfferId(matter_id), words)
    elif matter is Matter.GREETING:
        await add_greeting_note(actor, GreetingId(matter_id), words)
    else:
        await add_client_note(actor, ClientId(matter_id), words)
    await message.reply(texts("comment-kept"))


def router() -> Router:
    comments = Router(name="comments")
    comments.include_router(replies.router())
    comments.message.register(
        card_commented, F.text & ~F.text.startswith("/") & F.reply_to_message, answers_card
    )
    return comments
