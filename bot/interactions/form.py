"""The form that proposes a contact as it was understood: each part one tap to change, one to log.

It is begun by a message that tells of a contact, and by a file, a place or a forwarded message that
is to be filed with a client. What is not known (whose it was) is asked first.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from aiogram import F
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from bot.dialogs import actor_of, close_form, entered, open_form, texts_of
from bot.interactions.cards import interaction_card
from bot.interactions.contents import MEDIA, filed_in, kind_for, once_of, spot_in, words_in
from bot.interactions.proposal import new_interaction, proposal
from bot.interactions.whose import clients_to_choose
from bot.interactions.wording import kind_name
from bot.matters import ShowMatter
from bot.requests.form import begin_request
from domain.clients.model import ClientId
from domain.clients.typed_line import TypedClient
from domain.clients.use_cases import CreateClient
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.interactions.model import WORDS_LIMIT, FiledMessage, InteractionKind, InteractionResult
from domain.interactions.reading import (
    ContactPlace,
    ContactRead,
    ReadNextStep,
    ReadPastMoment,
    ViewContactPlace,
)
from domain.interactions.rules import require_room
from domain.interactions.use_cases import LogInteraction, ViewInteraction
from domain.notes import clean_note

NO_ANSWER = "no_answer"
"""The choice of a call that reached nobody, beside the kinds."""
MOMENTS: Final = {
    "now": timedelta(0),
    "half_an_hour": timedelta(minutes=30),
    "two_hours": timedelta(hours=2),
}
YESTERDAY = "yesterday"
STEP_DAYS: Final = {"tomorrow": 1, "three": 3, "week": 7}


class ContactForm(StatesGroup):
    review = State()
    client = State()
    kind = State()
    moment = State()
    words = State()
    step = State()


SENT = MEDIA | F.location | F.venue


async def propose_told(manager: DialogManager, message: Message, read: ContactRead) -> None:
    """A contact as a message tells it; whose it was is asked where that is not sure."""
    said = read.said
    step = said.step
    begun = {
        "once": once_of(message),
        "kind": str(said.kind),
        "result": str(said.result),
        "through": said.through and str(said.through),
        "at": said.at and said.at.isoformat(),
        "words": said.note,
        "step": step and (step.words or said.note),
        "has_step": step is not None,
        "step_at": step and step.deadline.at.isoformat(),
        "step_has_time": bool(step and step.deadline.has_time),
        "named": said.client and said.client.text,
        "person": said.contact and said.contact.text,
        "about": read.clients[0].id if len(read.clients) == 1 else None,
    }
    if begun["about"] is not None and begun["person"] is None:
        begun["person"] = begun["named"]  # «встретился с Ивановым»: found by the person's name
    state = ContactForm.review if begun["about"] is not None else ContactForm.client
    await open_form(manager, state, begun)


async def propose_filed(manager: DialogManager, message: Message) -> None:
    """What was sent without a word of whom it is about: that is asked first."""
    filed, spot = filed_in(message), spot_in(message)
    begun = {
        "once": once_of(message),
        "kind": str(kind_for(message)),
        "result": str(InteractionResult.REACHED),
        "words": words_in(message),
        "files": [_kept(filed)] if filed else [],
        "spot": asdict(spot) if spot else None,
    }
    await open_form(manager, ContactForm.client, begun)


def _kept(filed: FiledMessage) -> dict[str, str | None]:
    return {"kind": str(filed.kind), "file_id": filed.file_id, "name": filed.name}


def _now(manager: DialogManager) -> datetime:
    clock: Clock = manager.middleware_data["clock"]
    return clock()


async def _place(manager: DialogManager, filled: dict[str, Any]) -> ContactPlace:
    view_contact_place: ViewContactPlace = manager.middleware_data["view_contact_place"]
    return await view_contact_place(
        actor_of(manager), ClientId(filled["about"]), contact=filled.get("person")
    )


async def review_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    filled, texts = entered(dialog_manager), texts_of(dialog_manager)
    place = await _place(dialog_manager, filled)
    return {
        "review": proposal(
            filled, place, texts, now=_now(dialog_manager), zone=actor_of(dialog_manager).zone
        ),
        "has_step": bool(filled.get("has_step")),
        "has_files": bool(filled.get("files")),
    }


async def client_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    filled = entered(dialog_manager)
    window = await clients_to_choose(dialog_manager, filled)
    return {**window, "has_files": bool(filled.get("files"))}


async def client_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, client_id: str
) -> None:
    manager.dialog_data["about"] = int(client_id)
    await manager.switch_to(ContactForm.review)


async def client_created(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    create_client: CreateClient = manager.middleware_data["create_client"]
    client = await create_client(actor_of(manager), TypedClient(entered(manager)["wanted"]))
    manager.dialog_data["about"] = client.id
    await manager.switch_to(ContactForm.review)


async def more_sent(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """One more file of an album, or a place, for what is in hand."""
    filled = entered(manager)
    filed, spot = filed_in(message), spot_in(message)
    if filed is not None:
        require_room(len(filled.get("files") or ()))
        manager.dialog_data["files"] = [*(filled.get("files") or ()), _kept(filed)]
    if spot is not None:
        manager.dialog_data["spot"] = asdict(spot)
    words = words_in(message)
    if words:
        known = filled.get("words")
        manager.dialog_data["words"] = f"{known}\n{words}" if known else words


async def kinds_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    texts = texts_of(dialog_manager)
    reached, no_answer = InteractionResult
    kinds = [(kind_name(kind, reached, texts), str(kind)) for kind in InteractionKind]
    kinds.insert(1, (kind_name(InteractionKind.CALL, no_answer, texts), NO_ANSWER))
    return {"kinds": kinds}


async def kind_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, chosen: str
) -> None:
    is_unanswered = chosen == NO_ANSWER
    result = InteractionResult.NO_ANSWER if is_unanswered else InteractionResult.REACHED
    kind = InteractionKind.CALL if is_unanswered else InteractionKind(chosen)
    if kind != entered(manager)["kind"]:
        manager.dialog_data["through"] = None
    manager.dialog_data.update(kind=str(kind), result=str(result))
    await manager.switch_to(ContactForm.review)


async def moments_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    texts = texts_of(dialog_manager)
    keys = [*MOMENTS, YESTERDAY]
    return {"moments": [(texts.plain(f"interaction-{_dashed(key)}"), key) for key in keys]}


def _dashed(key: str) -> str:
    return f"moment-{key.replace('_', '-')}"


async def moment_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, chosen: str
) -> None:
    if chosen == YESTERDAY:
        await _set_moment(manager, texts_of(manager).plain("day-yesterday"))
        return
    manager.dialog_data["at"] = (_now(manager) - MOMENTS[chosen]).isoformat()
    await manager.switch_to(ContactForm.review)


async def moment_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    await _set_moment(manager, message.text or "")


async def _set_moment(manager: DialogManager, text: str) -> None:
    read_past_moment: ReadPastMoment = manager.middleware_data["read_past_moment"]
    at = await read_past_moment(actor_of(manager), text)
    manager.dialog_data["at"] = at.isoformat()
    await manager.switch_to(ContactForm.review)


async def words_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    manager.dialog_data["words"] = clean_note(message.text or "", limit=WORDS_LIMIT)
    await manager.switch_to(ContactForm.review)


async def steps_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    texts = texts_of(dialog_manager)
    return {"days": [(texts.plain(f"interaction-step-{key}"), key) for key in STEP_DAYS]}


async def step_day_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, chosen: str
) -> None:
    count = STEP_DAYS[chosen]
    typed = texts_of(manager).plain("interaction-step-in-days", count=count)
    await _set_step(manager, typed, words=entered(manager).get("step"))


async def step_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    await _set_step(manager, message.text or "", words=None)


async def _set_step(manager: DialogManager, typed: str, *, words: str | None) -> None:
    read_next_step: ReadNextStep = manager.middleware_data["read_next_step"]
    default = words or texts_of(manager).plain("interaction-step-default")
    step = await read_next_step(actor_of(manager), typed, default=default)
    manager.dialog_data.update(
        has_step=True,
        step=step.words,
        step_at=step.deadline.at.isoformat(),
        step_has_time=step.deadline.has_time,
    )
    await manager.switch_to(ContactForm.review)


async def step_dropped(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data["has_step"] = False
    await manager.switch_to(ContactForm.review)


async def log_pressed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data, filled, actor = manager.middleware_data, entered(manager), actor_of(manager)
    log_interaction: LogInteraction = data["log_interaction"]
    view_interaction: ViewInteraction = data["view_interaction"]
    show_matter: ShowMatter = data["show_matter"]
    place = await _place(manager, filled)
    logged = await log_interaction(actor, new_interaction(filled, place, texts_of(manager)))
    await close_form(manager)
    page = await view_interaction(actor, logged.interaction.id)
    screen = interaction_card(
        page, texts_of(manager), now=_now(manager), zone=actor.zone, logged=logged
    )
    await show_matter.as_screen(query, actor, Matter.INTERACTION, logged.interaction.id, screen)


async def made_request(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """What was sent is no contact, but something that the client asks for."""
    filled = entered(manager)
    sent = {name: filled.get(name) for name in ("words", "files", "at")}
    await begin_request(manager, filled["once"], filled.get("about") or 0, sent)
