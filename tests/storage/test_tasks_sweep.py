"""The clock's side of tasks: who is reminded, when, and once."""

import asyncio
from datetime import date, timedelta

from domain.tasks.model import Deadline, Rating
from domain.tasks.reminders import ReminderChoice
from tests.builders import utc
from tests.crm import Crm
from tests.tasks_world import given_task, office

__all__ = ["office"]

FRIDAY_AT_15 = Deadline(utc("2026-11-20 12:00"), has_time=True)


async def told_at(crm: Crm, *moments: str) -> list[tuple[str, str]]:
    """Kind and name of who was told at each of the moments, in order."""
    told = []
    await crm.settle_notices()
    for moment in moments:
        crm.now = utc(moment)
        await crm.remind_of_tasks()
        for kind in ("task_reminder", "task_overdue"):
            before = sum(one[0] == kind for one in told)
            told += [(kind, name) for name, _ in (await crm.notices(kind))[before:]]
        await crm.settle_notices()
    return told


async def test_a_task_with_a_time_is_spoken_of_in_the_morning_an_hour_before_and_ever_higher(
    office,
):
    await given_task(office, deadline=FRIDAY_AT_15)

    told = await told_at(
        office,
        *("2026-11-20 05:59", "2026-11-20 06:00", "2026-11-20 11:00", "2026-11-20 12:00"),
        *("2026-11-23 06:59", "2026-11-23 07:00", "2026-11-23 12:00", "2026-11-24 12:00"),
    )

    assert told == [
        ("task_reminder", "Пётр"),
        ("task_reminder", "Пётр"),
        ("task_overdue", "Пётр"),
        ("task_overdue", "Пётр"),
        ("task_overdue", "Лев"),
        ("task_overdue", "Марина"),
    ]


async def test_a_task_without_a_time_is_not_spoken_of_an_hour_before(office):
    await given_task(office)

    told = await told_at(office, "2026-11-20 06:00", "2026-11-20 14:00", "2026-11-20 15:00")

    assert told == [("task_reminder", "Пётр"), ("task_overdue", "Пётр")]


async def test_people_are_reminded_as_they_chose(office):
    await office.choose_reminders(office.executor, ReminderChoice(False, (15, 120)))
    await office.choose_reminders(office.executor, ReminderChoice(False, (30,)))
    await given_task(office, deadline=FRIDAY_AT_15)

    assert await told_at(office, "2026-11-20 11:29") == []
    assert await told_at(office, "2026-11-20 11:30") == [("task_reminder", "Пётр")]


async def test_doing_it_ends_the_reminders(office):
    task = await given_task(office)
    task = await office.finish_task(office.executor, task.id, version=task.version)
    await office.accept_result(office.assigner, task.id, Rating.DOWN, version=task.version)

    assert await told_at(office, "2026-12-20 06:00") == []


async def test_a_late_sweep_tells_each_once_and_a_second_finds_nothing(office):
    await given_task(office, deadline=FRIDAY_AT_15)
    office.now = utc("2026-12-10 06:00")

    assert await office.remind_of_tasks() == 6
    assert await office.remind_of_tasks() == 0
    assert [name for name, _ in await office.notices("task_overdue")] == ["Пётр", "Лев", "Марина"]
    assert len(await office.notices("task_reminder")) == 1


async def test_who_is_away_is_spoken_to_through_their_deputy(office):
    await given_task(office)
    await office.given_absence(office.executor, office.other, date(2026, 11, 20))

    assert await told_at(office, "2026-11-20 06:00") == [("task_reminder", "Соня")]


async def test_two_processes_take_each_reminder_once(office):
    for _ in range(20):
        await given_task(office)
    office.now = utc("2026-11-20 06:00")

    taken = await asyncio.gather(office.remind_of_tasks(batch=3), office.remind_of_tasks(batch=3))

    assert sum(taken) == 20
    assert len(await office.notices("task_reminder")) == 20


async def test_a_reminder_is_no_act_so_the_buttons_it_carries_are_good(office):
    task = await given_task(office)
    office.now = utc("2026-11-20 06:00")
    await office.remind_of_tasks()

    accepted = await office.accept_task(office.executor, task.id, version=task.version)

    assert accepted.reminders.next_at == utc("2026-11-20 15:00")


async def test_a_new_date_moves_the_reminders(office):
    task = await given_task(office)
    moved = await office.change_deadline(
        office.assigner, task.id, Deadline(utc("2026-11-24 15:00")), version=task.version
    )

    assert moved.reminders.next_at == utc("2026-11-24 06:00")
    assert moved.agreed_deadline_at - moved.created_at > timedelta(days=6)
