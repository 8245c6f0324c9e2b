"""What becomes of a planned call. Pure: the call in, the call as it is from now on out."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.cycles.errors import CallAgainTooLate, CallChanged, CallNotYours, CallSettled
from domain.cycles.model import CallResult, CallStatus, PlannedCall
from domain.cycles.views import CallView
from domain.org.model import Actor, PersonId
from domain.rulebook.cycle import CallCycle
from domain.working_time import WorkingCalendar

FURTHEST_AGAIN: Final = timedelta(days=92)
"""A call that is promised for later is a task."""

AN_HOUR: Final = timedelta(hours=1)
A_WEEK: Final = timedelta(days=7)


def acts_for(actor: Actor) -> frozenset[PersonId]:
    return frozenset({actor.id, *actor.stands_in_for})


def is_theirs(actor: Actor, view: CallView) -> bool:
    """Whether the actor may say what came of the call: of the pair, or standing in for one."""
    return bool(acts_for(actor) & view.pair.pair.people)


def require_waiting(actor: Actor, view: CallView, call: PlannedCall, *, version: int) -> None:
    """``call`` is as it is now, ``view`` has its names.

    Raises: CallNotYours, CallSettled, CallChanged.
    """
    if not is_theirs(actor, view):
        raise CallNotYours(name=view.pair.caller_name)
    if call.status is not CallStatus.WAITING or not view.is_open:
        raise CallSettled(name=view.settled_by_name or view.pair.caller_name, call_id=call.id)
    if call.version != version:
        raise CallChanged(call_id=call.id)


def settled(
    call: PlannedCall, result: CallResult, *, by: PersonId, now: datetime, reason: str | None = None
) -> PlannedCall:
    """It is done for this cycle."""
    return replace(
        call,
        status=CallStatus.DONE,
        result=result,
        reason=reason,
        settled_at=now,
        settled_by=by,
        tries=call.tries + 1,
        tried_at=now,
        call_at=None,
        is_promised=False,
    )


def unanswered(
    call: PlannedCall, rules: CallCycle, calendar: WorkingCalendar, *, ends_on: date, now: datetime
) -> PlannedCall:
    """Tried again in some working hours; after the last try it goes to the end of the cycle, and
    from there, where that is today, into the next one.
    """
    tried = replace(call, tries=call.tries + 1, tried_at=now, call_at=None, is_promised=False)
    if tried.tries % rules.tries:
        again_at = calendar.add_working_time(now, timedelta(hours=rules.retry_working_hours))
        return replace(tried, call_at=again_at, planned_on=calendar.local_day(again_at))
    last = calendar.last_working_day_on_or_before(ends_on)
    is_over = last <= calendar.local_day(now)
    return replace(tried, is_last=True, planned_on=None if is_over else last)


def promised(call: PlannedCall, at: datetime, zone: ZoneInfo, *, now: datetime) -> PlannedCall:
    """Called again at the moment that the client was told. Raises: CallAgainTooLate."""
    if not now < at <= now + FURTHEST_AGAIN:
        raise CallAgainTooLate(days=FURTHEST_AGAIN.days)
    return replace(
        call,
        tries=call.tries + 1,
        tried_at=now,
        call_at=at,
        is_promised=True,
        is_last=False,
        planned_on=at.astimezone(zone).date(),
    )


def moment_of(choice: str, calendar: WorkingCalendar, *, now: datetime) -> datetime:
    """``hour``, ``tomorrow`` (when the next working day begins) or ``week``."""
    today = calendar.local_day(now)
    match choice:
        case "hour":
            return calendar.next_working_moment(now + AN_HOUR)
        case "week":
            day = calendar.add_working_days(today + A_WEEK, 0)
        case _:
            day = calendar.add_working_days(today, 1)
    return calendar.start_of_working_day(day)
