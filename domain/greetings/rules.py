"""When who is told of which occasions, what is late, and what is proposed to say. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.greetings.address import address_of
from domain.greetings.errors import (
    GreetingChanged,
    GreetingNotYours,
    GreetingOver,
    TooLateToday,
)
from domain.greetings.model import (
    Greeting,
    GreetingStatus,
)
from domain.org.model import Actor, PersonId
from domain.rulebook.greetings import PLACE, Greetings, GreetingText
from domain.working_time import NoWorkingTime, WorkingCalendar

MADE_UP_DAYS: Final = 3
"""A morning that was missed is made up for within so many days, and said to be late."""

UPCOMING_DAYS: Final = 30
"""How far ahead a client's card looks."""

BEFORE_EVENING: Final = timedelta(minutes=30)
"""What is put off comes back at least so long before it is late."""

ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Morning:
    """The morning of a person's working ``day``, which began at ``at``: they are told of what falls
    on the days from ``first`` through ``last``.
    """

    person_id: PersonId
    zone: ZoneInfo
    day: date
    at: datetime
    first: date
    last: date


def morning_of(
    person_id: PersonId, calendar: WorkingCalendar, rules: Greetings, now: datetime
) -> Morning | None:
    """The morning that has begun on the person's present day; None before it, and on a day off.

    It tells of that day, of the days off that follow it, and of what was missed before.
    """
    day = calendar.local_day(now)
    at = calendar.at(day, rules.morning)
    if now < at or not calendar.is_working_day(day):
        return None
    try:
        last = calendar.add_working_days(day, 1) - ONE_DAY
    except NoWorkingTime:
        last = day
    return Morning(person_id, calendar.zone, day, at, day - timedelta(days=MADE_UP_DAYS), last)


def is_late(greeting: Greeting, now: datetime) -> bool:
    return greeting.status is GreetingStatus.DUE and greeting.overdue_at <= now


def may_close(actor: Actor, greeting: Greeting) -> bool:
    """The responsible person, or who stands in for them while they are away; nobody else, however
    high.
    """
    return actor.id == greeting.responsible_id or greeting.responsible_id in actor.stands_in_for


def require_open(
    actor: Actor, greeting: Greeting, *, version: int | None, responsible: str
) -> None:
    """Whether the actor may act on it, as it was shown.

    Raises: GreetingNotYours, GreetingOver, GreetingChanged.
    """
    if not may_close(actor, greeting):
        raise GreetingNotYours(name=responsible)
    if greeting.status is not GreetingStatus.DUE:
        raise GreetingOver(greeting_id=greeting.id)
    if version is not None and version != greeting.version:
        raise GreetingChanged(greeting_id=greeting.id)


def later_today(greeting: Greeting, rules: Greetings, now: datetime) -> Greeting:
    """Put off by the rulebook's hours, but so that it comes back before it is late.

    Raises: TooLateToday.
    """
    until = min(now + timedelta(hours=rules.later_hours), greeting.overdue_at - BEFORE_EVENING)
    if until <= now:
        raise TooLateToday
    return replace(greeting, remind_at=until)


def draft(words: GreetingText, language: str, values: Mapping[str, str]) -> tuple[str, bool]:
    """What is proposed to say, its open places filled in, and whether it is in ``language``:
    Russian stands in for one that the rulebook has no words in.
    """
    said = getattr(words, language, None) if language in {"ru", "en", "kk"} else None
    template: str = said or words.ru
    filled = PLACE.sub(lambda place: values.get(place[1], ""), template)
    return filled, said is not None


def spoken_to(contact_name: str | None, client_name: str) -> str:
    """Whom the draft speaks to: the person, else the client."""
    return address_of(contact_name) if contact_name else client_name
