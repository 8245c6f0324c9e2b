import asyncio
from datetime import UTC, datetime

import pytest

from domain.desk import Desk
from domain.digests.making import MakeDigests
from domain.org.workplaces import Calendars
from storage.public_holidays import public_holidays, transferred_working_days
from storage.rulebook.rulebooks import RulebookCache
from storage.rulebook_file import read_default_rulebook
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
