"""What is shown of plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.org.whose import Whose, WhoseKind
from domain.pages import Page
from domain.periods import Period
from domain.plans.model import Planned, Proposal
from domain.plans.progress import OpenDeals, Progress
from domain.plans.sums import Reconciled


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One of the parts; ``plan`` is None where there is none."""

    whose: Whose
    name: str
    plan: Decimal | None
    fact: Decimal

    @property
    def share(self) -> Decimal | None:
        return self.fact / self.plan if self.plan else None


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan with how far it is, and a page of its parts.

    ``sums`` is None where there are no parts. ``zone`` is the one of whose days the figures are;
    ``is_own`` of the actor's own plan. ``version`` is the plan's; 0: there never was one.
    """

    whose: Whose
    name: str
    month: Period
    planned: Planned
    currency: str
    progress: Progress
    version: int
    deals: OpenDeals
    lines: tuple[PlanLine, ...]
    page: Page
    sums: Reconciled | None
    may_set: bool
    may_set_parts: bool
    has_former: bool
    above: Whose | None
    above_name: str
    is_own: bool
    is_open: bool
    today: date
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class ProposalLine:
    whose: Whose
    name: str
    month: date
    planned: Planned
    before: Decimal | None
    after: Decimal


@dataclass(frozen=True, slots=True)
class ProposalView:
    """Changes to be confirmed; of so many keys there are plans already (``overwritten``).

    ``totals`` are sums over people, or over all that changes where no person's plan does: what is
    copied or replaced, and what it becomes.
    """

    proposal: Proposal
    lines: tuple[ProposalLine, ...]
    overwritten: int
    totals: tuple[tuple[Planned, Decimal, Decimal], ...]
    is_of_people: bool


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of the sheet: a person, a team, a branch, or the company.

    ``branch_name`` is of the branch that it lies in; nothing of a topmost branch.
    """

    whose: Whose
    name: str
    branch_name: str
    plans: Mapping[Planned, Decimal]
    facts: Mapping[Planned, Decimal]

    @property
    def is_summed(self) -> bool:
        """Whether a total of its kind counts it: a branch inside another is in that one already."""
        return self.whose.kind is not WhoseKind.BRANCH or not self.branch_name


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """Everybody in scope, for one month."""

    name: str
    month: Period
    currency: str
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A person's or a group's plan of this month in one line; see ``bot/plans/blocks.py``."""

    whose: Whose
    month: Period
    planned: Planned
    currency: str
    progress: Progress
