"""What every act on a deal begins with: the rules in force and the calendar the deal keeps."""

from dataclasses import dataclass
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
    """What acts on deals share; handed to each use case once, when the program is wired."""

    begin: Begin
    clock: Clock
    calendars: Calendars

    async def rules(self, uow: UnitOfWork, actor: Actor) -> VersionedRulebook:
        """The rulebook that was in force when the actor's act began."""
        return await uow.rulebooks.get(actor.rulebook_version)

    async def calendar_of(
        self, uow: UnitOfWork, deal: Deal, rules: VersionedRulebook, now: datetime
    ) -> WorkingCalendar:
        """The branch's calendar in the owner's hours."""
        return self.calendar_at(await uow.deals.workplace(deal), rules, now)

    def calendar_at(
        self, workplace: Workplace, rules: VersionedRulebook, now: datetime
    ) -> WorkingCalendar:
        return self.calendars.of(rules, workplace, around=now.astimezone(workplace.zone).date())

    def calendar_for(
        self, actor: Actor, rules: VersionedRulebook, now: datetime
    ) -> WorkingCalendar:
        workplace = Workplace(actor.country, actor.zone, actor.working_hours)
        return self.calendar_at(workplace, rules, now)
