"""How fast one Telegram account may be: whoever floods the bot is read no further for a while."""

import time
from collections.abc import Callable
from typing import Final

from aiogram.types import Update

from domain.rate_limits import TokenBuckets, TooMany

UPDATES_A_MINUTE: Final = 60
UPDATES_AT_ONCE: Final = 40
"""An album has ten photos, and somebody quick taps twice a second."""
REST: Final = 10


class Pace:
    """By default half a minute's updates may come at once, and ``UPDATES_AT_ONCE`` at least.

    In this process's memory: behind a webhook each replica allows as much.
    """

    def __init__(
        self,
        *,
        a_minute: int = UPDATES_A_MINUTE,
        at_once: int | None = None,
        seconds_now: Callable[[], float] = time.monotonic,
    ) -> None:
        at_once = at_once or max(UPDATES_AT_ONCE, a_minute // 2)
        self._buckets = TokenBuckets(a_minute=a_minute, at_once=at_once, rest=REST)
        self._now = seconds_now

    def take(self, account: int) -> TooMany | None:
        """None where the update may be read."""
        return self._buckets.take(account, self._now())

    def give_back(self, account: int) -> None:
        """The last update was not read, and comes again by no haste of theirs."""
        self._buckets.give_back(account)


def account_of(update: Update) -> int | None:
    """Whose pace it is; None for what nobody can be asked to send again."""
    event = update.message or update.edited_message or update.callback_query or update.inline_query
    return None if event is None or event.from_user is None else event.from_user.id
