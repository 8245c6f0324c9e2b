"""What of the rulebook in force concerns whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from domain.desk import Desk
from domain.digests.rules import hour_of
from domain.errors import NotFound
from domain.org.model import Actor, Role
from domain.rulebook.digests import PeriodDigest
from domain.rulebook.errors import RulesForColleagues
from domain.rulebook.model import Rulebook
from domain.rulebook.topics import Topic, topics_of
from domain.working_time import DayHours, WorkingCalendar

AHEAD_DAYS: Final = 60
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RulesMenu:
    version: int
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class OwnHours:
    """When the person works: the week, Monday first; in the ``AHEAD_DAYS`` from ``today`` on, days
    that are off or worked against it.
    """

    week: tuple[DayHours, ...]
    today: date
    days_off: tuple[date, ...]
    days_worked: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """One topic, with what of it is the person's own.

    ``digest_at`` is on their wall; None: no daily digest. ``department`` is its name.
    """

    topic: Topic
    version: int
    rulebook: Rulebook
    role: Role
    department: str | None
    hours: OwnHours
    digest_at: time | None
    is_told_weekly: bool
    is_told_monthly: bool

    @property
    def is_head(self) -> bool:
        return self.role.leads_people

    @property
    def is_manager(self) -> bool:
        return self.role in {Role.MANAGER, Role.DIRECTOR}


@dataclass(frozen=True, slots=True)
class ListRules:
    desk: Desk

    async def __call__(self, actor: Actor) -> RulesMenu:
        """Raises: RulesForColleagues."""
        _require_colleague(actor)
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
        return RulesMenu(rules.version, topics_of(rules.rulebook))


@dataclass(frozen=True, slots=True)
class ViewRules:
    desk: Desk

    async def __call__(self, actor: Actor, topic: Topic) -> RulesPage:
        """Raises: RulesForColleagues; NotFound: the rulebook in force says nothing of it."""
        _require_colleague(actor)
        now = self.desk.clock()
        today = now.astimezone(actor.zone).date()
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            if topic not in topics_of(rules.rulebook):
                raise NotFound(topic=topic)
            wishes = await uow.digests.wishes(actor.id, since=today)
            department_id = (await uow.people.see(actor.id)).department_id
            department = (
                None if department_id is None else (await uow.people.department(department_id)).name
            )
        digests = rules.rulebook.delivery.digests
        return RulesPage(
            topic=topic,
            version=rules.version,
            rulebook=rules.rulebook,
            role=actor.role,
            department=department,
            hours=own_hours(self.desk.calendar_for(actor, rules, now), today),
            digest_at=hour_of(actor.role, wishes.choices, digests),
            is_told_weekly=_is_told(actor, wishes.choices.weekly, digests.weekly),
            is_told_monthly=_is_told(actor, wishes.choices.monthly, digests.monthly),
        )


def _is_told(actor: Actor, chosen: bool | None, period: PeriodDigest) -> bool:
    return str(actor.role) in period.roles if chosen is None else chosen


def _require_colleague(actor: Actor) -> None:
    if actor.role is Role.CLIENT:
        raise RulesForColleagues


def own_hours(calendar: WorkingCalendar, today: date) -> OwnHours:
    days: Sequence[date] = [today + ONE_DAY * number for number in range(AHEAD_DAYS)]
    return OwnHours(
        week=calendar.week.days,
        today=today,
        days_off=tuple(
            day
            for day in days
            if not calendar.is_working_day(day) and not calendar.week.hours_on(day).is_off
        ),
        days_worked=tuple(
            day
            for day in days
            if calendar.is_working_day(day) and calendar.week.hours_on(day).is_off
        ),
    )
