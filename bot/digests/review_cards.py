"""The results of a week or a month, each figure with its change against the one before."""

from typing import Final

from bot.digests.callback_data import OpenDigest
from bot.kpi.callback_data import OpenKpi
from bot.kpi.cards import figure_line, head
from bot.screens import Button, Screen
from bot.texts import Texts
from domain.digests.model import DigestKind
from domain.kpi.definitions import UNITS
from domain.kpi.model import Measure, Unit
from domain.kpi.views import KpiPage

MEASURES: Final = (
    Measure.WON_VALUE,
    Measure.WON_COUNT,
    Measure.LOST_COUNT,
    Measure.LOST_VALUE,
    Measure.WIN_RATE,
    Measure.NEW_DEALS,
    Measure.OFFERS_SENT,
    Measure.CALLS,
    Measure.MEETINGS,
    Measure.INFLOW,
    Measure.TIMELINESS,
)


def review_screen(page: KpiPage, kind: DigestKind, texts: Texts) -> Screen:
    """Figures that are nothing now and were nothing before are left out."""
    title = texts(f"digest-period-title-{kind}")
    lines = [figure_line(page, measure, texts) for measure in MEASURES if _is_told(page, measure)]
    buttons = (
        Button(
            texts.plain("digest-kpi-button"), OpenKpi.to(page.subject.whose, page.subject.period)
        ),
        Button(texts.plain("digest-settings-button"), OpenDigest()),
    )
    return Screen(
        texts.paragraphs([texts.lines([title, head(page.subject, texts)]), texts.lines(lines)]),
        (buttons,),
    )


def _is_told(page: KpiPage, measure: Measure) -> bool:
    value = page.figure(measure).value
    change = page.change(measure)
    if UNITS[measure] is Unit.SHARE:
        return value is not None
    return bool(value) or (change is not None and bool(change.difference))
