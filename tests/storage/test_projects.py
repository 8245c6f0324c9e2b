"""Projects on a real Postgres: led, followed, accepted and cancelled."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import insert, select

from domain.errors import NotFound
from domain.projects.errors import (
    DependencyRing,
    ProjectChanged,
    ProjectEmpty,
    ProjectOfLeader,
    ProjectOver,
    ProjectUnfinished,
    TaskOfOtherProject,
)
from domain.projects.model import Anchor, ProjectState
from domain.projects.ports import WhichProjects
from domain.projects.starting import Wish
from domain.tasks.model import Deadline, TaskState
from domain.tasks.views import TaskErrand
from storage.tables import tasks
from tests.builders import utc
from tests.crm import by
from tests.projects_world import (
    MONDAY,
    OPENING,
    a_task_in,
    an_empty_project,
    begun,
    count,
    ended,
    house,
)
from tests.tasks_world import given_task

__all__ = ["house"]


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
