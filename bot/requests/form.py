"""The form of a client's request: proposed as it was understood, each part one tap to change.

It is begun by one line that tells of a request, by a client's «➕ Обращение» or by /request,
and from the form of a contact, for what was sent there. What is not known is asked first.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from bot.dialogs import actor_of, close_form, entered, open_form, texts_of
from bot.interactions.contents import filed_in, once_of, words_in
from bot.interactions.whose import client_wanted, clients_to_choose
from bot.matters import ShowMatter
from bot.requests.proposal import (
    Proposed,
    kept_file,
    new_request,
    proposal,
    proposed,
    words_for_file,
)
from bot.shortening import shorten
from domain.clients.model import ClientId, ContactId
from domain.clients.typed_line import TypedClient
from domain.clients.use_cases import CreateClient
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.interactions.reading import ReadPastMoment
from domain.interactions.rules import require_room
from domain.notes import clean_note
from domain.requests.model import WORDS_LIMIT
from domain.requests.reading import ReadRequest, RequestPlace, RequestRead, ViewRequestPlace
from domain.requests.use_cases import LogRequest

LONGEST_LABEL = 40
NOBODY = "0"
"""No contact person, or no deal."""


class RequestForm(StatesGroup):
    review = State()
    client = State()
    kind = State()
    channel = State()
    person = State()
    deal = State()
    moment = State()
    words = State()


async def propose_request(manager: DialogManager, message: Message, read: RequestRead) -> None:
    """A request as one line tells it; whose it was is asked where that is not sure."""
    said = read.said
    begun = {
        "once": once_of(message),
        "kind": said.kind,
        "channel": said.channel,
        "words": said.words,
        "named": said.client.text,
        "person": said.contact and said.contact.text,
        "about": read.clients[0].id if len(read.clients) == 1 else None,
    }
    await open_form(manager, _first(begun), begun)


async def begin_request(
    manager: DialogManager, once: str, client_id: int, filled: Mapping[str, Any] | None = None
) -> None:
    """``client_id`` 0 where it is not known; ``filled`` are words and files that were sent."""
    begun = {**(filled or {}), "once": once, "about": client_id or None}
    # The way back is the client's card, where it was begun there.
    await open_form(manager, _first(begun), {**begun, "client_id": client_id})


def _first(begun: Mapping[str, Any]) -> State:
    if begun.get("about") is None:
        return RequestForm.client
    return RequestForm.review if begun.get("words") else RequestForm.words


async def _place(manager: DialogManager) -> RequestPlace:
    filled = entered(manager)
    view_request_place: ViewRequestPlace = manager.middleware_data["view_request_place"]
    chosen = filled.get("contact_id")
    return await view_request_place(
        actor_of(manager),
        ClientId(filled["about"]),
        contact=None if chosen == 0 else filled.get("person"),
        contact_id=ContactId(chosen) if chosen else None,
        came_at=datetime.fromisoformat(filled["at"]) if filled.get("at") else None,
    )


async def _proposed(manager: DialogManager) -> tuple[Proposed, RequestPlace]:
    place = await _place(manager)
    return proposed(entered(manager), place), place


async def review_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    told, place = await _proposed(dialog_manager)
    clock: Clock = dialog_manager.middleware_data["clock"]
    texts, zone = texts_of(dialog_manager), actor_of(dialog_manager).zone
    return {
        "review": proposal(told, place, texts, now=clock(), zone=zone),
        "has_people": bool(place.contacts),
        "has_deals": bool(place.deals),
        "can_log": bool(told.words),
    }


async def client_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    return await clients_to_choose(dialog_manager, entered(dialog_manager))


async def client_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, client_id: str
) -> None:
    await _set_client(manager, int(client_id))


async def client_created(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    create_client: CreateClient = manager.middleware_data["create_client"]
    client = await create_client(actor_of(manager), TypedClient(entered(manager)["wanted"]))
    await _set_client(manager, client.id)


async def client_typed(message: Message, input_: MessageInput, manager: DialogManager) -> None:
    """The client's name, or the whole request in one line: «Ромашка: не пришёл счёт»."""
    read = None if entered(manager).get("words") else await _read_whole(message, manager)
    words = read.said.words if read else None
    if read is None or not words:
        await client_wanted(message, input_, manager)
        return
    said = read.said
    manager.dialog_data.update(
        words=clean_note(words, limit=WORDS_LIMIT),
        kind=said.kind,
        channel=said.channel,
        person=said.contact and said.contact.text,
        wanted=said.client.text,
    )
    if len(read.clients) == 1:
        await _set_client(manager, read.clients[0].id)


