from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.clients.model import ClientId, ContactId
from domain.greetings.yearly import YearlyDay
from domain.org.model import PersonId

PersonalDateId = NewType("PersonalDateId", int)
GreetingId = NewType("GreetingId", int)

LABEL_LIMIT = 60
"""Characters of what a date is called: «собака Рекс», «дочь Маша»."""

MOST_DATES = 50
"""Dates that one client may have: all of them stand on one screen's pages."""


class DateKind(StrEnum):
    """What a date is. A ``NAMED`` one has a label; the last two are the client's own."""

    BIRTHDAY = "birthday"
    NAMED = "named"
    COMPANY = "company"
    COOPERATION = "cooperation"

    @property
    def is_of_person(self) -> bool:
        """Whether it is a contact person's, not the client's."""
        return self in {DateKind.BIRTHDAY, DateKind.NAMED}


class HolidayKind(StrEnum):
    PUBLIC = "public"
    PROFESSIONAL = "professional"


class Occasion(StrEnum):
    """Why somebody is congratulated: the kinds of dates and of holidays."""

    BIRTHDAY = "birthday"
    NAMED = "named"
    COMPANY = "company"
    COOPERATION = "cooperation"
    PUBLIC = "public"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True)
class PersonalDate:
    """A contact person's day, or a client's where ``contact_id`` is None."""

    id: PersonalDateId
    client_id: ClientId
    contact_id: ContactId | None
    kind: DateKind
    day: YearlyDay
    label: str | None = None
    contact_name: str | None = None


@dataclass(frozen=True, slots=True)
class NewDate:
    """A personal date before it is saved, checked."""

    client_id: ClientId
    contact_id: ContactId | None
    kind: DateKind
    day: YearlyDay
    label: str | None = None


class ConsentChannel(StrEnum):
    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether a contact person lets us write or call; ``how`` says by what they gave or withdrew
    it, in words.
    """

    contact_id: ContactId
    channel: ConsentChannel
    is_given: bool
    at: datetime
    how: str | None = None


class ClientLanguage(StrEnum):
    """A language that a client may be congratulated in."""

    RUSSIAN = "ru"
    ENGLISH = "en"
    KAZAKH = "kk"


class GreetingStatus(StrEnum):
    DUE = "due"
    DONE = "done"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class Greeting:
    """One congratulation that is due. ``on`` is the client's calendar date of the occasion,
    ``due_on`` the responsible person's day on whose morning they are told; later than ``on`` where
    that morning was missed, earlier where nobody works on ``on``.

    From ``overdue_at`` on it is late. ``holiday_names`` are by language, of a holiday alone.
    ``remind_at``: put off until then, by themselves.
    """

    id: GreetingId
    client_id: ClientId
    contact_id: ContactId | None
    occasion: Occasion
    holiday: str | None
    holiday_names: Mapping[str, str]
    on: date
    due_on: date
    overdue_at: datetime
    responsible_id: PersonId
    status: GreetingStatus
    version: int
    remind_at: datetime | None = None
    done_at: datetime | None = None
    done_by: PersonId | None = None
    note: str | None = None
