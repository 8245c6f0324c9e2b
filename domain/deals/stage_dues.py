"""When open deals will have stood on their stages too long, where a new rulebook has other limits.

What storage is given are calendars as numbers, so that one statement serves any number of deals.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from domain.org.model import BranchId, PersonId
from domain.org.workplaces import Workplace
from domain.rulebook.model import Rulebook
from domain.working_time import NoWorkingTime, WorkingCalendar
from domain.working_time.calendar import HORIZON_DAYS

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
ONE_DAY: Final = timedelta(days=1)
MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class WorkedTime:
    """A calendar's shifts in order: when each begins, in microseconds of Unix time, and how many
    were worked before it since the first; of ``befores``, one more tells the sum of all.
    """

    begins: tuple[int, ...]
    befores: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StagePlace:
    """Where open deals of a branch and an owner are worked on; when the first and the last of them
    came to their stages.
    """

    branch_id: BranchId
    owner_id: PersonId
    workplace: Workplace
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class StageDuesPlan:
    """Limits of stages in microseconds of working time; calendars are known by their place."""

    limits: Mapping[str, int]
    calendars: Sequence[WorkedTime]
    places: Mapping[tuple[BranchId, PersonId], int]


@dataclass(frozen=True, slots=True)
class StageLate:
    """Of the open deals on a stage: how many are over the limit now, how many would be, and how
    many would come to be so and cease to.
    """

    deals: int
    late: int
    late_then: int
    come_late: int
    no_longer_late: int


class StageDues(Protocol):
    async def places(self, stages: Sequence[str]) -> Sequence[StagePlace]:
        """Of the open deals on these stages."""
        ...

    async def foresee(self, plan: StageDuesPlan, now: datetime) -> Mapping[str, StageLate]:
        """What ``reckon`` would do, by stage; nothing for a stage without open deals."""
        ...

    async def reckon(self, plan: StageDuesPlan, now: datetime) -> int:
        """Move the limits of open deals, locked in the order of ids; how many moved. Their shown
        cards are edited; buttons on them stay good.
        """
        ...


def limits_changed(old: Rulebook, new: Rulebook) -> tuple[str, ...]:
    """Stages of both that have another limit than before, in their order."""
    return tuple(
        stage.key
        for stage in new.stages
        if (was := old.find_stage(stage.key)) is not None
        and was.limit_working_hours != stage.limit_working_hours
    )


def worked_time(
    calendar_of: Callable[[int], WorkingCalendar],
    first: datetime,
    last: datetime,
    enough: timedelta,
) -> WorkedTime:
    """Shifts from the day of ``first`` until ``enough`` has been worked after ``last``;
    ``calendar_of`` a year. Raises: NoWorkingTime.
    """
    begins: list[int] = []
    befores = [0]
    left = enough
    day = worked_on = calendar_of(first.year).local_day(first) - ONE_DAY
    while left > timedelta(0):
        for begin, end in calendar_of(day.year).shifts_on(day):
            begins.append((begin - EPOCH) // MICROSECOND)
            befores.append(befores[-1] + (end - begin) // MICROSECOND)
            left -= max(end - max(begin, last), timedelta(0))
            worked_on = day
        if (day - worked_on).days >= HORIZON_DAYS:
            raise NoWorkingTime(day=worked_on, days=HORIZON_DAYS)
        day += ONE_DAY
    return WorkedTime(tuple(begins), tuple(befores))
