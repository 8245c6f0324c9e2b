"""A request told in one line, with what the base knows of it: what the form proposes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.clients.model import ClientId, ClientLine, Contact, ContactId
from domain.deals.model import DealId
from domain.deals.views import DealLine
from domain.desk import Desk
from domain.interactions.phrases.names import stem_of
from domain.interactions.reading import MOST_CANDIDATES, is_called
from domain.org.model import Actor, Role
from domain.requests.acts import calendar_of_person
from domain.requests.phrases import RequestSaid, parse_request
from domain.rulebook.model import Rulebook
from domain.tasks.lines import clients_named
from domain.transliteration import search_key
from domain.unit_of_work import UnitOfWork

MOST_DEALS = 8
"""Open deals of a client that a request can be said to be about."""


@dataclass(frozen=True, slots=True)
class RequestRead:
    """``clients`` are those that the name may mean: one, several, or none."""

    said: RequestSaid
    clients: tuple[ClientLine, ...]


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What somebody wrote, where it tells of a client's request."""

    desk: Desk

    async def __call__(
        self, actor: Actor, text: str, *, is_request: bool = False
    ) -> RequestRead | None:
        """``is_request``: it tells of one, without a word for it."""
        if actor.role is Role.CLIENT:
            return None
        async with self.desk.begin() as uow:
            rules = (await self.desk.rules(uow, actor)).rulebook.requests
            said = parse_request(text, rules, is_request=is_request)
            if said is None:
                return None
            clients = await _named(uow, actor, said)
        return RequestRead(said, tuple(clients[:MOST_CANDIDATES]))


async def _named(uow: UnitOfWork, actor: Actor, said: RequestSaid) -> Sequence[ClientLine]:
    """The one of exactly this name before those of longer ones."""
    found = await clients_named(uow, actor, said.client)
    exact = [line for line in found if is_called(line.name, said.client)]
    return exact if len(exact) == 1 else found


@dataclass(frozen=True, slots=True)
class RequestPlace:
    """Where a request would be kept: its client and the person there, whose it would be, and by
    when somebody would have to react. ``deals`` are the client's open ones.
    """

    client_id: ClientId
    client_name: str
    contact: Contact | None
    contacts: tuple[Contact, ...]
    deals: tuple[DealLine, ...]
    responsible_name: str
    is_own: bool
    react_by: datetime
    rulebook: Rulebook

    def deal_title(self, deal_id: DealId | None) -> str | None:
        return next((deal.title for deal in self.deals if deal.id == deal_id), None)


@dataclass(frozen=True, slots=True)
class ViewRequestPlace:
    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        *,
        contact: str | None = None,
        contact_id: ContactId | None = None,
        came_at: datetime | None = None,
    ) -> RequestPlace:
        """``contact`` is the person's name as typed. Raises: NotFound."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            view = await uow.clients.view(client_id, actor.scope)
            versioned = await self.desk.rules(uow, actor)
            terms = versioned.rulebook.requests.of_segment(view.client.segment)
            placed = await uow.requests.placed(
                view.client.id, on_managers_day=False, otherwise=actor.id
            )
            calendar = await calendar_of_person(
                self.desk, uow, placed.responsible_id, versioned, now
            )
            responsible = await uow.people.see(placed.responsible_id)
            page = await uow.deals.of_client(view.client.id, actor.scope, offset=0, size=MOST_DEALS)
        limit = timedelta(hours=terms.reaction_working_hours)
        return RequestPlace(
            client_id=view.client.id,
            client_name=view.client.name,
            contact=_person(view.contacts, contact, contact_id),
            contacts=view.contacts,
            deals=tuple(line for line in page.lines if line.status == "open"),
            responsible_name=responsible.name,
            is_own=placed.responsible_id == actor.id,
            react_by=calendar.add_working_time(came_at or now, limit),
            rulebook=versioned.rulebook,
        )


def _person(
    contacts: Sequence[Contact], named: str | None, chosen: ContactId | None
) -> Contact | None:
    """The chosen one, else who is called so."""
    if chosen is not None:
        return next((person for person in contacts if person.id == chosen), None)
    stems = [search_key(stem_of(word)).strip() for word in (named or "").split()]
    for person in contacts:
        parts = search_key(person.name).split()
        if stems and all(any(part.startswith(stem) for part in parts) for stem in stems):
            return person
    return None
