"""Congratulations: seen, made, put off, their text. Unpack, one use case, the card."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.greetings.callback_data import (
    CongratulatedNow,
    OpenGreeting,
    OpenGreetings,
    PutOffGreeting,
    ShowGreetingText,
)
from bot.greetings.cards import greeting_list, proposed_text
from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.texts import Texts
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.greetings.congratulating import (
    Congratulate,
    ListGreetings,
    PutGreetingOff,
    ViewGreeting,
)
from domain.greetings.model import GreetingId
from domain.org.model import Actor


async def greeting_opened(
    query: CallbackQuery, callback_data: OpenGreeting, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.GREETING, callback_data.greeting_id)


async def greetings_opened(
    query: CallbackQuery,
    callback_data: OpenGreetings,
    actor: Actor,
    texts: Texts,
    list_greetings: ListGreetings,
    cards: Cards,
) -> None:
    offset = max(0, callback_data.page) * PAGE_SIZE
    listed = await list_greetings(actor, offset=offset, size=PAGE_SIZE)
    await show_instead(query, greeting_list(listed, texts, reader=actor.id), cards)


async def congratulated_pressed(
    query: CallbackQuery,
    callback_data: CongratulatedNow,
    actor: Actor,
    congratulate: Congratulate,
    show_matter: ShowMatter,
) -> None:
    greeting_id = GreetingId(callback_data.greeting_id)
    await congratulate(actor, greeting_id, callback_data.version)
    await show_matter(query, actor, Matter.GREETING, greeting_id)


async def later_pressed(
    query: CallbackQuery,
    callback_data: PutOffGreeting,
    actor: Actor,
    texts: Texts,
    put_greeting_off: PutGreetingOff,
    show_matter: ShowMatter,
) -> None:
    greeting_id = GreetingId(callback_data.greeting_id)
    put_off = await put_greeting_off(actor, greeting_id, callback_data.version)
    await show_matter(query, actor, Matter.GREETING, greeting_id)
    if put_off.remind_at is not None:
        at = f"{put_off.remind_at.astimezone(actor.zone):%H:%M}"
        await query.answer(texts.plain("greeting-will-remind", at=at))


async def text_pressed(
    query: CallbackQuery,
    callback_data: ShowGreetingText,
    actor: Actor,
    texts: Texts,
    view_greeting: ViewGreeting,
) -> None:
    """The bare words as a message of their own, to copy or forward."""
    page = await view_greeting(actor, GreetingId(callback_data.greeting_id))
    said = proposed_text(page)
    if said is None:
        await query.answer(texts.plain("greeting-no-draft"), show_alert=True)
    elif isinstance(query.message, Message):
        await query.message.answer(said[0], parse_mode=None)
        await query.answer()


def router() -> Router:
    greetings = Router(name="greetings")
    tapped = greetings.callback_query.register
    tapped(greeting_opened, OpenGreeting.filter())
    tapped(greetings_opened, OpenGreetings.filter())
    tapped(congratulated_pressed, CongratulatedNow.filter())
    tapped(later_pressed, PutOffGreeting.filter())
    tapped(text_pressed, ShowGreetingText.filter())
    return greetings
