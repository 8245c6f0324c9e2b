"""A reply to whatever shows a task is a comment on it, or the time that went into it."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import Message

from bot.answered_cards import answers
from bot.screens import Screen, markup
from bot.tasks.thread.answers import comment_kept, time_logged
from bot.tasks.thread.contents import file_of, place_of, require_contents, words_of
from bot.texts import Texts
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.org.model import Actor
from domain.tasks.discussion import AddTaskComment, ChangeTaskComment, LogTime
from domain.tasks.model import TaskId
from domain.tasks.phrases.spent import parse_spent, speaks_of_time

answers_task = answers(Matter.TASK)


async def answers_lost_card(message: Message, cards: Cards, texts: Texts) -> bool:
    """Whether the message answers a card that moved on so long ago that nobody knows of what."""
    answered = message.reply_to_message
    if answered is None or answered.text != texts.plain("delivery-moved"):
        return False
    return await cards.subject_of(message.chat.id, answered.message_id) is None


async def task_answered(
    message: Message,
    matter_id: int,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    clock: Clock,
    add_task_comment: AddTaskComment,
    log_time: LogTime,
) -> None:
    task_id = TaskId(matter_id)
    words, file = require_contents(message)
    place = place_of(message)
    spent = parse_spent(words or "")
    if spent is not None:
        logged = await log_time(
            actor, task_id, spent.duration, words=spent.rest, file=file, place=place
        )
        answer = time_logged(logged, texts)
    else:
        commented = await add_task_comment(actor, task_id, words, file=file, place=place)
        if commented.is_one_more:
            return  # the album was answered with its first file
        answer = comment_kept(
            commented, texts, has_file=file is not None, meant_time=speaks_of_time(words or "")
        )
    await _reply(message, answer, task_id, cards, clock)


async def _reply(
    message: Message, answer: Screen, task_id: TaskId, cards: Cards, clock: Clock
) -> None:
    sent = await message.reply(answer.text, reply_markup=markup(answer), parse_mode="HTML")
    await cards.mention(message.chat.id, [sent.message_id], Matter.TASK, task_id, clock())


async def task_answer_edited(
    message: Message, actor: Actor, texts: Texts, change_task_comment: ChangeTaskComment
) -> None:
    words = words_of(message)
    if parse_spent(words or "") is not None:
        await message.reply(texts("thread-time-not-changed"), parse_mode="HTML")
        return
    has_file = file_of(message) is not None
    if await change_task_comment(actor, place_of(message), words, has_file=has_file):
        await message.reply(texts("thread-comment-changed"), parse_mode="HTML")


async def lost_card_answered(message: Message, texts: Texts) -> None:
    await message.reply(texts("thread-card-lost"), parse_mode="HTML")


def router() -> Router:
    """Comes before forms and free text; commands pass."""
    replies = Router(name="task-replies")
    replied = F.reply_to_message & ~F.text.startswith("/")
    replies.message.register(task_answered, replied, answers_task)
    replies.message.register(lost_card_answered, replied, answers_lost_card)
    replies.edited_message.register(
        task_answer_edited, F.chat.type == ChatType.PRIVATE, replied, answers_task
    )
    return replies
