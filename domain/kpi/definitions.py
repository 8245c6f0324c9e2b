"""Every figure's definition, once: formula, source and what it leaves out.

A function gives the value of its measure from counted facts. ``storage/kpi`` counts them in SQL,
a reference in the tests in plain Python, and both end here. A zero denominator gives None, which
is shown as «—». Nothing is rounded here.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from domain.kpi.model import NOTHING_LEFT_OUT, LeftOut, Measure, Unit

FEW_RATED: Final = 5
"""Under so many rated tasks the client orientation is called «few data»."""

PAID_BY: Final = frozenset({Measure.TIMELINESS, Measure.PRODUCTIVITY, Measure.ORIENTATION})
"""A bonus hangs on these: rounded down, so that 94.96 % never reads as the 95 % that pay."""

UNITS: Final = {
    Measure.WON_COUNT: Unit.COUNT,
    Measure.WON_VALUE: Unit.MONEY,
    Measure.MEAN_WON: Unit.MONEY,
    Measure.YIELD: Unit.SHARE,
    Measure.LOST_COUNT: Unit.COUNT,
    Measure.LOST_VALUE: Unit.MONEY,
    Measure.NEW_DEALS: Unit.COUNT,
    Measure.WIN_RATE: Unit.SHARE,
    Measure.CYCLE: Unit.DAYS,
    Measure.MEAN_CYCLE: Unit.DAYS,
    Measure.STAGE_CONVERSION: Unit.SHARE,
    Measure.STAGE_PASSAGE: Unit.SHARE,
    Measure.STAGE_TIME: Unit.DAYS,
    Measure.HAND_OFF: Unit.HOURS,
    Measure.OPEN_PIPELINE: Unit.MONEY,
    Measure.WEIGHTED_PIPELINE: Unit.MONEY,
    Measure.VELOCITY: Unit.MONEY_A_DAY,
    Measure.TRANSPARENCY: Unit.SHARE,
    Measure.CHURN: Unit.SHARE,
    Measure.RETENTION: Unit.SHARE,
    Measure.INFLOW: Unit.COUNT,
    Measure.REPEAT_SHARE: Unit.SHARE,
    Measure.LIFETIME: Unit.DAYS,
    Measure.CALLS: Unit.COUNT,
    Measure.MEETINGS: Unit.COUNT,
    Measure.OFFERS_SENT: Unit.COUNT,
    Measure.CONTRACTS: Unit.COUNT,
    Measure.TIMELINESS: Unit.SHARE,
    Measure.PRODUCTIVITY: Unit.SHARE,
    Measure.ORIENTATION: Unit.SHARE,
}


class Reckoned(NamedTuple):
    """What a definition says: of a figure all but whose it is."""

    value: Decimal | None
    numerator: Decimal
    denominator: Decimal | None = None
    left_out: Mapping[LeftOut, int] = NOTHING_LEFT_OUT
    items: int | None = None


def counted(number: int) -> Reckoned:
    value = Decimal(number)
    return Reckoned(value, value)


def ratio(numerator: Decimal | int, denominator: Decimal | int) -> Decimal | None:
    """Unrounded; None where the denominator is zero."""
    return Decimal(numerator) / Decimal(denominator) if denominator else None
