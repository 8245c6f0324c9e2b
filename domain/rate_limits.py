"""How often one may: a token bucket each, that fills by and by. In this process's memory."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil
from typing import Final

from domain.clock import Clock
from domain.errors import BadInput
from domain.org.model import PersonId

MOST_REMEMBERED: Final = 50_000
"""Of more, the one longest silent is forgotten."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    is_resting: bool = False


@dataclass(frozen=True, slots=True)
class TooMany:
    """One that is too many; ``seconds`` until others are not."""

    seconds: float
    is_first: bool
    """Since there was enough left."""


class TokenBuckets:
    """A bucket of ``at_once`` for each key, filled by ``a_minute``. Once it is empty, ``rest`` must
    have gathered before anything is taken again.
    """

    def __init__(self, *, a_minute: float, at_once: int, rest: int) -> None:
        self._a_second = a_minute / 60
        self._at_once = at_once
        self._rest = rest
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, key: Hashable, now: float) -> TooMany | None:
        """``now`` in seconds of any clock; one that steps back fills nothing. None: it is taken."""
        bucket = self._buckets.pop(key, None) or _Bucket(self._at_once, now)
        self._buckets[key] = bucket
        if len(self._buckets) > MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        gained = max(0.0, now - bucket.at) * self._a_second
        bucket.left, bucket.at = min(self._at_once, bucket.left + gained), now
        if bucket.left >= (self._rest if bucket.is_resting else 1):
            bucket.left -= 1
            bucket.is_resting = False
            return None
        is_first, bucket.is_resting = not bucket.is_resting, True
        return TooMany((self._rest - bucket.left) / self._a_second, is_first)

    def give_back(self, key: Hashable) -> None:
        """What was taken last was not used."""
        bucket = self._buckets.get(key)
        if bucket is not None:
            bucket.left = min(self._at_once, bucket.left + 1)


class Limited(StrEnum):
    """What one person may do only so often."""

    SEARCH = "search"
    TYPED_SEARCH = "typed_search"
    FILE = "file"


LIMITS: Final[dict[Limited, tuple[float, int, int]]] = {
    Limited.SEARCH: (30, 40, 5),
    Limited.TYPED_SEARCH: (120, 60, 10),
    Limited.FILE: (1 / 3, 20, 1),
}
"""How many a minute, at once, and after a rest: 20 files an hour are a report's many versions,
and whoever types slowly searches at every letter."""


class TooOften(BadInput):
    """``what`` was wanted too often; ``minutes`` until it is done again."""


@dataclass(frozen=True, slots=True)
class RateLimits:
    """One person may do what is dear, or carries much away, so often and no more."""

    clock: Clock
    _buckets: dict[Limited, TokenBuckets] = field(
        init=False,
        default_factory=lambda: {
            what: TokenBuckets(a_minute=a_minute, at_once=at_once, rest=rest)
            for what, (a_minute, at_once, rest) in LIMITS.items()
        },
    )

    def require(self, person_id: PersonId, what: Limited) -> None:
        """Raises: TooOften."""
        too_many = self._buckets[what].take(person_id, self.clock().timestamp())
        if too_many is not None:
            raise TooOften(what=what.value, minutes=ceil(too_many.seconds / 60))
