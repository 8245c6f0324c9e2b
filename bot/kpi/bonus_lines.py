"""The bonus in words: what it pays so far, and how far each part is from its edge."""

from decimal import ROUND_DOWN, Decimal

from bot.kpi.wording import kebab, measure_name, number, percent
from bot.texts import NOTHING, Markup, Texts
from domain.kpi.bonus import Bonus, BonusPart, PartState
from domain.kpi.model import Measure
from domain.rulebook.kpi import PERCENT

IN_WORDS = frozenset({Measure.TIMELINESS, Measure.ORIENTATION, Measure.WIN_RATE})
"""Measures whose cases have a name of their own."""


def bonus_line(bonus: Bonus, texts: Texts) -> Markup | None:
    """«💰 Бонус сейчас: 80 из 100 %» with the nearest cliff while the period is not closed; nothing
    where nothing is measured.
    """
    if bonus.has_nothing:
        return None
    return texts.lines([_total(bonus, texts), edge_words(bonus, texts)])


def edge_words(bonus: Bonus, texts: Texts) -> Markup | None:
    """The nearest cliff while the period is not closed, and there is one."""
    edge = bonus.nearest_edge if bonus.closed_at is None else None
    return cliff_words(edge, texts) if edge else None


def bonus_block(bonus: Bonus, texts: Texts) -> Markup:
    """Each part with its weight and threshold, and what it hangs on. Values are rounded down, so
    that 94.96 % never reads as the 95 % that pay.
    """
    if bonus.has_nothing:
        return texts("kpi-bonus-nothing")
    return texts.lines(
        [
            _total(bonus, texts),
            *(line for part in bonus.parts for line in _part(part, bonus, texts)),
        ]
    )


def _total(bonus: Bonus, texts: Texts) -> Markup:
    key = "kpi-bonus" if bonus.closed_at is None else "kpi-bonus-closed"
    return texts(key, paid=bonus.paid)


def _part(part: BonusPart, bonus: Bonus, texts: Texts) -> list[Markup | None]:
    value = None if part.figure is None else part.figure.value
    line = texts(
        f"kpi-part-of-bonus-{part.state.replace('_', '-')}",
        name=measure_name(part.measure, texts),
        value=NOTHING if value is None else percent(value, texts, rounding=ROUND_DOWN),
        weight=part.weight,
        threshold=percent(part.threshold, texts),
    )
    return [line, cliff_words(part, texts) if bonus.closed_at is None else None]


def cliff_words(part: BonusPart, texts: Texts) -> Markup | None:
    """«Ещё одна просрочка из 40 — и 50 % за своевременность не платятся»; what is lacking where it
    does not pay; nothing where there is nothing to measure.
    """
    cliff = part.cliff
    if part.state is PartState.NOTHING:
        return None
    if part.state is PartState.FALLS_SHORT:
        return _reach_words(part, texts)
    if cliff is None or cliff.misses_to_lose is None:
        return None
    said = {"count": cliff.misses_to_lose, "total": cliff.total, "weight": part.weight}
    if part.measure in IN_WORDS:
        return texts(f"kpi-cliff-{kebab(part.measure)}", **said)
    return texts("kpi-cliff", name=measure_name(part.measure, texts), **said)


def _reach_words(part: BonusPart, texts: Texts) -> Markup | None:
    cliff, threshold = part.cliff, percent(part.threshold, texts)
    if cliff is not None and cliff.hits_to_reach is not None:
        key = f"kpi-reach-{kebab(part.measure)}" if part.measure in IN_WORDS else "kpi-reach"
        return texts(key, count=cliff.hits_to_reach, threshold=threshold)
    if part.measure is Measure.PRODUCTIVITY and part.short_of:
        hours = number(part.short_of, texts)
        return texts("kpi-reach-productivity", hours=hours, threshold=threshold)
    if cliff is None and part.short_of and part.figure is not None and part.figure.value:
        lacking = (part.threshold - part.figure.value) * PERCENT
        return texts("kpi-reach-points", points=number(max(lacking, Decimal(0)), texts))
    return texts("kpi-reach-never", threshold=threshold)
