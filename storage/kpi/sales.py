"""Figures of sales: what is asked for is counted, group by group, and defined."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.counts import OnStage, SalesCounts
from domain.kpi.definitions import Reckoned
from domain.kpi.definitions_sales import OF_ALL, OF_STAGES, SALES, contracts
from domain.kpi.model import Figure, Measure
from domain.org.whose import Whose
from storage.kpi.attribution import Asking
from storage.kpi.sales_acts import count_acted, count_begun
from storage.kpi.sales_clients import count_kept
from storage.kpi.sales_closed import count_bought, count_closed, count_closed_and_bought
from storage.kpi.sales_open import count_opened
from storage.kpi.sales_stages import count_entered, count_moved, count_taken
from storage.kpi.stretches import stretches

Count = Callable[[AsyncConnection, Asking], Awaitable[Mapping[int, Any]]]

COUNTS: Final[Mapping[str, tuple[Count, frozenset[Measure]]]] = {
    "closed": (
        count_closed,
        frozenset(
            {
                *(Measure.WON_COUNT, Measure.WON_VALUE, Measure.MEAN_WON, Measure.YIELD),
                *(Measure.LOST_COUNT, Measure.LOST_VALUE, Measure.WIN_RATE),
                *(Measure.CYCLE, Measure.MEAN_CYCLE, Measure.VELOCITY),
            }
        ),
    ),
    "bought": (count_bought, frozenset({Measure.INFLOW, Measure.REPEAT_SHARE})),
    "begun": (count_begun, frozenset({Measure.NEW_DEALS})),
    "kept": (count_kept, frozenset({Measure.CHURN, Measure.RETENTION, Measure.LIFETIME})),
    "opened": (
        count_opened,
        frozenset(
            {
                *(Measure.OPEN_PIPELINE, Measure.WEIGHTED_PIPELINE),
                *(Measure.VELOCITY, Measure.TRANSPARENCY),
            }
        ),
    ),
    "acted": (count_acted, frozenset({Measure.CALLS, Measure.MEETINGS, Measure.OFFERS_SENT})),
    "taken": (count_taken, frozenset({Measure.HAND_OFF})),
    "entered": (count_entered, frozenset({Measure.STAGE_CONVERSION, Measure.CONTRACTS})),
    "moved": (count_moved, frozenset({Measure.STAGE_PASSAGE, Measure.STAGE_TIME})),
}
"""What is counted by one statement, and which measures need it."""
NOTHING_MOVED: Final = OnStage()
AT_A_STRETCH: Final = 20
"""Of so many the figures are made in a few milliseconds."""
CLOSED_AND_BOUGHT: Final = frozenset({"closed", "bought"})


async def sales_figures(
    connection: AsyncConnection, asked: Asking, measures: Collection[Measure]
) -> list[Figure]:
    """Of whoever has a fact of the groups that ``measures`` need, and of all ``asked.ids``."""
    wanted = SALES & frozenset(measures)
    counted = await _counted(connection, asked, wanted)
    if not counted:
        return []
    ids = {whose_id for found in counted.values() for whose_id in found} | {*(asked.ids or ())}
    defined = _definitions(asked, wanted)
    figures: list[Figure] = []
    async for some in stretches(sorted(ids), AT_A_STRETCH):
        for whose_id in some:
            whose, counts = Whose(asked.kind, whose_id), _of(counted, whose_id)
            for measure, of, definition in defined:
                value, numerator, denominator, left_out, _ = definition(counts)
                figures.append(Figure(measure, whose, value, numerator, denominator, left_out, of))
    return figures


async def _counted(
    connection: AsyncConnection, asked: Asking, wanted: Collection[Measure]
) -> dict[str, Mapping[int, Any]]:
    """By the names of the groups."""
    counts = {
        name: count
        for name, (count, needed_by) in COUNTS.items()
        if not needed_by.isdisjoint(wanted)
    }
    counted: dict[str, Mapping[int, Any]] = {}
    if counts.keys() >= CLOSED_AND_BOUGHT:
        closed, bought = await count_closed_and_bought(connection, asked)
        counted = {"closed": closed, "bought": bought}
    for name, count in counts.items():
        if name not in counted:
            counted[name] = await count(connection, asked)
    return counted


def _of(counted: Mapping[str, Mapping[int, Any]], whose_id: int) -> SalesCounts:
    groups = {name: found[whose_id] for name, found in counted.items() if whose_id in found}
    stages: dict[str, OnStage] = dict(groups.pop("moved", {}))
    for key, entered_and_went_on in groups.pop("entered", {}).items():
        _, _, *moved = stages.get(key, NOTHING_MOVED)
        stages[key] = OnStage(*entered_and_went_on, *moved)
    return SalesCounts(stages=stages, **groups)


Definition = Callable[[SalesCounts], Reckoned]


def _definitions(
    asked: Asking, wanted: Collection[Measure]
) -> list[tuple[Measure, str, Definition]]:
    """What is wanted, with the stage's key where it is of a stage."""
    found: list[tuple[Measure, str, Definition]] = [
        (measure, "", definition) for measure, definition in OF_ALL.items() if measure in wanted
    ]
    found += [
        (measure, key, _on(key, definition))
        for key in asked.rulebook.stage_keys
        for measure, definition in OF_STAGES.items()
        if measure in wanted
    ]
    stage = asked.rulebook.kpi.contract_stage
    if stage is not None and Measure.CONTRACTS in wanted:
        found.append((Measure.CONTRACTS, "", _on(stage, contracts)))
    return found


def _on(key: str, definition: Callable[[OnStage], Reckoned]) -> Definition:
    nothing = definition(OnStage())

    def defined(counts: SalesCounts) -> Reckoned:
        stage = counts.stages.get(key)
        return nothing if stage is None else definition(stage)

    return defined
