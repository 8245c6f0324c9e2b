"""What people did in a period: deals begun, calls, meetings, offers."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.counts import Acted
from storage.kpi.attribution import Asking, Attribution, reading
from storage.kpi.sales_closed import narrowed
from storage.readings import Reading

BEGUN: Final = """
fact AS (
    SELECT at, deal_id, owner_id, branch_id FROM deal_moves AS move
     WHERE kind = 'created' AND at >= :since AND at < :until {narrowed}
)"""

ACTED: Final = """
    SELECT at, person_id AS owner_id, kind, result, id FROM interactions
     WHERE kind IN ('call', 'meeting', 'visit') AND at >= :since AND at < :until {interactions}
    UNION ALL
    SELECT sent_at, sent_by, 'offer', NULL, id FROM offers
     WHERE sent_at >= :since AND sent_at < :until {offers}"""
IS_CALL: Final = "kind = 'call'"
IS_MEETING: Final = "kind IN ('meeting', 'visit') AND result = 'reached'"
IS_OFFER: Final = "kind = 'offer'"

_COUNTED: Final = f"""
       count(*) FILTER (WHERE {IS_CALL}) AS calls,
       count(*) FILTER (WHERE {IS_MEETING}) AS meetings,
       count(*) FILTER (WHERE {IS_OFFER}) AS offers"""

_ACTED: Final = """
WITH {people} {acted}, {owned} SELECT whose_id, {counted} FROM owned GROUP BY whose_id
"""
_ACTED_BY_PLACE: Final = """
WITH {people} {by_place}, {owned}
SELECT whose_id, sum(calls)::bigint, sum(meetings)::bigint, sum(offers)::bigint
  FROM owned GROUP BY whose_id
"""


def acted(of: Attribution) -> str:
    return f"fact AS ({_facts(of)})"


def _facts(of: Attribution) -> str:
    return ACTED.format(
        interactions=of.narrowed("person_id", None), offers=of.narrowed("sent_by", None)
    )


@cache
def _begun(of: Attribution) -> Reading:
    return reading(of.counting(narrowed(BEGUN, of), {"begun": "count(*)"}))


@cache
def _acted(of: Attribution) -> Reading:
    owned = of.owned(has_branch=False)
    if of.is_by_place:
        by_place = of.by_place(_facts(of), _COUNTED)
        return reading(_ACTED_BY_PLACE.format(people=of.people, by_place=by_place, owned=owned))
    return reading(_ACTED.format(people=of.people, acted=acted(of), owned=owned, counted=_COUNTED))


async def count_begun(connection: AsyncConnection, asked: Asking) -> Mapping[int, int]:
    rows = await _begun(asked.attribution).rows(connection, asked.parameters)
    return dict(rows)


async def count_acted(connection: AsyncConnection, asked: Asking) -> Mapping[int, Acted]:
    rows = await _acted(asked.attribution).rows(connection, asked.parameters)
    return {whose_id: Acted(calls, meetings, offers) for whose_id, calls, meetings, offers in rows}
