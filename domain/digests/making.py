"""Digests are put into the ledger when their hour comes. What a digest says is made when it is
sent; an empty one is not sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from domain.delivery.model import ABOVE_CAP, DIGEST, OWN_HOUR, Matter, NewNotice
from domain.desk import Desk
from domain.digests.model import DigestKind, DigestWishes
from domain.digests.ports import DigestDue
from domain.digests.rules import (
    DIGEST_LATENESS,
    comes_on,
    first_day_at_work,
    next_digest_at,
)
from domain.kpi.closing import closed_on
from domain.org.model import Actor, PersonId, Role
from domain.org.workplaces import Calendars, Workplace
from domain.periods import PeriodKind, period_of
from domain.rulebook.digests import Digests, PeriodDigest
from domain.rulebook.ports import VersionedRulebook
from domain.unit_of_work import UnitOfWork
from domain.working_time import NoWorkingTime, WorkingCalendar

DIGEST_OF_WEEK: Final = "digest_of_week"
DIGEST_OF_MONTH: Final = "digest_of_month"
KINDS: Final = {DigestKind.WEEKLY: DIGEST_OF_WEEK, DigestKind.MONTHLY: DIGEST_OF_MONTH}
COMES_ON: Final = "comes_on"
"""The fact of a week's or month's digest: the day on which it came, in ISO form."""


@dataclass(frozen=True, slots=True)
class NextDigest:
    """When a person's next digest comes, under the rules in force."""

    calendars: Calendars

    def __call__(
        self, actor: Actor, rules: VersionedRulebook, wishes: DigestWishes, now: datetime
    ) -> datetime | None:
        calendar = self.calendars.of(
            rules, Workplace.of(actor), around=now.astimezone(actor.zone).date()
        )
        times = rules.rulebook.delivery.digests
        return next_digest_at(actor.role, actor.zone, calendar, times, wishes, now)


TellsNextDigest = Callable[[Actor, VersionedRulebook, DigestWishes, datetime], datetime | None]
"""The shape of ``NextDigest``."""


@dataclass(frozen=True, slots=True)
class MakeDigests:
    """Put the digests that have come due into the ledger; how many.

    Safe to run twice, late and on several processes: a person's day, week or month is taken once.
    What it takes and what it adds is one transaction, so dying halfway changes nothing.
    """

    desk: Desk

    async def __call__(self) -> int:
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await uow.rulebooks.current()
            notices = [
                *await self._daily(uow, rules, now),
                *await self._of_period(uow, rules, DigestKind.WEEKLY, now),
                *await self._of_period(uow, rules, DigestKind.MONTHLY, now),
            ]
            await uow.ledger.add(notices)
            await uow.commit()
        return len(notices)

    async def _daily(
        self, uow: UnitOfWork, rules: VersionedRulebook, now: datetime
    ) -> list[NewNotice]:
        times = times_by_role(rules.rulebook.delivery.digests)
        due = await uow.digests.begin_daily(times, lateness=DIGEST_LATENESS, now=now)
        return [
            NewNotice(
                one.person_id,
                DIGEST,
                Matter.DIGEST,
                one.person_id,
                facts={OWN_HOUR: True} if one.wishes.choices.at else {},
            )
            for one in due
            if comes_on(one.day, self._calendar(rules, one), one.wishes)
        ]

    async def _of_period(
        self, uow: UnitOfWork, rules: VersionedRulebook, kind: DigestKind, now: datetime
    ) -> list[NewNotice]:
        written = period_digest(kind, rules.rulebook.delivery.digests)
        roles = [Role(role) for role in written.roles]
        due = await uow.digests.due_for_period(
            kind, roles, written.at, lateness=DIGEST_LATENESS, now=now
        )
        begin_on: dict[PersonId, date] = {}
        for one in due:
            starts_on = period_of(kind.period, one.day).starts_on
            earliest = self._earliest(kind, starts_on, rules)
            if earliest is None or one.day < earliest:
                continue
            if first_day_at_work(earliest, self._calendar(rules, one), one.wishes) == one.day:
                begin_on[one.person_id] = starts_on
        days = {one.person_id: one.day for one in due}
        return [
            NewNotice(
                person_id,
                KINDS[kind],
                Matter.DIGEST,
                _number(kind, days[person_id]),
                facts={COMES_ON: days[person_id].isoformat(), ABOVE_CAP: True},
            )
            for person_id in sorted(await uow.digests.begin_for_period(kind, begin_on))
        ]

    def _earliest(self, kind: DigestKind, starts_on: date, rules: VersionedRulebook) -> date | None:
        """From which day on the digest of the period before can come; None: never."""
        if kind is DigestKind.WEEKLY:
            return starts_on
        company = rules.rulebook.company
        place = Workplace(company.country, ZoneInfo(company.zone))
        calendar = self.desk.calendars.of(rules, place, around=starts_on)
        try:
            month = period_of(PeriodKind.MONTH, starts_on).previous()
            return closed_on(month, calendar, rules.rulebook.kpi.close_after_working_days)
        except NoWorkingTime:
            return None

    def _calendar(self, rules: VersionedRulebook, due: DigestDue) -> WorkingCalendar:
        return self.desk.calendars.of(rules, due.workplace, around=due.day)


def _number(kind: DigestKind, comes_on: date) -> int:
    """Of one digest of a period: the next one leaves its message alone."""
    return 2 * comes_on.toordinal() + (kind is DigestKind.MONTHLY)


def times_by_role(times: Digests) -> Mapping[Role, time]:
    """The roles that get a digest, each with its hour."""
    found = ((role, times.for_role(role)) for role in Role)
    return {role: at for role, at in found if at is not None}


def period_digest(kind: DigestKind, times: Digests) -> PeriodDigest:
    return times.weekly if kind is DigestKind.WEEKLY else times.monthly
