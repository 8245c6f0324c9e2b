"""«Мой день»: what this person should do now, the most pressing first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.cadences.views import CadencesOfDay
from domain.cycles.views import CallsOfDay
from domain.deals.model import DealId, OfferId
from domain.greetings.views import GreetingsOfDay
from domain.money import Money
from domain.plans.views import OwnPlan
from domain.requests.views import RequestsOfDay
from domain.risks.views import RisksOfDay
from domain.tasks.views import TasksOfDay
from domain.visits.views import VisitsOfDay


class Errand(StrEnum):
    """Why a deal or an offer stands on the day; ``bot/day/cards.py`` says in which order."""

    OVERDUE_OFFER = "overdue_offer"
    OFFER_TODAY = "offer_today"
    OVERDUE_STEP = "overdue_step"
    STEP_TODAY = "step_today"
    NO_STEP = "no_step"
    OVER_LIMIT = "over_limit"


class DayPart(StrEnum):
    """What stands on a day besides deals, offers and tasks."""

    GREETINGS = "greetings"
    REQUESTS = "requests"
    CADENCES = "cadences"
    VISITS = "visits"
    CALLS = "calls"
    RISKS = "risks"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class DayLine:
    """One thing to do. ``offer_id`` is set for offers; ``at`` is when it is or was due."""

    errand: Errand
    deal_id: DealId
    offer_id: OfferId | None
    title: str
    client_name: str | None
    owner_name: str
    is_own: bool
    money: Money | None
    at: datetime | None
    words: str | None


@dataclass(frozen=True, slots=True)
class TeamSilence:
    """Unanswered offers of those whom a head answers for: how many are overdue, and all of them."""

    overdue: int
    count: int
    money: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class LateContacts:
    """Clients of those whom a head answers for that heard nothing in time; the money of their open
    deals."""

    count: int = 0
    money: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """``lines`` are the first of each kind; ``counts`` says how many there are of it in all.

    ``tasks`` are the same of tasks, ``greetings`` of congratulations, ``requests`` of what clients
    asked for, ``cadences`` of clients that are to hear from somebody; ``late_contacts`` are the
    late ones of a team.
    ``plan`` is the actor's own of this month.
    ``silence`` is None for who leads nobody; ``team_overdue`` counts the overdue tasks of
    those whom a head answers for.
    """

    lines: Sequence[DayLine]
    counts: Mapping[Errand, int]
    tasks: TasksOfDay = field(default_factory=lambda: TasksOfDay((), {}))
    silence: TeamSilence | None = None
    plan: OwnPlan | None = None
    greetings: GreetingsOfDay = field(default_factory=GreetingsOfDay)
    visits: VisitsOfDay = field(default_factory=VisitsOfDay)
    calls: CallsOfDay = field(default_factory=CallsOfDay)
    requests: RequestsOfDay = field(default_factory=RequestsOfDay)
    team_overdue: int = 0
    cadences: CadencesOfDay = field(default_factory=CadencesOfDay)
    late_contacts: LateContacts = field(default_factory=LateContacts)
    risks: RisksOfDay = field(default_factory=RisksOfDay)

    @property
    def is_free(self) -> bool:
        """Whether there is nothing to do and nothing to look after."""
        is_silent = self.silence is not None and self.silence.count > 0
        is_team_late = is_silent or self.team_overdue > 0 or self.late_contacts.count > 0
        is_contact_due = bool(self.cadences.lines or self.cadences.moves)
        is_own = bool(self.lines or self.tasks.lines or self.greetings.lines or self.visits.lines)
        is_asked = bool(self.requests.lines or self.calls.count or self.risks.count)
        return not (is_own or is_asked or is_contact_due or is_team_late)
