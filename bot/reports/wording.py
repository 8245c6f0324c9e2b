"""What is said of a report wherever it is shown, and its cells."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from bot.kpi.wording import measure_name, period_name
from bot.rulebook.wording import reason_name, segment_name, stage_name
from bot.screens import TEXT_LIMIT
from bot.texts import CURRENCY_SIGNS, NO_BREAK_SPACE, Markup, Texts
from bot.zones import zone_words
from domain.kpi.definitions import UNITS
from domain.kpi.model import Measure, Unit
from domain.org.model import Role
from domain.org.whose import WhoseKind
from domain.periods import Period
from domain.plans.model import Planned
from domain.reports.model import ReportKey
from domain.reports.standard import DaysOf, Words
from domain.reports.views import ReportView
from domain.rulebook.model import Rulebook
from domain.rulebook.pipeline import ENDS
from domain.sheets import CellKind
from domain.tasks.model import TaskState

LONGEST_FILE_NAME: Final = 100
NOT_IN_FILE_NAMES: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|', " "))
PERCENT: Final = 100
assert LONGEST_FILE_NAME < TEXT_LIMIT


def dashed(key: str) -> str:
    return key.replace("_", "-")


def report_name(key: ReportKey, texts: Texts) -> str:
    return texts.plain(f"report-name-{dashed(key)}")


def title_of(view: ReportView, texts: Texts) -> str:
    return view.asked.name or report_name(view.report.key, texts)


def days_words(period: Period | None, texts: Texts) -> str:
    """«ноябрь 2026», «4 квартал 2026», «16–22 ноября 2026», «всё время»."""
    return texts.plain("report-ever") if period is None else period_name(period, texts)


def whose_words(kind: WhoseKind, name: str, texts: Texts) -> str:
    """«Иван Петров», «команда: Ольга Смирнова», «филиал: Москва»."""
    return texts.plain(f"report-whose-{kind}", name=name)


def facts_of(view: ReportView, texts: Texts) -> list[Markup]:
    """Whose, which days, in which zone, what else is chosen, and what of it is gone."""
    lines = []
    if view.report.is_personal:
        whose = whose_words(view.whose.kind, view.whose_name, texts)
        lines.append(texts("report-whose", whose=whose))
    lines.append(_days_line(view, texts))
    chosen = chosen_words(view, texts)
    if chosen:
        lines.append(texts("report-chosen", chosen=", ".join(chosen)))
    lines += [texts(f"report-gone-{part}", name=key) for part, key in view.gone]
    return lines


def _days_line(view: ReportView, texts: Texts) -> Markup:
    if view.days_of is DaysOf.NOW and view.period is None:
        return texts("report-now", moment=local_words(view.now, view.zone), zone=zone_of(view))
    return texts(
        f"report-days-{view.days_of}", days=days_words(view.period, texts), zone=zone_of(view)
    )


def chosen_words(view: ReportView, texts: Texts) -> list[str]:
    chosen, rulebook = view.asked.filter, view.rulebook
    if view.report.key is not ReportKey.DEALS:
        return []
    words = [texts.plain(f"report-status-{chosen.status or 'any'}")]
    if chosen.stage is not None:
        words.append(texts.plain("report-of-stage", name=stage_name(rulebook, chosen.stage, texts)))
    if chosen.segment is not None:
        name = segment_name(rulebook, chosen.segment, texts)
        words.append(texts.plain("report-of-segment", name=name))
    if chosen.reason is not None:
        name = reason_name(rulebook, chosen.reason, texts)
        words.append(texts.plain("report-of-reason", name=name))
    if view.product_name is not None:
        words.append(texts.plain("report-of-product", name=view.product_name))
    return words


def found_words(view: ReportView, texts: Texts) -> Markup:
    """«Найдено: 41 сделка на 12 300 000 ₽»."""
    sums = view.sums
    if view.report.currency_column is None:
        return texts("report-rows", count=texts.number(sums.count))
    return texts(
        "report-found-money" if sums.money else "report-found",
        count=sums.count,
        number=texts.number(sums.count),
        money=texts.moneys(sums.money),
    )


def file_name(view: ReportView, texts: Texts, ending: str) -> str:
    """What, whose, when; as any system lets a file be called."""
    parts = [title_of(view, texts)]
    if view.report.is_personal:
        parts.append(view.whose_name)
    if view.period is None:
        parts.append(f"{view.now.astimezone(view.zone):%d.%m.%Y}")
    else:
        parts.append(days_words(view.period, texts))
    name = " ".join(", ".join(parts).translate(NOT_IN_FILE_NAMES).split())
    return f"{name[:LONGEST_FILE_NAME].strip(' .')}.{ending}"


def words_of_column(words: Words, rulebook: Rulebook, texts: Texts) -> Mapping[str, str]:
    """What is said for each key that a column holds."""
    match words:
        case Words.STAGE:
            keys = (*rulebook.stage_keys, *ENDS)
            return {key: stage_name(rulebook, key, texts) for key in keys}
        case Words.SEGMENT:
            keys = tuple(segment.key for segment in rulebook.segments)
            return {key: segment_name(rulebook, key, texts) for key in keys}
        case Words.REASON:
            keys = tuple(reason.key for reason in rulebook.pipeline.lost_reasons)
            return {key: reason_name(rulebook, key, texts) for key in keys}
        case Words.STATUS:
            return {key: texts.plain(f"report-deal-{key}") for key in ("open", "won", "lost")}
        case Words.TASK_STATE:
            return {state: texts.plain(f"task-state-{dashed(state)}") for state in TaskState}
        case Words.ROLE:
            return {role: texts.plain(f"role-{role}") for role in Role}
        case Words.YES_NO:
            return {key: texts.plain(f"report-{key}") for key in ("yes", "no")}
        case Words.WHOSE_KIND:
            return {kind: texts.plain(f"report-{kind}-button") for kind in WhoseKind}
        case Words.PLANNED:
            return {known: measured_words(known.measure, rulebook, texts) for known in Planned}


def measured_words(measure: Measure, rulebook: Rulebook, texts: Texts) -> str:
    """«Сумма выигранных, ₽», «Цикл сделки, дней»; of counts and shares the name alone."""
    name, unit = measure_name(measure, texts), UNITS[measure]
    if unit in {Unit.COUNT, Unit.SHARE}:
        return name
    currency = rulebook.company.currency
    sign = CURRENCY_SIGNS.get(currency, currency)
    return texts.plain(f"report-measured-{dashed(unit)}", name=name, sign=sign)


def zone_of(view: ReportView) -> str:
    """By whose clock its days are counted."""
    on = view.period.starts_on if view.period else view.now.astimezone(view.zone).date()
    return zone_words(view.zone, on)


def local_words(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d.%m.%Y %H:%M}"


def cell_words(
    value: object, kind: CellKind, zone: ZoneInfo, texts: Texts, words: Mapping[str, str] | None
) -> str:
    """A cell as a page has it."""
    match value:
        case None:
            return ""
        case datetime():
            return local_words(value, zone)
        case date():
            return f"{value:%d.%m.%Y}"
        case int() | float() | Decimal():
            return _figure(value, kind, texts)
        case _:
            said = str(value)
            return said if words is None else words.get(said, said)


def _figure(value: float | Decimal, kind: CellKind, texts: Texts) -> str:
    match kind:
        case CellKind.MONEY:
            figure = f"{value:,.2f}"
        case CellKind.PERCENT:
            figure = f"{value * PERCENT:,.1f}{NO_BREAK_SPACE}%"
        case CellKind.HOURS | CellKind.DAYS:
            figure = f"{value:,.1f}"
        case _:
            figure = f"{value:,.0f}"
    if texts.language == "ru":
        return figure.replace(",", NO_BREAK_SPACE).replace(".", ",")
    return figure
