"""Who sees a task: SQL says the same as the domain, over random companies."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.org.model import BranchId, PersonId
from domain.tasks.model import Approval, ApprovalReason, Deadline, Task, TaskId, TaskState
from domain.tasks.visibility import Viewer, can_see_task
from storage.org.actors import SqlActors
from storage.tables import task_people, tasks
from storage.tasks.rows import task_columns
from storage.tasks.visibility import task_visible
from tests.tasks_world import a_task
from tests.visibility_world import (
    NOW,
    Base,
    Company,
    Ids,
    base,
    chart_of,
    companies,
    settle,
)

__all__ = ["base"]

LATER = NOW + timedelta(days=3)


@dataclass(frozen=True)
class Given:
    """Everybody by their position among the people of the company."""

    assigner: int
    executor: int
    approver: int | None
    people: frozenset[int]
    was_sent: bool


@st.composite
def companies_with_tasks(draw: st.DrawFn) -> tuple[Company, list[Given]]:
    company = draw(companies())
    person = st.integers(0, len(company.people) - 1)
    known = []
    for _ in range(draw(st.integers(1, 6))):
        assigner = draw(person)
        known.append(
            Given(
                assigner,
                draw(person),
                draw(st.none() | person.filter(lambda other, one=assigner: other != one)),
                draw(st.frozensets(person, max_size=2)),
                draw(st.booleans()),
            )
        )
    return company, known


def as_task(given_: Given, company: Company, ids: Ids) -> Task:
    task = a_task(
        assigner_id=PersonId(ids.people[given_.assigner]),
        executor_id=PersonId(ids.people[given_.executor]),
        branch_id=BranchId(ids.branches[company.people[given_.executor].branch]),
        deadline=Deadline(LATER),
        agreed_deadline_at=LATER,
    )
    if given_.approver is not None:
        approval = Approval((PersonId(ids.people[given_.approver]),), (LATER,))
        reasons = (ApprovalReason.HOURS,)
        waiting = TaskState.WAITING_APPROVAL
        return replace(task, state=waiting, approval=approval, approval_reasons=reasons)
    return task if given_.was_sent else replace(task, state=TaskState.DRAFT)


async def keep(engine: AsyncEngine, kept: list[tuple[Task, list[PersonId]]]) -> list[TaskId]:
    added = []
    async with engine.begin() as connection:
        for task, people in kept:
            columns: dict[str, Any] = {**task_columns(task), "created_at": NOW}
            row = await connection.execute(insert(tasks).values(columns).returning(tasks.c.id))
            task_id = TaskId(row.scalar_one())
            added.append(task_id)
            for person in people:
                await connection.execute(
                    insert(task_people).values(task_id=task_id, person_id=person, kind="observer")
                )
    return added


async def seen_in_base(engine: AsyncEngine, viewer: Viewer, task_ids: list[TaskId]) -> set[int]:
    """Of the tasks of one company; others' are seen by those alone who see everything."""
    async with engine.connect() as connection:
        found = set(await connection.scalars(select(tasks.c.id).where(task_visible(viewer))))
    assert viewer.scope.sees_all or found <= set(task_ids)
    return found & set(task_ids)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(companies_with_tasks())
def test_everybody_sees_in_the_base_the_tasks_that_the_rule_says(
    base: Base, drawn: tuple[Company, list[Given]]
) -> None:
    company, known = drawn
    ids = base.run(settle(base.engine, company))
    kept = [
        (as_task(one, company, ids), [PersonId(ids.people[number]) for number in one.people])
        for one in known
    ]
    task_ids = base.run(keep(base.engine, kept))
    actors, chart = SqlActors(base.engine), chart_of(company, ids)

    for person_id in ids.people:
        viewer = Viewer.of(base.run(actors.get(PersonId(person_id), now=NOW)))
        by_rule = {
            task_id
            for task_id, (task, people) in zip(task_ids, kept, strict=True)
            if can_see_task(viewer, task, people, chart=chart)
        }

        assert base.run(seen_in_base(base.engine, viewer, task_ids)) == by_rule
