"""What is asked in words about a client, and what the answers do."""

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.clients.callback_data import AskAboutClient, AskEmail
from bot.clients.cards import whose_email
from bot.clients.others_with import confirm_shared
from bot.matters import ShowMatter
from bot.questions import Asked, Question, ask
from bot.screens import show
from bot.texts import Texts
from domain.clients.duplicates import Sign
from domain.clients.errors import ClientHasTwins
from domain.clients.identity import ChangeEmail, ChangeTaxNumber
from domain.clients.model import ClientId, ContactId
from domain.clients.queries import ViewClient
from domain.clients.use_cases import AddClientNote, AddClientPhone, RenameClient
from domain.delivery.model import Matter
from domain.errors import Outdated
from domain.org.model import Actor

NO_TAX_NUMBER = "-"
"""What the button says in place of a number."""


async def asked_about_client(
    _query: CallbackQuery, callback_data: AskAboutClient, dialog_manager: DialogManager
) -> None:
    name = f"client_{callback_data.what}"
    if name not in {question.name for question in QUESTIONS}:
        raise Outdated  # a button of another version, or a forged one
    await ask(dialog_manager, name, client_id=callback_data.client_id, contact_id=0)


async def asked_for_email(
    query: CallbackQuery,
    callback_data: AskEmail,
    dialog_manager: DialogManager,
    actor: Actor,
    texts: Texts,
    view_client: ViewClient,
) -> None:
    """Of the only contact at once; of several, whose is to be tapped first."""
    contact_id = callback_data.contact_id
    if not contact_id:
        view = (await view_client(actor, ClientId(callback_data.client_id))).view
        if len(view.contacts) > 1:
            await show(query, whose_email(view, texts))
            return
        contact_id = view.contacts[0].id if view.contacts else 0
    await ask(
        dialog_manager, "client_email", client_id=callback_data.client_id, contact_id=contact_id
    )


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
        await confirm_shared(asked.manager, Sign.PHONE, client_id, text)
        return
    await _show_client(asked)


async def tax_number_told(asked: Asked, text: str) -> None:
    change_tax_number: ChangeTaxNumber = asked.data["change_tax_number"]
    client_id = ClientId(asked.ids["client_id"])
    number = None if text == NO_TAX_NUMBER else text
    try:
        await change_tax_number(asked.data["actor"], client_id, number)
    except ClientHasTwins:
        await confirm_shared(asked.manager, Sign.TAX_NUMBER, client_id, text)
        return
    await _show_client(asked)


async def email_told(asked: Asked, text: str) -> None:
    change_email: ChangeEmail = asked.data["change_email"]
    client_id, contact_id = ClientId(asked.ids["client_id"]), asked.ids["contact_id"]
    contact = ContactId(contact_id) if contact_id else None
    try:
        await change_email(asked.data["actor"], client_id, contact, text)
    except ClientHasTwins:
        await confirm_shared(asked.manager, Sign.EMAIL, client_id, text, contact_id)
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
    Question(
        "client_tax_number",
        "question-client-tax-number",
        tax_number_told,
        ready=((NO_TAX_NUMBER, "client-no-tax-number-button"),),
    ),
    Question("client_email", "question-client-email", email_told),
)


def dialog_router() -> Router:
    """Taps that lead to a question."""
    asking = Router(name="clients-asking")
    asking.callback_query.register(asked_about_client, AskAboutClient.filter())
    asking.callback_query.register(asked_for_email, AskEmail.filter())
    return asking
