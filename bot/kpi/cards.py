"""Somebody's figures as one message, a screen for each part of them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from bot.callback_data import OpenDay
from bot.kpi.callback_data import (
    ChooseKpiPeriod,
    ChooseKpiWhose,
    Drawn,
    OpenBonuses,
    OpenCuts,
    OpenKpi,
    OpenKpiPicture,
    OpenLaunch,
    OpenLosses,
    OpenRanking,
    OpenWhy,
    Tab,
    address_of,
    kind_sign,
)
from bot.kpi.tabs import DETAILS, OF_STAGES, measures_of
from bot.kpi.wording import (
    bar,
    change_words,
    left_out_words,
    measure_name,
    percent,
    period_name,
    short_period_name,
    subject_name,
    value_words,
)
from bot.reports.callback_data import OpenReports
from bot.rulebook.wording import stage_name
from bot.screens import Button, Row, Screen, in_rows, paired
from bot.texts import NOTHING, Markup, Texts
from bot.zones import zone_words
from domain.kpi.changes import is_better
from domain.kpi.closing import CLOSED_KINDS
from domain.kpi.definitions import FEW_RATED
from domain.kpi.model import LeftOut, Measure
from domain.kpi.views import KpiPage, Subject
from domain.org.whose import WhoseKind

TABS: Final[tuple[Tab, ...]] = ("sum", "deals", "funnel", "clients", "work")
TABS_IN_ROW: Final = 3
MOST: Final = Decimal("Infinity")
"""How much more than nothing is."""
MOST_TOLD: Final = 3
"""Figures named as better or worse above the rest."""

OF_MONEY: Final = frozenset({LeftOut.NO_AMOUNT, LeftOut.OTHER_CURRENCY})
"""What the first screen tells of as left out; the others tell of everything."""

PICTURE_OF: Final[dict[Tab, Drawn]] = {"sum": "plan", "funnel": "funnel"}


def kpi_screen(page: KpiPage, tab: Tab, texts: Texts, *, further: Sequence[Markup] = ()) -> Screen:
    """``further`` are the lines of others about the same: plan, bonus."""
    parts: list[Markup | None] = [head(page.subject, texts)]
    if tab == "sum" and page.is_empty:
        parts += [*further, texts(f"kpi-empty-{page.subject.whose.kind}")]
    elif tab == "funnel":
        parts.append(texts("kpi-empty-funnel") if page.is_empty else _funnel(page, texts))
    else:
        told = _better_and_worse(page, texts) if tab == "sum" else None
        parts += [told, *_groups(page, tab, texts), *further, _left_out(page, tab, texts)]
    return Screen(texts.paragraphs(parts), _buttons(page, tab, texts))


def head(subject: Subject, texts: Texts) -> Markup:
    """Whose, which days, by whose clock, and what they are held against."""
    zone = zone_words(subject.zone, subject.period.starts_on)
    title = texts(
        "kpi-title",
        whose=subject_name(subject, texts),
        period=period_name(subject.period, texts),
    )
    against = period_name(subject.against, texts)
    if subject.closed_at is not None:
        closed_on = subject.closed_at.astimezone(subject.zone)
        return texts.lines(
            [title, texts("kpi-closed", day=f"{closed_on:%d.%m}", zone=zone, against=against)]
        )
    key = "kpi-running" if subject.is_running else "kpi-over"
    return texts.lines([title, texts(key, zone=zone, against=against)])


def figure_line(page: KpiPage, measure: Measure, texts: Texts, stage: str = "") -> Markup:
    """«Доля выигранных: 60 % ▼ −7 п. п. (−10 %)»."""
    figure = page.figure(measure, stage)
    change = page.change(measure, stage)
    value = value_words(measure, figure.value, texts, currency=page.currency)
    note = _note(page, measure, texts)
    return texts(
        "kpi-line",
        name=measure_name(measure, texts),
        value=value,
        change=_spaced(change_words(measure, change, texts, currency=page.currency)),
        note=_spaced(note),
    )


def _spaced(words: str | None) -> str:
    return f" {words}" if words else ""


def _note(page: KpiPage, measure: Measure, texts: Texts) -> str | None:
    """What one must know to read the value: a correction, few data, a goal."""
    figure = page.figure(measure)
    corrected = page.corrected.get((measure, ""))
    if corrected is not None:
        value = value_words(measure, corrected.value, texts, currency=page.currency)
        return texts.plain("kpi-corrected", value=value)
    if measure is Measure.TRANSPARENCY and figure.value is not None:
        goal = page.rulebook.kpi.transparency_goal
        key = "kpi-goal-reached" if figure.value >= goal else "kpi-goal"
        return texts.plain(key, goal=percent(goal, texts))
    rated = figure.denominator
    if measure is Measure.ORIENTATION and rated is not None and 0 < rated < FEW_RATED:
        return texts.plain("kpi-few-data", count=int(rated))
    return None


def _better_and_worse(page: KpiPage, texts: Texts) -> Markup | None:
    """The trend in words: the figures that changed most, for the good and for the bad."""
    moved = [
        (MOST if change.relative is None else abs(change.relative), measure, change)
        for measure in measures_of("sum")
        if (change := page.change(measure)) is not None and change.difference
    ]
    moved.sort(key=lambda one: one[0], reverse=True)
    lines = []
    for wanted, key in ((True, "kpi-better"), (False, "kpi-worse")):
        names = [
            _inside(measure_name(measure, texts))
            for _, measure, change in moved
            if is_better(measure, change) is wanted
        ]
        if names:
            lines.append(texts(key, names=", ".join(names[:MOST_TOLD])))
    return texts.lines(lines) if lines else None


def _inside(name: str) -> str:
    """As it stands within a sentence."""
    return name[:1].lower() + name[1:]


def _groups(page: KpiPage, tab: Tab, texts: Texts) -> list[Markup]:
    return [
        texts.lines(
            [
                texts(f"kpi-group-{group}"),
                *(figure_line(page, measure, texts) for measure in measures),
                _nothing_to_measure(page, group, texts),
            ]
        )
        for group, measures in DETAILS[tab].items()
    ]


def _nothing_to_measure(page: KpiPage, group: str, texts: Texts) -> Markup | None:
    """Why the work of a department cannot be told in shares: nobody gave it any."""
    due = page.figure(Measure.TIMELINESS).denominator
    return texts("kpi-no-tasks") if group == "work" and not due else None


def _left_out(page: KpiPage, tab: Tab, texts: Texts) -> Markup | None:
    """Each reason once: the same deals are left out of several figures."""
    most: dict[LeftOut, int] = {}
    for measure in measures_of(tab):
        for reason, count in page.figure(measure).left_out.items():
            if tab != "sum" or reason in OF_MONEY:
                most[reason] = max(count, most.get(reason, 0))
    words = left_out_words(most, texts)
    return texts("kpi-left-out", what=", ".join(words)) if words else None


def _funnel(page: KpiPage, texts: Texts) -> Markup:
    """Each stage with both conversions, labelled; how long deals stand on it; hand-offs."""
    widest = max((_entered(page, stage.key) for stage in page.rulebook.stages), default=Decimal(0))
    blocks = [_stage(page, stage.key, widest, texts) for stage in page.rulebook.stages]
    return texts.paragraphs([texts("kpi-funnel-legend"), *blocks, *_groups(page, "funnel", texts)])


def _entered(page: KpiPage, stage: str) -> Decimal:
    return page.figure(Measure.STAGE_CONVERSION, stage).denominator or Decimal(0)


def _stage(page: KpiPage, stage: str, widest: Decimal, texts: Texts) -> Markup:
    entered = _entered(page, stage)
    return texts.lines(
        [
            texts("kpi-stage", stage=stage_name(page.rulebook, stage, texts)),
            texts(
                "kpi-stage-bar",
                bar=bar(entered / widest if widest else Decimal(0)),
                count=texts.number(int(entered)),
            ),
            _conversion(page, Measure.STAGE_CONVERSION, stage, texts),
            _conversion(page, Measure.STAGE_PASSAGE, stage, texts),
            _time(page, stage, texts),
        ]
    )


def _conversion(page: KpiPage, measure: Measure, stage: str, texts: Texts) -> Markup:
    """«Когорта: 75 % (9 из 12) ▲ +5 п. п. (+7 %)»; the other, which is no share of the same deals,
    without its change.
    """
    figure = page.figure(measure, stage)
    is_cohort = measure is Measure.STAGE_CONVERSION
    change = page.change(measure, stage) if is_cohort else None
    return texts(
        "kpi-cohort" if is_cohort else "kpi-passage",
        value=value_words(measure, figure.value, texts, currency=page.currency),
        part=texts.number(int(figure.numerator)),
        whole=texts.number(int(figure.denominator or 0)),
        change=_spaced(change_words(measure, change, texts, currency=page.currency)),
    )


def _time(page: KpiPage, stage: str, texts: Texts) -> Markup | None:
    figure = page.figure(Measure.STAGE_TIME, stage)
    if figure.value is None:
        return None
    found = page.rulebook.find_stage(stage)
    change = page.change(Measure.STAGE_TIME, stage)
    return texts(
        "kpi-stage-time",
        value=value_words(Measure.STAGE_TIME, figure.value, texts, currency=page.currency),
        limit=NOTHING if found is None else str(found.limit_working_hours),
        change=_spaced(change_words(Measure.STAGE_TIME, change, texts, currency=page.currency)),
    )


def _buttons(page: KpiPage, tab: Tab, texts: Texts) -> tuple[Row, ...]:
    subject = page.subject
    where = address_of(subject.whose, subject.period)
    tabs = [
        Button(
            texts.plain("kpi-tab-here" if one == tab else "kpi-tab", name=tab_name(one, texts)),
            OpenKpi(**where, tab=one),
        )
        for one in TABS
    ]
    rank = "p" if subject.whose.kind is WhoseKind.PERSON else "b"
    tabs.append(Button(texts.plain("kpi-ranking-button"), OpenRanking(**where, rank=rank)))
    drawn = PICTURE_OF.get(tab, "trend")
    why = Button(texts.plain("kpi-why-button"), OpenWhy(**where, tab=tab))
    picture = Button(texts.plain("kpi-picture-button"), OpenKpiPicture(**where, drawn=drawn))
    return (
        *in_rows(tabs, TABS_IN_ROW),
        period_row(subject, tab, texts),
        (why, picture),
        *paired(_further_buttons(page, tab, texts)),
    )


def _further_buttons(page: KpiPage, tab: Tab, texts: Texts) -> list[Button]:
    subject = page.subject
    where = address_of(subject.whose, subject.period)
    further = []
    if tab == "deals":
        further.append(Button(texts.plain("kpi-losses-button"), OpenLosses(**where)))
        further.append(Button(texts.plain("kpi-cuts-button"), OpenCuts(**where)))
    if tab == "work" and subject.whose.is_group and subject.period.kind in CLOSED_KINDS:
        further.append(Button(texts.plain("kpi-bonuses-button"), OpenBonuses(**where)))
    launched_on = page.rulebook.kpi.launched_on
    if tab == "funnel" and launched_on is not None and launched_on <= subject.today:
        further.append(Button(texts.plain("kpi-launch-button"), OpenLaunch(**where)))
    if page.can_choose_whose:
        is_team = subject.whose.kind is WhoseKind.TEAM  # seldom one with teams below
        kind = page.inside[0] if page.inside and not is_team else WhoseKind.PERSON
        opens = ChooseKpiWhose(**where, kind=kind_sign(kind), tab=tab)
        further.append(Button(texts.plain("kpi-whose-button"), opens))
    return [
        *further,
        Button(texts.plain("kpi-reports-button"), OpenReports()),
        Button(texts.plain("day-button"), OpenDay()),
    ]


def tab_name(tab: Tab, texts: Texts) -> str:
    return texts.plain(f"kpi-tab-{tab}")


def period_row(subject: Subject, tab: Tab, texts: Texts) -> Row:
    """The period before, other lengths, the period after where it has begun."""
    before, after = subject.period.previous(), subject.period.next()
    row = [
        Button(
            texts.plain("kpi-before-button", period=short_period_name(before, texts)),
            OpenKpi.to(subject.whose, before, tab),
        ),
        Button(
            texts.plain("kpi-period-button"),
            ChooseKpiPeriod(**address_of(subject.whose, subject.period), tab=tab),
        ),
    ]
    if after.starts_on <= subject.today:
        row.append(
            Button(
                texts.plain("kpi-after-button", period=short_period_name(after, texts)),
                OpenKpi.to(subject.whose, after, tab),
            )
        )
    return tuple(row)


def stages_shown(page: KpiPage) -> list[tuple[Measure, str]]:
    """Figures of stages that have a value."""
    return [
        (measure, stage.key)
        for stage in page.rulebook.stages
        for measure in OF_STAGES
        if page.figure(measure, stage.key).value is not None
    ]
