"""What digests there are, of what parts, and what a person wants of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Final

from domain.org.model import PersonId, Role
from domain.periods import PeriodKind
from domain.working_time import DateSpan


class DigestKind(StrEnum):
    """Each comes once a day, a week, a month. Stored by value."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"

    @property
    def period(self) -> PeriodKind:
        return _PERIODS[self]


_PERIODS: Final = {
    DigestKind.DAILY: PeriodKind.DAY,
    DigestKind.WEEKLY: PeriodKind.WEEK,
    DigestKind.MONTHLY: PeriodKind.MONTH,
}


class DigestPart(StrEnum):
    """What a daily digest is made of. Stored by value."""

    DEALS = "deals"
    TASKS = "tasks"
    CLIENTS = "clients"
    VISITS = "visits"
    TEAM = "team"
    LOAD = "load"
    CLOSED = "closed"
    SILENT = "silent"
    CONTACTS = "contacts"
    REQUESTS = "requests"
    RISKS = "risks"
    PLAN = "plan"
    BRANCHES = "branches"
    OWN = "own"


_REP: Final = (
    DigestPart.DEALS,
    DigestPart.TASKS,
    DigestPart.CLIENTS,
    DigestPart.VISITS,
    DigestPart.PLAN,
)
_LEAD: Final = (*_REP, DigestPart.TEAM, DigestPart.LOAD)
_MANAGER: Final = (
    DigestPart.CLOSED,
    DigestPart.SILENT,
    DigestPart.CONTACTS,
    DigestPart.REQUESTS,
    DigestPart.RISKS,
    DigestPart.PLAN,
    DigestPart.BRANCHES,
    DigestPart.OWN,
)

PARTS: Final[Mapping[Role, tuple[DigestPart, ...]]] = {
    Role.REP: _REP,
    Role.LEAD: _LEAD,
    Role.MANAGER: _MANAGER,
    Role.DIRECTOR: _MANAGER,
    Role.ADMINISTRATOR: _REP,
    Role.CLIENT: (),
}
"""The parts of each role's digest, in the order in which they are shown."""

LOOK_BACK: Final = frozenset({Role.MANAGER, Role.DIRECTOR})
"""Whose daily digest tells of the day's result; that of the others of what is to be done."""


@dataclass(frozen=True, slots=True)
class DigestChoices:
    """What a person wants other than the rulebook; what is None is the rulebook's.

    ``weekdays``: 0 is Monday; None for all that are theirs. ``comes_on_days_off``: also on days on
    which they do not work. ``left_out`` are parts that they do not want. ``version`` is 0 for who
    has never chosen.
    """

    at: time | None = None
    weekdays: frozenset[int] | None = None
    comes_on_days_off: bool = False
    left_out: frozenset[DigestPart] = frozenset()
    weekly: bool | None = None
    monthly: bool | None = None
    version: int = 0

    @property
    def is_as_everybody(self) -> bool:
        own = (self.at, self.weekdays, self.weekly, self.monthly)
        chosen = any(choice is not None for choice in own)
        return not (chosen or self.comes_on_days_off or self.left_out)

    def wants(self, kind: DigestKind) -> bool | None:
        """Whether a week's or month's digest is wanted; None: as the rulebook has it."""
        return self.weekly if kind is DigestKind.WEEKLY else self.monthly

    def parts_for(self, role: Role) -> frozenset[DigestPart]:
        """What is to be shown; all where nothing would be left of the role's digest."""
        all_parts = frozenset(PARTS[role])
        return all_parts - self.left_out or all_parts


@dataclass(frozen=True, slots=True)
class DigestWishes:
    """What decides when a person's digest comes, besides rulebook and calendar: their choices, and
    the days on which they are away.
    """

    choices: DigestChoices = field(default_factory=DigestChoices)
    away: tuple[DateSpan, ...] = ()

    def is_away(self, day: date) -> bool:
        return any(day in span for span in self.away)


@dataclass(frozen=True, slots=True)
class DigestPlan:
    """When somebody's digests come, as their screen shows it.

    ``at`` is None for who gets none; ``next_on`` is the next day with one. ``working_weekdays`` are
    theirs to choose of.
    """

    person_id: PersonId
    role: Role
    at: time | None
    next_on: date | None
    working_weekdays: tuple[int, ...]
    choices: DigestChoices
    weekly: bool
    monthly: bool
    is_quiet: bool = False
