"""Figures in words: values by their unit, changes with both numbers named, periods, zones."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

from bot.texts import CURRENCY_SIGNS, NO_BREAK_SPACE, NOTHING, Texts
from domain.kpi.changes import Change, Trend
from domain.kpi.definitions import PAID_BY, UNITS
from domain.kpi.model import LeftOut, Measure, Part, Unit
from domain.kpi.views import Subject
from domain.language import Language
from domain.money import Money
from domain.periods import MONTHS_IN_QUARTER, Period, PeriodKind

MINUS: Final = "\u2212"
PERCENT: Final = Decimal(100)
THOUSAND, MILLION = Decimal(1000), Decimal(1_000_000)
TENTH, WHOLE = Decimal("0.1"), Decimal(1)
SMALLEST_WHOLE_PERCENT: Final = 10
"""Relative changes below it are told with a tenth."""

MARKS: Final = {Trend.UP: "▲", Trend.DOWN: "▼", Trend.SAME: "="}
BAR_LENGTH: Final = 10

MEDIANS: Final = frozenset({Measure.CYCLE, Measure.STAGE_TIME, Measure.HAND_OFF})
"""What is in the middle of the facts, not a sum of them."""

PART_UNITS: Final[Mapping[Measure, tuple[Unit, Unit]]] = {
    Measure.WON_VALUE: (Unit.MONEY, Unit.COUNT),
    Measure.LOST_VALUE: (Unit.MONEY, Unit.COUNT),
    Measure.MEAN_WON: (Unit.MONEY, Unit.COUNT),
    Measure.YIELD: (Unit.MONEY, Unit.MONEY),
    Measure.MEAN_CYCLE: (Unit.DAYS, Unit.COUNT),
    Measure.OPEN_PIPELINE: (Unit.MONEY, Unit.COUNT),
    Measure.WEIGHTED_PIPELINE: (Unit.MONEY, Unit.COUNT),
    Measure.VELOCITY: (Unit.MONEY, Unit.DAYS),
    Measure.LIFETIME: (Unit.DAYS, Unit.COUNT),
    Measure.PRODUCTIVITY: (Unit.HOURS, Unit.HOURS),
}
"""What numerator and denominator are in; all others count."""


WITHOUT_DENOMINATOR: Final = frozenset(
    {
        Measure.WON_COUNT,
        Measure.WON_VALUE,
        Measure.LOST_COUNT,
        Measure.LOST_VALUE,
        Measure.NEW_DEALS,
        Measure.CYCLE,
        Measure.STAGE_TIME,
        Measure.HAND_OFF,
        Measure.OPEN_PIPELINE,
        Measure.WEIGHTED_PIPELINE,
        Measure.INFLOW,
        Measure.CALLS,
        Measure.MEETINGS,
        Measure.OFFERS_SENT,
        Measure.CONTRACTS,
    }
)
"""Sums, counts and medians: what is behind them is one list, no numerator."""


def part_key(measure: Measure, part: Part) -> str:
    """Of the texts that name a part of a figure."""
    is_one_list = part is Part.NUMERATOR and measure in WITHOUT_DENOMINATOR
    return f"kpi-part-{'listed' if is_one_list else part.replace('_', '-')}"


def measure_name(measure: Measure, texts: Texts) -> str:
    return texts.plain(f"kpi-name-{kebab(measure)}")


def kebab(measure: Measure) -> str:
    return measure.replace("_", "-")


def value_words(measure: Measure, value: Decimal | None, texts: Texts, *, currency: str) -> str:
    """«93 %», «120 000 ₽», «12,5 дня»; a dash where there is nothing to divide by."""
    if value is None:
        return NOTHING
    match UNITS[measure]:
        case Unit.SHARE:
            rounding = ROUND_DOWN if measure in PAID_BY else ROUND_HALF_UP
            return percent(value, texts, rounding=rounding)
        case unit:
            return amount_words(unit, value, texts, currency=currency)


def amount_words(unit: Unit, value: Decimal, texts: Texts, *, currency: str) -> str:
    """A value that is no share, in its unit."""
    match unit:
        case Unit.MONEY:
            return texts.money(Money(value.quantize(WHOLE, ROUND_HALF_UP), currency))
        case Unit.MONEY_A_DAY:
            money = texts.money(Money(value.quantize(WHOLE, ROUND_HALF_UP), currency))
            return texts.plain("kpi-money-a-day", money=money)
        case Unit.DAYS:
            return texts.plain("kpi-days", days=number(value, texts))
        case Unit.HOURS:
            return texts.plain("kpi-hours", hours=number(value, texts))
        case _:
            return number(value, texts)


def short_words(measure: Measure, value: Decimal | None, texts: Texts, *, currency: str) -> str:
    """The same where there is little room: «1,2 млн ₽»."""
    if value is None or UNITS[measure] is not Unit.MONEY or abs(value) < THOUSAND:
        return value_words(measure, value, texts, currency=currency)
    sign = CURRENCY_SIGNS.get(currency, currency)
    if abs(value) < MILLION:
        return texts.plain("kpi-thousands", number=number(value / THOUSAND, texts), sign=sign)
    return texts.plain("kpi-millions", number=number(value / MILLION, texts), sign=sign)


def number(value: Decimal, texts: Texts, *, rounding: str = ROUND_HALF_UP) -> str:
    """With a tenth where there is one."""
    rounded = value.quantize(TENTH, rounding)
    whole = rounded == rounded.to_integral_value()
    words = f"{rounded:,.0f}" if whole else f"{rounded:,.1f}"
    if texts.language is Language.RUSSIAN:
        words = words.replace(",", NO_BREAK_SPACE).replace(".", ",")
    return words.replace("-", MINUS)


def percent(share: Decimal, texts: Texts, *, rounding: str = ROUND_HALF_UP) -> str:
    return texts.plain("kpi-percent", number=number(share * PERCENT, texts, rounding=rounding))


def change_words(
    measure: Measure, change: Change | None, texts: Texts, *, currency: str
) -> str | None:
    """«▲ +33 п. п. (+55 %)», «▼ −3 (−25 %)», «=»; None where there is nothing to compare.

    What is too small to be shown is no change.
    """
    if change is None:
        return None
    mark = MARKS[change.trend]
    if change.trend is Trend.SAME:
        return mark
    unit = UNITS[measure]
    size = abs(change.difference)
    by = _size_words(unit, size, texts, currency=currency)
    if by == _size_words(unit, Decimal(0), texts, currency=currency):
        return MARKS[Trend.SAME]
    sign = "+" if change.difference > 0 else MINUS
    if change.relative is None:
        return texts.plain("kpi-change-from-zero", mark=mark, by=f"{sign}{by}")
    relative = f"{sign}{_relative(abs(change.relative), texts)}"
    return texts.plain("kpi-change-relative", mark=mark, by=f"{sign}{by}", relative=relative)


def _size_words(unit: Unit, size: Decimal, texts: Texts, *, currency: str) -> str:
    if unit is Unit.SHARE:
        return texts.plain("kpi-points", points=number(size * PERCENT, texts))
    return amount_words(unit, size, texts, currency=currency)


def _relative(share: Decimal, texts: Texts) -> str:
    of_hundred = share * PERCENT
    if of_hundred >= SMALLEST_WHOLE_PERCENT:
        of_hundred = of_hundred.quantize(WHOLE, ROUND_HALF_UP)
    return texts.plain("kpi-percent", number=number(of_hundred, texts))


def left_out_words(
    left_out: Mapping[LeftOut, int], texts: Texts, measure: Measure | None = None
) -> list[str]:
    """«2 сделки без суммы», each reason that has any."""
    return [
        texts.plain(f"kpi-left-{_left_key(reason, measure)}", count=count)
        for reason, count in left_out.items()
        if count
    ]


def _left_key(reason: LeftOut, measure: Measure | None) -> str:
    if measure is Measure.HAND_OFF and reason is LeftOut.NOT_DUE:
        return "waiting"
    return reason.replace("_", "-")


def unit_of_facts(measure: Measure, part: Part) -> Unit | None:
    """What each fact behind a part is in; None where each counts as one."""
    if part is Part.LEFT_OUT:
        return None
    if measure in MEDIANS:
        return UNITS[measure]
    unit = PART_UNITS.get(measure, (Unit.COUNT, Unit.COUNT))[part is Part.DENOMINATOR]
    return None if unit is Unit.COUNT else unit


def part_words(measure: Measure, part: Part, value: Decimal, texts: Texts, *, currency: str) -> str:
    """A numerator or a denominator in its own unit."""
    numerator, denominator = PART_UNITS.get(measure, (Unit.COUNT, Unit.COUNT))
    unit = numerator if part is Part.NUMERATOR else denominator
    return amount_words(unit, value, texts, currency=currency)


def bar(share: Decimal) -> str:
    """«██████░░░░» of a share from 0 to 1."""
    filled = int((min(max(share, Decimal(0)), Decimal(1)) * BAR_LENGTH).to_integral_value())
    return "█" * filled + "░" * (BAR_LENGTH - filled)


def period_name(period: Period, texts: Texts) -> str:
    """«ноябрь 2026», «4 квартал 2026», «16–22 ноября 2026», «18 ноября 2026»."""
    match period.kind:
        case PeriodKind.MONTH:
            return texts.month(period.starts_on)
        case PeriodKind.QUARTER:
            quarter = (period.starts_on.month - 1) // MONTHS_IN_QUARTER + 1
            return texts.plain("kpi-quarter", number=quarter, year=str(period.starts_on.year))
        case _:
            return days_name(period.starts_on, period.last_on, texts)


def short_period_name(period: Period, texts: Texts) -> str:
    """For a button: «ноябрь», «4 кв.», «16–22 ноября»."""
    match period.kind:
        case PeriodKind.MONTH:
            return texts.plain(f"month-name-{period.starts_on.month}")
        case PeriodKind.QUARTER:
            quarter = (period.starts_on.month - 1) // MONTHS_IN_QUARTER + 1
            return texts.plain("kpi-quarter-short", number=quarter)
        case _:
            return _days(period.starts_on, period.last_on, texts, names_year=False)


def days_name(first: date, last: date, texts: Texts) -> str:
    """«1–15 марта 2026», «20 декабря 2025 – 10 января 2026»."""
    return _days(first, last, texts, names_year=True)


def _days(first: date, last: date, texts: Texts, *, names_year: bool) -> str:
    def day(of: date, *, with_year: bool) -> str:
        month = texts.plain(f"month-{of.month}")
        key = "kpi-day-year" if with_year else "kpi-day"
        return texts.plain(key, day=of.day, month=month, **_year(of, with_year))

    if first == last:
        return day(first, with_year=names_year)
    end = day(last, with_year=names_year)
    if (first.year, first.month) == (last.year, last.month):
        return texts.plain("kpi-days-of-month", first=first.day, last=end)
    start = day(first, with_year=names_year and first.year != last.year)
    return texts.plain("kpi-days-between", first=start, last=end)


def _year(of: date, with_year: bool) -> dict[str, str]:
    return {"year": str(of.year)} if with_year else {}


def subject_name(subject: Subject, texts: Texts) -> str:
    """Whose figures, in words: «Вы», a team by its lead's name, the rest by their own."""
    return texts.plain(f"kpi-of-{subject.whose.kind}", name=subject.name)
