"""The cards of deals and offers, for taps, links and the ledger alike."""

from dataclasses import dataclass

from bot.deals.callback_data import OpenSilent
from bot.deals.cards import deal_card
from bot.deals.offer_cards import offer_card
from bot.screens import Button, Screen
from bot.texts import texts_for
from domain.clock import Clock
from domain.deals.model import DealId, OfferId
from domain.deals.queries import ViewDeal, ViewOffer
from domain.delivery.model import Notice
from domain.org.model import Actor


@dataclass(frozen=True, slots=True)
class PaintDeal:
    view_deal: ViewDeal
    clock: Clock

    async def __call__(self, actor: Actor, deal_id: int) -> Screen:
        view, rulebook = await self.view_deal(actor, DealId(deal_id))
        return deal_card(
            view,
            rulebook,
            texts_for(actor.language),
            reader=actor.id,
            now=self.clock(),
            zone=actor.zone,
        )


@dataclass(frozen=True, slots=True)
class PaintOffer:
    view_offer: ViewOffer
    clock: Clock

    async def __call__(self, actor: Actor, offer_id: int) -> Screen:
        view, rulebook = await self.view_offer(actor, OfferId(offer_id))
        return offer_card(
            view,
            rulebook,
            texts_for(actor.language),
            reader=actor.id,
            now=self.clock(),
            zone=actor.zone,
        )

    async def follow_up(self, actor: Actor, notice: Notice) -> Screen | None:
        """The reminder; None once the offer is answered or asked about later: it is settled."""
        view, rulebook = await self.view_offer(actor, OfferId(notice.matter_id))
        now = self.clock()
        if not view.offer.is_awaiting or view.offer.follow_up_at > now:
            return None
        texts = texts_for(actor.language)
        return offer_card(view, rulebook, texts, reader=actor.id, now=now, zone=actor.zone)


async def unwatched_alarm(actor: Actor, _notice: Notice) -> Screen:
    """For administrators: the invariant is broken, and where to look."""
    texts = texts_for(actor.language)
    silent = Button(texts.plain("day-silent-button"), OpenSilent())
    return Screen(texts("offers-unwatched"), ((silent,),))
