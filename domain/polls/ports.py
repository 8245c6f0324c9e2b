from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.clients.model import ClientId
from domain.interactions.model import InteractionId
from domain.org.visibility import Scope
from domain.polls.model import Answer, Asked
from domain.polls.periods import Period
from domain.polls.views import AnswerRow, NamedPoll, QuestionSummary, WordsPage


class Polls(Protocol):
    """Answers. Those of one contact or client are asked about only once it was loaded through the
    actor's scope; the rest is of clients inside a scope.
    """

    async def asked(
        self, client_id: ClientId, interaction_id: InteractionId
    ) -> Mapping[str, Asked]:
        """By key of the poll: when the client was last asked it."""
        ...

    async def answers(self, interaction_id: InteractionId, poll: str) -> Mapping[str, Answer]:
        """By key of the question, in the order of the questions."""
        ...

    async def keep(self, answer: Answer, now: datetime) -> Answer:
        """In place of the one to the same question; as saved. ``answered_at`` stays the first."""
        ...

    async def named(self, scope: Scope) -> Sequence[NamedPoll]:
        """Polls with answers, by their latest name."""
        ...

    async def summary(
        self, poll: str, period: Period, segment: str | None, scope: Scope
    ) -> tuple[int, Sequence[QuestionSummary]]:
        """After how many contacts it was asked, and the questions in their order."""
        ...

    async def in_words(
        self,
        poll: str,
        period: Period,
        segment: str | None,
        scope: Scope,
        *,
        offset: int,
        size: int,
    ) -> WordsPage:
        """Latest first."""
        ...

    async def rows(
        self, poll: str, period: Period, segment: str | None, scope: Scope
    ) -> Sequence[AnswerRow]:
        """Every answer, oldest first; skipped questions left out."""
        ...
