"""By when a client is to hear from us, and what may be done about it. Pure.

The due day is the last working day that keeps the gap: ``every_days`` after the last contact that
counts, or the working day before where nobody works then. Source: docs/cadences.md
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from domain.cadences.errors import (
    DayIsOff,
    DayPassed,
    DayPastLimit,
    DayTooFar,
    DayWithinLimit,
    MoveDecided,
    MoveNotYours,
)
from domain.cadences.model import Cadence, CadenceMove, MoveStatus
from domain.cadences.views import MoveView
from domain.deals.follow_up import build_ladder, follow_up_moment
from domain.org.model import Actor, PersonId
from domain.rulebook.cadences import SegmentCadence
from domain.rulebook.offers import EscalationStep
from domain.working_time import NoWorkingTime, WorkingCalendar

ONE_DAY: Final = timedelta(days=1)

FURTHEST_MOVE_DAYS: Final = 60
"""How far beyond the limit a head may agree: further on, the segment is the wrong one."""

USUAL_MORNING: Final = time(9)
"""When somebody is reminded whose calendar has no working time at all."""

BEFORE_THE_END: Final = timedelta(hours=1)
"""A retry comes at least so long before the last working day in time is over."""


def due_day(
    counted_from: date, every_days: int, since_on: date, is_working: Callable[[date], bool]
) -> date:
    """The last day on which a contact is in time.

    Never more than ``every_days`` after ``counted_from``; where no working day lies between, that
    very day. A client with older contacts that came under the cadence on ``since_on`` is due then.
    """
    last = counted_from + timedelta(days=every_days)
    day = last
    while not is_working(day):
        day -= ONE_DAY
        if day <= counted_from:
            day = last
            break
    return max(day, since_on)


def shows_from(
    due_on: date, counted_from: date, ahead_days: int, is_working: Callable[[date], bool]
) -> date:
    """From when it stands on somebody's day: a working day, so that it is seen in time, but later
    than the contact that it is counted from."""
    day = wanted = due_on - timedelta(days=ahead_days)
    while not is_working(day):
        day -= ONE_DAY
        if day <= counted_from:
            day = wanted
            break
    return min(due_on, max(day, counted_from + ONE_DAY))


def ladder_on(
    due_on: date, steps: tuple[EscalationStep, ...], calendar: WorkingCalendar
) -> tuple[datetime, ...]:
    """When the silence reaches whom, from the morning of the due day on: of the next working day
    where nobody works then."""
    try:
        return build_ladder(follow_up_moment(due_on, calendar), steps, calendar).moments
    except NoWorkingTime:
        return (calendar.at(due_on, USUAL_MORNING),) * len(steps)


def planned_moment(day: date, calendar: WorkingCalendar) -> datetime:
    """When somebody is reminded who chose the day: as work begins."""
    if calendar.is_working_day(day):
        return calendar.start_of_working_day(day)
    return calendar.at(day, USUAL_MORNING)


def retry_moment(
    now: datetime, cadence: Cadence, terms: SegmentCadence, calendar: WorkingCalendar
) -> datetime:
    """When to try again after nobody answered: in some working hours, but before the last day in
    time is over, as long as there is time till then."""
    try:
        retry = calendar.add_working_time(now, timedelta(hours=terms.no_answer_retry_working_hours))
        if calendar.is_working_day(cadence.due_on):
            last_chance = calendar.end_of_working_day(cadence.due_on) - BEFORE_THE_END
            if now + BEFORE_THE_END / 2 < last_chance:
                retry = min(retry, last_chance)
    except NoWorkingTime:
        retry = now + timedelta(hours=terms.no_answer_retry_working_hours)
    return retry


def turn_ends(now: datetime, hours: int, calendar: WorkingCalendar) -> datetime:
    """When a head has had so many working hours to decide."""
    wait = timedelta(hours=hours)
    try:
        return calendar.add_working_time(now, wait)
    except NoWorkingTime:
        return now + wait


def check_day(day: date, cadence: Cadence, calendar: WorkingCalendar, *, today: date) -> None:
    """Whether it may be planned for ``day`` without asking anybody.

    Raises: DayPassed, DayPastLimit, DayIsOff.
    """
    if day <= today:
        raise DayPassed(day=day)
    if day > cadence.due_on:
        raise DayPastLimit(day=day, limit=cadence.due_on, client_id=cadence.client_id)
    if day != cadence.due_on and not calendar.is_working_day(day):
        raise DayIsOff(day=day)


def check_later_day(day: date, cadence: Cadence, calendar: WorkingCalendar, *, today: date) -> None:
    """Whether a head can be asked for ``day``.

    Raises: DayPassed, DayWithinLimit, DayTooFar, DayIsOff.
    """
    if day <= today:
        raise DayPassed(day=day)
    if day <= cadence.due_on:
        raise DayWithinLimit(day=day, limit=cadence.due_on)
    limit = max(cadence.due_on, today) + timedelta(days=FURTHEST_MOVE_DAYS)
    if day > limit:
        raise DayTooFar(day=day, limit=limit)
    if not calendar.is_working_day(day):
        raise DayIsOff(day=day)


def may_decide(actor: Actor, move: CadenceMove) -> bool:
    """Whose turn it is, or who stands in for them; never who asked."""
    acts_for = {actor.id, *actor.stands_in_for}
    return move.is_open and actor.id != move.asked_by and move.approver_id in acts_for


def require_decidable(actor: Actor, view: MoveView) -> None:
    """Raises: MoveDecided, MoveNotYours."""
    move = view.move
    if not move.is_open:
        raise MoveDecided(
            move_id=move.id, status=move.status, name=view.decided_by_name, at=move.decided_at
        )
    if not may_decide(actor, move):
        raise MoveNotYours(name=view.approver_name, move_id=move.id)


def decided(
    move: CadenceMove, status: MoveStatus, *, by: PersonId | None, words: str | None, now: datetime
) -> CadenceMove:
    return replace(move, status=status, decided_by=by, decided_at=now, words=words)
