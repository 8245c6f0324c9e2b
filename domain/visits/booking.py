"""Visits booked, moved, cancelled. Of two who want the same time the database lets one through."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.clients.model import ClientId, ContactId
from domain.cycles.calling import agree_meeting
from domain.cycles.model import CallId
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.errors import NotFound
from domain.notes import clean_note
from domain.org.model import Actor, PersonId
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork
from domain.visits import rules
from domain.visits.acting import (
    VISIT_BOOKED,
    VISIT_CANCELLED,
    VISIT_MOVED,
    acts_for,
    calendar_of,
    fit_visitor,
    note,
    require_changeable,
    take,
    tell_others,
)
from domain.visits.errors import VisitOfOthers
from domain.visits.model import MOST_LENGTH, Visit, VisitId, VisitStatus
from domain.visits.slots import ONE_DAY, require_free, slot_at
from domain.visits.views import Visitor


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit before it is booked; ``starts_at`` is aware. ``call_id``: it was agreed in this call
    of the cycle.
    """

    client_id: ClientId
    visitor_id: PersonId
    starts_at: datetime
    contact_id: ContactId | None = None
    agreed: str | None = None
    call_id: CallId | None = None


async def book_visit(desk: Desk, uow: UnitOfWork, actor: Actor, new: NewVisit) -> Visit:
    """``BookVisit`` within a transaction that does more. Raises: as BookVisit."""
    now = desk.clock()
    agreed = clean_note(new.agreed, limit=MOST_LENGTH) if new.agreed else None
    visitor = await fit_visitor(uow, actor, new.visitor_id, now)
    client = await uow.clients.get(new.client_id, actor.scope)
    known = await uow.visits.same(client.id, visitor.id, new.starts_at)
    if known is not None and known.booked_by == actor.id:
        return known  # the second tap
    if new.contact_id and not await uow.interactions.is_contact_of(new.contact_id, client.id):
        raise NotFound(contact_id=new.contact_id)
    begun = Visit(
        client_id=client.id,
        visitor_id=visitor.id,
        booked_by=actor.id,
        booked_at=now,
        starts_at=new.starts_at,
        ends_at=new.starts_at,
        held_until=new.starts_at,
        contact_id=new.contact_id,
        agreed=agreed,
    )
    placed = await _placed(desk, uow, actor, begun, visitor, new.starts_at, now=now)
    visit = await uow.visits.add(placed, now)
    await note(uow, Happened.VISIT_BOOKED, visit, actor, now, {"visitor": visitor.name})
    await tell_others(uow, VISIT_BOOKED, visit, actor)
    if new.call_id is not None:
        await agree_meeting(desk, uow, actor, new.call_id, client.id)
    return visit


async def _placed(
    desk: Desk,
    uow: UnitOfWork,
    actor: Actor,
    visit: Visit,
    visitor: Visitor,
    starts_at: datetime,
    *,
    now: datetime,
) -> Visit:
    """At ``starts_at``, if the visitor is free then. Raises: SlotRefused."""
    versioned = await desk.rules(uow, actor)
    visits = versioned.rulebook.visits
    calendar = calendar_of(desk, visitor, versioned, now)
    slot = slot_at(starts_at, visits)
    taken = await uow.visits.taken(
        visitor.id, slot.starts_at - ONE_DAY, slot.ends_at + ONE_DAY, but=visit.id
    )
    require_free(slot, calendar, taken, visits, now=now, name=visitor.name)
    return rules.placed(visit, slot, visits, calendar, now=now)


@dataclass(frozen=True, slots=True)
class BookVisit:
    """Somebody of the actor's pair or team goes to a client; they are told at once."""

    desk: Desk

    async def __call__(self, actor: Actor, new: NewVisit) -> Visit:
        """The same again by the same person changes nothing.

        Raises: NotFound: no such client, contact person or visitor; VisitorElsewhere, Note…;
            SlotRefused: not then, and why; as agree_meeting, where it was agreed in a call.
        """
        async with self.desk.begin() as uow:
            visit = await book_visit(self.desk, uow, actor, new)
            await uow.commit()
        return visit


