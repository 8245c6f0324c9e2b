"""Who works with whom: made, turned round and ended by a head."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from domain.cycles.errors import (
    PairChanged,
    PairedAlready,
    PairOfStrangers,
    PairUnfit,
    PairWithOneself,
)
from domain.cycles.model import SellerPair
from domain.cycles.planning import plan_due_cycles
from domain.cycles.views import Pairing, PairView
from domain.delivery.model import Matter, NewNotice
from domain.desk import Desk
from domain.org.errors import NotTheirHead
from domain.org.heads import is_head_of
from domain.org.model import Actor, Person, PersonId, Role
from domain.unit_of_work import UnitOfWork

PAIR_CHANGED: Final = "pair_changed"
"""The kind that tells somebody with whom they work, or no longer; they are its matter."""

SELLERS: Final = frozenset({Role.REP, Role.LEAD})


async def _seller(uow: UnitOfWork, actor: Actor, person_id: PersonId) -> Person:
    """Raises: NotFound, NotTheirHead, PairUnfit."""
    person = await uow.people.see(person_id)
    if not await is_head_of(uow, actor, person):
        raise NotTheirHead
    if not person.is_active or person.role not in SELLERS:
        raise PairUnfit(name=person.name)
    return person


async def _tell(uow: UnitOfWork, actor: Actor, people: Sequence[PersonId]) -> None:
    await uow.ledger.add(
        [
            NewNotice(person_id, PAIR_CHANGED, Matter.PERSON, person_id)
            for person_id in people
            if person_id != actor.id
        ]
    )


@dataclass(frozen=True, slots=True)
class ViewPairing:
    desk: Desk

    async def __call__(self, actor: Actor, person_id: PersonId) -> Pairing:
        """Raises: NotFound: also for who sells nothing."""
        async with self.desk.begin() as uow:
            person = await uow.people.view(person_id, now=self.desk.clock())
            view = await uow.seller_pairs.find(person_id)
            may_decide = person.role in SELLERS and await is_head_of(uow, actor, person)
        return Pairing(person_id, person.name, view, may_decide)


@dataclass(frozen=True, slots=True)
class MakePair:
    """``caller_id`` calls and books, ``visitor_id`` visits, by a plan that is made at once.

    The same again changes nothing.
    """

    desk: Desk

    async def __call__(self, actor: Actor, caller_id: PersonId, visitor_id: PersonId) -> None:
        """Raises: NotFound, NotTheirHead, PairWithOneself, PairOfStrangers, PairUnfit,
        PairedAlready.
        """
        now = self.desk.clock()
        if caller_id == visitor_id:
            raise PairWithOneself
        async with self.desk.begin() as uow:
            await uow.people.lock_chart()
            await _seller(uow, actor, caller_id)
            try:
                await _seller(uow, actor, visitor_id)
            except NotTheirHead:
                other = await uow.people.see(visitor_id)
                raise PairOfStrangers(name=other.name) from None
            for there in await uow.seller_pairs.lock([caller_id, visitor_id]):
                if there.pair.people == {caller_id, visitor_id}:
                    return
                raise _paired(there, caller_id, visitor_id)
            await uow.seller_pairs.add(caller_id, visitor_id, now)
            await plan_due_cycles(self.desk, uow)
            await _tell(uow, actor, [caller_id, visitor_id])
            await uow.commit()


def _paired(there: PairView, *wanted: PersonId) -> PairedAlready:
    """Who of the wanted is in a pair, and with whom."""
    busy = next(person_id for person_id in wanted if person_id in there.pair.people)
    is_caller = busy == there.pair.caller_id
    name = there.caller_name if is_caller else there.visitor_name
    return PairedAlready(name=name, other=there.partner_of(busy))


async def _pair_of(
    uow: UnitOfWork, actor: Actor, person_id: PersonId, version: int | None
) -> SellerPair | None:
    """Locked; None where they work alone by now. Raises: NotFound, NotTheirHead, PairChanged."""
    await uow.people.lock_chart()
    person = await uow.people.see(person_id)
    if not await is_head_of(uow, actor, person):
        raise NotTheirHead
    found = await uow.seller_pairs.lock([person_id])
    pair = found[0].pair if found else None
    if pair is not None and pair.version != version:
        raise PairChanged(person_id=person_id)
    return pair


@dataclass(frozen=True, slots=True)
class TurnPair:
    """Who called visits from now on, and the other way round."""

    desk: Desk

    async def __call__(self, actor: Actor, person_id: PersonId, version: int) -> None:
        """Raises: NotFound, NotTheirHead, PairChanged."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            pair = await _pair_of(uow, actor, person_id, version)
            if pair is None:
                raise PairChanged(person_id=person_id)
            turned = replace(pair, caller_id=pair.visitor_id, visitor_id=pair.caller_id)
            await uow.seller_pairs.save(turned, now)
            await uow.cycle_plans.replan_for(turned.caller_id, now)
            await _tell(uow, actor, [pair.caller_id, pair.visitor_id])
            await uow.commit()


@dataclass(frozen=True, slots=True)
class EndPair:
    """Each works alone from now on, and their cycle ends. A second press changes nothing."""

    desk: Desk

    async def __call__(self, actor: Actor, person_id: PersonId, version: int) -> None:
        """Raises: NotFound, NotTheirHead, PairChanged."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            pair = await _pair_of(uow, actor, person_id, version)
            if pair is None:
                return
            await uow.seller_pairs.save(replace(pair, ended_at=now), now)
            await uow.cycle_plans.end_cycles_of(pair.id, now)
            await _tell(uow, actor, [pair.caller_id, pair.visitor_id])
            await uow.commit()
