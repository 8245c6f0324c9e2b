"""What is asked in words about a contact that was logged, and what the answers do."""

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.interactions.callback_data import AskAboutInteraction
from bot.matters import ShowMatter
from bot.questions import Asked, Question, ask
from domain.delivery.model import Matter
from domain.interactions.model import InteractionId
from domain.interactions.reading import ReadPastMoment
from domain.interactions.use_cases import CorrectInteraction, Correction


async def asked_about_interaction(
    _query: CallbackQuery, callback_data: AskAboutInteraction, dialog_manager: DialogManager
) -> None:
    name = f"interaction_{callback_data.what}"
    await ask(dialog_manager, name, interaction_id=callback_data.interaction_id)


async def words_told(asked: Asked, text: str) -> None:
    await _correct(asked, Correction(words=text))


async def moment_told(asked: Asked, text: str) -> None:
    read_past_moment: ReadPastMoment = asked.data["read_past_moment"]
    at = await read_past_moment(asked.data["actor"], text)
    await _correct(asked, Correction(at=at))


async def _correct(asked: Asked, change: Correction) -> None:
    correct_interaction: CorrectInteraction = asked.data["correct_interaction"]
    show_matter: ShowMatter = asked.data["show_matter"]
    interaction_id = InteractionId(asked.ids["interaction_id"])
    await correct_interaction(asked.data["actor"], interaction_id, change, version=None)
    await asked.close()
    await show_matter(asked.target, asked.data["actor"], Matter.INTERACTION, interaction_id)


QUESTIONS = (
    Question("interaction_words", "interaction-words-question", words_told),
    Question("interaction_at", "interaction-at-question", moment_told),
)


def dialog_router() -> Router:
    """Taps that lead to a question."""
    asking = Router(name="interactions-asking")
    asking.callback_query.register(asked_about_interaction, AskAboutInteraction.filter())
    return asking
