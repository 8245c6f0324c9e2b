"""What a person can do with a request: log it, react, close it, open it again, give it on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.desk import Desk
from domain.errors import NotFound
from domain.interactions.model import FiledMessage, InteractionKind, NewInteraction
from domain.interactions.rules import require_room
from domain.interactions.use_cases import log_interaction
from domain.notes import clean_note
from domain.org.heads import is_head_of
from domain.org.model import Actor, PersonId, Role
from domain.requests import rules
from domain.requests.acts import (
    calendar_of_person,
    for_request,
    keep,
    note,
    tell,
)
from domain.requests.errors import RequestNotToGive, RequestReceiverUnfit
from domain.requests.model import (
    WORDS_LIMIT,
    NewRequest,
    Placed,
    Rating,
    Request,
    RequestId,
)
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LogRequest:
    """What a client asked for. It goes to the client's owner, or to the head of its branch; what
    its segment puts on the manager's day stands there, too.
    """

    desk: Desk

    async def __call__(self, actor: Actor, new: NewRequest) -> Request:
        """A second time under the same ``once`` changes nothing.

        Raises: NotFound: the actor sees no such client, deal or contact person; Request…, Note…,
            TooManyFiled.
        """
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            client = await uow.clients.get(new.client_id, actor.scope)
            versioned = await self.desk.rules(uow, actor)
            terms = versioned.rulebook.requests
            new = rules.checked(
                replace(new, client_id=client.id), client, terms, now=now, zone=actor.zone
            )
            await _require_theirs(uow, actor, new)
            placed = await uow.requests.placed(
                client.id,
                on_managers_day=terms.of_segment(client.segment).on_managers_day,
                otherwise=actor.id,
            )
            calendar = await calendar_of_person(
                self.desk, uow, placed.responsible_id, versioned, now
            )
            begun = rules.begun(
                new, placed, client.segment, terms, calendar, noted_by=actor.id, now=now
            )
            request = await uow.requests.add(begun, new.files, once=new.once)
            if request is None:
                return await uow.requests.logged(new.once or "", actor)
            await note(
                uow, request, Happened.REQUEST_LOGGED, actor=actor, now=now, facts=_facts(request)
            )
            await _tell_placed(uow, request, placed, actor=actor, now=now)
            await uow.commit()
        return request


async def _require_theirs(uow: UnitOfWork, actor: Actor, new: NewRequest) -> None:
    """Raises: NotFound: the deal or the contact person is not this client's."""
    if new.deal_id is not None:
        deal = await uow.deals.get(new.deal_id, actor.scope)
        if deal.client_id != new.client_id:
            raise NotFound(deal_id=new.deal_id)
    if new.contact_id and not await uow.interactions.is_contact_of(new.contact_id, new.client_id):
        raise NotFound(contact_id=new.contact_id)


def _facts(request: Request) -> Mapping[str, object]:
    return {"what": request.kind, "through": request.channel, "words": request.words}


