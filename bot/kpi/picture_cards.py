"""What the pictures show, in words and shares; and what stands under a picture."""

from decimal import Decimal
from typing import Final

from bot.kpi.callback_data import Drawn, OpenKpi, OpenKpiPicture, Tab, address_of
from bot.kpi.pictures.funnel import FunnelPaper, FunnelStage
from bot.kpi.pictures.plan import PlanBar, PlanPaper
from bot.kpi.pictures.trend import TrendPanel, TrendPaper
from bot.kpi.wording import (
    measure_name,
    percent,
    period_name,
    short_words,
    subject_name,
    value_words,
)
from bot.rulebook.wording import stage_name
from bot.screens import Button, Screen
from bot.texts import Texts
from bot.zones import zone_words
from domain.kpi.definitions import UNITS
from domain.kpi.model import Measure, Unit
from domain.kpi.views import KpiPage, PlansPage, Subject, TrendPage
from domain.plans.model import Planned
from domain.plans.progress import Days

DRAWN: Final[tuple[Drawn, ...]] = ("plan", "funnel", "trend")
BACK_TO: Final[dict[Drawn, Tab]] = {"plan": "sum", "funnel": "funnel", "trend": "deals"}
LONGEST_MONTH: Final = 3


def picture_screen(
    subject: Subject, drawn: Drawn, photo: bytes, texts: Texts, *, lacks_plan: bool = False
) -> Screen:
    """The picture with the two others as buttons, and the way back to the figures."""
    where = address_of(subject.whose, subject.period)
    others = tuple(
        Button(texts.plain(f"kpi-draw-{other}-button"), OpenKpiPicture(**where, drawn=other))
        for other in DRAWN
        if other != drawn
    )
    back = OpenKpi.to(subject.whose, subject.period, BACK_TO[drawn])
    return Screen(
        texts.lines(
            [
                texts(
                    "kpi-picture-caption",
                    what=texts.plain(f"kpi-draw-{drawn}"),
                    whose=subject_name(subject, texts),
                    period=period_name(subject.period, texts),
                ),
                texts("kpi-picture-no-plan") if lacks_plan else None,
            ]
        ),
        (others, (Button(texts.plain("kpi-back-button"), back),)),
        photo=photo,
    )


def _title(subject: Subject, drawn: Drawn, texts: Texts) -> str:
    what = texts.plain(f"kpi-draw-{drawn}")
    return texts.plain("kpi-picture-title", what=what, whose=subject_name(subject, texts))


def _subtitle(subject: Subject, period: str, texts: Texts) -> str:
    zone = zone_words(subject.zone, subject.period.starts_on)
    return texts.plain("kpi-picture-subtitle", period=period, zone=zone)


def funnel_paper(page: KpiPage, texts: Texts) -> FunnelPaper:
    entered = {
        stage.key: page.figure(Measure.STAGE_CONVERSION, stage.key).denominator or Decimal(0)
        for stage in page.rulebook.stages
    }
    widest = max(entered.values(), default=Decimal(0))
    return FunnelPaper(
        title=_title(page.subject, "funnel", texts),
        subtitle=_subtitle(page.subject, period_name(page.subject.period, texts), texts),
        cohort=texts.plain("kpi-draw-cohort"),
        passage=texts.plain("kpi-draw-passage"),
        stages=tuple(
            FunnelStage(
                name=stage_name(page.rulebook, key, texts),
                count=texts.plain("kpi-draw-entered", count=texts.number(int(count))),
                share=float(count / widest) if widest else 0.0,
                cohort=_conversion(page, Measure.STAGE_CONVERSION, key, texts),
                passage=_conversion(page, Measure.STAGE_PASSAGE, key, texts),
            )
            for key, count in entered.items()
        ),
    )


def _conversion(page: KpiPage, measure: Measure, stage: str, texts: Texts) -> str:
    figure = page.figure(measure, stage)
    name = "cohort" if measure is Measure.STAGE_CONVERSION else "passage"
    if figure.value is None:
        return texts.plain(f"kpi-drawn-{name}-nothing")
    value = value_words(measure, figure.value, texts, currency=page.currency)
    return texts.plain(f"kpi-drawn-{name}", value=value)


def plan_paper(page: PlansPage, texts: Texts) -> PlanPaper:
    due = page.days.share if page.days is not None else None
    return PlanPaper(
        title=_title(page.subject, "plan", texts),
        subtitle=_subtitle(page.subject, period_name(page.month, texts), texts),
        due="" if page.days is None or due is None else _due_words(page.days, texts),
        bars=tuple(
            _plan_bar(page, planned, plan, fact, due, texts)
            for planned, plan, fact in page.rows
            if plan
        ),
    )


def _due_words(days: Days, texts: Texts) -> str:
    return texts.plain("kpi-draw-due", passed=days.passed, total=days.total)


def _plan_bar(
    page: PlansPage,
    planned: Planned,
    plan: Decimal,
    fact: Decimal,
    due: Decimal | None,
    texts: Texts,
) -> PlanBar:
    measure, currency = planned.measure, page.rulebook.company.currency

    def words(value: Decimal) -> str:
        return value_words(measure, value, texts, currency=currency)

    done = fact / plan
    key = "kpi-draw-rest" if fact < plan else "kpi-draw-over"
    said = texts.plain(key, fact=words(fact), plan=words(plan), rest=words(abs(plan - fact)))
    name = measure_name(measure, texts)
    share = None if due is None else float(due)
    return PlanBar(name, percent(done, texts), said, float(done), share)


def trend_paper(page: TrendPage, texts: Texts) -> TrendPaper:
    """Figures without a single value in the year are left out, unless there are no others."""
    first, last = period_name(page.months[0], texts), period_name(page.months[-1], texts)
    measures = [measure for measure, values in page.values.items() if any(values)]
    return TrendPaper(
        title=_title(page.subject, "trend", texts),
        subtitle=_subtitle(
            page.subject, texts.plain("kpi-days-between", first=first, last=last), texts
        ),
        months=tuple(
            texts.plain(f"month-name-{month.starts_on.month}")[:LONGEST_MONTH]
            for month in page.months
        ),
        panels=tuple(_panel(page, measure, texts) for measure in measures or page.values),
    )


def _panel(page: TrendPage, measure: Measure, texts: Texts) -> TrendPanel:
    currency, values = page.rulebook.company.currency, page.values[measure]
    labels = tuple(short_words(measure, value, texts, currency=currency) for value in values)
    return TrendPanel(
        name=measure_name(measure, texts),
        now=labels[-1],
        values=tuple(None if value is None else float(value) for value in values),
        labels=labels,
        is_share=UNITS[measure] is Unit.SHARE,
    )
