"""What the client said of an offer, and until when nobody asks for it.

Every act names the version of the offer that its button showed: of two people who act at once, the
second is told so. Each is one transaction, from the locked offer to the commit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.deals import follow_up
from domain.deals.errors import FollowUpTooFar
from domain.deals.model import Deal, Offer, OfferId
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.notes import clean_comment
from domain.org.model import Actor
from domain.rulebook.offers import Offers
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork
from domain.working_time import WorkingCalendar

ONE_HOUR = timedelta(hours=1)
MOST_WORKING_DAYS = 250
"""About a year of work, the most that the rulebook lets a choice be."""

MomentOf = Callable[[Offers, WorkingCalendar], datetime]
"""When an offer is asked about next, under the rulebook's terms, in the deal's calendar."""


async def _keep(
    uow: UnitOfWork,
    offer: Offer,
    deal: Deal,
    kind: Happened,
    *,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, object] | None = None,
) -> Offer:
    """Save the changed offer, its line in the timeline, and have shown cards edited."""
    saved = await uow.offers.save(offer)
    await uow.timeline.add(
        kind, at=now, deal=deal, offer_id=offer.id, actor_id=actor.id, facts=facts
    )
    also = [(Matter.DEAL, int(deal.id))]  # the offer is a line of it
    await uow.ledger.refresh(Matter.OFFER, offer.id, except_for=actor.id, also=also)
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
            saved = await _keep(uow, accepted, deal, Happened.OFFER_ACCEPTED, actor=actor, now=now)
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
        """Raises: NotFound, OfferAnswered, OfferChanged, ReasonMissing, Note…"""
        now = self.desk.clock()
        comment = clean_comment(comment) if comment else None
        async with self.desk.begin() as uow:
            offer, deal = await uow.offers.get(offer_id, actor.scope)
            follow_up.require_awaiting(offer, version)
            rules = await self.desk.rules(uow, actor)
            refused = follow_up.refuse(offer, rules.rulebook.lost_reason(reason), comment, now=now)
            facts = {"reason": reason, "comment": comment}
            saved = await _keep(
                uow, refused, deal, Happened.OFFER_REFUSED, actor=actor, now=now, facts=facts
            )
            await uow.commit()
        return saved


async def _ask_again(
    desk: Desk, actor: Actor, offer_id: OfferId, version: int, kind: Happened, moment_of: MomentOf
) -> Offer:
    """The offer watched anew from the moment that ``moment_of`` gives."""
    now = desk.clock()
    async with desk.begin() as uow:
        offer, deal = await uow.offers.get(offer_id, actor.scope)
        follow_up.require_awaiting(offer, version)
        rules = await desk.rules(uow, actor)
        calendar = await desk.calendar_of(uow, deal, rules, now)
        terms = rules.rulebook.offers
        at = moment_of(terms, calendar)
        again = follow_up.follow_up_again(offer, at, now=now, rules=terms, calendar=calendar)
        facts = {"follow_up_at": at.isoformat()}
        saved = await _keep(uow, again, deal, kind, actor=actor, now=now, facts=facts)
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

        def moment_of(terms: Offers, calendar: WorkingCalendar) -> datetime:
            if again_on is None:
                return follow_up.default_follow_up(now, terms.thinking_working_days, calendar)
            return follow_up.follow_up_moment(again_on, calendar)

        return await _ask_again(
            self.desk, actor, offer_id, version, Happened.OFFER_THINKING, moment_of
        )


@dataclass(frozen=True, slots=True)
class AskAgainInWorkingDays:
    """The client is thinking, and will be asked so many working days from today."""

    desk: Desk

    async def __call__(
        self, actor: Actor, offer_id: OfferId, working_days: int, *, version: int
    ) -> Offer:
        """Raises: as NoteThinking; FollowUpTooFar: more days than a choice ever offers."""
        if not 0 < working_days <= MOST_WORKING_DAYS:
            raise FollowUpTooFar(limit_days=follow_up.FURTHEST_FOLLOW_UP_DAYS)
        now = self.desk.clock()

        def moment_of(_terms: Offers, calendar: WorkingCalendar) -> datetime:
            return follow_up.default_follow_up(now, working_days, calendar)

        return await _ask_again(
            self.desk, actor, offer_id, version, Happened.OFFER_THINKING, moment_of
        )


@dataclass(frozen=True, slots=True)
class NoteNoAnswer:
    """Called, and nobody answered: try again in the rulebook's working hours."""

    desk: Desk

    async def __call__(self, actor: Actor, offer_id: OfferId, *, version: int) -> Offer:
        """Raises: NotFound, OfferAnswered, OfferChanged."""
        now = self.desk.clock()

        def moment_of(terms: Offers, calendar: WorkingCalendar) -> datetime:
            wait = timedelta(hours=terms.no_answer_retry_working_hours)
            return calendar.add_working_time(now, wait)

        return await _ask_again(
            self.desk, actor, offer_id, version, Happened.OFFER_NO_ANSWER, moment_of
        )


async def _put_off(
    desk: Desk,
    actor: Actor,
    offer_id: OfferId,
    version: int,
    reason: str | None,
    until: Callable[[WorkingCalendar], datetime],
) -> Offer:
    """The offer asked about no earlier than ``until``; put off often, only with a ``reason``."""
    now = desk.clock()
    reason = clean_comment(reason) if reason else None
    async with desk.begin() as uow:
        offer, deal = await uow.offers.get(offer_id, actor.scope)
        follow_up.require_awaiting(offer, version)
        rules = await desk.rules(uow, actor)
        calendar = await desk.calendar_of(uow, deal, rules, now)
        at = until(calendar)
        snoozed = follow_up.snooze(
            offer, at, reason=reason, now=now, rules=rules.rulebook.offers, calendar=calendar
        )
        if snoozed is offer:
            return offer
        facts = {"follow_up_at": at.isoformat(), "reason": reason}
        saved = await _keep(
            uow, snoozed, deal, Happened.OFFER_SNOOZED, actor=actor, now=now, facts=facts
        )
        await uow.commit()
    return saved


@dataclass(frozen=True, slots=True)
class SnoozeOfferForAnHour:
    """Put the reminder off for an hour; when it was put off often, only with a reason."""

    desk: Desk

    async def __call__(
        self, actor: Actor, offer_id: OfferId, *, version: int, reason: str | None = None
    ) -> Offer:
        """Raises: NotFound, OfferAnswered, OfferChanged, SnoozesUsedUp, Note…"""
        until = self.desk.clock() + ONE_HOUR
        return await _put_off(self.desk, actor, offer_id, version, reason, lambda _: until)


@dataclass(frozen=True, slots=True)
class SnoozeOfferUntilDay:
    """Put the reminder off until work begins on a day; the next working day where None."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        offer_id: OfferId,
        *,
        version: int,
        day: date | None = None,
        reason: str | None = None,
    ) -> Offer:
        """Raises: as SnoozeOfferForAnHour; FollowUpInPast, FollowUpTooFar."""
        now = self.desk.clock()

        def until(calendar: WorkingCalendar) -> datetime:
            if day is None:
                return follow_up.default_follow_up(now, 1, calendar)
            return follow_up.follow_up_moment(day, calendar)

        return await _put_off(self.desk, actor, offer_id, version, reason, until)
