"""What the clock does about tasks: twice, late, on two processes, and when it dies halfway."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.desk import Desk
from domain.tasks.watch import ExpireApprovals, RemindOfTasks
from jobs.tasks import expire_approvals, remind_of_tasks
from tests.builders import utc
from tests.crm import Crm
from tests.tasks_world import given_task, office

__all__ = ["office"]

FRIDAY_MORNING = utc("2026-11-20 06:00")
A_WORKING_DAY_LATER = utc("2026-11-19 10:00")


class Died(Exception):
    """As a process that is killed between two transactions."""


def dying_after(transactions: int, desk: Desk) -> Desk:
    """The desk of a process that is killed before it begins one more."""
    begun = 0

    def begin() -> Any:
        nonlocal begun
        begun += 1
        if begun > transactions:
            raise Died
        return desk.begin()

    return replace(desk, begin=begin)


async def given_due_reminders(crm: Crm, count: int) -> None:
    for _ in range(count):
        await given_task(crm)
    await crm.settle_notices()
    crm.now = FRIDAY_MORNING


async def given_waiting_approvals(crm: Crm, count: int) -> None:
    """Each asked of Лев first, whose time is over."""
    for _ in range(count):
        await given_task(crm, estimate=timedelta(hours=20))
    await crm.settle_notices()
    crm.now = A_WORKING_DAY_LATER


async def asked(crm: Crm) -> list[str]:
    """Who was asked to approve, in order."""
    return [name for name, _ in await crm.notices("task_approval")]


async def test_a_reminder_is_told_once_however_often_the_clock_ticks(office):
    await given_due_reminders(office, 3)

    assert await remind_of_tasks(office.remind_of_tasks) == 3
    assert await remind_of_tasks(office.remind_of_tasks) == 0
    assert len(await office.notices("task_reminder")) == 3


async def test_a_clock_that_stood_still_tells_each_person_once(office):
    await given_due_reminders(office, 1)
    office.now = utc("2026-12-10 06:00")

    assert await remind_of_tasks(office.remind_of_tasks) > 1
    assert [name for name, _ in await office.notices("task_reminder")] == ["Пётр"]
    assert [name for name, _ in await office.notices("task_overdue")] == ["Пётр", "Лев", "Марина"]


async def test_two_processes_remind_of_each_task_once(office):
    await given_due_reminders(office, 10)

    told = await asyncio.gather(*[remind_of_tasks(office.remind_of_tasks) for _ in range(2)])

    assert sum(told) == 10
    assert len(await office.notices("task_reminder")) == 10


async def test_reminders_that_a_dying_process_left_are_told_by_the_next_tick(office):
    await given_due_reminders(office, 5)
    dying = RemindOfTasks(dying_after(2, office.container.get(Desk)))

    with pytest.raises(Died):
        await dying(batch=2)
    assert len(await office.notices("task_reminder")) == 4
    await remind_of_tasks(office.remind_of_tasks)

    assert len(await office.notices("task_reminder")) == 5


async def test_a_turn_to_approve_ends_once_however_often_the_clock_ticks(office):
    await given_waiting_approvals(office, 2)

    assert await expire_approvals(office.expire_approvals) == 2
    assert await expire_approvals(office.expire_approvals) == 0
    assert await asked(office) == ["Лев", "Лев", "Марина", "Марина"]


async def test_a_clock_that_stood_still_ends_every_turn_that_has_passed(office):
    await given_waiting_approvals(office, 1)
    office.now = utc("2026-12-10 06:00")

    await expire_approvals(office.expire_approvals)

    assert await asked(office) == ["Лев", "Марина"]
    assert [name for name, _ in await office.notices("task_approval_expired")] == ["Анна"]


async def test_approvals_that_a_dying_process_left_go_higher_by_the_next_tick(office):
    await given_waiting_approvals(office, 3)
    dying = ExpireApprovals(dying_after(1, office.container.get(Desk)))

    with pytest.raises(Died):
        await dying(batch=2)
    assert await asked(office) == ["Лев", "Лев", "Лев", "Марина", "Марина"]
    await expire_approvals(office.expire_approvals)

    assert await asked(office) == ["Лев", "Лев", "Лев", "Марина", "Марина", "Марина"]
