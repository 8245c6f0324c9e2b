"""Rows of reports that say what /kpi says: from the same figures, of a closed period as kept."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from typing import Final

from domain.desk import Desk
from domain.kpi.closing import CLOSED_KINDS, Known, known_figures, known_of
from domain.kpi.definitions import PAID_BY
from domain.kpi.model import Figure, LeftOut, Measure
from domain.kpi.ranking_queries import MOST_RANKED
from domain.kpi.views import nothing_of
from domain.kpi.whose_queries import INSIDE, unless_single
from domain.org.whose import Whose, WhoseKind
from domain.reports.standard import FIGURE_MEASURES
from domain.reports.views import Listed, Taken
from domain.rulebook.pipeline import LOST, WON
from domain.sheets import Row
from domain.unit_of_work import UnitOfWork

ELSEWHERE: Final = (LeftOut.NO_AMOUNT, LeftOut.OTHER_CURRENCY)
TENTH_OF_PERCENT: Final = Decimal("0.001")
OF_STAGES: Final = (Measure.STAGE_CONVERSION, Measure.STAGE_PASSAGE, Measure.STAGE_TIME)
OF_ENDS: Final = (
    *(Measure.WON_COUNT, Measure.WON_VALUE, Measure.WIN_RATE),
    *(Measure.LOST_COUNT, Measure.LOST_VALUE),
)


async def figures(_desk: Desk, uow: UnitOfWork, taken: Taken) -> Listed:
    """Whose it is, and everybody inside whose figures the actor may see: a row each."""
    members = await _members(uow, taken, INSIDE[taken.filter.whose.kind])

    async def read() -> list[Row]:
        known = await _known(uow, taken, members, FIGURE_MEASURES)
        return [
            (
                name,
                str(whose.kind),
                *(_shown(_figure(known, whose, measure)) for measure in FIGURE_MEASURES),
                _elsewhere(_figure(known, whose, Measure.WON_VALUE)),
            )
            for whose, name in members.items()
        ]

    return Listed(len(members), read)


async def branches(_desk: Desk, uow: UnitOfWork, taken: Taken) -> Listed:
    """Whose it is, and then the branches directly inside, who won most first."""
    has_branches = WhoseKind.BRANCH in INSIDE[taken.filter.whose.kind]
    members = await _members(uow, taken, (WhoseKind.BRANCH,) if has_branches else ())

    async def read() -> list[Row]:
        known = await _known(uow, taken, members, OF_ENDS)

        def won(whose: Whose) -> Decimal:
            return _figure(known, whose, Measure.WON_VALUE).value or Decimal(0)

        own, *inside = members
        inside.sort(key=won, reverse=True)
        return [
            (
                members[whose],
                *(_figure(known, whose, measure).value for measure in OF_ENDS),
                _elsewhere(
                    _figure(known, whose, Measure.WON_VALUE),
                    _figure(known, whose, Measure.LOST_VALUE),
                ),
            )
            for whose in (own, *inside)
        ]

    return Listed(len(members), read)


async def funnel(_desk: Desk, uow: UnitOfWork, taken: Taken) -> Listed:
    """The stages with both conversions, and what the deals of the period ended in."""
    whose, stages = taken.filter.whose, taken.rules.rulebook.stage_keys

    async def read() -> list[Row]:
        known = await _known(uow, taken, [whose], (*OF_STAGES, *OF_ENDS))

        def of_end(measure: Measure) -> Figure:
            return _figure(known, whose, measure)

        rows: list[Row] = []
        for stage in stages:
            cohort, passage, days = (_figure(known, whose, one, stage) for one in OF_STAGES)
            rows.append(
                (
                    *(stage, cohort.denominator, cohort.numerator, cohort.value),
                    *(passage.denominator, passage.numerator, passage.value, days.value),
                    *(None, None, None),
                )
            )
        won, lost = of_end(Measure.WON_VALUE), of_end(Measure.LOST_VALUE)
        ends = (
            (WON, Measure.WON_COUNT, of_end(Measure.WIN_RATE).value, won),
            (LOST, Measure.LOST_COUNT, None, lost),
        )
        for key, count, rate, money in ends:
            number = of_end(count).value
            rows.append(
                (key, number, *([None] * 6), rate, money.value, _elsewhere(money)),
            )
        return rows

    return Listed(len(stages) + 2, read)


async def lost_reasons(_desk: Desk, uow: UnitOfWork, taken: Taken) -> Listed:
    """Why deals were lost, the most frequent reason first."""
    assert taken.period is not None
    rulebook = taken.rules.rulebook
    losses = await uow.losses.by_reason(taken.filter.whose, taken.period, rulebook, now=taken.now)
    total = sum(loss.deals for loss in losses)

    async def read() -> list[Row]:
        return [
            (
                *(loss.reason, loss.deals, Decimal(loss.deals) / total),
                *(loss.money.amount, loss.others),
            )
            for loss in losses
        ]

    return Listed(len(losses), read)


async def _members(
    uow: UnitOfWork, taken: Taken, kinds: Collection[WhoseKind]
) -> Mapping[Whose, str]:
    """Whose it is first, then those inside by kind and name, as far as the actor sees them."""
    actor, whose = taken.actor, taken.filter.whose
    members = {whose: await uow.whose.name(whose, actor)}
    for kind in kinds:
        base = await unless_single(uow, actor, whose, kind)
        inside, _ = await uow.whose.below(base, actor, kind, offset=0, size=MOST_RANKED)
        members |= dict(inside)
    return members


async def _known(
    uow: UnitOfWork, taken: Taken, members: Collection[Whose], measures: Collection[Measure]
) -> Known:
    """A statement for each kind; of a period that is over as it was closed."""
    period, rulebook = taken.period, taken.rules.rulebook
    assert period is not None
    may_be_closed = period.kind in CLOSED_KINDS and taken.today not in period
    known = Known({})
    for kind in sorted({whose.kind for whose in members}):
        ids = [whose.id for whose in members if whose.kind is kind]
        if may_be_closed:
            found = await known_figures(
                uow, kind, period, rulebook, now=taken.now, ids=ids, measures=measures
            )
        else:
            live = await uow.kpi.figures(
                kind, period, rulebook, now=taken.now, ids=ids, measures=measures
            )
            found = known_of(None, live)
        known = replace(known, figures={**known.figures, **found.figures})
    return known


def _figure(known: Known, whose: Whose, measure: Measure, stage: str = "") -> Figure:
    return known.of(whose, measure, stage) or nothing_of(measure, whose, stage)


def _shown(figure: Figure) -> Decimal | None:
    """What a bonus hangs on is never shown as more than it is."""
    if figure.value is None or figure.measure not in PAID_BY:
        return figure.value
    return figure.value.quantize(TENTH_OF_PERCENT, ROUND_DOWN)


def _elsewhere(*figures_: Figure) -> int:
    return sum(figure.left_out.get(why, 0) for figure in figures_ for why in ELSEWHERE)
