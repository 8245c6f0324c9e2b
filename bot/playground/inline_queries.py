"""What a person types after the bot's name in a message field, and what the bot finds for it."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.playground.callback_queries import CallbackQueries
from bot.playground.refusals import Json, Misplayed

MOST_KEPT: Final = 500
"""Answers from which a result can still be chosen; of more, the oldest is forgotten."""


@dataclass(frozen=True, slots=True)
class Found:
    """One answer: ``shown`` is what a client shows, ``contents`` the messages by result id."""

    shown: Json
    contents: dict[str, Json]


class InlineQueries:
    """Queries that wait for the bot's answer, by id, and answers with results to choose.

    Whether an answer comes in time is decided as for taps.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._waiting = CallbackQueries(monotonic)
        self._found: OrderedDict[str, tuple[int, dict[str, Json]]] = OrderedDict()

    def ask(self, user_id: int) -> tuple[str, "asyncio.Future[Json]"]:
        """A new query's id, and the answer to wait for."""
        query_id, answer = self._waiting.ask()
        self._found[query_id] = user_id, {}
        if len(self._found) > MOST_KEPT:
            self._found.popitem(last=False)
        return query_id, answer

    def answer(self, query_id: str, found: Found) -> None:
        """Show ``found`` to who asked.

        Raises:
            BadRequest: unknown, answered before, or too old.
        """
        self._waiting.answer(query_id, found.shown)
        if query_id in self._found:
            user_id, _ = self._found[query_id]
            self._found[query_id] = user_id, found.contents

    def content(self, query_id: str, result_id: str, user_id: int) -> Json:
        """The message that choosing this result posts.

        Raises:
            Misplayed: it was not shown to this person.
        """
        asked_by, contents = self._found.get(query_id, (0, {}))
        if asked_by != user_id or result_id not in contents:
            raise Misplayed("no such result was shown")
        return contents[result_id]
