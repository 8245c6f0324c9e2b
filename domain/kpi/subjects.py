"""Whose figures and of which days: named, in their zone, and only for who may see them."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.kpi.changes import compared_with
from domain.kpi.typed_periods import require_begun
from domain.kpi.views import Subject
from domain.org.model import Actor, PersonId
from domain.org.whose import Whose, whose_own
from domain.periods import Period
from domain.rulebook.model import Rulebook
from domain.unit_of_work import UnitOfWork

PeriodAt = Callable[[date], Period]
"""The period that is asked for, by the day it is today where the figures are."""


async def subject_of(
    uow: UnitOfWork,
    actor: Actor,
    whose: Whose,
    period_at: PeriodAt,
    rulebook: Rulebook,
    now: datetime,
) -> Subject:
    """Raises: NotFound: the actor may not see these figures. PeriodNotBegun, PeriodTooEarly."""
    is_own = whose == whose_own(actor)
    name = actor.name if is_own else await uow.whose.name(whose, actor)
    zone = actor.zone if is_own else await _zone_of(uow, whose, rulebook)
    today = now.astimezone(zone).date()
    period = require_begun(period_at(today), today)
    return Subject(whose, name, period, compared_with(period, today), zone, today, is_own)


async def _zone_of(uow: UnitOfWork, whose: Whose, rulebook: Rulebook) -> ZoneInfo:
    """A person's own or their branch's; the company's for a group."""
    if whose.is_group:
        return ZoneInfo(rulebook.company.zone)
    person = await uow.people.see(PersonId(whose.id))
    if person.zone is not None:
        return ZoneInfo(person.zone)
    return ZoneInfo((await uow.branches.get(person.branch_id)).zone)
