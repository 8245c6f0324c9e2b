"""Visits on days on which the visitor turns out to be away: told, and given to the deputy."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from domain.desk import Desk
from domain.errors import NotFound
from domain.org.errors import NotTheirHead
from domain.org.heads import require_head_of
from domain.org.model import Absence, AbsenceId, Actor
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork
from domain.visits import rules
from domain.visits.acting import VISIT_BOOKED, calendar_of, note, take, tell_others
from domain.visits.errors import NoClashes, SlotRefused
from domain.visits.model import Slot, VisitStatus
from domain.visits.slots import ONE_DAY, require_free
from domain.visits.views import Clashes, VisitLine, Visitor


async def _on_days(
    uow: UnitOfWork, visitor: Visitor, absence: Absence, now: datetime
) -> Sequence[VisitLine]:
    zone = visitor.workplace.zone
    since = datetime.combine(absence.starts_on, time.min, tzinfo=zone)
    until = datetime.combine(absence.ends_on + ONE_DAY, time.min, tzinfo=zone)
    return await uow.visit_lists.between(visitor.id, max(since, now), until)


async def _recorded(uow: UnitOfWork, actor: Actor, absence_id: AbsenceId) -> Absence:
    """Raises: NotFound, also for whoever may not change it: they do not learn that it is there."""
    absence = await uow.absences.get(absence_id)
    try:
        await _require_theirs(uow, actor, absence)
    except NotTheirHead as refusal:
        raise NotFound(absence_id=absence_id) from refusal
    return absence


async def _require_theirs(uow: UnitOfWork, actor: Actor, absence: Absence) -> None:
    """Raises: NotFound, NotTheirHead."""
    if absence.person_id != actor.id:
        await require_head_of(uow, actor, await uow.people.see(absence.person_id))


@dataclass(frozen=True, slots=True)
class CountClashes:
    """How many visits an absence would cross, before it is recorded."""

    desk: Desk

    async def __call__(self, actor: Actor, absence: Absence) -> int:
        """Raises: NotFound, NotTheirHead."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            await _require_theirs(uow, actor, absence)
            visitor = await uow.visits.visitor(absence.person_id, since=now)
            return len(await _on_days(uow, visitor, absence, now))


@dataclass(frozen=True, slots=True)
class ListClashes:
    """The visits that a recorded absence crosses."""

    desk: Desk

    async def __call__(self, actor: Actor, absence_id: AbsenceId) -> Clashes:
        """Raises: NotFound."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            absence = await _recorded(uow, actor, absence_id)
            visitor = await uow.visits.visitor(absence.person_id, since=now)
            deputy = await uow.people.see(absence.deputy_id)
            lines = await _on_days(uow, visitor, absence, now)
        return Clashes(absence_id, visitor.name, deputy.name, tuple(lines))


@dataclass(frozen=True, slots=True)
class GiveClashesToDeputy:
    """The deputy goes wherever they are free; the others stay, to be moved or cancelled."""

    desk: Desk

    async def __call__(self, actor: Actor, absence_id: AbsenceId) -> int:
        """How many the deputy took. Raises: NotFound, NoClashes."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            absence = await _recorded(uow, actor, absence_id)
            visitor = await uow.visits.visitor(absence.person_id, since=now)
            lines = await _on_days(uow, visitor, absence, now)
            if not lines:
                raise NoClashes
            deputy = await uow.visits.visitor(absence.deputy_id, since=now)
            taken = [await self._give(uow, actor, line, visitor, deputy, now) for line in lines]
            await uow.commit()
        return sum(taken)

    async def _give(
        self,
        uow: UnitOfWork,
        actor: Actor,
        line: VisitLine,
        visitor: Visitor,
        deputy: Visitor,
        now: datetime,
    ) -> bool:
        versioned = await self.desk.rules(uow, actor)
        visits = versioned.rulebook.visits
        calendar = calendar_of(self.desk, deputy, versioned, now)
        _, _, visit = await take(uow, actor, line.id)
        is_there = (visit.visitor_id, visit.starts_at) == (visitor.id, line.starts_at)
        if not (is_there and visit.status.is_open):
            return False  # somebody moved, cancelled or gave it away meanwhile
        slot = Slot(visit.starts_at, visit.ends_at)
        try:
            taken = await uow.visits.taken(
                deputy.id, visit.starts_at - ONE_DAY, visit.ends_at + ONE_DAY
            )
            require_free(slot, calendar, taken, visits, now=now, name=deputy.name)
            given = replace(
                visit, visitor_id=deputy.id, status=VisitStatus.BOOKED, seen_at=None, watch=None
            )
            saved = await uow.visits.save(rules.watched(given, visits, calendar, now=now), now)
        except SlotRefused:
            return False
        facts = {"was": visit.starts_at.isoformat(), "visitor": deputy.name}
        await note(uow, Happened.VISIT_MOVED, saved, actor, now, facts)
        await tell_others(uow, VISIT_BOOKED, saved, actor, also=visit.visitor_id)
        return True
