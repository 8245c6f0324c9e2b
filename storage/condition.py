"""What a database says of itself: its server, its shape, the program's rights, and what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import asyncpg

from domain.clock import Clock
from storage.delivery.leadership import SENDER_LOCK
from storage.migrations.revisions import EXTENSIONS, revision_in
from storage.postgres.privileges import READ, WRITTEN_BY_TRIGGERS, may_do_more
from storage.tables import metadata

ROUNDS: Final = 3
"""Questions for the server's clock; the one that came back soonest is believed."""
MANY_DEAD_ROWS: Final = 100_000

LACKING = """
SELECT name FROM unnest($1::text[]) AS wanted (name)
 WHERE to_regclass(name) IS NOT NULL
   AND NOT (has_table_privilege(to_regclass(name), 'SELECT')
            AND (name = ANY($2::text[]) OR has_table_privilege(to_regclass(name), 'INSERT')))
 ORDER BY name
"""
# More than half of what was ever there is dead: autovacuum does not come by.
UNSWEPT = """
SELECT relname::text FROM pg_stat_user_tables
 WHERE n_dead_tup > $1 AND n_dead_tup > n_live_tup ORDER BY n_dead_tup DESC
"""
LEADER = """
SELECT coalesce(host(client_addr), '') AS host, backend_start
  FROM pg_locks LEFT JOIN pg_stat_activity USING (pid)
 WHERE locktype = 'advisory' AND objsubid = 1 AND granted
   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND (classid::bigint << 32) | objid::bigint = $1
"""
BACKLOG = """
SELECT (SELECT count(*) FROM ledger WHERE status IN ('due', 'held')) AS depth,
       (SELECT min(not_before) FROM ledger WHERE status = 'due') AS oldest_due_at
"""


@dataclass(frozen=True, slots=True)
class Server:
    """``clock_ahead`` is by how much the server's clock is ahead of ours."""

    version: str
    size_bytes: int
    role: str
    may_do_more: bool
    clock_ahead: timedelta
    has_autovacuum: bool
    missing_extensions: Sequence[str]
    revision: str | None


@dataclass(frozen=True, slots=True)
class Leader:
    """Of a local connection ``host`` is empty; ``since`` is unknown to a role that may not see."""

    host: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Contents:
    """``lacking``: tables that the program may not read or write as it needs to."""

    lacking: Sequence[str]
    unswept: Sequence[str]
    leader: Leader | None
    depth: int
    oldest_due_at: datetime | None


async def server_of(connection: asyncpg.Connection, clock: Clock) -> Server:
    role = await connection.fetchval("SELECT current_user::text")
    there = {row[0] for row in await connection.fetch("SELECT extname FROM pg_extension")}
    return Server(
        version=(await connection.fetchval("SHOW server_version")).split()[0],
        size_bytes=await connection.fetchval("SELECT pg_database_size(current_database())"),
        role=role,
        may_do_more=await _may_do_more(connection, role),
        clock_ahead=await _clock_ahead(connection, clock),
        has_autovacuum=await connection.fetchval("SHOW autovacuum") == "on",
        missing_extensions=[name for name in EXTENSIONS if name not in there],
        revision=await revision_in(connection),
    )


async def contents_of(connection: asyncpg.Connection) -> Contents:
    """Of a database at this program's revision."""
    only_read = [*WRITTEN_BY_TRIGGERS, *READ]
    leader = await connection.fetchrow(LEADER, SENDER_LOCK)
    backlog = await connection.fetchrow(BACKLOG)
    return Contents(
        lacking=[
            row[0] for row in await connection.fetch(LACKING, list(metadata.tables), only_read)
        ],
        unswept=[row[0] for row in await connection.fetch(UNSWEPT, MANY_DEAD_ROWS)],
        leader=leader and Leader(leader["host"], leader["backend_start"]),
        depth=backlog["depth"],
        oldest_due_at=backlog["oldest_due_at"],
    )


async def _may_do_more(connection: asyncpg.Connection, role: str) -> bool:
    """Of tables that are not there yet nothing can be said."""
    if await revision_in(connection) is None:
        return False
    return await may_do_more(connection, role)


async def _clock_ahead(connection: asyncpg.Connection, clock: Clock) -> timedelta:
    measured: list[tuple[timedelta, timedelta]] = []
    for _ in range(ROUNDS):
        before = clock()
        theirs = await connection.fetchval("SELECT clock_timestamp()")
        after = clock()
        measured.append((after - before, theirs - (before + (after - before) / 2)))
    return min(measured)[1]
