"""Figures of sales: what is asked for is counted, group by group, and defined."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.counts import OnStage, SalesCounts
from domain.kpi.definitions import Reckoned
from domain.kpi.definitions_sales import OF_ALL, OF_STAGES, SALES, contracts
from domain.kpi.model import Figure, Measure
from domain.org.whose import Whose
from storage.kpi.attribution import Asking
from storage.kpi.sales_closed import count_bought, count_closed

Count = Callable[[AsyncConnection, Asking], Awaitable[Mapping[int, Any]]]

COUNTS: Final[Mapping[str, Count]] = {
    "closed": count_closed,
    "bought": count_bought,
}
"""By the field of ``SalesCounts``."""

NEEDS: Final[Mapping[str, Collection[Measure]]] = {
    "closed": {
        *(Measure.WON_COUNT, Measure.WON_VALUE, Measure.MEAN_WON, Measure.YIELD),
        *(Measure.LOST_COUNT, Measure.LOST_VALUE, Measure.WIN_RATE),
        *(Measure.CYCLE, Measure.MEAN_CYCLE, Measure.VELOCITY),
    },
    "bought": {Measure.INFLOW, Measure.REPEAT_SHARE},
}
"""Which measures need what counted."""


async def sales_figures(
    connection: AsyncConnection, asked: Asking, measures: Collection[Measure]
) -> list[Figure]:
    """Of whoever has a fact of the groups that ``measures`` need, and of all ``asked.ids``."""
    wanted = SALES & frozenset(measures)
    counted = {
        name: await count(connection, asked)
        for name, count in COUNTS.items()
        if wanted & frozenset(NEEDS[name])
    }
    if not counted:
        return []
    ids = {whose_id for found in counted.values() for whose_id in found} | {*(asked.ids or ())}
    return [
        Figure(
            measure,
            Whose(asked.kind, whose_id),
            reckoned.value,
            reckoned.numerator,
            reckoned.denominator,
            reckoned.left_out,
            of,
        )
        for whose_id in sorted(ids)
        for measure, of, reckoned in _defined(_of(counted, whose_id), asked, wanted)
    ]


def _of(counted: Mapping[str, Mapping[int, Any]], whose_id: int) -> SalesCounts:
    groups = {name: found[whose_id] for name, found in counted.items() if whose_id in found}
    return SalesCounts(**groups)


def _defined(
    counts: SalesCounts, asked: Asking, wanted: Collection[Measure]
) -> Iterator[tuple[Measure, str, Reckoned]]:
    for measure, definition in OF_ALL.items():
        if measure in wanted:
            yield measure, "", definition(counts)
    for key in asked.rulebook.stage_keys:
        for measure, of_stage in OF_STAGES.items():
            if measure in wanted:
                yield measure, key, of_stage(counts.stages.get(key, OnStage()))
    stage = asked.rulebook.kpi.contract_stage
    if stage is not None and Measure.CONTRACTS in wanted:
        yield Measure.CONTRACTS, "", contracts(counts.stages.get(stage, OnStage()))
