"""A house in which projects are led: its people, and projects as they are begun and ended."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, text

from domain.org.model import Person, Role
from domain.projects.model import Anchor, Project
from domain.projects.starting import Wish
from domain.tasks.model import Deadline, NewTask, Rating, TaskState
from storage.tables import departments, people
from tests.crm import Crm, by
from tests.tasks_world import FRIDAY

OPENING = date(2027, 4, 20)
MONDAY = date(2026, 11, 23)
COURSE = Wish("course", Anchor.START, MONDAY, {})


async def in_department(crm: Crm, name: str, *members: Person) -> None:
    async with crm.connection() as connection:
        added = insert(departments).values(name=name).returning(departments.c.id)
        department_id = await connection.scalar(added)
        await connection.execute(
            people.update()
            .where(people.c.id.in_([member.id for member in members]))
            .values(department_id=department_id)
        )


@pytest.fixture
async def house(crm: Crm) -> Crm:
    """Ольга leads; Нина is in marketing, Олег in sales, Вера in marketing of another branch."""
    far = await crm.given_branch("Казань")
    found: dict[str, Any] = {}
    found["manager"] = await crm.given_person("Марина", Role.MANAGER)
    found["leader"] = await crm.given_person("Ольга", Role.LEAD, boss=found["manager"])
    found["marketer"] = await crm.given_person("Нина", boss=found["leader"])
    found["seller"] = await crm.given_person("Олег", boss=found["leader"])
    found["far"] = await crm.given_person("Вера", branch=far)
    found["stranger"] = await crm.given_person("Пётр", branch=far)
    found["far_lead"] = await crm.given_person("Юрий", Role.LEAD, branch=far)
    await in_department(crm, "Отдел маркетинга", found["marketer"], found["far"])
    await in_department(crm, "ПРОДАЖИ ", found["seller"])
    for name, person in found.items():
        setattr(crm, name, await crm.actor(person))
    return crm


async def begun(crm: Any, wish: Wish = COURSE, **fields: Any) -> Project:
    known: dict[str, Any] = {"name": "Курс для клиентов", "goals": None, "form_key": "one"}
    with by(crm.leader):
        project: Project = await crm.start_project(crm.leader, wish, **known | fields)
    return project


async def an_empty_project(crm: Any, **fields: Any) -> Project:
    return await begun(crm, Wish(None, Anchor.END, date(2026, 12, 25), {}), **fields)


async def a_task_in(crm: Any, project: Project, title: str = "Задача", **fields: Any) -> Any:
    known: dict[str, Any] = {"executor_id": crm.marketer.id, "deadline": Deadline(FRIDAY)}
    task = await crm.create_task(crm.leader, NewTask(title, **known | fields))
    return await crm.put_task_into_project(crm.leader, project.id, task.id)


async def ended(crm: Any, task: Any) -> None:
    """Done by its executor, accepted by the leader with a thumb."""
    view = await crm.view_task(crm.leader, task.id)
    executor = await crm.actors.get(view.task.executor_id, now=crm.now)
    done = await crm.finish_task(executor, task.id, version=view.task.version)
    if done.state is TaskState.DONE:
        await crm.accept_result(crm.leader, task.id, Rating.UP, version=done.version)


async def count(crm: Crm, table: str) -> int:
    async with crm.connection() as connection:
        return int(await connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)
