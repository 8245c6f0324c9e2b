"""A tap that goes straight to its handler comes where the library would have brought it."""

from collections import defaultdict
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, Chat, Contact, Document, Message, Sticker, Update, User
from aiogram_dialog import Dialog
from aiogram_dialog.api.entities import Stack
from aiogram_dialog.context.storage import StorageProxy
from aiogram_dialog.setup import collect_dialogs

from bot.button_routes import ButtonRouter
from bot.conversation_storage import ConversationIsolation
from bot.deals.callback_data import MoveDealTo
from bot.message_routes import FormsRouter
from bot.updates.straight import StraightToButton, StraightWithWords, is_words
from domain.org.model import Role
from tests.bot.forged_buttons import forged
from tests.bot.matrix_company import Ids
from tests.bot.surface import buttons, dispatcher

TAPPER = User(id=7, is_bot=False, first_name="Anna")
PRIVATE = Chat(id=7, type="private")
GROUP = Chat(id=-100, type="supergroup")


class OneOfEach:
    """Every record has the number one; the matrix's own are of a database."""

    def __init__(self) -> None:
        self.versions: defaultdict[int, int] = defaultdict(lambda: 1)

    def __getattr__(self, record: str) -> int:
        return 1


def a_tap(data: str, chat: Chat = PRIVATE) -> CallbackQuery:
    card = Message(message_id=1, date=datetime(2025, 3, 31, tzinfo=UTC), chat=chat, text="card")
    return CallbackQuery(id="1", from_user=TAPPER, chat_instance="1", message=card, data=data)


def a_message(text: str | None, chat: Chat = PRIVATE, **more: Any) -> Message:
    moment = datetime(2025, 3, 31, tzinfo=UTC)
    return Message(message_id=1, date=moment, chat=chat, from_user=TAPPER, text=text, **more)


def straight() -> StraightToButton:
    installed = dispatcher().update.outer_middleware
    return next(one for one in installed if isinstance(one, StraightToButton))


def taps_of_every_button() -> list[CallbackQuery]:
    ids = cast("Ids", OneOfEach())
    return [a_tap(next(forged(kind, ids)).button.pack()) for kind in buttons()]


async def test_it_is_the_handler_that_the_library_would_have_chosen(monkeypatch):
    chosen: list[HandlerObject] = []

    async def note(chosen_one: HandlerObject, *_: Any, **__: Any) -> None:
        chosen.append(chosen_one)

    monkeypatch.setattr(HandlerObject, "call", note)
    found = {tap.data: await straight().find(tap) for tap in taps_of_every_button()}
    direct = {data: pressed for data, pressed in found.items() if pressed is not None}
    bot = Bot("42:nobody")

    for data, (callback_data, handler) in direct.items():
        tap = a_tap(data)
        given = {"bot": bot, "event_update": Update(update_id=1, callback_query=tap)}
        await dispatcher().propagate_event("callback_query", tap, **given)

        assert chosen.pop() is handler, data
        assert callback_data.pack() == data
        assert chosen == []
    assert len(direct) > len(found) / 2


async def test_what_is_no_plain_button_of_a_private_chat_takes_the_librarys_way():
    stage = MoveDealTo(deal_id=1, version=1, stage="engaging").pack()
    others = ["", "nobodys:1", stage.replace(":1:", ":-1:", 1), "deal-to", f"{stage}:more"]

    assert await straight().find(a_tap(stage)) is not None
    assert [await straight().find(a_tap(data)) for data in others] == [None] * len(others)
    assert await straight().find(a_tap(stage, GROUP)) is None


class Colour(CallbackData, prefix="colour"):
    name: str


async def test_of_two_handlers_for_a_button_their_filters_tell():
    taken = []

    async def red(_query, callback_data):
        taken.append("red")

    async def any_colour(_query):
        taken.append("any")

    router = Router()
    router.callback_query.register(red, Colour.filter(F.name == "red"))
    router.callback_query.register(any_colour, Colour.filter())
    routes = ButtonRouter(router, name="colours")

    for name in ("red", "blue"):
        await routes.propagate_event("callback_query", a_tap(Colour(name=name).pack()))

    assert taken == ["red", "any"]
    assert routes.only("colour:red") is None
    assert await routes.propagate_event("callback_query", a_tap("size:1")) is UNHANDLED


