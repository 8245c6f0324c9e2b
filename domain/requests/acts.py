"""What every act on a request shares: its calendar, its line in the history, who is told."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from domain.delivery.model import ABOVE_CAP, Matter, NewNotice
from domain.desk import Desk
from domain.org.model import Actor, PersonId
from domain.org.visibility import EVERYTHING
from domain.requests.model import Request
from domain.rulebook.ports import VersionedRulebook
from domain.tasks.acts import calendar_of
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork
from domain.working_time import WorkingCalendar

REQUEST_NEW = "request_new"
"""The kind of the notice that somebody has a request to see to."""

REQUEST_LATE = "request_late"
"""The kind of the notice that a request is past its limit."""


async def calendar_of_person(
    desk: Desk, uow: UnitOfWork, person_id: PersonId, rules: VersionedRulebook, now: datetime
) -> WorkingCalendar:
    """That of the person's branch, in their hours: limits of their requests are counted by it."""
    return calendar_of(desk, await uow.tasks.colleague(person_id), rules, now)


def for_request(actor: Actor) -> Actor:
    """The actor where they act on the client or the deal of a request that they see: whoever was
    given a request need not see its client otherwise.
    """
    return replace(actor, scope=EVERYTHING)


async def keep(
    uow: UnitOfWork,
    request: Request,
    kind: Happened,
    *,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, object] | None = None,
) -> Request:
    """Save the changed request, its line in the history, and have shown cards edited."""
    saved = await uow.requests.save(request, now)
    await note(uow, saved, kind, actor=actor, now=now, facts=facts)
    return saved


async def note(
    uow: UnitOfWork,
    request: Request,
    kind: Happened,
    *,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    await uow.timeline.add(
        kind,
        at=now,
        client_id=request.client_id,
        request_id=request.id,
        actor_id=actor.id,
        facts=facts,
    )
    await uow.ledger.refresh(Matter.REQUEST, request.id, except_for=actor.id)
    await uow.ledger.refresh(Matter.CLIENT, request.client_id, except_for=actor.id)


async def tell(
    uow: UnitOfWork,
    request: Request,
    people: Iterable[PersonId | None],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """That it is theirs to see to; who is away is told through who stands in. Not the actor."""
    told = {person for person in people if person is not None and person != actor.id}
    if not told:
        return
    stand_ins = await uow.tasks.stand_ins(sorted(told), now)
    recipients = {stand_ins.get(person, person) for person in told} - {actor.id}
    await uow.ledger.add(
        [
            NewNotice(person, REQUEST_NEW, Matter.REQUEST, request.id, facts={ABOVE_CAP: True})
            for person in sorted(recipients)
        ]
    )
