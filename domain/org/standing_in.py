"""Around an absence: the deputy hears when it begins, the person what was done meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from domain.delivery.model import Matter, NewNotice
from domain.desk import Desk
from domain.org.model import Absence, AbsenceId, Actor, PersonId
from domain.org.views import AbsenceView
from domain.org.workplaces import Workplace
from domain.rulebook.model import Rulebook
from domain.rulebook.ports import VersionedRulebook
from domain.timeline import HistoryPart, TimelineEntry, kinds_of
from domain.unit_of_work import UnitOfWork
from domain.working_time import NoWorkingTime, WorkingCalendar

BEGINS: Final = "absence_begins"
"""The kind that tells a deputy on the first day that it begins."""

OVER: Final = "absence_over"
"""The kind that tells who was away what was done meanwhile, on their first day back."""

CUT_SHORT: Final = "absence_cut_short"
"""The same, where they came back before the day that was named first."""

MORNING: Final = time(9)
"""Where nobody works on that day."""
MOST_TOLD: Final = 8
ONE_DAY: Final = timedelta(days=1)
NAMED_PARTS: Final = tuple(part for part in HistoryPart if part is not HistoryPart.ALL)


@dataclass(frozen=True, slots=True)
class DoneMeanwhile:
    """What others did with the records of who was away. ``counts``: by part, those without a part
    of their own under ``ALL``; ``entries`` the last of them, newest first, each with its client.
    """

    absence: AbsenceView
    counts: Mapping[HistoryPart, int]
    entries: Sequence[tuple[TimelineEntry, str | None]]
    rulebook: Rulebook


async def notices_around(
    desk: Desk,
    uow: UnitOfWork,
    absence: Absence,
    absence_id: AbsenceId,
    rules: VersionedRulebook,
    *,
    now: datetime,
) -> list[NewNotice]:
    """To the deputy as it begins, unless that is today: then they are told of it anyway; to the
    person as they are back.
    """
    theirs = await _calendar(desk, uow, absence.deputy_id, rules, now)
    own = await _calendar(desk, uow, absence.person_id, rules, now)
    begins_at = _morning(theirs, absence.starts_on, until=absence.ends_on)
    back_at = _morning(own, absence.ends_on + ONE_DAY, until=None)
    told = [
        NewNotice(
            absence.person_id,
            OVER,
            Matter.ABSENCE,
            absence_id,
            not_before=back_at,
            facts={"ends_on": absence.ends_on.isoformat()},
        )
    ]
    if begins_at > now and absence.starts_on > theirs.local_day(now):
        told.append(
            NewNotice(absence.deputy_id, BEGINS, Matter.ABSENCE, absence_id, not_before=begins_at)
        )
    return told


def cut_short(absence: Absence) -> NewNotice:
    """To who is back before they said."""
    return NewNotice(absence.person_id, CUT_SHORT, Matter.ABSENCE, absence.id)


async def _calendar(
    desk: Desk, uow: UnitOfWork, person_id: PersonId, rules: VersionedRulebook, now: datetime
) -> WorkingCalendar:
    workplace: Workplace = (await uow.tasks.colleague(person_id)).workplace
    return desk.calendars.of(rules, workplace, around=now.astimezone(workplace.zone).date())


def _morning(calendar: WorkingCalendar, day: date, *, until: date | None) -> datetime:
    """When work begins on ``day`` or next after it, but no later than on the day ``until``."""
    try:
        worked = calendar.add_working_days(day, 0)
    except NoWorkingTime:
        return calendar.at(day, MORNING)
    if until is not None and worked > until:
        return calendar.at(day, MORNING)
    return calendar.start_of_working_day(worked)


@dataclass(frozen=True, slots=True)
class ViewDoneMeanwhile:
    desk: Desk

    async def __call__(self, actor: Actor, absence_id: AbsenceId) -> DoneMeanwhile | None:
        """None where it was called off, or has not begun, or is not the actor's."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            absence = await uow.absences.view(absence_id)
            today = now.astimezone(actor.zone).date()
            if absence is None or absence.person_id != actor.id or absence.starts_on > today:
                return None
            since = datetime.combine(absence.starts_on, time(), tzinfo=actor.zone)
            until = datetime.combine(absence.ends_on + ONE_DAY, time(), tzinfo=actor.zone)
            kinds, entries = await uow.absences.done_meanwhile(
                actor.id, since=since, until=min(until, now), most=MOST_TOLD
            )
            rules = await self.desk.rules(uow, actor)
        return DoneMeanwhile(absence, by_part(kinds), entries, rules.rulebook)


def by_part(kinds: Mapping[str, int]) -> Mapping[HistoryPart, int]:
    """How many of each part of a history, in the order of parts, the rest last."""
    counts = dict.fromkeys((*NAMED_PARTS, HistoryPart.ALL), 0)
    for kind, count in kinds.items():
        counts[_part_of(kind)] += count
    return {part: count for part, count in counts.items() if count}


def _part_of(kind: str) -> HistoryPart:
    parts = (part for part in NAMED_PARTS if kind in (kinds_of(part) or ()))
    return next(parts, HistoryPart.ALL)
