"""Buttons of figures. Each carries the whole address: whose, of which days, and what of it.

Whoever forges one reads nothing: figures are asked for by what the actor may see.
"""

from datetime import date
from enum import StrEnum
from typing import Any, Final, Literal, Self

from aiogram.filters.callback_data import CallbackData
from pydantic import BaseModel

from domain.errors import NotFound
from domain.kpi.cuts import CutBy
from domain.kpi.model import FactKind, Measure, Part
from domain.org.model import Actor
from domain.org.whose import COMPANY, Whose, WhoseKind, whose_own
from domain.periods import Period, PeriodKind, own_period, period_of

Of = Literal["p", "t", "d", "b", "c"]
By = Literal["d", "w", "m", "q", "o"]
Tab = Literal["sum", "deals", "funnel", "clients", "work"]
"""The parts of one's figures, each a screen."""

Drawn = Literal["plan", "funnel", "trend"]
PartSign = Literal["n", "d", "l"]
RankKind = Literal["p", "b"]
"""People or branches."""

WHOSE: Final[dict[Of, WhoseKind]] = {
    "p": WhoseKind.PERSON,
    "t": WhoseKind.TEAM,
    "d": WhoseKind.DEPARTMENT,
    "b": WhoseKind.BRANCH,
    "c": WhoseKind.COMPANY,
}
PERIODS: Final[dict[By, PeriodKind]] = {
    "d": PeriodKind.DAY,
    "w": PeriodKind.WEEK,
    "m": PeriodKind.MONTH,
    "q": PeriodKind.QUARTER,
    "o": PeriodKind.OWN,
}
_OF: Final = {kind: sign for sign, kind in WHOSE.items()}
_BY: Final = {kind: sign for sign, kind in PERIODS.items()}
_PARTS: Final[dict[Part, PartSign]] = {
    Part.NUMERATOR: "n",
    Part.DENOMINATOR: "d",
    Part.LEFT_OUT: "l",
}


class MeasureSign(StrEnum):
    """A measure in two letters: beside the rest of the address its own name has no room."""

    WON_COUNT = "wc"
    WON_VALUE = "wv"
    MEAN_WON = "wm"
    YIELD = "yi"
    LOST_COUNT = "lc"
    LOST_VALUE = "lv"
    NEW_DEALS = "nd"
    WIN_RATE = "wr"
    CYCLE = "cy"
    MEAN_CYCLE = "mc"
    STAGE_CONVERSION = "sc"
    STAGE_PASSAGE = "sp"
    STAGE_TIME = "st"
    HAND_OFF = "ho"
    OPEN_PIPELINE = "op"
    WEIGHTED_PIPELINE = "wp"
    VELOCITY = "ve"
    TRANSPARENCY = "tr"
    CHURN = "ch"
    RETENTION = "re"
    INFLOW = "in"
    REPEAT_SHARE = "rs"
    LIFETIME = "li"
    CALLS = "ca"
    MEETINGS = "me"
    OFFERS_SENT = "of"
    CONTRACTS = "co"
    TIMELINESS = "ti"
    PRODUCTIVITY = "pr"
    ORIENTATION = "or"

    @property
    def measure(self) -> Measure:
        return Measure[self.name]


def sign_of(measure: Measure) -> MeasureSign:
    return MeasureSign[measure.name]


class Address(BaseModel):
    """Whose figures, and of which days: ``id`` 0 of a person is the actor; ``day`` is the ordinal
    of a day in the period, 0 for the current one; ``days`` is the length of an own period.
    """

    of: Of = "p"
    id: int = 0
    by: By = "m"
    day: int = 0
    days: int = 0

    def whose(self, actor: Actor) -> Whose:
        if self.of == "p" and not self.id:
            return whose_own(actor)
        if self.of == "c":
            return COMPANY
        return Whose(WHOSE[self.of], self.id)

    def period(self, today: date) -> Period:
        """Raises: NotFound: no calendar has such days. PeriodTooLong, PeriodBackwards."""
        try:
            day = date.fromordinal(self.day) if self.day else today
            if self.by == "o":
                last = date.fromordinal(day.toordinal() + self.days - 1)
                return own_period(day, last)
            return period_of(PERIODS[self.by], day)
        except (ValueError, OverflowError) as error:
            raise NotFound(day=self.day) from error


