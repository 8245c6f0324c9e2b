"""When a digest comes, and of which day it tells.

The hour is the person's own, else the role's, on the wall clock of the person's zone; the days are
their working days, or those that they chose; never while they are away.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.digests.errors import (
    DigestChoicesChanged,
    DigestPartUnknown,
    DigestTimeImpossible,
    NoDigestDayLeft,
    NoDigestPartLeft,
)
from domain.digests.model import PARTS, DigestChoices, DigestPart, DigestWishes
from domain.org.model import Role
from domain.rulebook.digests import Digests
from domain.typed_dates import TimeUnreadable, parse_time
from domain.working_time import WorkingCalendar

ONE_DAY: Final = timedelta(days=1)
DIGEST_LATENESS: Final = timedelta(hours=4)
"""A digest that could not be made within this time after its hour is left out: the next one comes
with the same state."""
LOOK_AHEAD_DAYS: Final = 366
"""Whoever gets no digest within a year gets none."""
NOON: Final = time(12)


def hour_of(role: Role, choices: DigestChoices, times: Digests) -> time | None:
    """The person's own hour, else their role's; None: no digest."""
    return choices.at or times.for_role(role)


def comes_on(day: date, calendar: WorkingCalendar, wishes: DigestWishes) -> bool:
    """Whether a digest is wanted on ``day``."""
    choices = wishes.choices
    if wishes.is_away(day):
        return False
    if choices.weekdays is not None and day.weekday() not in choices.weekdays:
        return False
    return choices.comes_on_days_off or calendar.is_working_day(day)


def next_digest_at(
    role: Role,
    zone: ZoneInfo,
    calendar: WorkingCalendar,
    times: Digests,
    wishes: DigestWishes,
    now: datetime,
) -> datetime | None:
    """The next moment after ``now``, aware UTC; None for who gets no digest within a year."""
    at = hour_of(role, wishes.choices, times)
    if at is None:
        return None
    today = now.astimezone(zone).date()
    for days in range(LOOK_AHEAD_DAYS + 1):
        day = today + ONE_DAY * days
        if not comes_on(day, calendar, wishes):
            continue
        moment = datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
        if moment > now:
            return moment
    return None


def first_day_at_work(
    earliest: date, calendar: WorkingCalendar, wishes: DigestWishes
) -> date | None:
    """The first day from ``earliest`` on at which the person works and is there: then the digest of
    a week or month comes. None where that is more than a year away.
    """
    for days in range(LOOK_AHEAD_DAYS + 1):
        day = earliest + ONE_DAY * days
        if calendar.is_working_day(day) and not wishes.is_away(day):
            return day
    return None


def told_until(
    role: Role,
    day: date,
    zone: ZoneInfo,
    calendar: WorkingCalendar,
    times: Digests,
    wishes: DigestWishes,
) -> datetime | None:
    """Up to which moment, aware UTC, the digest before that of ``day`` told what was closed: its
    own, or the end of the day that it told; None within a year before there was none.
    """
    at = hour_of(role, wishes.choices, times)
    if at is None:
        return None
    # In a morning the day before is told, so that of ``day`` itself tells an earlier one.
    for days in range(0 if at < NOON else 1, LOOK_AHEAD_DAYS):
        before = day - ONE_DAY * days
        if comes_on(before, calendar, wishes):
            moment = datetime.combine(before, at, tzinfo=zone).astimezone(UTC)
            told = day_told(moment, calendar, zone)
            ended_at = datetime.combine(told + ONE_DAY, time.min, tzinfo=zone).astimezone(UTC)
            return min(moment, ended_at)
    return None


def day_told(now: datetime, calendar: WorkingCalendar, zone: ZoneInfo) -> date:
    """The day whose result is told at ``now``: before noon the last working one, else today."""
    local = now.astimezone(zone)
    if local.time() >= NOON:
        return local.date()
    for days in range(1, LOOK_AHEAD_DAYS):
        day = local.date() - ONE_DAY * days
        if calendar.is_working_day(day):
            return day
    return local.date() - ONE_DAY


def typed_hour(text: str) -> time:
    """Raises: DigestTimeImpossible."""
    try:
        return parse_time(text)
    except TimeUnreadable as error:
        raise DigestTimeImpossible(text=text[:20]) from error


def require_version(choices: DigestChoices, version: int) -> None:
    """Raises: DigestChoicesChanged."""
    if choices.version != version:
        raise DigestChoicesChanged


def switch_weekday(
    choices: DigestChoices, weekday: int, working: tuple[int, ...], *, is_on: bool
) -> DigestChoices:
    """With or without one weekday, of the person's working ones.

    Raises: NoDigestDayLeft.
    """
    before = frozenset(working) if choices.weekdays is None else choices.weekdays
    after = before | {weekday} if is_on else before - {weekday}
    after &= frozenset(working)
    if not after:
        raise NoDigestDayLeft
    all_of_them = after == frozenset(working)
    return replace(choices, weekdays=None if all_of_them else after, comes_on_days_off=False)


def switch_part(
    choices: DigestChoices, role: Role, part: DigestPart, *, is_on: bool
) -> DigestChoices:
    """With or without one part. Raises: DigestPartUnknown, NoDigestPartLeft."""
    if part not in PARTS[role]:
        raise DigestPartUnknown
    left_out = choices.left_out - {part} if is_on else choices.left_out | {part}
    if not frozenset(PARTS[role]) - left_out:
        raise NoDigestPartLeft
    return replace(choices, left_out=left_out)
