"""The bonus: what it pays so far, and how far every part is from the edge.

Bonus = Σ weight × [value ≥ threshold], at most 100 percent. A value is compared unrounded, as
numerator against threshold × denominator: 94.999… % does not reach 95. What has no value (no
tasks, no thumbs) pays nothing, and says why.

Source: the agreed definitions of figures («KPI definitions»), components and weights from the
rulebook (`kpi.bonus`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from domain.kpi.definitions_work import is_few
from domain.kpi.model import Figure, LeftOut, Measure
from domain.org.whose import Whose
from domain.periods import Period
from domain.rulebook.kpi import ALL_WEIGHTS, DepartmentBonus

GROWING: Final = frozenset(
    {Measure.TIMELINESS, Measure.ORIENTATION, Measure.WIN_RATE, Measure.REPEAT_SHARE}
)
"""Every further case is one more to divide by; a good one is one more of the numerator, too."""

SETTLED: Final = frozenset({Measure.RETENTION, Measure.TRANSPARENCY})
"""The cases are all there: each is good or bad, and may become the other."""


class PartState(StrEnum):
    """``PAYS``: the threshold is reached. ``FALLS_SHORT``: it is not. ``NOTHING``: there is nothing
    to measure, so it pays nothing: «нет задач со сроком в этом месяце».
    """

    PAYS = "pays"
    FALLS_SHORT = "falls_short"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Cliff:
    """How near the edge is, in whole cases: tasks, thumbs, deals, clients.

    ``total`` are all cases of the period that are known, ``ahead`` those of them that are not
    decided yet. ``misses_to_lose``: so many more bad cases, all the rest ahead being good, and the
    part does not pay as the period ends; one fewer, and it does. None where it does not pay even
    without a further miss. ``hits_to_reach``: so many good cases in a row, and it pays from then
    on; one fewer, and it does not. None where it pays already, and where no number is enough.

    «Ещё одна просрочка из 40 — и 50 % за своевременность не платятся» is ``misses_to_lose`` 1 and
    ``total`` 40.
    """

    total: int
    ahead: int
    misses_to_lose: int | None
    hits_to_reach: int | None


@dataclass(frozen=True, slots=True)
class BonusPart:
    """One component with its figure. ``figure`` is None for whoever has no fact at all."""

    measure: Measure
    weight: int
    threshold: Decimal
    figure: Figure | None

    @property
    def state(self) -> PartState:
        if self.figure is None or self.figure.value is None:
            return PartState.NOTHING
        return PartState.PAYS if reaches(self.figure, self.threshold) else PartState.FALLS_SHORT

    @property
    def paid(self) -> int:
        """Percent of the bonus."""
        return self.weight if self.state is PartState.PAYS else 0

    @property
    def is_idle(self) -> bool:
        """Whether there were hours to work, and no task was accepted in them."""
        figure = self.figure
        return figure is not None and figure.items == 0 and not figure.left_out

    @property
    def is_few(self) -> bool:
        """Whether it pays or fails by so few cases that it says little."""
        return self.figure is not None and is_few(self.figure)

    @property
    def cliff(self) -> Cliff | None:
        """None of what is not counted in cases (hours, money), and where there is none."""
        return cliff_of(self.figure, self.threshold) if self.figure is not None else None

    @property
    def short_of(self) -> Decimal | None:
        """How much the numerator lacks at today's denominator: hours of a productivity, money of a
        yield. Zero where it pays; None where there is nothing to measure.
        """
        if (
            self.figure is None
            or self.figure.denominator is None
            or self.state is PartState.NOTHING
        ):
            return None
        wanted = self.threshold * self.figure.denominator
        return max(wanted - self.figure.numerator, Decimal(0))


@dataclass(frozen=True, slots=True)
class Bonus:
    """What a person's, or a department's, bonus stands at; ``rules`` are of their department.

    ``closed_at`` is None while the figures are live: then it is the bonus so far.
    """

    whose: Whose
    name: str
    period: Period
    rules: DepartmentBonus
    parts: tuple[BonusPart, ...]
    closed_at: datetime | None = None

    @property
    def paid(self) -> int:
        """Percent, 0 to 100."""
        return min(sum(part.paid for part in self.parts), ALL_WEIGHTS)

    @property
    def has_nothing(self) -> bool:
        """Whether no part has anything to measure: a department without tasks. Hours at work with
        nothing accepted are a productivity of zero, but nothing to measure either.
        """
        return all(part.state is PartState.NOTHING or part.is_idle for part in self.parts)

    @property
    def nearest_edge(self) -> BonusPart | None:
        """The paying part that the fewest misses would lose, the heavier of two equal ones."""
        edges = [
            (part.cliff.misses_to_lose, -part.weight, place)
            for place, part in enumerate(self.parts)
            if part.state is PartState.PAYS
            and part.cliff is not None
            and part.cliff.misses_to_lose is not None
        ]
        return self.parts[min(edges)[-1]] if edges else None


def bonus_of(
    whose: Whose,
    name: str,
    period: Period,
    rules: DepartmentBonus,
    figures: Mapping[Measure, Figure],
    *,
    closed_at: datetime | None = None,
) -> Bonus:
    """The bonus by ``figures`` of this very ``whose``; what is not among them has no facts."""
    parts = tuple(
        BonusPart(
            component.measure,
            component.weight,
            component.threshold,
            figures.get(component.measure),
        )
        for component in rules.components
    )
    return Bonus(whose, name, period, rules, parts, closed_at)


def reaches(figure: Figure, threshold: Decimal) -> bool:
    """Whether the value is at least ``threshold``, without any rounding."""
    if figure.value is None or not figure.denominator:
        return False
    return figure.numerator >= threshold * figure.denominator


def cliff_of(figure: Figure, threshold: Decimal) -> Cliff | None:
    """See ``Cliff``; None where the measure is not counted in cases, or there are none."""
    if figure.measure not in GROWING | SETTLED or figure.denominator is None:
        return None
    good, decided = int(figure.numerator), int(figure.denominator)
    ahead = figure.left_out.get(LeftOut.NOT_DUE, 0) if figure.measure in GROWING else 0
    if not decided + ahead:
        return None
    edge = Fraction(threshold)
    grows = figure.measure in GROWING
    return Cliff(
        decided + ahead,
        ahead,
        _misses_to_lose(good, decided, ahead, edge, grows=grows),
        _hits_to_reach(good, decided, edge, grows=grows),
    )


def _misses_to_lose(
    good: int, decided: int, ahead: int, edge: Fraction, *, grows: bool
) -> int | None:
    """The least number with (what is good at the end) < edge × (all cases at the end)."""
    best, total = good + ahead, decided + ahead
    if best < edge * total:
        return None
    if edge == 0:
        return None  # nothing falls below zero
    if not grows:
        return _least_above(best - edge * total)
    spare = best - edge * total
    if spare < ahead:  # each miss of a known case takes one good case away
        return _least_above(spare)
    # All that is ahead may be missed; what comes besides grows the denominator alone.
    return ahead + _least_above((good - edge * total) / edge)


def _hits_to_reach(good: int, decided: int, edge: Fraction, *, grows: bool) -> int | None:
    """The least number with good + hits ≥ edge × all cases then; what pays already needs none."""
    lacking = edge * decided - good
    if lacking <= 0:
        return None
    if not grows:
        return _ceiling(lacking)
    return _ceiling(lacking / (1 - edge)) if edge < 1 else None


def _least_above(value: Fraction) -> int:
    """The least whole number above ``value``."""
    return value.numerator // value.denominator + 1


def _ceiling(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