def address_of(whose: Whose, period: Period) -> dict[str, Any]:
    """The fields of any button of figures."""
    is_own = period.kind is PeriodKind.OWN
    return {
        "of": _OF[whose.kind],
        "id": whose.id,
        "by": _BY[period.kind],
        "day": period.starts_on.toordinal(),
        "days": period.days if is_own else 0,
    }


class OpenKpi(CallbackData, Address, prefix="kpi"):
    """Somebody's figures; the entry for digests, plans and reports: ``OpenKpi.to(whose, period)``.

    ``OpenKpi()`` opens the actor's own figures of the current month.
    """

    tab: Tab = "sum"

    @classmethod
    def to(cls, whose: Whose, period: Period, tab: Tab = "sum") -> Self:
        return cls(**address_of(whose, period), tab=tab)


class OpenWhy(CallbackData, Address, prefix="kpi-why"):
    """The figures of a tab, each a button to its explanation."""

    tab: Tab


class OpenFigure(CallbackData, Address, prefix="kf"):
    """Formula, numerator, denominator and what was left out; ``stage`` of measures of stages.

    The entry for whoever shows a figure elsewhere: ``OpenFigure.to(measure, whose, period)``.
    """

    m: MeasureSign
    stage: str = ""

    @classmethod
    def to(cls, measure: Measure, whose: Whose, period: Period, stage: str = "") -> Self:
        return cls(**address_of(whose, period), m=sign_of(measure), stage=stage)


class OpenFacts(CallbackData, Address, prefix="kl"):
    """The list behind a figure."""

    m: MeasureSign
    stage: str = ""
    part: PartSign = "n"
    page: int = 0

    @property
    def which(self) -> Part:
        return next(part for part, sign in _PARTS.items() if sign == self.part)


class OpenFact(CallbackData, Address, prefix="kg"):
    """A card, with the list that it was opened from as the way back."""

    m: MeasureSign
    stage: str = ""
    part: PartSign = "n"
    kind: FactKind
    fact: int


def kind_sign(kind: WhoseKind) -> Of:
    return _OF[kind]


def part_sign(part: Part) -> PartSign:
    return _PARTS[part]


class OpenLosses(CallbackData, Address, prefix="kpi-lost"):
    """Why deals were lost."""


class OpenLossesOf(CallbackData, Address, prefix="kv"):
    """The deals lost for one reason."""

    reason: str
    page: int = 0


class OpenCuts(CallbackData, Address, prefix="kpi-cut"):
    """Closed deals by product, series, sector, region or segment."""

    cut: CutBy = CutBy.PRODUCT
    page: int = 0


class OpenBonuses(CallbackData, Address, prefix="kpi-bonus"):
    """The bonuses of the people inside a group."""

    page: int = 0


class OpenLaunch(CallbackData, Address, prefix="kpi-since"):
    """Before the company worked with the bot, and since."""


class OpenKpiPicture(CallbackData, Address, prefix="kpi-pic"):
    drawn: Drawn


class OpenRanking(CallbackData, Address, prefix="kr"):
    """People or branches by one measure."""

    rank: RankKind
    m: MeasureSign = MeasureSign.WON_VALUE
    page: int = 0


class ChooseKpiPeriod(CallbackData, Address, prefix="kpi-when"):
    tab: Tab = "sum"


class AskKpiPeriod(CallbackData, Address, prefix="kpi-ask"):
    """Days in words."""

    tab: Tab = "sum"


class ChooseKpiWhose(CallbackData, Address, prefix="kpi-whose"):
    """Who is inside whom: ``kind`` of them, a page of buttons."""

    kind: Of
    tab: Tab = "sum"
    page: int = 0
