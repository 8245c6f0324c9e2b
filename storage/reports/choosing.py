"""Which rows a report takes, as SQL: whose, which days."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
)

from domain.org.visibility import Scope
from domain.org.whose import Whose, WhoseKind
from domain.reports.views import Taken
from storage.org.visibility import visible
from storage.tables import people

MINUTES_IN_HOUR = 60
SECONDS_IN_DAY = 86_400

Rows = Select[Any]


def inside(
    whose: Whose, *, owner: ColumnElement[int], branch: ColumnElement[int]
) -> ColumnElement[bool]:
    """Whether a record with these columns is one of ``whose``; of a team, the lead's too."""
    match whose.kind:
        case WhoseKind.PERSON:
            return owner == whose.id
        case WhoseKind.TEAM:
            team = Scope(owners=frozenset({whose.id}), teams=frozenset({whose.id}))
            return visible(team, owner=owner, branch=branch)
        case WhoseKind.DEPARTMENT:
            return owner.in_(select(people.c.id).where(people.c.department_id == whose.id))
        case WhoseKind.BRANCH:
            return visible(Scope(branches=frozenset({whose.id})), owner=owner, branch=branch)
        case WhoseKind.COMPANY:
            return true()


def taken_from(
    taken: Taken, *, owner: ColumnElement[int], branch: ColumnElement[int]
) -> ColumnElement[bool]:
    """Of those chosen, what the actor sees."""
    return and_(
        visible(taken.scope, owner=owner, branch=branch),
        inside(taken.filter.whose, owner=owner, branch=branch),
    )


def during(taken: Taken, moment: ColumnElement[Any]) -> ColumnElement[bool]:
    if taken.bounds is None:
        return true()
    since, until = taken.bounds
    return and_(moment >= since, moment < until)


def yes_no(condition: ColumnElement[bool]) -> ColumnElement[str]:
    return case((condition, "yes"), else_="no")


def whole_days(since: ColumnElement[Any], until: Any) -> ColumnElement[int]:
    """Whole days between two moments."""
    return cast(func.floor(func.extract("epoch", until - since) / SECONDS_IN_DAY), Integer)


def is_elsewhere(
    amount: ColumnElement[Any], currency: ColumnElement[str], company: str
) -> ColumnElement[bool]:
    """Money that a sum in the company's currency leaves out: another's, or none."""
    return or_(amount.is_(None), currency != literal(company))
