"""What a person can look up: clients by what was typed, one client, what happened with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.cadences.model import Cadence
from domain.clients.duplicates_use_cases import may_be_double
from domain.clients.model import NAME_LIMIT, ClientId, ClientLine, Twin
from domain.clients.tax_numbers import read_tax_number
from domain.clients.typed_line import TypedClient
from domain.clients.views import ClientView
from domain.desk import Desk
from domain.emails import read_email
from domain.greetings.model import PersonalDate
from domain.greetings.queries import upcoming_dates
from domain.names import clean_name
from domain.org.model import Actor
from domain.pages import Page
from domain.phones import Phone, PhoneUnreadable, ReadPhone, looks_like_phone
from domain.rate_limits import Limited, RateLimits
from domain.risks.model import Sign
from domain.rulebook.model import Rulebook
from domain.tasks.visibility import Viewer
from domain.timeline import HistoryPart, TimelineEntry, kinds_of
from domain.visits.views import VisitLine

LONGEST_WANTED = 100
"""Letters of a search that are looked at; no name is told from another by more."""


@dataclass(frozen=True, slots=True)
class FoundClients:
    """One page of clients, best first. ``phone`` is what was typed, read as a number, if it is."""

    lines: tuple[ClientLine, ...]
    page: Page
    phone: Phone | None


@dataclass(frozen=True, slots=True)
class FindClients:
    """By phone in any spelling, else by part of a name, a typo and the other alphabet allowed."""

    desk: Desk
    read_phone: ReadPhone
    rate_limits: RateLimits

    async def __call__(
        self, actor: Actor, text: str, *, offset: int, size: int, while_typing: bool = False
    ) -> FoundClients:
        """Raises: TooOften."""
        what = Limited.TYPED_SEARCH if while_typing else Limited.SEARCH
        self.rate_limits.require(actor.id, what)
        phone = self._phone_in(text, actor)
        async with self.desk.begin() as uow:
            lines, total = await uow.clients.search(
                text.strip()[:LONGEST_WANTED],
                phone.number if phone else None,
                actor.scope,
                offset=offset,
                size=size,
            )
        shown_from = offset if offset < total else 0
        return FoundClients(tuple(lines), Page(shown_from, size, total), phone)

    def _phone_in(self, text: str, actor: Actor) -> Phone | None:
        if not looks_like_phone(text):
            return None
        try:
            return self.read_phone(text, actor.country)
        except PhoneUnreadable:
            return None  # a name made of digits, or a number that a slip of the finger spoiled


@dataclass(frozen=True, slots=True)
class ClientPage:
    """A client's card: ``last_event`` is what happened last, None for nothing yet; ``open_tasks``
    how many tasks the reader sees about it that are not over; ``upcoming`` its dates of the
    coming days, counted from the reader's ``today``. ``may_be_double``: to a head, that it may be
    there twice, or was merged lately.
    """

    view: ClientView
    last_event: TimelineEntry | None
    rulebook: Rulebook
    open_tasks: int = 0
    upcoming: Sequence[tuple[date, PersonalDate]] = ()
    may_be_double: bool = False
    today: date = date.min
    products: Sequence[str] = ()
    """Names of what the client uses."""
    open_requests: int = 0
    """How many of its requests are not closed."""
    cadence: Cadence | None = None
    """By when it is to hear from somebody; None where no rule says so."""
    next_visit: VisitLine | None = None
    """Who goes there next."""
    risk_signs: Sequence[Sign] = ()
    """Why it may be lost; none where nothing tells of it."""


@dataclass(frozen=True, slots=True)
class ViewClient:
    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId) -> ClientPage:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.clients.view(client_id, actor.scope)
            client_id = view.client.id  # of a merged client that is the survivor's
            entries, _ = await uow.timeline.of_client(client_id, actor.scope, offset=0, size=1)
            today = self.desk.clock().astimezone(actor.zone).date()
            upcoming = await upcoming_dates(uow, client_id, today)
            open_tasks = await uow.task_lists.open_of_client(client_id, Viewer.of(actor))
            is_double = await may_be_double(uow, actor, client_id, self.desk.clock())
            products = await uow.products_in_use.names_used(client_id)
            open_requests = await uow.requests.count_open(client_id)
            cadence = await uow.cadences.find(client_id)
            next_visit = await uow.visit_lists.next_of_client(client_id, self.desk.clock())
            risk_signs = await uow.risks.of_client(client_id)
            rules = await self.desk.rules(uow, actor)
        last = entries[0] if entries else None
        return ClientPage(
            view,
            last,
            rules.rulebook,
            open_tasks,
            upcoming,
            is_double,
            today,
            products=products,
            open_requests=open_requests,
            cadence=cadence,
            next_visit=next_visit,
            risk_signs=risk_signs,
        )


@dataclass(frozen=True, slots=True)
class ViewClientTimeline:
    """Everything that happened with a client, newest first. The page says whether there is more,
    not how much: nobody counts a history of years to look at its end.
    """

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        part: HistoryPart = HistoryPart.ALL,
        *,
        offset: int,
        size: int,
    ) -> tuple[ClientView, Sequence[TimelineEntry], Page, Rulebook]:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.clients.view(client_id, actor.scope)
            entries, total = await uow.timeline.of_client(
                view.client.id, actor.scope, kinds_of(part), offset=offset, size=size
            )
            rules = await self.desk.rules(uow, actor)
        shown_from = offset if offset < total else 0
        return view, entries, Page(shown_from, size, total), rules.rulebook


@dataclass(frozen=True, slots=True)
class CheckNewClient:
    """Whether what is typed so far can be saved; clients that may be the same one come back."""

    desk: Desk
    read_phone: ReadPhone

    async def __call__(self, actor: Actor, typed: TypedClient) -> Sequence[Twin]:
        """Raises: NameMissing, NameTooLong, PhoneUnreadable, EmailUnreadable,
        TaxNumberUnreadable."""
        name = clean_name(typed.name, limit=NAME_LIMIT)
        phone = self.read_phone(typed.phone, actor.country) if typed.phone else None
        email = read_email(typed.email) if typed.email else None
        tax_number = read_tax_number(typed.tax_number, actor.country) if typed.tax_number else None
        async with self.desk.begin() as uow:
            return await uow.clients.twins(
                name,
                phone.number if phone else None,
                actor.scope,
                email=email,
                tax_number=tax_number,
            )
