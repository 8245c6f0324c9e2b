"""A reply to the card of a contact: words about it, or a file to it."""

from aiogram import F, Router
from aiogram.types import Message

from bot.answered_cards import answers
from bot.interactions.contents import filed_in, words_in
from bot.matters import ShowMatter
from bot.texts import Texts
from domain.delivery.model import Matter
from domain.interactions.model import InteractionId
from domain.interactions.use_cases import CorrectInteraction, Correction, FileToInteraction
from domain.org.model import Actor

answers_interaction = answers(Matter.INTERACTION)


async def interaction_answered(
    message: Message,
    matter_id: int,
    actor: Actor,
    texts: Texts,
    correct_interaction: CorrectInteraction,
    file_to_interaction: FileToInteraction,
    show_matter: ShowMatter,
) -> None:
    interaction_id = InteractionId(matter_id)
    filed, words = filed_in(message), message.text or words_in(message)
    if filed is None and not words:
        await message.reply(texts("interaction-answer-unreadable"), parse_mode="HTML")
        return
    if filed is not None:
        await file_to_interaction(actor, interaction_id, filed)
    if words:
        change = Correction(more_words=words)
        await correct_interaction(actor, interaction_id, change, version=None)
    await show_matter(message, actor, Matter.INTERACTION, interaction_id)


def router() -> Router:
    """Comes before forms and free text; commands pass."""
    replies = Router(name="interaction-replies")
    replies.message.register(
        interaction_answered,
        F.reply_to_message & ~F.text.startswith("/"),
        answers_interaction,
    )
    return replies
