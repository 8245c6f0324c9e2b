from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cycles.model import PairId, SellerPair
from domain.cycles.views import PairView
from domain.org.model import PersonId
from domain.org.visibility import Scope
from storage.changes import change_marks
from storage.cycles.rows import to_pair
from storage.org.visibility import IDS, visible
from storage.tables import people, seller_pairs

callers = people.alias("caller")
visitors = people.alias("visitor")
IS_OPEN: ColumnElement[bool] = seller_pairs.c.ended_at.is_(None)
PAIR = (
    seller_pairs.c.id.label("pair_id"),
    seller_pairs.c.caller_id,
    seller_pairs.c.visitor_id,
    seller_pairs.c.made_at,
    seller_pairs.c.ended_at.label("pair_ended_at"),
    seller_pairs.c.version.label("pair_version"),
    callers.c.name.label("caller_name"),
    visitors.c.name.label("visitor_name"),
)


def with_names(statement: Select[Any]) -> Select[Any]:
    """Of a statement over ``seller_pairs``: both people joined."""
    return statement.join(callers, callers.c.id == seller_pairs.c.caller_id).join(
        visitors, visitors.c.id == seller_pairs.c.visitor_id
    )


def is_of(people_ids: frozenset[PersonId] | Sequence[PersonId]) -> ColumnElement[bool]:
    """Whether one of them is in the pair."""
    ids = literal(sorted(people_ids), IDS)
    return or_(
        seller_pairs.c.caller_id == ids.any_(),
        seller_pairs.c.visitor_id == ids.any_(),
    )


def is_within(scope: Scope) -> ColumnElement[bool]:
    """Whether one of the pair lies inside ``scope``; over ``with_names``."""
    return or_(
        visible(scope, owner=callers.c.id, branch=callers.c.branch_id),
        visible(scope, owner=visitors.c.id, branch=visitors.c.branch_id),
    )


class SqlSellerPairs:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, person_id: PersonId) -> PairView | None:
        found = await self._connection.execute(
            with_names(select(*PAIR).select_from(seller_pairs)).where(IS_OPEN, is_of([person_id]))
        )
        row = found.first()
        return None if row is None else to_pair(row)

    async def lock(self, people: Sequence[PersonId]) -> Sequence[PairView]:
        rows = await self._connection.execute(
            with_names(select(*PAIR).select_from(seller_pairs))
            .where(IS_OPEN, is_of(people))
            .order_by(seller_pairs.c.id)
            .with_for_update(of=seller_pairs)
        )
        return [to_pair(row) for row in rows]

    async def add(self, caller_id: PersonId, visitor_id: PersonId, now: datetime) -> PairId:
        added = await self._connection.execute(
            insert(seller_pairs)
            .values(caller_id=caller_id, visitor_id=visitor_id, made_at=now, **change_marks(now))
            .returning(seller_pairs.c.id)
        )
        return PairId(added.scalar_one())

    async def save(self, pair: SellerPair, now: datetime) -> None:
        await self._connection.execute(
            update(seller_pairs)
            .where(seller_pairs.c.id == pair.id)
            .values(
                caller_id=pair.caller_id,
                visitor_id=pair.visitor_id,
                ended_at=pair.ended_at,
                version=seller_pairs.c.version + 1,
                **change_marks(now),
            )
        )
