"""What is asked in words about visits, and what the answers do."""

from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.dialogs import texts_of
from bot.errors import words_of
from bot.matters import ShowMatter, show_instead
from bot.questions import Asked, Question, ask
from bot.visits.callback_data import AskAboutVisit, MoveToSlot
from bot.visits.slot_cards import fresh_slots, moment_of
from domain.clients.model import ClientId
from domain.delivery.model import Matter
from domain.org.model import PersonId
from domain.visits.booking import CancelVisit, MoveVisit, NoteAgreement
from domain.visits.errors import SlotPast, SlotRefused
from domain.visits.model import VisitId
from domain.visits.queries import ViewFreeSlots

REASONS: Final = ("client", "busy", "ill")
"""Why visits are usually moved and cancelled."""


async def visit_asked(
    _query: CallbackQuery, callback_data: AskAboutVisit, dialog_manager: DialogManager
) -> None:
    name = f"visit_{callback_data.what}"
    await ask(dialog_manager, name, visit_id=callback_data.visit_id)


async def move_asked(
    _query: CallbackQuery, callback_data: MoveToSlot, dialog_manager: DialogManager
) -> None:
    await ask(
        dialog_manager,
        "visit_move",
        visit_id=callback_data.visit_id,
        visitor_id=callback_data.visitor_id,
        at=callback_data.at,
    )


async def agreed_told(asked: Asked, text: str) -> None:
    note_agreement: NoteAgreement = asked.data["note_agreement"]
    await note_agreement(asked.data["actor"], VisitId(asked.ids["visit_id"]), text)
    await _show(asked)


async def cancel_reason_told(asked: Asked, text: str) -> None:
    cancel_visit: CancelVisit = asked.data["cancel_visit"]
    visit_id = VisitId(asked.ids["visit_id"])
    await cancel_visit(asked.data["actor"], visit_id, _reason(asked, text))
    await _show(asked)


async def move_reason_told(asked: Asked, text: str) -> None:
    """Who came too late is told, and sees what is free now."""
    data, ids = asked.data, asked.ids
    actor, texts = data["actor"], texts_of(asked.manager)
    move_visit: MoveVisit = data["move_visit"]
    visit_id, visitor_id = VisitId(ids["visit_id"]), PersonId(ids["visitor_id"])
    at = moment_of(ids["at"])
    try:
        if at is None:
            raise SlotPast
        await move_visit(actor, visit_id, at, _reason(asked, text), visitor_id=visitor_id)
    except SlotRefused as refused:
        view_free_slots: ViewFreeSlots = data["view_free_slots"]
        free = await view_free_slots(actor, ClientId(0), visitor_id, visit_id=visit_id)
        await asked.close()
        words = words_of(refused, texts, actor.zone)
        if isinstance(asked.target, CallbackQuery):
            await asked.target.answer(words, show_alert=True)
        else:
            await asked.target.answer(words, parse_mode=None)
        screen = fresh_slots(free, texts, at=at, now=data["clock"](), zone=actor.zone)
        await show_instead(asked.target, screen, data["cards"])
        return
    await _show(asked)


def _reason(asked: Asked, text: str) -> str:
    """A tapped one in words."""
    if text in REASONS:
        return texts_of(asked.manager).plain(f"visit-reason-{text}-button")
    return text


async def _show(asked: Asked) -> None:
    show_matter: ShowMatter = asked.data["show_matter"]
    await asked.close()
    await show_matter(asked.target, asked.data["actor"], Matter.VISIT, asked.ids["visit_id"])


READY: Final = tuple((reason, f"visit-reason-{reason}-button") for reason in REASONS)

QUESTIONS = (
    Question("visit_agreed", "question-visit-agreed", agreed_told),
    Question("visit_move", "question-visit-move", move_reason_told, READY),
    Question("visit_cancel", "question-visit-cancel", cancel_reason_told, READY),
)


def dialog_router() -> Router:
    """Taps that lead to a question."""
    asking = Router(name="visits-asking")
    asking.callback_query.register(visit_asked, AskAboutVisit.filter())
    asking.callback_query.register(move_asked, MoveToSlot.filter())
    return asking
