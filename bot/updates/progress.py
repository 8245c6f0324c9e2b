"""What is known so far about the update in hand, shared by those who work on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    HANDLED = "handled"
    REPEATED = "repeated"
    """Its effect was there before; nothing was changed."""
    STRANGER = "stranger"
    IGNORED = "ignored"
    """Nobody is behind it, or no handler is meant for it."""
    UNANSWERED = "unanswered"
    """What it asked for was done, but Telegram did not take the answer, or its time was over."""
    BROKEN = "broken"
    """A bug: logged and apologised for."""
    GIVEN_UP = "given_up"
    """It took too long, and changed nothing."""
    TOO_FAST = "too_fast"
    """Of an account that floods: not read."""
    OVERTAKEN = "overtaken"
    """Of somebody who has typed on since, in an inline query: not searched for."""
    POSTPONED = "postponed"
    """The database is away: it will come again."""


@dataclass(slots=True)
class Progress:
    outcome: Outcome = Outcome.HANDLED
    person_id: int | None = None
    handler: str | None = None
    use_cases: list[str] = field(default_factory=list)
    """Which it came to, in order."""
    answered_callbacks: set[str] = field(default_factory=set)
    is_undrawn: bool = False
    """A card of the person's own is outdated by it, and was not drawn."""


_current: ContextVar[Progress | None] = ContextVar("progress", default=None)


def current_progress() -> Progress:
    """The progress of the update in hand; outside of one, a sheet that nobody reads."""
    return _current.get() or Progress()


@contextmanager
def following() -> Iterator[Progress]:
    """A new sheet for one update."""
    progress = Progress()
    token = _current.set(progress)
    try:
        yield progress
    finally:
        _current.reset(token)
