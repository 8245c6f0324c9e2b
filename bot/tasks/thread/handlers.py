"""The buttons of a discussion: unpack, one use case, show."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.screens import Screen, send, show
from bot.tasks.thread.answers import time_taken_back
from bot.tasks.thread.callback_data import (
    OpenComment,
    OpenThread,
    SendFile,
    SendFiles,
    TakeTimeBack,
)
from bot.tasks.thread.cards import ENTRIES, comment_screen, files_told, thread_page
from bot.tasks.thread.files import caption_of, send_file, send_files
from bot.texts import Texts
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.org.model import Actor
from domain.tasks.discussion import ListTaskFiles, UndoTime, ViewTaskComment
from domain.tasks.model import CommentId, TaskId, TimeId
from domain.tasks.queries import ViewTaskThread

FILES_AT_ONCE = 20
"""Two albums: Telegram lets a chat have about one message a second."""


async def _show(
    query: CallbackQuery, screen: Screen, task_id: TaskId, cards: Cards, clock: Clock
) -> None:
    """In place of the card. The ledger then leaves it alone, and it can still be answered."""
    shown = await show(query, screen)
    await cards.mention(shown.chat_id, [shown.message_id], Matter.TASK, task_id, clock())


async def thread_opened(
    query: CallbackQuery,
    callback_data: OpenThread,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    clock: Clock,
    view_task_thread: ViewTaskThread,
) -> None:
    task_id = TaskId(callback_data.task_id)
    thread = await view_task_thread(actor, task_id, since=callback_data.since, size=ENTRIES)
    screen = thread_page(thread, texts, now=clock(), zone=actor.zone)
    await _show(query, screen, task_id, cards, clock)


async def comment_opened(
    query: CallbackQuery,
    callback_data: OpenComment,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    clock: Clock,
    view_task_comment: ViewTaskComment,
) -> None:
    task_id = TaskId(callback_data.task_id)
    view, entry = await view_task_comment(actor, task_id, CommentId(callback_data.comment_id))
    screen = comment_screen(
        view,
        entry,
        texts,
        part=callback_data.part,
        since=callback_data.since,
        now=clock(),
        zone=actor.zone,
    )
    await _show(query, screen, task_id, cards, clock)


async def file_wanted(
    query: CallbackQuery,
    callback_data: SendFile,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    clock: Clock,
    view_task_comment: ViewTaskComment,
) -> None:
    task_id = TaskId(callback_data.task_id)
    _, entry = await view_task_comment(actor, task_id, CommentId(callback_data.comment_id))
    if query.message is None or query.bot is None:
        return
    chat_id = query.message.chat.id
    caption = caption_of(entry, texts, now=clock(), zone=actor.zone)
    sent = await send_file(query.bot, chat_id, entry, caption)
    if sent is None:
        await query.answer(texts.plain("thread-file-lost"), show_alert=True)
        return
    await cards.mention(chat_id, [sent.message_id], Matter.TASK, task_id, clock())


async def files_wanted(
    query: CallbackQuery,
    callback_data: SendFiles,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    clock: Clock,
    list_task_files: ListTaskFiles,
) -> None:
    task_id = TaskId(callback_data.task_id)
    files = await list_task_files(actor, task_id, since=callback_data.since, size=FILES_AT_ONCE)
    if query.message is None or query.bot is None:
        return
    await query.answer()  # albums take seconds; the button need not wait
    chat_id = query.message.chat.id
    sent, lost = await send_files(
        query.bot, chat_id, files.comments, texts, now=clock(), zone=actor.zone
    )
    told = await send(query.bot, chat_id, files_told(task_id, files, texts, lost=lost))
    ids = [*(message.message_id for message in sent), told.message_id]
    await cards.mention(chat_id, ids, Matter.TASK, task_id, clock())


async def time_not_spent(
    query: CallbackQuery,
    callback_data: TakeTimeBack,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    clock: Clock,
    undo_time: UndoTime,
) -> None:
    undone = await undo_time(actor, TimeId(callback_data.time_id))
    await _show(query, time_taken_back(undone, texts), undone.task.id, cards, clock)


def router() -> Router:
    thread = Router(name="task-thread")
    thread.callback_query.register(thread_opened, OpenThread.filter())
    thread.callback_query.register(comment_opened, OpenComment.filter())
    thread.callback_query.register(file_wanted, SendFile.filter())
    thread.callback_query.register(files_wanted, SendFiles.filter())
    thread.callback_query.register(time_not_spent, TakeTimeBack.filter())
    return thread
