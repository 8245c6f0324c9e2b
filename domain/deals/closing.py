"""A deal's end and what it means for its unanswered offers."""

from datetime import datetime

from domain.deals import follow_up
from domain.deals.model import Deal
from domain.delivery.model import Matter
from domain.org.model import Actor
from domain.rulebook.pipeline import LostReason
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork


async def answer_offers_of_won(uow: UnitOfWork, deal: Deal, *, actor: Actor, now: datetime) -> None:
    """The client who bought has accepted the last offer; earlier ones are withdrawn."""
    waiting = await uow.offers.awaiting(deal.id)
    for offer in waiting:
        if offer is waiting[-1]:
            answered, kind = follow_up.accept(offer, now=now), Happened.OFFER_ACCEPTED
        else:
            answered, kind = follow_up.withdraw(offer, now=now), Happened.OFFER_WITHDRAWN
        await uow.offers.save(answered)
        await uow.timeline.add(kind, at=now, deal=deal, offer_id=offer.id, actor_id=actor.id)
        await uow.ledger.refresh(Matter.OFFER, offer.id, except_for=None)


async def answer_offers_of_lost(
    uow: UnitOfWork,
    deal: Deal,
    reason: LostReason,
    comment: str | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """What loses the deal refuses its offers."""
    for offer in await uow.offers.awaiting(deal.id):
        await uow.offers.save(follow_up.refuse(offer, reason, comment, now=now))
        await uow.timeline.add(
            Happened.OFFER_REFUSED,
            at=now,
            deal=deal,
            offer_id=offer.id,
            actor_id=actor.id,
            facts={"reason": reason.key, "comment": comment},
        )
        await uow.ledger.refresh(Matter.OFFER, offer.id, except_for=None)
