"""The demo company's plans: of last month and this one, of everybody who sells and of all above.

A team, a branch and the company have the sum of their sellers' plans; but this month the company
has more than it gave out, so that there is something to share.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from bot.playground.led_clock import LedClock
from domain.org.model import Role
from domain.org.ports import Actors
from domain.org.whose import COMPANY, Whose, WhoseKind
from domain.plans.model import Change, PlanKey, Planned
from domain.plans.roster import Roster
from domain.plans.rules import month_of
from domain.unit_of_work import Begin

OF_SELLER: Final = {
    Planned.WON_VALUE: Decimal(900_000),
    Planned.WON_COUNT: Decimal(4),
    Planned.INFLOW: Decimal(2),
    Planned.MEETINGS: Decimal(12),
    Planned.CALLS: Decimal(60),
}
"""A month's."""
NOT_GIVEN_OUT: Final = Decimal(250_000)
NOT_SELLING: Final = ("Нина Белова", "Артём Зуев", "Лариса Котова")


@dataclass(frozen=True, slots=True)
class DemoPlans:
    begin: Begin
    clock: LedClock
    actors: Actors

    async def make(self, now: datetime) -> None:
        """By the director, in one transaction."""
        this = month_of(now.date())
        async with self.begin() as uow:
            director = min(person.id for person in await uow.people.with_role((Role.DIRECTOR,)))
            actor = await self.actors.get(director, now=now)
            rules = await uow.rulebooks.get(actor.rulebook_version)
            roster = await uow.plans.roster(actor, [this.starts_on])
            changes = _plans(roster, this.previous().starts_on) + _plans(roster, this.starts_on)
            of_all = PlanKey(this.starts_on, COMPANY, Planned.WON_VALUE)
            changes = [
                Change(of_all, None, 0, change.after + NOT_GIVEN_OUT)
                if change.key == of_all
                else change
                for change in changes
            ]
            self.clock.now = now
            await uow.plans.write(changes, rules.rulebook.company.currency, now)
            await uow.commit()


def _plans(roster: Roster, month: date) -> list[Change]:
    changes = []
    for whose in roster.below(COMPANY):
        sellers = sum(_sells(roster, below) for below in roster.below(whose))
        for planned, amount in OF_SELLER.items():
            if sellers and (planned.is_money or whose.kind is WhoseKind.PERSON):
                changes.append(Change(PlanKey(month, whose, planned), None, 0, amount * sellers))
    return changes


def _sells(roster: Roster, whose: Whose) -> bool:
    return whose.kind is WhoseKind.PERSON and roster.name(whose) not in NOT_SELLING
