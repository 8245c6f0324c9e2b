"""Handing over without leaving: heads decide, an owner proposes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.delivery.model import Matter, NewNotice, Urgency
from domain.desk import Desk
from domain.errors import NotFound
from domain.handovers import rules
from domain.handovers.acts import (
    ANSWERED,
    GIVEN_AWAY,
    PROPOSED,
    RECEIVED,
    fit_receivers,
    follow_new_owners,
    keep,
    told,
)
from domain.handovers.errors import HandoverSettled, NothingToHandOver, ReceiverElsewhere
from domain.handovers.model import (
    Handover,
    HandoverId,
    Holding,
    Kind,
    NewHandover,
    Reason,
    Status,
)
from domain.org.errors import NotTheirHead
from domain.org.heads import is_head_of, require_head_of
from domain.org.model import Actor, Person, PersonId, Role
from domain.org.rules import authority_of
from domain.unit_of_work import UnitOfWork


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
            receiver = (await fit_receivers(uow, [receiver_id], from_id=person_id))[receiver_id]
            await _require_within(uow, actor, receiver)
            held = await uow.handovers.clients_of(person_id)
            if not held:
                raise NothingToHandOver(name=person.name)
            new = NewHandover(Reason.ALL_CLIENTS, Status.DONE, person_id, actor.id, now)
            handover = await _hand_over(self.desk, uow, actor, new, held, receiver_id)
            await uow.commit()
        return handover


async def _require_within(uow: UnitOfWork, actor: Actor, receiver: Person) -> None:
    """A head hands over within what they head, themself included. Raises: ReceiverElsewhere."""
    if receiver.id == actor.id:
        return
    if not await uow.people.is_within(receiver.id, authority_of(actor)):
        raise ReceiverElsewhere(name=receiver.name)


async def _hand_over(
    desk: Desk,
    uow: UnitOfWork,
    actor: Actor,
    new: NewHandover,
    held: Sequence[Holding],
    receiver_id: PersonId,
) -> Handover:
    moves = rules.plan(held, dict.fromkeys(Kind, receiver_id))
    handover = await keep(uow, new)
    await uow.handovers.apply(handover.id, moves, by=actor.id, now=desk.clock())
    await follow_new_owners(desk, uow, moves)
    notices = told(moves, RECEIVED, handover, actor)
    if new.person_id is not None and new.person_id not in {actor.id, receiver_id}:
        away = NewNotice(
            new.person_id, GIVEN_AWAY, Matter.HANDOVER, handover.id, urgency=Urgency.BATCH
        )
        notices.append(away)
    await uow.ledger.add(notices)
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
                self.desk, uow, actor, Reason.CLIENT, client.id, held, receiver_id
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
                self.desk, uow, actor, Reason.DEAL, deal.id, held, receiver_id
            )
            await uow.commit()
        return handover


async def _one_record(
    desk: Desk,
    uow: UnitOfWork,
    actor: Actor,
    reason: Reason,
    record_id: int,
    held: Sequence[Holding],
    receiver_id: PersonId,
) -> Handover:
    now = desk.clock()
    owner_id = held[0].holder_id
    receiver = (await fit_receivers(uow, [receiver_id], from_id=owner_id))[receiver_id]
    owner = None if owner_id is None else await uow.people.see(owner_id)
    new = NewHandover(reason, Status.DONE, owner_id, actor.id, now, record_id, receiver_id)
    if await may_decide(uow, actor, owner):
        await _require_within(uow, actor, receiver)
        await uow.handovers.withdraw_proposal(reason, record_id, by=actor.id, now=now)
        return await _hand_over(desk, uow, actor, new, held, receiver_id)
    if owner is None or owner.id != actor.id:
        raise NotTheirHead
    if receiver.branch_id != owner.branch_id:
        raise ReceiverElsewhere(name=receiver.name)
    head_id = await _head_of(uow, owner, now)
    if head_id is None:
        return await _hand_over(desk, uow, actor, new, held, receiver_id)
    await uow.handovers.withdraw_proposal(reason, record_id, by=actor.id, now=now)
    handover = await keep(uow, replace(new, status=Status.PROPOSED))
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
            terms = (await uow.handovers.see(handover_id)).terms
            await _require_answerer(uow, actor, handover_id, terms)
            if terms.person_id is None or terms.receiver_id is None:
                raise HandoverSettled(handover_id=handover_id)
            held = await _held(uow, terms)  # whoever else hands it over locks the record first too
            handover = await uow.handovers.get(handover_id)
            owner = await uow.people.see(terms.person_id)
            if handover.status is not Status.PROPOSED:
                raise HandoverSettled(handover_id=handover_id)
            status = Status.DONE if is_agreed else Status.DECLINED
            settled = replace(handover, status=status, settled_at=now, settled_by=actor.id)
            await uow.handovers.save(settled)
            if is_agreed:
                await fit_receivers(uow, [terms.receiver_id], from_id=None)
                if not held or held[0].holder_id != owner.id:
                    raise NothingToHandOver(name=owner.name)
                moves = rules.plan(held, dict.fromkeys(Kind, terms.receiver_id))
                await uow.handovers.apply(handover_id, moves, by=actor.id, now=now)
                await follow_new_owners(self.desk, uow, moves)
                await uow.ledger.add(told(moves, RECEIVED, settled, actor))
            await uow.ledger.refresh(Matter.HANDOVER, handover_id, except_for=actor.id)
            await uow.ledger.add([NewNotice(owner.id, ANSWERED, Matter.HANDOVER, handover_id)])
            await uow.commit()
        return settled


async def _require_answerer(
    uow: UnitOfWork, actor: Actor, handover_id: HandoverId, terms: NewHandover
) -> None:
    """Raises: NotTheirHead: who proposed it, or whose it is; NotFound: who has no part in it."""
    owner = None if terms.person_id is None else await uow.people.see(terms.person_id)
    if owner is not None and owner.id != actor.id and await may_answer(uow, actor, owner):
        return
    if actor.id in {terms.person_id, terms.by_id}:
        raise NotTheirHead
    raise NotFound(handover_id=handover_id)


async def _held(uow: UnitOfWork, terms: NewHandover) -> Sequence[Holding]:
    """The one client or deal, as it is held now. Raises: HandoverSettled: it is not about one."""
    if terms.record_id is None:
        raise HandoverSettled
    if terms.reason is Reason.CLIENT:
        return await uow.handovers.client(ClientId(terms.record_id))
    return await uow.handovers.deal(DealId(terms.record_id))


async def may_answer(uow: UnitOfWork, actor: Actor, owner: Person) -> bool:
    """Heads of the owner, and who stands in for one of them today."""
    if await is_head_of(uow, actor, owner):
        return True
    heads = (await uow.tasks.colleague(owner.id)).heads
    return bool(actor.stands_in_for & set(heads))
