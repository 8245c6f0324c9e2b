"""«Почему»: how a figure came about, down to the card of every fact behind it."""

from typing import Final

from bot.kpi.callback_data import (
    OpenFact,
    OpenFacts,
    OpenFigure,
    OpenKpi,
    OpenLosses,
    OpenLossesOf,
    OpenWhy,
    Tab,
    address_of,
    part_sign,
    sign_of,
)
from bot.kpi.cards import stages_shown, tab_name
from bot.kpi.tabs import measures_of, tab_of
from bot.kpi.wording import (
    amount_words,
    change_words,
    kebab,
    left_out_words,
    measure_name,
    part_key,
    part_words,
    period_name,
    subject_name,
    unit_of_facts,
    value_words,
)
from bot.pages import page_buttons, page_line
from bot.rulebook.wording import reason_name, stage_name
from bot.screens import CALLBACK_DATA_BYTES, Button, Row, Screen, in_rows
from bot.shortening import shorten, shorten_to_line
from bot.texts import Markup, Texts
from bot.zones import zone_words
from domain.kpi.changes import change_of
from domain.kpi.definitions import UNITS
from domain.kpi.model import Fact, Figure, LeftOut, Measure, Part, Unit
from domain.kpi.views import FactsPage, FigurePage, KpiPage, LossesPage, Subject
from domain.rulebook.model import Rulebook

LONGEST_LABEL: Final = 60
LONGEST_STAGE: Final = 24


def why_screen(page: KpiPage, tab: Tab, texts: Texts) -> Screen:
    """The figures of a tab, each a button."""
    subject = page.subject
    asked = [(measure, "") for measure in measures_of(tab)] if tab != "funnel" else []
    if tab == "funnel":
        asked = [*stages_shown(page), (Measure.HAND_OFF, "")]
    rows: list[Row] = [
        (
            Button(
                texts.plain(
                    "kpi-why-figure",
                    name=_named(measure, stage, page.rulebook, texts),
                    value=value_words(
                        measure, page.figure(measure, stage).value, texts, currency=page.currency
                    ),
                ),
                OpenFigure.to(measure, subject.whose, subject.period, stage),
            ),
        )
        for measure, stage in asked
    ]
    back = OpenKpi.to(subject.whose, subject.period, tab)
    rows.append((Button(texts.plain("kpi-back-button"), back),))
    title = texts("kpi-why-title", tab=tab_name(tab, texts), **_about(subject, texts))
    return Screen(title, tuple(rows))


def _named(measure: Measure, stage: str, rulebook: Rulebook, texts: Texts) -> str:
    name = measure_name(measure, texts)
    if not stage:
        return name
    short = shorten(stage_name(rulebook, stage, texts), LONGEST_STAGE)
    return texts.plain("kpi-name-of-stage", name=name, stage=short)


def _about(subject: Subject, texts: Texts) -> dict[str, str]:
    return {
        "whose": subject_name(subject, texts),
        "period": period_name(subject.period, texts),
    }


def figure_screen(page: FigurePage, texts: Texts) -> Screen:
    """Formula, both numbers, what was left out, what it was; each number a button to its list."""
    figure, subject, measure = page.figure, page.subject, page.figure.measure
    currency = page.rulebook.company.currency
    before = page.before.value
    change = change_words(measure, change_of(figure.value, before), texts, currency=currency)
    has_had = before is not None and change is not None
    text = texts.paragraphs(
        [
            texts.lines(
                [
                    texts(
                        "kpi-figure-title",
                        name=_named(measure, figure.of, page.rulebook, texts),
                        value=value_words(measure, figure.value, texts, currency=currency),
                    ),
                    texts(
                        "kpi-figure-about",
                        zone=zone_words(subject.zone, subject.period.starts_on),
                        **_about(subject, texts),
                    ),
                ]
            ),
            texts("kpi-figure-formula", formula=texts.plain(f"kpi-formula-{kebab(measure)}")),
            _parts(figure, texts, currency),
            texts(
                "kpi-figure-before",
                value=value_words(measure, before, texts, currency=currency),
                period=period_name(subject.against, texts),
                change=change,
            )
            if has_had
            else None,
            texts(
                "kpi-figure-corrected",
                value=value_words(measure, page.corrected.value, texts, currency=currency),
            )
            if page.corrected is not None
            else None,
        ]
    )
    tab = tab_of(measure)
    return Screen(
        text,
        (
            *_part_buttons(page, texts),
            (
                Button(
                    texts.plain("kpi-why-back-button"),
                    OpenWhy(**address_of(subject.whose, subject.period), tab=tab),
                ),
                Button(
                    texts.plain("kpi-back-button"), OpenKpi.to(subject.whose, subject.period, tab)
                ),
            ),
        ),
    )


