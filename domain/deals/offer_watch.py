"""The watch over silent offers: who looks at them, and what the clock does about them."""

from dataclasses import dataclass

from domain.deals.model import OfferId
from domain.deals.views import SilentOffers
from domain.delivery.model import Matter, NewNotice
from domain.desk import Desk
from domain.org.model import Actor, Role
from domain.sweeps import sweep

UNWATCHED = "unwatched_offers"
"""The kind of the notice that an offer has fallen out of the watch."""


@dataclass(frozen=True, slots=True)
class ListSilentOffers:
    """Offers without an answer that the actor sees, longest silent first."""

    desk: Desk

    async def __call__(self, actor: Actor, *, offset: int, size: int) -> SilentOffers:
        async with self.desk.begin() as uow:
            return await uow.offers.silent(
                actor.scope, now=self.desk.clock(), offset=offset, size=size
            )


@dataclass(frozen=True, slots=True)
class ClimbDueOffers:
    """The clock's act: tell whom each due step names, in batches until nothing is due."""

    desk: Desk

    async def __call__(self, *, batch: int = 1000) -> int:
        """How many steps were climbed. Safe twice, late, and on two processes at once."""
        now = self.desk.clock()
        return await sweep(self.desk, lambda uow: uow.offer_watch.climb(now, batch))


@dataclass(frozen=True, slots=True)
class ReportUnwatchedOffers:
    """The invariant's watch: unanswered offers that nobody would be reminded of; none, ever.

    Where there is one, administrators are told.
    """

    desk: Desk

    async def __call__(self, *, limit: int = 100) -> tuple[OfferId, ...]:
        async with self.desk.begin() as uow:
            unwatched = tuple(await uow.offer_watch.unwatched(self.desk.clock(), limit))
            if unwatched:
                administrators = await uow.people.with_role([Role.ADMINISTRATOR])
                await uow.ledger.add(
                    [
                        NewNotice(person.id, UNWATCHED, Matter.ALARM, person.id)
                        for person in administrators
                    ]
                )
                await uow.commit()
        return unwatched
