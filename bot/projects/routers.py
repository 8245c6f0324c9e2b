"""All of this noun, for the composition root to include."""

from aiogram import Router
from aiogram_dialog import Dialog

from bot.projects import gantt_handlers, handlers, questions, start_windows
from bot.questions import Question
from bot.tasks.colleagues import ColleagueChoice

QUESTIONS: tuple[Question, ...] = questions.QUESTIONS
COLLEAGUE_CHOICES: tuple[ColleagueChoice, ...] = questions.COLLEAGUE_CHOICES


def router() -> Router:
    """The taps and commands that need no form."""
    projects = Router(name="projects-all")
    projects.include_routers(handlers.router(), gantt_handlers.router())
    return projects


def dialog_router() -> Router:
    """What starts a form; goes under the dialogs' router."""
    forms = Router(name="projects-forms")
    forms.include_routers(handlers.dialog_router(), start_windows.dialog_router())
    return forms


def dialogs() -> tuple[Dialog, ...]:
    return (start_windows.dialog(),)
