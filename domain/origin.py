"""Where the act in hand came from: for the audit, and so that no update has its effect twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum


class Channel(StrEnum):
    TELEGRAM = "telegram"
    CLOCK = "clock"
    COMMAND_LINE = "cli"


@dataclass(slots=True)
class Origin:
    """``update_id`` is recorded by the first commit made under this origin.

    ``to_draw``: the actor's own cards, as (matter, its id): message, which a commit under this
    origin has made outdated. Whoever handles the update draws them, and takes out what is drawn;
    the ledger draws what is left.
    """

    channel: Channel
    actor_id: int | None = None
    update_id: int | None = None
    is_recorded: bool = False
    to_draw: dict[tuple[str, int], int] = field(default_factory=dict)


_current: ContextVar[Origin | None] = ContextVar("origin", default=None)


def current_origin() -> Origin:
    """The origin of the act in hand; the clock's where nobody said otherwise."""
    return _current.get() or Origin(Channel.CLOCK)


@contextmanager
def acting_from(origin: Origin) -> Iterator[Origin]:
    """Everything committed inside is laid to ``origin``."""
    token = _current.set(origin)
    try:
        yield origin
    finally:
        _current.reset(token)
