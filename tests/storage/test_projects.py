"""Projects on a real Postgres: begun whole or not at all, led, followed, accepted and cancelled."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from domain.errors import NotFound
from domain.names import NameMissing
from domain.org.model import Person, PersonId, Role
from domain.projects.clashes import ClashKind
from domain.projects.errors import (
    DependencyRing,
    ProjectChanged,
    ProjectDayPassed,
    ProjectEmpty,
    ProjectOfLeader,
    ProjectOver,
    ProjectUnfinished,
    TaskOfOtherProject,
    TemplateGone,
)
from domain.projects.model import Anchor, Project, ProjectState
from domain.projects.ports import WhichProjects
from domain.projects.starting import Wish
from domain.rulebook.projects import ProjectTemplate
from domain.tasks.errors import EstimateTooLong, ExecutorLeft, ExecutorStranger
from domain.tasks.model import Deadline, NewTask, Rating, TaskState
from domain.tasks.views import TaskErrand
from storage.tables import departments, people, tasks
from tests.builders import a_rulebook, utc
from tests.crm import Crm, by
from tests.tasks_world import FRIDAY, given_task

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


# The fixed day


async def test_the_event_s_day_is_kept_where_a_project_is_counted_from_it(house):
    fixed = await begun(house, Wish("exhibition", Anchor.END, OPENING, {}))
    other = await begun(house, Wish("exhibition", Anchor.START, MONDAY, {}), form_key="two")

    assert fixed.fixed_on == OPENING
    assert other.fixed_on is None


async def test_an_event_stays_where_it_is_when_the_work_before_it_is_late(house):
    project = await begun(house, Wish("exhibition", Anchor.END, OPENING, {}))
    house.now = utc("2027-04-15 09:00")

    found = await house.view_schedule(house.leader, project.id)

    assert found.plan.fixed_day.on == OPENING
    assert found.plan.fixed_day.missed
    late = [one for one in found.plan.tasks if one.task.starts_on >= OPENING]
    assert late
    assert all(one.ends_on == one.task.ends_on for one in late)


# The day of its executor


async def test_a_task_of_a_project_stands_on_the_day_from_its_planned_start_on(house):
    project = await an_empty_project(house)
    late = Deadline(utc("2026-12-10 15:00"))
    first = await a_task_in(house, project, "Первая", deadline=late, starts_on=MONDAY)
    second = await a_task_in(house, project, "Вторая", deadline=late, starts_on=MONDAY)
    await house.make_task_wait(house.leader, project.id, second.id, first.id)
    with by(house.marketer):
        for task in (first, second):
            await house.accept_task(house.marketer, task.id, version=await version_of(house, task))

    before = (await house.view_day(house.marketer)).tasks
    house.now = utc("2026-11-23 06:00")
    then = (await house.view_day(house.marketer)).tasks

    assert before.lines == ()
    assert [(errand, line.title) for errand, line in then.lines] == [(TaskErrand.BEGIN, "Первая")]


async def version_of(crm: Any, task: Any) -> int:
    return int((await crm.view_task(crm.marketer, task.id)).task.version)


# Proposing


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


# Beginning


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


# Who sees it


async def test_the_team_sees_all_tasks_by_title_and_opens_its_own(house):
    project = await begun(house)

    view = await house.view_project_plan(house.marketer, project.id)

    assert len(view.tasks) == 14
    own = {task.executor_name for task in view.tasks if task.is_open_to_me}
    assert own == {"Нина"}


async def test_who_sees_the_leader_s_records_sees_the_project(house):
    project = await begun(house)

    view = await house.view_project_plan(house.manager, project.id)

    assert view.project.id == project.id


async def test_strangers_see_nothing_and_can_do_nothing(house):
    project = await begun(house)
    task = (await house.view_project_plan(house.leader, project.id)).tasks[0]

    for act in (
        house.view_project_plan(house.stranger, project.id),
        house.view_project_calendar(house.stranger, project.id),
        house.accept_project(house.stranger, project.id, version=1),
        house.cancel_project(house.stranger, project.id, with_tasks=True, version=1),
        house.change_project(house.stranger, project.id, name="Моё", version=1),
        house.let_into_team(house.stranger, project.id, house.stranger.id),
        house.put_task_into_project(house.stranger, project.id, task.id),
        house.make_task_wait(house.stranger, project.id, task.id, task.id),
        house.let_task_go(house.stranger, project.id, task.id, task.id),
    ):
        with pytest.raises(NotFound):
            await act
    page = await house.list_projects(house.stranger, WhichProjects.MINE, offset=0, size=8)
    assert page.lines == ()


async def test_the_team_does_not_lead(house):
    project = await begun(house)

    with pytest.raises(ProjectOfLeader):
        await house.accept_project(house.marketer, project.id, version=1)
    with pytest.raises(ProjectOfLeader):
        await house.cancel_project(house.marketer, project.id, with_tasks=True, version=1)


async def test_who_gets_a_task_of_it_sees_the_project(house):
    project = await an_empty_project(house)
    await a_task_in(house, project, executor_id=house.stranger.id)

    view = await house.view_project_plan(house.stranger, project.id)

    assert [member.name for member in view.team] == ["Пётр"]


async def test_lists_tell_mine_from_those_of_my_team_and_from_those_that_are_over(house):
    project = await begun(house)
    other = await an_empty_project(house, form_key="two", name="Пустой")
    await house.cancel_project(house.leader, other.id, with_tasks=False, version=1)

    async def names(actor: Any, which: WhichProjects) -> list[str]:
        page = await house.list_projects(actor, which, offset=0, size=8)
        return [line.name for line in page.lines]

    assert await names(house.marketer, WhichProjects.MINE) == [project.name]
    assert await names(house.marketer, WhichProjects.TEAM) == []
    assert await names(house.manager, WhichProjects.MINE) == []
    assert await names(house.manager, WhichProjects.TEAM) == [project.name]
    assert await names(house.leader, WhichProjects.OVER) == ["Пустой"]


async def test_a_line_counts_what_is_done_and_what_is_late(house):
    project = await an_empty_project(house)
    done = await a_task_in(house, project)
    await a_task_in(house, project)
    await ended(house, done)
    house.now = utc("2026-11-21 10:00")

    page = await house.list_projects(house.leader, WhichProjects.MINE, offset=0, size=8)

    line = page.lines[0]
    assert (line.done, line.tasks, line.overdue) == (1, 2, 1)


# Its tasks


async def test_a_task_card_names_its_project_and_what_it_waits_for(house):
    project = await an_empty_project(house)
    first = await a_task_in(house, project, "Бюджет")
    second = await a_task_in(house, project, "Макет")

    await house.make_task_wait(house.leader, project.id, second.id, first.id)

    view = await house.view_task(house.marketer, second.id)
    assert view.task.project_id == project.id
    assert view.project_name == "Курс для клиентов"
    assert [(one.title, one.is_over) for one in view.waits_for] == [("Бюджет", False)]


async def test_a_ring_of_dependencies_is_refused(house):
    project = await an_empty_project(house)
    one, two, three = [await a_task_in(house, project, title) for title in "АБВ"]
    await house.make_task_wait(house.leader, project.id, two.id, one.id)
    await house.make_task_wait(house.leader, project.id, three.id, two.id)

    for waiting in (one, three):
        with pytest.raises(DependencyRing):
            await house.make_task_wait(house.leader, project.id, waiting.id, three.id)


async def test_two_who_close_a_ring_at_once_are_let_in_one_after_the_other(house):
    project = await an_empty_project(house)
    one, two = [await a_task_in(house, project, title) for title in "АБ"]

    outcomes = await asyncio.gather(
        house.make_task_wait(house.leader, project.id, one.id, two.id),
        house.make_task_wait(house.manager, project.id, two.id, one.id),
        return_exceptions=True,
    )

    assert sorted(type(outcome) for outcome in outcomes if outcome) == [DependencyRing]
    assert await count(house, "task_dependencies") == 1


async def test_a_dependency_can_be_taken_back_and_leaves_its_trace(house):
    project = await an_empty_project(house)
    one, two = [await a_task_in(house, project, title) for title in "АБ"]
    with by(house.leader):
        await house.make_task_wait(house.leader, project.id, one.id, two.id)
        await house.let_task_go(house.leader, project.id, one.id, two.id)
        await house.let_task_go(house.leader, project.id, one.id, two.id)

    assert await count(house, "task_dependencies") == 0
    acts = [row.act for row in await house.audit("task_dependencies", 1)]
    assert acts == ["insert", "delete"]


async def test_tasks_of_two_projects_do_not_wait_for_each_other(house):
    project = await an_empty_project(house)
    other = await an_empty_project(house, form_key="two")
    one = await a_task_in(house, project)
    two = await a_task_in(house, other)

    with pytest.raises(TaskOfOtherProject):
        await house.make_task_wait(house.leader, project.id, one.id, two.id)
    with pytest.raises(TaskOfOtherProject):
        await house.put_task_into_project(house.leader, other.id, one.id)


async def test_a_project_of_200_tasks_is_seen_in_one_view(house):
    project = await an_empty_project(house)
    task = await a_task_in(house, project)
    async with house.connection() as connection:
        row = (await connection.execute(select(tasks).where(tasks.c.id == task.id))).one()
        values = {name: value for name, value in row._mapping.items() if name != "id"}
        generated = {column.name for column in tasks.c if column.computed is not None}
        values = {name: value for name, value in values.items() if name not in generated}
        await connection.execute(insert(tasks), [values] * 199)

    view = await house.view_project_plan(house.leader, project.id)

    assert len(view.tasks) == 200


# Its end


async def test_the_leader_is_told_when_the_last_task_is_over_and_accepts(house):
    project = await an_empty_project(house)
    one, two = [await a_task_in(house, project, title) for title in "АБ"]
    await ended(house, one)
    assert await house.notices("project_done") == []
    with pytest.raises(ProjectUnfinished) as refused:
        await house.accept_project(house.leader, project.id, version=1)
    assert refused.value.facts["count"] == 1

    await ended(house, two)
    view = await house.view_project_plan(house.leader, project.id)
    accepted = await house.accept_project(house.leader, project.id, version=1)

    assert view.is_finished
    assert await house.notices("project_done") == [("Ольга", project.id)]
    assert accepted.state is ProjectState.ACCEPTED
    assert await house.notices("project_accepted") == [("Нина", project.id)]


async def test_two_who_end_the_last_two_tasks_at_once_tell_the_leader_once(house):
    project = await an_empty_project(house)
    made = [await a_task_in(house, project, title) for title in "АБВГ"]

    await asyncio.gather(*(ended(house, task) for task in made))

    assert await house.notices("project_done") == [("Ольга", project.id)]


async def test_a_second_tap_on_accept_changes_nothing(house):
    project = await an_empty_project(house)
    await ended(house, await a_task_in(house, project))
    first = await house.accept_project(house.leader, project.id, version=1)

    second = await house.accept_project(house.leader, project.id, version=1)

    assert second == first


async def test_an_empty_project_is_not_accepted_but_can_be_cancelled(house):
    project = await an_empty_project(house)

    with pytest.raises(ProjectEmpty):
        await house.accept_project(house.leader, project.id, version=1)
    cancelled = await house.cancel_project(house.leader, project.id, with_tasks=True, version=1)

    assert cancelled.state is ProjectState.CANCELLED


async def test_cancelling_with_tasks_ends_what_is_open_and_leaves_what_is_done(house):
    project = await an_empty_project(house)
    is_open = await a_task_in(house, project, "Открытая")
    done = await a_task_in(house, project, "Сделанная")
    await house.finish_task(house.marketer, done.id, version=done.version)

    await house.cancel_project(house.leader, project.id, with_tasks=True, version=1)

    states = {
        task.title: task.state
        for task in (await house.view_project_plan(house.leader, project.id)).tasks
    }
    assert states == {"Открытая": TaskState.CANCELLED, "Сделанная": TaskState.DONE}
    assert await house.notices("task_cancelled") == [("Нина", is_open.id)]
    assert await house.notices("project_cancelled") == [("Нина", project.id)]


async def test_cancelling_without_tasks_leaves_them(house):
    project = await an_empty_project(house)
    task = await a_task_in(house, project)

    await house.cancel_project(house.leader, project.id, with_tasks=False, version=1)

    assert (await house.view_task(house.leader, task.id)).task.state is TaskState.GIVEN


async def test_nothing_changes_about_a_project_that_is_over(house):
    project = await an_empty_project(house)
    task = await given_task(house, assigner=house.leader, executor=house.marketer)
    await house.cancel_project(house.leader, project.id, with_tasks=True, version=1)

    for act in (
        house.change_project(house.leader, project.id, name="Другое", version=2),
        house.let_into_team(house.leader, project.id, house.far.id),
        house.put_task_into_project(house.leader, project.id, task.id),
    ):
        with pytest.raises(ProjectOver):
            await act


async def test_a_draft_does_not_become_work_of_a_project_that_is_over(house):
    project = await an_empty_project(house)
    read = await house.read_line(
        house.leader, "завтра отчёт", is_task=True, executor_id=house.marketer.id
    )
    draft = await house.put_task_into_project(house.leader, project.id, read.task.id)
    await house.cancel_project(house.leader, project.id, with_tasks=False, version=1)

    with pytest.raises(ProjectOver):
        await house.send_task(house.leader, draft.id, version=draft.version)

    assert (await house.view_task(house.leader, draft.id)).task.state is TaskState.DRAFT


async def test_an_old_button_changes_nothing(house):
    project = await an_empty_project(house)
    await house.change_project(house.leader, project.id, name="Другое", version=1)

    with pytest.raises(ProjectChanged):
        await house.cancel_project(house.leader, project.id, with_tasks=True, version=1)


async def test_the_leader_s_boss_goes_on_when_the_leader_has_left(house):
    project = await an_empty_project(house)

    changed = await house.change_project(house.manager, project.id, goals="Цель", version=1)

    assert changed.goals == "Цель"


async def test_a_role_goes_to_somebody_else_and_they_learn_of_the_project(house):
    project = await begun(house)

    await house.let_into_team(house.leader, project.id, house.far.id, "design")

    view = await house.view_project_plan(house.far, project.id)
    assert [role.key for role in view.missing] == ["training"]
    assert ("Вера", project.id) in await house.notices("project_started")


async def test_a_project_leaves_its_trace(house):
    project = await an_empty_project(house)
    with by(house.leader):
        await house.change_project(house.leader, project.id, name="Другое", version=1)

    rows = await house.audit("projects", project.id)

    assert [(row.act, row.actor_id) for row in rows] == [
        ("insert", house.leader.id),
        ("update", house.leader.id),
    ]
