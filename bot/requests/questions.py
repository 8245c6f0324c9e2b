"""What is asked in words about a request, to whom it is given, and what the answers do."""

from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot.dialogs import texts_of
from bot.interactions.contents import once_of
from bot.matters import ShowMatter
from bot.questions import Asked, Question, ask
from bot.requests.callback_data import AskForAnswer, AskForResult, ChooseReceiver
from bot.tasks.colleagues import ColleagueChoice, choose_colleague
from domain.delivery.model import Matter
from domain.interactions.model import InteractionKind
from domain.org.model import Actor, PersonId
from domain.requests.model import RequestId
from domain.requests.queries import ViewRequest
from domain.requests.use_cases import AnswerRequest, CloseRequest, ReassignRequest

RESULTS: Final = ("solved", "answered", "dropped")
"""How requests usually end."""


async def answer_asked(
    _query: CallbackQuery,
    callback_data: AskForAnswer,
    actor: Actor,
    view_request: ViewRequest,
    dialog_manager: DialogManager,
) -> None:
    await view_request(actor, RequestId(callback_data.request_id))
    await ask(
        dialog_manager,
        "request_answer",
        request_id=callback_data.request_id,
        kind=callback_data.kind,
    )


async def answer_told(asked: Asked, text: str) -> None:
    answer_request: AnswerRequest = asked.data["answer_request"]
    request_id = RequestId(asked.ids["request_id"])
    once = once_of(asked.target) if isinstance(asked.target, Message) else asked.target.id
    kind = InteractionKind(asked.ids["kind"])
    await answer_request(asked.data["actor"], request_id, kind, text, once=once)
    await _show(asked, request_id)


async def result_asked(
    _query: CallbackQuery,
    callback_data: AskForResult,
    actor: Actor,
    view_request: ViewRequest,
    dialog_manager: DialogManager,
) -> None:
    await view_request(actor, RequestId(callback_data.request_id))
    await ask(
        dialog_manager,
        "request_result",
        request_id=callback_data.request_id,
        version=callback_data.version,
    )


async def result_told(asked: Asked, text: str) -> None:
    close_request: CloseRequest = asked.data["close_request"]
    request_id = RequestId(asked.ids["request_id"])
    is_ready = isinstance(asked.target, CallbackQuery) and text in RESULTS
    words = texts_of(asked.manager).plain(f"request-result-{text}-button") if is_ready else text
    version = int(asked.ids["version"])
    await close_request(asked.data["actor"], request_id, words, version=version)
    await _show(asked, request_id)


async def receiver_asked(
    _query: CallbackQuery,
    callback_data: ChooseReceiver,
    actor: Actor,
    view_request: ViewRequest,
    dialog_manager: DialogManager,
) -> None:
    await view_request(actor, RequestId(callback_data.request_id))
    await choose_colleague(dialog_manager, "request_receiver", request_id=callback_data.request_id)


async def receiver_chosen(asked: Asked, person_id: PersonId) -> None:
    reassign_request: ReassignRequest = asked.data["reassign_request"]
    request_id = RequestId(asked.ids["request_id"])
    await reassign_request(asked.data["actor"], request_id, person_id)
    await _show(asked, request_id)


async def _show(asked: Asked, request_id: RequestId) -> None:
    show_matter: ShowMatter = asked.data["show_matter"]
    await asked.close()
    await show_matter(asked.target, asked.data["actor"], Matter.REQUEST, request_id)


QUESTIONS = (
    Question("request_answer", "question-request-answer", answer_told),
    Question(
        "request_result",
        "question-request-result",
        result_told,
        tuple((result, f"request-result-{result}-button") for result in RESULTS),
    ),
)

COLLEAGUE_CHOICES = (
    ColleagueChoice("request_receiver", "question-request-receiver", receiver_chosen),
)


def dialog_router() -> Router:
    """Taps that lead to a question."""
    asking = Router(name="requests-questions")
    asking.callback_query.register(answer_asked, AskForAnswer.filter())
    asking.callback_query.register(result_asked, AskForResult.filter())
    asking.callback_query.register(receiver_asked, ChooseReceiver.filter())
    return asking
