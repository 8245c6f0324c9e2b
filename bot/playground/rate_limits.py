"""Telegram's limits on how fast a bot may write, as buckets that fill with time."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Final

from bot.playground.refusals import TooManyRequests

OVERALL_PER_SECOND: Final = 30
GROUP_PER_MINUTE: Final = 20
CHAT_PER_SECOND: Final = 1
CHAT_BURST: Final = 3
"""Messages at once that Telegram forgives in one chat before it holds the bot to one a second."""


@dataclass(slots=True)
class _Bucket:
    size: float
    per_second: float
    level: float
    at: float

    def fill(self, now: float) -> None:
        self.level = min(self.size, self.level + (now - self.at) * self.per_second)
        self.at = now

    def wait_for(self, amount: float) -> float:
        """Seconds until ``amount`` can be taken; what exceeds the bucket waits for a full one."""
        return max(0.0, (min(amount, self.size) - self.level) / self.per_second)


class RateLimits:
    """Counts messages by a monotonic clock (seconds)."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._overall = _Bucket(
            OVERALL_PER_SECOND, OVERALL_PER_SECOND, OVERALL_PER_SECOND, monotonic()
        )
        self._chats: dict[int, _Bucket] = {}

    def spend(self, chat_id: int, *, is_group: bool, messages: int = 1) -> None:
        """Count ``messages`` to a chat.

        Raises:
            TooManyRequests: one of the limits is reached; nothing was counted.
        """
        now = self._monotonic()
        if chat_id not in self._chats:
            size, rate = (
                (GROUP_PER_MINUTE, GROUP_PER_MINUTE / 60)
                if is_group
                else (CHAT_BURST, CHAT_PER_SECOND)
            )
            self._chats[chat_id] = _Bucket(size, rate, size, now)
        buckets = (self._overall, self._chats[chat_id])
        for bucket in buckets:
            bucket.fill(now)
        wait = max(bucket.wait_for(messages) for bucket in buckets)
        if wait > 0:
            raise TooManyRequests(ceil(wait))
        for bucket in buckets:
            bucket.level -= messages
