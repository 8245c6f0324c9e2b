"""Leaving, handing over without leaving, and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.delivery.model import Matter, NewNotice
from domain.desk import Desk
from domain.handovers import rules
from domain.handovers.errors import (
    HandoverTooOld,
    NothingToHandOver,
    HandoverSettled,
    ReceiverElsewhere,
    ReceiverLeft,
    ReceiverSame,
)
from domain.handovers.model import (
    UNDO_FOR,
    Handover,
    HandoverId,
    Held,
    Holding,
    Kind,
    Move,
    NewHandover,
    Preview,
    Reason,
    Status,
)
from domain.org.errors import LastAdministrator, NotTheirHead, PersonInactive
from domain.org.heads import is_head_of, require_head_of
from domain.org.model import Actor, Person, PersonId, Role
from domain.org.placing import PLACE_CHANGED
from domain.org.rules import authority_of, makes_ring, require_administrator
from domain.unit_of_work import UnitOfWork

RECEIVED: Final = "handover_received"
"""The kind that tells in one summary what came."""

RETURNED: Final = "handover_returned"
"""The kind that tells a receiver that it was taken back."""

PROPOSED: Final = "handover_proposed"
"""The kind that asks a head whether a client or deal may change hands."""

ANSWERED: Final = "handover_answered"
"""The kind that tells who proposed what became of it."""


async def today_of(uow: UnitOfWork, person: Person, now: datetime) -> date:
    """The day it is where the person is."""
    zone = person.zone or (await uow.branches.get(person.branch_id)).zone
    return now.astimezone(ZoneInfo(zone)).date()


def counted(holdings: Sequence[Holding]) -> Mapping[Kind, int]:
    """How many of each kind, in the order of kinds; a record that is held twice counts once."""
    seen: dict[Kind, set[tuple[str, int]]] = {}
    for holding in holdings:
        table = holding.held.split(".")[0]
        seen.setdefault(holding.held.kind, set()).add((table, holding.record_id))
    return {kind: len(seen[kind]) for kind in Kind if kind in seen}


async def _receivers(
    uow: UnitOfWork, ids: Sequence[PersonId], *, from_id: PersonId | None
) -> dict[PersonId, Person]:
    """Raises: ReceiverSame, ReceiverLeft, NotFound."""
    people = {}
    for id_ in sorted(set(ids)):
        person = await uow.people.see(id_)
        if id_ == from_id:
            raise ReceiverSame(name=person.name)
        if not person.is_active or person.role is Role.CLIENT:
            raise ReceiverLeft(name=person.name)
        people[id_] = person
    return people


def _told(moves: Sequence[Move], kind: str, handover: Handover, actor: Actor) -> list[NewNotice]:
    """One notice for each who gets something, however much it is."""
    receivers = dict.fromkeys(move.to_id for move in moves if move.to_id is not None)
    return [
        NewNotice(receiver, kind, Matter.HANDOVER, handover.id)
        for receiver in receivers
        if receiver != actor.id
    ]


def _told_of_boss(moves: Sequence[Move], actor: Actor) -> list[NewNotice]:
    return [
        NewNotice(PersonId(move.record_id), PLACE_CHANGED, Matter.PERSON, move.record_id)
        for move in moves
        if move.held is Held.REPORT and move.record_id != actor.id
    ]


@dataclass(frozen=True, slots=True)
class PreviewLeaving:
    """What somebody holds who is to leave, and who could take it."""

    desk: Desk

    async def __call__(self, actor: Actor, person_id: PersonId) -> Preview:
        """Raises: AdministratorsOnly, NotFound, PersonInactive, LastAdministrator."""
        require_administrator(actor)
        async with self.desk.begin() as uow:
            person = await uow.people.see(person_id)
            await _require_may_leave(uow, person)
            today = await today_of(uow, person, self.desk.clock())
            held = await uow.handovers.held(person_id, today=today, is_locked=False)
            return Preview(
                person_id,
                person.name,
                counted(held),
                await uow.handovers.awaiting_offers(person_id),
                await uow.handovers.proposals(person_id, today=today),
            )


async def _require_may_leave(uow: UnitOfWork, person: Person) -> None:
    if not person.is_active:
        raise PersonInactive(name=person.name)
    if person.role is Role.ADMINISTRATOR:
        others = await uow.people.with_role([Role.ADMINISTRATOR])
        if all(other.id == person.id for other in others):
            raise LastAdministrator(name=person.name)


@dataclass(frozen=True, slots=True)
class LeavePerson:
    """Everything open goes into other hands, and who held it is let in no more, in one go."""

    desk: Desk

    async def __call__(
        self, actor: Actor, person_id: PersonId, receivers: Mapping[Kind, PersonId]
    ) -> Handover:
        """The handover; a second tap on the same button finds it done.

        Raises: AdministratorsOnly, NotFound, PersonInactive, LastAdministrator, Receiver…,
        NobodyFit.
        """
        require_administrator(actor)
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            await uow.people.lock_chart()
            person = await uow.people.get(person_id)
            done = await uow.handovers.last_leaving(person_id)
            if not person.is_active and done is not None and done.status is Status.DONE:
                return done
            await _require_may_leave(uow, person)
            await _receivers(uow, list(receivers.values()), from_id=person_id)
            today = await today_of(uow, person, now)
            held = await uow.handovers.held(person_id, today=today)
            boss = None if person.boss_id is None else await uow.people.see(person.boss_id)
            instead = [] if boss is None or not boss.is_active else [boss.id]
            moves = rules.plan(
                held, receivers, instead=[id_ for id_ in (*instead, actor.id) if id_ != person_id]
            )
            new = NewHandover(Reason.LEAVING, Status.DONE, person_id, actor.id, now)
            handover = await _add(uow, new)
            await uow.handovers.apply(handover.id, moves, by=actor.id, now=now)
            await uow.invitations.withdraw_open(person_id, now=now)
            await uow.people.save(replace(person, is_active=False))
            await uow.people.rebuild_reporting()
            await uow.ledger.add(
                [*_told(moves, RECEIVED, handover, actor), *_told_of_boss(moves, actor)]
            )
            await uow.commit()
        return handover


async def _add(uow: UnitOfWork, new: NewHandover) -> Handover:
    added = await uow.handovers.add(new)
    if added is None:
        raise HandoverSettled
    return added


@dataclass(frozen=True, slots=True)
class UndoHandover:
    """Take a handover back within a day: what is over by now or in third hands stays there."""

    desk: Desk

    async def __call__(self, actor: Actor, handover_id: HandoverId) -> Handover:
        """The handover as undone; one that is undone already stays as it is.

        Raises: AdministratorsOnly, NotFound, HandoverSettled, HandoverTooOld.
        """
        require_administrator(actor)
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            await uow.people.lock_chart()
            handover = await uow.handovers.get(handover_id)
            if handover.status is Status.UNDONE:
                return handover
            if handover.status is not Status.DONE:
                raise HandoverSettled(handover_id=handover_id)
            if not handover.may_be_undone(now):
                raise HandoverTooOld(hours=int(UNDO_FOR.total_seconds() // 3600))
            person = await self._person(uow, handover)
            moves = await uow.handovers.moves(handover_id)
            today = now.astimezone(actor.zone).date()
            held = await uow.handovers.holders(moves, handover_id, today=today)
            back, _ = rules.returns(moves, held)
            back = await _without_rings(uow, back)
            await uow.handovers.take_back(handover_id, back, by=actor.id, now=now)
            if handover.terms.reason is Reason.LEAVING and person is not None:
                await uow.people.save(replace(person, is_active=True))
            await uow.people.rebuild_reporting()
            undone = replace(handover, status=Status.UNDONE, settled_at=now, settled_by=actor.id)
            await uow.handovers.save(undone)
            await uow.ledger.refresh(Matter.HANDOVER, handover_id, except_for=actor.id)
            await uow.ledger.add(
                [*_told(moves, RETURNED, handover, actor), *_told_of_boss(back, actor)]
            )
            await uow.commit()
        return undone

    async def _person(self, uow: UnitOfWork, handover: Handover) -> Person | None:
        """Whose records they were. Raises: PersonInactive: nothing goes back to who has left."""
        if handover.terms.person_id is None:
            return None
        person = await uow.people.get(handover.terms.person_id)
        if not person.is_active and handover.terms.reason is not Reason.LEAVING:
            raise PersonInactive(name=person.name)
        return person


async def _without_rings(uow: UnitOfWork, back: Sequence[Move]) -> tuple[Move, ...]:
    """The chart may have changed since: nobody comes under who is under them by now."""
    bosses = dict(await uow.people.bosses())
    fit = []
    for move in back:
        if move.held is Held.REPORT and move.from_id is not None:
            person_id = PersonId(move.record_id)
            if makes_ring(person_id, move.from_id, bosses):
                continue
            bosses[person_id] = move.from_id
        fit.append(move)
    return tuple(fit)


@dataclass(frozen=True, slots=True)
class HandOverClients:
    """A head gives all clients of somebody, with the open deals with them, to somebody else."""

    desk: Desk

    async def __call__(self, actor: Actor, person_id: PersonId, receiver_id: PersonId) -> Handover:
        """Raises: NotFound, NotTheirHead, Receiver…, NothingToHandOver."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            await uow.people.lock_chart()
            person = await uow.people.get(person_id)
            await require_head_of(uow, actor, person)
            receiver = (await _receivers(uow, [receiver_id], from_id=person_id))[receiver_id]
            await _require_within(uow, actor, receiver)
            held = await uow.handovers.clients_of(person_id)
            if not held:
                raise NothingToHandOver(name=person.name)
            new = NewHandover(Reason.ALL_CLIENTS, Status.DONE, person_id, actor.id, now)
            handover = await _hand_over(uow, actor, new, held, receiver_id, now)
            await uow.commit()
        return handover


