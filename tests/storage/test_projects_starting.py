"""A project is proposed and begun on a real Postgres: whole, or not at all."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from domain.names import NameMissing
from domain.org.model import Person, PersonId, Role
from domain.projects.clashes import ClashKind
from domain.projects.errors import ProjectDayPassed, TemplateGone
from domain.projects.model import Anchor
from domain.projects.starting import Wish
from domain.rulebook.projects import ProjectTemplate
from domain.tasks.errors import EstimateTooLong, ExecutorLeft, ExecutorStranger
from domain.tasks.model import TaskState
from storage.tables import people
from tests.builders import a_rulebook, utc
from tests.crm import Crm
from tests.projects_world import COURSE, MONDAY, OPENING, an_empty_project, begun, count, house

__all__ = ["house"]


async def test_people_are_proposed_by_department_those_of_the_leader_s_branch_first(house):
    proposal = await house.propose_project(house.leader, COURSE)

    assert proposal.people == {
        "leader": (house.leader.id, "Ольга"),
        "expert": (house.seller.id, "Олег"),
        "marketing": (house.marketer.id, "Нина"),
    }
    assert [role.key for role in proposal.missing] == ["training", "design"]
    assert proposal.starts_on == MONDAY


async def test_for_a_role_without_anybody_the_leader_does_it(house):
    proposal = await house.propose_project(house.leader, COURSE)

    executors = {task.key: task.executor_id for task in proposal.tasks}
    assert executors["slides"] == house.leader.id
    assert executors["page"] == house.marketer.id


async def test_an_absence_is_told_before_the_project_begins(house):
    away = (date(2026, 11, 20), date(2026, 12, 20))
    marketer = await _person(house, house.marketer.id)
    seller = await _person(house, house.seller.id)
    await house.given_absence(marketer, seller, *away)

    proposal = await house.propose_project(house.leader, COURSE)

    clash = next(clash for clash in proposal.clashes if clash.kind is ClashKind.AWAY)
    assert clash.task.key == "page"
    assert (clash.on, clash.until) == away
    assert clash.moved_to > date(2026, 12, 20)


async def _person(crm: Crm, person_id: PersonId) -> Person:
    async with crm.begin() as uow:
        return await uow.people.see(person_id)


async def test_somebody_else_is_chosen_for_a_role(house):
    wish = replace(COURSE, people={"design": house.stranger.id})

    proposal = await house.propose_project(house.leader, wish)

    assert proposal.people["design"] == (house.stranger.id, "Пётр")
    assert [role.key for role in proposal.missing] == ["training"]


async def test_a_day_that_passed_is_refused(house):
    with pytest.raises(ProjectDayPassed):
        await house.propose_project(house.leader, replace(COURSE, anchored_on=date(2026, 11, 17)))


async def test_a_template_that_is_gone_is_refused(house):
    with pytest.raises(TemplateGone):
        await house.propose_project(house.leader, replace(COURSE, template="parade"))
    with pytest.raises(TemplateGone):
        await begun(house, replace(COURSE, template="parade"))

    assert await count(house, "projects") == 0


async def test_a_project_begins_with_its_team_its_tasks_and_what_they_wait_for(house):
    project = await begun(house)

    view = await house.view_project_plan(house.leader, project.id)
    assert len(view.tasks) == 14
    assert [role.key for role in view.missing] == ["training", "design"]
    assert {member.name for member in view.team} == {"Ольга", "Нина", "Олег"}
    by_title = {task.title: task for task in view.tasks}
    page = by_title["Подготовить страницу курса и приём заявок"]
    outline = by_title["Составить план курса по темам и часам"]
    assert page.depends_on == (outline.id,)
    assert page.department == "Отдел маркетинга"
    assert outline.is_milestone
    assert (view.project.starts_on, view.project.ends_on) == (MONDAY, view.tasks[-1].ends_on)
    assert all(task.state in {TaskState.GIVEN, TaskState.ACCEPTED} for task in view.tasks)


async def test_dates_are_counted_back_from_the_opening(house):
    project = await begun(house, Wish("exhibition", Anchor.END, OPENING, {}))

    view = await house.view_project_plan(house.leader, project.id)
    opening = next(task for task in view.tasks if task.title.startswith("Работать на стенде"))
    before = next(task for task in view.tasks if task.title.startswith("Принять стенд"))
    assert opening.starts_on == OPENING
    assert before.ends_on == date(2027, 4, 19)
    assert view.project.starts_on > date(2027, 1, 1)


async def test_the_team_rings_once_and_its_tasks_wait_for_company(house):
    await begun(house)

    assert [name for name, _ in await house.notices("project_started")] == ["Нина", "Олег"]
    async with house.connection() as connection:
        urgency = await connection.scalars(
            text("SELECT DISTINCT urgency FROM ledger WHERE kind = 'task_given'")
        )
        assert list(urgency) == ["batch"]


async def test_the_rule_of_approvals_holds_for_each_task(house):
    wish = replace(COURSE, people={"expert": house.stranger.id})
    async with house.connection() as connection:
        await connection.execute(
            people.update()
            .where(people.c.id == house.stranger.id)
            .values(boss_id=house.far_lead.id)
        )
    async with house.transaction() as uow:
        await uow.people.rebuild_reporting()
    terms = a_rulebook().tasks
    approval = terms.approval.model_copy(update={"over_hours": 1})
    await _in_force(house, tasks=terms.model_copy(update={"approval": approval}))

    project = await begun(house, wish)

    states = {
        task.state
        for task in (await house.view_project_plan(house.leader, project.id)).tasks
        if task.executor_id == house.stranger.id
    }
    assert states == {TaskState.WAITING_APPROVAL}


async def _in_force(crm: Any, **changed: Any) -> None:
    """The rulebook with these sections; the leader acts under it."""
    async with crm.transaction() as uow:
        rules = await uow.rulebooks.current()
        await uow.rulebooks.add(
            rules.rulebook.model_copy(update=changed),
            after_version=rules.version,
            source_text=None,
            comment=None,
            created_at=crm.now,
            created_by=None,
        )
    crm.leader = replace(crm.leader, rulebook_version=crm.leader.rulebook_version + 1)


async def test_a_second_tap_begins_nothing_more(house):
    first = await begun(house)

    second = await begun(house)

    assert second.id == first.id
    assert await count(house, "tasks") == 14


async def test_two_taps_at_once_begin_one_project(house):
    projects = await asyncio.gather(begun(house), begun(house))

    assert len({project.id for project in projects}) == 1
    assert await count(house, "tasks") == 14


async def test_two_people_may_begin_at_once(house):
    first, second = await asyncio.gather(
        begun(house),
        house.start_project(house.manager, COURSE, name="Второй", goals=None, form_key="two"),
    )

    assert first.id != second.id
    assert await count(house, "tasks") == 28


async def test_what_is_refused_in_the_middle_leaves_nothing(house):
    left = await house.given_person("Ушла", is_active=False)

    with pytest.raises(ExecutorLeft):
        await begun(house, replace(COURSE, people={"design": left.id}))

    for table in ("projects", "project_people", "tasks", "task_dependencies", "ledger"):
        assert await count(house, table) == 0


async def test_an_estimate_that_the_rulebook_refuses_leaves_nothing(house):
    await _in_force(house, tasks=a_rulebook().tasks.model_copy(update={"most_hours": 10}))

    with pytest.raises(EstimateTooLong):
        await begun(house)

    for table in ("projects", "project_people", "tasks", "ledger"):
        assert await count(house, table) == 0


async def test_a_client_is_nobody_to_give_a_role_to(house):
    client = await house.given_person("Клиент", Role.CLIENT)

    with pytest.raises(ExecutorStranger):
        await begun(house, replace(COURSE, people={"design": client.id}))


async def test_a_project_has_a_name(house):
    with pytest.raises(NameMissing):
        await an_empty_project(house, name=" \u200b")


async def test_an_empty_project_begins_without_tasks(house):
    project = await an_empty_project(house)

    view = await house.view_project_plan(house.leader, project.id)
    assert view.tasks == ()
    assert view.template is None
    assert view.project.ends_on == date(2026, 12, 25)


async def test_what_was_begun_late_in_the_evening_begins_tomorrow(house):
    house.now = utc("2026-11-18 19:00")

    project = await begun(house, replace(COURSE, anchored_on=date(2026, 11, 18)))

    assert project.starts_on == date(2026, 11, 19)


async def test_a_template_of_200_tasks_begins_whole(house):
    name = {"ru": "Много", "en": "Many"}
    tasks = [
        {"key": f"t{n}", "title": name, "role": "all", "waits_for": [f"t{n - 1}"] if n else []}
        for n in range(200)
    ]
    many = {"key": "many", "name": name, "goals": name, "tasks": tasks}
    template = ProjectTemplate.model_validate(many | {"roles": [{"key": "all", "name": name}]})
    await _in_force(house, project_templates=(template,))

    project = await begun(house, replace(COURSE, template="many"))

    assert await count(house, "tasks") == 200
    assert await count(house, "task_dependencies") == 199
    assert project.ends_on > date(2027, 8, 1)
