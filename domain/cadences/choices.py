"""What a person may choose from before they put a contact off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.cadences import rules
from domain.cadences.contacting import open_cadence
from domain.cadences.errors import MoveAsked
from domain.cadences.model import Cadence
from domain.clients.model import ClientId
from domain.desk import Desk
from domain.org.model import Actor
from domain.working_time import WorkingCalendar


@dataclass(frozen=True, slots=True)
class DayChoices:
    """``days`` are those that nobody need be asked about, soonest first; the last possible one is
    the cadence's ``due_on``. ``today`` is of whoever answers for the client.
    """

    cadence: Cadence
    client_name: str
    days: Sequence[date]
    today: date


def days_within(cadence: Cadence, calendar: WorkingCalendar, *, today: date) -> list[date]:
    """Working days ahead up to the due day, the due day among them whatever it is."""
    ahead = (today + timedelta(days=n + 1) for n in range((cadence.due_on - today).days))
    return [day for day in ahead if day == cadence.due_on or calendar.is_working_day(day)]


@dataclass(frozen=True, slots=True)
class ProposeCadenceDays:
    """The days to which a contact may be put off."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId, *, version: int) -> DayChoices:
        """Raises: NotFound, NoCadence, CadenceChanged."""
        async with self.desk.begin() as uow:
            opened = await open_cadence(self.desk, uow, actor, client_id, version=version)
        days = days_within(opened.cadence, opened.calendar, today=opened.today)
        return DayChoices(opened.cadence, opened.client.name, days, opened.today)


@dataclass(frozen=True, slots=True)
class CheckLaterDay:
    """Whether a later day can be asked for at all, and this one; before its reason is asked for."""

    desk: Desk

    async def __call__(
        self, actor: Actor, client_id: ClientId, day: date | None, *, version: int
    ) -> None:
        """``day`` None: no day is chosen yet.

        Raises: NotFound, NoCadence, CadenceChanged, MoveAsked, DayPassed, DayWithinLimit,
            DayTooFar, DayIsOff.
        """
        async with self.desk.begin() as uow:
            opened = await open_cadence(self.desk, uow, actor, client_id, version=version)
            asked = await uow.cadences.open_move(opened.client.id)
        if asked is not None:
            raise MoveAsked(
                until=asked.move.until_on, name=asked.approver_name, move_id=asked.move.id
            )
        if day is not None:
            rules.check_later_day(day, opened.cadence, opened.calendar, today=opened.today)