async def _require_within(uow: UnitOfWork, actor: Actor, receiver: Person) -> None:
    """A head hands over within what they head, themself included. Raises: ReceiverElsewhere."""
    if receiver.id == actor.id:
        return
    if not await uow.people.is_within(receiver.id, authority_of(actor)):
        raise ReceiverElsewhere(name=receiver.name)


async def _hand_over(
    uow: UnitOfWork,
    actor: Actor,
    new: NewHandover,
    held: Sequence[Holding],
    receiver_id: PersonId,
    now: datetime,
) -> Handover:
    moves = rules.plan(held, dict.fromkeys(Kind, receiver_id))
    handover = await _add(uow, new)
    await uow.handovers.apply(handover.id, moves, by=actor.id, now=now)
    await uow.ledger.add(_told(moves, RECEIVED, handover, actor))
    return handover


@dataclass(frozen=True, slots=True)
class HandOverClient:
    """A client changes hands, with their owner's open deals with it: a head decides, an owner
    proposes.
    """

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId, receiver_id: PersonId) -> Handover:
        """Done, or proposed to the owner's head.

        Raises: NotFound, NotTheirHead, Receiver….
        """
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            held = await uow.handovers.client(client.id)
            handover = await _one_record(
                uow, actor, Reason.CLIENT, client.id, held, receiver_id, self.desk.clock()
            )
            await uow.commit()
        return handover


