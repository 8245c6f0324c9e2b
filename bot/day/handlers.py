from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callback_data import OpenDay
from bot.day.cards import day_screen
from bot.matters import show_instead
from bot.screens import show
from bot.texts import Texts
from domain.clock import Clock
from domain.day.queries import ViewDay
from domain.delivery.ports import Cards
from domain.org.model import Actor


async def day_asked(
    message: Message, actor: Actor, texts: Texts, clock: Clock, view_day: ViewDay
) -> None:
    day = await view_day(actor)
    await show(message, day_screen(day, texts, actor=actor, now=clock()))


async def day_opened(
    query: CallbackQuery,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_day: ViewDay,
    cards: Cards,
) -> None:
    day = await view_day(actor)
    screen = day_screen(day, texts, actor=actor, now=clock())
    await show_instead(query, screen, cards)


def router() -> Router:
    day = Router(name="day")
    day.message.register(day_asked, Command("day"))
    day.callback_query.register(day_opened, OpenDay.filter())
    return day
