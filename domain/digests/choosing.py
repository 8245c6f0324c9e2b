"""A person says when, and with what, they want their digests."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from domain.delivery.rules import is_quiet
from domain.desk import Desk
from domain.digests import rules as digest_rules
from domain.digests.making import period_digest
from domain.digests.model import DigestChoices, DigestKind, DigestPart, DigestPlan, DigestWishes
from domain.org.model import Actor
from domain.rulebook.ports import VersionedRulebook
from domain.unit_of_work import UnitOfWork

DAYS_IN_WEEK = 7
ONE_DAY = timedelta(days=1)
Change = Callable[[DigestChoices], DigestChoices]


def plan_of(
    desk: Desk,
    actor: Actor,
    rules: VersionedRulebook,
    wishes: DigestWishes,
    *,
    is_made_today: bool,
) -> DigestPlan:
    """When the actor's digests come from now on."""
    now = desk.clock()
    delivery = rules.rulebook.delivery
    calendar = desk.calendar_for(actor, rules, now)
    at = digest_rules.hour_of(actor.role, wishes.choices, delivery.digests)
    since = _end_of_day(now, actor) if is_made_today else now
    upcoming = digest_rules.next_digest_at(
        actor.role, actor.zone, calendar, delivery.digests, wishes, since
    )
    today = now.astimezone(actor.zone).date()
    return DigestPlan(
        person_id=actor.id,
        role=actor.role,
        at=at,
        next_on=upcoming and upcoming.astimezone(actor.zone).date(),
        working_weekdays=_working_weekdays(desk, actor, rules, now),
        choices=wishes.choices,
        weekly=_wants(DigestKind.WEEKLY, actor, rules, wishes.choices),
        monthly=_wants(DigestKind.MONTHLY, actor, rules, wishes.choices),
        is_quiet=at is not None
        and is_quiet(
            datetime.combine(today, at, tzinfo=actor.zone), actor.zone, delivery.quiet_hours
        ),
    )


def _wants(
    kind: DigestKind, actor: Actor, rules: VersionedRulebook, choices: DigestChoices
) -> bool:
    own = choices.wants(kind)
    written = period_digest(kind, rules.rulebook.delivery.digests)
    return str(actor.role) in written.roles if own is None else own


def _end_of_day(now: datetime, actor: Actor) -> datetime:
    tomorrow = now.astimezone(actor.zone).date() + ONE_DAY
    return datetime.combine(tomorrow, time.min, tzinfo=actor.zone) - timedelta(microseconds=1)


def _working_weekdays(
    desk: Desk, actor: Actor, rules: VersionedRulebook, now: datetime
) -> tuple[int, ...]:
    """On which days of a usual week the actor works: of four weeks, for holidays fall into some."""
    calendar = desk.calendar_for(actor, rules, now)
    today = now.astimezone(actor.zone).date()
    days = [today + ONE_DAY * number for number in range(4 * DAYS_IN_WEEK)]
    return tuple(sorted({day.weekday() for day in days if calendar.is_working_day(day)}))


@dataclass(frozen=True, slots=True)
class ViewDigestPlan:
    """When the actor's digests come, and with what."""

    desk: Desk

    async def __call__(self, actor: Actor) -> DigestPlan:
        async with self.desk.begin() as uow:
            return await _plan(self.desk, uow, actor)


async def _plan(desk: Desk, uow: UnitOfWork, actor: Actor) -> DigestPlan:
    today = _today(desk, actor)
    rules = await desk.rules(uow, actor)
    wishes = await uow.digests.wishes(actor.id, since=today)
    is_made = await uow.digests.is_made(actor.id, today)
    return plan_of(desk, actor, rules, wishes, is_made_today=is_made)


def _today(desk: Desk, actor: Actor) -> date:
    return desk.clock().astimezone(actor.zone).date()


async def _change(desk: Desk, actor: Actor, version: int | None, change: Change) -> DigestPlan:
    """What the button was made for must still hold; ``version`` None: typed, whatever was chosen
    before. Today's digest does not come for an hour that became over by the change.

    Raises: DigestChoicesChanged.
    """
    now = desk.clock().astimezone(actor.zone)
    async with desk.begin() as uow:
        choices = await uow.digests.lock(actor.id)
        if version is not None:
            digest_rules.require_version(choices, version)
        changed = change(choices)
        if changed != choices:
            await uow.digests.save(actor.id, changed)
        times = (await desk.rules(uow, actor)).rulebook.delivery.digests
        at = digest_rules.hour_of(actor.role, changed, times)
        is_moved = at != digest_rules.hour_of(actor.role, choices, times)
        if is_moved and at is not None and now.time() >= at:
            await uow.digests.pass_over(actor.id, now.date())
        plan = await _plan(desk, uow, actor)
        await uow.commit()
    return plan


@dataclass(frozen=True, slots=True)
class ChooseDigestTime:
    """At which hour the daily digest comes."""

    desk: Desk

    async def __call__(self, actor: Actor, at: time, version: int | None = None) -> DigestPlan:
        """``version`` None: typed, whatever was chosen before. Raises: DigestChoicesChanged."""
        return await _change(self.desk, actor, version, lambda choices: replace(choices, at=at))


@dataclass(frozen=True, slots=True)
class SwitchDigestWeekday:
    """With or without one of the person's working weekdays."""

    desk: Desk

    async def __call__(
        self, actor: Actor, weekday: int, version: int, *, is_on: bool
    ) -> DigestPlan:
        """Raises: DigestChoicesChanged, NoDigestDayLeft."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
        working = _working_weekdays(self.desk, actor, rules, now)
        return await _change(
            self.desk,
            actor,
            version,
            lambda choices: digest_rules.switch_weekday(choices, weekday, working, is_on=is_on),
        )


@dataclass(frozen=True, slots=True)
class ChooseDigestDays:
    """All working days, or every day."""

    desk: Desk

    async def __call__(self, actor: Actor, version: int, *, every_day: bool) -> DigestPlan:
        """Raises: DigestChoicesChanged."""
        return await _change(
            self.desk,
            actor,
            version,
            lambda choices: replace(choices, weekdays=None, comes_on_days_off=every_day),
        )


@dataclass(frozen=True, slots=True)
class SwitchDigestPart:
    """With or without one part of the role's digest."""

    desk: Desk

    async def __call__(
        self, actor: Actor, part: DigestPart, version: int, *, is_on: bool
    ) -> DigestPlan:
        """Raises: DigestChoicesChanged, DigestPartUnknown, NoDigestPartLeft."""
        return await _change(
            self.desk,
            actor,
            version,
            lambda choices: digest_rules.switch_part(choices, actor.role, part, is_on=is_on),
        )


@dataclass(frozen=True, slots=True)
class SwitchPeriodDigest:
    """The week's or the month's digest, on or off."""

    desk: Desk

    async def __call__(
        self, actor: Actor, kind: DigestKind, version: int, *, is_on: bool
    ) -> DigestPlan:
        """Raises: DigestChoicesChanged."""
        return await _change(
            self.desk,
            actor,
            version,
            lambda choices: (
                replace(choices, weekly=is_on)
                if kind is DigestKind.WEEKLY
                else replace(choices, monthly=is_on)
            ),
        )


@dataclass(frozen=True, slots=True)
class WantDigestAsEverybody:
    """Back to the rulebook."""

    desk: Desk

    async def __call__(self, actor: Actor, version: int) -> DigestPlan:
        """Raises: DigestChoicesChanged."""
        return await _change(
            self.desk, actor, version, lambda choices: DigestChoices(version=choices.version)
        )
