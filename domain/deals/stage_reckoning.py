"""Limits of stages reckoned anew, where a new rulebook has other ones."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from domain.deals.stage_dues import (
    MICROSECOND,
    StageDuesPlan,
    StagePlace,
    WorkedTime,
    worked_time,
)
from domain.desk import Desk
from domain.org.model import BranchId, PersonId
from domain.org.workplaces import Workplace
from domain.rulebook.ports import VersionedRulebook
from domain.unit_of_work import UnitOfWork
from domain.working_time import NoWorkingTime, WorkingCalendar


async def plan_stage_dues(
    desk: Desk, uow: UnitOfWork, rules: VersionedRulebook, stages: Sequence[str], now: datetime
) -> StageDuesPlan:
    """What the statements need to know. Deals in whose calendar nobody works stay as they are."""
    limits = {
        stage.key: timedelta(hours=stage.limit_working_hours)
        for stage in rules.rulebook.stages
        if stage.key in stages
    }
    found = await uow.stage_dues.places(stages)
    alike: dict[str, list[StagePlace]] = {}
    for place in found:
        alike.setdefault(repr(place.workplace), []).append(place)
    numbers: dict[tuple[BranchId, PersonId], int] = {}
    calendars: list[WorkedTime] = []
    for places in alike.values():
        try:
            worked = worked_time(
                _calendars_by_year(desk, rules, places[0].workplace),
                min(place.first for place in places),
                max(now, *(place.last for place in places)),
                max(limits.values()),
            )
        except NoWorkingTime:
            continue
        numbers |= {(place.branch_id, place.owner_id): len(calendars) for place in places}
        calendars.append(worked)
    return StageDuesPlan(
        limits={key: limit // MICROSECOND for key, limit in limits.items()},
        calendars=calendars,
        places=numbers,
    )


def _calendars_by_year(
    desk: Desk, rules: VersionedRulebook, workplace: Workplace
) -> Callable[[int], WorkingCalendar]:
    """Holidays are known around a moment only: each year has its calendar."""
    known: dict[int, WorkingCalendar] = {}

    def calendar_of(year: int) -> WorkingCalendar:
        if year not in known:
            around = datetime(year, 7, 1, tzinfo=UTC).date()
            known[year] = desk.calendars.of(rules, workplace, around=around)
        return known[year]

    return calendar_of
