"""What lies in somebody's hands, and its way into other hands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from domain.org.model import PersonId

HandoverId = NewType("HandoverId", int)

UNDO_FOR: Final = timedelta(hours=24)
"""For so long an administrator may take a handover back; after it the new hands have settled in."""


class Kind(StrEnum):
    """A kind of open record, for which one receiver is named. In the order in which it is shown."""

    CLIENTS = "clients"
    DEALS = "deals"
    REQUESTS = "requests"
    TASKS = "tasks"
    GIVEN = "given"
    APPROVALS = "approvals"
    PROJECTS = "projects"
    SERIES = "series"
    VISITS = "visits"
    STAND_INS = "stand_ins"
    TEAM = "team"
    PAIRS = "pairs"
    INVITATIONS = "invitations"
    LOOSE = "loose"

    @property
    def wants_receiver(self) -> bool:
        """Ties that are only loosened need nobody in the place: a pair, a helper of a series."""
        return self is not Kind.LOOSE


class Held(StrEnum):
    """In which way a record is held, stored by value: the table and its column."""

    CLIENT = "clients.owner_id"
    DEAL = "deals.owner_id"
    REQUEST = "requests.responsible_id"
    TASK = "tasks.executor_id"
    TASK_GIVEN = "tasks.assigner_id"
    APPROVAL = "tasks.approver_id"
    LATER_APPROVAL = "tasks.approval_heads"
    PROJECT = "projects.leader_id"
    PROJECT_ROLE = "project_people.person_id"
    SERIES = "task_series.executor_id"
    SERIES_GIVEN = "task_series.assigner_id"
    VISIT = "visits.visitor_id"
    STAND_IN = "absences.deputy_id"
    REPORT = "people.boss_id"
    INVITATION = "invitations.invited_by"
    PAIR = "people.pair_id"
    PAIR_CALLER = "seller_pairs.caller_id"
    PAIR_VISITOR = "seller_pairs.visitor_id"
    SERIES_HELPER = "task_series.co_executor_ids"
    SERIES_OBSERVER = "task_series.observer_ids"

    @property
    def kind(self) -> Kind:
        return _KINDS[self]


_KINDS: Final = {
    Held.CLIENT: Kind.CLIENTS,
    Held.DEAL: Kind.DEALS,
    Held.REQUEST: Kind.REQUESTS,
    Held.TASK: Kind.TASKS,
    Held.TASK_GIVEN: Kind.GIVEN,
    Held.APPROVAL: Kind.APPROVALS,
    Held.LATER_APPROVAL: Kind.APPROVALS,
    Held.PROJECT: Kind.PROJECTS,
    Held.PROJECT_ROLE: Kind.PROJECTS,
    Held.SERIES: Kind.SERIES,
    Held.SERIES_GIVEN: Kind.SERIES,
    Held.VISIT: Kind.VISITS,
    Held.STAND_IN: Kind.STAND_INS,
    Held.REPORT: Kind.TEAM,
    Held.INVITATION: Kind.INVITATIONS,
    Held.PAIR: Kind.LOOSE,
    Held.PAIR_CALLER: Kind.PAIRS,
    Held.PAIR_VISITOR: Kind.PAIRS,
    Held.SERIES_HELPER: Kind.LOOSE,
    Held.SERIES_OBSERVER: Kind.LOOSE,
}


@dataclass(frozen=True, slots=True)
class Holding:
    """One record in the hands of ``holder_id``; None: in nobody's.

    ``not_to``: into whose hands it may not come, such as an approval into the asker's own.
    """

    held: Held
    record_id: int
    holder_id: PersonId | None
    not_to: frozenset[PersonId] = frozenset()

    @property
    def key(self) -> tuple[Held, int]:
        return self.held, self.record_id


@dataclass(frozen=True, slots=True)
class Move:
    """A record goes from hand to hand; ``to_id`` is None where it is only let go."""

    held: Held
    record_id: int
    from_id: PersonId | None
    to_id: PersonId | None

    @property
    def key(self) -> tuple[Held, int]:
        return self.held, self.record_id

    @property
    def kind(self) -> Kind:
        return self.held.kind


class Reason(StrEnum):
    """What a handover is about."""

    LEAVING = "leaving"
    ALL_CLIENTS = "all_clients"
    CLIENT = "client"
    DEAL = "deal"


class Status(StrEnum):
    PROPOSED = "proposed"
    DONE = "done"
    DECLINED = "declined"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class NewHandover:
    """``person_id`` is whose records they were; None: nobody's. ``record_id`` and ``receiver_id``:
    which client or deal is to go to whom, where it is one.
    """

    reason: Reason
    status: Status
    person_id: PersonId | None
    by_id: PersonId
    made_at: datetime
    record_id: int | None = None
    receiver_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """One act of handing over, done or only proposed."""

    id: HandoverId
    terms: NewHandover
    status: Status
    settled_at: datetime | None = None
    settled_by: PersonId | None = None

    def may_be_undone(self, now: datetime) -> bool:
        done_at = self.settled_at or self.terms.made_at
        return self.status is Status.DONE and now < done_at + UNDO_FOR


class Why(StrEnum):
    """Why somebody is proposed as a receiver."""

    DEPUTY = "deputy"
    BOSS = "boss"
    COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class Proposal:
    person_id: PersonId
    name: str
    why: Why


@dataclass(frozen=True, slots=True)
class Preview:
    """What somebody holds, by kind, and who could take it."""

    person_id: PersonId
    name: str
    counts: Mapping[Kind, int]
    offers: int
    proposals: Sequence[Proposal] = field(default_factory=tuple)

    @property
    def wanted(self) -> tuple[Kind, ...]:
        """The kinds for which a receiver is to be named."""
        return tuple(kind for kind in Kind if kind.wants_receiver and self.counts.get(kind))
