import random
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long to wait before each next try: twice as long every time, up to a limit.

    Each is shortened at random by up to half, so that replicas do not come back all at once.
    """

    first_seconds: float = 0.5
    longest_seconds: float = 15.0

    def __iter__(self) -> Iterator[float]:
        pause = self.first_seconds
        while True:
            yield min(pause, self.longest_seconds) * random.uniform(0.5, 1)  # noqa: S311 - no secret, but different each time
            pause = min(pause * 2, self.longest_seconds)
