"""Data of one person on request, for administrators: handed out as a file, or erased for good."""

import json
from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot.callback_data import OpenClient
from bot.clients.duplicates.callback_data import (
    ErasePerson,
    ExportPerson,
    OpenPersonalData,
    OpenPersonsData,
)
from bot.matters import ShowMatter, show_instead
from bot.questions import Asked, Question, ask
from bot.screens import Button, Document, Row, Screen, show
from bot.shortening import shorten
from bot.texts import Texts
from domain.clients.erasure import ErasureUnconfirmed, Subject, require_eraser
from domain.clients.erasure_use_cases import ErasePersonalData, ExportPersonalData
from domain.clients.model import ClientId
from domain.clients.queries import ViewClient
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.notes import clean_note
from domain.org.model import Actor
from domain.rate_limits import Limited, RateLimits

LONGEST_LABEL: Final = 40
MOST_PEOPLE: Final = 20
YES: Final = "yes"
FILE_NAME: Final = "personal_data.json"


async def people_opened(
    query: CallbackQuery,
    callback_data: OpenPersonalData,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    view_client: ViewClient,
) -> None:
    require_eraser(actor)
    view = (await view_client(actor, ClientId(callback_data.client_id))).view
    client = view.client
    whole = Button(
        texts.plain("personal-data-client-button", name=shorten(client.name, LONGEST_LABEL)),
        OpenPersonsData(subject=Subject.CLIENT, subject_id=client.id, client_id=client.id),
    )
    people: list[Row] = [
        (
            Button(
                texts.plain("client-known-button", name=shorten(person.name, LONGEST_LABEL)),
                OpenPersonsData(subject=Subject.CONTACT, subject_id=person.id, client_id=client.id),
            ),
        )
        for person in view.contacts[:MOST_PEOPLE]
    ]
    back = (Button(texts.plain("back-button"), OpenClient(client_id=client.id)),)
    await show_instead(
        query, Screen(texts("personal-data-title"), (*people, (whole,), back)), cards
    )


async def person_opened(
    query: CallbackQuery,
    callback_data: OpenPersonsData,
    actor: Actor,
    texts: Texts,
    cards: Cards,
) -> None:
    require_eraser(actor)
    about = callback_data
    screen = Screen(
        texts(f"personal-data-of-{about.subject.value}"),
        (
            (
                Button(
                    texts.plain("personal-data-export-button"),
                    ExportPerson(subject=about.subject, subject_id=about.subject_id),
                ),
                Button(
                    texts.plain("personal-data-erase-button"),
                    ErasePerson(subject=about.subject, subject_id=about.subject_id),
                ),
            ),
            (Button(texts.plain("back-button"), OpenPersonalData(client_id=about.client_id)),),
        ),
    )
    await show_instead(query, screen, cards)


async def export_pressed(
    query: CallbackQuery,
    callback_data: ExportPerson,
    actor: Actor,
    texts: Texts,
    rate_limits: RateLimits,
    export_personal_data: ExportPersonalData,
) -> None:
    rate_limits.require(actor.id, Limited.FILE)
    data = await export_personal_data(actor, callback_data.subject, callback_data.subject_id)
    content = json.dumps(data, ensure_ascii=False, indent=2).encode()
    screen = Screen(texts("personal-data-exported"), document=Document(FILE_NAME, content))
    await query.answer()
    if isinstance(query.message, Message):
        await show(query.message, screen)


async def erase_pressed(
    _query: CallbackQuery, callback_data: ErasePerson, actor: Actor, dialog_manager: DialogManager
) -> None:
    require_eraser(actor)
    await ask(
        dialog_manager,
        "erasure_reason",
        subject=callback_data.subject.value,
        subject_id=callback_data.subject_id,
    )


async def reason_told(asked: Asked, text: str) -> None:
    """Asked once more before anything is done."""
    reason = clean_note(text)
    await ask(
        asked.manager,
        "erasure_confirm",
        subject=asked.ids["subject"],
        subject_id=asked.ids["subject_id"],
        reason=reason,
    )


async def confirmed(asked: Asked, text: str) -> None:
    if text != YES:
        raise ErasureUnconfirmed
    erase_personal_data: ErasePersonalData = asked.data["erase_personal_data"]
    show_matter: ShowMatter = asked.data["show_matter"]
    actor, ids = asked.data["actor"], asked.ids
    client_id = await erase_personal_data(
        actor, Subject(ids["subject"]), ids["subject_id"], ids["reason"]
    )
    await asked.close()
    await show_matter(asked.target, actor, Matter.CLIENT, client_id)


QUESTIONS = (
    Question("erasure_reason", "question-erasure-reason", reason_told),
    Question(
        "erasure_confirm",
        "question-erasure-confirm",
        confirmed,
        ready=((YES, "personal-data-erase-now-button"),),
    ),
)


def router() -> Router:
    data = Router(name="personal-data")
    data.callback_query.register(people_opened, OpenPersonalData.filter())
    data.callback_query.register(person_opened, OpenPersonsData.filter())
    data.callback_query.register(export_pressed, ExportPerson.filter())
    return data


def dialog_router() -> Router:
    asking = Router(name="personal-data-asking")
    asking.callback_query.register(erase_pressed, ErasePerson.filter())
    return asking
