"""Pieces of sentences that every topic of /rules is made of."""

from collections.abc import Iterable, Sequence
from datetime import time
from decimal import Decimal

from bot.rulebook.wording import step_words
from bot.texts import Markup, Texts
from domain.rulebook.offers import EscalationStep
from domain.rulebook.values import TimeSpan
from domain.working_time import DayHours

PERCENT = Decimal(100)


def said(key: str, texts: Texts, **arguments: str | int) -> Markup:
    """A sentence of the rules."""
    return texts(f"rules-{key}", **arguments)


def bullet(words: str, texts: Texts) -> Markup:
    return texts("rules-bullet", words=words)


def listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def ladder(steps: Sequence[EscalationStep], texts: Texts) -> str:
    """«сразу ответственному, через 1 рабочий день руководителю группы»."""
    return listed(step_words(step, texts) for step in steps)


def percent(share: Decimal, texts: Texts) -> str:
    """«12,5 %» of 0.125."""
    return percents(share * PERCENT, texts)


def percents(figure: Decimal, texts: Texts) -> str:
    """«12,5 %» of 12.5."""
    number = f"{figure.normalize():f}"
    return texts.plain("rules-percent", number=number.replace(".", texts.plain("rules-point")))


def span(hours: TimeSpan) -> str:
    return f"{_wall(hours.start)}–{_wall(hours.end)}"


def day_hours(hours: DayHours) -> str:
    """«09:00–13:00, 14:00–18:00»."""
    return listed(
        f"{shift.begin:%H:%M}–{'24:00' if shift.ends_at_midnight else f'{shift.end:%H:%M}'}"
        for shift in hours.shifts
    )


def _wall(moment: time) -> str:
    return f"{moment:%H:%M}"