def _parts(figure: Figure, texts: Texts, currency: str) -> Markup:
    measure, is_ratio = figure.measure, figure.denominator is not None
    left = left_out_words(figure.left_out, texts, measure)
    return texts.lines(
        [
            texts(
                "kpi-figure-numerator" if is_ratio else "kpi-figure-counted",
                name=texts.plain(f"kpi-numerator-{kebab(measure)}"),
                value=part_words(
                    measure, Part.NUMERATOR, figure.numerator, texts, currency=currency
                ),
            ),
            None
            if figure.denominator is None
            else texts(
                "kpi-figure-denominator",
                name=texts.plain(f"kpi-denominator-{kebab(measure)}"),
                value=part_words(
                    measure, Part.DENOMINATOR, figure.denominator, texts, currency=currency
                ),
            ),
            texts("kpi-figure-left-out", what=", ".join(left))
            if left
            else texts("kpi-figure-all-in"),
            texts("kpi-figure-nothing") if is_ratio and not figure.denominator else None,
        ]
    )


def _part_buttons(page: FigurePage, texts: Texts) -> list[Row]:
    """Lists of those parts that have anything in them."""
    figure, subject = page.figure, page.subject
    where = address_of(subject.whose, subject.period)
    has = {
        Part.NUMERATOR: bool(figure.numerator),
        Part.DENOMINATOR: bool(figure.denominator),
        Part.LEFT_OUT: any(figure.left_out.values()),
    }
    if figure.denominator is None and UNITS[figure.measure] is Unit.MONEY:
        has[Part.NUMERATOR] = has[Part.NUMERATOR] or has[Part.LEFT_OUT]
    buttons = tuple(
        Button(
            texts.plain(f"{part_key(figure.measure, part)}-button"),
            OpenFacts(**where, m=sign_of(figure.measure), stage=figure.of, part=part_sign(part)),
        )
        for part, is_there in has.items()
        if is_there
    )
    return in_rows(buttons, 2)


def facts_screen(page: FactsPage, where: OpenFacts, texts: Texts) -> Screen:
    """A page of what is behind a figure, each line a button to its card."""
    subject = page.subject
    name = _named(page.measure, page.stage, page.rulebook, texts)
    key = "kpi-facts-title" if page.lines else "kpi-facts-none"
    title = texts(
        key,
        name=name,
        part=texts.plain(part_key(page.measure, page.part)),
        count=page.page.total,
        **_about(subject, texts),
    )
    rows: list[Row] = [
        (Button(_fact_words(fact, page, texts), _card_of(fact, where)),) for fact in page.lines
    ]
    turn = page_buttons(page.page, texts, lambda number: where.model_copy(update={"page": number}))
    back = OpenFigure.to(page.measure, subject.whose, subject.period, page.stage)
    return Screen(
        texts.lines([title, page_line(page.page, texts)]),
        (*rows, *turn, (Button(texts.plain("kpi-figure-back-button"), back),)),
    )


