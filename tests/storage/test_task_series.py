"""Repeating tasks on a real Postgres: the clock makes the next, once, and never a missed one."""

import asyncio
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from domain.desk import Desk
from domain.tasks.errors import SeriesOfOther
from domain.tasks.model import Deadline, Task
from domain.tasks.phrases import Every, Repetition
from domain.tasks.series import begin_series
from domain.tasks.visibility import Viewer
from tests.builders import utc
from tests.crm import Crm
from tests.tasks_world import given_task, office

__all__ = ["office"]

MONDAYS = Repetition(Every.WEEK, weekdays=(0,))
MONDAY_AT_TEN = Deadline(utc("2026-11-23 07:00"), has_time=True)


async def given_series(crm: Crm, repetition: Repetition = MONDAYS, **fields: object) -> Task:
    """Анна's weekly task for Пётр, Mondays at ten in Moscow."""
    task = await given_task(crm, **{"deadline": MONDAY_AT_TEN} | fields)
    async with crm.transaction() as uow:
        locked, standing = await uow.tasks.get(task.id, Viewer.of(crm.assigner))
        await begin_series(
            crm.container.get(Desk),
            uow,
            locked,
            standing,
            repetition,
            actor=crm.assigner,
            zone=ZoneInfo("Europe/Moscow"),
        )
    return task


async def deadlines(crm: Crm) -> list[str]:
    async with crm.connection() as connection:
        rows = await connection.scalars(text("SELECT deadline_at FROM tasks ORDER BY id"))
        return [f"{at:%m-%d %H:%M}" for at in rows]


async def test_the_next_task_appears_a_working_day_before(office):
    await given_series(office)
    office.now = utc("2026-11-27 05:59")
    early = await office.continue_series()

    office.now = utc("2026-11-27 06:00")
    made = await office.continue_series()

    assert (early, made) == (0, 1)
    assert await deadlines(office) == ["11-23 07:00", "11-30 07:00"]
    assert ("Пётр", 2) in await office.notices("task_given")


async def test_twice_and_side_by_side_makes_one_task(office):
    await given_series(office)
    office.now = utc("2026-11-27 06:00")

    made = await asyncio.gather(*(office.continue_series() for _ in range(4)))
    again = await office.continue_series()

    assert sum(made) == 1
    assert again == 0


async def test_tasks_that_were_missed_are_left_out(office):
    await given_series(office)
    office.now = utc("2026-12-18 06:00")

    made = await office.continue_series()

    assert made == 1
    assert await deadlines(office) == ["11-23 07:00", "12-21 07:00"]


async def test_a_stopped_series_makes_nothing_more(office):
    task = await given_series(office)

    await office.stop_series(office.assigner, task.id)
    await office.stop_series(office.assigner, task.id)

    office.now = utc("2026-12-18 06:00")
    assert await office.continue_series() == 0


async def test_only_who_gave_it_stops_a_series(office):
    task = await given_series(office)

    with pytest.raises(SeriesOfOther):
        await office.stop_series(office.executor, task.id)


async def test_a_series_whose_executor_left_ends_and_its_assigner_hears_of_it(office):
    await given_series(office)
    async with office.connection() as connection:
        await connection.execute(text("UPDATE people SET is_active = false WHERE name = 'Пётр'"))
    office.now = utc("2026-11-27 06:00")

    made = await office.continue_series()

    assert made == 0
    assert await office.notices("task_series_ended") == [("Анна", 1)]
    office.now = utc("2026-12-18 06:00")
    assert await office.continue_series() == 0


async def test_a_monthly_task_moves_before_a_day_off(office):
    in_november = Deadline(utc("2026-11-30 15:00"))
    await given_series(office, Repetition(Every.MONTH, month_day=-1), deadline=in_november)

    office.now = utc("2026-12-29 06:00")  # the 31st is a day off in Russia this year
    await office.continue_series()

    assert await deadlines(office) == ["11-30 15:00", "12-30 15:00"]
