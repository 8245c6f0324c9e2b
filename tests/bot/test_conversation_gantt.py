"""Plays docs/conversations/gantt.md."""

import io
from datetime import date, timedelta

from icalendar import Calendar
from openpyxl import load_workbook
from sqlalchemy import text

from bot.projects.gantt_callback_data import OpenGantt, TakeGanttSheet
from domain.projects.model import Anchor, Project
from domain.projects.starting import StartProject, Wish
from domain.tasks.doing import CancelTask
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask, Task
from tests.builders import utc
from tests.company import Company

OPENING = date(2027, 3, 18)
FORTY_ONE_MORE = """
INSERT INTO tasks (title, assigner_id, executor_id, branch_id, state, state_since, created_at,
                   given_at, deadline_at, agreed_deadline_at, project_id, starts_on)
SELECT title || number, assigner_id, executor_id, branch_id, state, state_since, created_at,
       given_at, deadline_at, agreed_deadline_at, project_id, starts_on
  FROM tasks CROSS JOIN generate_series(1, 41) AS number
 WHERE id = (SELECT min(id) FROM tasks)
"""
FRIDAY_THREE = Deadline(utc("2026-11-20 12:00"), has_time=True)


async def given_project(
    company: Company, name: str = "Промэкспо", template: str | None = "exhibition"
) -> Project:
    """Led by Ольга."""
    lead = await company.actor("lead")
    wish = Wish(template, Anchor.END, OPENING, {})
    start = company.container.get(StartProject)
    return await start(lead, wish, name=name, goals=None, form_key=name)


async def given_task(company: Company, title: str) -> Task:
    """Given by Ольга to Иван for Friday, 15:00."""
    lead, rep = await company.actor("lead"), await company.person("rep")
    new = NewTask(title, rep.id, deadline=FRIDAY_THREE, estimate=timedelta(hours=2))
    return await company.container.get(CreateTask)(lead, new)


async def opens_plan(company: Company, project: Project) -> None:
    await company.lead.starts(f"project_{project.id}")
    await company.lead.sees(project.name)
    await company.lead.taps("📊 Гант")


async def test_a_project_is_shown_as_a_picture_and_back(company):
    project = await given_project(company)

    await opens_plan(company, project)

    shown = await company.lead.sees("Готово: 0 из 20")
    assert shown["photo"]
    assert "Закончим:" in shown["caption"]
    assert await company.lead.buttons(shown) == ["📗 Excel", "🖨 PDF", "« Проект"]
    assert (await company.lead.file(shown)).startswith(b"\x89PNG")
    await company.lead.taps("« Проект")
    await company.lead.sees_button("📊 Гант")


async def test_what_is_late_is_named_with_what_it_pushes(company):
    project = await given_project(company)
    await company.waits(days=100)

    await opens_plan(company, project)

    shown = await company.lead.sees("Что опаздывает")
    assert "позже плана" in shown["caption"]
    assert "сдвигает" in shown["caption"]


async def test_files_come_as_messages_of_their_own(company):
    project = await given_project(company)
    await opens_plan(company, project)
    picture = await company.lead.sees("Готово: 0 из 20")

    await company.lead.taps("📗 Excel", on=picture)
    await company.lead.taps("🖨 PDF", on=picture)

    sheet = await company.lead.file(await company.lead.sees_file(f"promekspo-{project.id}.xlsx"))
    pages = await company.lead.file(await company.lead.sees_file(f"promekspo-{project.id}.pdf"))
    assert load_workbook(io.BytesIO(sheet)).sheetnames == ["План", "Зависимости"]
    assert pages.startswith(b"%PDF-")


async def test_a_project_without_tasks_says_so(company):
    project = await given_project(company, "Пустой", None)

    await opens_plan(company, project)

    shown = await company.lead.sees("рисовать нечего")
    assert await company.lead.buttons(shown) == ["« Проект"]


async def test_more_tasks_than_a_picture_can_show_come_as_pages(company):
    project = await given_project(company)
    async with company.engine.begin() as connection:
        await connection.execute(text(FORTY_ONE_MORE))

    await opens_plan(company, project)

    shown = await company.lead.sees("задач 61, а разборчиво — до 60")
    assert shown["document"]["file_name"] == f"promekspo-{project.id}.pdf"
    assert await company.lead.buttons(shown) == ["📗 Excel", "« Проект"]


async def test_somebody_outside_the_team_finds_no_plan(company):
    project = await given_project(company)
    stranger = await company.given_joined("other_rep")
    await stranger.sends("/day")
    card = await stranger.last()

    for button in (OpenGantt(project_id=project.id), TakeGanttSheet(project_id=project.id)):
        answer = await stranger.taps_data(card, button.pack(), forged=True)

        assert answer["show_alert"]
        await stranger.does_not_see("Промэкспо")


async def test_own_tasks_come_as_a_file_for_the_calendar(company):
    await given_task(company, "Подготовить КП")
    cancelled = await given_task(company, "Лишнее")
    lead = await company.actor("lead")
    await company.container.get(CancelTask)(lead, cancelled.id, version=cancelled.version)

    await company.rep.sends("/calendar")

    file = await company.rep.sees_file("naparnik-tasks.ics")
    assert "1 задача." in file["caption"]
    (event,) = Calendar.from_ical(await company.rep.file(file)).walk("VEVENT")
    assert str(event["summary"]) == "Подготовить КП"
    assert event.decoded("dtstart") == utc("2026-11-20 10:00")
    assert event.decoded("dtend") == utc("2026-11-20 12:00")


async def test_nothing_to_put_into_a_calendar_is_said(company):
    await company.rep.sends("/calendar")

    await company.rep.sees("В календарь добавить нечего")
    await company.rep.taps("📋 Задачи")
    await company.rep.does_not_see("В календарь добавить нечего")
