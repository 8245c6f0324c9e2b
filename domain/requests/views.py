from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.clients.model import ClientId, ClientPhone
from domain.interactions.model import FiledMessage
from domain.org.model import PersonId
from domain.pages import Page
from domain.requests.model import Request, RequestId, RequestStatus
from domain.tasks.model import TaskId


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with the names around it, and what was filed with it, in order.

    ``phones`` are the contact person's, else the client's. ``sees_client``: the reader may open the
    client's card. ``open_task_id`` is the task that was made of it, where the reader sees it and it
    was not cancelled; the same of ``sees_deal`` and the deal.
    """

    request: Request
    client_name: str
    segment: str
    sees_client: bool
    contact_name: str | None
    responsible_name: str
    manager_name: str | None
    noted_by_name: str
    reacted_by_name: str | None
    closed_by_name: str | None
    deal_title: str | None
    phones: tuple[ClientPhone, ...]
    files: tuple[FiledMessage, ...]
    open_task_id: TaskId | None
    sees_deal: bool


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One row of a list of requests. ``limit_at`` is that of the limit that runs."""

    id: RequestId
    client_id: ClientId
    client_name: str
    kind: str
    words: str
    status: RequestStatus
    came_at: datetime
    limit_at: datetime | None
    closed_at: datetime | None
    responsible_id: PersonId
    responsible_name: str

    def is_late(self, now: datetime) -> bool:
        return self.limit_at is not None and self.limit_at <= now


class Whose(StrEnum):
    """Whose requests a list shows: the actor's, or all that they see."""

    MINE = "mine"
    TEAM = "team"


class Stands(StrEnum):
    """Where the requests of a list stand."""

    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Figures:
    """Of requests that came in a period. Medians are in seconds of working time, None where nothing
    can be measured. ``within`` of ``measured`` requests were reacted to within their limit; those
    whose limit still runs are not among them.
    """

    came: int = 0
    reaction_seconds: int | None = None
    closing_seconds: int | None = None
    within: int = 0
    measured: int = 0

    @property
    def share_within(self) -> float | None:
        """From 0 to 1; None where nothing was measured."""
        return self.within / self.measured if self.measured else None


@dataclass(frozen=True, slots=True)
class RequestList:
    """One page of requests, the most urgent first, closed ones the newest first."""

    lines: tuple[RequestLine, ...]
    page: Page
    figures: Figures | None = None


class RequestErrand(StrEnum):
    """Why requests stand on a day; ``VIP`` on the manager's, till they are closed."""

    LATE = "request_late"
    VIP = "request_vip"
    WAITING = "request_waiting"


@dataclass(frozen=True, slots=True)
class RequestsOfDay:
    """The first of each errand; ``counts`` says how many there are of it in all."""

    lines: tuple[tuple[RequestErrand, RequestLine], ...] = ()
    counts: Mapping[RequestErrand, int] = field(default_factory=dict)
