"""Projects begun in a chat, and what of them is asked by several tests."""

from datetime import timedelta
from typing import Any

from domain.projects.model import Anchor, Project
from domain.projects.running import PutTaskIntoProject
from domain.projects.starting import StartProject, Wish
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask
from tests.company import Company
from tests.person import Person as Chatter


async def given_department(company: Company, name: str, *parts: str) -> None:
    ids = ", ".join(str(company.people[part].id) for part in parts)
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(f"INSERT INTO departments (name) VALUES ('{name}')")
        await connection.exec_driver_sql(
            f"UPDATE people SET department_id = (SELECT id FROM departments WHERE name = '{name}')"
            f" WHERE id IN ({ids})"
        )


async def given_project(company: Company, *titles: str) -> tuple[Project, list[Any]]:
    """Led by Ольга, its tasks Иван's, due tomorrow."""
    lead = await company.actor("lead")
    start = company.container.get(StartProject)
    day = company.clock().date()
    wish = Wish(None, Anchor.END, day + timedelta(days=30), {})
    project = await start(lead, wish, name="Каталог", goals="Новый каталог", form_key="one")
    made = []
    for title in titles:
        deadline = Deadline(company.clock() + timedelta(days=1))
        new = NewTask(title, executor_id=company.people["rep"].id, deadline=deadline)
        task = await company.container.get(CreateTask)(lead, new)
        put = company.container.get(PutTaskIntoProject)
        made.append(await put(lead, project.id, task.id))
    return project, made


async def begins_an_exhibition(lead: Chatter, day: str = "20.04.2027") -> None:
    """Up to the team."""
    await lead.sends("/projects")
    await lead.taps("➕ Новый проект")
    await lead.taps("Выставка")
    await lead.sees("Как назвать проект?")
    await lead.sends("Выставка «Климат-2027»")
    await lead.sees("Показать продукт")
    await lead.taps("Как в шаблоне")
    await lead.taps("От дня события")
    await lead.sends(day)
    await lead.sees("👥 Команда")
