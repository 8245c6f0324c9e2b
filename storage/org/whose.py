"""Who and what is inside a person's, a team's, a department's, a branch's figures, by name."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    bindparam,
    cast,
    false,
    func,
    null,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotFound
from domain.org.model import Actor
from domain.org.whose import Whose, WhoseKind, figures_scope
from domain.rulebook.default import UNNAMED_COMPANY
from storage.org.visibility import Ways, ids_of, visible_to, ways_of
from storage.readings import Reading
from storage.tables import branch_tree, branches, departments, people, reporting, rulebooks

LEADING = people.c.role.in_(("lead", "manager", "director"))
WHOSE_ID: Final = bindparam("whose_id", type_=BigInteger)
COUNTED = people.c.role.not_in(("client", "administrator"))


class SqlWhoseNames:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def name(self, whose: Whose, actor: Actor) -> str:
        scope = figures_scope(actor)
        values = {"whose_id": whose.id, **ids_of(scope)}
        found = await _named(whose.kind, ways_of(scope)).scalar(self._connection, values)
        if found is None:
            raise NotFound(whose=whose)
        return str(found)

    async def below(
        self, whose: Whose, actor: Actor, kind: WhoseKind, *, offset: int, size: int
    ) -> tuple[Sequence[tuple[Whose, str]], int]:
        scope = figures_scope(actor)
        inside = _below(whose.kind, kind, ways_of(scope))
        if inside is None:
            return [], 0
        listed, counted = inside
        values = {"whose_id": whose.id, "offset": offset, "size": size, **ids_of(scope)}
        rows = await listed.rows(self._connection, values)
        found = [(Whose(kind, row.id), row.name) for row in rows]
        if not offset and len(found) < size:
            return found, len(found)
        total = await counted.scalar(self._connection, values)
        return found, int(total or 0)


@cache
def _named(kind: WhoseKind, ways: Ways) -> Reading:
    all_only = true() if ways.sees_all else false()
    match kind:
        case WhoseKind.COMPANY:
            newest = select(func.max(rulebooks.c.version)).scalar_subquery()
            set_name = func.nullif(rulebooks.c.body["company"]["name"].astext, UNNAMED_COMPANY)
            name = func.coalesce(set_name, _only_topmost_branch(), UNNAMED_COMPANY)
            named = select(name).where(rulebooks.c.version == newest, all_only)
        case WhoseKind.DEPARTMENT:
            named = select(departments.c.name).where(departments.c.id == WHOSE_ID, all_only)
        case WhoseKind.BRANCH:
            is_seen = _branch_visible(ways)
            named = select(branches.c.name).where(branches.c.id == WHOSE_ID, is_seen)
        case _:
            seen = visible_to(ways, owner=people.c.id, branch=people.c.branch_id)
            is_lead = LEADING if kind is WhoseKind.TEAM else true()
            named = select(people.c.name).where(people.c.id == WHOSE_ID, seen, is_lead)
    return Reading(named)


def _only_topmost_branch() -> ScalarSelect[str | None]:
    """Its name; null where there are several, or none."""
    topmost = select(func.min(branches.c.name)).where(branches.c.parent_id.is_(None))
    return topmost.having(func.count() == 1).scalar_subquery()


@cache
def _below(of: WhoseKind, kind: WhoseKind, ways: Ways) -> tuple[Reading, Reading] | None:
    """A page of what is inside, and how many there are."""
    inside = _inside(of, kind, ways)
    if inside is None:
        return None
    offset, size = bindparam("offset", type_=Integer), bindparam("size", type_=Integer)
    page = inside.order_by("name", "id").offset(offset).limit(size)
    return Reading(page), Reading(select(func.count()).select_from(inside.subquery()))


def _inside(of: WhoseKind, kind: WhoseKind, ways: Ways) -> Select[Any] | None:
    match kind:
        case WhoseKind.BRANCH:
            if of is WhoseKind.BRANCH:
                inside = branches.c.parent_id == WHOSE_ID
            elif of is WhoseKind.COMPANY:
                inside = branches.c.parent_id.is_(None)
            else:
                return None
            return select(branches.c.id, branches.c.name).where(inside, _branch_visible(ways))
        case WhoseKind.DEPARTMENT:
            if of is not WhoseKind.COMPANY or not ways.sees_all:
                return None
            return select(departments.c.id, departments.c.name)
        case WhoseKind.TEAM | WhoseKind.PERSON:
            seen = visible_to(ways, owner=people.c.id, branch=people.c.branch_id)
            is_wanted: ColumnElement[bool] = LEADING if kind is WhoseKind.TEAM else COUNTED
            if kind is WhoseKind.TEAM and of is WhoseKind.TEAM:
                is_wanted &= people.c.id != WHOSE_ID
            return select(people.c.id, people.c.name).where(
                people.c.is_active, seen, is_wanted, _people_of(of)
            )
        case _:
            return None


def _people_of(kind: WhoseKind) -> ColumnElement[bool]:
    match kind:
        case WhoseKind.COMPANY:
            return true()
        case WhoseKind.BRANCH:
            below = select(branch_tree.c.descendant_id).where(branch_tree.c.ancestor_id == WHOSE_ID)
            return people.c.branch_id.in_(below)
        case WhoseKind.DEPARTMENT:
            return people.c.department_id == WHOSE_ID
        case WhoseKind.TEAM:
            team = select(reporting.c.subordinate_id).where(reporting.c.boss_id == WHOSE_ID)
            return people.c.id.in_(team)
        case _:
            return people.c.id == WHOSE_ID


def _branch_visible(ways: Ways) -> ColumnElement[bool]:
    """Branches have no owner: only the scope's branches show them."""
    return visible_to(ways, owner=cast(null(), BigInteger), branch=branches.c.id)
