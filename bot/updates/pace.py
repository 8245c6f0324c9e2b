"""How fast one Telegram account may be: whoever floods the bot is read no further for a while."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from aiogram.types import Update

UPDATES_A_MINUTE: Final = 60
UPDATES_AT_ONCE: Final = 40
"""An album has ten photos, and somebody quick taps twice a second."""
REST: Final = 10
"""So many must have gathered before somebody who was too fast is read again."""
MOST_ACCOUNTS: Final = 50_000
"""Remembered at once; of more, the one longest silent is forgotten."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    is_resting: bool = False


@dataclass(frozen=True, slots=True)
class TooMany:
    """An update that is not read; ``seconds`` until others are."""

    seconds: float
    is_first: bool
    """Of this flood: the one that is answered."""


class Pace:
    """A bucket of ``at_once`` updates for each account, filled by ``a_minute``; by default it holds
    half a minute's, and ``UPDATES_AT_ONCE`` at least.

    In this process's memory: behind a webhook each replica allows as much.
    """

    def __init__(
        self,
        *,
        a_minute: int = UPDATES_A_MINUTE,
        at_once: int | None = None,
        seconds_now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._a_second = a_minute / 60
        self._at_once = at_once or max(UPDATES_AT_ONCE, a_minute // 2)
        self._now = seconds_now
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, account: int) -> TooMany | None:
        """None where the update may be read."""
        now = self._now()
        bucket = self._buckets.pop(account, None) or _Bucket(self._at_once, now)
        self._buckets[account] = bucket
        if len(self._buckets) > MOST_ACCOUNTS:
            self._buckets.popitem(last=False)
        bucket.left = min(self._at_once, bucket.left + (now - bucket.at) * self._a_second)
        bucket.at = now
        if bucket.left >= (REST if bucket.is_resting else 1):
            bucket.left -= 1
            bucket.is_resting = False
            return None
        is_first, bucket.is_resting = not bucket.is_resting, True
        return TooMany((REST - bucket.left) / self._a_second, is_first)


def account_of(update: Update) -> int | None:
    """Whose haste it is; None for what nobody can be asked to send again."""
    event = update.message or update.edited_message or update.callback_query or update.inline_query
    return None if event is None or event.from_user is None else event.from_user.id
