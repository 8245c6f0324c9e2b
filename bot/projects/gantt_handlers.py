"""Taps for the plan of a project: as a picture, as a workbook, as pages.

Files come as messages of their own, to be kept; what makes them runs in a thread.
"""

import asyncio

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from bot.projects import gantt_cards
from bot.projects.gantt_callback_data import OpenGantt, TakeGanttPages, TakeGanttSheet
from bot.projects.gantt_picture import draw_gantt
from bot.screens import Document, Screen, send, show
from bot.texts import Texts
from domain.org.model import Actor
from domain.projects.model import ProjectId
from domain.projects.plan_files import WritePlanPages, WritePlanWorkbook
from domain.projects.plan_queries import ScheduledProject, ViewSchedule
from domain.rate_limits import Limited, RateLimits


async def gantt_opened(
    query: CallbackQuery,
    callback_data: OpenGantt,
    actor: Actor,
    texts: Texts,
    view_schedule: ViewSchedule,
    write_plan_pages: WritePlanPages,
) -> None:
    found = await view_schedule(actor, ProjectId(callback_data.project_id))
    if not found.plan.tasks:
        await show(query, gantt_cards.nothing_to_draw(found, texts))
        return
    text, buttons = gantt_cards.gantt_text(found, texts), gantt_cards.gantt_buttons(found, texts)
    paper = gantt_cards.plan_paper(found, texts)
    if gantt_cards.fits_picture(found.plan):
        await show(query, Screen(text, buttons, photo=await draw_gantt(paper)))
        return
    pages = await asyncio.to_thread(write_plan_pages, paper)
    document = Document(gantt_cards.file_name(found, "pdf"), pages)
    await show(query, Screen(text, buttons, document=document))


async def sheet_pressed(
    query: CallbackQuery,
    callback_data: TakeGanttSheet,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    rate_limits: RateLimits,
    view_schedule: ViewSchedule,
    write_plan_workbook: WritePlanWorkbook,
) -> None:
    rate_limits.require(actor.id, Limited.FILE)
    found = await view_schedule(actor, ProjectId(callback_data.project_id))
    await _send_file(query, bot, texts, found, write_plan_workbook, "xlsx")


async def pages_pressed(
    query: CallbackQuery,
    callback_data: TakeGanttPages,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    rate_limits: RateLimits,
    view_schedule: ViewSchedule,
    write_plan_pages: WritePlanPages,
) -> None:
    rate_limits.require(actor.id, Limited.FILE)
    found = await view_schedule(actor, ProjectId(callback_data.project_id))
    await _send_file(query, bot, texts, found, write_plan_pages, "pdf")


async def _send_file(
    query: CallbackQuery,
    bot: Bot,
    texts: Texts,
    found: ScheduledProject,
    write: WritePlanWorkbook | WritePlanPages,
    extension: str,
) -> None:
    if not found.plan.tasks:
        await show(query, gantt_cards.nothing_to_draw(found, texts))
        return
    content = await asyncio.to_thread(write, gantt_cards.plan_paper(found, texts))
    document = Document(gantt_cards.file_name(found, extension), content)
    chat_id = query.message.chat.id if query.message is not None else query.from_user.id
    await send(bot, chat_id, Screen(gantt_cards.file_caption(found, texts), document=document))


def router() -> Router:
    gantt = Router(name="projects-gantt")
    tapped = gantt.callback_query.register
    tapped(gantt_opened, OpenGantt.filter())
    tapped(sheet_pressed, TakeGanttSheet.filter())
    tapped(pages_pressed, TakeGanttPages.filter())
    return gantt
