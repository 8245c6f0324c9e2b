"""Whether the company is faster since it works with the bot: stages and deals, before and since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from domain.desk import Desk
from domain.errors import NotFound
from domain.kpi.changes import Change, change_of
from domain.kpi.model import Figure, Measure
from domain.kpi.subjects import PeriodAt, subject_of
from domain.kpi.views import FigureKey, Subject
from domain.org.model import Actor
from domain.org.whose import Whose
from domain.periods import Period, own_period
from domain.rulebook.model import Rulebook

ONE_DAY: Final = timedelta(days=1)
LONGEST_DAYS: Final = 365
"""Held against each other are as many days on both sides, a year at most."""

DAYS_A_MONTH: Final = 30
COUNTED: Final = (Measure.NEW_DEALS, Measure.WON_COUNT)
"""Told as so many in thirty days."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A value before the launch and since, as it is told: days on a stage, or deals a month."""

    measure: Measure
    stage: str
    before: Decimal | None
    since: Decimal | None

    @property
    def change(self) -> Change | None:
        return change_of(self.since, self.before)


@dataclass(frozen=True, slots=True)
class LaunchPage:
    subject: Subject
    before: Period
    since: Period
    lines: Sequence[Compared]
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class ViewLaunch:
    """Time on each stage and deals a month, before ``kpi.launched_on`` and since."""

    desk: Desk

    async def __call__(self, actor: Actor, whose: Whose, period_at: PeriodAt) -> LaunchPage:
        """Raises: NotFound: also where the rulebook names no day that has come."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            before, since = around(rulebook.kpi.launched_on, subject.today)
            found: list[Mapping[FigureKey, Figure]] = []
            for period in (before, since):
                figures = await uow.kpi.figures(
                    whose.kind,
                    period,
                    rulebook,
                    now=now,
                    ids=[whose.id],
                    measures=[Measure.STAGE_TIME, *COUNTED],
                )
                found.append({(one.measure, one.of): one for one in figures if one.whose == whose})
        asked = [(measure, "") for measure in COUNTED]
        asked += [(Measure.STAGE_TIME, stage.key) for stage in rulebook.stages]
        lines = [
            Compared(
                measure,
                stage,
                _told(found[0].get((measure, stage)), before),
                _told(found[1].get((measure, stage)), since),
            )
            for measure, stage in asked
        ]
        return LaunchPage(subject, before, since, lines, rulebook)


def around(launched_on: date | None, today: date) -> tuple[Period, Period]:
    """As many days before the launch as since, ``today`` included. Raises: NotFound."""
    if launched_on is None or launched_on > today:
        raise NotFound(launched_on=launched_on)
    days = min((today - launched_on).days + 1, LONGEST_DAYS)
    before = own_period(launched_on - ONE_DAY * days, launched_on - ONE_DAY)
    return before, own_period(today - ONE_DAY * (days - 1), today)


def _told(figure: Figure | None, period: Period) -> Decimal | None:
    if figure is None or figure.value is None:
        return None
    if figure.measure in COUNTED:
        return figure.value * DAYS_A_MONTH / period.days
    return figure.value
