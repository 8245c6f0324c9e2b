"""What the digest of a day's result shows, and the levels below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.deals.views import DealLine
from domain.money import Money
from domain.org.whose import Whose
from domain.pages import Page
from domain.plans.views import OwnPlan
from domain.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class Sums:
    """So many deals, with their money by currency, the largest first; some have no amount."""

    count: int = 0
    money: tuple[Money, ...] = ()
    without_amount: int = 0


@dataclass(frozen=True, slots=True)
class LostBecause:
    """Lost deals of one reason, by its key in the rulebook."""

    reason: str
    lost: Sums


@dataclass(frozen=True, slots=True)
class LateClients:
    """Clients of a segment that heard nothing in time, the money of their open deals, and the
    first of their names.
    """

    segment: str
    count: int
    money: tuple[Money, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Offers without an answer: all, their money, and how many are overdue."""

    count: int = 0
    money: tuple[Money, ...] = ()
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class StandsOut:
    """A branch ahead of the others or behind them, by what it won this week."""

    name: str
    won: Money


@dataclass(frozen=True, slots=True)
class Evening:
    """What came of a day in all that somebody answers for. Closings are of ``day``; the rest is as
    it stands now. ``won_before`` and ``lost_before`` were closed after the digest before, which
    could not tell of them.

    ``own`` counts what waits for the reader themself; ``has_branches``: at least two lie below;
    ``is_today``: now is a moment of ``day``.
    """

    day: date
    won: Sums
    lost: Sums
    reasons: Sequence[LostBecause]
    pipeline: Sums
    silence: Silence
    late_clients: Sequence[LateClients]
    late_requests: int
    risks: int
    own: int
    rulebook: Rulebook
    plan: OwnPlan | None = None
    ahead: StandsOut | None = None
    behind: StandsOut | None = None
    has_branches: bool = False
    won_before: Sums = Sums()
    lost_before: Sums = Sums()
    is_today: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened and nothing waits: a plan alone is no news."""
        happened = self.won.count or self.lost.count
        happened = happened or self.won_before.count or self.lost_before.count
        waits = self.silence.count or self.late_requests or self.risks or self.own
        return not (happened or waits or self.late_clients)


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A branch, a team or a person with what they closed on the day, and their silence now."""

    whose: Whose
    name: str
    won: Sums
    lost: Sums
    silent: int

    def weight(self, currency: str) -> tuple[Decimal, int]:
        """By which lines are ordered: the money won in the company's currency, then the number."""
        amounts = [money.amount for money in self.won.money if money.currency == currency]
        return sum(amounts, Decimal(0)), self.won.count


@dataclass(frozen=True, slots=True)
class Level:
    """The lines of one step down; ``above`` is where «up» leads, None: to the digest."""

    whose: Whose
    name: str
    day: date
    lines: tuple[LevelLine, ...]
    page: Page
    above: Whose | None
    has_branches: bool


@dataclass(frozen=True, slots=True)
class ClosedDeals:
    """A day's won and lost deals of somebody, the won ones first."""

    whose: Whose
    name: str
    day: date
    lines: tuple[DealLine, ...]
    page: Page
    above: Whose | None
