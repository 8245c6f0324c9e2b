from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callback_data import OpenDay
from bot.day.cards import day_screen
from bot.screens import show
from bot.texts import Texts
from domain.clock import Clock
from domain.day.queries import ViewDay
from domain.org.model import Actor


async def day_asked(
    message: Message, actor: Actor, texts: Texts, clock: Clock, view_day: ViewDay
) -> None:
    await _show_day(message, actor, texts, clock, view_day)


async def day_opened(
    query: CallbackQuery, actor: Actor, texts: Texts, clock: Clock, view_day: ViewDay
) -> None:
    await _show_day(query, actor, texts, clock, view_day)


async def _show_day(
    target: Message | CallbackQuery, actor: Actor, texts: Texts, clock: Clock, view_day: ViewDay
) -> None:
    day, silence = await view_day(actor)
    screen = day_screen(day, silence, texts, actor=actor, now=clock())
    await show(target, screen)


def router() -> Router:
    day = Router(name="day")
    day.message.register(day_asked, Command("day"))
    day.callback_query.register(day_opened, OpenDay.filter())
    return day
