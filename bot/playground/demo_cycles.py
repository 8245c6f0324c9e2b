"""The demo company's pair of sellers: their cycle goes into its second week, some calls made.

The calls are made by the use cases, on the led clock, as the plan of their day had them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.playground.demo_cadences import VIP
from bot.playground.led_clock import LedClock
from domain.cycles.calling import ListCalls, NoAnswer, NoInterest, SettleCall, ViewCall
from domain.cycles.planning import PlanCycles
from domain.cycles.views import CallPage
from domain.org.model import Actor, Person
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
    list_calls: ListCalls
    view_call: ViewCall
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
        outcomes = list(OUTCOMES)
        for day in range(BEGUN_DAYS_AGO):
            self.clock.now = begun + timedelta(days=day)
            await self.plan_cycles()
            actor = await self.actors.get(caller.id, now=self.clock.now)
            page = await self._plain_call(actor)
            if page is not None and outcomes:
                await self._say(actor, page, outcomes.pop(0))
        self.clock.now = now
        await self.plan_cycles()

    async def _plain_call(self, actor: Actor) -> CallPage | None:
        """Of a client who is no VIP: those have a story of their own."""
        listed = await self.list_calls(actor, offset=0, size=8)
        for line in listed.lines:
            page = await self.view_call(actor, line.id)
            if page.client.client.segment != VIP:
                return page
        return None

    async def _say(self, actor: Actor, page: CallPage, told: str) -> None:
        call = page.view.call
        if not told:
            await self.no_answer(actor, call.id, call.version)
        elif page.rulebook.cycle.find_reason(told) is not None:
            await self.no_interest(actor, call.id, call.version, told)
        else:
            await self.settle_call(actor, call.id, call.version, told)
