"""A reply to a card is a comment on what the card is about."""

from aiogram import F, Router
from aiogram.types import Message

from bot.answered_cards import answers
from bot.tasks.thread import replies
from bot.texts import Texts
from domain.clients.model import ClientId
from domain.clients.use_cases import AddClientNote
from domain.deals.model import DealId, OfferId
from domain.deals.use_cases import AddNote, AddOfferNote
from domain.delivery.model import Matter
from domain.greetings.congratulating import AddGreetingNote
from domain.greetings.model import GreetingId
from domain.org.model import Actor

COMMENTED = (Matter.DEAL, Matter.OFFER, Matter.GREETING, Matter.CLIENT)
"""What takes words alone; a task takes more and has replies of its own."""

answers_card = answers(*COMMENTED)


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
        card_commented,
        F.text & ~F.text.startswith("/") & F.reply_to_message,
        answers_card,
    )
    return comments
