"""Rows of visits as values, and the statement that reads one with the names around it."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, Select, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from domain.clients.model import ClientId, Contact, ContactId
from domain.geography import Point
from domain.interactions.model import (
    Interaction,
    InteractionId,
    InteractionKind,
    InteractionResult,
    Spot,
)
from domain.org.model import Actor, PersonId
from domain.visits.model import Visit, VisitId, VisitStatus, Watch
from domain.visits.views import VisitLine, VisitView
from storage.clients.phones import phones_of, to_phones
from storage.clients.visibility import client_visible
from storage.org.visibility import visible
from storage.tables import branches, clients, contacts, interactions, people, visits

VISITOR, BOOKER, SETTLER = people.alias("visitor"), people.alias("booker"), people.alias("settler")
PLACE = branches.alias("place")


def to_visit(row: Any) -> Visit:
    return Visit(
        id=VisitId(row.id),
        client_id=ClientId(row.client_id),
        contact_id=None if row.contact_id is None else ContactId(row.contact_id),
        visitor_id=PersonId(row.visitor_id),
        booked_by=PersonId(row.booked_by),
        booked_at=row.booked_at,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        held_until=row.held_until,
        status=VisitStatus(row.status),
        agreed=row.agreed,
        reason=row.reason,
        seen_at=row.seen_at,
        settled_by=None if row.settled_by is None else PersonId(row.settled_by),
        settled_at=row.settled_at,
        interaction_id=None if row.interaction_id is None else InteractionId(row.interaction_id),
        watch=None if row.watch is None else Watch(row.watch),
        watch_at=row.watch_at,
        version=row.version,
    )


def visit_visible(actor: Actor) -> ColumnElement[bool]:
    """Of a statement that joins clients and ``VISITOR``."""
    mine = literal(sorted({actor.id, *actor.stands_in_for}), ARRAY(BigInteger))
    return or_(
        client_visible(actor.scope),
        visits.c.visitor_id == func.any(mine),
        visits.c.booked_by == func.any(mine),
        visible(actor.scope, owner=visits.c.visitor_id, branch=VISITOR.c.branch_id),
    )


def views(actor: Actor) -> Select[Any]:
    return (
        select(
            *visits.c,
            clients.c.name.label("client_name"),
            clients.c.address,
            clients.c.latitude,
            clients.c.longitude,
            contacts.c.name.label("contact_name"),
            contacts.c.position,
            contacts.c.email,
            contacts.c.telegram_id,
            VISITOR.c.name.label("visitor_name"),
            func.coalesce(VISITOR.c.zone, PLACE.c.zone).label("visitor_zone"),
            BOOKER.c.name.label("booker_name"),
            SETTLER.c.name.label("settler_name"),
            phones_of(visits.c.client_id, visits.c.contact_id),
            interactions.c.kind.label("of_kind"),
            interactions.c.result,
            interactions.c.at,
            interactions.c.noted_at,
            interactions.c.person_id,
            interactions.c.words,
            interactions.c.latitude.label("was_at_latitude"),
            interactions.c.longitude.label("was_at_longitude"),
            interactions.c.accuracy_m,
            interactions.c.distance_m,
        )
        .join(clients, clients.c.id == visits.c.client_id)
        .join(VISITOR, VISITOR.c.id == visits.c.visitor_id)
        .join(PLACE, PLACE.c.id == VISITOR.c.branch_id)
        .join(BOOKER, BOOKER.c.id == visits.c.booked_by)
        .outerjoin(SETTLER, SETTLER.c.id == visits.c.settled_by)
        .outerjoin(contacts, contacts.c.id == visits.c.contact_id)
        .outerjoin(interactions, interactions.c.id == visits.c.interaction_id)
        .where(visit_visible(actor))
    )


def to_view(row: Any) -> VisitView:
    visit = to_visit(row)
    contact = None
    if visit.contact_id is not None:
        contact = Contact(
            visit.contact_id, row.contact_name, row.position, row.email, row.telegram_id
        )
    known = to_phones(row.phones)
    own = tuple(phone for phone in known if phone.contact_id == visit.contact_id)
    return VisitView(
        visit=visit,
        client_name=row.client_name,
        address=row.address,
        point=None if row.latitude is None else Point(row.latitude, row.longitude),
        contact=contact,
        phones=own or known,
        visitor_name=row.visitor_name,
        visitor_zone=ZoneInfo(row.visitor_zone),
        booked_by_name=row.booker_name,
        settled_by_name=row.settler_name,
        interaction=_interaction(row, visit),
    )


def _interaction(row: Any, visit: Visit) -> Interaction | None:
    if visit.interaction_id is None:
        return None
    spot = None
    if row.was_at_latitude is not None:
        spot = Spot(row.was_at_latitude, row.was_at_longitude, row.accuracy_m, row.distance_m)
    return Interaction(
        id=visit.interaction_id,
        kind=InteractionKind(row.of_kind),
        client_id=visit.client_id,
        person_id=PersonId(row.person_id),
        at=row.at,
        noted_at=row.noted_at,
        result=InteractionResult(row.result),
        words=row.words,
        spot=spot,
    )


def lines() -> Select[Any]:
    return (
        select(
            visits.c.id,
            clients.c.name.label("client_name"),
            clients.c.address,
            visits.c.starts_at,
            visits.c.ends_at,
            visits.c.status,
            visits.c.visitor_id,
            VISITOR.c.name.label("visitor_name"),
        )
        .join(clients, clients.c.id == visits.c.client_id)
        .join(VISITOR, VISITOR.c.id == visits.c.visitor_id)
    )


def to_line(row: Any) -> VisitLine:
    return VisitLine(
        id=VisitId(row.id),
        client_name=row.client_name,
        address=row.address,
        starts_at=row.starts_at,
        status=VisitStatus(row.status),
        visitor_id=PersonId(row.visitor_id),
        visitor_name=row.visitor_name,
    )
