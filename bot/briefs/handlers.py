"""Templates to choose from, and the brief of a task with its files."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.briefs import cards
from bot.briefs.callback_data import OpenBriefs, OpenTaskBrief, ShowBriefFile
from bot.pages import PAGE_SIZE
from bot.screens import show
from bot.texts import Texts
from domain.briefs.use_cases import ListBriefs, ViewTaskBrief
from domain.clock import Clock
from domain.org.model import Actor
from domain.tasks.model import TaskId


async def briefs_asked(
    message: Message, actor: Actor, texts: Texts, list_briefs: ListBriefs
) -> None:
    briefs, page = await list_briefs(actor, offset=0, size=PAGE_SIZE)
    await show(message, cards.briefs_screen(briefs, page, texts))


async def briefs_opened(
    query: CallbackQuery,
    callback_data: OpenBriefs,
    actor: Actor,
    texts: Texts,
    list_briefs: ListBriefs,
) -> None:
    briefs, page = await list_briefs(actor, offset=callback_data.page * PAGE_SIZE, size=PAGE_SIZE)
    screen = cards.briefs_screen(
        briefs, page, texts, deal_id=callback_data.deal_id, client_id=callback_data.client_id
    )
    await show(query, screen)


async def task_brief_opened(
    query: CallbackQuery,
    callback_data: OpenTaskBrief,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_task_brief: ViewTaskBrief,
) -> None:
    brief = await view_task_brief(actor, TaskId(callback_data.task_id))
    today = clock().astimezone(actor.zone).date()
    screen = cards.task_brief_screen(
        brief,
        texts,
        number=callback_data.page,
        today=today,
        can_change=brief.can_be_changed_by(actor),
    )
    await show(query, screen)


async def file_tapped(
    query: CallbackQuery,
    callback_data: ShowBriefFile,
    actor: Actor,
    texts: Texts,
    view_task_brief: ViewTaskBrief,
) -> None:
    brief = await view_task_brief(actor, TaskId(callback_data.task_id))
    screen = cards.brief_file_screen(
        brief, callback_data.place, callback_data.number, texts, page=callback_data.page
    )
    await show(query, screen)


def router() -> Router:
    briefs = Router(name="briefs")
    briefs.message.register(briefs_asked, Command("brief"))
    briefs.callback_query.register(briefs_opened, OpenBriefs.filter())
    briefs.callback_query.register(task_brief_opened, OpenTaskBrief.filter())
    briefs.callback_query.register(file_tapped, ShowBriefFile.filter())
    return briefs
