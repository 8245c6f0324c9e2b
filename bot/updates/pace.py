"""How fast one Telegram account may be: whoever floods the bot is read no further for a while.

Nobody is refused because the bot was away. What has waited comes all at once when it is back, so a
message counts at the moment at which Telegram says it was written. A tap has no such moment. It
counts when it comes, but for the first seconds after the bot was away: then everybody may have
``WAITED_AT_ONCE``. That the bot was away is told by its start, by what it could not fetch or
handle, and by messages, anybody's, that are old when they come.
"""

import time
from collections.abc import Callable
from typing import Final

from aiogram.types import Update

from domain.rate_limits import TokenBuckets, TooMany

UPDATES_A_MINUTE: Final = 60
UPDATES_AT_ONCE: Final = 40
"""An album has ten photos, and somebody quick taps twice a second."""
REST: Final = 10
LATE_SECONDS: Final = 10
"""A message older than this waited for the bot; Telegram gives whole seconds, and clocks differ."""
CATCHING_UP_SECONDS: Final = 10
WAITED_AT_ONCE: Final = 300
"""Hardly anybody taps more often at a bot that does not answer; a flood is larger."""
TYPED_TIMES: Final = 3
"""Telegram asks anew while somebody types: so many queries for a message are no flood."""
TYPED_AT_ONCE: Final = 60
"""As many searches as are made at once; one person's fill no more than a part of the webhook."""


class Pace:
    """By default half a minute's updates may come at once, and ``UPDATES_AT_ONCE`` at least.

    In this process's memory: behind a webhook each replica allows as much.
    """

    def __init__(
        self,
        *,
        a_minute: int = UPDATES_A_MINUTE,
        at_once: int | None = None,
        seconds_now: Callable[[], float] = time.time,
    ) -> None:
        at_once = at_once or max(UPDATES_AT_ONCE, a_minute // 2)
        most_waited = max(WAITED_AT_ONCE, at_once)
        self._coming = TokenBuckets(a_minute=a_minute, at_once=at_once, rest=REST)
        self._waited_messages = TokenBuckets(a_minute=a_minute, at_once=at_once, rest=REST)
        self._waited_taps = TokenBuckets(a_minute=a_minute, at_once=most_waited, rest=REST)
        self._typed = TokenBuckets(
            a_minute=a_minute * TYPED_TIMES, at_once=max(TYPED_AT_ONCE, at_once), rest=REST
        )
        self._now = seconds_now
        self._catches_up_until: float | None = None

    def take(
        self, account: int, written_at: float | None, *, while_typing: bool = False
    ) -> TooMany | None:
        """None where the update may be read. ``written_at`` as ``written_at`` has it."""
        now = self._now()
        if while_typing:
            return self._typed.take(account, now)
        if self._catches_up_until is None or _is_late(written_at, now):
            self.was_away()
        buckets, at = self._counted(written_at, now)
        return buckets.take(account, at)

    def give_back(
        self, account: int, written_at: float | None, *, while_typing: bool = False
    ) -> None:
        """The update was not handled, and comes again by no haste of theirs."""
        buckets = self._typed if while_typing else self._counted(written_at, self._now())[0]
        buckets.give_back(account)

    def was_away(self) -> None:
        """What has waited for the bot comes now."""
        self._catches_up_until = self._now() + CATCHING_UP_SECONDS

    def _catches_up(self, now: float) -> bool:
        """A clock that was set back does not draw it out."""
        until = self._catches_up_until
        return until is not None and until - CATCHING_UP_SECONDS <= now < until

    def _counted(self, written_at: float | None, now: float) -> tuple[TokenBuckets, float]:
        """Among which it counts, and when."""
        if written_at is None:
            return (self._waited_taps if self._catches_up(now) else self._coming), now
        if _is_late(written_at, now):
            return self._waited_messages, written_at
        return self._coming, now


def _is_late(written_at: float | None, now: float) -> bool:
    return written_at is not None and now - written_at > LATE_SECONDS


def account_of(update: Update) -> int | None:
    """Whose pace it is; None for what nobody can be asked to send again."""
    event = update.message or update.edited_message or update.callback_query or update.inline_query
    return None if event is None or event.from_user is None else event.from_user.id


def written_at(update: Update) -> float | None:
    """When Telegram says it was written or edited, in seconds of the epoch; None for a tap."""
    if update.edited_message and update.edited_message.edit_date:
        return float(update.edited_message.edit_date)
    message = update.message or update.edited_message
    return message.date.timestamp() if message else None
