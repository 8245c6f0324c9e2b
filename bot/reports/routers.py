"""All of this noun, for the composition root to include."""

from aiogram import Router

from bot.reports import handlers, questions, selection_handlers

QUESTIONS = questions.QUESTIONS


def router() -> Router:
    """The taps and commands that need no form."""
    reports = Router(name="all-reports")
    reports.include_routers(handlers.router(), selection_handlers.router())
    return reports


def dialog_router() -> Router:
    """What starts a form; goes under the dialogs' router."""
    return questions.dialog_router()
