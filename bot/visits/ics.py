"""A visit as an iCalendar file (RFC 5545): opened again after a move, it replaces the former."""

from datetime import UTC, datetime
from typing import Final

from bot.texts import Texts
from domain.visits.views import VisitView

PRODUCT: Final = "-//Naparnik//Visits//"
VERSION: Final = "2.0"


def visit_file(view: VisitView, texts: Texts, *, now: datetime, origin: str) -> bytes:
    """UTF-8. ``origin`` tells one bot's visits from another's."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - late: files are rarely asked for

    visit = view.visit
    event = Event()
    event.add("uid", f"visit-{visit.id}@{origin}")
    event.add("sequence", visit.version)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", visit.starts_at.astimezone(UTC))
    event.add("dtend", visit.ends_at.astimezone(UTC))
    event.add("summary", texts.plain("visit-calendar-summary", client=view.client_name))
    event.add("description", _description(view, texts))
    event.add("status", "CONFIRMED")
    if view.address is not None:
        event.add("location", view.address)
    if view.point is not None:
        event.add("geo", (view.point.latitude, view.point.longitude))
    calendar = Calendar()
    calendar.add("prodid", f"{PRODUCT}{texts.language.value.upper()}")
    calendar.add("version", VERSION)
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _description(view: VisitView, texts: Texts) -> str:
    said = []
    if view.contact is not None:
        said.append(texts.plain("visit-calendar-contact", name=view.contact.name))
    said += [texts.plain("visit-calendar-phone", phone=phone.number) for phone in view.phones[:1]]
    if view.visit.visitor_id != view.visit.booked_by:
        said.append(texts.plain("visit-calendar-booker", name=view.booked_by_name))
    if view.visit.agreed:
        said.append(view.visit.agreed)
    return "\n".join(said)
