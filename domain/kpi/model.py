"""A figure, with all that explains it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from domain.org.whose import Whose
from domain.periods import Period


class Measure(StrEnum):
    """What is measured; ``domain/kpi/definitions.py`` says how. Stored by value."""

    WON_COUNT = "won_count"
    WON_VALUE = "won_value"
    MEAN_WON = "mean_won"
    YIELD = "yield"
    LOST_COUNT = "lost_count"
    LOST_VALUE = "lost_value"
    NEW_DEALS = "new_deals"
    WIN_RATE = "win_rate"
    CYCLE = "cycle"
    MEAN_CYCLE = "mean_cycle"
    STAGE_CONVERSION = "stage_conversion"
    STAGE_PASSAGE = "stage_passage"
    STAGE_TIME = "stage_time"
    HAND_OFF = "hand_off"
    OPEN_PIPELINE = "open_pipeline"
    WEIGHTED_PIPELINE = "weighted_pipeline"
    VELOCITY = "velocity"
    TRANSPARENCY = "transparency"
    CHURN = "churn"
    RETENTION = "retention"
    INFLOW = "inflow"
    REPEAT_SHARE = "repeat_share"
    LIFETIME = "lifetime"
    CALLS = "calls"
    MEETINGS = "meetings"
    OFFERS_SENT = "offers_sent"
    CONTRACTS = "contracts"
    TIMELINESS = "timeliness"
    PRODUCTIVITY = "productivity"
    ORIENTATION = "orientation"


class Unit(StrEnum):
    """What a value is in: a share is a fraction (0.93), shown in percent; money in the company's
    currency; days and hours by the clock, working hours where the name says so.
    """

    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    MONEY_A_DAY = "money_a_day"
    DAYS = "days"
    HOURS = "hours"


class Part(StrEnum):
    """Which of the facts behind a figure."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    LEFT_OUT = "left_out"


class LeftOut(StrEnum):
    """Why a fact does not count, each counted and shown beside the figure."""

    NO_AMOUNT = "no_amount"
    OTHER_CURRENCY = "other_currency"
    DECLINED = "declined"
    OWN = "own"
    NO_ESTIMATE = "no_estimate"
    UNRATED = "unrated"
    NO_MARGIN = "no_margin"
    NOT_DUE = "not_due"


NOTHING_LEFT_OUT: Final[Mapping[LeftOut, int]] = MappingProxyType({})


class Figure(NamedTuple):
    """One value of one measure. ``value`` is not rounded; None where there is nothing to divide by,
    shown as «—».

    ``denominator`` is None where the measure is no ratio; ``of`` is a stage's key for measures of
    stages; ``items`` is how many facts make the numerator up, where it is hours (productivity).
    A tuple, because a month of everybody is tens of thousands of them.
    """

    measure: Measure
    whose: Whose
    value: Decimal | None
    numerator: Decimal
    denominator: Decimal | None = None
    left_out: Mapping[LeftOut, int] = NOTHING_LEFT_OUT
    of: str = ""
    items: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure that somebody asks about: the whole address of it."""

    measure: Measure
    whose: Whose
    period: Period
    of: str = ""


class FactKind(StrEnum):
    """What a line behind a figure opens."""

    DEAL = "deal"
    TASK = "task"
    CLIENT = "client"
    INTERACTION = "interaction"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the list behind a figure, to its card. ``number`` is what it adds: money, hours,
    days, or 1; ``why`` tells of what was left out.
    """

    kind: FactKind
    id: int
    title: str
    person_name: str
    at: datetime | None
    number: Decimal | None = None
    why: LeftOut | None = None
