"""What the client said of an offer, and until when nobody asks for it.

Every act names the version of the offer that its button showed: of two people who act at once, the
second is told so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.deals import follow_up
from domain.deals.desk import Desk
from domain.deals.errors import FollowUpTooFar
from domain.deals.model import Deal, Offer, OfferId
from domain.delivery.model import Matter
from domain.org.model import Actor
from domain.unit_of_work import UnitOfWork

ONE_HOUR = timedelta(hours=1)
MOST_WORKING_DAYS = 250
"""About a year of work, the most that the rulebook lets a choice be."""


async def _keep(
    uow: UnitOfWork,
    offer: Offer,
    deal: Deal,
    kind: str,
    *,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, object] | None = None,
) -> Offer:
    saved = await uow.offers.save(offer)
    await uow.timeline.add(
        kind, at=now, deal=deal, offer_id=offer.id, actor_id=actor.id, facts=facts
    )
    await uow.ledger.refresh(Matter.OFFER, offer.id, except_for=actor.id)
    return saved


@dataclass(frozen=True, slots=True)
class AcceptOffer:
    desk: Desk

    async def __call__(self, actor: Actor, offer_id: OfferId, *, version: int) -> Offer:
        """Raises: NotFound, OfferAnswered, OfferChanged."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            offer, deal = await uow.offers.get(offer_id, actor.scope)
            follow_up.require_awaiting(offer, version)
            accepted = follow_up.accept(offer, now=now)
            saved = await _keep(uow, accepted, deal, "offer_accepted", actor=actor, now=now)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class RefuseOffer:
    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        offer_id: OfferId,
        reason: str,
        comment: str | None = None,
        *,
        version: int,
    ) -> Offer:
        """Raises: NotFound, OfferAnswered, OfferChanged, ReasonMissing."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            offer, deal = await uow.offers.get(offer_id, actor.scope)
            follow_up.require_awaiting(offer, version)
            rules = await self.desk.rules(uow, actor)
            refused = follow_up.refuse(offer, rules.rulebook.lost_reason(reason), comment, now=now)
            facts = {"reason": reason, "comment": comment}
            saved = await _keep(
                uow, refused, deal, "offer_refused", actor=actor, now=now, facts=facts
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class NoteThinking:
    """The client is thinking: ask again on ``again_on``, or when the rulebook says."""

    desk: Desk

    async def __call__(
        self, actor: Actor, offer_id: OfferId, *, version: int, again_on: date | None = None
    ) -> Offer:
        """Raises: NotFound, OfferAnswered, OfferChanged, FollowUpInPast, FollowUpTooFar."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            offer, deal = await uow.offers.get(offer_id, actor.scope)
            follow_up.require_awaiting(offer, version)
            rules = await self.desk.rules(uow, actor)
            calendar = await self.desk.calendar_of(uow, deal, rules, now)
            terms = rules.rulebook.offers
            at = (
                follow_up.default_follow_up(now, terms.thinking_working_days, calendar)
                if again_on is None
                else follow_up.follow_up_moment(again_on, calendar)
            )
            again = follow_up.follow_up_again(offer, at, now=now, rules=terms, calendar=calendar)
            facts = {"follow_up_at": at.isoformat()}
            saved = await _keep(
                uow, again, deal, "offer_thinking", actor=actor, now=now, facts=facts
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class AskAgainInWorkingDays:
    """The same, so many working days from today."""

    desk: Desk
    note_thinking: NoteThinking

    async def __call__(
        self, actor: Actor, offer_id: OfferId, working_days: int, *, version: int
    ) -> Offer:
        """Raises: as NoteThinking; FollowUpTooFar: more days than a choice ever offers."""
        if not 0 < working_days <= MOST_WORKING_DAYS:
            raise FollowUpTooFar(limit_days=follow_up.FURTHEST_FOLLOW_UP_DAYS)
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            _, deal = await uow.offers.get(offer_id, actor.scope)
            rules = await self.desk.rules(uow, actor)
            calendar = await self.desk.calendar_of(uow, deal, rules, now)
        day = calendar.add_working_days(calendar.local_day(now), working_days)
        return await self.note_thinking(actor, offer_id, version=version, again_on=day)


@dataclass(frozen=True, slots=True)
class NoteNoAnswer:
    """Called, and nobody answered: try again in the rulebook's working hours."""

    desk: Desk

    async def __call__(self, actor: Actor, offer_id: OfferId, *, version: int) -> Offer:
        """Raises: NotFound, OfferAnswered, OfferChanged."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            offer, deal = await uow.offers.get(offer_id, actor.scope)
            follow_up.require_awaiting(offer, version)
            rules = await self.desk.rules(uow, actor)
            calendar = await self.desk.calendar_of(uow, deal, rules, now)
            terms = rules.rulebook.offers
            at = calendar.add_working_time(
                now, timedelta(hours=terms.no_answer_retry_working_hours)
            )
            again = follow_up.follow_up_again(offer, at, now=now, rules=terms, calendar=calendar)
            facts = {"follow_up_at": at.isoformat()}
            saved = await _keep(
                uow, again, deal, "offer_no_answer", actor=actor, now=now, facts=facts
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class SnoozeOffer:
    """Put the reminder off until ``until``; when it was put off often, only with a reason."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        offer_id: OfferId,
        until: datetime,
        *,
        version: int,
        reason: str | None = None,
    ) -> Offer:
        """Raises: NotFound, OfferAnswered, OfferChanged, SnoozesUsedUp, FollowUp…"""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            offer, deal = await uow.offers.get(offer_id, actor.scope)
            follow_up.require_awaiting(offer, version)
            rules = await self.desk.rules(uow, actor)
            calendar = await self.desk.calendar_of(uow, deal, rules, now)
            snoozed = follow_up.snooze(
                offer,
                until,
                reason=reason,
                now=now,
                rules=rules.rulebook.offers,
                calendar=calendar,
            )
            if snoozed is offer:
                return offer
            facts = {"follow_up_at": until.isoformat(), "reason": reason}
            saved = await _keep(
                uow, snoozed, deal, "offer_snoozed", actor=actor, now=now, facts=facts
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class SnoozeOfferForAnHour:
    desk: Desk
    snooze_offer: SnoozeOffer

    async def __call__(
        self, actor: Actor, offer_id: OfferId, *, version: int, reason: str | None = None
    ) -> Offer:
        """Raises: as SnoozeOffer."""
        until = self.desk.clock() + ONE_HOUR
        return await self.snooze_offer(actor, offer_id, until, version=version, reason=reason)


@dataclass(frozen=True, slots=True)
class SnoozeOfferUntilDay:
    """Put the reminder off until work begins on a day; the next working day where None."""

    desk: Desk
    snooze_offer: SnoozeOffer

    async def __call__(
        self,
        actor: Actor,
        offer_id: OfferId,
        *,
        version: int,
        day: date | None = None,
        reason: str | None = None,
    ) -> Offer:
        """Raises: as SnoozeOffer."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            _, deal = await uow.offers.get(offer_id, actor.scope)
            rules = await self.desk.rules(uow, actor)
            calendar = await self.desk.calendar_of(uow, deal, rules, now)
        wanted = day or calendar.add_working_days(calendar.local_day(now), 1)
        until = follow_up.follow_up_moment(wanted, calendar)
        return await self.snooze_offer(actor, offer_id, until, version=version, reason=reason)
