"""What every handover does: takes fit receivers, keeps it, and tells people."""

from collections.abc import Mapping, Sequence
from typing import Final

from domain.cadences.reckoning import reckon
from domain.clients.model import ClientId
from domain.cycles.pairs import PAIR_CHANGED
from domain.delivery.model import Matter, NewNotice
from domain.desk import Desk
from domain.handovers.errors import HandoverSettled, ReceiverLeft, ReceiverSame
from domain.handovers.model import Handover, Held, Holding, Kind, Move, NewHandover
from domain.org.model import Actor, Person, PersonId, Role
from domain.org.placing import PLACE_CHANGED
from domain.unit_of_work import UnitOfWork

RECEIVED: Final = "handover_received"
"""The kind that tells in one summary what came."""

RETURNED: Final = "handover_returned"
"""The kind that tells a receiver that it was taken back."""

GIVEN_AWAY: Final = "handover_given_away"
"""The kind that tells an owner that a head gave to somebody else what was theirs."""

PROPOSED: Final = "handover_proposed"
"""The kind that asks a head whether a client or deal may change hands."""

ANSWERED: Final = "handover_answered"
"""The kind that tells who proposed what became of it."""


def counted(holdings: Sequence[Holding]) -> Mapping[Kind, int]:
    """How many of each kind, in the order of kinds; a record that is held twice counts once."""
    seen: dict[Kind, set[tuple[str, int]]] = {}
    for holding in holdings:
        table = holding.held.split(".")[0]
        seen.setdefault(holding.held.kind, set()).add((table, holding.record_id))
    return {kind: len(seen[kind]) for kind in Kind if kind in seen}


async def fit_receivers(
    uow: UnitOfWork, ids: Sequence[PersonId], *, from_id: PersonId | None
) -> dict[PersonId, Person]:
    """Those of ``ids``, each of whom may take what is with ``from_id``.

    Raises: ReceiverSame, ReceiverLeft, NotFound.
    """
    people = {}
    for id_ in sorted(set(ids)):
        person = await uow.people.see(id_)
        if id_ == from_id:
            raise ReceiverSame(name=person.name)
        if not person.is_active or person.role is Role.CLIENT:
            raise ReceiverLeft(name=person.name)
        people[id_] = person
    return people


def told(moves: Sequence[Move], kind: str, handover: Handover, actor: Actor) -> list[NewNotice]:
    """One notice for each who gets something, however much it is."""
    receivers = dict.fromkeys(move.to_id for move in moves if move.to_id is not None)
    return [
        NewNotice(receiver, kind, Matter.HANDOVER, handover.id)
        for receiver in receivers
        if receiver != actor.id
    ]


def told_of_boss(moves: Sequence[Move], actor: Actor) -> list[NewNotice]:
    """Who reports to somebody else now hears of it."""
    return [
        NewNotice(PersonId(move.record_id), PLACE_CHANGED, Matter.PERSON, move.record_id)
        for move in moves
        if move.held is Held.REPORT and move.record_id != actor.id
    ]


async def told_of_pair(
    uow: UnitOfWork, moves: Sequence[Move], actor: Actor, *, is_back: bool = False
) -> list[NewNotice]:
    """Who goes on selling with somebody else now hears of it; after the moves."""
    notices = []
    for move in moves:
        holder = move.from_id if is_back else move.to_id
        if move.held.kind is not Kind.PAIRS or holder is None:
            continue
        view = await uow.seller_pairs.find(holder)
        if view is not None:
            (partner,) = view.pair.people - {holder}
            notices.append(NewNotice(partner, PAIR_CHANGED, Matter.PERSON, partner))
    return [notice for notice in notices if notice.recipient_id != actor.id]


async def keep(uow: UnitOfWork, new: NewHandover) -> Handover:
    """Raises: HandoverSettled: somebody proposed the same at this moment."""
    added = await uow.handovers.add(new)
    if added is None:
        raise HandoverSettled
    return added


async def follow_new_owners(desk: Desk, uow: UnitOfWork, moves: Sequence[Move]) -> None:
    """Clients that changed hands are due by their new owner's calendar, and on their day."""
    moved = [ClientId(move.record_id) for move in moves if move.held is Held.CLIENT]
    await reckon(desk, uow, moved)
