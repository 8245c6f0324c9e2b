"""What is shown of pairs, cycles and calls."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.clients.model import ClientId
from domain.clients.views import ClientView
from domain.cycles.model import CallId, CallResult, Cycle, CycleId, PairId, PlannedCall, SellerPair
from domain.interactions.model import Interaction
from domain.org.model import PersonId
from domain.pages import Page
from domain.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair with its names."""

    pair: SellerPair
    caller_name: str
    visitor_name: str

    def partner_of(self, person_id: PersonId) -> str:
        return self.visitor_name if person_id == self.pair.caller_id else self.caller_name

    @property
    def names(self) -> str:
        return f"{self.caller_name} + {self.visitor_name}"


@dataclass(frozen=True, slots=True)
class Pairing:
    """Somebody's pair, None where they work alone; ``may_decide``: whether the actor makes it."""

    person_id: PersonId
    name: str
    view: PairView | None
    may_decide: bool


@dataclass(frozen=True, slots=True)
class CallLine:
    """One row of the list of today's calls. ``call_at`` is set for who is to be called again."""

    id: CallId
    client_id: ClientId
    client_name: str
    region: str | None
    call_at: datetime | None
    is_promised: bool
    was_left: bool
    caller_id: PersonId
    caller_name: str


@dataclass(frozen=True, slots=True)
class CallList:
    """Today's calls in their turn; ``later`` of them wait for their hour. ``has_pair``: the actor,
    or somebody whom they stand in for, works in a pair. ``made`` were made today.
    """

    lines: tuple[CallLine, ...]
    page: Page
    later: int = 0
    made: int = 0
    has_pair: bool = True


@dataclass(frozen=True, slots=True)
class CallView:
    """A planned call with its cycle and names, before the client is read."""

    call: PlannedCall
    pair: PairView
    client_name: str
    settled_by_name: str | None
    cycle: Cycle
    is_open: bool
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class CallPage:
    """All that a call takes. ``is_theirs``: the actor may say what came of it."""

    view: CallView
    client: ClientView
    last: Interaction | None
    rulebook: Rulebook
    is_theirs: bool


class CycleErrand(StrEnum):
    """Why the cycle stands on a day."""

    CALLS = "cycle_calls"


@dataclass(frozen=True, slots=True)
class CallsOfDay:
    """How many calls are left today, ``promised`` of them at an hour that clients were told."""

    count: int = 0
    promised: int = 0


class Show(StrEnum):
    """A part of a cycle that a board's figure opens."""

    LEFT = "left"
    CALLED = "called"
    MEETINGS = "meetings"
    REFUSED = "refused"
    NO_ROOM = "no_room"


@dataclass(frozen=True, slots=True)
class Tally:
    """Clients of a cycle: planned in all, called at least once, with a meeting agreed, visited,
    left to be called, of them without room in the cycle, and not interested.
    """

    planned: int = 0
    called: int = 0
    agreed: int = 0
    met: int = 0
    left: int = 0
    no_room: int = 0
    refused: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.planned + other.planned,
            self.called + other.called,
            self.agreed + other.agreed,
            self.met + other.met,
            self.left + other.left,
            self.no_room + other.no_room,
            self.refused + other.refused,
        )


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair's open cycle on a board of pairs."""

    pair: PairView
    cycle: Cycle | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class PairBoard:
    """One pair's cycle, whole and by region (None: clients without one)."""

    pair: PairView
    cycle: Cycle | None
    tally: Tally
    regions: tuple[tuple[str | None, Tally], ...]
    today: date


@dataclass(frozen=True, slots=True)
class Boards:
    """The pairs that the actor sees, one page of them, with the sum of all."""

    lines: tuple[PairLine, ...]
    page: Page
    total: Tally
    regions: tuple[tuple[str | None, Tally], ...]


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A client in a list that the board opens."""

    call_id: CallId
    client_id: ClientId
    client_name: str
    region: str | None
    planned_on: date | None
    result: CallResult | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class CycleLines:
    pair_id: PairId
    show: Show
    lines: tuple[CycleLine, ...]
    page: Page
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class RepWork:
    """What somebody did in a period. ``plan`` counts the calls that the cycle wanted of them by
    now, of which ``done`` were made; both are 0 for who calls for no pair. ``booked`` visits were
    to be made. ``last_at`` is their last contact with any client, whenever it was.
    """

    person_id: PersonId
    name: str
    branch_name: str
    calls: int
    meetings: int
    visits: int
    plan: int = 0
    done: int = 0
    booked: int = 0
    last_at: datetime | None = None
    is_away: bool = False

    @property
    def is_idle(self) -> bool:
        """Nothing was done, and they were not away."""
        return not (self.calls or self.meetings or self.visits or self.is_away)


@dataclass(frozen=True, slots=True)
class RepCheckPage:
    """``since`` and ``until`` (excluded) are days in ``zone``; the idle come first."""

    since: date
    until: date
    zone: ZoneInfo
    reps: tuple[RepWork, ...]
    idle: int
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedPair:
    """A pair whose plan is to be made: its caller's place and its cycle, None before the first."""

    pair: SellerPair
    country: str
    zone: ZoneInfo
    working_hours: Mapping[str, object] | None
    cycle: Cycle | None


@dataclass(frozen=True, slots=True)
class NewCycle:
    pair_id: PairId
    number: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class PlanMade:
    """That a cycle was planned for a day."""

    cycle_id: CycleId
    planned_for: date
    working_days: int
