"""Parts and wholes: what of a plan is given out, how the rest is shared, how a month is copied.

Plans are whole units of the currency, or whole deals and meetings; shares add up to what is shared.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

from domain.org.whose import Whose

UNIT: Final = Decimal(1)
"""What a computed plan is rounded to."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A plan against those of its parts; ``unplanned`` parts have none."""

    whole: Decimal | None
    parts: Decimal
    unplanned: int

    @property
    def rest(self) -> Decimal | None:
        """What is not given out; below zero where the parts have more. None without a plan."""
        return None if self.whole is None else self.whole - self.parts


def reconcile(whole: Decimal | None, parts: Iterable[Decimal | None]) -> Reconciled:
    known = list(parts)
    planned = [part for part in known if part]
    return Reconciled(whole or None, sum(planned, Decimal(0)), len(known) - len(planned))


def share_out(amount: Decimal, weights: Sequence[Decimal | int]) -> list[Decimal]:
    """Whole shares in proportion to ``weights`` that add up to exactly ``amount``.

    What rounding leaves goes unit by unit to the shares that lost most by it, the earlier first; a
    fraction of a unit goes with the first of them. A zero weight gets nothing.

    Raises ValueError for a negative amount or weight, or no weight above zero.
    """
    exact = [Decimal(weight) for weight in weights]
    total = sum(exact, Decimal(0))
    if amount < 0 or total <= 0 or min(exact) < 0:
        raise ValueError(f"nothing to share {amount} by: {weights}")
    fair = [amount * weight / total for weight in exact]
    shares = [share.quantize(UNIT, ROUND_DOWN) for share in fair]
    left = amount - sum(shares, Decimal(0))
    by_loss = sorted(
        (place for place, weight in enumerate(exact) if weight),
        key=lambda place: fair[place] - shares[place],
        reverse=True,
    )
    for place in by_loss:
        if left < UNIT:
            break
        shares[place] += UNIT
        left -= UNIT
    shares[by_loss[0]] += left
    return shares


def times(amount: Decimal, factor: Decimal) -> Decimal:
    """Rounded to whole units, halves up."""
    return (amount * factor).quantize(UNIT, ROUND_HALF_UP)


def scaled(
    amounts: Mapping[Whose, Decimal],
    factor: Decimal,
    parts_of: Callable[[Whose], Sequence[Whose]],
    top: Whose,
) -> dict[Whose, Decimal]:
    """``amounts`` of ``top`` and what lies below it, ``factor`` times as much.

    Where the parts of a plan added up, they add up afterwards too: they share what it became. What
    did not add up is multiplied one by one.
    """
    after: dict[Whose, Decimal] = {}
    waiting = [top]
    passed: set[Whose] = set()
    while waiting:
        whose = waiting.pop()
        if whose in passed:
            continue
        passed.add(whose)
        parts = parts_of(whose)
        waiting.extend(parts)
        if whose in amounts and whose not in after:
            after[whose] = times(amounts[whose], factor)
        planned = [part for part in parts if amounts.get(part) and part not in after]
        before = [amounts[part] for part in planned]
        if planned and whose in amounts and sum(before) == amounts[whose]:
            after.update(zip(planned, share_out(after[whose], before), strict=True))
    return after
