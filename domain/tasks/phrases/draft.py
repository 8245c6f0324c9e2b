"""What one line was understood to say: values, each with the place in the text it came from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from domain.tasks.model import TaskPriority
from domain.tasks.phrases.recurrence import Repetition

T = TypeVar("T")


class Span(NamedTuple):
    """``text[begin:end]``."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a task can be given to; ``username`` is a Telegram login, with or without the @."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """``at`` is aware UTC, ``day`` its date on the person's wall.

    Where no time was said (``has_time`` is False), ``at`` is when work ends on that day.
    """

    at: datetime
    day: date
    has_time: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A client or a contact, still to be searched for.

    ``text`` is as typed («Иванову»); ``stem`` is without its case ending («Иванов»), for a search
    by part of a name.
    """

    text: str
    stem: str


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A value and the pieces of the text that say it, in order; they may lie apart."""

    value: T
    spans: tuple[Span, ...]


class QuestionKind(StrEnum):
    HOUR = "hour"  # «в 8»: of the morning or of the evening?
    DATE = "date"  # 03/04: April or March?
    EXECUTOR = "executor"  # two people have this name


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take an ambiguous place: exactly one of the fields is there."""

    deadline: Deadline | None = None
    executor: Candidate | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What has two readings, or more where more people share a name; the likelier one first.

    Until it is answered the field that it is about is empty.
    """

    kind: QuestionKind
    spans: tuple[Span, ...]
    readings: tuple[Reading, ...]


class NoteKind(StrEnum):
    AFTERNOON = "afternoon"  # «в 5» was taken for 17:00, the one that makes sense
    MOVED_ON = "moved_on"  # the moment has passed today or this year, so the next one was taken
    DATE_PASSED = "date_passed"  # a date of the past, left in the title
    DATE_IMPOSSIBLE = "date_impossible"  # 31.02, left in the title
    TIME_IMPOSSIBLE = "time_impossible"  # 25:00, left in the title
    DATE_TOO_FAR = "date_too_far"  # more than five years ahead, left in the title
    NOT_UNDERSTOOD = (
        "not_understood"  # «17.00» or «во вторник» that nothing took, left in the title
    )
    UNKNOWN_LOGIN = "unknown_login"  # @login of nobody among the candidates


@dataclass(frozen=True, slots=True)
class Note:
    """What the person should be told about how the line was read."""

    kind: NoteKind
    span: Span


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task as one line says it; nothing is saved and nobody's right is checked.

    ``title`` is the text without what other fields took, cleaned; it may be empty. The link stays
    in the title. ``executors`` has the responsible one first. A repeating task's ``deadline`` is
    its first one and tells its time of day.
    """

    text: str
    title: str
    deadline: Said[Deadline] | None = None
    estimate: Said[timedelta] | None = None
    executors: tuple[Said[Candidate], ...] = ()
    priority: Said[TaskPriority] | None = None
    link: Said[Link] | None = None
    repetition: Said[Repetition] | None = None
    questions: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = ()
    asides: tuple[Span, ...] = ()
    """Words that only ask for a task («напомни мне», "todo:"), and logins of nobody."""
    mentioned: tuple[Candidate, ...] = ()
    """Who is named in the title while nobody was said to do it: maybe meant for them."""
    guess: Link | None = None
    """Where there is no ``link``: words that name a client only if one is called exactly so."""

    @property
    def taken(self) -> tuple[Span, ...]:
        """All that is not in the title, in order; no two overlap."""
        fields = (self.deadline, self.estimate, self.priority, self.repetition, *self.executors)
        said = [span for field in fields if field for span in field.spans]
        asked = [span for question in self.questions for span in question.spans]
        return tuple(sorted({*said, *asked, *self.asides}))

    def with_title(self, title: str) -> "TaskDraft":
        return replace(self, title=title)

    def answered(self, question: Question, reading: Reading) -> "TaskDraft":
        """The draft after ``question`` was answered with one of its readings."""
        left = tuple(other for other in self.questions if other != question)
        if reading.deadline:
            return replace(self, questions=left, deadline=Said(reading.deadline, question.spans))
        if reading.executor is None:
            raise ValueError("a reading has a deadline or an executor")
        executor = Said(reading.executor, question.spans)
        return replace(self, questions=left, executors=(*self.executors, executor))


_SPACES = re.compile(r"\s+")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_EMPTY_SENTENCES = re.compile(r"\.(?:\s+\.)+\s*")
_SPACE_BEFORE_MARK = re.compile(r"\s+([,;.!?])(?!\w)")
_REPEATED_MARKS = re.compile(r"[,;:/|](?=\s*[,;:!?/|])\s*")
_EDGES = " ,;:.–—-/|"
_BEGINNING = _EDGES + "!?"
_HANGING_WORD = re.compile(r"(?:^|\s)(?:и|and)$|^(?:и|and)\s", re.IGNORECASE)


def title_of(text: str, taken: Iterable[Span]) -> str:
    """``text`` without ``taken``: single spaces, and no marks left hanging."""
    pieces, at = [], 0
    for begin, end in sorted(taken):
        pieces.append(text[at:begin])
        at = end
    pieces.append(text[at:])
    title = _SPACES.sub(" ", " ".join(pieces))
    title = _EMPTY_SENTENCES.sub(". ", _EMPTY_BRACKETS.sub("", title))
    title = _SPACE_BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", title))
    title = _REPEATED_MARKS.sub("", title).strip(_EDGES)
    return _HANGING_WORD.sub("", title.lstrip(_BEGINNING)).strip(_EDGES)
