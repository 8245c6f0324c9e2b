"""All of this noun, for the composition root to include."""

from aiogram import Router
from aiogram_dialog import Dialog

from bot.handovers import handlers, leaving_form, receiver_form


def router() -> Router:
    """The taps that need no form."""
    return handlers.router()


def dialog_router() -> Router:
    """What starts a form; goes under the dialogs' router."""
    forms = Router(name="handover-forms")
    forms.include_routers(leaving_form.dialog_router(), receiver_form.dialog_router())
    return forms


def dialogs() -> tuple[Dialog, ...]:
    return leaving_form.dialog(), receiver_form.dialog()
