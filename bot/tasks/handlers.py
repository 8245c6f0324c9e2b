"""A task looked at and done: unpack, one use case, the card."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callback_data import OpenTask
from bot.matters import ShowMatter
from domain.delivery.model import Matter
from domain.org.model import Actor


async def task_opened(
    query: CallbackQuery, callback_data: OpenTask, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.TASK, callback_data.task_id)


def router() -> Router:
    tasks = Router(name="tasks-card")
    tasks.callback_query.register(task_opened, OpenTask.filter())
    return tasks
