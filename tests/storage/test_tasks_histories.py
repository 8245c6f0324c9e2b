"""Random acts by random people, through the program itself: no task ever leaves the table."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from domain.errors import DomainError
from domain.tasks.model import Deadline, NewTask, Rating, Task, TaskPriority
from domain.tasks.states import STEPS
from tests.builders import NOW
from tests.crm import Crm, by
from tests.tasks_world import office

pytestmark = pytest.mark.usefixtures("as_owner")

__all__ = ["office"]

ACTS = {
    "send": lambda crm, who, task: crm.send_task(who, task.id, version=task.version),
    "approve": lambda crm, who, task: crm.approve_task(who, task.id, version=task.version),
    "decline approval": lambda crm, who, task: crm.decline_approval(
        who, task.id, "нет", version=task.version
    ),
    "accept": lambda crm, who, task: crm.accept_task(who, task.id, version=task.version),
    "decline": lambda crm, who, task: crm.decline_task(who, task.id, "нет", version=task.version),
    "start": lambda crm, who, task: crm.start_task(who, task.id, version=task.version),
    "finish": lambda crm, who, task: crm.finish_task(who, task.id, version=task.version),
    "accept result": lambda crm, who, task: crm.accept_result(who, task.id, version=task.version),
    "rate": lambda crm, who, task: crm.accept_result(who, task.id, Rating.UP, version=task.version),
    "return": lambda crm, who, task: crm.return_task(who, task.id, "нет", version=task.version),
    "cancel": lambda crm, who, task: crm.cancel_task(who, task.id, version=task.version),
    "reassign": lambda crm, who, task: crm.reassign_task(
        who, task.id, crm.other.id, version=task.version
    ),
    "ask a date": lambda crm, who, task: crm.propose_new_date(
        who, task.id, Deadline(crm.now + timedelta(days=9)), "позже", version=task.version
    ),
    "agree": lambda crm, who, task: crm.agree_new_date(who, task.id),
    "object": lambda crm, who, task: crm.object_to_task(who, task.id, "нет", version=task.version),
    "answer": lambda crm, who, task: crm.answer_objection(who, task.id, "да"),
    "raise": lambda crm, who, task: crm.raise_priority(
        who, task.id, TaskPriority.URGENT, version=task.version
    ),
    "old button": lambda crm, who, task: crm.start_task(who, task.id, version=task.version - 1),
    "sweep": lambda crm, _who, _task: crm.remind_of_tasks(),
    "expire": lambda crm, _who, _task: crm.expire_approvals(),
}
ALLOWED = {(source, step.to) for step in STEPS if step.to for source in step.sources}
PEOPLE = ("assigner", "executor", "lead", "manager", "other", "far_lead")


async def the_task(crm: Crm, task_id: Any) -> Task:
    return (await crm.view_task(crm.assigner, task_id)).task


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.integers(1, 40),
    st.lists(
        st.tuples(st.sampled_from(list(ACTS)), st.sampled_from(PEOPLE), st.integers(0, 12)),
        min_size=5,
        max_size=20,
    ),
)
async def test_random_acts_by_random_people_stay_in_the_table_and_are_audited(
    office: Any, hours: int, acts: Any
):
    office.now = NOW
    new = NewTask(
        "Отчёт", office.executor.id, Deadline(NOW + timedelta(days=4)), timedelta(hours=hours)
    )
    task = await office.create_task(office.assigner, new, as_draft=True)

    for act, who, later in acts:
        office.now += timedelta(hours=later)
        actor = getattr(office, who)
        before, rows = await the_task(office, task.id), await office.audit("tasks", task.id)
        with suppress(DomainError), by(actor):
            await ACTS[act](office, actor, before)

        after = await the_task(office, task.id)
        if after.state is not before.state:
            assert (before.state, after.state) in ALLOWED, act
        audited = (await office.audit("tasks", task.id))[len(rows) :]
        assert bool(audited) == (after != before), act
        async with office.connection() as connection:
            await connection.execute(text("TRUNCATE ledger"))
