"""Pairs of sellers, their cycles, and the calls planned in them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.clients.model import ClientId
from domain.org.model import PersonId

PairId = NewType("PairId", int)
CycleId = NewType("CycleId", int)
CallId = NewType("CallId", int)


class Part(StrEnum):
    """Who of a pair somebody is."""

    CALLER = "caller"
    VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class SellerPair:
    """``caller_id`` calls and books, ``visitor_id`` goes to the client."""

    id: PairId
    caller_id: PersonId
    visitor_id: PersonId
    made_at: datetime
    ended_at: datetime | None = None
    version: int = 1

    @property
    def people(self) -> frozenset[PersonId]:
        return frozenset({self.caller_id, self.visitor_id})


class CallStatus(StrEnum):
    """``GONE``: the client is no longer the pair's."""

    WAITING = "waiting"
    DONE = "done"
    GONE = "gone"


class CallResult(StrEnum):
    """``ELSEWHERE``: somebody spoke with the client outside the call list."""

    MEETING = "meeting"
    REACHED = "reached"
    NOT_INTERESTED = "not_interested"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Cycle:
    """One round of a pair, ``ends_on`` included. ``planned_for`` is the caller's day that the plan
    was made for, None where it is to be made anew; ``working_days`` were left then.
    """

    id: CycleId
    pair_id: PairId
    number: int
    starts_on: date
    ends_on: date
    planned_for: date | None
    working_days: int


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A client of a cycle. ``planned_on`` is None where the cycle has no room for it; ``place`` is
    its turn of that day.

    ``call_at`` is when to try again; ``is_promised``: the client was told so. ``is_last``: nobody
    answered, so it is its turn at the end. ``was_left``: its day, or the
    cycle before, went by without it.
    """

    id: CallId
    cycle_id: CycleId
    client_id: ClientId
    status: CallStatus = CallStatus.WAITING
    planned_on: date | None = None
    place: int = 0
    call_at: datetime | None = None
    is_promised: bool = False
    is_last: bool = False
    was_left: bool = False
    tries: int = 0
    tried_at: datetime | None = None
    result: CallResult | None = None
    reason: str | None = None
    settled_at: datetime | None = None
    settled_by: PersonId | None = None
    version: int = 1
