from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Final

from sqlalchemy import TextClause
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.cuts import Cut, CutBy
from domain.org.whose import Whose
from domain.periods import Period
from domain.rulebook.model import Rulebook
from storage.kpi.attribution import Attribution, asking, statement
from storage.kpi.sales_closed import CLOSED, narrowed, summed, to_summed

KEYS: Final = {
    CutBy.PRODUCT: "products.name",
    CutBy.SERIES: "products.series",
    CutBy.SECTOR: "clients.sector",
    CutBy.REGION: "clients.region",
    CutBy.SEGMENT: "clients.segment",
}
_CUT: Final = """
WITH {people} {closed}, {owned}, named AS (
    SELECT owned.kind, owned.amount, owned.currency, {key} AS name
      FROM owned
      JOIN deals ON deals.id = owned.deal_id
      LEFT JOIN products ON products.id = deals.product_id
      LEFT JOIN clients ON clients.id = deals.client_id
)
SELECT name, {won}, {lost} FROM named
 GROUP BY name ORDER BY won_money DESC NULLS LAST, won_number DESC, name
"""


@cache
def _cut(of: Attribution, by: CutBy) -> TextClause:
    return statement(
        _CUT.format(
            people=of.people,
            closed=narrowed(CLOSED, of),
            owned=of.owned(),
            key=KEYS[by],
            won=summed("won", "kind = 'won'"),
            lost=summed("lost", "kind = 'lost'"),
        )
    )


class SqlCuts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(
        self, whose: Whose, by: CutBy, period: Period, rulebook: Rulebook, *, now: datetime
    ) -> Sequence[Cut]:
        asked = await asking(
            self._connection, whose.kind, period, rulebook, now=now, ids=[whose.id]
        )
        rows = await self._connection.execute(_cut(asked.attribution, by), asked.parameters)
        return [Cut(row[0], to_summed(*row[1:5]), to_summed(*row[5:9])) for row in rows]
