"""Which shape a database is in, and which one this program needs; read without alembic.

A migration's file is named after its revision: ``0029_program_role.py``.
"""

from functools import cache
from pathlib import Path
from typing import Final

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.postgres.errors import OwnerNeeded
from storage.postgres.server import connected

VERSIONS = Path(__file__).parent / "versions"
EXTENSIONS: Final = ("pg_trgm", "unaccent", "btree_gist")
"""What the tables cannot do without."""
IS_MIGRATED: Final = text("SELECT to_regclass('alembic_version')::text")
REVISION: Final = text("SELECT version_num FROM alembic_version")


@cache
def known_revisions() -> tuple[str, ...]:
    """Oldest first."""
    return tuple(sorted(path.stem.partition("_")[0] for path in VERSIONS.glob("[0-9]*_*.py")))


def latest_revision() -> str:
    """The revision that ``migrate`` leads to."""
    return known_revisions()[-1]


async def current_revision(database_url: str) -> str | None:
    """The revision the database is at; None before the first migration.

    Raises: the errors of connecting, as ``storage.migrations.run.migrate``, and OwnerNeeded.
    """
    async with connected(database_url) as connection:
        return await revision_in(connection)


async def revision_in(connection: asyncpg.Connection) -> str | None:
    """Raises: OwnerNeeded."""
    if await connection.fetchval(IS_MIGRATED.text) is None:
        return None
    try:
        revision: str | None = await connection.fetchval(REVISION.text)
    except asyncpg.InsufficientPrivilegeError as error:
        raise OwnerNeeded(await connection.fetchval("SELECT current_user")) from error
    return revision


async def revision_by(engine: AsyncEngine) -> str | None:
    """The same on a connection of the engine's pool: for whoever asks again and again."""
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")
    async with alone.connect() as connection:
        if await connection.scalar(IS_MIGRATED) is None:
            return None
        revision: str | None = await connection.scalar(REVISION)
        return revision


def is_new_enough(revision: str | None) -> bool:
    """Whether this program can work on it. A newer program's database still serves this one while
    the replicas change one after another: what it needs is taken away only later."""
    return revision is not None and (
        revision == latest_revision() or revision not in known_revisions()
    )
