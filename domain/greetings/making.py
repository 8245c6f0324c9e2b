"""The clock's act: every working morning each responsible person's congratulations are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.clients.model import ClientId
from domain.desk import Desk
from domain.greetings.holidays import Holidays
from domain.greetings.rules import Morning, morning_of
from domain.greetings.yearly import kept_between
from domain.rulebook.ports import VersionedRulebook
from domain.unit_of_work import UnitOfWork

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MakeGreetings:
    """Make the congratulations of the mornings that have begun; how many.

    Safe to run twice, late and on several processes: a person's morning is taken once, and of one
    occasion one congratulation is made. What it takes and what it makes is one transaction.
    """

    desk: Desk
    holidays: Holidays

    async def __call__(self) -> int:
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await uow.rulebooks.current()
            mornings = await self._mornings(uow, rules, now, only_untaken=True)
            taken = await uow.greetings.take_mornings(mornings)
            if not taken:
                return 0
            await uow.greetings.follow_owners(now)
            fresh = [morning for morning in mornings if morning.person_id in taken]
            made = await self._make(uow, rules, fresh, now)
            await uow.commit()
        return made

    async def for_client(self, uow: UnitOfWork, client_id: ClientId, now: datetime) -> int:
        """What a date that was just noted asks for today, in the caller's transaction."""
        rules = await uow.rulebooks.current()
        mornings = await self._mornings(uow, rules, now, only_untaken=False)
        return await self._make(uow, rules, mornings, now, client_id)

    async def _mornings(
        self, uow: UnitOfWork, rules: VersionedRulebook, now: datetime, *, only_untaken: bool
    ) -> list[Morning]:
        begun = []
        for person_id, place in await uow.greetings.people(now, only_untaken=only_untaken):
            calendar = self.desk.calendars.of(
                rules, place, around=now.astimezone(place.zone).date()
            )
            morning = morning_of(person_id, calendar, rules.rulebook.greetings, now)
            if morning is not None:
                begun.append(morning)
        return begun

    async def _make(
        self,
        uow: UnitOfWork,
        rules: VersionedRulebook,
        mornings: Sequence[Morning],
        now: datetime,
        client_id: ClientId | None = None,
    ) -> int:
        if not mornings:
            return 0
        # Where the client is, it may be the day before or after.
        first = min(morning.first for morning in mornings) - ONE_DAY
        last = max(morning.last for morning in mornings) + ONE_DAY
        greetings = rules.rulebook.greetings
        countries = await uow.greetings.countries()
        return await uow.greetings.make(
            mornings,
            [
                (country, holiday)
                for country in countries
                for holiday in self.holidays.between(greetings, country, first, last)
            ],
            greetings.segments,
            kept=tuple(kept_between(first, last)),
            evening=greetings.evening,
            now=now,
            client_id=client_id,
        )