async def _read_whole(message: Message, manager: DialogManager) -> RequestRead | None:
    read_request: ReadRequest = manager.middleware_data["read_request"]
    text = message.text or ""
    return await read_request(actor_of(manager), text, is_request=":" in text)


async def _set_client(manager: DialogManager, client_id: int) -> None:
    filled = entered(manager)
    manager.dialog_data["about"] = client_id
    if client_id != filled.get("about"):
        manager.dialog_data.update(contact_id=None, deal_id=None)
    await manager.switch_to(RequestForm.review if filled.get("words") else RequestForm.words)


async def kinds_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    return {"terms": await _terms(dialog_manager, "kinds")}


async def channels_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    return {"terms": await _terms(dialog_manager, "channels")}


async def _terms(manager: DialogManager, name: str) -> list[tuple[str, str]]:
    rules = (await _place(manager)).rulebook.requests
    terms = rules.kinds if name == "kinds" else rules.channels
    language = texts_of(manager).language
    return [(term.name.for_language(language), term.key) for term in terms]


async def kind_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, key: str
) -> None:
    manager.dialog_data["kind"] = key
    await manager.switch_to(RequestForm.review)


async def channel_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, key: str
) -> None:
    manager.dialog_data["channel"] = key
    await manager.switch_to(RequestForm.review)


async def people_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    place = await _place(dialog_manager)
    people = [(shorten(person.name, LONGEST_LABEL), str(person.id)) for person in place.contacts]
    nobody = texts_of(dialog_manager).plain("request-nobody-button")
    return {"people": [*people, (nobody, NOBODY)]}


async def person_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, contact_id: str
) -> None:
    manager.dialog_data["contact_id"] = int(contact_id)
    await manager.switch_to(RequestForm.review)


async def deals_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    place = await _place(dialog_manager)
    deals = [(shorten(deal.title, LONGEST_LABEL), str(deal.id)) for deal in place.deals]
    none = texts_of(dialog_manager).plain("request-no-deal-button")
    return {"deals": [*deals, (none, NOBODY)]}


async def deal_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, deal_id: str
) -> None:
    manager.dialog_data["deal_id"] = int(deal_id) or None
    await manager.switch_to(RequestForm.review)


async def now_chosen(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data["at"] = None
    await manager.switch_to(RequestForm.review)


async def moment_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    read_past_moment: ReadPastMoment = manager.middleware_data["read_past_moment"]
    at = await read_past_moment(actor_of(manager), message.text or "")
    manager.dialog_data["at"] = at.isoformat()
    await manager.switch_to(RequestForm.review)


async def words_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    manager.dialog_data["words"] = clean_note(message.text or "", limit=WORDS_LIMIT)
    if message.forward_origin is not None:
        _keep_file(message, manager)
    await manager.switch_to(RequestForm.review)


async def file_sent(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """A file with its caption, or with what it is as the words; one more of an album."""
    _keep_file(message, manager)
    known, said = entered(manager).get("words"), words_in(message)
    if said:
        words = clean_note(f"{known}\n{said}" if known else said, limit=WORDS_LIMIT)
        manager.dialog_data["words"] = words
    elif not known:
        manager.dialog_data["words"] = words_for_file(filed_in(message), texts_of(manager))
    await manager.switch_to(RequestForm.review)


def _keep_file(message: Message, manager: DialogManager) -> None:
    filed, kept = filed_in(message), entered(manager).get("files") or ()
    if filed is not None:
        require_room(len(kept))
        manager.dialog_data["files"] = [*kept, kept_file(filed)]


async def log_pressed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data, actor = manager.middleware_data, actor_of(manager)
    log_request: LogRequest = data["log_request"]
    show_matter: ShowMatter = data["show_matter"]
    told, place = await _proposed(manager)
    request = await log_request(actor, new_request(told, place))
    await close_form(manager)
    await show_matter(query, actor, Matter.REQUEST, request.id)
