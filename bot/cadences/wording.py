"""Due days and lateness of contacts in words."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.texts import Texts


def until_words(day: date, today: date, texts: Texts) -> str:
    """«сегодня», «до завтра», «до ср, 2 декабря»."""
    if day == today:
        return texts.plain("day-today")
    return texts.plain("cadence-until", day=texts.day(day, today=today))


def lateness(due_on: date, today: date, texts: Texts) -> str:
    """«2 дня»: whole days, one at least, for who looks from another zone too."""
    return texts.span(timedelta(days=max(1, (today - due_on).days)))


def today_in(zone: ZoneInfo, now: datetime) -> date:
    return now.astimezone(zone).date()