def _card_of(fact: Fact, where: OpenFacts) -> OpenFact:
    """With the way back to this list, as far as there is room in a button."""
    address = where.model_dump(include={"of", "id", "by", "day", "days", "m", "stage", "part"})
    opens = OpenFact(**address, kind=fact.kind, fact=fact.id)
    if len(opens.pack().encode()) > CALLBACK_DATA_BYTES:
        opens = opens.model_copy(update={"stage": ""})
    return opens


def _fact_words(fact: Fact, page: FactsPage, texts: Texts) -> str:
    """«12.11 ООО «Ромашка» · 120 000 ₽ · Иван Петров»."""
    parts = [shorten_to_line(fact.title, LONGEST_LABEL // 2)]
    unit = unit_of_facts(page.measure, page.part)
    if fact.number is not None and unit is not None:
        currency = page.rulebook.company.currency
        parts.append(amount_words(unit, fact.number, texts, currency=currency))
    if fact.why is not None:
        parts.append(texts.plain(f"kpi-fact-{_why(fact.why, page.measure)}"))
    if not page.subject.is_own:
        parts.append(fact.person_name)
    day = "" if fact.at is None else f"{fact.at.astimezone(page.subject.zone):%d.%m} "
    return shorten(day + " · ".join(part for part in parts if part), LONGEST_LABEL)


def _why(why: LeftOut, measure: Measure) -> str:
    if measure is Measure.HAND_OFF and why is LeftOut.NOT_DUE:
        return "waiting"
    return why.replace("_", "-")


def losses_screen(page: LossesPage, texts: Texts) -> Screen:
    """What was won and lost, and why; each reason a button to its deals."""
    subject = page.subject
    where = address_of(subject.whose, subject.period)
    currency = page.rulebook.company.currency
    won = texts(
        "kpi-losses-won",
        count=value_words(Measure.WON_COUNT, page.won.value, texts, currency=currency),
        money=value_words(Measure.WON_VALUE, page.won_money.value, texts, currency=currency),
    )
    lines = [
        texts(
            "kpi-loss-others" if loss.others else "kpi-loss",
            reason=reason_name(page.rulebook, loss.reason, texts),
            count=loss.deals,
            money=texts.money(loss.money),
            others=loss.others,
        )
        for loss in page.losses
    ]
    rows: list[Row] = [
        (
            Button(
                texts.plain(
                    "kpi-loss-button",
                    reason=reason_name(page.rulebook, loss.reason, texts),
                    count=loss.deals,
                ),
                OpenLossesOf(**where, reason=loss.reason),
            ),
        )
        for loss in page.losses
    ]
    back = OpenKpi.to(subject.whose, subject.period, "deals")
    title = texts(
        "kpi-losses-title" if lines else "kpi-losses-none",
        count=sum(loss.deals for loss in page.losses),
        **_about(subject, texts),
    )
    return Screen(
        texts.paragraphs([title, texts.lines(lines) if lines else None, won]),
        (*rows, (Button(texts.plain("kpi-back-button"), back),)),
    )


def losses_of_screen(page: FactsPage, where: OpenLossesOf, texts: Texts) -> Screen:
    """The deals lost for one reason."""
    subject = page.subject
    reason = reason_name(page.rulebook, where.reason, texts)
    listed = OpenFacts(**address_of(subject.whose, subject.period), m=sign_of(Measure.LOST_VALUE))
    rows: list[Row] = [
        (Button(_fact_words(fact, page, texts), _card_of(fact, listed)),) for fact in page.lines
    ]
    turn = page_buttons(page.page, texts, lambda number: where.model_copy(update={"page": number}))
    back = OpenLosses(**address_of(subject.whose, subject.period))
    title = texts(
        "kpi-losses-of-title", reason=reason, count=page.page.total, **_about(subject, texts)
    )
    return Screen(
        texts.lines([title, page_line(page.page, texts)]),
        (*rows, *turn, (Button(texts.plain("kpi-losses-back-button"), back),)),
    )
