"""Who is away and who stands in: the list, and what the ledger tells about it."""

from dataclasses import dataclass

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.org import absence_cards
from bot.org.callback_data import CancelAbsenceNow, OpenAbsences
from bot.pages import PAGE_SIZE
from bot.screens import Screen, show
from bot.texts import Texts, texts_for
from domain.clock import Clock
from domain.delivery.model import Notice
from domain.errors import NotFound
from domain.org.model import AbsenceId, Actor, PersonId
from domain.org.queries import ListAbsences, ViewAbsence, ViewPerson
from domain.org.standing_in import ViewDoneMeanwhile
from domain.org.use_cases import ABSENCE_DEPUTY, CancelAbsence


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


@dataclass(frozen=True, slots=True)
class AbsenceNotice:
    """The maker of ``absence_deputy`` and ``absence_boss``; settled once it is cancelled."""

    view_absence: ViewAbsence
    clock: Clock

    async def __call__(self, actor: Actor, notice: Notice) -> Screen | None:
        absence_id = notice.facts["absence_id"]
        if not isinstance(absence_id, int):
            raise TypeError("the notice names no absence")
        absence = await self.view_absence(AbsenceId(absence_id))
        today = self.clock().astimezone(actor.zone).date()
        if absence is None or absence.ends_on < today:
            return None
        is_deputy = notice.kind == ABSENCE_DEPUTY
        make = absence_cards.deputy_notice if is_deputy else absence_cards.boss_notice
        return make(absence, texts_for(actor.language), today=today)


@dataclass(frozen=True, slots=True)
class AbsenceBeginsNotice:
    """The maker of ``absence_begins``; settled where it was cancelled, or another stands in."""

    view_absence: ViewAbsence
    clock: Clock

    async def __call__(self, actor: Actor, notice: Notice) -> Screen | None:
        absence = await self.view_absence(AbsenceId(notice.matter_id))
        today = self.clock().astimezone(actor.zone).date()
        if absence is None or absence.ends_on < today or absence.deputy_id != actor.id:
            return None
        return absence_cards.begins_notice(absence, texts_for(actor.language), today=today)


@dataclass(frozen=True, slots=True)
class AbsenceOverNotice:
    """The maker of ``absence_over`` and ``absence_cut_short``."""

    view_done_meanwhile: ViewDoneMeanwhile
    clock: Clock

    async def __call__(self, actor: Actor, notice: Notice) -> Screen | None:
        done = await self.view_done_meanwhile(actor, AbsenceId(notice.matter_id))
        if done is None or notice.facts.get("ends_on") not in {
            None,
            done.absence.ends_on.isoformat(),
        }:
            return None  # called off, or cut short, and told then
        today = self.clock().astimezone(actor.zone).date()
        texts = texts_for(actor.language)
        return absence_cards.done_meanwhile(done, texts, today=today, zone=actor.zone)


@dataclass(frozen=True, slots=True)
class AbsenceCancelledNotice:
    """The maker of ``absence_cancelled``."""

    view_person: ViewPerson

    async def __call__(self, actor: Actor, notice: Notice) -> Screen | None:
        try:
            person, _ = await self.view_person(actor, PersonId(notice.matter_id))
        except NotFound:
            return None
        return absence_cards.back_notice(person.name, texts_for(actor.language))


def router() -> Router:
    absences = Router(name="absences")
    absences.message.register(absences_asked, Command("absent"))
    absences.callback_query.register(absences_opened, OpenAbsences.filter())
    absences.callback_query.register(cancel_pressed, CancelAbsenceNow.filter())
    return absences
