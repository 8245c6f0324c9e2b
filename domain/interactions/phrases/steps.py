"""What was said, and what is to be done next: the rest of the message behind its head."""

import re
from collections.abc import Sequence
from datetime import timedelta

from domain.interactions.model import NextStep
from domain.interactions.phrases.said import StepSaid
from domain.tasks.lines import deadline_of
from domain.tasks.phrases import Deadline, NoteKind, Span, TaskDraft, parse_task, title_of
from domain.tasks.phrases.atoms import Wall
from domain.typed_dates import LONGEST_TEXT, DateUnreadable

FURTHEST_MOVED = timedelta(days=60)
"""«Договор от 20.11» is of the past; read as the next 20 November, it is no next step."""

_BORDER = re.compile(r"[,;\n]|[.!?](?=\s|$)|\s[—–-]\s|\s(?:и|а|но|and|but|then)\s", re.IGNORECASE)
_DEED = re.compile(
    r"\b(?:[а-яё]{2,}(?:[аеиоуыяё]ть|сти|зти|йти|чь)(?:ся|сь)?"
    r"|надо|нужно|(?:to |will |'ll |must |need to )\w+"
    r"|(?:send|call|email|mail|write|prepare|meet|visit|ask|bring|check)\b(?! back with us))\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:\s|[,.;:!?—–-]|(?:и|а|но|что|and|that)\b)+", re.IGNORECASE)


def note_and_step(rest: str, wall: Wall) -> tuple[str | None, StepSaid | None]:
    """The words to keep, and the next step where a date to come was said."""
    rest = _OPENING.sub("", rest).rstrip()
    if not rest:
        return None, None
    draft = parse_task(rest, now=wall.now, zone=wall.zone, calendar=wall.calendar, parts=wall.parts)
    deadline, spans = _date_to_come(draft, wall)
    if deadline is None:
        return rest, None
    border, begin, end = _clause(rest, spans)
    inside = [Span(one.begin - begin, one.end - begin) for one in spans]
    words = title_of(rest[begin:end], inside) or None
    if words is None:
        border, begin, end = _clause_before(rest, begin)
        words = title_of(rest[begin:end], ()) or None
    is_deed = words is not None and _DEED.search(words) is not None
    without_step = (Span(border, end), *_outside(spans, border, end))
    taken = without_step if is_deed and title_of(rest, without_step) else spans
    return title_of(rest, taken) or None, StepSaid(deadline, words)


def parse_step(text: str, wall: Wall, *, default: str) -> NextStep:
    """What is to be done and when; ``default`` are the words where only a date was typed.

    Raises: DateUnreadable: no date to come is said.
    """
    note, step = note_and_step(text, wall)
    if step is None:
        raise DateUnreadable(text=text[:LONGEST_TEXT])
    return NextStep(step.words or note or default, deadline_of(step.deadline))


def _date_to_come(draft: TaskDraft, wall: Wall) -> tuple[Deadline | None, tuple[Span, ...]]:
    if draft.deadline is not None:
        deadline, spans = draft.deadline.value, draft.deadline.spans
        is_moved = any(note.kind is NoteKind.MOVED_ON for note in draft.notes)
        if is_moved and deadline.at > wall.now + FURTHEST_MOVED:
            return None, ()
        if not spans and draft.repetition is not None:  # «по понедельникам»: the first of them
            spans = draft.repetition.spans
        return deadline, spans
    for question in draft.questions:  # «в 8»: the likelier one, changed by a tap
        likelier = question.readings[0].deadline
        if likelier is not None:
            return likelier, question.spans
    return None, ()


def _clause(text: str, spans: Sequence[Span]) -> tuple[int, int, int]:
    """The part of ``text`` between the borders around ``spans``, behind where the first begins."""
    first, last = min(spans).begin, max(span.end for span in spans)
    before, begin = 0, 0
    for border in _BORDER.finditer(text):
        if border.end() <= first:
            before, begin = border.span()
        elif border.start() >= last:
            return before, begin, border.start()
    return before, begin, len(text)


def _clause_before(text: str, at: int) -> tuple[int, int, int]:
    borders = [border for border in _BORDER.finditer(text) if border.end() < at]
    before, begin = borders[-1].span() if borders else (0, 0)
    return before, begin, at


def _outside(spans: Sequence[Span], begin: int, end: int) -> tuple[Span, ...]:
    return tuple(span for span in spans if span.end <= begin or span.begin >= end)
