"""Places by one figure: equal values share a place, what has no value comes last with none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from domain.kpi.changes import LESS_IS_BETTER
from domain.kpi.model import Figure, Measure
from domain.org.whose import Whose

Ranked = TypeVar("Ranked")


@dataclass(frozen=True, slots=True)
class Place:
    """``number`` counts from 1, as in sport: 1, 2, 2, 4. None where there is nothing to divide by.

    ``is_shared``: others have the same.
    """

    figure: Figure
    number: int | None
    is_shared: bool = False

    @property
    def whose(self) -> Whose:
        return self.figure.whose


def places(figures: Sequence[Figure], measure: Measure) -> list[Place]:
    """Of ``figures`` of one measure, the best first; equal ones in the order in which they came."""
    valued = [(figure.value, figure) for figure in figures if figure.value is not None]
    valued.sort(key=lambda pair: pair[0], reverse=measure not in LESS_IS_BETTER)
    with_it = Counter(value for value, _ in valued)
    first: dict[Decimal, int] = {}
    for number, (value, _) in enumerate(valued, 1):
        first.setdefault(value, number)
    found = [Place(figure, first[value], with_it[value] > 1) for value, figure in valued]
    return [*found, *(Place(figure, None) for figure in figures if figure.value is None)]


def place_of(found: Sequence[Place], whose: Whose) -> Place | None:
    return next((place for place in found if place.whose == whose), None)
