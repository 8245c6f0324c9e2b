"""Changed rules in words: one line each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from bot.rulebook.wording import HOURS_A_DAY, step_words, working_time
from bot.shortening import shorten_to_line
from bot.texts import Markup, Texts
from domain.rulebook.changes import Change, ChangeKind
from domain.rulebook.model import Rulebook
from domain.rulebook.offers import EscalationStep
from domain.rulebook.pipeline import LOST, WON
from domain.rulebook.values import LocalText

LONGEST_VALUE: Final = 120
AS_PERCENT: Final = "probability"
IN_WORKING_TIME: Final = "limit_working_hours"
"""The field whose hours are told as days where they are whole ones."""

_LAST_NAME = re.compile(r"([a-z_]+)(?:\[[^\]]*\])?$")
_ENTRY = re.compile(r"\[[^\]]*\]\.?")
_OF_SEGMENT = re.compile(r"(?:cadences|cycle|requests|risks|greetings|kpi)\.segments\[(\w+)\]")
_OF_COMPONENT = re.compile(r"\.components\[(\w+)\]")

STAGE_FIELDS: Final = {"on_accept", "on_refuse", "contract_stage", "stages"}
SEGMENT_FIELDS: Final = {"default_segment", "segments", "segment"}
REASON_FIELDS: Final = {"refusal_reasons", "lost_reasons"}


@dataclass(frozen=True, slots=True)
class Names:
    """What the keys of two rulebooks are called; the newer one's word counts."""

    stages: Mapping[str, LocalText]
    segments: Mapping[str, LocalText]
    reasons: Mapping[str, LocalText]

    @classmethod
    def of(cls, old: Rulebook, new: Rulebook) -> Self:
        both = (old, new)
        ends = {WON: new.pipeline.won.name, LOST: new.pipeline.lost.name}
        return cls(
            stages={stage.key: stage.name for book in both for stage in book.stages} | ends,
            segments={known.key: known.name for book in both for known in book.segments},
            reasons={
                reason.key: reason.name for book in both for reason in book.pipeline.lost_reasons
            },
        )

    def for_field(self, field: str) -> Mapping[str, LocalText]:
        """Names of the keys that stand in a field; empty where its values are no keys."""
        if field in STAGE_FIELDS:
            return self.stages
        if field in SEGMENT_FIELDS:
            return self.segments
        return self.reasons if field in REASON_FIELDS else {}


NO_NAMES: Final = Names({}, {}, {})


def change_line(change: Change, texts: Texts, names: Names = NO_NAMES) -> Markup:
    """«• «Предложение», лимит этапа: 3 → 2 рабочих дня»."""
    field = field_words(change.path, texts)
    around = _around(change, texts, names)
    old, new = _both(change, texts, names)
    if change.kind is ChangeKind.ADDED:
        words = texts("rulebook-added", field=field, new=new)
    elif change.kind is ChangeKind.REMOVED:
        words = texts("rulebook-removed", field=field, old=old)
    else:
        words = texts("rulebook-changed", field=field, old=old, new=new)
    if around:
        return texts("rulebook-change-of", around=around, change=words)
    return texts("rulebook-change", change=words)


def field_name(path: str, texts: Texts) -> str:
    """What people call the last part of ``path``; the path itself where there are no words."""
    field = _field_of(path)
    key = f"rulebook-field-{field.replace('_', '-')}"
    return texts.plain(key) if field and texts.has(key) else path


def field_words(path: str, texts: Texts) -> str:
    """The same with what it is part of, where that has a name and is not told otherwise:
    «риск потери клиента, часов на согласование».
    """
    own = field_name(path, texts)
    below_entry = _ENTRY.split(path)[-1]
    around = [f"rulebook-field-{part.replace('_', '-')}" for part in below_entry.split(".")[:-1]]
    return ", ".join([*(texts.plain(key) for key in around if texts.has(key)), own])


