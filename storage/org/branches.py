from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clock import Clock
from domain.errors import NotFound
from domain.org.model import Branch, BranchId
from domain.org.views import BranchCount
from storage.changes import change_marks
from storage.tables import branch_tree, branches, people


def to_branch(row: Any) -> Branch:
    return Branch(
        id=BranchId(row.id),
        name=row.name,
        parent_id=None if row.parent_id is None else BranchId(row.parent_id),
        country=row.country,
        zone=row.zone,
    )


class SqlBranches:
    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    async def get(self, branch_id: BranchId) -> Branch:
        found = await self._connection.execute(select(branches).where(branches.c.id == branch_id))
        row = found.first()
        if row is None:
            raise NotFound(branch_id=branch_id)
        return to_branch(row)

    async def add(
        self, *, name: str, parent_id: BranchId | None, country: str, zone: str
    ) -> Branch:
        added = await self._connection.execute(
            insert(branches)
            .values(
                name=name,
                parent_id=parent_id,
                country=country,
                zone=zone,
                **change_marks(self._clock()),
            )
            .returning(*branches.c)
        )
        return to_branch(added.one())

    async def all(self) -> Sequence[Branch]:
        rows = await self._connection.execute(select(branches).order_by(branches.c.name))
        return [to_branch(row) for row in rows]

    async def below(self, parent_id: BranchId | None) -> Sequence[BranchCount]:
        there = (
            select(func.count())
            .select_from(branch_tree)
            .join(people, people.c.branch_id == branch_tree.c.descendant_id)
            .where(branch_tree.c.ancestor_id == branches.c.id)
            .where(people.c.is_active, people.c.role != "client")
            .scalar_subquery()
        )
        rows = await self._connection.execute(
            select(branches.c.id, branches.c.name, there.label("people"))
            .where(
                branches.c.parent_id.is_(None)
                if parent_id is None
                else branches.c.parent_id == parent_id
            )
            .order_by(branches.c.name)
        )
        return [BranchCount(BranchId(row.id), row.name, row.people) for row in rows]

    async def rebuild_tree(self) -> None:
        await self._connection.execute(delete(branch_tree))
        above = select(
            branches.c.id.label("ancestor_id"), branches.c.id.label("descendant_id")
        ).cte("above", recursive=True)
        above = above.union(
            select(branches.c.parent_id, above.c.descendant_id)
            .join_from(above, branches, branches.c.id == above.c.ancestor_id)
            .where(branches.c.parent_id.is_not(None))
        )
        await self._connection.execute(
            insert(branch_tree).from_select(["ancestor_id", "descendant_id"], select(above))
        )
