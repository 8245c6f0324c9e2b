"""The visibility rule as one SQL predicate; ``domain/org/visibility.py`` says it in Python."""

from sqlalchemy import ColumnElement, false, or_, select, true

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
        ways.append(owner.in_(team))
    if scope.branches:
        below = select(branch_tree.c.descendant_id).where(
            branch_tree.c.ancestor_id.in_(sorted(scope.branches))
        )
        ways.append(branch.in_(below))
    return or_(*ways) if ways else false()
