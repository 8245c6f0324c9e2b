"""Requests in words: kinds, channels, limits, lines of lists."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.shortening import shorten, shorten_to_line
from bot.tasks.wording import duration
from bot.texts import NOTHING, Texts
from domain.requests.model import RequestStatus
from domain.requests.views import RequestLine
from domain.rulebook.model import Rulebook
from domain.rulebook.requests import RequestTerm

LONGEST_CLIENT = 32
LONGEST_WORDS = 40


def kind_name(rulebook: Rulebook, key: str, texts: Texts) -> str:
    """A kind that only other rulebooks know goes by its key."""
    return _name(rulebook.requests.find_kind(key), key, texts)


def channel_name(rulebook: Rulebook, key: str, texts: Texts) -> str:
    """The same of a channel."""
    return _name(rulebook.requests.find_channel(key), key, texts)


def _name(term: RequestTerm | None, key: str, texts: Texts) -> str:
    return key if term is None else term.name.for_language(texts.language)


def icon(line_status: RequestStatus, *, is_late: bool) -> str:
    if is_late:
        return "❗"
    return {
        RequestStatus.NEW: "📨",
        RequestStatus.REOPENED: "🔁",
        RequestStatus.REACTED: "💬",
        RequestStatus.CLOSED: "✅",
    }[line_status]


def line_words(
    line: RequestLine, texts: Texts, *, now: datetime, zone: ZoneInfo, names_client: bool = True
) -> str:
    """«❗ Ромашка · не пришёл счёт · 12:30»: when somebody has to act by, or when it was closed."""
    parts = [shorten_to_line(line.words, LONGEST_WORDS)]
    if names_client:
        parts.insert(0, shorten(line.client_name, LONGEST_CLIENT))
    moment = line.closed_at or line.limit_at
    if moment is not None:
        parts.append(short_moment(moment, texts, now=now, zone=zone))
    mark = icon(line.status, is_late=line.is_late(now))
    return f"{mark} {' · '.join(parts)}"


def short_moment(moment: datetime, texts: Texts, *, now: datetime, zone: ZoneInfo) -> str:
    """«12:30» today, «вчера» or «вт, 25 ноября» on other days."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    return f"{local:%H:%M}" if local.date() == today else texts.day(local.date(), today=today)


def working_span(seconds: int | None, texts: Texts) -> str:
    """«1 ч 20 мин» of working time; a dash where nothing is measured."""
    return NOTHING if seconds is None else duration(timedelta(seconds=seconds), texts)
