"""All of this noun, for the composition root to include."""

from aiogram import Router

from bot.cycles import board_handlers, call_handlers, pair_handlers

QUESTIONS = call_handlers.QUESTIONS
COLLEAGUES = pair_handlers.COLLEAGUES


def router() -> Router:
    """The taps and commands that need no form."""
    cycles = Router(name="all-cycles")
    cycles.include_routers(call_handlers.router(), board_handlers.router(), pair_handlers.router())
    return cycles


def dialog_router() -> Router:
    """What starts a form; goes under the dialogs' router."""
    forms = Router(name="cycles-forms")
    forms.include_routers(call_handlers.dialog_router(), pair_handlers.dialog_router())
    return forms
