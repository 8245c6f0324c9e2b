"""The card of a task: pure, a view in and a screen out."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.callback_data import OpenDay
from bot.screens import Button, Screen
from bot.texts import Texts
from domain.org.model import Actor
from domain.tasks.views import TaskView


def task_card(
    view: TaskView, texts: Texts, *, actor: Actor, now: datetime, zone: ZoneInfo
) -> Screen:
    """Title, who for whom, until when, and the acts that this actor can do now."""
    text = texts.paragraphs([texts("task-title", title=view.task.title)])
    return Screen(text, ((Button(texts.plain("day-again-button"), OpenDay()),),))
