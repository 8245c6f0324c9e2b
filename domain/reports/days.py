"""Days of one's own, as they are typed."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.desk import Desk
from domain.org.model import Actor
from domain.org.whose import Whose
from domain.reports.model import Days
from domain.reports.rules import read_days


@dataclass(frozen=True, slots=True)
class ReadReportDays:
    """What «1.10 – 15.11» means, from today in the zone of whose report it is."""

    desk: Desk

    async def __call__(self, actor: Actor, text: str, whose: Whose) -> Days:
        """Raises: PeriodUnreadable, PeriodTooLong, PeriodBackwards, PeriodNotBegun,
        PeriodTooEarly, DateImpossible.
        """
        async with self.desk.begin() as uow:
            zone = await uow.reports.zone_of(whose)
            if zone is None:
                rules = await self.desk.rules(uow, actor)
                zone = ZoneInfo(rules.rulebook.company.zone)
        return read_days(text, self.desk.clock().astimezone(zone).date())
