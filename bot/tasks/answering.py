"""What an answer about a task ends with: the question is closed, and the task's card is shown."""

from collections.abc import Awaitable
from typing import Any, Final

from bot.matters import ShowMatter
from bot.questions import Asked
from domain.delivery.model import Matter
from domain.errors import Outdated

DATES: Final = (
    ("завтра", "step-tomorrow-button"),
    ("через 3 рабочих дня", "task-in-three-days-button"),
    ("через неделю", "step-in-week-button"),
)
"""Deadlines to tap: read like typed ones, whatever the reader's language."""


async def show_task(asked: Asked) -> None:
    """The card of the task that the question was about, in the question's place."""
    await asked.close()
    show_matter: ShowMatter = asked.data["show_matter"]
    await show_matter(asked.target, asked.data["actor"], Matter.TASK, asked.ids["task_id"])


async def act(asked: Asked, acting: Awaitable[Any]) -> None:
    """Do it and show the card; where the task has changed meanwhile, no answer to the question
    fits any more: the card as it is now comes before the refusal.
    """
    try:
        await acting
    except Outdated:
        await show_task(asked)
        raise
    await show_task(asked)
