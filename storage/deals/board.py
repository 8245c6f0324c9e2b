"""Sums over deals: the board, and the cash that open deals promise."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    DateTime,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    null,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.deals.views import BoardFilter, CashMonth, DealsPage, StageSum
from domain.errors import NotFound
from domain.money import Money
from domain.org.model import Branch, BranchId, PersonId
from domain.org.visibility import EVERYTHING, Scope
from domain.rulebook.pipeline import LOST, WON
from storage.deals.deals import SqlDeals, deal_visible
from storage.org.branches import to_branch
from storage.org.visibility import Ways, ids_of, visible, visible_to, ways_of
from storage.readings import Reading
from storage.tables import branches, deals, people

OF_ONE_OWNER = ways_of(Scope(owners=frozenset({PersonId(0)})))
ENDS = {WON: text("'won'"), LOST: text("'lost'")}  # literals, for ix_deals_closed_at


def _part(narrowed: BoardFilter) -> Scope:
    """A board is narrowed as a scope is: to what a person, a team or a branch has."""
    if narrowed.owner_id is not None:
        return Scope(owners=frozenset({narrowed.owner_id}))
    if narrowed.team_of is not None:
        return Scope(teams=frozenset({narrowed.team_of}))
    if narrowed.branch_id is not None:
        return Scope(branches=frozenset({narrowed.branch_id}))
    return EVERYTHING


def _narrowed(narrowed: BoardFilter) -> ColumnElement[bool]:
    return deal_visible(_part(narrowed))


@cache
def _sums(ways: Ways, part: Ways) -> Reading:
    """Over what a scope of ``ways`` sees of a part."""
    owner, branch = deals.c.owner_id, deals.c.branch_id
    inside = and_(
        visible_to(ways, owner=owner, branch=branch),
        visible_to(part, owner=owner, branch=branch, name="part"),
    )
    is_late = deals.c.stage_due_at <= bindparam("now", type_=DateTime(timezone=True))
    if OF_ONE_OWNER in (ways, part):
        return Reading(_of_one_owner(inside, is_late))
    open_ones = (
        select(
            deals.c.stage.label("stage"),
            deals.c.currency,
            func.count().label("number"),
            func.sum(deals.c.amount).label("money"),
            func.count().filter(deals.c.amount.is_(None)).label("without_amount"),
            func.count().filter(is_late).label("over_limit"),
        )
        .where(inside, deals.c.status == text("'open'"))
        .group_by(deals.c.stage, deals.c.currency)
    )
    closed = (
        select(
            deals.c.status,
            deals.c.currency,
            func.count(),
            func.sum(deals.c.amount),
            func.count().filter(deals.c.amount.is_(None)),
            literal_column("0::bigint"),
        )
        .where(inside, deals.c.status != text("'open'"))
        .group_by(deals.c.status, deals.c.currency)
    )
    return Reading(open_ones.union_all(closed))


def _of_one_owner(inside: ColumnElement[bool], is_late: ColumnElement[bool]) -> Any:
    """No index has all that is added up of one owner, so their deals are read, each once."""
    is_open = deals.c.status == text("'open'")
    stage = case((is_open, deals.c.stage), else_=deals.c.status)
    return (
        select(
            stage.label("stage"),
            deals.c.currency,
            func.count().label("number"),
            func.sum(deals.c.amount).label("money"),
            func.count().filter(deals.c.amount.is_(None)).label("without_amount"),
            func.count().filter(is_open, is_late).label("over_limit"),
        )
        .where(inside)
        .group_by(stage, deals.c.currency)
    )


class SqlBoards:
    def __init__(self, connection: AsyncConnection, deals_: SqlDeals) -> None:
        self._connection = connection
        self._deals = deals_

    async def sums(
        self, scope: Scope, narrowed: BoardFilter, *, now: datetime
    ) -> Sequence[StageSum]:
        part = _part(narrowed)
        values = {"now": now, **ids_of(scope), **ids_of(part, name="part")}
        rows = await _sums(ways_of(scope), ways_of(part)).rows(self._connection, values)
        by_stage: dict[str, list[Any]] = {}
        for row in rows:
            by_stage.setdefault(row[0], []).append(row)
        return [_stage_sum(stage, mine) for stage, mine in by_stage.items()]

    async def on_stage(
        self, scope: Scope, narrowed: BoardFilter, stage: str, *, offset: int, size: int
    ) -> DealsPage:
        inside = and_(deal_visible(scope), _narrowed(narrowed))
        order: tuple[Any, ...]
        if stage in ENDS:
            inside = and_(inside, deals.c.status == ENDS[stage])
            order = (deals.c.closed_at.desc(), deals.c.id.desc())
        else:
            inside = and_(inside, deals.c.status == text("'open'"), deals.c.stage == stage)
            order = (deals.c.stage_due_at.asc().nulls_last(), deals.c.id)
        return await self._deals.page(inside, order, offset=offset, size=size)

    async def expected_cash(
        self, scope: Scope, narrowed: BoardFilter, probabilities: Mapping[str, Decimal]
    ) -> Sequence[CashMonth]:
        month = cast(func.date_trunc("month", deals.c.closes_on), Date).label("month")
        weight = case(
            *((deals.c.stage == stage, share) for stage, share in probabilities.items()),
            else_=Decimal(0),
        )
        rows = await self._connection.execute(
            select(
                month,
                deals.c.currency,
                func.count().label("number"),
                func.sum(deals.c.amount).label("money"),
                func.sum(deals.c.amount * weight).label("weighted"),
                func.count().filter(deals.c.amount.is_(None)).label("without_amount"),
            )
            .where(deal_visible(scope), _narrowed(narrowed), deals.c.status == text("'open'"))
            .group_by(month, deals.c.currency)
            .order_by(month.asc().nulls_last())
        )
        found = rows.all()
        return [_cash_month(month, found) for month in dict.fromkeys(row.month for row in found)]

    async def person_name(self, person_id: PersonId, scope: Scope) -> str:
        seen = visible(scope, owner=people.c.id, branch=people.c.branch_id)
        name = await self._connection.scalar(
            select(people.c.name).where(people.c.id == person_id, seen)
        )
        if name is None:
            raise NotFound(person_id=person_id)
        return str(name)

    async def branch_name(self, branch_id: BranchId, scope: Scope) -> str:
        name = await self._connection.scalar(
            select(branches.c.name).where(branches.c.id == branch_id, _branch_visible(scope))
        )
        if name is None:
            raise NotFound(branch_id=branch_id)
        return str(name)

    async def busiest_owner(self) -> PersonId | None:
        found = await self._connection.scalar(
            select(deals.c.owner_id)
            .group_by(deals.c.owner_id)
            .order_by(func.count().desc(), deals.c.owner_id)
            .limit(1)
        )
        return None if found is None else PersonId(found)

    async def branches(
        self, scope: Scope, *, offset: int, size: int
    ) -> tuple[Sequence[Branch], int]:
        seen = _branch_visible(scope)
        total = await self._connection.scalar(
            select(func.count()).select_from(branches).where(seen)
        )
        rows = await self._connection.execute(
            select(branches)
            .where(seen)
            .order_by(branches.c.name, branches.c.id)
            .offset(offset)
            .limit(size)
        )
        return [to_branch(row) for row in rows], total or 0


def _branch_visible(scope: Scope) -> ColumnElement[bool]:
    """Branches have no owner: only the scope's branches show them."""
    return visible(scope, owner=cast(null(), BigInteger), branch=branches.c.id)


def _stage_sum(stage: str, rows: Sequence[Any]) -> StageSum:
    _, _, numbers, _, without_amounts, over_limits = zip(*rows, strict=True)
    return StageSum(
        stage=stage,
        count=sum(numbers),
        money=_money(rows, "money"),
        without_amount=sum(without_amounts),
        over_limit=sum(over_limits),
    )


def _cash_month(month: date | None, rows: Sequence[Any]) -> CashMonth:
    mine = [row for row in rows if row.month == month]
    return CashMonth(
        month=month,
        count=sum(row.number for row in mine),
        money=_money(mine, "money"),
        weighted=tuple(sum_.rounded() for sum_ in _money(mine, "weighted")),
        without_amount=sum(row.without_amount for row in mine),
    )


def _money(rows: Sequence[Any], column: str) -> tuple[Money, ...]:
    sums = [
        Money(getattr(row, column), row.currency)
        for row in rows
        if getattr(row, column) is not None
    ]
    return tuple(sorted(sums, key=lambda money: money.amount, reverse=True))
