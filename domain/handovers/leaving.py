"""Somebody leaves, and everything open goes into other hands; within a day it can come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.delivery.model import Matter
from domain.desk import Desk
from domain.handovers import rules
from domain.handovers.acts import (
    RECEIVED,
    RETURNED,
    counted,
    fit_receivers,
    follow_new_owners,
    keep,
    told,
    told_of_boss,
    told_of_pair,
)
from domain.handovers.errors import HandoverSettled, HandoverTooOld
from domain.handovers.model import (
    UNDO_FOR,
    Handover,
    HandoverId,
    Held,
    Kind,
    Move,
    NewHandover,
    Preview,
    Reason,
    Status,
)
from domain.org.errors import LastAdministrator, PersonInactive
from domain.org.local_days import today_of
from domain.org.model import Actor, Person, PersonId, Role
from domain.org.rules import makes_ring, require_administrator
from domain.unit_of_work import UnitOfWork


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
            await fit_receivers(uow, list(receivers.values()), from_id=person_id)
            today = await today_of(uow, person, now)
            held = await uow.handovers.held(person_id, today=today)
            boss = None if person.boss_id is None else await uow.people.see(person.boss_id)
            instead = [] if boss is None or not boss.is_active else [boss.id]
            moves = rules.plan(
                held, receivers, instead=[id_ for id_ in (*instead, actor.id) if id_ != person_id]
            )
            new = NewHandover(Reason.LEAVING, Status.DONE, person_id, actor.id, now)
            handover = await keep(uow, new)
            await uow.handovers.apply(handover.id, moves, by=actor.id, now=now)
            await uow.invitations.withdraw_open(person_id, now=now)
            await uow.people.save(replace(person, is_active=False))
            await uow.people.rebuild_reporting()
            await follow_new_owners(self.desk, uow, moves)
            await uow.ledger.add(
                [
                    *told(moves, RECEIVED, handover, actor),
                    *told_of_boss(moves, actor),
                    *await told_of_pair(uow, moves, actor),
                ]
            )
            await uow.commit()
        return handover


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
            await follow_new_owners(self.desk, uow, back)
            undone = replace(handover, status=Status.UNDONE, settled_at=now, settled_by=actor.id)
            await uow.handovers.save(undone)
            await uow.ledger.refresh(Matter.HANDOVER, handover_id, except_for=actor.id)
            await uow.ledger.add(
                [
                    *told(moves, RETURNED, handover, actor),
                    *told_of_boss(back, actor),
                    *await told_of_pair(uow, back, actor, is_back=True),
                ]
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
