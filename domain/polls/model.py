from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.clients.model import ClientId
from domain.interactions.model import InteractionId
from domain.org.model import PersonId

WORDS_LIMIT: Final = 500

ByLanguage = Mapping[str, str]
"""Words by language, as they were when the question was asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client answered to one question after one contact.

    Of ``answer`` (a ready one, by key) and ``words`` one is given; neither: it was skipped.
    """

    client_id: ClientId
    interaction_id: InteractionId
    poll: str
    poll_name: ByLanguage
    question: str
    question_text: ByLanguage
    position: int
    segment: str
    answered_by: PersonId
    answered_at: datetime
    answer: str | None = None
    answer_name: ByLanguage | None = None
    words: str | None = None
    version: int = 0
    """0: not saved yet."""

    @property
    def is_skipped(self) -> bool:
        return self.answer is None and self.words is None

    def says_the_same(self, other: "Answer") -> bool:
        return (self.answer, self.words) == (other.answer, other.words)


@dataclass(frozen=True, slots=True)
class Asked:
    """When a client was last asked a poll, the contact in hand apart; ``is_here``: in that one."""

    last_at: datetime | None = None
    is_here: bool = False
