from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.clients.model import ClientId, ClientPhone, ContactId
from domain.greetings.model import (
    Consent,
    ConsentChannel,
    Greeting,
    GreetingId,
    HolidayKind,
    Occasion,
    PersonalDate,
)
from domain.interactions.model import InteractionKind
from domain.org.model import PersonId
from domain.pages import Page


@dataclass(frozen=True, slots=True)
class LastContact:
    """The last time that somebody of ours reached the client."""

    kind: InteractionKind
    at: datetime
    person_name: str


@dataclass(frozen=True, slots=True)
class GreetingView:
    """A congratulation with all that making it takes. ``phones`` are the contact's, else the
    client's; ``consents`` what the contact said of each channel, as far as anything was said.
    """

    greeting: Greeting
    client_name: str
    language: str | None
    contact_name: str | None
    position: str | None
    label: str | None
    year: int | None
    is_leap_day: bool
    responsible_name: str
    done_by_name: str | None
    phones: tuple[ClientPhone, ...]
    consents: Mapping[ConsentChannel, bool]
    last_contact: LastContact | None


@dataclass(frozen=True, slots=True)
class GreetingLine:
    """One row of a list of congratulations."""

    id: GreetingId
    client_name: str
    contact_name: str | None
    occasion: Occasion
    label: str | None
    holiday_names: Mapping[str, str]
    on: date
    overdue_at: datetime
    responsible_id: PersonId
    responsible_name: str


class GreetingErrand(StrEnum):
    """Why congratulations stand on a day."""

    OVERDUE = "greet_overdue"
    TODAY = "greet_today"
    TEAM = "greet_team"


@dataclass(frozen=True, slots=True)
class GreetingsOfDay:
    """The first of each errand; ``counts`` says how many there are of it in all. ``TEAM`` are the
    late ones of those who report to the actor.
    """

    lines: tuple[tuple[GreetingErrand, GreetingLine], ...] = ()
    counts: Mapping[GreetingErrand, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GreetingList:
    """One page of what the actor is to congratulate on, the oldest first."""

    lines: tuple[GreetingLine, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact person with what they said of each channel."""

    id: ContactId
    name: str
    consents: tuple[Consent, ...]


@dataclass(frozen=True, slots=True)
class HolidayChoice:
    """A holiday of the client's country, when it comes next, and whether it is congratulated on;
    ``is_own``: as its card says, not its segment.
    """

    kind: HolidayKind
    key: str
    ru: str
    en: str
    next_on: date
    is_wanted: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class ClientDates:
    """Everything about a client that one congratulates on."""

    client_id: ClientId
    client_name: str
    language: str | None
    dates: tuple[PersonalDate, ...]
    contacts: tuple[ContactLine, ...]
