"""Whose figures, plans and reports: a person's, a team's, a department's, a branch's, all."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from domain.org.model import Actor
from domain.org.visibility import Scope


class WhoseKind(StrEnum):
    """``TEAM`` is named by its lead: everybody who reports to them, at any depth, and themselves.
    ``BRANCH`` includes the branches below it.
    """

    PERSON = "person"
    TEAM = "team"
    DEPARTMENT = "department"
    BRANCH = "branch"
    COMPANY = "company"


@dataclass(frozen=True, slots=True, order=True)
class Whose:
    """``id`` is the person's, the lead's, the department's or the branch's; 0 of the company."""

    kind: WhoseKind
    id: int = 0

    @property
    def is_group(self) -> bool:
        return self.kind is not WhoseKind.PERSON


COMPANY: Final = Whose(WhoseKind.COMPANY)


def whose_own(actor: Actor) -> Whose:
    return Whose(WhoseKind.PERSON, actor.id)


def widest_of(actor: Actor) -> Whose:
    """What the actor answers for: a representative themself, a lead their team, a manager their
    branch, a director and an administrator the company.
    """
    if actor.scope.sees_all:
        return COMPANY
    match str(actor.role):
        case "manager":
            return Whose(WhoseKind.BRANCH, actor.branch_id)
        case "lead":
            return Whose(WhoseKind.TEAM, actor.id)
        case _:
            return whose_own(actor)


def figures_scope(actor: Actor) -> Scope:
    """Whose figures the actor may see: as for records, but not those of a partner, whose records
    are worked together but whose figures are their own.
    """
    scope = actor.scope
    own = frozenset({int(actor.id), *(int(absent) for absent in actor.stands_in_for)})
    return Scope(scope.sees_all, owners=own, teams=scope.teams, branches=scope.branches)


class WhoseNames(Protocol):
    """Names of those whose figures an actor may see; whom they may not see is not there."""

    async def name(self, whose: Whose, actor: Actor) -> str:
        """A person's, a lead's, a department's, a branch's name; the company's for all.

        Raises: NotFound: nowhere, or not for this actor.
        """
        ...

    async def below(
        self, whose: Whose, actor: Actor, kind: WhoseKind, *, offset: int, size: int
    ) -> tuple[Sequence[tuple[Whose, str]], int]:
        """Of one kind, what lies inside ``whose`` and the actor may see, by name; with how many in
        all. Of branches those directly below, of teams every lead's, of people the active ones.
        """
        ...
