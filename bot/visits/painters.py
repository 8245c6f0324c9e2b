"""The card of a visit, for taps and the ledger alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.delivery.makers import Maker, card_by
from bot.screens import Screen
from bot.texts import texts_for
from bot.visits.cards import visit_card
from domain.clock import Clock
from domain.delivery.model import Notice
from domain.org.model import Actor
from domain.visits.acting import (
    VISIT_BOOKED,
    VISIT_CANCELLED,
    VISIT_MOVED,
    VISIT_REMINDER,
    VISIT_REPORT,
    VISIT_UNREPORTED,
    acts_for,
)
from domain.visits.model import VisitId, VisitStatus
from domain.visits.queries import ViewVisit
from domain.visits.views import VisitPage


@dataclass(frozen=True, slots=True)
class PaintVisit:
    view_visit: ViewVisit
    clock: Clock

    async def __call__(self, actor: Actor, visit_id: int) -> Screen:
        return self._card(await self._view(actor, visit_id), actor)

    async def told(self, actor: Actor, notice: Notice) -> Screen:
        """What was booked or moved, if that still is so; what is over says so by itself."""
        page = await self._view(actor, notice.matter_id)
        is_booked = page.view.visit.status is VisitStatus.BOOKED
        is_mine = page.view.visit.visitor_id == actor.id
        if not is_booked or (notice.kind == VISIT_BOOKED and is_mine):
            return self._card(page, actor)
        return self._card(page, actor, "visit-moved-title")

    async def reminder(self, actor: Actor, notice: Notice) -> Screen | None:
        """None where there is nothing to go to, for this person, any more."""
        page = await self._view(actor, notice.matter_id)
        if page.view.visit.visitor_id not in acts_for(actor):
            return None
        visit, now = page.view.visit, self.clock()
        if visit.status is not VisitStatus.BOOKED or visit.has_begun(now):
            return None
        is_soon = (visit.starts_at - now).total_seconds() <= SOON_SECONDS
        return self._card(page, actor, "visit-soon-title" if is_soon else "visit-today-title")

    async def report(self, actor: Actor, notice: Notice) -> Screen | None:
        """The question what came of it; None once it is answered, or not theirs to answer."""
        page = await self._view(actor, notice.matter_id)
        if not page.may_report or not page.view.visit.has_ended(self.clock()):
            return None
        is_own = page.view.visit.visitor_id in acts_for(actor)
        return self._card(page, actor, "visit-report-title" if is_own else "visit-unreported-title")

    async def _view(self, actor: Actor, visit_id: int) -> VisitPage:
        return await self.view_visit(actor, VisitId(visit_id))

    def _card(self, page: VisitPage, actor: Actor, title: str | None = None) -> Screen:
        texts = texts_for(actor.language)
        return visit_card(page, texts, actor=actor, now=self.clock(), title=title)

    def makers(self) -> Mapping[str, Maker]:
        """Who makes the screens of the ledger's notices, by their kind."""
        return {
            VISIT_BOOKED: self.told,
            VISIT_MOVED: self.told,
            VISIT_CANCELLED: card_by(self),
            VISIT_REMINDER: self.reminder,
            VISIT_REPORT: self.report,
            VISIT_UNREPORTED: self.report,
        }


SOON_SECONDS = 2 * 3600
"""A reminder that comes so shortly before says that it is soon."""
