from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.org.model import Person
from domain.unit_of_work import UnitOfWork


async def today_of(uow: UnitOfWork, person: Person, now: datetime) -> date:
    """The day it is where the person is."""
    zone = person.zone or (await uow.branches.get(person.branch_id)).zone
    return now.astimezone(ZoneInfo(zone)).date()
