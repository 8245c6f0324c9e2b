"""Due days of clients, reckoned anew: of some in the transaction that changed something about them,
of all every night.

What storage is given are calendars as days, so that one statement serves any number of clients.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from domain.cadences.plan import Holders, Reckoning, days_off, rungs
from domain.cadences.rules import FURTHEST_MOVE_DAYS, ONE_DAY
from domain.clients.model import ClientId
from domain.desk import Desk
from domain.org.model import PersonId
from domain.org.workplaces import Workplace
from domain.rulebook.ports import VersionedRulebook
from domain.unit_of_work import UnitOfWork
from domain.working_time import WorkingCalendar

LADDERS_BACK: Final = timedelta(days=7)
"""Ladders of days before have passed altogether; which of their moments, matters no more."""


async def reckon(desk: Desk, uow: UnitOfWork, client_ids: Sequence[ClientId]) -> None:
    """Bring the due days of these clients in line with what changed about them; in the transaction
    that changed it. Those of clients that are under no cadence go.

    Whoever changes a client's owner or segment, or a contact that was had with it, calls this.
    """
    if client_ids:
        await _reckon(desk, uow, client_ids, await uow.rulebooks.current())


async def reckon_clients_of(desk: Desk, uow: UnitOfWork, person_id: PersonId) -> None:
    """The same of all that a person owns: their calendar is another now, or they left."""
    await reckon(desk, uow, await uow.cadences.clients_of(person_id))


async def reckon_all(desk: Desk, uow: UnitOfWork, rules: VersionedRulebook) -> int:
    """The same of everybody; how many changed."""
    return await _reckon(desk, uow, None, rules)


async def _reckon(
    desk: Desk,
    uow: UnitOfWork,
    client_ids: Sequence[ClientId] | None,
    rules: VersionedRulebook,
) -> int:
    now = desk.clock()
    terms = rules.rulebook.cadences.segments
    holders = await uow.cadences.holders([known.segment for known in terms], client_ids)
    plan = plan_reckoning(desk, rules, holders, now)
    return await uow.cadences.reckon(plan, client_ids, now)


def plan_reckoning(
    desk: Desk, rules: VersionedRulebook, holders: Holders, now: datetime
) -> Reckoning:
    """What the statement needs to know of calendars and ladders."""
    numbers: dict[WorkingCalendar, int] = {}

    def number_of(place: Workplace) -> int:
        around = now.astimezone(place.zone).date()
        calendar = desk.calendars.of(rules, place, around=around)
        return numbers.setdefault(calendar, len(numbers))

    people = {id_: number_of(place) for id_, place in holders.people.items()}
    branches = {id_: number_of(place) for id_, place in holders.branches.items()}
    terms = rules.rulebook.cadences.segments
    ladders = list(dict.fromkeys(known.escalation for known in terms))
    longest = timedelta(days=max((known.every_days for known in terms), default=0))
    today = now.date()
    first = date(today.year - 1, 1, 1)
    last = today + longest + timedelta(days=FURTHEST_MOVE_DAYS) + ONE_DAY
    ladders_from = today - LADDERS_BACK
    return Reckoning(
        terms=tuple((known, ladders.index(known.escalation)) for known in terms),
        calendars=tuple((calendar.zone.key, calendar.local_day(now)) for calendar in numbers),
        people=people,
        branches=branches,
        days_off=[
            (number, day, worked_on)
            for calendar, number in numbers.items()
            for day, worked_on in days_off(calendar, first, last)
        ],
        rungs=[
            (ladder, number, day, moments)
            for ladder, steps in enumerate(ladders)
            for calendar, number in numbers.items()
            for day, moments in rungs(calendar, steps, ladders_from, last)
        ],
        ladders_from=ladders_from,
        ladders_to=last,
    )
