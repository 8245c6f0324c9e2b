"""By which plan Postgres answers what is asked of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.sent import statements_sent
from tests.crm import Crm


@asynccontextmanager
async def plans_of(crm: Crm) -> AsyncIterator[list[str]]:
    """Fills with the plan of each statement that was run inside, explained afterwards."""
    plans: list[str] = []
    async with statements_sent(crm.engine) as sent:
        yield plans
    async with crm.connection() as connection:
        for statement, values in sent:
            rows = await connection.exec_driver_sql(f"EXPLAIN {statement}", tuple(values))
            plans.append("\n".join(row[0] for row in rows))
