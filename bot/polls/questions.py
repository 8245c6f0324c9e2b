"""What a client said in words of their own."""

from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.polls.callback_data import AskPollWords
from bot.polls.handlers import show_poll
from bot.questions import Asked, Question, ask
from domain.interactions.model import InteractionId
from domain.org.model import Actor
from domain.polls.use_cases import AnswerPollInWords, NamePollQuestion


async def words_asked(
    _query: CallbackQuery,
    callback_data: AskPollWords,
    actor: Actor,
    name_poll_question: NamePollQuestion,
    dialog_manager: DialogManager,
) -> None:
    """Raises: NotFound, PollChanged."""
    interaction_id = InteractionId(callback_data.interaction_id)
    poll, question = await name_poll_question(
        actor,
        interaction_id,
        callback_data.poll,
        callback_data.question,
        rules_version=callback_data.rules,
    )
    await ask(
        dialog_manager,
        "poll_words",
        interaction_id=interaction_id,
        poll=poll,
        question=question,
        version=callback_data.version,
    )


async def words_told(asked: Asked, text: str) -> None:
    answer_poll_in_words: AnswerPollInWords = asked.data["answer_poll_in_words"]
    data, ids = asked.data, asked.ids
    interaction_id = InteractionId(ids["interaction_id"])
    await answer_poll_in_words(
        data["actor"],
        interaction_id,
        ids["poll"],
        ids["question"],
        text,
        version=int(ids["version"]),
    )
    await asked.close()
    await show_poll(
        asked.target,
        data["actor"],
        interaction_id,
        ids["poll"],
        data["texts"],
        data["view_poll"],
        data["cards"],
    )


QUESTIONS: Final = (Question("poll_words", "question-poll-words", words_told),)


def dialog_router() -> Router:
    asking = Router(name="polls-asking")
    asking.callback_query.register(words_asked, AskPollWords.filter())
    return asking
