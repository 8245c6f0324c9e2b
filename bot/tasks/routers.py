"""All of this noun, for the composition root to include."""

from aiogram import Router
from aiogram_dialog import Dialog

from bot.delivery.makers import Maker
from bot.questions import Question
from bot.tasks import handlers, notices, questions
from bot.tasks.colleagues import ColleagueChoice, colleagues_dialog
from bot.tasks.lists import handlers as lists
from bot.tasks.painters import PaintTask

QUESTIONS: tuple[Question, ...] = (
    *questions.QUESTIONS,
    *lists.QUESTIONS,
)
COLLEAGUE_CHOICES: tuple[ColleagueChoice, ...] = (*questions.COLLEAGUE_CHOICES,)


def router() -> Router:
    """The taps and commands that need no form."""
    tasks = Router(name="tasks")
    tasks.include_routers(handlers.router(), lists.router())
    return tasks


def dialog_router() -> Router:
    """What starts a form; goes under the dialogs' router."""
    forms = Router(name="tasks-forms")
    forms.include_routers(handlers.dialog_router(), lists.dialog_router())
    return forms


def dialogs() -> tuple[Dialog, ...]:
    return (colleagues_dialog(COLLEAGUE_CHOICES),)


def makers(task: PaintTask) -> dict[str, Maker]:
    """Who makes the notices of this noun, by kind; the others show the task's card."""
    return notices.makers(task)
