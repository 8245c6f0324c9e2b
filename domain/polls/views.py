from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.clients.model import ClientId
from domain.interactions.model import InteractionId
from domain.pages import Page
from domain.polls.model import Answer, ByLanguage
from domain.polls.periods import Period
from domain.rulebook.polls import Poll


@dataclass(frozen=True, slots=True)
class PollPage:
    """A poll after one contact. ``poll`` None: the rulebook knows it no more.

    ``answers`` by key of the question; ``asks`` is the position of the question to be asked now,
    None where none is, or where the reader may not answer. ``changeable_until``: of the answers
    that are there, the first moment at which one cannot be changed any more, for who may.
    """

    interaction_id: InteractionId
    client_id: ClientId
    client_name: str
    key: str
    poll: Poll | None
    place: int
    """Of the poll in the rulebook."""
    rules_version: int
    answers: Mapping[str, Answer]
    asks: int | None = None
    may_answer: bool = False
    changeable_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """``answer`` None: in free words."""

    answer: str | None
    name: ByLanguage | None
    count: int


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """``answers``: the most frequent first, free words last; ``answered`` is their sum."""

    question: str
    text: ByLanguage
    answers: tuple[AnswerCount, ...]
    skipped: int

    @property
    def answered(self) -> int:
        return sum(one.count for one in self.answers)

    @property
    def in_words(self) -> int:
        return sum(one.count for one in self.answers if one.answer is None)


@dataclass(frozen=True, slots=True)
class NamedPoll:
    key: str
    name: ByLanguage


@dataclass(frozen=True, slots=True)
class PollSummary:
    """``asked`` counts contacts after which the poll was asked. ``polls``: all there are to see,
    those that the rulebook has dropped included; ``poll`` None where there is none.
    """

    poll: NamedPoll | None
    polls: Sequence[NamedPoll]
    period: Period
    segment: str | None
    asked: int
    questions: Sequence[QuestionSummary]
    back: int = 0

    @property
    def in_words(self) -> int:
        return sum(one.in_words for one in self.questions)


@dataclass(frozen=True, slots=True)
class SaidInWords:
    """One answer in free words."""

    words: str
    client_name: str
    on: date


@dataclass(frozen=True, slots=True)
class WordsPage:
    lines: Sequence[SaidInWords]
    page: Page


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A single answer with the names around it; ``at`` is on the company's wall."""

    at: datetime
    client_name: str
    segment: str
    person_name: str
    question: ByLanguage
    answer: ByLanguage | None
    words: str | None
