"""What may be done about a visit, and what the clock does about it. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.rulebook.visits import Visits
from domain.visits.errors import VisitChanged, VisitNotBegun, VisitOver
from domain.visits.model import Slot, Visit, VisitStatus, Watch
from domain.visits.slots import span_of
from domain.working_time import NoWorkingTime, WorkingCalendar

ORDER = tuple(Watch)


def require_open(visit: Visit, version: int | None) -> None:
    """Whether it may be changed as it was shown. Raises: VisitOver, VisitChanged."""
    if not visit.status.is_open:
        raise VisitOver(visit_id=visit.id)
    if version is not None and version != visit.version:
        raise VisitChanged(visit_id=visit.id)


def require_reportable(visit: Visit, *, now: datetime) -> None:
    """Raises: VisitOver, VisitNotBegun."""
    require_open(visit, None)
    if not visit.has_begun(now):
        raise VisitNotBegun(moment=visit.starts_at)


def placed(
    visit: Visit, slot: Slot, rules: Visits, calendar: WorkingCalendar, *, now: datetime
) -> Visit:
    """At this time; whoever goes has not seen it yet, and the clock begins anew."""
    moved = replace(
        visit,
        status=VisitStatus.BOOKED,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        held_until=span_of(slot, rules).ends_at,
        seen_at=None,
        watch=None,
        watch_at=None,
    )
    return watched(moved, rules, calendar, now=now)


def watched(visit: Visit, rules: Visits, calendar: WorkingCalendar, *, now: datetime) -> Visit:
    """With what the clock does after ``visit.watch``: reminders that came too late are left out,
    the questions about the result never are.
    """
    done = -1 if visit.watch is None else ORDER.index(visit.watch)
    for step in ORDER[done + 1 :]:
        at = moment_of(step, visit, rules, calendar)
        if at is not None and (at > now or step not in {Watch.MORNING, Watch.SOON}):
            return replace(visit, watch=step, watch_at=max(at, now))
    return replace(visit, watch=None, watch_at=None)


def moment_of(
    step: Watch, visit: Visit, rules: Visits, calendar: WorkingCalendar
) -> datetime | None:
    """When the step is due; None where there is none: an early visit has no reminder of the
    morning, and who never works again is not asked again.
    """
    soon = visit.starts_at - timedelta(minutes=rules.remind_minutes_before)
    match step:
        case Watch.MORNING:
            at = calendar.at(calendar.local_day(visit.starts_at), rules.morning)
            return at if at < soon else None
        case Watch.SOON:
            return soon
        case Watch.ASK:
            return visit.ends_at
        case Watch.AGAIN:
            return _after(visit, rules.report_again_working_hours, calendar)
        case Watch.HEAD:
            return _after(visit, rules.report_to_head_working_hours, calendar)


def _after(visit: Visit, hours: int, calendar: WorkingCalendar) -> datetime | None:
    try:
        return calendar.add_working_time(visit.ends_at, timedelta(hours=hours))
    except NoWorkingTime:
        return None
