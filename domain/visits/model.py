from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from domain.clients.model import ClientId, ContactId
from domain.interactions.model import InteractionId
from domain.org.model import PersonId

VisitId = NewType("VisitId", int)

MOST_LENGTH: Final = 1000
"""Characters of what was agreed, and of a reason."""


class VisitStatus(StrEnum):
    """``TO_MOVE``: it came into the hands of somebody who is elsewhere then."""

    BOOKED = "booked"
    TO_MOVE = "to_move"
    HELD = "held"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        return self in {VisitStatus.BOOKED, VisitStatus.TO_MOVE}


class Watch(StrEnum):
    """What the clock does about a visit, in this order: two reminders, then the result is asked
    for, asked for again, and the visitor's head is told.
    """

    MORNING = "morning"
    SOON = "soon"
    ASK = "ask"
    AGAIN = "again"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Slot:
    """When a visit may be: from ``starts_at`` up to, not including, ``ends_at``."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """Somebody cannot be elsewhere from ``begins_at`` up to, not including, ``ends_at``."""

    begins_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Span") -> bool:
        return self.begins_at < other.ends_at and other.begins_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody goes to a client. ``held_until``: the way to the next one included.

    ``watch`` and ``watch_at``: what the clock does next, and when. ``interaction_id``: what was
    logged of it. ``id`` is 0 until it is saved.
    """

    client_id: ClientId
    visitor_id: PersonId
    booked_by: PersonId
    booked_at: datetime
    starts_at: datetime
    ends_at: datetime
    held_until: datetime
    contact_id: ContactId | None = None
    status: VisitStatus = VisitStatus.BOOKED
    agreed: str | None = None
    reason: str | None = None
    seen_at: datetime | None = None
    settled_by: PersonId | None = None
    settled_at: datetime | None = None
    interaction_id: InteractionId | None = None
    watch: Watch | None = None
    watch_at: datetime | None = None
    version: int = 1
    id: VisitId = VisitId(0)

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.held_until)

    def has_begun(self, now: datetime) -> bool:
        return self.starts_at <= now

    def has_ended(self, now: datetime) -> bool:
        return self.ends_at <= now
