"""Who changes tasks of the same projects at once: they wait for each other one way, on a real
Postgres, which would break off one of two that wait for each other.
"""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import insert, text

from domain.delivery.model import Matter
from domain.projects.model import ProjectId
from domain.tasks.model import TaskState
from storage.tables.delivery import cards
from tests.handovers_world import given_project
from tests.tasks_world import given_task, office

__all__ = ["office"]

HOURS_20 = timedelta(hours=20)


async def given_task_in(office, project_id, **fields):
    task = await given_task(office, **fields)
    async with office.connection() as connection:
        await connection.execute(
            text("UPDATE tasks SET project_id = :project_id WHERE id = :id"),
            {"project_id": project_id, "id": task.id},
        )
    return task


@pytest.fixture
async def shown(office) -> list[ProjectId]:
    """Two projects, whose cards Ольга has."""
    projects = [ProjectId(await given_project(office, office.far_lead)) for _ in range(2)]
    async with office.connection() as connection:
        await connection.execute(
            text("UPDATE people SET telegram_id = 1 WHERE id = :id"), {"id": office.far_lead.id}
        )
        for number, project_id in enumerate(projects, start=1):
            await connection.execute(
                insert(cards).values(
                    chat_id=1,
                    matter="project",
                    matter_id=project_id,
                    message_id=number,
                    sent_at=office.now,
                )
            )
    return projects


async def edits(uow, project_id):
    """Have its cards edited, at once and not with the commit."""
    await uow.ledger.refresh(Matter.PROJECT, project_id, except_for=None)
    await uow.projects.team(project_id)


async def test_several_are_approved_beside_another_change_of_their_projects(office, shown):
    first, second = shown
    tasks = [await given_task_in(office, of, estimate=HOURS_20) for of in (second, first)]

    async with office.begin() as uow:
        await edits(uow, first)
        approving = asyncio.create_task(
            office.approve_tasks(office.lead, [(task.id, task.version) for task in tasks])
        )
        await office.somebody_waits()
        await edits(uow, second)
        await uow.commit()

    assert len((await approving).approved) == 2


async def test_the_last_task_ends_beside_a_change_of_its_project(office, shown):
    project_id = shown[0]
    task = await given_task_in(office, project_id)

    async with office.begin() as uow:
        await uow.projects.lock(project_id)
        ending = asyncio.create_task(
            office.cancel_task(office.assigner, task.id, "Не нужно", version=task.version)
        )
        await office.somebody_waits()
        await edits(uow, project_id)
        await uow.commit()

    assert (await ending).state is TaskState.CANCELLED
