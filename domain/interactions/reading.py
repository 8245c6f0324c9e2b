"""A contact told in one message, with what the base knows of it: what the form proposes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.clients.model import ClientId, ClientLine, ContactId
from domain.deals.model import DealId
from domain.desk import Desk
from domain.interactions.errors import InteractionInFuture, PastMomentUnreadable
from domain.interactions.model import NextStep
from domain.interactions.phrases import ContactSaid, parse_contact
from domain.interactions.phrases.names import stem_of
from domain.interactions.phrases.past import parse_past
from domain.interactions.phrases.steps import parse_step
from domain.interactions.use_cases import only_open_deal
from domain.org.model import Actor, Role
from domain.phones import looks_like_phone
from domain.tasks.lines import clients_named
from domain.tasks.phrases import Link, parse_task
from domain.tasks.phrases.atoms import Wall
from domain.tasks.phrases.day_parts import DayParts
from domain.transliteration import search_key
from domain.typed_dates import DateUnreadable
from domain.unit_of_work import UnitOfWork

MOST_CANDIDATES = 5
"""Clients of one name that are offered to choose from; another can be looked up."""


@dataclass(frozen=True, slots=True)
class ContactRead:
    """``clients`` are those that the name may mean: one, several, or none."""

    said: ContactSaid
    clients: tuple[ClientLine, ...]


@dataclass(frozen=True, slots=True)
class ReadContact:
    """What somebody wrote, where it tells of a contact that has been."""

    desk: Desk

    async def __call__(self, actor: Actor, text: str) -> ContactRead | None:
        if actor.role is Role.CLIENT or looks_like_phone(text):
            return None
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            wall = await wall_of(self.desk, uow, actor, now)
            said = parse_contact(text, now=now, zone=actor.zone, calendar=wall.calendar)
            if said is None:
                return None
            clients = await _named(uow, actor, said)
        return ContactRead(said, tuple(clients[:MOST_CANDIDATES]))


async def _named(uow: UnitOfWork, actor: Actor, said: ContactSaid) -> Sequence[ClientLine]:
    """By the company, else by the person; the one of exactly this name before those of longer."""
    for link in (said.client, said.contact):
        found = await clients_named(uow, actor, link) if link is not None else ()
        exact = [line for line in found if link and is_called(line.name, link)]
        if len(exact) == 1:
            return exact
        if found:
            return found
    return ()


def is_called(name: str, link: Link) -> bool:
    """Whether the name has no more words than those that were typed."""
    return len(search_key(name).split()) == len(search_key(link.stem).split())


async def wall_of(desk: Desk, uow: UnitOfWork, actor: Actor, now: datetime) -> Wall:
    """The clock and the calendar in front of the actor."""
    rules = await desk.rules(uow, actor)
    return Wall(now, actor.zone, desk.calendar_for(actor, rules, now), DayParts())


@dataclass(frozen=True, slots=True)
class FindNamedClients:
    """Clients that a name from a message may mean."""

    desk: Desk

    async def __call__(self, actor: Actor, text: str) -> Sequence[ClientLine]:
        stem = " ".join(map(stem_of, text.split()))
        async with self.desk.begin() as uow:
            found = await clients_named(uow, actor, Link(text, stem))
        return found[:MOST_CANDIDATES]


@dataclass(frozen=True, slots=True)
class ReadPastMoment:
    """When something was, as typed: «вчера в 15», «утром», «12.11 14:00»."""

    desk: Desk

    async def __call__(self, actor: Actor, text: str) -> datetime:
        """Raises: PastMomentUnreadable, InteractionInFuture."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            wall = await wall_of(self.desk, uow, actor, now)
        try:
            return parse_past(text, wall)
        except DateUnreadable:
            ahead = parse_task(text, now=now, zone=actor.zone, calendar=wall.calendar)
            if ahead.deadline is not None and not ahead.title and ahead.deadline.value.at > now:
                raise InteractionInFuture(moment=ahead.deadline.value.at) from None
            raise PastMomentUnreadable from None


@dataclass(frozen=True, slots=True)
class ReadNextStep:
    """What is to be done and when, as typed: «отправить КП завтра в 10»."""

    desk: Desk

    async def __call__(self, actor: Actor, text: str, *, default: str) -> NextStep:
        """``default`` are the words where only a date was typed. Raises: DateUnreadable, Note…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            wall = await wall_of(self.desk, uow, actor, now)
        return parse_step(text, wall, default=default)


@dataclass(frozen=True, slots=True)
class ContactPlace:
    """Where a contact would be kept: its client, the person there, and the deal whose next step
    would be planned (None: a draft would be made)."""

    client_id: ClientId
    client_name: str
    contact_id: ContactId | None
    contact_name: str | None
    step_deal_title: str | None


@dataclass(frozen=True, slots=True)
class ViewContactPlace:
    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        deal_id: DealId | None = None,
        *,
        contact: str | None = None,
    ) -> ContactPlace:
        """``contact`` is the person's name as typed. Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.clients.view(client_id, actor.scope)
            deal = deal_id or await only_open_deal(uow, actor, view.client.id)
            title = (await uow.deals.view(deal, actor.scope)).deal.title if deal else None
        known = ContactPlace(view.client.id, view.client.name, None, None, title)
        stems = [search_key(stem_of(word)).strip() for word in (contact or "").split()]
        for person in view.contacts:
            parts = search_key(person.name).split()
            if stems and all(any(part.startswith(stem) for part in parts) for stem in stems):
                return replace(known, contact_id=person.id, contact_name=person.name)
        return known
