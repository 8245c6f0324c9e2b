"""Sending an offer: for how much, and on which day its answer will be asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from domain.amounts import TypedAmount
from domain.deals import follow_up
from domain.deals import rules as deal_rules
from domain.deals.errors import OfferNumberMissing, OfferNumberTooLong
from domain.deals.model import DealId, Offer, OfferFile
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.names import NameMissing, NameTooLong, clean_name
from domain.org.model import Actor
from domain.timeline import Happened

OFFER_NUMBER_LIMIT: Final = 50
"""Signs of an offer's number."""


def clean_offer_number(text: str) -> str:
    """``text`` on one line, made fit to show as names are.

    Raises: OfferNumberMissing, OfferNumberTooLong.
    """
    try:
        return clean_name(text, limit=OFFER_NUMBER_LIMIT)
    except NameMissing as error:
        raise OfferNumberMissing from error
    except NameTooLong as error:
        raise OfferNumberTooLong(**error.facts) from error


@dataclass(frozen=True, slots=True)
class ProposeFollowUps:
    """Days on which the answer to an offer of this deal could be asked for."""

    desk: Desk

    async def __call__(
        self, actor: Actor, deal_id: DealId
    ) -> tuple[datetime, tuple[datetime, ...]]:
        """The rulebook's own moment, and the choices."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            view = await uow.deals.view(deal_id, actor.scope)
            rules = await self.desk.rules(uow, actor)
            calendar = await self.desk.calendar_of(uow, view.deal, rules, now)
        offers = rules.rulebook.offers
        choices = (*offers.choices_working_days, offers.follow_up_working_days)
        return (
            follow_up.default_follow_up(now, offers.follow_up_working_days, calendar),
            tuple(follow_up.default_follow_up(now, days, calendar) for days in sorted({*choices})),
        )


@dataclass(frozen=True, slots=True)
class SendOffer:
    """Record a sent offer; from now on its answer is asked for until there is one."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        deal_id: DealId,
        amount: TypedAmount,
        *,
        number: str | None = None,
        file: OfferFile | None = None,
        follow_up_on: date | None = None,
    ) -> Offer:
        """``follow_up_on`` is a local day; the rulebook's where None.

        Raises: NotFound, DealClosed, FollowUpInPast, FollowUpTooFar, OfferNumber…
        """
        now = self.desk.clock()
        number = None if number is None else clean_offer_number(number)
        async with self.desk.begin() as uow:
            deal = await uow.deals.get(deal_id, actor.scope)
            deal_rules.require_open(deal)
            rules = await self.desk.rules(uow, actor)
            calendar = await self.desk.calendar_of(uow, deal, rules, now)
            terms = rules.rulebook.offers
            if follow_up_on is None:
                at = follow_up.default_follow_up(now, terms.follow_up_working_days, calendar)
            else:
                at = follow_up.follow_up_moment(follow_up_on, calendar)
            follow_up.check_follow_up(at, now=now)
            price = deal_rules.priced(amount, deal.currency)
            offer = await uow.offers.add(
                deal_id=deal.id,
                price=price,
                number=number,
                file=file,
                sent_by=actor.id,
                sent_at=now,
                follow_up_at=at,
                ladder=follow_up.build_ladder(at, terms.escalation, calendar),
            )
            if deal.amount is None:
                await uow.deals.save(deal_rules.set_amount(deal, price))
            await uow.timeline.add(
                Happened.OFFER_SENT,
                at=now,
                deal=deal,
                offer_id=offer.id,
                actor_id=actor.id,
                facts={
                    "amount": str(price.amount),
                    "currency": price.currency,
                    "number": number,
                    "follow_up_at": at.isoformat(),
                },
            )
            await uow.ledger.refresh(Matter.DEAL, deal.id, except_for=actor.id)
            await uow.commit()
        return offer
