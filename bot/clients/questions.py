"""What is asked in words about a client, and what the answers do."""

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.clients.callback_data import AskAboutClient
from bot.clients.phone_of_others import confirm_phone
from bot.matters import ShowMatter
from bot.questions import Asked, Question, ask
from domain.clients.errors import ClientHasTwins
from domain.clients.model import ClientId
from domain.clients.use_cases import AddClientNote, AddClientPhone, RenameClient
from domain.delivery.model import Matter
from domain.errors import Outdated


async def asked_about_client(
    _query: CallbackQuery, callback_data: AskAboutClient, dialog_manager: DialogManager
) -> None:
    name = f"client_{callback_data.what}"
    if name not in {question.name for question in QUESTIONS}:
        raise Outdated  # a button of another version, or a forged one
    await ask(dialog_manager, name, client_id=callback_data.client_id)


async def _show_client(asked: Asked) -> None:
    show_matter: ShowMatter = asked.data["show_matter"]
    await asked.close()
    await show_matter(asked.target, asked.data["actor"], Matter.CLIENT, asked.ids["client_id"])


async def note_told(asked: Asked, text: str) -> None:
    add_client_note: AddClientNote = asked.data["add_client_note"]
    await add_client_note(asked.data["actor"], ClientId(asked.ids["client_id"]), text)
    await _show_client(asked)


async def phone_told(asked: Asked, text: str) -> None:
    add_client_phone: AddClientPhone = asked.data["add_client_phone"]
    client_id = ClientId(asked.ids["client_id"])
    try:
        await add_client_phone(asked.data["actor"], client_id, text)
    except ClientHasTwins:
        await confirm_phone(asked.manager, client_id, text)
        return
    await _show_client(asked)


async def name_told(asked: Asked, text: str) -> None:
    rename_client: RenameClient = asked.data["rename_client"]
    await rename_client(asked.data["actor"], ClientId(asked.ids["client_id"]), text)
    await _show_client(asked)


QUESTIONS = (
    Question("client_note", "question-client-note", note_told),
    Question("client_phone", "question-client-phone", phone_told),
    Question("client_name", "question-client-name", name_told),
)


def dialog_router() -> Router:
    """Taps that lead to a question."""
    asking = Router(name="clients-asking")
    asking.callback_query.register(asked_about_client, AskAboutClient.filter())
    return asking
