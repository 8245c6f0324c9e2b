"""When each person's daily digest is made.

The hour is the role's, on the wall clock of the person's zone, on their working days only. What
the digest says is made when it is sent; an empty one is not sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.clock import Clock
from domain.delivery.model import DIGEST, Matter, NewNotice
from domain.org.model import Actor, Role
from domain.org.workplaces import Calendars, Workplace
from domain.rulebook.model import Digests
from domain.rulebook.ports import VersionedRulebook
from domain.unit_of_work import Begin
from domain.working_time import NoWorkingTime, WorkingCalendar

DIGEST_LATENESS: Final = timedelta(hours=4)
"""A digest that could not be made within this time after its hour is left out: the next one comes
with the same state."""


def next_digest_at(
    role: Role, zone: ZoneInfo, calendar: WorkingCalendar, times: Digests, now: datetime
) -> datetime | None:
    """The next moment after ``now``, aware UTC; None for a role that gets no digests, and where
    nobody works any more.
    """
    at = times.for_role(role)
    if at is None:
        return None
    today = now.astimezone(zone).date()
    try:
        first = calendar.add_working_days(today, 0)
        moment = datetime.combine(first, at, tzinfo=zone).astimezone(UTC)
        if moment > now:
            return moment
        after = calendar.add_working_days(first + timedelta(days=1), 0)
    except NoWorkingTime:
        return None
    return datetime.combine(after, at, tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class NextDigest:
    """When a person's next digest comes, under the rules in force."""

    calendars: Calendars

    def __call__(self, actor: Actor, rules: VersionedRulebook, now: datetime) -> datetime | None:
        place = Workplace.of(actor)
        calendar = self.calendars.of(rules, place, around=now.astimezone(actor.zone).date())
        return next_digest_at(
            actor.role, actor.zone, calendar, rules.rulebook.delivery.digests, now
        )


@dataclass(frozen=True, slots=True)
class MakeDigests:
    """Put the digests that have come due into the ledger; how many.

    Safe to run twice, late and on several processes: a person's day is taken once. What it takes
    and what it adds is one transaction, so dying halfway changes nothing.
    """

    begin: Begin
    calendars: Calendars
    clock: Clock

    async def __call__(self) -> int:
        now = self.clock()
        async with self.begin() as uow:
            rules = await uow.rulebooks.current()
            times = times_by_role(rules.rulebook.delivery.digests)
            due = await uow.ledger.begin_digests(times, lateness=DIGEST_LATENESS, now=now)
            notices = [
                NewNotice(person_id, DIGEST, Matter.DIGEST, person_id)
                for person_id, day, place in due
                if self.calendars.of(rules, place, around=day).is_working_day(day)
            ]
            await uow.ledger.add(notices)
            await uow.commit()
        return len(notices)


def times_by_role(times: Digests) -> dict[Role, time]:
    """The roles that get a digest, each with its hour."""
    found = ((role, times.for_role(role)) for role in Role)
    return {role: at for role, at in found if at is not None}


TellsNextDigest = Callable[[Actor, VersionedRulebook, datetime], datetime | None]
"""The shape of ``NextDigest``."""
