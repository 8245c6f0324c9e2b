"""What is read is what is asked for: plans over a base with many tasks."""

import pytest
from sqlalchemy import text

from tests.crm import Crm
from tests.statement_plans import plans_of
from tests.tasks_world import given_task, office

pytestmark = pytest.mark.usefixtures("as_owner")

__all__ = ["office"]

MANY = text(
    """
    INSERT INTO tasks (title, assigner_id, executor_id, branch_id, state, state_since, deadline_at,
                       agreed_deadline_at, created_at, given_at, done_at, closed_at, rating)
    SELECT 'Задача', :assigner, :executor, :branch, 'closed', :now, :now, :now, :now, :now, :now,
           :now, 'up'
      FROM generate_series(1, 20000)
    """
)
COMMENTS = text(
    """
    INSERT INTO task_comments (task_id, author_id, text, at)
    SELECT :task, :author, 'слово', CAST(:now AS timestamptz) + number * interval '1 second'
      FROM generate_series(1, 5000) AS number
    """
)


@pytest.fixture
async def grown(office: Crm) -> Crm:
    office.task = await given_task(office)
    async with office.connection() as connection:
        await connection.execute(
            MANY,
            {
                "assigner": office.far_lead.id,
                "executor": office.other.id,
                "branch": office.moscow.id,
                "now": office.now,
            },
        )
        await connection.execute(
            COMMENTS,
            {"task": office.task.id, "author": office.executor.id, "now": office.now},
        )
        await connection.execute(text("ANALYZE"))
    return office


async def test_the_sweep_reads_only_what_is_due(grown):
    async with plans_of(grown) as plans:
        await grown.remind_of_tasks()

    for asks_or_climbs in plans:
        assert "ix_tasks_working_next_reminder_at" in asks_or_climbs
        assert "Seq Scan on tasks" not in asks_or_climbs


async def test_the_watch_over_approvals_reads_only_what_waits(grown):
    async with plans_of(grown) as plans:
        await grown.expire_approvals()

    assert "ix_tasks_waiting_approval_expires_at" in plans[0]
    assert "Seq Scan on tasks" not in plans[0]


async def test_a_day_reads_only_what_waits_for_its_person(grown):
    async with plans_of(grown) as plans:
        await grown.view_day(grown.executor)

    of_tasks = next(plan for plan in plans if "task_dates" in plan)
    assert "Seq Scan on tasks" not in of_tasks


async def test_the_first_page_of_a_long_thread_reads_one_page(grown):
    async with plans_of(grown) as plans:
        thread = await grown.view_task_thread(grown.executor, grown.task.id, size=8)

    assert (len(thread.entries), thread.page.total) == (8, 5002)
    read = next(plan for plan in plans if plan.startswith("Limit"))
    assert "ix_task_comments_task_id_at" in read
    assert "Seq Scan" not in read.split("people")[0]
