"""Which days, and whose: what one chooses figures by."""

from collections.abc import Sequence
from typing import Final

from bot.kpi.callback_data import (
    PERIODS,
    AskKpiPeriod,
    By,
    ChooseKpiWhose,
    OpenKpi,
    Tab,
    address_of,
    kind_sign,
)
from bot.kpi.wording import period_name, subject_name
from bot.pages import page_buttons, page_line
from bot.screens import Button, Row, Screen, paired
from bot.texts import Texts
from domain.kpi.views import Subject, WhosePage
from domain.org.whose import Whose, WhoseKind
from domain.periods import Period, PeriodKind, period_of

LENGTHS: Final[tuple[By, ...]] = ("d", "w", "m", "q")


def periods_screen(subject: Subject, tab: Tab, texts: Texts) -> Screen:
    """The day, week, month and quarter that one looks at, the current ones, and days in words."""
    whose, period, today = subject.whose, subject.period, subject.today
    inside = min(period.last_on, today)
    rows: list[Row] = []
    for by in LENGTHS:
        kind = PERIODS[by]
        shown = period_of(kind, inside)
        row = [Button(_label(shown, texts), OpenKpi.to(whose, shown, tab))]
        current = period_of(kind, today)
        if current != shown:
            row.append(Button(_label(current, texts), OpenKpi.to(whose, current, tab)))
        rows.append(tuple(row))
    where = address_of(whose, period)
    rows.append((Button(texts.plain("kpi-own-period-button"), AskKpiPeriod(**where, tab=tab)),))
    back = Button(texts.plain("kpi-back-button"), OpenKpi.to(whose, period, tab))
    rows.append((back,))
    return Screen(texts("kpi-which-days", period=period_name(period, texts)), tuple(rows))


def _label(period: Period, texts: Texts) -> str:
    key = "kpi-week-button" if period.kind is PeriodKind.WEEK else "kpi-days-button"
    return texts.plain(key, period=period_name(period, texts))


def whose_screen(page: WhosePage, where: ChooseKpiWhose, texts: Texts) -> Screen:
    """Who is inside, a button each; the other kinds of them; who is wider; one's own figures."""
    subject = page.subject

    def opened(whose: Whose) -> OpenKpi:
        return OpenKpi.to(whose, subject.period, where.tab)

    rows: list[Row] = [(Button(name, opened(whose)),) for whose, name in page.lines]
    turn = page_buttons(page.page, texts, lambda number: where.model_copy(update={"page": number}))
    kinds = tuple(
        Button(
            texts.plain(f"kpi-kind-{kind}-button"),
            where.model_copy(update={"kind": kind_sign(kind), "page": 0}),
        )
        for kind in page.kinds
        if kind is not page.kind
    )
    up = [
        Button(texts.plain("kpi-up-button", name=_named(whose, name, texts)), opened(whose))
        for whose, name in _others(page.above, subject)
    ]
    up.append(Button(texts.plain("kpi-own-button"), opened(page.own)))
    back = Button(texts.plain("kpi-back-button"), opened(subject.whose))
    key = f"kpi-inside-{page.kind}" if page.lines else "kpi-inside-nobody"
    title = texts(key, whose=subject_name(subject, texts), count=page.page.total)
    return Screen(
        texts.lines([title, page_line(page.page, texts)]),
        (*rows, *turn, kinds, *paired(up), (back,)),
    )


def _others(above: Sequence[tuple[Whose, str]], subject: Subject) -> Sequence[tuple[Whose, str]]:
    return [(whose, name) for whose, name in above if whose != subject.whose]


def _named(whose: Whose, name: str, texts: Texts) -> str:
    return (
        name if whose.kind is WhoseKind.PERSON else texts.plain(f"kpi-of-{whose.kind}", name=name)
    )
