"""What is done about a client that is to hear from somebody: reached, not reached, put off."""

from dataclasses import dataclass
from datetime import date

from domain.cadences import rules
from domain.cadences.errors import (
    CadenceChanged,
    ContactNotCounted,
    NoCadence,
    NotTheirCadenceHead,
)
from domain.cadences.model import Cadence, PlannedAs
from domain.cadences.notices import CADENCE
from domain.cadences.views import ContactNoted
from domain.clients.model import Client, ClientId, ContactId
from domain.delivery.model import ABOVE_CAP, Matter, NewNotice
from domain.desk import Desk
from domain.interactions.model import InteractionKind, InteractionResult, NewInteraction
from domain.interactions.use_cases import log_interaction
from domain.org.heads import is_head_of
from domain.org.model import Actor
from domain.rulebook.cadences import SegmentCadence
from domain.unit_of_work import UnitOfWork
from domain.working_time import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Opened:
    """A client under a cadence, locked, with its terms and the calendar that it goes by."""

    client: Client
    cadence: Cadence
    terms: SegmentCadence
    calendar: WorkingCalendar
    today: date


async def open_cadence(
    desk: Desk, uow: UnitOfWork, actor: Actor, client_id: ClientId, *, version: int | None
) -> Opened:
    """``version`` is what the button showed; None: whatever it is now.

    Raises: NotFound, NoCadence, CadenceChanged.
    """
    now = desk.clock()
    client = await uow.clients.get(client_id, actor.scope)
    cadence = await uow.cadences.get(client.id)
    known = await desk.rules(uow, actor)
    terms = known.rulebook.cadences.find(cadence.segment)
    if terms is None:
        raise NoCadence(client_id=client.id)
    if version is not None and version != cadence.version:
        contacts = (await uow.cadences.view(client.id, actor)).contacts
        last = contacts[0] if contacts else None
        raise CadenceChanged(
            cadence_id=client.id, name=last and last.person_name, at=last and last.at
        )
    place = await uow.cadences.workplace(client.id)
    calendar = desk.calendars.of(known, place, around=now.astimezone(place.zone).date())
    return Opened(client, cadence, terms, calendar, calendar.local_day(now))


@dataclass(frozen=True, slots=True)
class NoteCadenceContact:
    """Called, met or visited: the contact is logged, and the due day moves from it."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        kind: InteractionKind,
        *,
        version: int,
        words: str | None = None,
        contact_id: ContactId | None = None,
    ) -> ContactNoted:
        """The second tap of the same button logs nothing more.

        Raises: NotFound, NoCadence, CadenceChanged, ContactNotCounted, Note….
        """
        async with self.desk.begin() as uow:
            opened = await open_cadence(self.desk, uow, actor, client_id, version=version)
            if kind not in opened.terms.kinds:
                raise ContactNotCounted(kind=kind, kinds=opened.terms.kinds)
            new = NewInteraction(
                kind=kind, client_id=opened.client.id, words=words, contact_id=contact_id
            )
            logged = await log_interaction(self.desk, uow, actor, new)
            cadence = await uow.cadences.find(opened.client.id)
            await uow.commit()
        return ContactNoted(logged.interaction, cadence)


@dataclass(frozen=True, slots=True)
class NoteCadenceNoAnswer:
    """Nobody answered: the attempt is kept, and comes back in some working hours. The due day
    stays, and so does the ladder."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId, *, version: int) -> Cadence:
        """With ``planned_at``, when it comes back. Raises: NotFound, NoCadence, CadenceChanged."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_cadence(self.desk, uow, actor, client_id, version=version)
            new = NewInteraction(
                kind=InteractionKind.CALL,
                client_id=opened.client.id,
                result=InteractionResult.NO_ANSWER,
            )
            await log_interaction(self.desk, uow, actor, new)
            at = rules.retry_moment(now, opened.cadence, opened.terms, opened.calendar)
            planned = await uow.cadences.plan(opened.client.id, at, PlannedAs.RETRY, now)
            await uow.ledger.refresh(Matter.CADENCE, opened.client.id, except_for=actor.id)
            await uow.commit()
        return planned


@dataclass(frozen=True, slots=True)
class PlanCadence:
    """Be reminded on a day of one's choice, up to the limit."""

    desk: Desk

    async def __call__(
        self, actor: Actor, client_id: ClientId, day: date, *, version: int
    ) -> Cadence:
        """Raises: NotFound, NoCadence, CadenceChanged, DayPassed, DayIsOff; DayPastLimit: a head
        has to agree (AskCadenceMove)."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_cadence(self.desk, uow, actor, client_id, version=version)
            rules.check_day(day, opened.cadence, opened.calendar, today=opened.today)
            at = rules.planned_moment(day, opened.calendar)
            planned = await uow.cadences.plan(opened.client.id, at, PlannedAs.DAY, now)
            await uow.ledger.refresh(Matter.CADENCE, opened.client.id, except_for=actor.id)
            await uow.ledger.refresh(Matter.CLIENT, opened.client.id, except_for=actor.id)
            await uow.commit()
        return planned


@dataclass(frozen=True, slots=True)
class RemindOfCadence:
    """A head sends the card to who answers for the client, or to their deputy."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId) -> str:
        """The name of who is reminded. Raises: NotFound, NoCadence, NotTheirCadenceHead."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_cadence(self.desk, uow, actor, client_id, version=None)
            responsible = await uow.people.see(opened.cadence.responsible_id)
            if not await is_head_of(uow, actor, responsible):
                raise NotTheirCadenceHead(client_id=client_id)
            told = await uow.cadences.stand_in(responsible.id, now)
            facts = {"rung": "head", "by": actor.name, ABOVE_CAP: True}
            await uow.ledger.add(
                [NewNotice(told, CADENCE, Matter.CADENCE, opened.client.id, facts=facts)]
            )
            name = (await uow.people.see(told)).name
            await uow.commit()
        return name