def value_text(value: Any, texts: Texts, names: Mapping[str, LocalText] | None = None) -> str:
    """A value of the file as a person reads it; whole entries by their names, keys by ``names``."""
    names = names or {}
    match value:
        case None:
            return texts.plain("rulebook-nothing")
        case bool():
            return texts.plain("rulebook-yes" if value else "rulebook-no")
        case {"ru": str(), "en": str()}:
            return _short(str(value[str(texts.language)]))
        case {"to": "owner" | "lead" | "manager", **rest} if set(rest) & _STEP_FIELDS:
            return step_words(EscalationStep.model_validate(value), texts)
        case dict():
            name = value.get("name") or value.get("text") or value.get("key") or value.get("on")
            named = name if name is not None else value.get("segment")
            if named is not None:
                return value_text(named, texts, names)
            return _short(_listed(value, texts))
        case list():
            parts = ", ".join(value_text(part, texts, names) for part in value)
            return _short(parts) or texts.plain("rulebook-nothing")
        case str() if value in names:
            return _short(names[value].for_language(texts.language))
        case str() if (key := _known_word(value, texts)) is not None:
            return texts.plain(key)
        case int() | float():
            return number_text(value, texts)
        case _:
            return _short(str(value))


def number_text(number: float, texts: Texts) -> str:
    """«3 000 000», «92,5»."""
    if isinstance(number, float) and not number.is_integer():
        return f"{number:.10g}".replace(".", texts.plain("rules-point"))
    return _short(texts.number(int(number)))


def _known_word(value: str, texts: Texts) -> str | None:
    """The key of a word of a closed set, or of a figure."""
    word = value.replace("_", "-")
    keys = (f"rulebook-value-{word}", f"kpi-name-{word}")
    return next((key for key in keys if texts.has(key)), None)


_STEP_FIELDS: Final = {"after_working_hours", "after_working_days"}


def _both(change: Change, texts: Texts, names: Names) -> tuple[str, str]:
    """Both values; of working time in one unit, which is named once."""
    field = _field_of(change.path)
    if field == IN_WORKING_TIME and isinstance(change.old, int) and isinstance(change.new, int):
        new = working_time(change.new, texts)
        is_in_days = [hours % HOURS_A_DAY == 0 for hours in (change.old, change.new)]
        if all(is_in_days):
            return str(change.old // HOURS_A_DAY), new
        if not any(is_in_days):
            return str(change.old), new
        return working_time(change.old, texts), new
    if field == AS_PERCENT and isinstance(change.old, float) and isinstance(change.new, float):
        return _percent(change.old, texts), _percent(change.new, texts)
    known = names.for_field(field)
    old, new = _apart(change.old, change.new)
    return value_text(old, texts, known), value_text(new, texts, known)


def _apart(old: Any, new: Any) -> tuple[Any, Any]:
    """Of two lists of entries what differs, without what both begin and end with."""
    if not (isinstance(old, list) and isinstance(new, list)) or not any(
        isinstance(part, dict) for part in (*old, *new)
    ):
        return old, new
    begin, shortest = 0, min(len(old), len(new))
    while begin < shortest and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < shortest - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    return old[begin : len(old) - end], new[begin : len(new) - end]


def _percent(share: float, texts: Texts) -> str:
    number = f"{share * 100:g}".replace(".", texts.plain("rules-point"))
    return texts.plain("rules-percent", number=number)


def _around(change: Change, texts: Texts, names: Names) -> str | None:
    """Whose rule it is."""
    label = change.label.for_language(texts.language) if change.label else None
    if (match := _OF_SEGMENT.match(change.path)) and label is None:
        named = names.segments.get(match[1])
        return named.for_language(texts.language) if named else match[1]
    if match := _OF_COMPONENT.search(change.path):
        measure = value_text(match[1], texts)
        return f"{label}, {measure}" if label else measure
    return label


def _field_of(path: str) -> str:
    match = _LAST_NAME.search(path)
    return match[1] if match else ""


def _listed(values: dict[str, Any], texts: Texts) -> str:
    """What is told of an entry without a name; what it is known by is told around it."""
    return ", ".join(
        f"{field_name(name, texts)}: {value_text(value, texts)}"
        for name, value in values.items()
        if name != "measure" and value not in (None, [])
    )


def _short(text: str) -> str:
    return shorten_to_line(text, LONGEST_VALUE)
