"""What was reached in a month, straight from the records; the company's zone for everybody."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.model import Figure, Measure
from domain.org.whose import Whose, WhoseKind
from domain.periods import Period
from domain.rulebook.model import Rulebook

IDS: Final = {
    WhoseKind.PERSON: ("fact.person_id", ""),
    WhoseKind.TEAM: (
        "above.boss_id",
        "JOIN reporting above ON above.subordinate_id = fact.person_id",
    ),
    WhoseKind.BRANCH: (
        "above.ancestor_id",
        "JOIN branch_tree above ON above.descendant_id = fact.branch_id",
    ),
    WhoseKind.COMPANY: ("0", ""),
}
FACTS: Final = """
    SELECT {id} AS id, sum(fact.amount) AS won_value, count(*) FILTER (WHERE fact.is_won)
           AS won_count, count(*) FILTER (WHERE fact.is_new) AS inflow,
           count(*) FILTER (WHERE fact.kind IN ('meeting', 'visit')) AS meetings,
           count(*) FILTER (WHERE fact.kind = 'call') AS calls
      FROM (
        SELECT owner_id AS person_id, branch_id, true AS is_won, null AS kind,
               CASE WHEN currency = :currency THEN amount END AS amount,
               NOT EXISTS (SELECT FROM deals earlier
                            WHERE earlier.client_id = deals.client_id AND earlier.status = 'won'
                              AND (earlier.closed_at, earlier.id)
                                  < (deals.closed_at, deals.id)) AS is_new
          FROM deals WHERE status = 'won' AND closed_at >= :since AND closed_at < :until
        UNION ALL
        SELECT person_id, people.branch_id, false, kind, null, false
          FROM interactions JOIN people ON people.id = person_id
         WHERE at >= :since AND at < :until AND result = 'reached'
      ) fact {join}
     GROUP BY 1
"""


class SqlPlanFacts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def figures(
        self,
        kind: WhoseKind,
        period: Period,
        rulebook: Rulebook,
        *,
        now: datetime,  # noqa: ARG002
        ids: Collection[int] | None = None,
        measures: Collection[Measure] | None = None,
    ) -> Sequence[Figure]:
        since, until = period.bounds(ZoneInfo(rulebook.company.zone))
        id_, join = IDS[kind]
        rows = await self._connection.execute(
            text(FACTS.format(id=id_, join=join)),
            {"currency": rulebook.company.currency, "since": since, "until": until},
        )
        return [
            Figure(measure, Whose(kind, row.id), value, value)
            for row in rows
            for measure in measures or ()
            if (ids is None or row.id in ids) and (value := getattr(row, measure)) is not None
        ]
