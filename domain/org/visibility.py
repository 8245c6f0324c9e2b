"""Who sees what: the one rule behind lists, search, cards, reports, exports, digests and jobs.

``storage/org/visibility.py`` says the same as a SQL predicate; a test compares the two over random
companies. The rule in full:

- a representative sees their own records and their pair's;
- a team lead sees the records of everybody who reports to them, at any depth;
- a manager sees the records of their branch and of the branches below it;
- a director and an administrator see all;
- a client, who is outside, sees none of them;
- whoever stands in for an absent person, themselves or by way of absent deputies, sees what that
  person sees.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scope:
    """What one person sees: everything, or the union of the three sets.

    ``owners``: records these people own. ``teams``: records owned by those who report, at any
    depth, to one of these people, and their own. ``branches``: records of these branches and of
    those below.
    """

    sees_all: bool = False
    owners: frozenset[int] = field(default_factory=frozenset)
    teams: frozenset[int] = field(default_factory=frozenset)
    branches: frozenset[int] = field(default_factory=frozenset)

    def __or__(self, other: "Scope") -> "Scope":
        return Scope(
            sees_all=self.sees_all or other.sees_all,
            owners=self.owners | other.owners,
            teams=self.teams | other.teams,
            branches=self.branches | other.branches,
        )


NOTHING = Scope()
EVERYTHING = Scope(sees_all=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands in the company; all that the rule asks about them."""

    person_id: int
    role: str
    branch_id: int
    pair_id: int | None = None


def own_scope(place: Place) -> Scope:
    """What a person sees in their own right."""
    match place.role:
        case "director" | "administrator":
            return EVERYTHING
        case "manager":
            return Scope(teams=frozenset({place.person_id}), branches=frozenset({place.branch_id}))
        case "lead":
            pair = frozenset({place.pair_id} if place.pair_id is not None else ())
            return Scope(owners=pair, teams=frozenset({place.person_id}))
        case "rep":
            pair = frozenset({place.pair_id} if place.pair_id is not None else ())
            return Scope(owners=frozenset({place.person_id}) | pair)
        case _:
            return NOTHING


def scope_of(place: Place, stands_in_for: Iterable[Place] = ()) -> Scope:
    """What a person sees now, absent people they stand in for included."""
    if place.role == "client":
        return NOTHING
    scope = own_scope(place)
    for absent in stands_in_for:
        scope |= own_scope(absent)
    return scope


@dataclass(frozen=True, slots=True)
class Chart:
    """The company's two trees: person to boss, branch to the branch above."""

    bosses: Mapping[int, int | None]
    parents: Mapping[int, int | None]


def _chain(start: int, above: Mapping[int, int | None]) -> Iterable[int]:
    passed: set[int] = set()
    here: int | None = start
    while here is not None and here not in passed:
        yield here
        passed.add(here)
        here = above.get(here)


def can_see(scope: Scope, *, owner_id: int | None, branch_id: int, chart: Chart) -> bool:
    """Whether a record of this owner and branch lies inside ``scope``."""
    if scope.sees_all:
        return True
    if owner_id is not None:
        if owner_id in scope.owners:
            return True
        if any(person in scope.teams for person in _chain(owner_id, chart.bosses)):
            return True
    return any(branch in scope.branches for branch in _chain(branch_id, chart.parents))
