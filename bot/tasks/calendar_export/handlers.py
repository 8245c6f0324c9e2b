"""Own tasks asked for as a file."""

import asyncio

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callback_data import OpenDay
from bot.screens import Button, Document, Screen, send, show
from bot.tasks.calendar_export.callback_data import OpenCalendar
from bot.tasks.calendar_export.ics import calendar_file
from bot.tasks.lists.callback_data import OpenTasks
from bot.texts import Texts
from domain.clock import Clock
from domain.org.model import Actor
from domain.tasks.model import WORKING
from domain.tasks.queries import ListTasks
from domain.tasks.views import TaskFilter

FILE_NAME = "naparnik-tasks.ics"
MOST_TASKS = 1000


async def _send_calendar(
    target: Message | CallbackQuery,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_tasks: ListTasks,
) -> None:
    found = await list_tasks(actor, TaskFilter(), offset=0, size=MOST_TASKS)
    own = [
        line
        for line in found.lines
        if line.state in WORKING
        and line.deadline is not None
        and line.executor_id not in actor.stands_in_for
    ]
    message = target if isinstance(target, Message) else target.message
    if not own or message is None:
        await show(target, _nothing(texts))
        return
    me = await bot.me()
    content = await asyncio.to_thread(
        calendar_file, own, texts, now=clock(), zone=actor.zone, origin=f"{me.username}.t.me"
    )
    caption = texts("calendar-caption", count=len(own))
    screen = Screen(caption, document=Document(FILE_NAME, content))
    await send(bot, message.chat.id, screen)


def _nothing(texts: Texts) -> Screen:
    buttons = (
        Button(texts.plain("calendar-tasks-button"), OpenTasks()),
        Button(texts.plain("day-button"), OpenDay()),
    )
    return Screen(texts("calendar-empty"), (buttons,))


async def calendar_asked(
    message: Message, bot: Bot, actor: Actor, texts: Texts, clock: Clock, list_tasks: ListTasks
) -> None:
    await _send_calendar(message, bot, actor, texts, clock, list_tasks)


async def calendar_opened(
    query: CallbackQuery, bot: Bot, actor: Actor, texts: Texts, clock: Clock, list_tasks: ListTasks
) -> None:
    await _send_calendar(query, bot, actor, texts, clock, list_tasks)


def router() -> Router:
    calendar = Router(name="tasks-calendar")
    calendar.message.register(calendar_asked, Command("calendar"))
    calendar.callback_query.register(calendar_opened, OpenCalendar.filter())
    return calendar
