from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.clients.model import ClientId, ClientPhone, Contact
from domain.geography import Point
from domain.interactions.model import Interaction
from domain.org.model import PersonId
from domain.org.workplaces import Workplace
from domain.pages import Page
from domain.visits.model import Visit, VisitId, VisitStatus
from domain.visits.slots import FreeDay
from domain.working_time import DateSpan


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who may go to clients, with what their time is made of."""

    id: PersonId
    name: str
    boss_id: PersonId | None
    workplace: Workplace
    absences: tuple[DateSpan, ...]


@dataclass(frozen=True, slots=True)
class VisitView:
    """A visit with all that going there takes. ``phones`` are the contact's, else the client's;
    ``interaction`` is what came of it.
    """

    visit: Visit
    client_name: str
    address: str | None
    point: Point | None
    contact: Contact | None
    phones: tuple[ClientPhone, ...]
    visitor_name: str
    visitor_zone: ZoneInfo
    booked_by_name: str
    settled_by_name: str | None
    interaction: Interaction | None = None


@dataclass(frozen=True, slots=True)
class VisitPage:
    """What the reader may do with it: ``may_change`` move and cancel it, ``may_report`` say what
    came of it. ``history`` are the client's last contacts, the latest first.
    """

    view: VisitView
    history: Sequence[Interaction]
    may_change: bool
    may_report: bool
    sees_client: bool


@dataclass(frozen=True, slots=True)
class FreeSlots:
    """When ``visitor_name`` could go to the client; ``zone`` is the visitor's. ``moved`` is the
    visit that is to be at another time, None for a new one.
    """

    client_id: ClientId
    client_name: str
    visitor_id: PersonId
    visitor_name: str
    zone: ZoneInfo
    days: tuple[FreeDay, ...]
    moved: Visit | None = None


@dataclass(frozen=True, slots=True)
class VisitorLine:
    """``away_until``: the last day of an absence that lasts today."""

    id: PersonId
    name: str
    is_pair: bool
    away_until: date | None


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One row of a list."""

    id: VisitId
    client_name: str
    address: str | None
    starts_at: datetime
    status: VisitStatus
    visitor_id: PersonId
    visitor_name: str


@dataclass(frozen=True, slots=True)
class VisitList:
    lines: tuple[VisitLine, ...]
    page: Page
    has_team: bool


class VisitErrand(StrEnum):
    """Why visits stand on a day."""

    TO_MOVE = "visit_to_move"
    REPORT = "visit_report"
    TODAY = "visit_today"
    TOMORROW = "visit_tomorrow"


@dataclass(frozen=True, slots=True)
class VisitsOfDay:
    """The first of each errand; ``counts`` says how many there are of it in all."""

    lines: tuple[tuple[VisitErrand, VisitLine], ...] = ()
    counts: Mapping[VisitErrand, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clashes:
    """Visits that are booked for days on which the visitor is away."""

    absence_id: int
    visitor_name: str
    deputy_name: str
    lines: tuple[VisitLine, ...]
