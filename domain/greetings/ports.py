from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Protocol

from domain.clients.model import ClientId, ContactId
from domain.greetings.holidays import Holiday
from domain.greetings.model import (
    Consent,
    Greeting,
    GreetingId,
    HolidayKind,
    NewDate,
    PersonalDate,
    PersonalDateId,
)
from domain.greetings.rules import Morning
from domain.greetings.views import (
    ClientDates,
    GreetingLine,
    GreetingsOfDay,
    GreetingView,
)
from domain.org.model import Actor, PersonId
from domain.org.visibility import Scope
from domain.org.workplaces import Workplace
from domain.rulebook.greetings import SegmentGreetings


class PersonalDates(Protocol):
    """Dates, consents, and choices of holidays. What a client has is asked about only once the
    client was loaded through the actor's scope.
    """

    async def of_client(self, client_id: ClientId, scope: Scope) -> ClientDates:
        """Everything. Raises NotFound."""
        ...

    async def in_days(
        self, client_id: ClientId, kept: Sequence[tuple[date, int]]
    ) -> Sequence[tuple[date, PersonalDate]]:
        """Those kept on the days (see ``kept_between``), by day."""
        ...

    async def contact_name(self, client_id: ClientId, contact_id: ContactId) -> str:
        """Raises NotFound: it is no contact of this client."""
        ...

    async def equal(self, new: NewDate) -> PersonalDate | None:
        """The one of the same person, kind and label."""
        ...

    async def count(self, client_id: ClientId) -> int: ...

    async def add(self, new: NewDate, now: datetime) -> PersonalDateId: ...

    async def change(self, date_id: PersonalDateId, new: NewDate, now: datetime) -> None:
        """Its day is another."""
        ...

    async def find(self, client_id: ClientId, date_id: PersonalDateId) -> PersonalDate:
        """Raises NotFound."""
        ...

    async def remove(self, date_id: PersonalDateId, now: datetime) -> None: ...

    async def set_language(self, client_id: ClientId, language: str, now: datetime) -> None: ...

    async def set_consent(self, consent: Consent, now: datetime) -> bool:
        """False where it was so already."""
        ...

    async def chosen_holidays(self, client_id: ClientId) -> Mapping[tuple[HolidayKind, str], bool]:
        """What the client's card says of single holidays."""
        ...

    async def choose_holiday(
        self, client_id: ClientId, kind: HolidayKind, key: str, *, is_wanted: bool, now: datetime
    ) -> None: ...

    async def country_of(self, client_id: ClientId) -> str:
        """The country (ISO 3166 alpha-2) of the client's branch."""
        ...


class Greetings(Protocol):
    """Congratulations: seen by who sees the client, and by who is to make them."""

    async def people(
        self, now: datetime, *, only_untaken: bool
    ) -> Sequence[tuple[PersonId, Workplace]]:
        """Everybody who might be to congratulate somebody; ``only_untaken``: whose present day's
        morning was not taken."""
        ...

    async def countries(self) -> Sequence[str]:
        """Countries (ISO 3166 alpha-2) in which there are branches."""
        ...

    async def take_mornings(self, mornings: Sequence[Morning]) -> frozenset[PersonId]:
        """Whose mornings were not taken before; each person's day is taken once and for ever."""
        ...

    async def make(
        self,
        mornings: Sequence[Morning],
        holidays: Sequence[tuple[str, Holiday]],
        segments: Sequence[SegmentGreetings],
        *,
        kept: Sequence[tuple[date, int]],
        evening: time,
        now: datetime,
        client_id: ClientId | None = None,
    ) -> int:
        """Make what falls on these mornings and is not made yet, and tell whose it is; how many.

        ``holidays`` come with their country. One statement, whatever the number of clients; only
        ``client_id``'s where one is given.
        """
        ...

    async def follow_owners(self, now: datetime) -> None:
        """What is due passes to whose it is now; what lost its date is called off."""
        ...

    async def get(self, greeting_id: GreetingId, actor: Actor) -> tuple[Greeting, str]:
        """Locked until the transaction ends, with the responsible person's name. NotFound."""
        ...

    async def view(self, greeting_id: GreetingId, actor: Actor) -> GreetingView:
        """Raises NotFound."""
        ...

    async def save(self, greeting: Greeting, now: datetime) -> None:
        """Its version is one higher."""
        ...

    async def call_off(self, date_id: PersonalDateId, now: datetime) -> Sequence[GreetingId]:
        """What is due for a date that is no more."""
        ...

    async def due(
        self, owners: frozenset[PersonId], *, offset: int, size: int
    ) -> tuple[Sequence[GreetingLine], int]:
        """What these people are to do, the oldest first, with the number of all."""
        ...

    async def of_day(
        self, owners: frozenset[PersonId], *, heads: frozenset[PersonId], now: datetime, each: int
    ) -> GreetingsOfDay:
        """The first ``each`` of every errand; of the team, what direct reports of ``heads`` are
        late with.
        """
        ...
