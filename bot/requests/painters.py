"""The card of a request, for taps, links and the ledger alike."""

from dataclasses import dataclass

from bot.requests.cards import request_card
from bot.screens import Screen
from bot.texts import texts_for
from domain.clock import Clock
from domain.delivery.model import Notice
from domain.org.model import Actor
from domain.requests.model import RequestId
from domain.requests.queries import RequestPage, ViewRequest
from domain.requests.rules import is_late


@dataclass(frozen=True, slots=True)
class PaintRequest:
    view_request: ViewRequest
    clock: Clock

    async def __call__(self, actor: Actor, request_id: int) -> Screen:
        """Raises: NotFound."""
        page = await self.view_request(actor, RequestId(request_id))
        return self._card(actor, page)

    async def waiting(self, actor: Actor, notice: Notice) -> Screen | None:
        """The card of what is to be seen to; None where it is closed."""
        page = await self.view_request(actor, RequestId(notice.matter_id))
        if not page.view.request.is_open:
            return None
        return self._card(actor, page)

    async def late(self, actor: Actor, notice: Notice) -> Screen | None:
        """The card of what is past its limit; None where somebody has acted since."""
        page = await self.view_request(actor, RequestId(notice.matter_id))
        if not is_late(page.view.request, self.clock()):
            return None
        return self._card(actor, page)

    def _card(self, actor: Actor, page: RequestPage) -> Screen:
        return request_card(page, texts_for(actor.language), actor=actor, now=self.clock())
