"""All of this noun, for the composition root to include."""

from aiogram import Router
from aiogram_dialog import Dialog

from bot.delivery.makers import Maker
from bot.org import absence_form, absences, people, placing, start
from domain.clock import Clock
from domain.org import standing_in
from domain.org.placing import PLACE_CHANGED
from domain.org.queries import ViewAbsence, ViewPerson
from domain.org.standing_in import ViewDoneMeanwhile
from domain.org.use_cases import ABSENCE_BOSS, ABSENCE_CANCELLED, ABSENCE_DEPUTY

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


def makers(
    view_absence: ViewAbsence,
    view_done_meanwhile: ViewDoneMeanwhile,
    view_person: ViewPerson,
    clock: Clock,
) -> dict[str, Maker]:
    """Who makes the notices of this noun, by kind."""
    away = absences.AbsenceNotice(view_absence, clock)
    back = absences.AbsenceOverNotice(view_done_meanwhile, clock)
    return {
        ABSENCE_DEPUTY: away,
        ABSENCE_BOSS: away,
        standing_in.BEGINS: absences.AbsenceBeginsNotice(view_absence, clock),
        standing_in.OVER: back,
        standing_in.CUT_SHORT: back,
        ABSENCE_CANCELLED: absences.AbsenceCancelledNotice(view_person),
        PLACE_CHANGED: placing.PlaceNotice(view_person),
    }
