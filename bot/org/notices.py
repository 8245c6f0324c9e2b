"""What the ledger tells of absences, and of somebody's place."""

from dataclasses import dataclass

from bot.delivery.makers import Maker
from bot.org import absence_cards, place_cards
from bot.screens import Screen
from bot.texts import texts_for
from domain.clock import Clock
from domain.delivery.model import Notice
from domain.org import standing_in
from domain.org.model import AbsenceId, Actor, PersonId
from domain.org.placing import PLACE_CHANGED
from domain.org.queries import ViewAbsence, ViewPerson
from domain.org.standing_in import ViewDoneMeanwhile
from domain.org.use_cases import ABSENCE_BOSS, ABSENCE_CANCELLED, ABSENCE_DEPUTY


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
        person, _ = await self.view_person(actor, PersonId(notice.matter_id))
        return absence_cards.back_notice(person.name, texts_for(actor.language))


@dataclass(frozen=True, slots=True)
class PlaceNotice:
    """The maker of ``place_changed``: what is theirs now."""

    view_person: ViewPerson

    async def __call__(self, actor: Actor, notice: Notice) -> Screen | None:
        person, _ = await self.view_person(actor, PersonId(notice.matter_id))
        return place_cards.place_notice(person, texts_for(actor.language))


def makers(
    view_absence: ViewAbsence,
    view_done_meanwhile: ViewDoneMeanwhile,
    view_person: ViewPerson,
    clock: Clock,
) -> dict[str, Maker]:
    """Who makes the notices of this noun, by kind."""
    away = AbsenceNotice(view_absence, clock)
    back = AbsenceOverNotice(view_done_meanwhile, clock)
    return {
        ABSENCE_DEPUTY: away,
        ABSENCE_BOSS: away,
        standing_in.BEGINS: AbsenceBeginsNotice(view_absence, clock),
        standing_in.OVER: back,
        standing_in.CUT_SHORT: back,
        ABSENCE_CANCELLED: AbsenceCancelledNotice(view_person),
        PLACE_CHANGED: PlaceNotice(view_person),
    }
