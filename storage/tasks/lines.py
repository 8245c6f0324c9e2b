"""What reading one line as a task asks of the base."""

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.org.model import BranchId, PersonId
from domain.tasks.staff import KnownColleague, Staff
from storage.changes import change_marks
from storage.readings import Reading

# Each write puts a row of its own transaction in the place of what was there: it changes a sum, in
# whatever order writes commit, and whatever moment the clock says it is.
VERSION = Reading(
    text("""
    SELECT count(*), sum(xmin::text::bigint),
           (SELECT sum(xmin::text::bigint) FROM branches)
      FROM people
    """)
)

STAFF = Reading(
    text("""
    SELECT people.id, people.name, people.telegram_username, people.branch_id,
           branches.name AS branch_name
      FROM people JOIN branches ON branches.id = people.branch_id
     WHERE people.is_active AND people.role <> 'client'
     ORDER BY people.name, people.id
    """)
)

# The states stand as literals so that the partial index serves a prepared statement too.
CANCEL_LEFT = text(
    """
    WITH left_behind AS (
        UPDATE tasks
           SET state = 'cancelled', state_since = :now, closed_at = :now, version = version + 1,
               changed_by = NULL, changed_via = 'clock', changed_at = :now
         WHERE state = 'draft' AND changed_at < :untouched_since
           AND project_id IS NULL AND approval_reasons = '{}'
        RETURNING id, title, client_id, deal_id
    ), happened AS (
        INSERT INTO timeline (at, kind, client_id, deal_id, task_id, channel, facts)
        SELECT :now, 'task_cancelled', client_id, deal_id, id, 'clock',
               jsonb_build_object('title', title)
          FROM left_behind
    )
    SELECT count(*) FROM left_behind
    """
)

CANCEL_OF = text(
    """
    WITH dropped AS (
        UPDATE tasks
           SET state = 'cancelled', state_since = :changed_at, closed_at = :changed_at,
               version = version + 1, changed_by = :changed_by, changed_via = :changed_via,
               changed_at = :changed_at
         WHERE state = 'draft' AND assigner_id = :assigner_id
           AND project_id IS NULL AND approval_reasons = '{}'
        RETURNING id, title, client_id, deal_id
    ), happened AS (
        INSERT INTO timeline (at, kind, client_id, deal_id, task_id, actor_id, channel, facts)
        SELECT :changed_at, 'task_cancelled', client_id, deal_id, id, :assigner_id, :changed_via,
               jsonb_build_object('title', title)
          FROM dropped
    )
    SELECT count(*) FROM dropped
    """
)


class StaffCache:
    """The staff of this process, as it was at one version of the people."""

    def __init__(self) -> None:
        self._version: tuple[Any, ...] | None = None
        self._staff = Staff(())

    def find(self, version: tuple[Any, ...]) -> Staff | None:
        return self._staff if version == self._version else None

    def keep(self, version: tuple[Any, ...], staff: Staff) -> None:
        self._version, self._staff = version, staff


class SqlTaskLines:
    def __init__(self, connection: AsyncConnection, cache: StaffCache) -> None:
        self._connection = connection
        self._cache = cache

    async def staff(self) -> Staff:
        (version,) = map(tuple, await VERSION.rows(self._connection))
        known = self._cache.find(version)
        if known is None:
            rows = await STAFF.rows(self._connection)
            known = Staff(
                KnownColleague(
                    id=PersonId(row.id),
                    name=row.name,
                    username=row.telegram_username,
                    branch_id=BranchId(row.branch_id),
                    branch_name=row.branch_name,
                )
                for row in rows
            )
            self._cache.keep(version, known)
        return known

    async def cancel_left_drafts(self, *, untouched_since: datetime, now: datetime) -> int:
        cancelled = await self._connection.scalar(
            CANCEL_LEFT, {"untouched_since": untouched_since, "now": now}
        )
        return int(cancelled or 0)

    async def cancel_drafts_of(self, person_id: PersonId, *, now: datetime) -> int:
        marks = change_marks(now)
        cancelled = await self._connection.scalar(CANCEL_OF, {"assigner_id": person_id, **marks})
        return int(cancelled or 0)
