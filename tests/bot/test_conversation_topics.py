"""docs/conversations/topics.md, played: a project's tasks as cards in a group's topic."""

from datetime import date

import pytest

from domain.projects.model import Anchor, Project
from domain.projects.running import PutTaskIntoProject
from domain.projects.starting import StartProject, Wish
from domain.tasks.doing import StartTask
from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask, Task
from tests.bot.nothing_happens import nothing_breaks  # noqa: F401 - watches every test
from tests.builders import utc
from tests.company import Company
from tests.messages import text_of
from tests.person import Person

FRIDAY = Deadline(utc("2026-11-20 15:00"))


async def given_project(company: Company) -> Project:
    start = company.container.get(StartProject)
    wish = Wish(None, Anchor.END, date(2026, 12, 25), {})
    return await start(
        await company.actor("lead"), wish, name="Выставка весной", goals=None, form_key="one"
    )


async def given_task(company: Company, project: Project, title: str = "Макет стенда") -> Task:
    lead = await company.actor("lead")
    new = NewTask(title, executor_id=company.people["rep"].id, deadline=FRIDAY)
    task = await company.container.get(CreateTask)(lead, new)
    return await company.container.get(PutTaskIntoProject)(lead, project.id, task.id)


@pytest.fixture
async def forum(company: Company):
    inside = await company.lead.in_forum()
    yield inside
    await inside.leaves()


async def link(company: Company, project: Project, forum: Person) -> None:
    username = (await forum.state())["bot"]["username"]
    await forum.sends(f"/start@{username} project_{project.id}")
    await forum.waits_for_idle_bot()
    await company.waits(seconds=30)


async def test_the_tasks_of_a_project_stand_in_its_topic(company: Company, forum: Person):
    project = await given_project(company)
    await given_task(company, project)

    await link(company, project, forum)

    begun = await forum.sees("Здесь задачи проекта")
    card = await forum.sees("Макет стенда")
    assert card["message_thread_id"] == begun["message_thread_id"]
    assert "Иван Петров" in text_of(card)
    assert await forum.buttons(card) == ["Открыть в личном чате"]


async def test_the_card_in_the_topic_follows_the_task(company: Company, forum: Person):
    project = await given_project(company)
    task = await given_task(company, project)
    await link(company, project, forum)
    card = await forum.sees("Макет стенда")

    start = company.container.get(StartTask)
    await start(await company.actor("rep"), task.id, version=task.version)
    await company.waits(seconds=30)

    edited = await forum.sees("в работе")
    assert edited["message_id"] == card["message_id"]


async def test_an_answer_to_a_card_becomes_a_comment_of_the_task(company: Company, forum: Person):
    project = await given_project(company)
    await given_task(company, project)
    await link(company, project, forum)
    card = await forum.sees("Макет стенда")
    rep = await company.rep.in_forum()

    await rep.replies_to(card, "Макет будет завтра")
    await rep.waits_for_idle_bot()

    said = await company.rows("SELECT text FROM task_comments")
    assert [row.text for row in said] == ["Макет будет завтра"]
    await rep.leaves()


async def test_what_people_say_to_each_other_in_the_topic_is_left_alone(
    company: Company, forum: Person
):
    project = await given_project(company)
    await link(company, project, forum)
    before = len(await forum.messages())

    await forum.sends("Коллеги, кто едет?")
    await forum.waits_for_idle_bot()

    assert len(await forum.messages()) == before + 1


async def test_a_group_without_topics_is_told_how_to_have_them(company: Company):
    project = await given_project(company)
    group = await company.lead.in_group()
    username = (await group.state())["bot"]["username"]

    await group.sends(f"/start@{username} project_{project.id}")

    await group.sees("В этой группе нет тем")
    await group.leaves()


async def test_a_second_link_says_where_the_topic_is(company: Company, forum: Person):
    project = await given_project(company)
    await link(company, project, forum)

    await link(company, project, forum)

    await forum.sees("У проекта уже есть тема в группе «Проекты»")


async def test_who_does_not_lead_the_project_makes_no_topic(company: Company):
    project = await given_project(company)
    await given_task(company, project)
    forum = await company.rep.in_forum()

    await link(company, project, forum)

    assert await company.value("SELECT count(*) FROM project_topics") == 0
    await forum.sees("Ольга Смирнова")
    await forum.leaves()


async def test_from_the_card_of_the_project_to_the_group_and_back(company: Company, forum: Person):
    project = await given_project(company)
    lead = company.lead
    await lead.starts(f"project_{project.id}")

    await lead.taps("✏️ Изменить")
    await lead.taps("Тема в группе")
    offered = await lead.sees("Задачи проекта будут жить карточками")
    await link(company, project, forum)
    await lead.taps("« Проект")
    await lead.taps("✏️ Изменить")
    await lead.taps("Тема в группе")

    assert "Выбрать группу" in await lead.buttons(offered)
    await lead.sees("стоят карточками в группе «Проекты»")
    await lead.taps("Убрать из группы")
    await lead.sees("Нужна группа с темами")