async def _tell_placed(
    uow: UnitOfWork, request: Request, placed: Placed, *, actor: Actor, now: datetime
) -> None:
    people = (placed.responsible_id, placed.manager_id)
    await tell(uow, request, people, actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class ReactToRequest:
    """«Отреагировал»: somebody has answered the client, and says no more about it."""

    desk: Desk

    async def __call__(self, actor: Actor, request_id: RequestId, version: int) -> Request:
        """Raises: NotFound, RequestMoveRefused, RequestChanged."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            request = await uow.requests.get(request_id, actor)
            versioned = await self.desk.rules(uow, actor)
            calendar = await calendar_of_person(
                self.desk, uow, request.responsible_id, versioned, now
            )
            terms = versioned.rulebook.requests
            reacted = rules.react(request, terms, calendar, by=actor.id, at=now, now=now)
            rules.require_version(request, version)
            saved = await keep(uow, reacted, Happened.REQUEST_REACTED, actor=actor, now=now)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """A contact with the client about the request, with what was done: logged as such, and the
    reaction to it where nobody had reacted.
    """

    desk: Desk

    async def __call__(
        self, actor: Actor, request_id: RequestId, kind: InteractionKind, words: str, *, once: str
    ) -> Request:
        """Raises: NotFound, RequestMoveRefused, Note…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            seen = await uow.requests.see(request_id, actor)
            new = NewInteraction(
                kind=kind,
                client_id=seen.client_id,
                once=once,
                contact_id=seen.contact_id,
                deal_id=seen.deal_id,
                words=clean_note(words, limit=WORDS_LIMIT),
            )
            logged = await log_interaction(self.desk, uow, for_request(actor), new)
            request = await uow.requests.get(request_id, actor)
            if request.is_waiting:  # it was not the only one that the contact could be about
                versioned = await self.desk.rules(uow, actor)
                calendar = await calendar_of_person(
                    self.desk, uow, request.responsible_id, versioned, now
                )
                reacted = rules.react(
                    request,
                    versioned.rulebook.requests,
                    calendar,
                    by=actor.id,
                    at=now,
                    now=now,
                    interaction_id=logged.interaction.id,
                )
                request = await keep(uow, reacted, Happened.REQUEST_REACTED, actor=actor, now=now)
            await uow.commit()
        return request


@dataclass(frozen=True, slots=True)
class CloseRequest:
    """It is over: with words on what became of it."""

    desk: Desk

    async def __call__(
        self, actor: Actor, request_id: RequestId, result: str, *, version: int | None
    ) -> Request:
        """Raises: NotFound, RequestMoveRefused, RequestChanged, NoteMissing, NoteTooLong."""
        words = clean_note(result, limit=WORDS_LIMIT)
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            request = await uow.requests.get(request_id, actor)
            versioned = await self.desk.rules(uow, actor)
            calendar = await calendar_of_person(
                self.desk, uow, request.responsible_id, versioned, now
            )
            closed = rules.close(request, words, calendar, by=actor.id, now=now)
            rules.require_version(request, version)
            saved = await keep(
                uow,
                closed,
                Happened.REQUEST_CLOSED,
                actor=actor,
                now=now,
                facts={"result": words},
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class RateRequest:
    """The client's thumb, up or down, once it is closed. The same again changes nothing."""

    desk: Desk

    async def __call__(
        self, actor: Actor, request_id: RequestId, rating: Rating, version: int
    ) -> Request:
        """Raises: NotFound, RequestNotClosed, RequestChanged."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            request = await uow.requests.get(request_id, actor)
            rated = rules.rate(request, rating)
            if rated == request:
                return request
            rules.require_version(request, version)
            facts = {"rating": str(rating)}
            saved = await keep(
                uow, rated, Happened.REQUEST_RATED, actor=actor, now=now, facts=facts
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ReopenRequest:
    """«Открыть снова»: what was closed lately is not over, and waits for a reaction anew."""

    desk: Desk

    async def __call__(self, actor: Actor, request_id: RequestId, version: int) -> Request:
        """Raises: NotFound, RequestMoveRefused, RequestChanged, ReopeningTooLate."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            request = await uow.requests.get(request_id, actor)
            versioned = await self.desk.rules(uow, actor)
            terms = versioned.rulebook.requests
            segment = await uow.requests.segment_of(request.client_id)
            calendar = await calendar_of_person(
                self.desk, uow, request.responsible_id, versioned, now
            )
            opened = rules.reopen(request, segment, terms, calendar, now=now)
            rules.require_version(request, version)
            saved = await keep(uow, opened, Happened.REQUEST_REOPENED, actor=actor, now=now)
            people = (saved.responsible_id, saved.manager_id)
            await tell(uow, saved, people, actor=actor, now=now)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ReassignRequest:
    """Into the hands of a colleague, by the responsible person or their head; its limits stay."""

    desk: Desk

    async def __call__(self, actor: Actor, request_id: RequestId, to: PersonId) -> Request:
        """Whose it is already keeps it.

        Raises: NotFound, RequestMoveRefused, RequestNotToGive, RequestReceiverUnfit.
        """
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            request = await uow.requests.get(request_id, actor)
            present = await uow.people.see(request.responsible_id)
            is_theirs = actor.id == present.id or present.id in actor.stands_in_for
            if not (is_theirs or await is_head_of(uow, actor, present)):
                raise RequestNotToGive(name=present.name, request_id=request.id)
            receiver = await uow.people.see(to)
            if not receiver.is_active or receiver.role is Role.CLIENT:
                raise RequestReceiverUnfit(name=receiver.name)
            if to == request.responsible_id:
                return request
            terms = (await self.desk.rules(uow, actor)).rulebook.requests
            segment = await uow.requests.segment_of(request.client_id)
            is_managers = terms.of_segment(segment).on_managers_day
            manager_id = (
                await uow.requests.manager_of(request.client_id, to) if is_managers else None
            )
            given = rules.reassign(request, Placed(to, manager_id))
            saved = await keep(
                uow,
                given,
                Happened.REQUEST_REASSIGNED,
                actor=actor,
                now=now,
                facts={"from": present.name, "to": receiver.name},
            )
            await tell(uow, saved, (to,), actor=actor, now=now)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class FileToRequest:
    """One more file, photo or forwarded message, or a few words, to a request."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        request_id: RequestId,
        filed: FiledMessage | None,
        words: str | None = None,
    ) -> Request:
        """Raises: NotFound, TooManyFiled, Note…."""
        said = clean_note(words, limit=WORDS_LIMIT) if words else None
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            request = await uow.requests.get(request_id, actor)
            view = await uow.requests.view(request_id, actor)
            if filed is not None and filed not in view.files:
                require_room(len(view.files))
                await uow.requests.file(request.id, [filed], now)
            if said is not None:
                facts = {"text": said}
                await note(uow, request, Happened.NOTE, actor=actor, now=now, facts=facts)
            await uow.commit()
        return request
