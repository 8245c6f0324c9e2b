"""All of this noun, for the composition root to include."""

from aiogram import Router
from aiogram_dialog import Dialog

from bot.cycles import pair_handlers
from bot.projects import questions as project_questions
from bot.questions import Question
from bot.requests import questions as request_questions
from bot.tasks import handlers, questions
from bot.tasks.approvals import handlers as approvals
from bot.tasks.calendar_export import handlers as calendar_export
from bot.tasks.colleagues import ColleagueChoice, colleagues_dialog
from bot.tasks.drafts import co_executors
from bot.tasks.drafts import handlers as drafts
from bot.tasks.drafts import questions as draft_questions
from bot.tasks.lists import handlers as lists
from bot.tasks.load import handlers as load
from bot.tasks.series import handlers as series
from bot.tasks.thread import handlers as thread

QUESTIONS: tuple[Question, ...] = (
    *questions.QUESTIONS,
    *approvals.QUESTIONS,
    *lists.QUESTIONS,
    *draft_questions.QUESTIONS,
)
COLLEAGUE_CHOICES: tuple[ColleagueChoice, ...] = (
    *questions.COLLEAGUE_CHOICES,
    *draft_questions.COLLEAGUE_CHOICES,
    *co_executors.COLLEAGUE_CHOICES,
    *project_questions.COLLEAGUE_CHOICES,
    *request_questions.COLLEAGUE_CHOICES,
    *pair_handlers.COLLEAGUES,
)


def router() -> Router:
    """The taps and commands that need no form."""
    tasks = Router(name="tasks")
    tasks.include_routers(
        handlers.router(),
        lists.router(),
        drafts.router(),
        co_executors.router(),
        approvals.router(),
        load.router(),
        thread.router(),
        calendar_export.router(),
        series.router(),
    )
    return tasks


def dialog_router() -> Router:
    """What starts a form; goes under the dialogs' router."""
    forms = Router(name="tasks-forms")
    forms.include_routers(
        handlers.dialog_router(),
        lists.dialog_router(),
        approvals.dialog_router(),
        drafts.dialog_router(),
        co_executors.dialog_router(),
    )
    return forms


def dialogs() -> tuple[Dialog, ...]:
    return (colleagues_dialog(COLLEAGUE_CHOICES),)
