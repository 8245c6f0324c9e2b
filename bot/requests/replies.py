"""A reply to the card of a request: a file or a few words to it, kept in its history."""

from aiogram import F, Router
from aiogram.types import Message

from bot.answered_cards import answers
from bot.interactions.contents import filed_in, words_in
from bot.matters import ShowMatter
from bot.texts import Texts
from domain.delivery.model import Matter
from domain.org.model import Actor
from domain.requests.model import RequestId
from domain.requests.use_cases import FileToRequest

answers_request = answers(Matter.REQUEST)


async def request_answered(
    message: Message,
    matter_id: int,
    actor: Actor,
    texts: Texts,
    file_to_request: FileToRequest,
    show_matter: ShowMatter,
) -> None:
    request_id = RequestId(matter_id)
    filed, words = filed_in(message), message.text or words_in(message)
    if filed is None and not words:
        await message.reply(texts("interaction-answer-unreadable"), parse_mode="HTML")
        return
    await file_to_request(actor, request_id, filed, words)
    await show_matter(message, actor, Matter.REQUEST, request_id)


def router() -> Router:
    """Comes before forms and free text; commands pass."""
    replies = Router(name="request-replies")
    replies.message.register(
        request_answered,
        F.reply_to_message & ~F.text.startswith("/"),
        answers_request,
    )
    return replies
