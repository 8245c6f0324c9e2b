"""Whose plans somebody sees, in two statements."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import ColumnElement, Date, exists, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.org.model import Actor, BranchId, PersonId, Role
from domain.org.visibility import Scope
from domain.org.whose import figures_scope
from domain.plans.roster import Place, Roster, Seller
from storage.org.visibility import IDS, visible
from storage.tables import branch_tree, branches, people, plans

WHO = people.c.role.in_(("rep", "lead", "manager", "director"))


async def read_roster(
    connection: AsyncConnection, actor: Actor, months: Collection[date]
) -> Roster:
    scope = figures_scope(actor)
    is_planned = exists().where(
        plans.c.person_id == people.c.id,
        plans.c.month == literal(list(months), ARRAY(Date)).any_(),
        plans.c.amount > 0,
    )
    rows = await connection.execute(
        select(
            people.c.id,
            people.c.name,
            people.c.role,
            people.c.branch_id,
            people.c.boss_id,
            people.c.working_hours,
            branches.c.name.label("branch_name"),
            branches.c.country,
            func.coalesce(people.c.zone, branches.c.zone).label("zone"),
            is_planned.label("is_planned"),
        )
        .join(branches, branches.c.id == people.c.branch_id)
        .where(
            WHO,
            or_(people.c.is_active, is_planned),
            visible(scope, owner=people.c.id, branch=people.c.branch_id),
        )
    )
    sellers: dict[PersonId, Seller] = {}
    planned: set[PersonId] = set()
    for row in rows:
        sellers[PersonId(row.id)] = Seller(
            id=PersonId(row.id),
            name=row.name,
            role=Role(row.role),
            branch_id=BranchId(row.branch_id),
            branch_name=row.branch_name,
            boss_id=None if row.boss_id is None else PersonId(row.boss_id),
            country=row.country,
            zone=row.zone,
            working_hours=row.working_hours,
        )
        if row.is_planned:
            planned.add(PersonId(row.id))
    places = await _places(connection, scope)
    return Roster(actor, sellers, places, frozenset(planned))


async def _places(connection: AsyncConnection, scope: Scope) -> Mapping[BranchId, Place]:
    if not scope.sees_all and not scope.branches:
        return {}
    rows = await connection.execute(select(branches).where(_is_seen(scope)))
    return {
        BranchId(row.id): Place(
            id=BranchId(row.id),
            name=row.name,
            parent_id=None if row.parent_id is None else BranchId(row.parent_id),
            country=row.country,
            zone=row.zone,
        )
        for row in rows
    }


def _is_seen(scope: Scope) -> ColumnElement[bool]:
    if scope.sees_all:
        return true()
    above = literal(sorted(scope.branches), IDS)
    return branches.c.id.in_(
        select(branch_tree.c.descendant_id).where(branch_tree.c.ancestor_id == above.any_())
    )
