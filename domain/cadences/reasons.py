"""Why there is something to talk about with a client now.

A noun that knows of a reason adds a function to ``SOURCES``.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from typing import Final

from domain.cadences.views import BusinessReason, ReasonKind
from domain.clients.model import ClientId
from domain.greetings.queries import upcoming_dates
from domain.org.model import Actor
from domain.products.use_cases import next_missing
from domain.unit_of_work import UnitOfWork

SOON: Final = timedelta(days=14)
"""A date or an end that is further ahead is no reason yet."""

MOST_REASONS: Final = 6
"""What one card has room for."""

MOST_OF_A_KIND: Final = 3

ReasonSource = Callable[[UnitOfWork, Actor, ClientId, date], Awaitable[Sequence[BusinessReason]]]
"""What one noun knows, the most pressing first; the client was loaded through the actor's scope,
and the date is the actor's today."""


async def business(
    uow: UnitOfWork, actor: Actor, client_id: ClientId, today: date
) -> Sequence[BusinessReason]:
    """Offers without an answer, and deals that are to be concluded."""
    return await uow.cadences.reasons(client_id, actor, today)


async def open_requests(
    uow: UnitOfWork, actor: Actor, client_id: ClientId, _today: date
) -> Sequence[BusinessReason]:
    return [
        BusinessReason(ReasonKind.REQUEST, name=line.words, at=line.limit_at, request_id=line.id)
        for line in (await uow.requests.open_of(client_id, actor.scope))[:MOST_OF_A_KIND]
    ]


async def personal_dates(
    uow: UnitOfWork, _actor: Actor, client_id: ClientId, today: date
) -> Sequence[BusinessReason]:
    return [
        BusinessReason(ReasonKind.DATE, on=on, personal=known)
        for on, known in await upcoming_dates(uow, client_id, today)
        if on - today <= SOON
    ]


async def missing_product(
    uow: UnitOfWork, _actor: Actor, client_id: ClientId, _today: date
) -> Sequence[BusinessReason]:
    """What similar clients use and this one does not."""
    known = await uow.rulebooks.current()
    suggestion = await next_missing(uow, client_id, known.rulebook)
    if suggestion is None:
        return []
    product = suggestion.product
    return [BusinessReason(ReasonKind.PRODUCT, name=product.name, product_id=product.id)]


SOURCES: tuple[ReasonSource, ...] = (
    business,
    open_requests,
    personal_dates,
    missing_product,
)


async def reasons_now(
    uow: UnitOfWork, actor: Actor, client_id: ClientId, today: date
) -> tuple[BusinessReason, ...]:
    """All that is known, in the order of ``SOURCES``; at most ``MOST_REASONS``."""
    found: list[BusinessReason] = []
    for source in SOURCES:
        found.extend(await source(uow, actor, client_id, today))
    return tuple(found[:MOST_REASONS])
