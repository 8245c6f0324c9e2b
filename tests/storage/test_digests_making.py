import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import insert, update

from domain.desk import Desk
from domain.digests.making import MakeDigests
from domain.digests.model import DigestChoices
from domain.org.model import PersonId, Role
from domain.org.workplaces import Calendars
from storage.public_holidays import public_holidays, transferred_working_days
from storage.rulebook.rulebooks import RulebookCache
from storage.rulebook_file import read_default_rulebook
from storage.tables import absences, people
from storage.unit_of_work import SqlUnitOfWork
from tests.ledger_world import LedgerWorld

WEDNESDAY = datetime(2025, 3, 5, 5, 30, tzinfo=UTC)  # 08:30 in Moscow, a rep's hour
SUNDAY = datetime(2025, 3, 2, 5, 30, tzinfo=UTC)
WOMENS_DAY_MOVED = datetime(2024, 3, 8, 5, 30, tzinfo=UTC)


@pytest.fixture
async def world(engine):
    world = LedgerWorld(engine)
    world.clock.now = WEDNESDAY
    async with begin(world) as uow:
        await uow.rulebooks.add(
            read_default_rulebook(),
            after_version=0,
            source_text=None,
            comment=None,
            created_at=world.clock(),
            created_by=None,
        )
        await uow.commit()
    return world


def begin(world: LedgerWorld) -> SqlUnitOfWork:
    return SqlUnitOfWork(world.engine, world.clock, RulebookCache())


def make_digests(world: LedgerWorld) -> MakeDigests:
    calendars = Calendars(public_holidays, transferred_working_days)
    return MakeDigests(Desk(lambda: begin(world), world.clock, calendars))


async def test_a_digest_is_put_into_the_ledger_once_a_day(world):
    rep = await world.given_person()

    made = [await make_digests(world)(), await make_digests(world)()]

    assert made == [1, 0]
    assert [(row.recipient_id, row.kind, row.matter) for row in await world.rows()] == [
        (rep, "digest", "digest")
    ]


async def test_two_processes_at_once_make_it_once(world):
    await world.given_person()

    made = await asyncio.gather(*(make_digests(world)() for _ in range(5)))

    assert sum(made) == 1
    assert len(await world.rows()) == 1


@pytest.mark.parametrize("moment", [SUNDAY, WOMENS_DAY_MOVED])
async def test_there_is_no_digest_on_a_day_off(world, moment):
    await world.given_person()
    world.clock.now = moment

    assert await make_digests(world)() == 0


async def test_who_works_on_sundays_gets_it_on_a_sunday(world):
    await world.given_person(working_hours={"sun": ["10:00-15:00"]})
    world.clock.now = SUNDAY

    assert await make_digests(world)() == 1


DIGESTS = {Role.REP: time(8, 30), Role.MANAGER: time(18, 30)}
MONDAY = datetime(2025, 3, 3, 6, 0, tzinfo=UTC)  # 09:00 in Moscow
CLOSED = datetime(2025, 4, 4, 6, 0, tzinfo=UTC)  # the fourth working day of April


@asynccontextmanager
async def saving(world: LedgerWorld):
    async with begin(world) as uow:
        yield uow
        await uow.commit()


async def begun(world: LedgerWorld, **skip: float) -> set[PersonId]:
    world.clock.skip(**skip)
    async with saving(world) as uow:
        due = await uow.digests.begin_daily(DIGESTS, lateness=timedelta(hours=4), now=world.clock())
    return {one.person_id for one in due}


async def given_absence(world: LedgerWorld, person: PersonId, first: date, last: date) -> None:
    deputy = await world.given_person(role="client")
    async with world.engine.begin() as connection:
        await connection.execute(
            insert(absences).values(
                person_id=person, deputy_id=deputy, starts_on=first, ends_on=last
            )
        )


async def test_a_digest_comes_due_once_a_day_at_the_persons_own_hour(world):
    world.clock.now = WEDNESDAY - timedelta(minutes=30)
    moscow = await world.given_person()
    yekaterinburg = await world.given_person(zone="Asia/Yekaterinburg")  # 10:00 there
    early = await world.given_person()
    async with saving(world) as uow:
        await uow.digests.save(early, DigestChoices(at=time(7)))

    assert await begun(world) == {yekaterinburg, early}
    assert await begun(world, minutes=30) == {moscow}
    assert await begun(world, minutes=30) == set()
    assert await begun(world, hours=23, minutes=30) == {moscow, yekaterinburg, early}


async def test_no_digest_for_the_absent_the_unreachable_and_roles_without_one(world):
    anna = await world.given_person()
    await world.given_person(role="lead")
    await world.given_person(telegram_id=None)
    blocked = await world.given_person()
    await given_absence(world, anna, WEDNESDAY.date(), WEDNESDAY.date())
    async with world.engine.begin() as connection:
        await connection.execute(
            update(people).where(people.c.id == blocked).values(blocked_bot_at=world.clock())
        )

    assert await begun(world) == set()


async def test_a_digest_whose_hour_is_long_gone_is_left_out(world):
    world.clock.skip(hours=6)
    await world.given_person()

    assert await begun(world) == set()


async def test_who_chose_days_gets_it_on_these_alone(world):
    rep = await world.given_person()
    async with saving(world) as uow:
        await uow.digests.save(rep, DigestChoices(weekdays=frozenset({3})))

    assert await make_digests(world)() == 0
    world.clock.skip(days=1)
    assert await make_digests(world)() == 1


async def test_a_chosen_hour_is_said_to_the_sender(world):
    rep = await world.given_person()
    async with saving(world) as uow:
        await uow.digests.save(rep, DigestChoices(at=time(7)))

    await make_digests(world)()

    assert [row.facts for row in await world.rows()] == [{"own_hour": True}]


async def test_a_weeks_digest_comes_once_on_the_first_day_at_work(world):
    world.clock.now = MONDAY
    here, away, unwilling = [await world.given_person() for _ in range(3)]
    await given_absence(world, away, MONDAY.date(), MONDAY.date())
    async with saving(world) as uow:
        await uow.digests.save(unwilling, DigestChoices(weekly=False))

    for _ in range(3 * 24):
        await make_digests(world)()
        world.clock.skip(hours=1)

    told = [
        (row.recipient_id, row.facts["comes_on"]) for row in await world.rows(kind="digest_of_week")
    ]
    assert told == [(here, "2025-03-03"), (away, "2025-03-04")]


async def test_a_months_digest_comes_on_the_first_working_day_after_it_is_closed(world):
    rep = await world.given_person()
    world.clock.now = CLOSED - timedelta(days=4)

    for _ in range(8):
        await make_digests(world)()
        await make_digests(world)()
        world.clock.skip(days=1)

    told = [
        (row.recipient_id, row.facts["comes_on"])
        for row in await world.rows(kind="digest_of_month")
    ]
    assert told == [(rep, "2025-04-04")]
