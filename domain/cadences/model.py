"""By when a client must hear from somebody, and what was asked and answered about it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.clients.model import ClientId
from domain.org.model import PersonId

CadenceMoveId = NewType("CadenceMoveId", int)


class PlannedAs(StrEnum):
    """Why somebody is reminded at a moment of their own: they chose the day, or nobody answered."""

    DAY = "day"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Cadence:
    """One client under a cadence; there is one for each, known by the client's id.

    ``counted_from`` is the local day of the last contact that counts (``contact_at``), or the day
    since which the client is under the cadence (``since_on``) where there was none. ``due_on`` is
    the last day on which a contact is in time; from ``late_at`` on, the midnight after it, it is
    late. ``is_moved``: a head agreed to this later day. ``shows_on``: from when it stands on the
    day of ``responsible_id``, the client's owner or, where nobody active owns it, the head of its
    branch.

    ``planned_at``: when they want to be reminded, never after the limit. ``late_in_a_row`` counts
    the due days running that passed without a contact, the present one included; 0 while it is in
    time. ``version`` rises with every change; a button that carries an older one is outdated.
    """

    client_id: ClientId
    segment: str
    since_on: date
    counted_from: date
    due_on: date
    shows_on: date
    late_at: datetime
    responsible_id: PersonId
    contact_at: datetime | None = None
    is_moved: bool = False
    planned_at: datetime | None = None
    planned_as: PlannedAs | None = None
    late_in_a_row: int = 0
    version: int = 1

    def is_late(self, now: datetime) -> bool:
        return self.late_at <= now

    def days_late(self, today: date) -> int:
        """Whole days since the due day; 0 where it is in time."""
        return max(0, (today - self.due_on).days)


class MoveStatus(StrEnum):
    """``NEEDLESS``: the client was reached, or is under the cadence no more."""

    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"
    EXPIRED = "expired"
    NEEDLESS = "needless"


@dataclass(frozen=True, slots=True)
class CadenceMove:
    """A day beyond the limit that somebody asked for. ``approver_id`` is whose turn it is to decide
    till ``expires_at``; then it climbs, ``climbs_left`` more times. ``words`` say why it was
    declined. ``decided_by`` is None where nobody decided.
    """

    id: CadenceMoveId
    client_id: ClientId
    asked_by: PersonId
    asked_at: datetime
    counted_from: date
    from_on: date
    until_on: date
    reason: str
    approver_id: PersonId
    expires_at: datetime
    climbs_left: int
    status: MoveStatus = MoveStatus.OPEN
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    words: str | None = None

    @property
    def is_open(self) -> bool:
        return self.status is MoveStatus.OPEN
