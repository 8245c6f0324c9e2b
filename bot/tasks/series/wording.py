"""How often a task comes again, in words."""

from typing import Final

from bot.texts import Texts
from domain.tasks.phrases import LAST_DAY, Every, Repetition

MONTHS_IN_YEAR: Final = 12
MONTHS_IN_QUARTER: Final = 3


def repetition_words(repetition: Repetition, texts: Texts) -> str:
    """«каждый понедельник», «раз в 2 недели: пн, ср», «каждый месяц, 5-го числа»."""
    unit, step = repetition.unit, repetition.step
    if unit is Every.WEEK and step == 1 and len(repetition.weekdays) == 1:
        return texts.plain(f"repeats-every-weekday-{repetition.weekdays[0]}")
    if unit is Every.MONTH and step == MONTHS_IN_YEAR:
        words = texts.plain("repeats-every-year")
    elif unit is Every.MONTH and step == MONTHS_IN_QUARTER:
        words = texts.plain("repeats-every-quarter")
    else:
        words = texts.plain(f"repeats-every-{unit.replace('_', '-')}", step=step)
    if repetition.weekdays:
        days = ", ".join(texts.plain(f"weekday-{day}") for day in repetition.weekdays)
        return texts.plain("repeats-on-weekdays", every=words, days=days)
    if repetition.month_day == LAST_DAY:
        return texts.plain("repeats-on-last-day", every=words)
    if repetition.month_day is not None:
        return texts.plain("repeats-on-day", every=words, day=repetition.month_day)
    return words
