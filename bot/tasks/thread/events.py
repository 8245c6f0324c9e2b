"""What happened in a task, in a few words each, for the lines between what was said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.shortening import shorten_to_line
from bot.tasks.wording import duration, priority_name
from bot.texts import Markup, Texts
from domain.tasks.model import TaskPriority
from domain.tasks.views import ThreadEntry

LONGEST_QUOTE: Final = 120
"""Signs of a reason that stand in one line; the card and the notice told the rest."""


@dataclass(frozen=True, slots=True)
class _Telling:
    entry: ThreadEntry
    texts: Texts
    zone: ZoneInfo
    now: datetime

    def fact(self, name: str) -> str | None:
        value = self.entry.facts.get(name)
        return str(value) if value not in (None, "") else None

    def at(self, name: str) -> str | None:
        value = self.fact(name)
        if value is None:
            return None
        return self.texts.moment(datetime.fromisoformat(value), zone=self.zone, now=self.now)

    def length(self, name: str) -> str:
        value = self.entry.facts.get(name)
        minutes = value if isinstance(value, int) else 0
        return duration(timedelta(minutes=abs(minutes)) if minutes else None, self.texts)

    def priority(self) -> str | None:
        value = self.fact("priority")
        return priority_name(TaskPriority(value), self.texts) if value else None


def event_words(entry: ThreadEntry, texts: Texts, *, zone: ZoneInfo, now: datetime) -> Markup:
    """«срок теперь вт, 24 ноября, 18:00»; a kind without words (yet) is told as a change."""
    told = _Telling(entry, texts, zone, now)
    words = _WORDS.get(entry.kind, _by_kind_alone)(told)
    quoted = _QUOTED.get(entry.kind)
    quote = told.fact(quoted) if quoted else None
    if quote is None:
        return words
    short = shorten_to_line(quote, LONGEST_QUOTE)
    return texts("thread-event-quoted", words=words, quote=short)


def _by_kind_alone(told: _Telling) -> Markup:
    key = f"thread-event-{told.entry.kind.removeprefix('task_').replace('_', '-')}"
    return told.texts(key if told.texts.has(key) else "thread-event-other")


def _date_asked(told: _Telling) -> Markup:
    return told.texts("thread-event-date-asked", at=told.at("deadline_at"))


def _date_moved(told: _Telling) -> Markup:
    return told.texts("thread-event-date-moved", at=told.at("deadline_at"))


def _reassigned(told: _Telling) -> Markup:
    return told.texts("thread-event-reassigned", name=told.fact("executor"))


def _handed_over(told: _Telling) -> Markup:
    return told.texts("thread-event-reassigned", name=told.fact("now"))


def _assigner_changed(told: _Telling) -> Markup:
    return told.texts("thread-event-assigner-changed", name=told.fact("now"))


def _joined_project(told: _Telling) -> Markup:
    return told.texts("thread-event-joined-project", project=told.fact("project"))


def _priority(told: _Telling) -> Markup:
    return told.texts("thread-event-priority", priority=told.priority())


def _estimated(told: _Telling) -> Markup:
    return told.texts("thread-event-estimated", estimate=told.length("minutes"))


def _time(told: _Telling) -> Markup:
    minutes = told.entry.facts.get("minutes")
    is_less = isinstance(minutes, int) and minutes < 0
    key = "thread-event-time-less" if is_less else "thread-event-time"
    return told.texts(key, spent=told.length("minutes"))


def _closed(told: _Telling) -> Markup:
    mark = {"up": "👍", "down": "👎"}.get(told.fact("rating") or "", "")
    return told.texts("thread-event-closed", mark=mark)


_WORDS: Final[Mapping[str, Callable[[_Telling], Markup]]] = {
    "task_date_asked": _date_asked,
    "task_date_agreed": _date_moved,
    "task_date_changed": _date_moved,
    "task_approval_date": _date_moved,
    "task_reassigned": _reassigned,
    "task_handed_over": _handed_over,
    "task_assigner_changed": _assigner_changed,
    "task_joined_project": _joined_project,
    "task_priority": _priority,
    "task_estimated": _estimated,
    "task_time": _time,
    "task_closed": _closed,
}

_QUOTED: Final = {
    "task_declined": "reason",
    "task_approval_declined": "reason",
    "task_date_asked": "reason",
    "task_date_refused": "reason",
    "task_cancelled": "reason",
    "task_objection": "objection",
    "task_done": "result",
}
"""The fact that says why. What is a comment too (a return, an answer) is not said twice."""