@dataclass(frozen=True, slots=True)
class HandOverDeal:
    """A deal changes hands, its offers and the watch over them too: a head decides, an owner
    proposes.
    """

    desk: Desk

    async def __call__(self, actor: Actor, deal_id: DealId, receiver_id: PersonId) -> Handover:
        """Raises: NotFound, NotTheirHead, NothingToHandOver, Receiver…."""
        async with self.desk.begin() as uow:
            deal = await uow.deals.get(deal_id, actor.scope)
            held = await uow.handovers.deal(deal.id)
            if not held:
                raise NothingToHandOver(name=deal.title, deal_id=deal.id)
            handover = await _one_record(
                uow, actor, Reason.DEAL, deal.id, held, receiver_id, self.desk.clock()
            )
            await uow.commit()
        return handover


async def _one_record(
    uow: UnitOfWork,
    actor: Actor,
    reason: Reason,
    record_id: int,
    held: Sequence[Holding],
    receiver_id: PersonId,
    now: datetime,
) -> Handover:
    owner_id = held[0].holder_id
    receiver = (await _receivers(uow, [receiver_id], from_id=owner_id))[receiver_id]
    owner = None if owner_id is None else await uow.people.see(owner_id)
    new = NewHandover(reason, Status.DONE, owner_id, actor.id, now, record_id, receiver_id)
    if await may_decide(uow, actor, owner):
        await _require_within(uow, actor, receiver)
        await uow.handovers.withdraw_proposal(reason, record_id, by=actor.id, now=now)
        return await _hand_over(uow, actor, new, held, receiver_id, now)
    if owner is None or owner.id != actor.id:
        raise NotTheirHead
    if receiver.branch_id != owner.branch_id:
        raise ReceiverElsewhere(name=receiver.name)
    head_id = await _head_of(uow, owner, now)
    if head_id is None:
        return await _hand_over(uow, actor, new, held, receiver_id, now)
    await uow.handovers.withdraw_proposal(reason, record_id, by=actor.id, now=now)
    handover = await _add(uow, replace(new, status=Status.PROPOSED))
    await uow.ledger.add([NewNotice(head_id, PROPOSED, Matter.HANDOVER, handover.id)])
    return handover


