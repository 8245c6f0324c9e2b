from collections.abc import Iterator
from contextlib import contextmanager

from aiogram.types import Update


class Typed:
    """What people type into inline queries. Telegram asks anew at almost every letter, and shows
    what the latest is answered with: one that a newer one of the same person waits behind is worth
    no search.

    In this process's memory: behind a webhook each replica knows of its own.
    """

    def __init__(self) -> None:
        self._latest: dict[int, int] = {}
        """Update ids, by who types."""

    def __len__(self) -> int:
        return len(self._latest)

    @contextmanager
    def in_hand(self, update: Update) -> Iterator[None]:
        """From its waiting for its turn until it is done with."""
        if update.inline_query is None:
            yield
            return
        person, number = update.inline_query.from_user.id, update.update_id
        self._latest[person] = max(number, self._latest.get(person, number))
        try:
            yield
        finally:
            if self._latest.get(person) == number:
                del self._latest[person]

    def is_overtaken(self, update: Update) -> bool:
        if update.inline_query is None:
            return False
        latest = self._latest.get(update.inline_query.from_user.id, 0)
        return latest > update.update_id
