import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.playground.refusals import BadRequest, Json
from bot.playground.world import new_id

ANSWER_WITHIN_SECONDS: Final = 15.0
"""How long a button spins for a person; later answers are refused."""


@dataclass(frozen=True, slots=True)
class _Asked:
    until: float
    answer: "asyncio.Future[Json]"


class CallbackQueries:
    """Taps that wait for the bot's answer, by query id. Times are of a monotonic clock."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._asked: dict[str, _Asked] = {}

    def ask(self) -> tuple[str, "asyncio.Future[Json]"]:
        """A new query's id, and the answer to wait for."""
        now = self._monotonic()
        self._asked = {key: asked for key, asked in self._asked.items() if asked.until > now}
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        query_id = new_id()
        self._asked[query_id] = _Asked(now + ANSWER_WITHIN_SECONDS, answer)
        return query_id, answer

    def answer(self, query_id: str, answer: Json) -> None:
        """Show ``answer`` to who tapped.

        Raises:
            BadRequest: unknown, answered before, or too old.
        """
        asked = self._asked.pop(query_id, None)
        if asked is None or asked.until <= self._monotonic():
            raise BadRequest("query is too old and response timeout expired or query ID is invalid")
        if not asked.answer.done():
            asked.answer.set_result(answer)