async def may_decide(uow: UnitOfWork, actor: Actor, owner: Person | None) -> bool:
    """Whether the actor may hand over what is the owner's; what is nobody's, any head who sees it.

    Who heads people decides about their own too.
    """
    heads = actor.role.leads_people or actor.role is Role.ADMINISTRATOR
    if owner is None or owner.id == actor.id:
        return heads
    if not owner.is_active:
        return heads and await uow.people.is_within(owner.id, authority_of(actor))
    return await is_head_of(uow, actor, owner)


async def _head_of(uow: UnitOfWork, owner: Person, now: datetime) -> PersonId | None:
    """Who is asked today: the owner's nearest head, or who stands in for them."""
    heads = (await uow.tasks.colleague(owner.id)).heads
    if not heads:
        return None
    stands_in = (await uow.tasks.stand_ins([heads[0]], now)).get(heads[0], heads[0])
    return heads[0] if stands_in == owner.id else stands_in


@dataclass(frozen=True, slots=True)
class AnswerProposal:
    """A head lets a client or deal change hands as its owner proposed, or leaves it there."""

    desk: Desk

    async def __call__(self, actor: Actor, handover_id: HandoverId, *, is_agreed: bool) -> Handover:
        """Raises: NotFound, NotTheirHead, HandoverSettled, NothingToHandOver, Receiver…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            handover = await uow.handovers.get(handover_id)
            terms = handover.terms
            if terms.person_id is None or terms.record_id is None or terms.receiver_id is None:
                raise HandoverSettled(handover_id=handover_id)
            owner = await uow.people.see(terms.person_id)
            if owner.id == actor.id or not await may_answer(uow, actor, owner):
                raise NotTheirHead
            if handover.status is not Status.PROPOSED:
                raise HandoverSettled(handover_id=handover_id)
            status = Status.DONE if is_agreed else Status.DECLINED
            settled = replace(handover, status=status, settled_at=now, settled_by=actor.id)
            if is_agreed:
                await self._carry_out(uow, actor, settled, now)
            await uow.handovers.save(settled)
            await uow.ledger.refresh(Matter.HANDOVER, handover_id, except_for=actor.id)
            await uow.ledger.add([NewNotice(owner.id, ANSWERED, Matter.HANDOVER, handover_id)])
            await uow.commit()
        return settled

    async def _carry_out(
        self, uow: UnitOfWork, actor: Actor, handover: Handover, now: datetime
    ) -> None:
        terms = handover.terms
        record_id, receiver_id = terms.record_id, terms.receiver_id
        if record_id is None or receiver_id is None:
            raise HandoverSettled(handover_id=handover.id)
        await _receivers(uow, [receiver_id], from_id=None)
        if terms.reason is Reason.CLIENT:
            held = await uow.handovers.client(ClientId(record_id))
        else:
            held = await uow.handovers.deal(DealId(record_id))
        if not held or held[0].holder_id != terms.person_id:
            raise NothingToHandOver(name="")
        moves = rules.plan(held, dict.fromkeys(Kind, receiver_id))
        await uow.handovers.apply(handover.id, moves, by=actor.id, now=now)
        await uow.ledger.add(_told(moves, RECEIVED, handover, actor))


async def may_answer(uow: UnitOfWork, actor: Actor, owner: Person) -> bool:
    """Heads of the owner, and who stands in for one of them today."""
    if await is_head_of(uow, actor, owner):
        return True
    heads = (await uow.tasks.colleague(owner.id)).heads
    return bool(actor.stands_in_for & set(heads))
