import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Integer, Numeric, Text, bindparam, func, select, text, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.closing_ports import ClosedFigures, ClosingId
from domain.kpi.model import Figure, LeftOut, Measure
from domain.org.whose import Whose, WhoseKind
from domain.periods import Period, PeriodKind
from storage.tables import kpi_closings, kpi_snapshots

KEEP: Final = text(
    """
    INSERT INTO kpi_snapshots (closing_id, whose_kind, whose_id, measure, "of", value, numerator,
                               denominator, items, left_out)
    SELECT :closing_id, kept.whose_kind, kept.whose_id, kept.measure, kept."of", kept.value,
           kept.numerator, kept.denominator, kept.items, kept.left_out::jsonb
      FROM unnest(:whose_kinds, :whose_ids, :measures, :ofs, :numbers, :numerators, :denominators,
                  :items, :left_out)
           AS kept (whose_kind, whose_id, measure, "of", value, numerator, denominator, items,
                    left_out)
    """
).bindparams(
    bindparam("closing_id", type_=BigInteger),
    bindparam("whose_kinds", type_=ARRAY(Text)),
    bindparam("whose_ids", type_=ARRAY(BigInteger)),
    bindparam("measures", type_=ARRAY(Text)),
    bindparam("ofs", type_=ARRAY(Text)),
    bindparam("numbers", type_=ARRAY(Numeric)),
    bindparam("numerators", type_=ARRAY(Numeric)),
    bindparam("denominators", type_=ARRAY(Numeric)),
    bindparam("items", type_=ARRAY(Integer)),
    bindparam("left_out", type_=ARRAY(Text)),
)


class SqlKpiSnapshots:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def last_closed(self, kind: PeriodKind) -> date | None:
        latest = select(func.max(kpi_closings.c.starts_on)).where(
            kpi_closings.c.period == str(kind)
        )
        found: date | None = await self._connection.scalar(latest)
        return found

    async def begin(
        self, period: Period, *, rulebook_version: int, now: datetime
    ) -> ClosingId | None:
        added = await self._connection.execute(
            insert(kpi_closings)
            .values(
                period=str(period.kind),
                starts_on=period.starts_on,
                closed_at=now,
                rulebook_version=rulebook_version,
            )
            .on_conflict_do_nothing(index_elements=["period", "starts_on"])
            .returning(kpi_closings.c.id)
        )
        row = added.first()
        return None if row is None else ClosingId(row.id)

    async def keep(self, closing_id: ClosingId, figures: Sequence[Figure]) -> None:
        if not figures:
            return
        await self._connection.execute(
            KEEP,
            {
                "closing_id": closing_id,
                "whose_kinds": [str(figure.whose.kind) for figure in figures],
                "whose_ids": [figure.whose.id for figure in figures],
                "measures": [str(figure.measure) for figure in figures],
                "ofs": [figure.of for figure in figures],
                "numbers": [figure.value for figure in figures],
                "numerators": [figure.numerator for figure in figures],
                "denominators": [figure.denominator for figure in figures],
                "items": [figure.items for figure in figures],
                "left_out": [
                    json.dumps({str(why): number for why, number in figure.left_out.items()})
                    for figure in figures
                ],
            },
        )

    async def of(
        self,
        kind: WhoseKind,
        periods: Collection[Period],
        *,
        ids: Collection[int] | None = None,
        measures: Collection[Measure] | None = None,
    ) -> Mapping[Period, ClosedFigures]:
        closings = await self._closings(periods)
        if not closings:
            return {}
        kept = select(kpi_snapshots).where(
            kpi_snapshots.c.closing_id.in_(closings), kpi_snapshots.c.whose_kind == str(kind)
        )
        if ids is not None:
            kept = kept.where(kpi_snapshots.c.whose_id.in_(ids))
        if measures is not None:
            kept = kept.where(kpi_snapshots.c.measure.in_([str(known) for known in measures]))
        figures: dict[int, list[Figure]] = {closing_id: [] for closing_id in closings}
        for row in await self._connection.execute(kept):
            figures[row.closing_id].append(_to_figure(row))
        return {
            period: ClosedFigures(row.closed_at, row.rulebook_version, figures[closing_id])
            for closing_id, (period, row) in closings.items()
        }

    async def _closings(self, periods: Collection[Period]) -> dict[int, tuple[Period, Any]]:
        wanted = {(str(period.kind), period.starts_on): period for period in periods}
        named = tuple_(kpi_closings.c.period, kpi_closings.c.starts_on)
        rows = await self._connection.execute(select(kpi_closings).where(named.in_(list(wanted))))
        return {row.id: (wanted[row.period, row.starts_on], row) for row in rows}


def _to_figure(row: Any) -> Figure:
    return Figure(
        Measure(row.measure),
        Whose(WhoseKind(row.whose_kind), row.whose_id),
        row.value,
        row.numerator,
        row.denominator,
        {LeftOut(why): number for why, number in row.left_out.items()},
        row.of,
        row.items,
    )
