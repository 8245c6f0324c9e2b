from collections.abc import Mapping
from decimal import Decimal
from typing import Final, TypeVar

Key = TypeVar("Key")

AHEAD: Final = Decimal("1.5")
BEHIND: Final = Decimal("0.5")


def standing_out(values: Mapping[Key, Decimal]) -> tuple[Key | None, Key | None]:
    """Who is ahead and who behind: the best, from half as much again as the mean of the others on;
    the worst, up to half of it. None where nobody is; of equals the first.
    """
    if len(values) <= 1:
        return None, None
    best = max(values, key=lambda key: values[key])
    worst = min(values, key=lambda key: values[key])
    ahead = best if values[best] > 0 and values[best] >= AHEAD * _others(values, best) else None
    behind = worst if values[worst] < values[best] and _is_behind(values, worst) else None
    return ahead, behind


def _others(values: Mapping[Key, Decimal], but: Key) -> Decimal:
    """The mean of all but one."""
    others = [value for key, value in values.items() if key != but]
    return sum(others, Decimal(0)) / len(others)


def _is_behind(values: Mapping[Key, Decimal], worst: Key) -> bool:
    return values[worst] <= BEHIND * _others(values, worst)
