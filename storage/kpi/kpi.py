from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.definitions_work import WORK
from domain.kpi.model import Asked, Fact, Figure, Measure, Part
from domain.org.visibility import Scope
from domain.org.whose import WhoseKind
from domain.periods import Period
from domain.rulebook.model import Rulebook
from storage.kpi.attribution import asking
from storage.kpi.sales import sales_figures
from storage.kpi.sales_facts import sales_facts
from storage.kpi.work import work_figures
from storage.kpi.work_facts import work_facts


class SqlKpi:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def figures(
        self,
        kind: WhoseKind,
        period: Period,
        rulebook: Rulebook,
        *,
        now: datetime,
        ids: Collection[int] | None = None,
        measures: Collection[Measure] | None = None,
    ) -> Sequence[Figure]:
        wanted = frozenset(Measure if measures is None else measures)
        asked = await asking(self._connection, kind, period, rulebook, now=now, ids=ids)
        sales = await sales_figures(self._connection, asked, wanted)
        return [*sales, *await work_figures(self._connection, asked, wanted)]

    async def facts(
        self,
        asked: Asked,
        part: Part,
        rulebook: Rulebook,
        scope: Scope,
        *,
        now: datetime,
        offset: int,
        size: int,
    ) -> tuple[Sequence[Fact], int]:
        whose = asked.whose
        asking_for = await asking(
            self._connection, whose.kind, asked.period, rulebook, now=now, ids=[whose.id]
        )
        if asked.measure in WORK:
            return await work_facts(
                self._connection,
                asking_for,
                asked.measure,
                part,
                scope,
                offset=offset,
                size=size,
            )
        return await sales_facts(
            self._connection,
            asking_for,
            asked.measure,
            part,
            scope,
            of=asked.of,
            offset=offset,
            size=size,
        )
