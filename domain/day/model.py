"""«Мой день»: what this person should do now, the most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.deals.model import DealId, OfferId
from domain.money import Money
from domain.tasks.views import TasksOfDay


class Errand(StrEnum):
    """Why something stands on the day, in the order in which it is shown."""

    OVERDUE_OFFER = "overdue_offer"
    OFFER_TODAY = "offer_today"
    OVERDUE_STEP = "overdue_step"
    STEP_TODAY = "step_today"
    NO_STEP = "no_step"
    OVER_LIMIT = "over_limit"


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
class Day:
    """``lines`` are the first of each kind; ``counts`` says how many there are of it in all.

    ``tasks`` are the same of tasks.
    """

    lines: Sequence[DayLine]
    counts: dict[Errand, int]
    tasks: TasksOfDay = field(default_factory=lambda: TasksOfDay((), {}))

    @property
    def is_free(self) -> bool:
        return not self.lines and not self.tasks.lines


@dataclass(frozen=True, slots=True)
class TeamSilence:
    """Unanswered offers of those whom a head answers for: how many are overdue, and all of them."""

    overdue: int
    count: int
    money: tuple[Money, ...]
