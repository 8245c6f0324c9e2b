"""What comes of a changed rule, in words: one line each, below it."""

from typing import assert_never

from bot.texts import Markup, Texts
from domain.cadences.plan import DueShift
from domain.deals.stage_dues import StageLate
from domain.rulebook.impact import (
    ClientsMove,
    DueDaysMove,
    Effect,
    Holds,
    LimitMoved,
    PipelineWeighed,
    SegmentFlow,
    Standing,
    TicksLacking,
)


def effect_line(effect: Effect, texts: Texts) -> Markup:
    """«    ↳ 41 сделка станет просроченной»."""
    return texts("rulebook-effect", words=effect_words(effect, texts))


def effect_words(effect: Effect, texts: Texts) -> str:
    match effect:
        case LimitMoved(late):
            return _late_deals(late, texts)
        case Standing(deals):
            key = "rulebook-effect-standing" if deals else "rulebook-effect-nothing-there"
            return texts.plain(key, count=deals)
        case TicksLacking(deals, lacking):
            return _ticks(deals, lacking, texts)
        case PipelineWeighed(before, after, others):
            sums = texts.plain(
                "rulebook-effect-pipeline", before=texts.money(before), after=texts.money(after)
            )
            rest = texts.plain("rulebook-effect-pipeline-others", count=others) if others else ""
            return sums + rest
        case ClientsMove(clients, flows):
            return _segments(clients, flows, texts)
        case DueDaysMove(shift):
            return _due_days(shift, texts)
        case Holds(reach, count):
            key = f"rulebook-effect-{reach.replace('_', '-')}"
            return texts.plain(key) if count is None else texts.plain(key, count=count)
        case _:
            assert_never(effect)


def _joined(parts: list[str]) -> str:
    return "; ".join(parts)


def _late_deals(late: StageLate, texts: Texts) -> str:
    if not late.deals:
        return texts.plain("rulebook-effect-nothing-there")
    parts = []
    if late.come_late:
        parts.append(texts.plain("rulebook-effect-late", count=late.come_late))
    if late.no_longer_late:
        parts.append(texts.plain("rulebook-effect-no-longer-late", count=late.no_longer_late))
    if not parts:
        parts.append(texts.plain("rulebook-effect-as-late", count=late.deals))
    return _joined(parts)


def _ticks(deals: int, lacking: int, texts: Texts) -> str:
    if not deals:
        return texts.plain("rulebook-effect-nothing-there")
    if not lacking:
        return texts.plain("rulebook-effect-ticked", count=deals)
    return texts.plain("rulebook-effect-ticks", count=lacking)


def _segments(clients: int, flows: tuple[SegmentFlow, ...], texts: Texts) -> str:
    if not clients:
        return texts.plain("rulebook-effect-same-segments")
    parts = [texts.plain("rulebook-effect-segments", count=clients)]
    for flow in flows:
        name = flow.name.for_language(texts.language)
        parts.append(
            texts.plain(
                "rulebook-effect-segment-flow",
                name=name,
                enter=texts.number(flow.enter),
                leave=texts.number(flow.leave),
            )
        )
    return _joined(parts)


def _due_days(shift: DueShift, texts: Texts) -> str:
    counted = (
        ("come", shift.come),
        ("leave", shift.leave),
        ("moved", shift.moved),
        ("come-late", shift.come_late),
        ("no-longer-late", shift.no_longer_late),
    )
    parts = [
        texts.plain(f"rulebook-effect-due-{name}", count=count) for name, count in counted if count
    ]
    if not parts:
        return texts.plain("rulebook-effect-same-due-days")
    return _joined([*parts, texts.plain("rulebook-effect-due-when")])
