"""Single answers as a file: what its writer is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.polls.views import AnswerRow


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Titles of the columns in the reader's language; ``segments`` are names by key."""

    title: str
    at: str
    client: str
    segment: str
    person: str
    question: str
    answer: str
    words: str
    segments: Mapping[str, str]
    language: str


class WritePollWorkbook(Protocol):
    """XLSX: a row an answer. Slow for thousands: to be called in a thread."""

    def __call__(self, rows: Sequence[AnswerRow], words: AnswerWords) -> bytes: ...
