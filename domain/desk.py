"""What every use case begins with: a transaction, the clock, the rules in force, and a calendar."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.clock import Clock
from domain.deals.model import Deal
from domain.org.model import Actor
from domain.org.workplaces import Calendars, Workplace
from domain.rulebook.ports import VersionedRulebook
from domain.unit_of_work import Begin, UnitOfWork
from domain.working_time import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Desk:
    """What use cases share; handed to each of them once, when the program is wired."""

    begin: Begin
    clock: Clock
    calendars: Calendars

    def apart(self) -> "Desk":
        """The same, remembering no calendars: for rules that may never be in force."""
        return replace(self, calendars=self.calendars.apart())

    async def rules(self, uow: UnitOfWork, actor: Actor) -> VersionedRulebook:
        """The rulebook that was in force when the actor's act began."""
        return await uow.rulebooks.get(actor.rulebook_version)

    async def calendar_of(
        self, uow: UnitOfWork, deal: Deal, rules: VersionedRulebook, now: datetime
    ) -> WorkingCalendar:
        """The deal's: its branch's calendar in the owner's hours."""
        return self._calendar_at(await uow.deals.workplace(deal), rules, now)

    def calendar_for(
        self, actor: Actor, rules: VersionedRulebook, now: datetime
    ) -> WorkingCalendar:
        """The actor's own."""
        return self._calendar_at(Workplace.of(actor), rules, now)

    def _calendar_at(
        self, workplace: Workplace, rules: VersionedRulebook, now: datetime
    ) -> WorkingCalendar:
        return self.calendars.of(rules, workplace, around=now.astimezone(workplace.zone).date())
