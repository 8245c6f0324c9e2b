"""The cards of contacts that are due and of later days asked for, for taps and the ledger alike."""

from dataclasses import dataclass
from typing import Final

from bot.cadences.callback_data import OpenCadences
from bot.cadences.cards import cadence_card, gone_card
from bot.cadences.move_cards import move_card
from bot.screens import Button, Screen
from bot.texts import texts_for
from domain.cadences.errors import NoCadence
from domain.cadences.model import CadenceMoveId
from domain.cadences.moving import ViewCadenceMove
from domain.cadences.queries import ViewCadence
from domain.cadences.views import CadencePart
from domain.clients.model import ClientId
from domain.clients.queries import ViewClient
from domain.clock import Clock
from domain.delivery.model import Notice
from domain.org.model import Actor

HEAD: Final = "head"
"""The rung of a reminder that a head sent: it comes whether or not the day is near."""


@dataclass(frozen=True, slots=True)
class PaintCadence:
    view_cadence: ViewCadence
    view_client: ViewClient
    clock: Clock

    async def __call__(self, actor: Actor, client_id: int) -> Screen:
        """Raises: NotFound, NoCadence."""
        page = await self.view_cadence(actor, ClientId(client_id))
        return cadence_card(page, texts_for(actor.language), actor=actor, now=self.clock())

    async def notice(self, actor: Actor, notice: Notice) -> Screen:
        """The card for the ledger; of a client that is watched no more, that it is not."""
        try:
            return await self(actor, notice.matter_id)
        except NoCadence:
            client = (await self.view_client(actor, ClientId(notice.matter_id))).view.client
            return gone_card(client, texts_for(actor.language))

    async def due(self, actor: Actor, notice: Notice) -> Screen | None:
        """The card that rings; None where there is nothing to do by now."""
        now = self.clock()
        try:
            page = await self.view_cadence(actor, ClientId(notice.matter_id))
        except NoCadence:
            return None
        cadence = page.view.cadence
        is_pressing = cadence.is_late(now) or cadence.shows_on <= page.today
        is_planned = cadence.planned_at is not None and cadence.planned_at <= now
        if not (is_pressing or is_planned or notice.facts.get("rung") == HEAD):
            return None
        return cadence_card(page, texts_for(actor.language), actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class PaintCadenceMove:
    view_cadence_move: ViewCadenceMove
    clock: Clock

    async def __call__(self, actor: Actor, move_id: int) -> Screen:
        """Raises: NotFound."""
        page = await self.view_cadence_move(actor, CadenceMoveId(move_id))
        return move_card(page, texts_for(actor.language), actor=actor, now=self.clock())

    async def asked(self, actor: Actor, notice: Notice) -> Screen | None:
        """The card that wants a decision; None where it is another's turn, or decided."""
        page = await self.view_cadence_move(actor, CadenceMoveId(notice.matter_id))
        if not page.may_decide:
            return None
        return move_card(page, texts_for(actor.language), actor=actor, now=self.clock())


async def clients_unwatched_alarm(actor: Actor, _notice: Notice) -> Screen:
    """For administrators: clients fell out of the watch, and where to look."""
    texts = texts_for(actor.language)
    to = OpenCadences(part=CadencePart.ALL)
    return Screen(
        texts("cadences-unwatched"), ((Button(texts.plain("cadences-open-button"), to),),)
    )
