"""The visibility rule as one SQL predicate; ``domain/org/visibility.py`` says it in Python.

``visible`` is for statements that are built as they are needed. A statement that every tap sends is
built once for each kind of scope, with ``visible_to`` in it, and gets its scope as parameters: to
build one anew takes longer than to run it.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, any_, bindparam, false, literal, or_, select, true
from sqlalchemy import func as sql
from sqlalchemy.dialects.postgresql import ARRAY

from domain.org.visibility import Scope
from storage.tables import branch_tree, reporting

IDS: ARRAY[int] = ARRAY(BigInteger)


@dataclass(frozen=True, slots=True)
class Ways:
    """By what a scope sees: scopes of the same ways differ in their ids only.

    One owner or team is not a list of one: of a list Postgres does not know how long it is and
    thinks of ten, and plans anew for each that is shorter.
    """

    sees_all: bool
    by_owner: bool
    by_team: bool
    by_branch: bool
    is_one_owner: bool = False
    is_one_team: bool = False


def ways_of(scope: Scope) -> Ways:
    return Ways(
        scope.sees_all,
        bool(scope.owners),
        bool(scope.teams),
        bool(scope.branches),
        is_one_owner=len(scope.owners) == 1,
        is_one_team=len(scope.teams) == 1,
    )


def ids_of(scope: Scope, *, name: str = "scope") -> dict[str, list[int] | int]:
    """The parameters of a statement with ``visible_to`` of that name in it."""
    owners: list[int] = sorted(scope.owners)
    teams: list[int] = sorted(scope.teams)
    return {
        f"{name}_owners": owners[0] if len(owners) == 1 else owners,
        f"{name}_teams": teams[0] if len(teams) == 1 else teams,
        f"{name}_branches": sorted(scope.branches),
    }


def visible(
    scope: Scope, *, owner: ColumnElement[int], branch: ColumnElement[int]
) -> ColumnElement[bool]:
    """Whether a row with these columns lies inside ``scope``."""
    ids = {
        name: literal(known, IDS if isinstance(known, list) else BigInteger)
        for name, known in ids_of(scope).items()
    }
    return _inside(ways_of(scope), ids, owner, branch)


def visible_to(
    ways: Ways, *, owner: ColumnElement[int], branch: ColumnElement[int], name: str = "scope"
) -> ColumnElement[bool]:
    """Whether a row with these columns lies inside the scope given at execution by ``ids_of``."""
    owners = BigInteger() if ways.is_one_owner else IDS
    teams = BigInteger() if ways.is_one_team else IDS
    ids = {
        f"scope_{of}": bindparam(f"{name}_{of}", type_=type_)
        for of, type_ in (("owners", owners), ("teams", teams), ("branches", IDS))
    }
    return _inside(ways, ids, owner, branch)


def _inside(
    ways: Ways, ids: dict[str, Any], owner: ColumnElement[int], branch: ColumnElement[int]
) -> ColumnElement[bool]:
    if ways.sees_all:
        return true()
    inside: list[ColumnElement[bool]] = []
    if ways.by_owner:
        owners = ids["scope_owners"]
        inside.append(owner == (owners if ways.is_one_owner else any_(owners)))
    if ways.by_team:
        bosses = ids["scope_teams"]
        team = select(reporting.c.subordinate_id).where(
            reporting.c.boss_id == (bosses if ways.is_one_team else any_(bosses))
        )
        # A team has few owners, whom the index on the owner finds; where branches count too, most
        # rows are read anyway, and each is looked up in a hash of the team.
        is_few = not ways.by_branch
        few = any_(sql.array(team.scalar_subquery()))
        inside.append(owner == few if is_few else owner.in_(team))
    if ways.by_branch:
        below = select(branch_tree.c.descendant_id).where(
            branch_tree.c.ancestor_id == any_(ids["scope_branches"])
        )
        inside.append(branch.in_(below))
    return or_(*inside) if inside else false()