@dataclass(frozen=True, slots=True)
class MoveVisit:
    """Another time, or another visitor; both sides are told."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        visit_id: VisitId,
        starts_at: datetime,
        reason: str,
        *,
        visitor_id: PersonId | None = None,
    ) -> Visit:
        """``visitor_id`` None: the same one goes.

        Raises: NotFound, VisitOfOthers, VisitOver, VisitorElsewhere, SlotRefused, Note….
        """
        now = self.desk.clock()
        reason = clean_note(reason, limit=MOST_LENGTH)
        async with self.desk.begin() as uow:
            seen = (await uow.visits.see(visit_id, actor)).visit
            wanted = visitor_id or seen.visitor_id
            is_same = wanted == seen.visitor_id
            visitor = (
                await uow.visits.visitor(wanted, since=now)
                if is_same
                else await fit_visitor(uow, actor, wanted, now)
            )
            _, view, visit = await take(uow, actor, visit_id)
            await require_changeable(uow, actor, view)
            rules.require_open(visit, None)
            is_there = visit.starts_at == starts_at and visit.visitor_id == wanted
            if is_there and visit.status is VisitStatus.BOOKED:
                return visit  # the second tap
            moved = replace(visit, visitor_id=wanted, reason=reason)
            moved = await _placed(self.desk, uow, actor, moved, visitor, starts_at, now=now)
            saved = await uow.visits.save(moved, now)
            facts = {
                "was": visit.starts_at.isoformat(),
                "visitor": visitor.name,
                "reason": reason,
            }
            await note(uow, Happened.VISIT_MOVED, saved, actor, now, facts)
            await tell_others(uow, VISIT_MOVED, saved, actor, also=visit.visitor_id)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class CancelVisit:
    """Nobody goes; the other side is told why."""

    desk: Desk

    async def __call__(self, actor: Actor, visit_id: VisitId, reason: str) -> Visit:
        """Raises: NotFound, VisitOfOthers, VisitOver, Note…."""
        now = self.desk.clock()
        reason = clean_note(reason, limit=MOST_LENGTH)
        async with self.desk.begin() as uow:
            _, view, visit = await take(uow, actor, visit_id)
            await require_changeable(uow, actor, view)
            rules.require_open(visit, None)
            cancelled = replace(
                visit,
                status=VisitStatus.CANCELLED,
                reason=reason,
                settled_by=actor.id,
                settled_at=now,
                watch=None,
                watch_at=None,
            )
            saved = await uow.visits.save(cancelled, now)
            facts = {"visitor": view.visitor_name, "reason": reason}
            await note(uow, Happened.VISIT_CANCELLED, saved, actor, now, facts)
            await tell_others(uow, VISIT_CANCELLED, saved, actor)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class NoteAgreement:
    """What was agreed with the client, for who goes there."""

    desk: Desk

    async def __call__(self, actor: Actor, visit_id: VisitId, words: str) -> Visit:
        """Raises: NotFound, VisitOfOthers, VisitOver, Note…."""
        now = self.desk.clock()
        agreed = clean_note(words, limit=MOST_LENGTH)
        async with self.desk.begin() as uow:
            _, view, visit = await take(uow, actor, visit_id)
            await require_changeable(uow, actor, view)
            rules.require_open(visit, None)
            saved = await uow.visits.save(replace(visit, agreed=agreed), now)
            await uow.ledger.refresh(Matter.VISIT, visit.id, except_for=actor.id)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ConfirmVisit:
    """The visitor has seen it; whoever booked it sees that on their card."""

    desk: Desk

    async def __call__(self, actor: Actor, visit_id: VisitId, version: int) -> Visit:
        """The second tap changes nothing. Raises: NotFound, VisitOfOthers, VisitOver,
        VisitChanged.
        """
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            _, view, visit = await take(uow, actor, visit_id)
            if visit.visitor_id not in acts_for(actor):
                raise VisitOfOthers(name=view.visitor_name)
            if visit.seen_at is not None and visit.status.is_open:
                return visit
            rules.require_open(visit, version)
            saved = await uow.visits.save(replace(visit, seen_at=now), now)
            await uow.ledger.refresh(Matter.VISIT, visit.id, except_for=actor.id)
            await uow.commit()
        return saved
