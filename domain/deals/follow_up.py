"""The watch over a sent offer: reminded, escalated, and never forgotten until it is answered.

A follow-up has a ladder: the moments at which somebody is told of the silence, in working time
from the follow-up itself. Whatever is done with the offer (thinking, nobody answered, put off)
builds a new ladder from the new moment; an answer ends it. The sweep climbs it step by step.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.deals.errors import (
    FollowUpInPast,
    FollowUpTooFar,
    OfferAnswered,
    OfferChanged,
    SnoozesUsedUp,
)
from domain.deals.model import Ladder, Offer, OfferStatus
from domain.deals.rules import require_explained
from domain.rulebook.offers import EscalationStep, Offers
from domain.rulebook.pipeline import LostReason
from domain.working_time import WorkingCalendar

FURTHEST_FOLLOW_UP_DAYS = 366  # a promise further off than a year is not a follow-up


def build_ladder(
    follow_up_at: datetime, steps: tuple[EscalationStep, ...], calendar: WorkingCalendar
) -> Ladder:
    """The moments of ``steps``, never falling, in the working time of ``calendar``.

    A step counted in days keeps the follow-up's hour on the wall.
    """
    wall = follow_up_at.astimezone(calendar.zone).time()
    moments: list[datetime] = []
    for step in steps:
        if step.after_working_days:
            at = calendar.moment_after_working_days(follow_up_at, step.after_working_days, wall)
        else:
            wait = timedelta(hours=step.after_working_hours or 0)
            at = calendar.add_working_time(follow_up_at, wait)
        moments.append(max([at, *moments]))
    return Ladder(moments=tuple(moments), recipients=tuple(step.to for step in steps))


def follow_up_moment(day: date, calendar: WorkingCalendar) -> datetime:
    """The beginning of work on ``day``, or on the next working day if nobody works then."""
    return calendar.start_of_working_day(calendar.add_working_days(day, 0))


def default_follow_up(now: datetime, working_days: int, calendar: WorkingCalendar) -> datetime:
    """The beginning of work, ``working_days`` working days from today."""
    return follow_up_moment(
        calendar.add_working_days(calendar.local_day(now), working_days), calendar
    )


def check_follow_up(at: datetime, *, now: datetime) -> None:
    """Raises: FollowUpInPast, FollowUpTooFar."""
    if at <= now:
        raise FollowUpInPast(moment=at)
    if at > now + timedelta(days=FURTHEST_FOLLOW_UP_DAYS):
        raise FollowUpTooFar(limit_days=FURTHEST_FOLLOW_UP_DAYS)


def require_awaiting(offer: Offer, version: int | None = None) -> None:
    """Raises: OfferAnswered; OfferChanged: the button shows an older offer."""
    if not offer.is_awaiting:
        raise OfferAnswered(offer_id=offer.id, status=offer.status, answered_at=offer.answered_at)
    if version is not None and offer.version != version:
        raise OfferChanged(offer_id=offer.id, version=offer.version)


def follow_up_again(
    offer: Offer, at: datetime, *, now: datetime, rules: Offers, calendar: WorkingCalendar
) -> Offer:
    """The offer watched anew from ``at``: what has climbed starts again at the owner.

    Raises: OfferAnswered, FollowUpInPast, FollowUpTooFar.
    """
    require_awaiting(offer)
    check_follow_up(at, now=now)
    if offer.follow_up_at == at and offer.steps_done == 0:
        return offer  # a double tap is one act
    return replace(
        offer,
        follow_up_at=at,
        ladder=build_ladder(at, rules.escalation, calendar),
        steps_done=0,
    )


def snooze(
    offer: Offer,
    at: datetime,
    *,
    reason: str | None,
    now: datetime,
    rules: Offers,
    calendar: WorkingCalendar,
) -> Offer:
    """The offer put off until ``at``; after ``max_snoozes`` only with a reason.

    Raises: OfferAnswered, SnoozesUsedUp, FollowUpInPast, FollowUpTooFar.
    """
    require_awaiting(offer)
    if offer.snoozes >= rules.max_snoozes and not reason:
        raise SnoozesUsedUp(offer_id=offer.id, limit=rules.max_snoozes)
    moved = follow_up_again(offer, at, now=now, rules=rules, calendar=calendar)
    return moved if moved is offer else replace(moved, snoozes=offer.snoozes + 1)


def accept(offer: Offer, *, now: datetime) -> Offer:
    """Raises: OfferAnswered."""
    require_awaiting(offer)
    return replace(offer, status=OfferStatus.ACCEPTED, answered_at=now)


def refuse(offer: Offer, reason: LostReason, comment: str | None, *, now: datetime) -> Offer:
    """Raises: OfferAnswered, ReasonMissing."""
    require_awaiting(offer)
    require_explained(reason, comment)
    return replace(
        offer,
        status=OfferStatus.REFUSED,
        refusal_reason=reason.key,
        comment=comment,
        answered_at=now,
    )


def withdraw(offer: Offer, *, now: datetime) -> Offer:
    """The offer taken back, as when its deal is closed without its answer.

    Raises: OfferAnswered.
    """
    require_awaiting(offer)
    return replace(offer, status=OfferStatus.WITHDRAWN, answered_at=now)


def is_watched(offer: Offer, now: datetime) -> bool:
    """The invariant: an unanswered offer has a reminder ahead, or everybody was told of it."""
    if not offer.is_awaiting:
        return True
    if offer.next_step_at is not None:
        return True
    everybody_was_told = offer.steps_done == len(offer.ladder.moments) > 0
    return everybody_was_told and offer.follow_up_at <= now
