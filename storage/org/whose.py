"""Who and what is inside a person's, a team's, a department's, a branch's figures, by name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, cast, false, func, null, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotFound
from domain.org.model import Actor
from domain.org.visibility import Scope
from domain.org.whose import Whose, WhoseKind, figures_scope
from storage.org.visibility import visible
from storage.tables import branch_tree, branches, departments, people, reporting, rulebooks

LEADING = people.c.role.in_(("lead", "manager", "director"))
COUNTED = people.c.role.not_in(("client", "administrator"))


class SqlWhoseNames:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def name(self, whose: Whose, actor: Actor) -> str:
        found = await self._connection.scalar(_named(whose, figures_scope(actor)))
        if found is None:
            raise NotFound(whose=whose)
        return str(found)

    async def below(
        self, whose: Whose, actor: Actor, kind: WhoseKind, *, offset: int, size: int
    ) -> tuple[Sequence[tuple[Whose, str]], int]:
        inside = _below(whose, kind, figures_scope(actor))
        if inside is None:
            return [], 0
        rows = await self._connection.execute(
            inside.order_by("name", "id").offset(offset).limit(size)
        )
        found = [(Whose(kind, row.id), row.name) for row in rows]
        if not offset and len(found) < size:
            return found, len(found)
        total = await self._connection.scalar(select(func.count()).select_from(inside.subquery()))
        return found, int(total or 0)


def _named(whose: Whose, scope: Scope) -> Select[Any]:
    all_only = true() if scope.sees_all else false()
    match whose.kind:
        case WhoseKind.COMPANY:
            newest = select(func.max(rulebooks.c.version)).scalar_subquery()
            name = rulebooks.c.body["company"]["name"].astext
            return select(name).where(rulebooks.c.version == newest, all_only)
        case WhoseKind.DEPARTMENT:
            return select(departments.c.name).where(departments.c.id == whose.id, all_only)
        case WhoseKind.BRANCH:
            return select(branches.c.name).where(branches.c.id == whose.id, _branch_visible(scope))
        case _:
            seen = visible(scope, owner=people.c.id, branch=people.c.branch_id)
            is_lead = LEADING if whose.kind is WhoseKind.TEAM else true()
            return select(people.c.name).where(people.c.id == whose.id, seen, is_lead)


def _below(whose: Whose, kind: WhoseKind, scope: Scope) -> Select[Any] | None:
    match kind:
        case WhoseKind.BRANCH:
            if whose.kind is WhoseKind.BRANCH:
                inside = branches.c.parent_id == whose.id
            elif whose.kind is WhoseKind.COMPANY:
                inside = branches.c.parent_id.is_(None)
            else:
                return None
            return select(branches.c.id, branches.c.name).where(inside, _branch_visible(scope))
        case WhoseKind.DEPARTMENT:
            if whose.kind is not WhoseKind.COMPANY or not scope.sees_all:
                return None
            return select(departments.c.id, departments.c.name)
        case WhoseKind.TEAM | WhoseKind.PERSON:
            seen = visible(scope, owner=people.c.id, branch=people.c.branch_id)
            is_wanted: ColumnElement[bool] = LEADING if kind is WhoseKind.TEAM else COUNTED
            if kind is WhoseKind.TEAM and whose.kind is WhoseKind.TEAM:
                is_wanted &= people.c.id != whose.id
            return select(people.c.id, people.c.name).where(
                people.c.is_active, seen, is_wanted, _people_of(whose)
            )
        case _:
            return None


def _people_of(whose: Whose) -> ColumnElement[bool]:
    match whose.kind:
        case WhoseKind.COMPANY:
            return true()
        case WhoseKind.BRANCH:
            below = select(branch_tree.c.descendant_id).where(branch_tree.c.ancestor_id == whose.id)
            return people.c.branch_id.in_(below)
        case WhoseKind.DEPARTMENT:
            return people.c.department_id == whose.id
        case WhoseKind.TEAM:
            team = select(reporting.c.subordinate_id).where(reporting.c.boss_id == whose.id)
            return people.c.id.in_(team)
        case _:
            return people.c.id == whose.id


def _branch_visible(scope: Scope) -> ColumnElement[bool]:
    """Branches have no owner: only the scope's branches show them."""
    return visible(scope, owner=cast(null(), BigInteger), branch=branches.c.id)
