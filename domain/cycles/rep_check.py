"""The regular check of representatives: what each did in a week, told to their managers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from domain.cycles.views import RepCheckPage, RepWork
from domain.delivery.model import Matter, NewNotice, Urgency
from domain.desk import Desk
from domain.org.errors import NotTheirHead
from domain.org.model import Actor, PersonId, Role
from domain.rulebook.cycle import RepCheck

REP_CHECK: Final = "rep_check"
"""The kind of the notice with what representatives did; its matter is the recipient."""

ONE_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
TOLD_WITHIN: Final = timedelta(days=1)
"""A check that was missed for longer is not told; it can be asked for."""

Period = Literal["last", "this"]


def weeks(now: datetime, zone: ZoneInfo, period: Period) -> tuple[date, date]:
    """The first day, and the one after the last: the week before this one, or this one until
    today.
    """
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    if period == "last":
        return monday - A_WEEK, monday
    return monday, today + ONE_DAY


def told_of(now: datetime, zone: ZoneInfo, check: RepCheck) -> date | None:
    """The Monday after the week that is to be told of now; None where it is not the time."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    at = datetime.combine(monday + check.day_of_week * ONE_DAY, check.at, tzinfo=zone)
    return monday if at <= now < at + TOLD_WITHIN else None


def in_order(work: Sequence[RepWork]) -> tuple[RepWork, ...]:
    """The idle first, then by branch and name."""
    return tuple(sorted(work, key=lambda rep: (not rep.is_idle, rep.branch_name, rep.name)))


@dataclass(frozen=True, slots=True)
class CheckReps:
    """Everybody who sells under the actor: calls, meetings and visits, against what was planned."""

    desk: Desk

    async def __call__(self, actor: Actor, period: Period) -> RepCheckPage:
        """Raises: NotTheirHead: the actor leads nobody."""
        if not actor.role.leads_people and actor.role is not Role.ADMINISTRATOR:
            raise NotTheirHead
        now = self.desk.clock()
        since, until = weeks(now, actor.zone, period)
        async with self.desk.begin() as uow:
            work = await uow.rep_checks.work(
                actor.scope, but=actor.id, since=since, until=until, zone=actor.zone
            )
        idle = sum(rep.is_idle for rep in work)
        return RepCheckPage(since, until, actor.zone, in_order(work), idle)


@dataclass(frozen=True, slots=True)
class TellRepChecks:
    """Tell managers of the week before, each once; how many were told.

    Safe to run twice, late and on several processes: a week is taken together with its notice.
    """

    desk: Desk

    async def __call__(self) -> int:
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            check = (await uow.rulebooks.current()).rulebook.cycle.check
            due: dict[PersonId, date] = {}
            for person_id, zone in await uow.rep_checks.managers():
                week = told_of(now, zone, check)
                if week is not None:
                    due[person_id] = week
            if not due:
                return 0
            taken = await uow.rep_checks.take(due)
            if not taken:
                return 0
            await uow.ledger.add(
                [
                    NewNotice(person_id, REP_CHECK, Matter.PERSON, person_id, Urgency.BATCH)
                    for person_id in sorted(taken)
                ]
            )
            await uow.commit()
        return len(taken)
