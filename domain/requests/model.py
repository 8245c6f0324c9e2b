from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from domain.clients.model import ClientId, ContactId
from domain.deals.model import DealId, Ladder
from domain.interactions.model import FiledMessage, InteractionId
from domain.org.model import PersonId
from domain.tasks.model import TaskId

RequestId = NewType("RequestId", int)

WORDS_LIMIT: Final = 1000
"""Characters of what was asked for, and of what became of it."""


class RequestStatus(StrEnum):
    """Where a request stands; ``reopened`` waits for somebody to react once more."""

    NEW = "new"
    REACTED = "reacted"
    CLOSED = "closed"
    REOPENED = "reopened"


NO_STEPS: Final = Ladder((), ())
"""Nobody is to be told."""

WAITING: Final = frozenset({RequestStatus.NEW, RequestStatus.REOPENED})
"""Nobody has reacted yet."""


class RequestAct(StrEnum):
    """What moves a request from one status to another."""

    REACT = "react"
    CLOSE = "close"
    REOPEN = "reopen"


class Rating(StrEnum):
    """What the client said of how it ended."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that a client asked for.

    ``came_at`` is when they did, ``noted_at`` when it was logged. ``limit_at`` is the moment of the
    limit that runs now: ``react_by`` or a later one while nobody has reacted, then ``close_by``;
    None where none runs. Of ``ladder`` the first ``steps_done`` steps were told. The seconds are of
    working time; the first reaction stays the first through every reopening.

    ``task_id`` and ``made_deal_id`` are what was made of it, ``deal_id`` is what it is about.
    """

    id: RequestId
    client_id: ClientId
    channel: str
    kind: str
    words: str
    came_at: datetime
    noted_at: datetime
    noted_by: PersonId
    responsible_id: PersonId
    react_by: datetime
    contact_id: ContactId | None = None
    deal_id: DealId | None = None
    is_reassigned: bool = False
    manager_id: PersonId | None = None
    status: RequestStatus = RequestStatus.NEW
    close_by: datetime | None = None
    limit_at: datetime | None = None
    ladder: Ladder = NO_STEPS
    steps_done: int = 0
    reacted_at: datetime | None = None
    reacted_by: PersonId | None = None
    reaction_seconds: int | None = None
    reaction_id: InteractionId | None = None
    closed_at: datetime | None = None
    closed_by: PersonId | None = None
    closing_seconds: int | None = None
    result: str | None = None
    rating: Rating | None = None
    reopened_at: datetime | None = None
    task_id: TaskId | None = None
    made_deal_id: DealId | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.status is not RequestStatus.CLOSED

    @property
    def is_waiting(self) -> bool:
        """Whether somebody is still to react."""
        return self.status in WAITING

    @property
    def next_step_at(self) -> datetime | None:
        """When somebody is told next; None where nobody is any more."""
        moments = self.ladder.moments
        return moments[self.steps_done] if self.steps_done < len(moments) else None


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request before it is saved. ``came_at`` None is now.

    ``once`` names the form or message it came from: of one name, one request is kept.
    """

    client_id: ClientId
    channel: str
    kind: str
    words: str
    once: str | None = None
    came_at: datetime | None = None
    contact_id: ContactId | None = None
    deal_id: DealId | None = None
    files: tuple[FiledMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Who is to see to a new request: the responsible person and the manager whose day it stands
    on, too (None: nobody's)."""

    responsible_id: PersonId
    manager_id: PersonId | None
