from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.deals.views import DealsPage
from domain.money import Money
from domain.org.whose import Whose, WhoseKind
from domain.reports.model import ReportKey
from domain.reports.views import Sums, Taken
from domain.sheets import Row
from storage.deals.deals import SqlDeals
from storage.reports import deals, work
from storage.reports.choosing import Rows
from storage.tables import branches, people, products

PART: Final = 500
"""Rows that are in memory at once."""

ROWS: Final[Mapping[ReportKey, Callable[[Taken], Rows]]] = {
    ReportKey.DEALS: deals.selected_deals,
    ReportKey.OPEN_DEALS: deals.open_deals,
    ReportKey.WON_DEALS: deals.won_deals,
    ReportKey.LOST_DEALS: deals.lost_deals,
    ReportKey.TASKS: work.tasks_of_period,
    ReportKey.CONTACTS_DUE: work.contacts_due,
    ReportKey.VIP_SILENT: work.vip_silent,
    ReportKey.SILENT_OFFERS: deals.silent_offers,
    ReportKey.LOAD: work.load,
    ReportKey.LATE_CONTACTS: work.late_contacts,
    ReportKey.PEOPLE: work.staff,
    ReportKey.RULEBOOKS: work.rulebook_versions,
}
"""What the rows are of each report that is not of figures; columns in the order of
``domain/reports/standard.py``.
"""


class SqlReports:
    """See ``domain.reports.ports.Reports``."""

    def __init__(self, connection: AsyncConnection, deals_: SqlDeals) -> None:
        self._connection = connection
        self._deals = deals_

    async def zone_of(self, whose: Whose) -> ZoneInfo | None:
        if whose.kind is not WhoseKind.PERSON:
            return None
        zone = await self._connection.scalar(
            select(func.coalesce(people.c.zone, branches.c.zone))
            .join(branches, branches.c.id == people.c.branch_id)
            .where(people.c.id == whose.id)
        )
        return None if zone is None else ZoneInfo(zone)

    async def product_name(self, product_id: int) -> str | None:
        name = await self._connection.scalar(
            select(products.c.name).where(products.c.id == product_id)
        )
        return None if name is None else str(name)

    async def sums(self, taken: Taken) -> Sums:
        rows = ROWS[taken.report.key](taken).order_by(None).subquery()
        if taken.report.currency_column is None:
            count = await self._connection.scalar(select(func.count()).select_from(rows))
            return Sums(count or 0)
        counted = await self._connection.execute(
            select(
                rows.c.currency, func.count().label("number"), func.sum(rows.c.amount).label("sum")
            ).group_by(rows.c.currency)
        )
        found = counted.all()
        money = [Money(row.sum, row.currency) for row in found if row.sum is not None]
        largest_first = sorted(money, key=lambda sum_: sum_.amount, reverse=True)
        return Sums(sum(row.number for row in found), tuple(largest_first))

    async def rows(self, taken: Taken, *, limit: int) -> AsyncIterator[Sequence[Row]]:
        statement = ROWS[taken.report.key](taken).limit(limit)
        options = {"yield_per": PART}
        async with self._connection.stream(statement, execution_options=options) as result:
            async for part in result.partitions():
                yield part

    async def deals(self, taken: Taken, *, offset: int, size: int) -> DealsPage:
        return await self._deals.page(
            deals.chosen(taken), deals.order_of(taken), offset=offset, size=size
        )
