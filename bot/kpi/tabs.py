"""Which figures stand on which screen, in their order."""

from typing import Final

from bot.kpi.callback_data import Tab
from domain.kpi.model import Measure

SUMMARY: Final[dict[str, tuple[Measure, ...]]] = {
    "deals": (
        Measure.WON_COUNT,
        Measure.WON_VALUE,
        Measure.WIN_RATE,
        Measure.NEW_DEALS,
        Measure.OPEN_PIPELINE,
    ),
    "activity": (Measure.CALLS, Measure.MEETINGS, Measure.OFFERS_SENT),
    "clients": (Measure.INFLOW, Measure.REPEAT_SHARE),
    "work": (Measure.TIMELINESS, Measure.TRANSPARENCY),
}
"""The first screen: what one looks at every day, by groups."""

DETAILS: Final[dict[Tab, dict[str, tuple[Measure, ...]]]] = {
    "sum": SUMMARY,
    "deals": {
        "closed": (
            Measure.WON_COUNT,
            Measure.WON_VALUE,
            Measure.MEAN_WON,
            Measure.YIELD,
            Measure.LOST_COUNT,
            Measure.LOST_VALUE,
            Measure.WIN_RATE,
            Measure.CYCLE,
            Measure.MEAN_CYCLE,
        ),
        "open": (
            Measure.NEW_DEALS,
            Measure.OPEN_PIPELINE,
            Measure.WEIGHTED_PIPELINE,
            Measure.VELOCITY,
            Measure.TRANSPARENCY,
        ),
    },
    "funnel": {"speed": (Measure.HAND_OFF,)},
    "clients": {
        "clients": (
            Measure.INFLOW,
            Measure.REPEAT_SHARE,
            Measure.RETENTION,
            Measure.CHURN,
            Measure.LIFETIME,
        ),
        "activity": (
            Measure.CALLS,
            Measure.MEETINGS,
            Measure.OFFERS_SENT,
            Measure.CONTRACTS,
        ),
    },
    "work": {"work": (Measure.TIMELINESS, Measure.PRODUCTIVITY, Measure.ORIENTATION)},
}

OF_STAGES: Final = (
    Measure.STAGE_CONVERSION,
    Measure.STAGE_PASSAGE,
    Measure.STAGE_TIME,
)
RANKED: Final = (
    Measure.WON_VALUE,
    Measure.WON_COUNT,
    Measure.WIN_RATE,
    Measure.INFLOW,
    Measure.CALLS,
    Measure.TIMELINESS,
)
"""What people and branches are ranked by."""

TREND: Final = (Measure.WON_VALUE, Measure.WIN_RATE, Measure.TIMELINESS)
"""What the picture of twelve months shows."""


def measures_of(tab: Tab) -> tuple[Measure, ...]:
    """Everything that a tab shows."""
    of_stages = OF_STAGES if tab == "funnel" else ()
    return (*of_stages, *(measure for group in DETAILS[tab].values() for measure in group))


def tab_of(measure: Measure) -> Tab:
    """Where a figure is shown with others like it."""
    tabs: tuple[Tab, ...] = ("deals", "clients", "work")
    return next((tab for tab in tabs if measure in measures_of(tab)), "funnel")
