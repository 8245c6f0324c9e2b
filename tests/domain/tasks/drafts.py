"""Drafts as the corpus writes them, and whom it knows.

It is Wednesday 18 November 2026, 13:00 in Moscow; work is from 09:00 to 18:00 on weekdays.
"""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import yaml

from domain.tasks.phrases import (
    Candidate,
    Deadline,
    Question,
    QuestionKind,
    Repetition,
    TaskDraft,
    parse_task,
)
from tests.builders import NOW, a_calendar

CORPUS = Path(__file__).with_name("corpus")
MOSCOW = ZoneInfo("Europe/Moscow")
PEOPLE = (
    Candidate(1, "Иван", "Петров", "petrov"),
    Candidate(2, "Марина", "Сидорова", "sidorova"),
    Candidate(3, "Дмитрий", "Кузнецов", "kuznetsov"),
    Candidate(4, "Александр", "Волков", "volkov"),
    Candidate(5, "Ольга", "Серова", "serova"),
    Candidate(6, "Ольга", "Орлова", "orlova"),
    Candidate(7, "Наталья", "Белова", "belova"),
    Candidate(8, "Сергей", "Новиков", "novikov"),
    Candidate(9, "Айгуль", "Сапарова", "saparova"),
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Phrase(NamedTuple):
    """A line and the draft that it must give, in the words of the corpus."""

    text: str
    expected: dict[str, Any]


@cache
def corpus() -> tuple[Phrase, ...]:
    """All phrases of the files in ``corpus/``."""
    files = sorted(CORPUS.glob("*.yaml"))
    entries = [entry for file in files for entry in yaml.safe_load(file.read_text("utf-8"))]
    return tuple(Phrase(entry.pop("text"), entry) for entry in entries)


def parsed(text: str, **settings: Any) -> TaskDraft:
    known: dict[str, Any] = {
        "now": NOW,
        "zone": MOSCOW,
        "calendar": a_calendar(),
        "people": PEOPLE,
    }
    return parse_task(text, **known | settings)


def described(draft: TaskDraft) -> dict[str, Any]:
    """Only what the line said: a field that is not there was not said."""
    fields: dict[str, Any] = {
        "title": draft.title,
        "due": draft.deadline and due(draft.deadline.value),
        "takes": draft.estimate and _length(draft.estimate.value),
        "who": [said.value.username for said in draft.executors],
        "priority": draft.priority and draft.priority.value.value,
        "link": draft.link and draft.link.value.text,
        "repeats": draft.repetition and _repeats(draft.repetition.value),
        "asks": {question.kind.value: _readings(question) for question in draft.questions},
        "names": [person.username for person in draft.mentioned],
        "notes": [note.kind.value for note in draft.notes],
    }
    return {name: value for name, value in fields.items() if value or name == "title"}


def due(deadline: Deadline) -> str:
    """«Thu 2026-11-19 15:00»; without a time only the day, which then ends with work or later."""
    local = deadline.at.astimezone(MOSCOW)
    assert local.date() == deadline.day
    return f"{local:%a %Y-%m-%d %H:%M}" if deadline.has_time else f"{local:%a %Y-%m-%d}"


def _length(duration: timedelta) -> str:
    minutes = int(duration.total_seconds()) // 60
    return f"{minutes // 60}h{minutes % 60:02d}"


def _repeats(repetition: Repetition) -> str:
    """«2 week: mon wed», «1 month: 5»."""
    days = " ".join(WEEKDAYS[weekday] for weekday in repetition.weekdays)
    detail = days or str(repetition.month_day or "")
    return f"{repetition.step} {repetition.unit.value}" + (f": {detail}" if detail else "")


def _readings(question: Question) -> list[str | None]:
    if question.kind is QuestionKind.EXECUTOR:
        people = (reading.executor for reading in question.readings)
        return [person.username if person else None for person in people]
    deadlines = (reading.deadline for reading in question.readings)
    return [due(deadline) if deadline else None for deadline in deadlines]
