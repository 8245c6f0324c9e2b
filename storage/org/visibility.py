"""The visibility rule as one SQL predicate; ``domain/org/visibility.py`` says it in Python."""

from sqlalchemy import ColumnElement, any_, false, or_, select, true
from sqlalchemy import func as sql

from domain.org.visibility import Scope
from storage.tables import branch_tree, reporting


def visible(
    scope: Scope, *, owner: ColumnElement[int], branch: ColumnElement[int]
) -> ColumnElement[bool]:
    """Whether a row with these columns lies inside ``scope``."""
    if scope.sees_all:
        return true()
    ways: list[ColumnElement[bool]] = []
    if scope.owners:
        ways.append(owner.in_(sorted(scope.owners)))
    if scope.teams:
        team = select(reporting.c.subordinate_id).where(
            reporting.c.boss_id.in_(sorted(scope.teams))
        )
        # A team has few owners, whom the index on the owner finds; where branches count too, most
        # rows are read anyway, and each is looked up in a hash of the team.
        is_few = not scope.branches
        ways.append(owner == any_(sql.array(team.scalar_subquery())) if is_few else owner.in_(team))
    if scope.branches:
        below = select(branch_tree.c.descendant_id).where(
            branch_tree.c.ancestor_id.in_(sorted(scope.branches))
        )
        ways.append(branch.in_(below))
    return or_(*ways) if ways else false()
