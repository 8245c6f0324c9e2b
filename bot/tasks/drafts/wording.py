"""What is said of a draft: its deadline, and how its line was read."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.tasks.wording import duration
from bot.texts import Markup, Texts
from domain.tasks.draft_views import DraftView, SaidNote
from domain.tasks.model import Deadline
from domain.tasks.phrases import Candidate

ONE_DAY: Final = timedelta(days=1)


def deadline_in_full(deadline: Deadline, texts: Texts, *, now: datetime, zone: ZoneInfo) -> str:
    """«завтра (чт, 19 ноября), 15:00»: with the weekday whatever the day."""
    local, day = deadline.at.astimezone(zone), deadline.day(zone)
    today = now.astimezone(zone).date()
    words = texts.day(day, today=today)
    if abs(day - today) <= ONE_DAY:
        far = texts.day(day, today=day - 2 * ONE_DAY)
        words = texts.plain("draft-near-day", near=words, day=far)
    if not deadline.has_time:
        return words
    return texts.plain("draft-day-with-time", day=words, time=f"{local:%H:%M}")


def full_name(person: Candidate) -> str:
    return " ".join(filter(None, (person.first_name, person.last_name)))


def note_line(note: SaidNote, texts: Texts) -> Markup:
    """What to know about how the line was read."""
    return texts(f"draft-note-{note.kind.replace('_', '-')}", words=note.words)


def refused_estimate_line(shown: DraftView, texts: Texts) -> Markup | None:
    if shown.refused_estimate is None:
        return None
    return texts("draft-estimate-refused", estimate=duration(shown.refused_estimate, texts))
