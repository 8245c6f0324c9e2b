from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from domain.kpi.model import Measure
from domain.org.model import PersonId
from domain.org.whose import Whose

ProposalId = NewType("ProposalId", int)


class Planned(StrEnum):
    """What can be planned: some of the measures, by the same names."""

    WON_VALUE = "won_value"
    WON_COUNT = "won_count"
    INFLOW = "inflow"
    MEETINGS = "meetings"
    CALLS = "calls"

    @property
    def measure(self) -> Measure:
        return Measure(self.value)

    @property
    def is_money(self) -> bool:
        return self is Planned.WON_VALUE

    @property
    def is_of_deals(self) -> bool:
        """Whether open deals tell what is still to come."""
        return self in {Planned.WON_VALUE, Planned.WON_COUNT}


@dataclass(frozen=True, slots=True, order=True)
class PlanKey:
    """Which plan: ``month`` is the first day of it."""

    month: date
    whose: Whose
    planned: Planned


@dataclass(frozen=True, slots=True)
class Plan:
    """``amount`` is not negative, and 0 where the plan was taken away; ``currency`` is None of
    counts. A key that was never planned has no plan, and version 0.
    """

    key: PlanKey
    amount: Decimal
    currency: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Change:
    """One plan as it is to be. ``version`` is the one that it was decided on; 0: there was none."""

    key: PlanKey
    before: Decimal | None
    version: int
    after: Decimal


class ProposalKind(StrEnum):
    """Where a proposal comes from."""

    COPY = "copy"
    EVENLY = "evenly"
    BY_FACT = "by_fact"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes that somebody was shown, to be confirmed; ``settled_at`` is set once they were."""

    id: ProposalId
    kind: ProposalKind
    made_by: PersonId
    made_at: datetime
    currency: str
    changes: tuple[Change, ...]
    settled_at: datetime | None = None
