"""What is said of a draft: its deadline, how it repeats, and how its line was read."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.tasks.wording import duration
from bot.texts import Markup, Texts
from domain.tasks.drafts import DraftView, SaidNote
from domain.tasks.model import Deadline
from domain.tasks.phrases import LAST_DAY, Every, Repetition

MONTHS_IN_YEAR: Final = 12
MONTHS_IN_QUARTER: Final = 3
ONE_DAY: Final = timedelta(days=1)


def deadline_in_full(deadline: Deadline, texts: Texts, *, now: datetime, zone: ZoneInfo) -> str:
    """«завтра (чт, 19 ноября), 15:00»: with the weekday whatever the day."""
    local = deadline.at.astimezone(zone)
    today = now.astimezone(zone).date()
    words = texts.day(local.date(), today=today)
    if abs(local.date() - today) <= ONE_DAY:
        far = texts.day(local.date(), today=local.date() - 2 * ONE_DAY)
        words = texts.plain("draft-near-day", near=words, day=far)
    if not deadline.has_time:
        return words
    return texts.plain("draft-day-with-time", day=words, time=f"{local:%H:%M}")


def repetition_words(repetition: Repetition, texts: Texts) -> str:
    """«каждую неделю: пн, ср», «каждый месяц 5-го»."""
    unit, step = repetition.unit, repetition.step
    if unit is Every.MONTH and step == MONTHS_IN_YEAR:
        words = texts.plain("draft-every-year")
    elif unit is Every.MONTH and step == MONTHS_IN_QUARTER:
        words = texts.plain("draft-every-quarter")
    else:
        words = texts.plain(f"draft-every-{unit.replace('_', '-')}", step=step)
    if repetition.weekdays:
        days = ", ".join(texts.plain(f"weekday-{day}") for day in repetition.weekdays)
        return texts.plain("draft-every-on-weekdays", every=words, days=days)
    if repetition.month_day == LAST_DAY:
        return texts.plain("draft-every-on-last-day", every=words)
    if repetition.month_day is not None:
        return texts.plain("draft-every-on-day", every=words, day=repetition.month_day)
    return words


def note_line(note: SaidNote, texts: Texts) -> Markup:
    """What to know about how the line was read."""
    return texts(f"draft-note-{note.kind.replace('_', '-')}", words=note.words)


def refused_estimate_line(shown: DraftView, texts: Texts) -> Markup | None:
    if shown.refused_estimate is None:
        return None
    return texts("draft-estimate-refused", estimate=duration(shown.refused_estimate, texts))
