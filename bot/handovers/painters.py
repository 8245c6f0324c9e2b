"""The card of a handover, for taps, links and the ledger alike."""

from dataclasses import dataclass

from bot.delivery.makers import Maker, card_by
from bot.handovers.cards import handover_card
from bot.pages import PAGE_SIZE
from bot.screens import Screen
from bot.texts import texts_for
from domain.clock import Clock
from domain.delivery.model import Notice
from domain.handovers.acts import ANSWERED, GIVEN_AWAY, PROPOSED, RECEIVED, RETURNED
from domain.handovers.model import HandoverId, Status
from domain.handovers.queries import HandoverPage, ViewHandover
from domain.org.model import Actor


@dataclass(frozen=True, slots=True)
class PaintHandover:
    view_handover: ViewHandover
    clock: Clock

    async def __call__(self, actor: Actor, handover_id: int) -> Screen:
        return await self.page(actor, handover_id, 0)

    async def page(self, actor: Actor, handover_id: int, number: int) -> Screen:
        return self._card(actor, await self._view(actor, handover_id, number))

    async def _view(self, actor: Actor, handover_id: int, number: int = 0) -> HandoverPage:
        return await self.view_handover(
            actor, HandoverId(handover_id), offset=number * PAGE_SIZE, size=PAGE_SIZE
        )

    def _card(self, actor: Actor, page: HandoverPage) -> Screen:
        texts = texts_for(actor.language)
        return handover_card(page, texts, now=self.clock(), zone=actor.zone)

    async def received(self, actor: Actor, notice: Notice) -> Screen | None:
        """None once it was taken back."""
        return await self._while(Status.DONE, actor, notice)

    async def proposed(self, actor: Actor, notice: Notice) -> Screen | None:
        """None once somebody has decided."""
        return await self._while(Status.PROPOSED, actor, notice)

    async def _while(self, status: Status, actor: Actor, notice: Notice) -> Screen | None:
        page = await self._view(actor, notice.matter_id)
        return self._card(actor, page) if page.view.handover.status is status else None

    def makers(self) -> dict[str, Maker]:
        """Who makes the notices of this noun, by kind."""
        return {
            RECEIVED: self.received,
            PROPOSED: self.proposed,
            RETURNED: card_by(self),
            ANSWERED: card_by(self),
            GIVEN_AWAY: self.received,
        }
