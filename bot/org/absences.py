"""Who is away and who stands in."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.org import absence_cards
from bot.org.callback_data import CancelAbsenceNow, OpenAbsences
from bot.pages import PAGE_SIZE
from bot.screens import show
from bot.texts import Texts
from domain.clock import Clock
from domain.org.model import AbsenceId, Actor
from domain.org.queries import ListAbsences
from domain.org.use_cases import CancelAbsence


async def absences_asked(
    message: Message, actor: Actor, texts: Texts, clock: Clock, list_absences: ListAbsences
) -> None:
    await _show_absences(message, actor, texts, clock, list_absences)


async def absences_opened(
    query: CallbackQuery,
    callback_data: OpenAbsences,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_absences: ListAbsences,
) -> None:
    await _show_absences(query, actor, texts, clock, list_absences, callback_data.page)


async def cancel_pressed(
    query: CallbackQuery,
    callback_data: CancelAbsenceNow,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    cancel_absence: CancelAbsence,
    list_absences: ListAbsences,
) -> None:
    await cancel_absence(actor, AbsenceId(callback_data.absence_id))
    await query.answer(texts.plain("absence-cancelled"))
    await _show_absences(query, actor, texts, clock, list_absences)


async def _show_absences(
    target: Message | CallbackQuery,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_absences: ListAbsences,
    number: int = 0,
) -> None:
    absences, page = await list_absences(actor, offset=number * PAGE_SIZE, size=PAGE_SIZE)
    today = clock().astimezone(actor.zone).date()
    screen = absence_cards.absences_screen(absences, page, texts, actor=actor, today=today)
    await show(target, screen)


def router() -> Router:
    absences = Router(name="absences")
    absences.message.register(absences_asked, Command("absent"))
    absences.callback_query.register(absences_opened, OpenAbsences.filter())
    absences.callback_query.register(cancel_pressed, CancelAbsenceNow.filter())
    return absences
