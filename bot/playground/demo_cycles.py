"""The demo company's pair of sellers: their cycle goes into its second week, some calls made.

The calls are made by the use cases, on the led clock, as the plan of their day had them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.playground.led_clock import LedClock
from domain.cycles.calling import NoAnswer, NoInterest, SettleCall, TakeNextCall
from domain.cycles.planning import PlanCycles
from domain.org.model import Person
from domain.org.ports import Actors
from domain.unit_of_work import Begin

BEGUN_DAYS_AGO: Final = 8
OUTCOMES: Final = ("Просят каталог по почте", "", "no_need")
"""Words of who was spoken with; nothing where nobody answered; a reason of no interest."""


@dataclass(frozen=True, slots=True)
class DemoCycles:
    begin: Begin
    clock: LedClock
    actors: Actors
    plan_cycles: PlanCycles
    take_next_call: TakeNextCall
    settle_call: SettleCall
    no_answer: NoAnswer
    no_interest: NoInterest

    async def make(self, now: datetime, sellers: Sequence[Person]) -> None:
        """The first of the ``sellers`` calls, the second visits."""
        caller, visitor = sellers[:2]
        begun = now - timedelta(days=BEGUN_DAYS_AGO)
        self.clock.now = begun
        async with self.begin() as uow:
            await uow.seller_pairs.add(caller.id, visitor.id, begun)
            await uow.commit()
        for day, told in enumerate(OUTCOMES):
            self.clock.now = begun + timedelta(days=day)
            await self.plan_cycles()
            actor = await self.actors.get(caller.id, now=self.clock.now)
            page = await self.take_next_call(actor)
            if page is None:  # a day off
                continue
            call = page.view.call
            if not told:
                await self.no_answer(actor, call.id, call.version)
            elif page.rulebook.cycle.find_reason(told) is not None:
                await self.no_interest(actor, call.id, call.version, told)
            else:
                await self.settle_call(actor, call.id, call.version, told)
        self.clock.now = now
        await self.plan_cycles()
