"""What people did in a period: deals begun, calls, meetings, offers."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from sqlalchemy import TextClause
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.counts import Acted
from storage.kpi.attribution import Asking, Attribution, statement

_BEGUN: Final = """
WITH {people} fact AS (
    SELECT at, owner_id, branch_id FROM deal_moves AS move
     WHERE kind = 'created' AND at >= :since AND at < :until {narrowed}
), {owned}
SELECT whose_id, count(*) AS begun FROM owned GROUP BY whose_id
"""

_ACTED: Final = """
WITH {people} fact AS (
    SELECT at, person_id AS owner_id, kind, result FROM interactions
     WHERE kind IN ('call', 'meeting', 'visit') AND at >= :since AND at < :until {interactions}
    UNION ALL
    SELECT sent_at, sent_by, 'offer', NULL FROM offers
     WHERE sent_at >= :since AND sent_at < :until {offers}
), {owned}
SELECT whose_id,
       count(*) FILTER (WHERE kind = 'call') AS calls,
       count(*) FILTER (WHERE kind IN ('meeting', 'visit') AND result = 'reached') AS meetings,
       count(*) FILTER (WHERE kind = 'offer') AS offers
  FROM owned GROUP BY whose_id
"""


@cache
def _begun(of: Attribution) -> TextClause:
    narrowed = of.narrowed("move.owner_id", "move.branch_id")
    return statement(_BEGUN.format(people=of.people, narrowed=narrowed, owned=of.owned()))


@cache
def _acted(of: Attribution) -> TextClause:
    return statement(
        _ACTED.format(
            people=of.people,
            interactions=of.narrowed("person_id", None),
            offers=of.narrowed("sent_by", None),
            owned=of.owned(has_branch=False),
        )
    )


async def count_begun(connection: AsyncConnection, asked: Asking) -> Mapping[int, int]:
    rows = await connection.execute(_begun(asked.attribution), asked.parameters)
    return {row.whose_id: row.begun for row in rows}


async def count_acted(connection: AsyncConnection, asked: Asking) -> Mapping[int, Acted]:
    rows = await connection.execute(_acted(asked.attribution), asked.parameters)
    return {row.whose_id: Acted(row.calls, row.meetings, row.offers) for row in rows}
