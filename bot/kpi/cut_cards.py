"""Closed deals by what was sold, and by what their clients are: a line each, a chip a kind."""

from typing import Final

from bot.kpi.callback_data import OpenCuts, OpenKpi
from bot.kpi.wording import (
    left_out_words,
    period_name,
    subject_name,
    value_words,
)
from bot.pages import page_buttons, page_line
from bot.rulebook.wording import segment_name
from bot.screens import Button, Row, Screen, in_rows
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.kpi.cut_queries import CutsPage
from domain.kpi.cuts import Cut, CutBy
from domain.kpi.model import LeftOut, Measure

LONGEST_NAME: Final = 40
CHIPS_IN_ROW: Final = 3
NO_MONEY: Final = "none"


def cuts_screen(page: CutsPage, where: OpenCuts, texts: Texts) -> Screen:
    """What was won most of first; what has no product, sector, region or segment is named so."""
    subject = page.subject
    title = texts(
        "kpi-cuts-title",
        by=texts.plain(f"kpi-cut-by-{page.by}"),
        count=page.won.number + page.lost.number,
        whose=subject_name(subject, texts),
        period=period_name(subject.period, texts),
    )
    lines = [_line(cut, page, texts) for cut in page.cuts]
    back = OpenKpi.to(subject.whose, subject.period, "deals")
    return Screen(
        texts.paragraphs(
            [
                texts.lines([title, page_line(page.page, texts)]),
                texts.lines(lines) if lines else texts("kpi-cuts-none"),
                _foot(page, texts) if lines else None,
            ]
        ),
        (
            *page_buttons(
                page.page, texts, lambda number: where.model_copy(update={"page": number})
            ),
            *_chips(where, texts),
            (Button(texts.plain("kpi-back-button"), back),),
        ),
    )


def _line(cut: Cut, page: CutsPage, texts: Texts) -> Markup:
    """«Бризер: ✅ 2 на 120 000 ₽ · ❌ 1 · 66,7 %»."""
    currency = page.rulebook.company.currency
    money = value_words(Measure.WON_VALUE, cut.won.money, texts, currency=currency)
    return texts(
        "kpi-cut",
        name=shorten(_name(cut, page, texts), LONGEST_NAME),
        won=texts.number(cut.won.number),
        money=money if cut.won.priced else NO_MONEY,
        lost=texts.number(cut.lost.number),
        rate=value_words(Measure.WIN_RATE, cut.win_rate, texts, currency=currency),
    )


def _name(cut: Cut, page: CutsPage, texts: Texts) -> str:
    if not cut.name:
        return texts.plain(f"kpi-cut-without-{page.by}")
    if page.by is CutBy.SEGMENT:
        return segment_name(page.rulebook, cut.name, texts)
    return cut.name


def _foot(page: CutsPage, texts: Texts) -> Markup:
    """What the signs mean, and which won deals the sums do not have."""
    left_out = {
        LeftOut.NO_AMOUNT: page.won.without_amount,
        LeftOut.OTHER_CURRENCY: page.won.in_other_currency,
    }
    words = ", ".join(left_out_words(left_out, texts))
    return texts.lines(
        [texts("kpi-cuts-legend"), texts("kpi-cuts-left-out", what=words) if words else None]
    )


def _chips(where: OpenCuts, texts: Texts) -> list[Row]:
    chips = []
    for by in CutBy:
        name = texts.plain(f"kpi-cut-{by}-button")
        key = "kpi-tab-here" if by is where.cut else "kpi-tab"
        opens = where.model_copy(update={"cut": by, "page": 0})
        chips.append(Button(texts.plain(key, name=name), opens))
    return in_rows(chips, CHIPS_IN_ROW)
