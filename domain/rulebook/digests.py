"""When digests come: each role's daily one, the week's, the month's, and those of groups."""

from collections.abc import Iterator
from datetime import time
from typing import Annotated, Literal

from pydantic import Field

from domain.rulebook.faults import BrokenRule, Expected, Section, repeated
from domain.rulebook.values import LocalTime

DigestRole = Literal["rep", "lead", "manager", "director", "administrator"]
Roles = Annotated[tuple[DigestRole, ...], Field(max_length=5)]
SELLING: tuple[DigestRole, ...] = ("rep", "lead", "manager", "director")


class PeriodDigest(Section):
    """At what time the digest of a week or month comes, and to whom."""

    at: LocalTime = time(9)
    roles: Roles = SELLING

    def rules_broken(self) -> Iterator[BrokenRule]:
        for position, role in repeated(list(self.roles)):
            yield BrokenRule(("roles", position), Expected.NOT_UNIQUE, {"value": role})


class Digests(Section):
    """When each role gets its digest, in the person's local time; none where nothing is written.

    ``groups``: when a team's digest comes to a group. ``weekly``: on the first working day of a
    week; ``monthly``: on the first one after the month is closed, which the section of figures
    says.
    """

    rep: LocalTime | None = None
    lead: LocalTime | None = None
    manager: LocalTime | None = None
    director: LocalTime | None = None
    administrator: LocalTime | None = None
    groups: LocalTime = time(18)
    weekly: PeriodDigest = PeriodDigest()
    monthly: PeriodDigest = PeriodDigest()

    def for_role(self, role: str) -> LocalTime | None:
        """The time for a role's name as people are stored with it; None: no digest."""
        match role:
            case "rep" | "lead" | "manager" | "director" | "administrator":
                at: LocalTime | None = getattr(self, role)
                return at
            case _:
                return None
