"""What is shown of figures: a page of them, one explained, a ranking, losses, twelve months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.kpi.changes import Change, change_of, value_of
from domain.kpi.definitions import UNITS
from domain.kpi.model import Fact, Figure, Measure, Part, Unit
from domain.kpi.ranking import Place
from domain.money import Money
from domain.org.whose import Whose, WhoseKind
from domain.pages import Page
from domain.periods import Period
from domain.plans.model import Planned
from domain.plans.progress import Days
from domain.rulebook.model import Rulebook

FigureKey = tuple[Measure, str]
"""A measure, and the stage's key where it is of stages."""

ADDS_UP = (Unit.COUNT, Unit.MONEY)
"""Units of what is zero, not nothing, where there are no facts."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose figures, of which days, and what they are held against; ``today`` is in ``zone``.

    ``closed_at``: when the period was closed; None while its figures are computed live.
    """

    whose: Whose
    name: str
    period: Period
    against: Period
    zone: ZoneInfo
    today: date
    is_own: bool = False
    closed_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        return self.today in self.period


@dataclass(frozen=True, slots=True)
class KpiPage:
    """Somebody's figures of a period and of the one it is held against.

    ``corrected`` are figures of a closed period as the facts say them by now, where that differs.
    ``inside`` are the kinds of whose figures can be looked at within; ``can_choose_whose``: there
    are others than the reader's own.
    """

    subject: Subject
    figures: Mapping[FigureKey, Figure]
    before: Mapping[FigureKey, Figure]
    rulebook: Rulebook
    corrected: Mapping[FigureKey, Figure] = field(default_factory=dict)
    inside: tuple[WhoseKind, ...] = ()
    can_choose_whose: bool = False

    @property
    def currency(self) -> str:
        return self.rulebook.company.currency

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all happened, and nothing is going on."""
        return not any(figure.value for figure in self.figures.values())

    def figure(self, measure: Measure, stage: str = "") -> Figure:
        """As it is; without any fact zero of what adds up, and no value of the rest."""
        known = self.figures.get((measure, stage))
        return known or nothing_of(measure, self.subject.whose, stage)

    def change(self, measure: Measure, stage: str = "") -> Change | None:
        """None where there is no value to compare."""
        before = self.before.get((measure, stage))
        if before is None:
            before = nothing_of(measure, self.subject.whose, stage)
        return change_of(self.figure(measure, stage).value, value_of(before))


def nothing_of(measure: Measure, whose: Whose, stage: str = "") -> Figure:
    """The figure of whoever has no fact at all."""
    zero = Decimal(0)
    value = zero if UNITS[measure] in ADDS_UP else None
    return Figure(measure, whose, value, zero, None if value is not None else zero, of=stage)


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One figure with all that explains it; ``before`` is of ``subject.against``; ``corrected`` is
    what the facts say by now, where a closed period is kept otherwise.
    """

    subject: Subject
    figure: Figure
    before: Figure
    rulebook: Rulebook
    corrected: Figure | None = None


@dataclass(frozen=True, slots=True)
class FactsPage:
    """A part of the facts behind a figure, as far as the reader may see them."""

    subject: Subject
    measure: Measure
    stage: str
    part: Part
    lines: Sequence[Fact]
    page: Page
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class WhosePage:
    """Who is inside ``subject.whose``: one kind of them, a page by name. ``above`` is wider, the
    nearest first, as far as the reader may see it.
    """

    subject: Subject
    kind: WhoseKind
    kinds: Sequence[WhoseKind]
    lines: Sequence[tuple[Whose, str]]
    page: Page
    above: Sequence[tuple[Whose, str]]
    own: Whose


@dataclass(frozen=True, slots=True)
class RankingPage:
    """Places by one measure: those the reader may see by name, and the reader's own of ``of``, or
    their branch's among branches.

    ``names`` are of everybody in ``places``.
    """

    subject: Subject
    measure: Measure
    kind: WhoseKind
    places: Sequence[Place]
    names: Mapping[Whose, str]
    page: Page
    own: Place | None
    of: int
    has_branches: bool
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class Loss:
    """Deals lost for one reason; ``others`` of them have no amount, or one in another currency."""

    reason: str
    deals: int
    money: Money
    others: int = 0


@dataclass(frozen=True, slots=True)
class LossesPage:
    """Why deals were lost, the most frequent reason first; with what was won beside it."""

    subject: Subject
    losses: Sequence[Loss]
    won: Figure
    won_money: Figure
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class TrendPage:
    """Values of a few measures in each of some months, the oldest first; None is shown as a gap."""

    subject: Subject
    months: Sequence[Period]
    values: Mapping[Measure, Sequence[Decimal | None]]
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class PlansPage:
    """Plan, None where there is none, and fact of everything that is planned in a month; ``days``
    are its working days, None where the month is over or nobody's calendar counts.
    """

    subject: Subject
    month: Period
    rows: Sequence[tuple[Planned, Decimal | None, Decimal]]
    days: Days | None
    rulebook: Rulebook

    @property
    def has_plans(self) -> bool:
        return any(plan is not None for _, plan, _ in self.rows)