def test_a_router_that_looks_at_messages_first_is_refused():
    router = Router(name="curious")
    router.message.filter(F.text)

    with pytest.raises(ValueError, match="curious"):
        ButtonRouter(router, name="all")


async def test_what_is_no_command_goes_past_commands_to_whoever_takes_words():
    commands, words = Router(), Router()
    commands.message.register(lambda _: "commands", Command("help"))
    words.message.register(lambda _: "words", F.text)
    both = ButtonRouter(commands, words, name="both")
    bot = Bot("42:nobody")

    taken = [
        await both.propagate_event("message", a_message(text), bot=bot)
        for text in ("/help", "help", "/helpless")
    ]

    assert taken == ["commands", "words", "words"]


BOT = Bot("42:nobody")
FILE = Document(file_id="1", file_unique_id="1", file_name="plan.pdf")
SENT = [
    a_message("позвонить Климову завтра"),
    a_message("план"),
    a_message("+7 912 345-67-89"),
    a_message(None, contact=Contact(phone_number="79123456789", first_name="Anna")),
    a_message(None, document=FILE),
    a_message(None, document=FILE, caption="план"),
    a_message(None, sticker=Sticker.model_construct(file_id="1")),
]
FORMS = list(collect_dialogs(dispatcher()))


async def standing_open(form: Dialog | None) -> BaseStorage:
    """A chat in which ``form`` was left at its first question; None: none was."""
    storage = MemoryStorage()
    if form is not None:
        proxy = StorageProxy(
            bot=BOT,
            storage=storage,
            events_isolation=ConversationIsolation(),
            user_id=TAPPER.id,
            chat_id=PRIVATE.id,
            thread_id=None,
            business_connection_id=None,
            state_groups={},
        )
        stack = Stack()
        context = stack.push(form.states()[0], {})
        await proxy.save_context(context)
        await proxy.save_stack(stack)
    return storage


@pytest.mark.parametrize("form", [None, *FORMS], ids=lambda form: form.name if form else "none")
async def test_words_come_to_whom_the_library_would_have_brought_them(monkeypatch, form):
    chosen: list[HandlerObject] = []

    async def note(chosen_one: HandlerObject, *_: Any, **__: Any) -> None:
        chosen.append(chosen_one)

    async def nobody(*_: Any) -> None:
        raise AssertionError("it goes straight")

    monkeypatch.setattr(HandlerObject, "call", note)
    installed = dispatcher().update.outer_middleware
    go = next(one for one in installed if isinstance(one, StraightWithWords))
    storage = await standing_open(form)
    for message in (one.as_(BOT) for one in SENT):
        update = Update(update_id=1, message=message)
        known = dispatcher().workflow_data | {
            "bot": BOT,
            "fsm_storage": storage,
            "event_chat": message.chat,
            "event_from_user": message.from_user,
            "event_update": update,
            "actor": SimpleNamespace(role=Role.REP),
        }
        await go(nobody, update, dict(known))

        with monkeypatch.context() as the_library:
            for kind in (ButtonRouter, FormsRouter):
                the_library.setattr(kind, "propagate_event", Router.propagate_event)
            await dispatcher().propagate_event("message", message, **known)

        went, would_have_gone = chosen
        assert went is would_have_gone, message
        chosen.clear()


def test_commands_and_what_others_read_too_take_the_librarys_way():
    others = [
        a_message("/task"),
        a_message(None, document=FILE, caption="/plan"),
        a_message("words", GROUP),
        a_message("found", via_bot=User(id=BOT.id, is_bot=True, first_name="Bot")),
    ]

    assert all(map(is_words, SENT))
    assert not any(map(is_words, others))
