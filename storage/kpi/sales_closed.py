"""Deals won and lost in a period, and which of the won ones were bought again."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.counts import ZERO, Bought, Closed, Spans, Summed
from storage.kpi.attribution import Asking, Attribution, reading
from storage.readings import Reading

MICROSECONDS: Final = Decimal(1_000_000)
NO_SPANS: Final = Spans()

# The end that counts is the one that the deal's own row tells of: others were undone by reopening.
CLOSINGS: Final = """
       FROM deal_moves AS move
       JOIN deals ON deals.id = move.deal_id AND deals.status = move.kind
                 AND deals.closed_at = move.at"""


def microseconds_between(since: str, until: str) -> str:
    """A whole number as a double: exact for 142 years, and four times faster than a numeric."""
    return f"round(date_part('epoch', {until} - {since}) * 1000000)"


IS_PRICED: Final = "amount IS NOT NULL AND currency = :currency"

CLOSED: Final = f"""
fact AS (
    SELECT move.at, move.deal_id, move.owner_id, move.branch_id, move.kind, deals.amount,
           deals.currency, deals.margin,
           {microseconds_between("deals.created_at", "move.at")} AS microseconds
    {CLOSINGS}
     WHERE move.kind IN ('won', 'lost') AND move.at >= :since AND move.at < :until {{narrowed}}
)"""

IS_AGAIN: Final = """EXISTS (
               SELECT FROM deals AS earlier
                WHERE earlier.client_id = deals.client_id AND earlier.status = 'won'
                  AND earlier.closed_at <= deals.closed_at
                  AND (earlier.closed_at, earlier.id) < (deals.closed_at, deals.id))"""

# Materialized, for what is looked up of each deal is counted more than once.
BOUGHT: Final = f"""
fact AS MATERIALIZED (
    SELECT move.at, move.deal_id, move.owner_id, move.branch_id, deals.client_id,
           {IS_AGAIN} AS is_again
    {CLOSINGS}
     WHERE move.kind IN ('won', 'lost') AND move.kind = 'won'
       AND move.at >= :since AND move.at < :until {{narrowed}}
)"""

CLOSED_AND_BOUGHT: Final = f"""
fact AS MATERIALIZED (
    SELECT move.at, move.deal_id, move.owner_id, move.branch_id, move.kind, deals.amount,
           deals.currency, deals.margin, deals.client_id,
           {microseconds_between("deals.created_at", "move.at")} AS microseconds,
           CASE WHEN move.kind = 'won' THEN {IS_AGAIN} END AS is_again
    {CLOSINGS}
     WHERE move.kind IN ('won', 'lost') AND move.at >= :since AND move.at < :until {{narrowed}}
)"""

_CLOSED: Final = """
WITH {people} {closed}, {owned}
SELECT whose_id,
       {won}, {lost},
       sum(margin) FILTER (WHERE kind = 'won' AND {is_priced}) AS margin,
       sum(amount) FILTER (WHERE kind = 'won' AND {is_priced} AND margin IS NOT NULL) AS margin_of,
       count(*) FILTER (WHERE kind = 'won' AND {is_priced} AND margin IS NULL) AS without_margin,
       {cycles} {bought}
  FROM owned GROUP BY whose_id
"""

_BOUGHT: Final = {
    "won": "count(*)",
    "repeated": "count(*) FILTER (WHERE is_again)",
    "first": "count(*) FILTER (WHERE NOT is_again AND client_id IS NOT NULL)",
}
_WON_ALONE: Final = {**_BOUGHT, "won": "count(*) FILTER (WHERE kind = 'won')"}
"""The same of deals of which some were lost."""


def sums(name: str, condition: str) -> dict[str, str]:
    """The four columns of which ``to_summed`` makes money, by their names."""
    return {
        f"{name}_number": f"count(*) FILTER (WHERE {condition})",
        f"{name}_money": f"sum(amount) FILTER (WHERE {condition} AND {IS_PRICED})",
        f"{name}_priced": f"count(*) FILTER (WHERE {condition} AND {IS_PRICED})",
        f"{name}_without_amount": f"count(*) FILTER (WHERE {condition} AND amount IS NULL)",
    }


def summed(name: str, condition: str) -> str:
    """The same as they stand in a statement."""
    return ", ".join(f"{sql} AS {column}" for column, sql in sums(name, condition).items())


def to_summed(number: int, money: Decimal | None, priced: int, without_amount: int) -> Summed:
    other = number - priced - without_amount
    return Summed(number, money or ZERO, priced, without_amount, other)


def spans(name: str, condition: str) -> str:
    """The three columns of which ``to_spans`` makes lengths of time, from ``microseconds``: they
    are whole, and so is twice their middle.
    """
    middle = "percentile_cont(0.5) WITHIN GROUP (ORDER BY microseconds)"
    return f"""
       count(*) FILTER (WHERE {condition}) AS {name}_number,
       sum(microseconds::bigint) FILTER (WHERE {condition}) AS {name}_sum,
       {middle} FILTER (WHERE {condition}) AS {name}_middle"""


def to_spans(number: int, total: Decimal | None, middle: float | None) -> Spans:
    if total is None or middle is None:
        return NO_SPANS
    return Spans(number, total / MICROSECONDS, Decimal(middle) / MICROSECONDS)


def narrowed(source: str, of: Attribution) -> str:
    """What ``source`` makes of moves, of those who are asked for."""
    return source.format(narrowed=of.narrowed("move.owner_id", "move.branch_id"))


@cache
def _closed(of: Attribution, *, with_bought: bool) -> Reading:
    bought = [f", {sql} AS {name}_again" for name, sql in _WON_ALONE.items()]
    return reading(
        _CLOSED.format(
            people=of.people,
            closed=narrowed(CLOSED_AND_BOUGHT if with_bought else CLOSED, of),
            owned=of.owned(),
            won=summed("won", "kind = 'won'"),
            lost=summed("lost", "kind = 'lost'"),
            cycles=spans("cycles", "kind = 'won'"),
            is_priced=IS_PRICED,
            bought="".join(bought) if with_bought else "",
        )
    )


@cache
def _bought(of: Attribution) -> Reading:
    return reading(of.counting(narrowed(BOUGHT, of), _BOUGHT))


async def count_closed(connection: AsyncConnection, asked: Asking) -> Mapping[int, Closed]:
    rows = await _closed(asked.attribution, with_bought=False).rows(connection, asked.parameters)
    return {row[0]: _to_closed(row) for row in rows}


async def count_closed_and_bought(
    connection: AsyncConnection, asked: Asking
) -> tuple[Mapping[int, Closed], Mapping[int, Bought]]:
    """Both of the same deals, read once."""
    rows = await _closed(asked.attribution, with_bought=True).rows(connection, asked.parameters)
    closed = {row[0]: _to_closed(row) for row in rows}
    return closed, {row[0]: Bought(*row[15:18]) for row in rows}


def _to_closed(row: Sequence[Any]) -> Closed:
    won, lost, cycles = row[1:5], row[5:9], row[12:15]
    margin, margin_of, without_margin = row[9:12]
    return Closed(
        to_summed(*won),
        to_summed(*lost),
        margin or ZERO,
        margin_of or ZERO,
        without_margin,
        to_spans(*cycles),
    )


async def count_bought(connection: AsyncConnection, asked: Asking) -> Mapping[int, Bought]:
    rows = await _bought(asked.attribution).rows(connection, asked.parameters)
    return {whose_id: Bought(won, repeated, first) for whose_id, won, repeated, first in rows}
