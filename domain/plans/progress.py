"""How far a plan is, and where it leads: fact, share, pace by working days, forecast.

Nothing is rounded here. What cannot be divided is None, shown as «—».
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.periods import Period
from domain.plans.model import Planned
from domain.working_time import WorkingCalendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Working days of a month, and how many of them are over."""

    passed: int
    total: int

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.passed) / self.total if self.total else None


def days_of(month: Period, calendar: WorkingCalendar, now: datetime) -> Days:
    """Today counts once its work is over, so that a morning is not called late."""
    today = calendar.local_day(now)
    days = (month.starts_on + ONE_DAY * number for number in range(month.days))
    working = [day for day in days if calendar.is_working_day(day)]
    passed = sum(
        day < today or (day == today and calendar.end_of_working_day(day) <= now) for day in working
    )
    return Days(passed, len(working))


@dataclass(frozen=True, slots=True)
class StageSum:
    """Open deals of a stage that are to be won in the rest of the month; ``amount`` is of those
    that have one in the company's currency.
    """

    stage: str
    deals: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OpenDeals:
    """``stages`` are what a forecast goes by. Of the same deals ``no_amount`` and
    ``other_currency`` bring no money into it; deals with no closing day, or one that has passed,
    are in no forecast at all.
    """

    stages: Sequence[StageSum] = ()
    no_amount: int = 0
    other_currency: int = 0
    no_day: int = 0
    day_passed: int = 0

    @property
    def deals(self) -> int:
        return sum(found.deals for found in self.stages)


def expected_of(
    planned: Planned, deals: OpenDeals, probability: Callable[[str], Decimal]
) -> Decimal | None:
    """What open deals will bring: each with the probability of its stage. None where open deals
    do not tell.
    """
    if not planned.is_of_deals:
        return None
    return sum(
        (
            (found.amount if planned.is_money else Decimal(found.deals)) * probability(found.stage)
            for found in deals.stages
        ),
        Decimal(0),
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """``plan`` is None where there is none; ``to_come`` is what open deals will still bring, None
    where nothing can be said of it, or the month is over.
    """

    plan: Decimal | None
    fact: Decimal
    days: Days
    to_come: Decimal | None = None

    @property
    def share(self) -> Decimal | None:
        return self.share_of(self.fact)

    @property
    def due(self) -> Decimal | None:
        """How much there should be by now, were every working day like the others."""
        share = self.days.share
        return None if self.plan is None or share is None else self.plan * share

    @property
    def at_this_pace(self) -> Decimal | None:
        """The end of the month, if the days to come are like those that passed."""
        return self.fact * self.days.total / self.days.passed if self.days.passed else None

    @property
    def forecast(self) -> Decimal | None:
        return None if self.to_come is None else self.fact + self.to_come

    def share_of(self, amount: Decimal) -> Decimal | None:
        return amount / self.plan if self.plan else None


def rest_of(month: Period, today: date) -> Period | None:
    """The days of the month from ``today`` on; None where it is over."""
    if today >= month.ends_on:
        return None
    return Period(max(month.starts_on, today), month.ends_on, month.kind)
