"""What is asked in words about a client's dates and consents, and what the answers do."""

from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.dialogs import texts_of
from bot.greetings.callback_data import COMPANY, AskAboutConsent, AskForDate
from bot.greetings.date_instead import confirm_replacing
from bot.greetings.dates_handlers import show_consents, show_dates
from bot.questions import Asked, Question, ask
from domain.clients.model import ClientId, ContactId
from domain.greetings.errors import PersonalDateThere
from domain.greetings.model import ConsentChannel, DateKind
from domain.greetings.use_cases import AddPersonalDate, SetConsent

WAYS: Final = ("spoken", "written", "form")
"""How consents are usually given and withdrawn."""


async def date_asked(
    _query: CallbackQuery, callback_data: AskForDate, dialog_manager: DialogManager
) -> None:
    name = "named_date" if callback_data.kind is DateKind.NAMED else "client_date"
    await ask(
        dialog_manager,
        name,
        client_id=callback_data.client_id,
        contact_id=callback_data.contact_id,
        kind=str(callback_data.kind),
    )


async def date_told(asked: Asked, text: str) -> None:
    add_personal_date: AddPersonalDate = asked.data["add_personal_date"]
    contact_id = asked.ids["contact_id"]
    try:
        await add_personal_date(
            asked.data["actor"],
            ClientId(asked.ids["client_id"]),
            None if contact_id == COMPANY else ContactId(contact_id),
            DateKind(asked.ids["kind"]),
            text,
        )
    except PersonalDateThere as there:
        await confirm_replacing(asked.manager, there, asked.ids, text)
        return
    await asked.close()
    data = asked.data
    await show_dates(
        asked.target,
        data["actor"],
        asked.ids["client_id"],
        data["texts"],
        data["view_client_dates"],
        data["cards"],
    )


async def consent_asked(
    _query: CallbackQuery, callback_data: AskAboutConsent, dialog_manager: DialogManager
) -> None:
    given = "given" if callback_data.is_given else "withdrawn"
    await ask(
        dialog_manager,
        f"consent_{given}",
        client_id=callback_data.client_id,
        contact_id=callback_data.contact_id,
        channel=str(callback_data.channel),
    )


async def consent_given(asked: Asked, text: str) -> None:
    await _keep(asked, text, is_given=True)


async def consent_withdrawn(asked: Asked, text: str) -> None:
    await _keep(asked, text, is_given=False)


async def _keep(asked: Asked, text: str, *, is_given: bool) -> None:
    data, ids = asked.data, asked.ids
    set_consent: SetConsent = data["set_consent"]
    how = texts_of(asked.manager).plain(f"consent-way-{text}-button") if text in WAYS else text
    await set_consent(
        data["actor"],
        ClientId(ids["client_id"]),
        ContactId(ids["contact_id"]),
        ConsentChannel(ids["channel"]),
        is_given=is_given,
        how=how,
    )
    await asked.close()
    await show_consents(
        asked.target,
        data["actor"],
        ids["client_id"],
        ids["contact_id"],
        data["texts"],
        data["view_client_dates"],
        data["cards"],
    )


READY: Final = tuple((way, f"consent-way-{way}-button") for way in WAYS)

QUESTIONS = (
    Question("client_date", "question-client-date", date_told),
    Question("named_date", "question-named-date", date_told),
    Question("consent_given", "question-consent-given", consent_given, READY),
    Question("consent_withdrawn", "question-consent-withdrawn", consent_withdrawn, READY),
)


def dialog_router() -> Router:
    """Taps that lead to a question."""
    asking = Router(name="greetings-asking")
    asking.callback_query.register(date_asked, AskForDate.filter())
    asking.callback_query.register(consent_asked, AskAboutConsent.filter())
    return asking
