"""The caller's taps: each outcome is one use case, and the next client stands there at once."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot.cycles.call_cards import call_list, moments, reasons
from bot.cycles.callback_data import (
    AskAboutCall,
    ChooseCallAgain,
    ChooseNoInterest,
    MissCall,
    OpenCall,
    OpenCalls,
    OpenNextCall,
    SetCallAgain,
    SetNoInterest,
)
from bot.cycles.painters import ShowNextCall
from bot.cycles.wording import noted
from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.questions import Asked, Question, ask
from bot.screens import show
from bot.texts import Texts
from domain.clock import Clock
from domain.cycles.calling import (
    CallAgain,
    ListCalls,
    NoAnswer,
    NoInterest,
    SettleCall,
    ViewCall,
)
from domain.cycles.model import CallId, PlannedCall
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.org.model import Actor

NO_WORDS = "-"
"""The ready answer: spoken with, and nothing to keep."""


async def calls_asked(
    message: Message, actor: Actor, texts: Texts, clock: Clock, list_calls: ListCalls
) -> None:
    listed = await list_calls(actor, offset=0, size=PAGE_SIZE)
    await show(message, call_list(listed, texts, actor=actor, now=clock()))


async def calls_opened(
    query: CallbackQuery,
    callback_data: OpenCalls,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_calls: ListCalls,
    cards: Cards,
) -> None:
    offset = max(0, callback_data.page) * PAGE_SIZE
    listed = await list_calls(actor, offset=offset, size=PAGE_SIZE)
    await show_instead(query, call_list(listed, texts, actor=actor, now=clock()), cards)


async def call_opened(
    query: CallbackQuery, callback_data: OpenCall, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.CALL, callback_data.call_id)


async def next_opened(
    query: CallbackQuery, actor: Actor, show_next_call: ShowNextCall, show_matter: ShowMatter
) -> None:
    await show_next_call(query, actor, show_matter)


async def missed_pressed(
    query: CallbackQuery,
    callback_data: MissCall,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_call: ViewCall,
    no_answer: NoAnswer,
    show_next_call: ShowNextCall,
    show_matter: ShowMatter,
) -> None:
    call_id = CallId(callback_data.call_id)
    page = await view_call(actor, call_id)
    call = await no_answer(actor, call_id, callback_data.version)
    head = noted(call, page.client.client.name, texts, zone=actor.zone, now=clock())
    await show_next_call(query, actor, show_matter, head)


async def again_pressed(
    query: CallbackQuery,
    callback_data: SetCallAgain,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_call: ViewCall,
    call_again: CallAgain,
    show_next_call: ShowNextCall,
    show_matter: ShowMatter,
) -> None:
    call_id = CallId(callback_data.call_id)
    page = await view_call(actor, call_id)
    call = await call_again(actor, call_id, callback_data.version, callback_data.when)
    head = noted(call, page.client.client.name, texts, zone=actor.zone, now=clock())
    await show_next_call(query, actor, show_matter, head)


async def refused_pressed(
    query: CallbackQuery,
    callback_data: SetNoInterest,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_call: ViewCall,
    no_interest: NoInterest,
    show_next_call: ShowNextCall,
    show_matter: ShowMatter,
) -> None:
    call_id = CallId(callback_data.call_id)
    page = await view_call(actor, call_id)
    call = await no_interest(actor, call_id, callback_data.version, callback_data.reason)
    head = noted(call, page.client.client.name, texts, zone=actor.zone, now=clock())
    await show_next_call(query, actor, show_matter, head)


async def moments_opened(
    query: CallbackQuery,
    callback_data: ChooseCallAgain,
    actor: Actor,
    texts: Texts,
    view_call: ViewCall,
    cards: Cards,
) -> None:
    page = await view_call(actor, CallId(callback_data.call_id))
    await show_instead(query, moments(page, texts), cards)


async def reasons_opened(
    query: CallbackQuery,
    callback_data: ChooseNoInterest,
    actor: Actor,
    texts: Texts,
    view_call: ViewCall,
    cards: Cards,
) -> None:
    page = await view_call(actor, CallId(callback_data.call_id))
    await show_instead(query, reasons(page, texts), cards)


async def asked_about_call(
    _query: CallbackQuery, callback_data: AskAboutCall, dialog_manager: DialogManager
) -> None:
    await ask(
        dialog_manager,
        f"call_{callback_data.what}",
        call_id=callback_data.call_id,
        version=callback_data.version,
    )


async def words_told(asked: Asked, text: str) -> None:
    settle_call: SettleCall = asked.data["settle_call"]
    ids = asked.ids
    words = None if text == NO_WORDS else text
    call = await settle_call(asked.data["actor"], CallId(ids["call_id"]), ids["version"], words)
    await _go_on(asked, call)


async def moment_told(asked: Asked, text: str) -> None:
    call_again: CallAgain = asked.data["call_again"]
    ids = asked.ids
    call = await call_again(asked.data["actor"], CallId(ids["call_id"]), ids["version"], text)
    await _go_on(asked, call)


async def _go_on(asked: Asked, call: PlannedCall) -> None:
    data = asked.data
    actor, texts, clock, view_call = (
        data[name] for name in ("actor", "texts", "clock", "view_call")
    )
    page = await view_call(actor, call.id)
    head = noted(call, page.client.client.name, texts, zone=actor.zone, now=clock())
    await asked.close()
    show_next_call: ShowNextCall = data["show_next_call"]
    await show_next_call(asked.target, actor, data["show_matter"], head)


QUESTIONS = (
    Question(
        "call_words", "question-call-words", words_told, ((NO_WORDS, "call-no-words-button"),)
    ),
    Question("call_moment", "question-call-moment", moment_told),
)


def router() -> Router:
    calls = Router(name="calls")
    calls.message.register(calls_asked, Command("calls"))
    tapped = calls.callback_query.register
    tapped(calls_opened, OpenCalls.filter())
    tapped(call_opened, OpenCall.filter())
    tapped(next_opened, OpenNextCall.filter())
    tapped(missed_pressed, MissCall.filter())
    tapped(moments_opened, ChooseCallAgain.filter())
    tapped(again_pressed, SetCallAgain.filter())
    tapped(reasons_opened, ChooseNoInterest.filter())
    tapped(refused_pressed, SetNoInterest.filter())
    return calls


def dialog_router() -> Router:
    asking = Router(name="calls-asking")
    asking.callback_query.register(asked_about_call, AskAboutCall.filter())
    return asking
