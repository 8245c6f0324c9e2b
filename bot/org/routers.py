"""All of this noun, for the composition root to include."""

from aiogram import Router
from aiogram_dialog import Dialog

from bot.org import absence_form, absences, people, placing, start

QUESTIONS = people.QUESTIONS


def router() -> Router:
    """The taps and commands that need no form."""
    org = Router(name="org")
    org.include_routers(start.router(), people.router(), placing.router(), absences.router())
    return org


def dialog_router() -> Router:
    """What starts a form; goes under the dialogs' router."""
    forms = Router(name="org-forms")
    forms.include_routers(
        people.dialog_router(), placing.dialog_router(), absence_form.dialog_router()
    )
    return forms


def dialogs() -> tuple[Dialog, ...]:
    return absence_form.dialog(), placing.dialog()
