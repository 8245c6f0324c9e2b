"""Why deals were lost: the same deals as the figures of what was lost count."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Final

from sqlalchemy import BigInteger, DateTime, Text, TextClause, bindparam, case, column, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.model import Fact, FactKind, LeftOut
from domain.kpi.views import Loss
from domain.money import Money
from domain.org.visibility import Scope
from domain.org.whose import Whose
from domain.periods import Period
from domain.rulebook.model import Rulebook
from storage.kpi.attribution import Attribution, asking, statement
from storage.kpi.sales_closed import CLOSINGS, IS_PRICED
from storage.org.visibility import visible
from storage.tables import clients, deals, people

_LOST: Final = """
WITH {people} fact AS (
    SELECT move.at, move.owner_id, move.branch_id, move.deal_id, deals.lost_reason AS reason,
           deals.amount, deals.currency
    {closings}
     WHERE move.kind IN ('won', 'lost') AND move.kind = 'lost'
       AND move.at >= :since AND move.at < :until {narrowed}
), {owned}
"""
_BY_REASON: Final = """
SELECT reason, count(*) AS number, sum(amount) FILTER (WHERE {is_priced}) AS money,
       count(*) FILTER (WHERE {is_priced}) AS priced
  FROM owned GROUP BY reason
 ORDER BY number DESC, money DESC NULLS LAST, reason
"""
_DEALS: Final = "SELECT deal_id, owner_id, at FROM owned WHERE reason = :reason"


class SqlLosses:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def by_reason(
        self, whose: Whose, period: Period, rulebook: Rulebook, *, now: datetime
    ) -> Sequence[Loss]:
        asked = await asking(
            self._connection, whose.kind, period, rulebook, now=now, ids=[whose.id]
        )
        rows = await self._connection.execute(_by_reason(asked.attribution), asked.parameters)
        currency = rulebook.company.currency
        return [
            Loss(
                row.reason,
                row.number,
                Money(row.money or Decimal(0), currency),
                row.number - row.priced,
            )
            for row in rows
        ]

    async def deals(
        self,
        whose: Whose,
        period: Period,
        rulebook: Rulebook,
        scope: Scope,
        *,
        reason: str,
        now: datetime,
        offset: int,
        size: int,
    ) -> tuple[Sequence[Fact], int]:
        asked = await asking(
            self._connection, whose.kind, period, rulebook, now=now, ids=[whose.id]
        )
        lost = (
            _deals(asked.attribution)
            .columns(
                column("deal_id", BigInteger),
                column("owner_id", BigInteger),
                column("at", DateTime(timezone=True)),
            )
            .subquery("lost")
        )
        is_priced = deals.c.amount.is_not(None) & (deals.c.currency == rulebook.company.currency)
        found = (
            select(
                deals.c.id,
                func.coalesce(clients.c.name, deals.c.title).label("title"),
                people.c.name.label("person_name"),
                lost.c.at,
                case((is_priced, deals.c.amount)).label("number"),
                deals.c.amount,
                func.count().over().label("total"),
            )
            .select_from(lost)
            .join(deals, deals.c.id == lost.c.deal_id)
            .join(people, people.c.id == lost.c.owner_id)
            .outerjoin(clients, clients.c.id == deals.c.client_id)
            .where(visible(scope, owner=deals.c.owner_id, branch=deals.c.branch_id))
        )
        page = found.order_by(lost.c.at.desc(), deals.c.id.desc()).offset(offset).limit(size)
        parameters = {**asked.parameters, "reason": reason}
        rows = (await self._connection.execute(page, parameters)).all()
        total = rows[0].total if rows else 0
        if offset and not rows:
            counted = select(func.count()).select_from(found.subquery())
            total = await self._connection.scalar(counted, parameters) or 0
        return [
            Fact(
                FactKind.DEAL,
                row.id,
                row.title,
                row.person_name,
                row.at,
                row.number,
                _why(row.number, row.amount),
            )
            for row in rows
        ], total


def _why(counted: Decimal | None, amount: Decimal | None) -> LeftOut | None:
    if counted is not None:
        return None
    return LeftOut.NO_AMOUNT if amount is None else LeftOut.OTHER_CURRENCY


def _lost(of: Attribution) -> str:
    return _LOST.format(
        people=of.people,
        closings=CLOSINGS,
        narrowed=of.narrowed("move.owner_id", "move.branch_id"),
        owned=of.owned(),
    )


@cache
def _by_reason(of: Attribution) -> TextClause:
    return statement(_lost(of) + _BY_REASON.format(is_priced=IS_PRICED))


@cache
def _deals(of: Attribution) -> TextClause:
    return statement(_lost(of) + _DEALS).bindparams(bindparam("reason", type_=Text()))
