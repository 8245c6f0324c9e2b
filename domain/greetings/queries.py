"""What a person can look up about a client's dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.clients.model import ClientId
from domain.desk import Desk
from domain.greetings.holidays import Holidays, is_wanted
from domain.greetings.model import PersonalDate
from domain.greetings.rules import UPCOMING_DAYS
from domain.greetings.views import ClientDates, HolidayChoice
from domain.greetings.yearly import kept_between
from domain.org.model import Actor
from domain.unit_of_work import UnitOfWork

A_YEAR = timedelta(days=366)


async def upcoming_dates(
    uow: UnitOfWork, client_id: ClientId, today: date
) -> Sequence[tuple[date, PersonalDate]]:
    """A client's dates of the coming days, by day; each as often as it is kept."""
    until = today + timedelta(days=UPCOMING_DAYS)
    return await uow.personal_dates.in_days(client_id, tuple(kept_between(today, until)))


@dataclass(frozen=True, slots=True)
class ViewClientDates:
    """Dates, consents and language of a client."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId) -> ClientDates:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            return await uow.personal_dates.of_client(client_id, actor.scope)


@dataclass(frozen=True, slots=True)
class ListClientHolidays:
    """The holidays of a client's country, the next one first, and which it is congratulated on."""

    desk: Desk
    holidays: Holidays

    async def __call__(
        self, actor: Actor, client_id: ClientId
    ) -> tuple[str, tuple[HolidayChoice, ...]]:
        """With the client's name. Raises: NotFound."""
        today = self.desk.clock().astimezone(actor.zone).date()
        async with self.desk.begin() as uow:
            client = (await uow.clients.view(client_id, actor.scope)).client
            rules = (await self.desk.rules(uow, actor)).rulebook.greetings
            country = await uow.personal_dates.country_of(client.id)
            chosen = await uow.personal_dates.chosen_holidays(client.id)
        feasts = rules.of_segment(client.segment).holidays
        choices: dict[tuple[str, str], HolidayChoice] = {}
        for holiday in self.holidays.between(rules, country, today, today + A_YEAR):
            own = chosen.get((holiday.kind, holiday.key))
            choice = HolidayChoice(
                kind=holiday.kind,
                key=holiday.key,
                ru=holiday.ru,
                en=holiday.en,
                next_on=holiday.on,
                is_wanted=is_wanted(holiday, feasts=feasts, sector=client.sector, chosen=own),
                is_own=own is not None,
            )
            choices.setdefault((holiday.kind, holiday.key), choice)
        return client.name, tuple(choices.values())
