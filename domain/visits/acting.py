"""What acts on visits share: who may act, whose calendar counts, who is told, what is noted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from domain.clients.model import Client
from domain.delivery.model import ABOVE_CAP, Matter, NewNotice
from domain.desk import Desk
from domain.org.model import Actor, PersonId
from domain.org.visibility import EVERYTHING
from domain.rulebook.ports import VersionedRulebook
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork
from domain.visits.errors import VisitOfOthers, VisitorElsewhere
from domain.visits.model import Visit, VisitId
from domain.visits.views import Visitor, VisitView
from domain.working_time import WorkingCalendar

VISIT_BOOKED: Final = "visit_booked"
"""The kind that tells who is to go where, and when."""

VISIT_MOVED: Final = "visit_moved"
"""The kind that tells of another time."""

VISIT_CANCELLED: Final = "visit_cancelled"
"""The kind that tells that nobody goes."""

VISIT_REMINDER: Final = "visit_reminder"
"""The kind that reminds the visitor."""

VISIT_REPORT: Final = "visit_report"
"""The kind that asks the visitor what came of it."""

VISIT_UNREPORTED: Final = "visit_unreported"
"""The kind that tells the visitor's head that nobody said what came of it."""


def calendar_of(
    desk: Desk, visitor: Visitor, rules: VersionedRulebook, now: datetime
) -> WorkingCalendar:
    """The visitor's own, days away taken out."""
    place = visitor.workplace
    calendar = desk.calendars.of(rules, place, around=now.astimezone(place.zone).date())
    return calendar.with_absences(visitor.absences)


async def fit_visitor(
    uow: UnitOfWork, actor: Actor, visitor_id: PersonId, now: datetime
) -> Visitor:
    """Whom the actor may book visits for. Raises: NotFound, VisitorElsewhere."""
    visitor = await uow.visits.visitor(visitor_id, since=now)
    if not await uow.visits.is_colleague(actor, visitor.id):
        raise VisitorElsewhere(name=visitor.name)
    return visitor


async def take(uow: UnitOfWork, actor: Actor, visit_id: VisitId) -> tuple[Client, VisitView, Visit]:
    """The client and the visit, both locked in this order: a merge takes the client first too.

    Raises: NotFound.
    """
    view = await uow.visits.see(visit_id, actor)
    client = await uow.clients.get(view.visit.client_id, EVERYTHING)
    return client, view, await uow.visits.get(visit_id)


def acts_for(actor: Actor) -> frozenset[PersonId]:
    return frozenset({actor.id, *actor.stands_in_for})


async def may_change(uow: UnitOfWork, actor: Actor, visit: Visit) -> bool:
    """Who goes, who booked it, who stands in for one of them, their pair and their heads."""
    if {visit.visitor_id, visit.booked_by} & acts_for(actor):
        return True
    return await uow.people.is_within(visit.visitor_id, actor.scope)


async def require_changeable(uow: UnitOfWork, actor: Actor, view: VisitView) -> None:
    """Raises: VisitOfOthers."""
    if not await may_change(uow, actor, view.visit):
        raise VisitOfOthers(name=view.visitor_name)


async def may_report(uow: UnitOfWork, actor: Actor, visit: Visit) -> bool:
    """Who went, who stands in for them, and their heads."""
    if visit.visitor_id in acts_for(actor):
        return True
    is_below = await uow.people.is_within(visit.visitor_id, actor.scope)
    return actor.role.leads_people and is_below


async def tell_others(
    uow: UnitOfWork, kind: str, visit: Visit, actor: Actor, *, also: PersonId | None = None
) -> None:
    """The visitor and who booked it (``also``: who went before), but for the actor; shown cards
    are edited. Today's business decides a day: it comes above the cap.
    """
    people = {visit.visitor_id, visit.booked_by, also} - {actor.id, None}
    await uow.ledger.refresh(Matter.VISIT, visit.id, except_for=actor.id)
    await uow.ledger.add(
        [
            NewNotice(person_id, kind, Matter.VISIT, visit.id, facts={ABOVE_CAP: True})
            for person_id in sorted(person for person in people if person is not None)
        ]
    )


async def note(
    uow: UnitOfWork,
    kind: Happened,
    visit: Visit,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, object],
) -> None:
    """A line in the client's history, and the client's shown cards edited."""
    await uow.timeline.add(
        kind,
        at=now,
        client_id=visit.client_id,
        actor_id=actor.id,
        facts={"at": visit.starts_at.isoformat(), **facts},
    )
    await uow.ledger.refresh(Matter.CLIENT, visit.client_id, except_for=actor.id)
