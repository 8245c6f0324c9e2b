"""Tasks given in a chat, and what of them is asked by several tests."""

from datetime import UTC, datetime
from typing import Any

from domain.tasks.giving import CreateTask
from domain.tasks.model import Deadline, NewTask, Task
from tests.company import Company

FRIDAY_SIX = Deadline(datetime(2026, 11, 20, 15, 0, tzinfo=UTC))
"""Friday 20 November 2026, when work ends in Moscow."""


async def given_task(company: Company, by: str = "lead", to: str = "rep", **fields: Any) -> Task:
    """Sent through the program, due on Friday; everybody's messages have come."""
    known: dict[str, Any] = {
        "title": "Подготовить КП",
        "executor_id": company.people[to].id,
        "deadline": FRIDAY_SIX,
    }
    create_task = company.container.get(CreateTask)
    task = await create_task(await company.actor(by), NewTask(**known | fields))
    await company.waits(seconds=1)
    return task
